//! The widgets of the skrytka form, ready for their templates.

use askama::Template;

use super::Names;
use crate::draft::Draft;
use crate::fault::{Dialog, Fault};
use crate::faults::{Faults, Presence};
use crate::field::{Field, Shape};
use crate::message::Message;
use crate::stored::ON;

/// One answer of a radio group.
pub(crate) struct Answer {
    pub(crate) value: &'static str,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

/// What a control looks like.
pub(crate) enum Widget {
    Radio(Vec<Answer>),
    Check { on: bool, caption: &'static str },
    Line { value: String, size: u32 },
    Area { value: String },
}

/// One control, which a partial response can replace.
#[derive(Template)]
#[template(path = "control.html")]
pub(crate) struct Control {
    pub(crate) id: String,
    pub(crate) widget: Widget,
    pub(crate) enabled: bool,
    pub(crate) invalid: bool,
}

/// How the form stands when a control is drawn.
pub(crate) struct Standing<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) editing: bool,
    pub(crate) invalid: &'a [Field],
    pub(crate) names: &'a Names,
    pub(crate) faults: &'a Faults,
}

impl Standing<'_> {
    pub(crate) fn control(&self, field: Field) -> Control {
        let value = self.draft.get(field);
        let widget = match field.shape() {
            Shape::Radio(options) => Widget::Radio(
                options
                    .into_iter()
                    .map(|option| Answer {
                        value: option,
                        label: self.faults.label(option).to_owned(),
                        chosen: option == value,
                    })
                    .collect(),
            ),
            Shape::Check(caption) => Widget::Check {
                on: value == ON,
                caption,
            },
            Shape::Text | Shape::FixedText => Widget::Line {
                value: value.to_owned(),
                size: if field == Field::Name || field == Field::Address {
                    40
                } else {
                    16
                },
            },
            Shape::Number => Widget::Line {
                value: value.to_owned(),
                size: 5,
            },
            Shape::Area => Widget::Area {
                value: value.to_owned(),
            },
        };
        Control {
            id: self.names.field(field),
            widget,
            enabled: self.editing && self.draft.is_enabled(field) && !self.faults.disables(field.label()),
            invalid: self.invalid.contains(&field),
        }
    }
}

/// A button in the markup of a commandButton.
#[derive(Template)]
#[template(path = "button.html")]
pub(crate) struct Button {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) icon: &'static str,
    /// What the button does.
    pub(crate) command: String,
    /// What the portal asks before it does so.
    pub(crate) question: Option<Question>,
    pub(crate) presence: Presence,
    pub(crate) disabled: bool,
    pub(crate) covered: bool,
    pub(crate) below_footer: bool,
}

impl Button {
    pub(crate) fn new(id: String, label: &str, icon: &'static str, faults: &Faults) -> Self {
        Self {
            command: format!("PrimeFaces.ab({{source:'{id}',process:'@form'}})"),
            id,
            label: faults.label(label).to_owned(),
            icon,
            question: None,
            presence: faults.presence(label),
            disabled: faults.disables(label),
            covered: faults.covers(label),
            below_footer: faults.puts_below_footer(label),
        }
    }

    pub(crate) fn asking(self, question: Question) -> Self {
        Self {
            question: Some(question),
            ..self
        }
    }
}

/// A link in the markup of a commandLink.
#[derive(Template)]
#[template(path = "link.html")]
pub(crate) struct Link {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) command: String,
    pub(crate) question: Option<Question>,
    pub(crate) presence: Presence,
    pub(crate) disabled: bool,
}

impl Link {
    pub(crate) fn new(id: String, label: &str, faults: &Faults) -> Self {
        Self {
            command: format!("PrimeFaces.ab({{source:'{id}',process:'@this'}})"),
            id,
            label: faults.label(label).to_owned(),
            question: None,
            presence: faults.presence(label),
            disabled: faults.disables(label),
        }
    }

    pub(crate) fn asking(self, question: Question) -> Self {
        Self {
            question: Some(question),
            ..self
        }
    }
}

/// The attributes of a control that asks before it acts.
#[derive(Template)]
#[template(path = "question.html")]
pub(crate) struct Question {
    text: String,
    yes: String,
    no: String,
    native: bool,
    again: Option<Dialog>,
}

impl Question {
    /// Asks about an object; `text` makes the sentence of its name.
    pub(crate) fn new(faults: &Faults, object: &str, text: impl FnOnce(&str) -> String) -> Self {
        Self {
            text: text(faults.asked_about(object)),
            yes: faults.label("Tak").to_owned(),
            no: faults.label("Nie").to_owned(),
            native: faults.is_on(&Fault::NativeConfirm),
            again: faults.extra_confirm(),
        }
    }

    /// Names the answers of this question.
    pub(crate) fn answered(self, yes: &str, no: &str, faults: &Faults) -> Self {
        Self {
            yes: faults.label(yes).to_owned(),
            no: faults.label(no).to_owned(),
            ..self
        }
    }
}

/// A message that shows itself and vanishes.
#[derive(Template)]
#[template(path = "growl.html")]
pub(crate) struct Growl {
    pub(crate) id: String,
    pub(crate) life: u32,
    pub(crate) severity: &'static str,
    pub(crate) text: String,
}

impl Growl {
    pub(crate) fn new(names: &Names, faults: &Faults, message: Message) -> Self {
        Self {
            id: names.part("komunikaty"),
            life: faults.growl_life(),
            severity: message.severity,
            text: message.text,
        }
    }
}

//! The widgets of the skrytka form, ready for their templates.

use askama::Template;

use super::Names;
use crate::draft::Draft;
use crate::fault::Faults;
use crate::field::{Field, Shape};
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
    /// The part of the page that the request carries.
    pub(crate) process: &'static str,
    pub(crate) disabled: bool,
    pub(crate) covered: bool,
    pub(crate) hidden: bool,
}

impl Button {
    pub(crate) fn new(id: String, label: &str, icon: &'static str, faults: &Faults) -> Self {
        Self {
            id,
            label: faults.label(label).to_owned(),
            icon,
            process: "@form",
            disabled: faults.disables(label),
            covered: faults.covers(label),
            hidden: faults.hides(label),
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
    pub(crate) fn new(names: &Names, faults: &Faults, severity: &'static str, text: String) -> Self {
        Self {
            id: names.part("komunikaty"),
            life: faults.growl_life(),
            severity,
            text,
        }
    }
}

//! Steps as the draft will say them.

use crate::runbook::model::{Part, Template};

use super::aim::Places;
use super::key::KeyTable;
use super::remark::Remark;

/// A place in the draft: what the author has to look at, then the step, if one came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) remarks: Vec<Remark>,
    pub(super) step: Option<Step>,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) verb: Verb,
    /// Text that stands on the page afterwards.
    pub(super) see: Vec<Template>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verb {
    Open(String),
    Go(Vec<String>),
    Press(Press),
    Set(Form),
    /// Search fields.
    Filter(Vec<Goal>),
    Loop(Loop),
}

/// A press within its places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Press {
    pub(super) label: String,
    pub(super) places: Places,
    /// The key of its row, with names filled in; then `places.row` is the text that was seen.
    pub(super) row: Option<Template>,
    /// The table of the row.
    pub(super) table: Option<KeyTable>,
    /// Whether it only moves on.
    pub(super) navigates: bool,
    /// The effect that the profile does not know.
    pub(super) effect: Option<&'static str>,
}

/// A form brought to a state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Form {
    pub(super) edit: Option<String>,
    pub(super) save: String,
    pub(super) cancel: Option<String>,
    pub(super) saved: Option<String>,
    pub(super) goals: Vec<Goal>,
}

/// A field and what must stand in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Goal {
    /// Outermost first.
    pub(super) places: Vec<String>,
    pub(super) label: String,
    pub(super) want: Want,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Want {
    Text(Template),
    Integer(i64),
    Switch(bool),
    /// A day as TOML writes it.
    Day(String),
    Several(Vec<String>),
}

impl Want {
    fn text(&self) -> Option<&Template> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(_) | Self::Switch(_) | Self::Day(_) | Self::Several(_) => None,
        }
    }
}

/// The same steps for every row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Loop {
    pub(super) table: String,
    pub(super) column: String,
    pub(super) at_most: usize,
    pub(super) steps: Vec<Step>,
}

impl Step {
    /// Returns the names that must be known where the step stands.
    pub(super) fn names(&self) -> Vec<&str> {
        let texts: Vec<&Template> = match &self.verb {
            Verb::Press(press) => press.row.iter().collect(),
            Verb::Set(Form { goals, .. }) | Verb::Filter(goals) => {
                goals.iter().filter_map(|goal| goal.want.text()).collect()
            }
            Verb::Open(_) | Verb::Go(_) | Verb::Loop(_) => Vec::new(),
        };
        let parts = texts.into_iter().chain(&self.see).flat_map(Template::parts);
        let names = parts.filter_map(|part| match part {
            Part::Name(name) => Some(name.as_str()),
            Part::Literal(_) => None,
        });
        names.collect()
    }

    /// Returns the words after which the step is called.
    pub(super) fn stem(&self) -> String {
        match &self.verb {
            Verb::Open(_) => "start".to_owned(),
            Verb::Go(labels) => labels.last().cloned().unwrap_or_default(),
            Verb::Press(press) => press.label.clone(),
            Verb::Set(form) => form.goals.first().map_or_else(
                || form.save.clone(),
                |goal| format!("ustaw {}", goal.places.first().unwrap_or(&goal.label)),
            ),
            Verb::Filter(_) => "szukaj".to_owned(),
            Verb::Loop(each) => format!("każdy wiersz {}", each.table),
        }
    }
}

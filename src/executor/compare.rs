//! Wanted and found values of a field, compared as a person would.

use crate::evidence::format::Value;
use crate::page::observation::{Choice, Content};
use crate::runbook::model::{Scope, Want};
use crate::text::label::Label;
use crate::text::plain::plain;

/// What must stand in a field, with names filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A text, or the label of an option.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// On or off.
    Switch(bool),
}

impl Wanted {
    /// Fills the names of a runbook's value in.
    pub(super) fn filled(want: &Want, scope: &Scope) -> Self {
        match want {
            Want::Text(template) => Self::Text(template.fill(scope)),
            Want::Integer(number) => Self::Integer(*number),
            Want::Boolean(on) => Self::Switch(*on),
        }
    }

    /// Says whether a control of this kind can hold the value at all.
    pub(super) fn fits(&self, content: &Content) -> bool {
        match (self, content) {
            (Self::Switch(_), Content::Switch(_))
            | (Self::Text(_) | Self::Integer(_), Content::Text(_) | Content::Choice(_)) => true,
            (Self::Switch(_), Content::Text(_) | Content::Choice(_))
            | (Self::Text(_) | Self::Integer(_), Content::Switch(_)) => false,
        }
    }

    /// Says whether the field already holds the value.
    pub(super) fn is_met_by(&self, found: &Value) -> bool {
        match (self, found) {
            (Self::Switch(on), Value::Switch(found)) => on == found,
            (Self::Text(text), Value::Text(found)) => Label::new(text) == Label::new(found),
            (Self::Integer(number), Value::Text(found)) => read_integer(found) == Some(*number),
            (Self::Switch(_), Value::Text(_)) | (Self::Text(_) | Self::Integer(_), Value::Switch(_)) => false,
        }
    }

    /// Returns the keys to type, or the label of the option.
    pub(super) fn typed(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Switch(on) => on.to_string(),
        }
    }

    /// Translates into what is stored.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.clone()),
            Self::Integer(number) => Value::Text(number.to_string()),
            Self::Switch(on) => Value::Switch(*on),
        }
    }
}

/// Reads what a field holds, in words.
pub(super) fn value_of(content: &Content) -> Value {
    match content {
        Content::Text(text) => Value::Text(plain(text)),
        Content::Switch(on) => Value::Switch(*on),
        Content::Choice(options) => Value::Text(
            options
                .iter()
                .find(|option| option.chosen)
                .map(|option| plain(&option.label))
                .unwrap_or_default(),
        ),
    }
}

/// Finds an option by its label.
pub(super) fn option<'c>(options: &'c [Choice], label: &str) -> Option<&'c Choice> {
    let wanted = Label::new(label);
    options.iter().find(|option| Label::new(&option.label) == wanted)
}

/// Shows a value in a message.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Switch(true) => "true".to_owned(),
        Value::Switch(false) => "false".to_owned(),
    }
}

/// Reads a whole number as portals show it: spaces between thousands allowed, nothing else.
fn read_integer(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        let four = Wanted::Integer(4);
        assert!(four.is_met_by(&Value::Text(" 4 ".to_owned())));
        assert!(Wanted::Integer(1000).is_met_by(&Value::Text("1\u{a0}000".to_owned())));
        for other in ["04x", "", "40", "4,0"] {
            assert!(!four.is_met_by(&Value::Text(other.to_owned())), "{other}");
        }
    }

    #[test]
    fn a_switch_never_fits_a_text_field() {
        assert!(!Wanted::Switch(true).fits(&Content::Text("true".to_owned())));
        assert!(!Wanted::Text("true".to_owned()).fits(&Content::Switch(true)));
    }
}

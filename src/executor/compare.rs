//! Wanted and found values of a field, compared as a person would.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::PathBuf;

use crate::evidence::format::Value;
use crate::page::observation::{Choice, Content, Menu, State};
use crate::runbook::model::{Effect, Part, Scope, Template, Want};
use crate::text::label::Label;
use crate::text::plain::{is_same, plain};

/// What must stand in a field, with names filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A text, or the label of an option.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// On or off.
    Switch(bool),
    /// All options chosen, in the runbook's order.
    Several(Vec<String>),
    /// A day: year, month, day.
    Date(i16, i8, i8),
    /// A file of this machine.
    File(PathBuf),
    /// A row taken over from a table.
    Row(Pick),
}

/// A row to be taken over, with names filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) row: String,
    pub(super) press: String,
    pub(super) filter: Option<String>,
}

impl Wanted {
    /// Fills the names of a runbook's value in.
    pub(super) fn filled(want: &Want, scope: &Scope) -> Self {
        match want {
            Want::Text(template) => Self::Text(template.fill(scope)),
            Want::Integer(number) => Self::Integer(*number),
            Want::Boolean(on) => Self::Switch(*on),
            Want::Several(labels) => Self::Several(labels.iter().flat_map(|label| values(label, scope)).collect()),
            Want::Date(year, month, day) => Self::Date(*year, *month, *day),
            Want::Row(pick) => Self::Row(Pick {
                row: pick.row.fill(scope),
                press: pick.press.fill(scope),
                filter: pick.filter.as_ref().map(|filter| filter.fill(scope)),
            }),
            Want::File(input) => Self::File(scope.get(input).map(PathBuf::from).unwrap_or_default()),
        }
    }

    /// Says whether a control of this kind can hold the value at all, or, if it is only to be compared, show it: the
    /// lines of a text are read as values, and never typed.
    pub(super) fn fits(&self, content: &Content, effect: Effect) -> bool {
        match content {
            Content::Text(_) if matches!(self, Self::Several(_)) => effect == Effect::Read,
            Content::Text(_) => matches!(self, Self::Text(_) | Self::Integer(_) | Self::Date(..)),
            Content::Moment(_) => matches!(self, Self::Text(_) | Self::Date(..)),
            Content::Suggest(_) | Content::Choice(_) | Content::Menu(_) => {
                matches!(self, Self::Text(_) | Self::Integer(_))
            }
            Content::Switch(_) => matches!(self, Self::Switch(_)),
            Content::Several(_) => matches!(self, Self::Several(_)),
            Content::Files(_) => matches!(self, Self::File(_)),
        }
    }

    /// Says whether the field already holds the value. What was typed counts to the last sign, an option as a label.
    pub(super) fn is_met_by(&self, content: &Content) -> bool {
        let is_typed = matches!(content, Content::Text(_) | Content::Moment(_));
        match (self, self.found_in(content)) {
            (Self::Switch(on), Value::Switch(found)) => *on == found,
            (Self::Text(text), Value::Text(found)) if is_typed => is_same(text, &found),
            (Self::Text(text), Value::Text(found)) => Label::new(text) == Label::new(&found),
            (Self::Integer(number), Value::Text(found)) => read_integer(&found) == Some(*number),
            (Self::Date(..), Value::Text(found)) => [self.iso(), self.typed()].contains(&found.trim().to_owned()),
            (Self::Several(labels), Value::Several(found)) => set_of(labels) == set_of(&found),
            (Self::File(path), Value::Several(found)) => {
                let name = path.file_name().and_then(OsStr::to_str);
                found.len() == 1 && name == found.first().map(String::as_str)
            }
            (_, Value::Text(_) | Value::Switch(_) | Value::Several(_)) => false,
        }
    }

    /// Says whether a text that nobody can change there is the value.
    pub(super) fn is_told_by(&self, told: &str) -> bool {
        match self {
            Self::Text(text) => Label::new(text) == Label::new(told),
            Self::Row(pick) => Label::new(&pick.row) == Label::new(told),
            Self::Integer(number) => read_integer(told) == Some(*number),
            Self::Date(..) => self.typed() == told.trim() || self.iso() == told.trim(),
            Self::Switch(_) | Self::Several(_) | Self::File(_) => false,
        }
    }

    /// Reads what a field holds, in words; for several values the lines of a text.
    pub(super) fn found_in(&self, content: &Content) -> Value {
        if let (Self::Several(_), Content::Text(text)) = (self, content) {
            let lines = text.split(['\n', ';', ',']).map(plain).filter(|line| !line.is_empty());
            return Value::Several(lines.collect());
        }
        value_of(content)
    }

    /// Returns an option that is wanted and not among those that the field is known to have.
    pub(super) fn missing_in(&self, content: &Content) -> Option<String> {
        let known = match content {
            Content::Choice(known) | Content::Menu(Menu { options: known, .. }) if !known.is_empty() => known,
            // One that is closed may show what is chosen, and nothing else.
            Content::Several(known) if known.iter().any(|option| option.state != State::Hidden) => known,
            Content::Choice(_)
            | Content::Menu(_)
            | Content::Several(_)
            | Content::Text(_)
            | Content::Moment(_)
            | Content::Suggest(_)
            | Content::Switch(_)
            | Content::Files(_) => return None,
        };
        let is_missing = |label: &&String| option(known, label).is_none();
        match self {
            Self::Text(label) => Some(label).filter(is_missing).cloned(),
            Self::Several(labels) => labels.iter().find(is_missing).cloned(),
            Self::Integer(_) | Self::Switch(_) | Self::Date(..) | Self::File(_) | Self::Row(_) => None,
        }
    }

    /// Returns the keys to type, or the label of the option. A day is typed as it is written in Poland.
    pub(super) fn typed(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Switch(on) => on.to_string(),
            Self::Several(labels) => labels.join("; "),
            Self::Date(year, month, day) => format!("{day:02}.{month:02}.{year:04}"),
            Self::File(path) => path.display().to_string(),
            Self::Row(pick) => pick.row.clone(),
        }
    }

    /// Returns a day as HTML writes it; any other value as typed.
    pub(super) fn iso(&self) -> String {
        if let Self::Date(year, month, day) = self {
            return format!("{year:04}-{month:02}-{day:02}");
        }
        self.typed()
    }

    /// Translates into what is stored.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.clone()),
            Self::Integer(_) | Self::Date(..) | Self::Row(_) => Value::Text(self.typed()),
            Self::Switch(on) => Value::Switch(*on),
            Self::Several(labels) => Value::Several(labels.clone()),
            // The folders above it are the operator's own business.
            Self::File(path) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                Value::Several(name.into_iter().collect())
            }
        }
    }
}

/// Reads what a field holds, in words.
pub(super) fn value_of(content: &Content) -> Value {
    let chosen = |options: &[Choice]| -> Vec<String> {
        let chosen = options.iter().filter(|option| option.chosen);
        chosen.map(|option| plain(&option.label)).collect()
    };
    match content {
        Content::Text(text) | Content::Moment(text) => Value::Text(plain(text)),
        Content::Suggest(suggest) => Value::Text(plain(&suggest.text)),
        Content::Menu(menu) => Value::Text(plain(&menu.shown)),
        Content::Switch(on) => Value::Switch(*on),
        Content::Choice(options) => Value::Text(chosen(options).into_iter().next().unwrap_or_default()),
        Content::Several(options) => Value::Several(chosen(options)),
        Content::Files(names) => Value::Several(names.iter().map(|name| plain(name)).collect()),
    }
}

/// Fills the names of one of several values in. A name alone stands for all values of a list, which `;` separates.
fn values(template: &Template, scope: &Scope) -> Vec<String> {
    let filled = template.fill(scope);
    if let [Part::Name(_)] = template.parts() {
        let values = filled.split(';').map(|value| value.trim().to_owned());
        return values.filter(|value| !value.is_empty()).collect();
    }
    vec![filled]
}

fn set_of(labels: &[String]) -> BTreeSet<Label> {
    labels.iter().map(|label| Label::new(label)).collect()
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
        Value::Several(texts) => texts.join("; "),
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
        assert!(four.is_met_by(&Content::Text(" 4 ".to_owned())));
        assert!(Wanted::Integer(1000).is_met_by(&Content::Text("1\u{a0}000".to_owned())));
        for other in ["04x", "", "40", "4,0"] {
            assert!(!four.is_met_by(&Content::Text(other.to_owned())), "{other}");
        }
    }

    #[test]
    fn what_is_typed_counts_to_the_last_sign() {
        let note = Wanted::Text("Uwaga".to_owned());
        assert!(note.is_met_by(&Content::Text(" Uwaga\u{a0}".to_owned())));
        for other in ["Uwaga:", "Uwaga *", "uwaga", "U waga"] {
            assert!(!note.is_met_by(&Content::Text(other.to_owned())), "{other}");
        }
        let option = Menu {
            shown: "Uwaga *".to_owned(),
            options: Vec::new(),
        };
        assert!(note.is_met_by(&Content::Menu(option)));
    }

    #[test]
    fn a_switch_never_fits_a_text_field() {
        assert!(!Wanted::Switch(true).fits(&Content::Text("true".to_owned()), Effect::Write));
        assert!(!Wanted::Text("true".to_owned()).fits(&Content::Switch(true), Effect::Write));
    }

    #[test]
    fn a_name_alone_in_a_list_stands_for_all_values_and_lines_are_compared_as_values() {
        let scope = Scope::from([("adresy".to_owned(), "a@x.pl; b@x.pl".to_owned())]);
        let name = Template::new(vec![Part::Name("adresy".to_owned())]);
        let wanted = Wanted::filled(&Want::Several(vec![name, Template::literal("c;d")]), &scope);
        let labels = ["a@x.pl", "b@x.pl", "c;d"].map(str::to_owned).to_vec();
        assert_eq!(wanted, Wanted::Several(labels));
        let addresses = Wanted::Several(vec!["a@x.pl".to_owned(), "b@x.pl".to_owned()]);
        for met in ["b@x.pl\na@x.pl", "a@x.pl; b@x.pl", "a@x.pl,b@x.pl\n"] {
            assert!(addresses.is_met_by(&Content::Text(met.to_owned())), "{met:?}");
        }
        for other in ["a@x.pl", "a@x.pl\nb@x.pl\nc@x.pl", ""] {
            assert!(!addresses.is_met_by(&Content::Text(other.to_owned())), "{other:?}");
        }
        let text = Content::Text(String::new());
        assert!(addresses.fits(&text, Effect::Read) && !addresses.fits(&text, Effect::Write));
    }
}

//! Formatting: the same file with its blanks and line breaks as the product's own runbooks have them.
//!
//! Keys, values and comments stay as written and in their order; only what nobody reads is changed. Knows no files.

mod gather;
mod layout;
mod piece;

use std::sync::Arc;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

use self::gather::gather;
use super::diagnostic::{Diagnostic, Severity};
use super::document::{self, Table, Value};
use super::fault::FileFault;
use super::load::{document_of, usable};
use crate::text::source::SourceFile;

/// A text in its one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// Whether it looked different.
    pub is_changed: bool,
}

/// Formats a runbook or a portal profile, or anything else that is TOML.
///
/// # Errors
///
/// Returns every place where the text is not TOML.
pub fn formatted(file: SourceFile) -> Result<Formatted, Vec<Diagnostic>> {
    let file = Arc::new(usable(file).map_err(|diagnostic| vec![*diagnostic])?);
    let before = document_of(&file)?;
    let text = file.text();
    let newline = if text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) {
        "\r\n"
    } else {
        "\n"
    };
    let formatted = layout::file(gather(text, &events(text)), newline);
    if says_the_same(text, &before, &formatted) {
        let is_changed = formatted != text;
        return Ok(Formatted {
            text: formatted,
            is_changed,
        });
    }
    Err(vec![Diagnostic {
        file: Arc::clone(&file),
        span: None,
        severity: Severity::Error,
        kind: FileFault::Unformattable.into(),
    }])
}

fn events(text: &str) -> Vec<Event> {
    let tokens = Source::new(text).lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    // The same text has been read without a mistake.
    parse_document(&tokens, &mut events, &mut ());
    events
}

/// Proves that nothing but blanks, line breaks and commas at the end of lists has changed.
fn says_the_same(text: &str, before: &Table, formatted: &str) -> bool {
    let after = document::parse(formatted);
    after.is_ok_and(|after| is_same_table(before, &after)) && words(text) == words(formatted)
}

/// Everything in a text that a person reads, comments included.
fn words(text: &str) -> Vec<(EventKind, &str)> {
    let layout = [EventKind::Whitespace, EventKind::Newline, EventKind::ValueSep];
    let events = events(text).into_iter().filter(|event| !layout.contains(&event.kind()));
    events
        .map(|event| {
            let span = event.span();
            (event.kind(), text[span.start()..span.end()].trim_end())
        })
        .collect()
}

fn is_same_table(one: &Table, other: &Table) -> bool {
    one.entries.len() == other.entries.len()
        && one
            .entries
            .iter()
            .zip(&other.entries)
            .all(|(one, other)| one.key == other.key && is_same(&one.node.value, &other.node.value))
}

/// Compares two values; the digits of numbers and dates are compared with the words of the file.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Table(one), Value::Table(other)) => is_same_table(one, other),
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(&one.value, &other.value))
        }
        (Value::Text(one), Value::Text(other)) => one == other,
        (Value::Integer(one), Value::Integer(other)) => one == other,
        (Value::Boolean(one), Value::Boolean(other)) => one == other,
        (Value::Float, Value::Float) | (Value::Date(_), Value::Date(_)) => true,
        (
            Value::Table(_)
            | Value::List(_)
            | Value::Text(_)
            | Value::Integer(_)
            | Value::Boolean(_)
            | Value::Float
            | Value::Date(_),
            _,
        ) => false,
    }
}

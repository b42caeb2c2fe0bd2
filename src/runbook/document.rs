//! The file as written: the TOML tree with the position of every key and value. Knows nothing of runbooks.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};
use toml::value::Datetime;

use crate::text::source::Span;

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// A TOML value.
#[derive(Debug)]
pub(crate) enum Value {
    Text(String),
    /// `None` if the number does not fit.
    Integer(Option<i64>),
    Float,
    Boolean(bool),
    /// `None` if it is more than a day or only a time.
    Date(Option<Date>),
    List(Vec<Node>),
    Table(Table),
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Date {
    pub(crate) year: i16,
    pub(crate) month: i8,
    pub(crate) day: i8,
}

/// A table with its entries in the order of the file.
#[derive(Debug)]
pub(crate) struct Table {
    /// The header, the inline table, or the start of the file.
    pub(crate) span: Span,
    pub(crate) entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

/// A place where the text is not TOML.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) span: Span,
    pub(crate) detail: String,
}

impl Table {
    /// Finds the entry of a key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl Node {
    /// Returns the text, or the texts of a list, whatever else is wrong with them.
    pub(crate) fn texts(&self) -> Vec<(&str, &Span)> {
        match &self.value {
            Value::Text(text) => vec![(text, &self.span)],
            Value::List(items) => items.iter().flat_map(Self::texts).collect(),
            Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::Table(_) => Vec::new(),
        }
    }
}

/// Reads a text as TOML.
pub(crate) fn parse(text: &str) -> Result<Table, Vec<SyntaxError>> {
    let (tree, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table(tree.get_ref(), 0..0));
    }
    Err(errors
        .iter()
        .map(|error| SyntaxError {
            span: error.span().unwrap_or(text.len()..text.len()),
            detail: error.message().to_owned(),
        })
        .collect())
}

fn table(entries: &DeTable<'_>, span: Span) -> Table {
    let mut entries: Vec<Entry> = entries
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span(),
            node: node(value),
        })
        .collect();
    entries.sort_by_key(|entry| (entry.key_span.start, entry.node.span.start));
    Table { span, entries }
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Integer(integer(number)),
        DeValue::Float(_) => Value::Float,
        DeValue::Boolean(on) => Value::Boolean(*on),
        DeValue::Datetime(moment) => Value::Date(day(moment)),
        DeValue::Array(items) => Value::List(items.iter().map(node).collect()),
        DeValue::Table(entries) => Value::Table(table(entries, span.clone())),
    };
    Node { span, value }
}

fn day(moment: &Datetime) -> Option<Date> {
    let (Some(date), None, None) = (moment.date, moment.time, moment.offset) else {
        return None;
    };
    Some(Date {
        year: i16::try_from(date.year).ok()?,
        month: i8::try_from(date.month).ok()?,
        day: i8::try_from(date.day).ok()?,
    })
}

fn integer(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

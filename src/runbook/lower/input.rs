//! Values that the operator gives before the run.

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{Part, ScopeFault, ShapeFault, TextFault, Wanted};
use crate::runbook::lower::body::{Declared, Use};
use crate::runbook::lower::value::is_name;
use crate::runbook::model::{Column, ColumnKind, Input, InputKind};
use crate::runbook::portal::Portal;
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;
use crate::text::source::Span;

/// Every key of an input.
pub(crate) const INPUT: &[&str] = &["type", "ask", "example", "columns"];

/// Types that an input may have.
pub(crate) const INPUT_TYPES: &[&str] = &["text", "integer", "file", "rows", "list"];

/// Types that a column may have, beside a list of the words allowed.
pub(crate) const COLUMN_TYPES: &[&str] = &["text", "integer", "https"];

/// An input while it is read.
pub(crate) struct InputDraft {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) input: Option<Input>,
}

impl InputDraft {
    /// Returns what steps have to know of it.
    pub(crate) fn declared(&self) -> Declared {
        Declared {
            name: self.name.clone(),
            kind: self.input.as_ref().map(|input| input.kind.clone()),
        }
    }

    /// Returns the name with its place.
    pub(crate) fn name_use(&self) -> Use {
        Use {
            name: self.name.clone(),
            span: self.span.clone(),
        }
    }
}

/// Reads `[inputs]`.
pub(crate) fn inputs(reader: &mut Reader, table: &Table) -> Vec<InputDraft> {
    let declared = table.entry("inputs").and_then(|entry| reader.table(entry));
    let entries = declared.map_or(&[] as &[Entry], |declared| &declared.entries);
    entries
        .iter()
        .map(|entry| InputDraft {
            name: entry.key.clone(),
            span: entry.key_span.clone(),
            input: input(reader, entry),
        })
        .collect()
}

fn input(reader: &mut Reader, entry: &Entry) -> Option<Input> {
    if !is_name(&entry.key) {
        let seen = entry.key.clone();
        reader.report(&entry.key_span, TextFault::Name { seen });
    }
    let Value::Table(table) = &entry.node.value else {
        reader.wrong_type(&entry.key, &entry.node, Wanted::Input);
        return None;
    };
    reader.keys(table, Part::Input, INPUT);
    let kind = reader.required(table, "type", Part::Input);
    let kind = kind.and_then(|entry| input_kind(reader, entry, table));
    let ask = reader.required(table, "ask", Part::Input);
    let ask = ask.and_then(|entry| reader.text(entry));
    let example = table
        .entry("example")
        .and_then(|entry| example(reader, entry, kind.as_ref()));
    Some(Input {
        name: entry.key.clone(),
        kind: kind?,
        ask: ask?.text.to_owned(),
        example,
    })
}

fn input_kind(reader: &mut Reader, entry: &Entry, table: &Table) -> Option<InputKind> {
    let written = reader.text(entry)?;
    let columns = table.entry("columns").filter(|_| written.text != "rows");
    if let Some(columns) = columns {
        reader.report(&columns.key_span, ScopeFault::ColumnsOfNoRows);
    }
    match written.text {
        "rows" => columns_of(reader, table).map(InputKind::Rows),
        "list" => Some(InputKind::List),
        "text" => Some(InputKind::Text),
        "integer" => Some(InputKind::Integer),
        "file" => Some(InputKind::File),
        seen => {
            let fault = ShapeFault::Word {
                seen: seen.to_owned(),
                key: "type",
                suggestion: nearest(seen, INPUT_TYPES.iter().copied()),
                known: INPUT_TYPES,
            };
            reader.report(written.span, fault);
            None
        }
    }
}

fn columns_of(reader: &mut Reader, table: &Table) -> Option<Vec<Column>> {
    let entry = reader.required(table, "columns", Part::Input)?;
    let named = reader.table(entry)?;
    if named.entries.is_empty() {
        reader.report(&entry.node.span, ScopeFault::NoColumns);
    }
    let columns: Vec<Column> = named.entries.iter().filter_map(|entry| column(reader, entry)).collect();
    (columns.len() == named.entries.len()).then_some(columns)
}

fn column(reader: &mut Reader, entry: &Entry) -> Option<Column> {
    let is_named = is_name(&entry.key);
    if !is_named {
        let seen = entry.key.clone();
        reader.report(&entry.key_span, TextFault::Name { seen });
    }
    let kind = match &entry.node.value {
        Value::List(_) => {
            let words = reader.texts(entry);
            reader.check_distinct(&words);
            ColumnKind::Choice(words.iter().map(|word| word.text.to_owned()).collect())
        }
        Value::Text(_) => column_kind(reader, entry)?,
        Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::Table(_) => {
            reader.wrong_type(&entry.key, &entry.node, Wanted::Column);
            return None;
        }
    };
    let name = entry.key.clone();
    is_named.then_some(Column { name, kind })
}

fn column_kind(reader: &mut Reader, entry: &Entry) -> Option<ColumnKind> {
    let written = reader.text(entry)?;
    match written.text {
        "text" => Some(ColumnKind::Text),
        "integer" => Some(ColumnKind::Integer),
        "https" => Some(ColumnKind::Https),
        seen => {
            let fault = ShapeFault::Word {
                seen: seen.to_owned(),
                key: "columns",
                suggestion: nearest(seen, COLUMN_TYPES.iter().copied()),
                known: COLUMN_TYPES,
            };
            reader.report(written.span, fault);
            None
        }
    }
}

/// Reads an example, which is of the input's own type.
fn example(reader: &mut Reader, entry: &Entry, kind: Option<&InputKind>) -> Option<String> {
    match kind {
        Some(InputKind::Text | InputKind::File | InputKind::Rows(_) | InputKind::List) => {
            reader.text(entry).map(|example| example.text.to_owned())
        }
        Some(InputKind::Integer) => reader.integer(entry).map(|example| example.to_string()),
        None => None,
    }
}

/// Reports a runbook that cannot say on whose behalf it acts.
pub(crate) fn check_entity(reader: &mut Reader, table: &Table, portal: Option<&Portal>, inputs: &[InputDraft]) {
    let Some(portal) = portal else { return };
    let input = portal.entity.input.clone();
    let Some(draft) = inputs.iter().find(|draft| draft.name == input) else {
        let span = table.entry("inputs").map_or(&table.span, |entry| &entry.key_span);
        reader.report(span, ScopeFault::NoEntityInput { input });
        return;
    };
    let kind = draft.input.as_ref().map(|input| &input.kind);
    if kind.is_some_and(|kind| *kind != InputKind::Text) {
        reader.report(&draft.span, ScopeFault::EntityInputType { input });
    }
}

//! Lines as TOML: an array of tables, called as the input.

use std::sync::Arc;

use super::separated::unknown_column;
use super::{Cell, Raw, Wanted};
use crate::runbook::diagnostic::Diagnostic;
use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{DataFault, Wanted as Shape};
use crate::runbook::load::document_of;
use crate::runbook::model::{Column, ColumnKind};
use crate::runbook::reader::Reader;
use crate::text::source::SourceFile;

/// Reads the file.
pub(super) fn read(
    reader: &mut Reader,
    file: &Arc<SourceFile>,
    columns: &[Column],
    wanted: Wanted<'_>,
) -> Result<Vec<Raw>, Vec<Diagnostic>> {
    let document = document_of(file)?;
    let name = &wanted.input.name;
    for entry in document.entries.iter().filter(|entry| entry.key != *name) {
        let (seen, wanted) = (entry.key.clone(), name.clone());
        reader.report(&entry.key_span, DataFault::UnknownTable { seen, wanted });
    }
    let Some(entry) = document.entry(name) else {
        if document.entries.is_empty() {
            reader.report(&(0..0), DataFault::NoTables { input: name.clone() });
        }
        return Ok(Vec::new());
    };
    let tables = reader.tables(entry);
    Ok(tables.into_iter().map(|table| line(reader, table, columns)).collect())
}

fn line(reader: &mut Reader, table: &Table, columns: &[Column]) -> Raw {
    let mut meant = Vec::new();
    for entry in &table.entries {
        if !columns.iter().any(|column| column.name == entry.key) {
            meant.extend(unknown_column(reader, &entry.key, &entry.key_span, columns));
        }
    }
    let is_missing = |column: &&Column| table.entry(&column.name).is_none() && !meant.contains(&column.name);
    let missing: Vec<String> = columns
        .iter()
        .filter(is_missing)
        .map(|column| column.name.clone())
        .collect();
    if !missing.is_empty() {
        reader.report(&table.span, DataFault::ColumnsMissing { missing });
    }
    let cells = columns.iter().filter_map(|column| {
        let entry = table.entry(&column.name)?;
        cell(reader, entry, column)
    });
    Raw {
        cells: cells.collect(),
        span: table.span.clone(),
    }
}

fn cell(reader: &mut Reader, entry: &Entry, column: &Column) -> Option<Cell> {
    let text = match (&entry.node.value, &column.kind) {
        (Value::Integer(_), ColumnKind::Integer) => reader.integer(entry)?.to_string(),
        (_, ColumnKind::Integer) => {
            reader.wrong_type(&entry.key, &entry.node, Shape::Integer);
            return None;
        }
        (_, ColumnKind::Text | ColumnKind::Https | ColumnKind::Choice(_)) => reader.raw(entry)?.text.trim().to_owned(),
    };
    Some(Cell {
        column: column.name.clone(),
        text,
        span: entry.node.span.clone(),
    })
}

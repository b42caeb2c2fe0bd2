//! Lines separated by `;` or `,` as the header line decides, with quoted fields.

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::{Cell, Raw};
use crate::runbook::fault::DataFault;
use crate::runbook::model::Column;
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;
use crate::text::source::Span;

/// A field with its place; a quoted one without its quotes.
struct Field {
    text: String,
    span: Span,
}

/// Reads the file by its header, which names exactly the columns.
pub(super) fn read(reader: &mut Reader, columns: &[Column]) -> Vec<Raw> {
    let text = reader.text_of_file().to_owned();
    let mut records = records(reader, &text).into_iter();
    let Some(head) = records.next() else {
        let wanted = columns.iter().map(|column| column.name.clone()).collect();
        reader.report(&(0..0), DataFault::NoHeader { wanted });
        return Vec::new();
    };
    if !check_header(reader, &head, columns) {
        return Vec::new();
    }
    let mut raws = Vec::new();
    for record in records {
        let span = whole(&record);
        if record.len() != head.len() {
            let (seen, wanted) = (record.len(), head.len());
            reader.report(&span, DataFault::Fields { seen, wanted });
            continue;
        }
        let cells = head.iter().zip(record).map(|(column, field)| Cell {
            column: column.text.clone(),
            text: field.text,
            span: field.span,
        });
        raws.push(Raw {
            cells: cells.collect(),
            span,
        });
    }
    raws
}

fn check_header(reader: &mut Reader, head: &[Field], columns: &[Column]) -> bool {
    let mut is_right = true;
    let mut meant = Vec::new();
    for (at, field) in head.iter().enumerate() {
        let is_known = columns.iter().any(|column| column.name == field.text);
        if is_known && head[..at].iter().any(|earlier| earlier.text == field.text) {
            let column = field.text.clone();
            reader.report(&field.span, DataFault::ColumnTwice { column });
            is_right = false;
        }
        if !is_known {
            let suggestion = unknown_column(reader, &field.text, &field.span, columns);
            meant.extend(suggestion);
            is_right = false;
        }
    }
    let is_there = |name: &str| head.iter().any(|field| field.text == name) || meant.iter().any(|meant| meant == name);
    let missing: Vec<String> = columns
        .iter()
        .filter(|column| !is_there(&column.name))
        .map(|column| column.name.clone())
        .collect();
    if !missing.is_empty() {
        reader.report(&whole(head), DataFault::ColumnsMissing { missing });
        is_right = false;
    }
    is_right
}

/// Reports a column that the runbook does not know; returns the one probably meant.
pub(super) fn unknown_column(reader: &mut Reader, seen: &str, span: &Span, columns: &[Column]) -> Option<String> {
    let names = || columns.iter().map(|column| column.name.as_str());
    let suggestion = nearest(seen, names());
    let fault = DataFault::UnknownColumn {
        column: seen.to_owned(),
        suggestion: suggestion.clone(),
        known: names().map(str::to_owned).collect(),
    };
    reader.report(span, fault);
    suggestion
}

fn whole(record: &[Field]) -> Span {
    let start = record.first().map_or(0, |field| field.span.start);
    let end = record.last().map_or(start, |field| field.span.end);
    start..end
}

/// Splits a text into records. Lines without anything on them are no records.
fn records(reader: &mut Reader, text: &str) -> Vec<Vec<Field>> {
    let delimiter = delimiter(text);
    let mut parser = ReaderBuilder::new().delimiter(delimiter).build();
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut field = vec![0; text.len()];
    let (mut start, mut at, mut filled) = (0, 0, 0);
    loop {
        let (result, read, written) = parser.read_field(&text.as_bytes()[at..], &mut field[filled..]);
        at += read;
        filled += written;
        match result {
            // The buffer holds the whole text, so no field is larger; an empty input is the sign for the end.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let value = String::from_utf8_lossy(&field[..filled]).trim().to_owned();
                let span = inner(text, start..at, delimiter);
                (start, filled) = (at, 0);
                check_quotes(reader, text, &span);
                record.push(Field { text: value, span });
                if record_end {
                    records.push(std::mem::take(&mut record));
                }
            }
            ReadFieldResult::End => return records,
        }
    }
}

/// Cuts off what separates a field from its neighbours.
fn inner(text: &str, raw: Span, delimiter: u8) -> Span {
    let seen = text.get(raw.clone()).unwrap_or_default();
    let is_end = |c: char| c == '\n' || c == '\r';
    let start = raw.start + (seen.len() - seen.trim_start_matches(is_end).len());
    let seen = seen.trim_start_matches(is_end);
    let seen = match seen.strip_suffix(char::from(delimiter)) {
        Some(before) => before,
        None => seen.trim_end_matches(is_end),
    };
    let start = start + (seen.len() - seen.trim_start().len());
    start..start + seen.trim().len()
}

/// Reports a field that begins with a quote and does not end with one: the rest of the file is in it, or worse.
fn check_quotes(reader: &mut Reader, text: &str, span: &Span) {
    let seen = text.get(span.clone()).unwrap_or_default();
    let is_whole = seen.len() > 1 && seen.ends_with('"');
    if seen.starts_with('"') && !is_whole {
        reader.report(&(span.start..span.start + 1), DataFault::Unclosed);
    }
}

/// Decides by the header: `;`, as Polish spreadsheets write, unless it has commas alone.
fn delimiter(text: &str) -> u8 {
    let head = text.trim_start().lines().next().unwrap_or_default();
    if head.contains(',') && !head.contains(';') {
        b','
    } else {
        b';'
    }
}

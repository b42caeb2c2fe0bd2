//! Lists: values between semicolons, or one a line.

use super::{Cell, Raw, Wanted};
use crate::runbook::fault::DataFault;
use crate::runbook::reader::Reader;

/// Reads a file with one value a line; lines with nothing on them are no values.
pub(super) fn one_a_line(reader: &mut Reader, wanted: Wanted<'_>) -> Vec<Raw> {
    let mut raws = pieces(reader, wanted, '\n');
    raws.retain(|raw| raw.cells.iter().any(|cell| !cell.text.is_empty()));
    if raws.is_empty() {
        reader.report(&(0..0), DataFault::NoLines);
    }
    raws
}

/// Reads what was typed.
pub(super) fn between_semicolons(reader: &mut Reader, wanted: Wanted<'_>) -> Vec<Raw> {
    pieces(reader, wanted, ';')
}

fn pieces(reader: &Reader, wanted: Wanted<'_>, separator: char) -> Vec<Raw> {
    let mut at = 0;
    let piece = |piece: &str| {
        let start = at + (piece.len() - piece.trim_start().len());
        at += piece.len() + separator.len_utf8();
        let text = piece.trim();
        let span = start..start + text.len();
        Raw {
            span: span.clone(),
            cells: vec![Cell {
                column: wanted.input.name.clone(),
                text: text.to_owned(),
                span,
            }],
        }
    };
    reader.text_of_file().split(separator).map(piece).collect()
}

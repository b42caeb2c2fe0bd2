//! Files of lines that the operator gives beside a runbook: a row for each thing to be done, or one value a line.
//!
//! Every mistake has its line and column, as in a runbook; what comes out has no empty cell and no key twice.

mod checked;
mod separated;
mod tables;
mod values;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::fault::FileFault;
use super::load::{ordered, read_text, text_of};
use super::model::{ForEach, Input, InputKind, Key, Over, Runbook, Scope, Step};
use super::reader::Reader;
use crate::text::mask::{Rule, Rules};
use crate::text::plain::plain;
use crate::text::source::{SourceFile, Span};

/// The lines of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// Name of the file for people; none for values that were typed.
    pub file: Option<String>,
    /// Exactly what was read.
    pub bytes: Vec<u8>,
    /// The lines in their order.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands, counted from 1.
    pub number: usize,
    /// Its values by column; a list has one column, called as the input.
    pub cells: Scope,
}

/// Which addresses a column of type `https` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// Encrypted ones alone.
    Encrypted,
    /// Those of practice services of this machine, too.
    Practice,
}

/// Most places of a file that are told to hold what may not be kept.
const MOST_COVERED: usize = 20;

/// What the file of an input has to be like.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'r> {
    /// The input.
    pub input: &'r Input,
    /// The runbook whose loops go over it.
    pub runbook: &'r Runbook,
    /// Which addresses it may name.
    pub addresses: Addresses,
    /// What it may not hold, since it is kept whole.
    pub masks: &'r Rules,
}

/// A line as it stands in a file, before anything is known of it.
struct Raw {
    span: Span,
    cells: Vec<Cell>,
}

/// A value with its column and its place.
struct Cell {
    column: String,
    text: String,
    span: Span,
}

/// Reads the file of an input: TOML by its ending, a list one value a line, anything else separated by `;` or `,`.
///
/// # Errors
///
/// Returns every mistake of the file by position.
pub fn read(path: &Path, wanted: Wanted<'_>) -> Result<Data, Vec<Diagnostic>> {
    let file = read_text(path).map_err(|diagnostic| vec![*diagnostic])?;
    let name = path.file_name().map(|name| plain(&name.to_string_lossy()));
    of_text(&file, name.unwrap_or_default(), wanted)
}

/// Reads the file of an input whose bytes are at hand.
///
/// # Errors
///
/// Returns every mistake of the file by position.
pub fn of_bytes(name: &str, bytes: Vec<u8>, wanted: Wanted<'_>) -> Result<Data, Vec<Diagnostic>> {
    let file = text_of(name.to_owned(), bytes).map_err(|diagnostic| vec![*diagnostic])?;
    of_text(&file, name.to_owned(), wanted)
}

/// Reads values that were typed, separated by `;`.
///
/// # Errors
///
/// Returns every mistake by its place in what was typed.
pub fn typed(text: &str, wanted: Wanted<'_>) -> Result<Data, Vec<Diagnostic>> {
    let name = format!("--input {}", wanted.input.name);
    let file = Arc::new(SourceFile::new(name, text));
    let mut reader = Reader::new(Arc::clone(&file));
    let raws = values::between_semicolons(&mut reader, wanted);
    finished(reader, None, text.as_bytes().to_vec(), raws, wanted)
}

/// Says whether a file of this name is TOML.
pub fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "toml")
}

fn of_text(file: &SourceFile, name: String, wanted: Wanted<'_>) -> Result<Data, Vec<Diagnostic>> {
    let bytes = file.text().as_bytes().to_vec();
    // Windows marks UTF-8 by three bytes that are no part of the text.
    let text = file.text().strip_prefix('\u{feff}').unwrap_or(file.text());
    let file = Arc::new(SourceFile::new(file.name(), text));
    let mut reader = Reader::new(Arc::clone(&file));
    let raws = match &wanted.input.kind {
        InputKind::Rows(columns) if is_toml(&name) => tables::read(&mut reader, &file, columns, wanted)?,
        InputKind::Rows(columns) => separated::read(&mut reader, columns),
        InputKind::List | InputKind::Text | InputKind::Integer | InputKind::File => {
            values::one_a_line(&mut reader, wanted)
        }
    };
    finished(reader, Some(name), bytes, raws, wanted)
}

fn finished(
    mut reader: Reader,
    file: Option<String>,
    bytes: Vec<u8>,
    raws: Vec<Raw>,
    wanted: Wanted<'_>,
) -> Result<Data, Vec<Diagnostic>> {
    let covered = wanted.masks.finds(reader.text_of_file());
    for find in covered.into_iter().take(MOST_COVERED) {
        let fault = match find.rule {
            Rule::Pesel => FileFault::Pesel,
            rule @ (Rule::Iban | Rule::Email | Rule::Phone | Rule::Name | Rule::Field | Rule::Region) => {
                FileFault::Covered { rule }
            }
        };
        reader.report(&find.range, fault);
    }
    let lines = checked::lines(&mut reader, raws, wanted);
    if reader.is_clean() {
        return Ok(Data { file, bytes, lines });
    }
    Err(ordered(reader.finish()))
}

impl Wanted<'_> {
    /// Returns the loops that go over the input.
    fn loops(&self) -> impl Iterator<Item = &ForEach> {
        let input = self.input.name.as_str();
        let steps = self.runbook.steps.iter();
        steps
            .filter_map(Step::each)
            .filter(move |each| each.over.input() == Some(input))
    }

    /// Returns the keys of the loops: no two lines may have the same texts in all the columns of one.
    fn keys(&self) -> BTreeSet<Key> {
        let keys = self.loops().filter_map(|each| match &each.over {
            Over::Lines { key, .. } => Some(key.clone()),
            Over::Values { input, .. } => Some(Key::new(vec![input.clone()])),
            Over::Rows { .. } => None,
        });
        keys.collect()
    }

    /// Returns the most lines that every loop takes.
    fn at_most(&self) -> Option<usize> {
        self.loops().map(|each| each.at_most).min()
    }
}

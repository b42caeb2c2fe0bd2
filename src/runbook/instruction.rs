//! The written instruction itself, point by point, and what of a runbook does not agree with it.

use std::path::Path;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::document::{Entry, Node, Table, Value};
use super::fault::InstructionFault;
use super::load::{document_of, open, read_instruction_source};
use super::model::Source;
use super::reader::Reader;
use super::suggestion::nearest;
use crate::text::label::Label;
use crate::text::source::SourceFile;

/// A document that runbooks carry out.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// Its title.
    pub document: String,
    /// Its chapters in order.
    pub chapters: Vec<Chapter>,
}

/// A chapter of an instruction.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Number (`3`).
    pub number: String,
    /// Heading.
    pub title: String,
    /// Points in the order of the text.
    pub points: Vec<Point>,
}

/// A point of an instruction.
#[derive(Clone, Debug)]
pub struct Point {
    /// Number, or a name behind the nearest number (`3.5`, `3.13-uwaga`).
    pub number: String,
    /// Its sentence.
    pub says: String,
    /// Why nobody has to do anything about it; `None` if somebody has to.
    pub nothing_to_do: Option<String>,
}

impl Instruction {
    /// Returns every point in the order of the text.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.chapters.iter().flat_map(|chapter| &chapter.points)
    }

    /// Says whether this is the document that a runbook names.
    pub fn is_behind(&self, source: Option<&Source>) -> bool {
        source.is_some_and(|source| Label::new(&source.document) == Label::new(&self.document))
    }

    /// Returns every point of a runbook or a series that this instruction does not have, and every sentence that it has otherwise.
    ///
    /// # Errors
    ///
    /// Returns the mistakes of a file that is no longer TOML; a checked runbook is.
    pub fn disagreements(&self, file: &SourceFile) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let file = Arc::new(file.clone());
        let table = document_of(&file)?;
        let mut reader = Reader::new(file);
        let listed = table
            .entry("source")
            .and_then(inner)
            .and_then(|source| source.entry("points"));
        for entry in listed.and_then(inner).map_or(&[] as &[Entry], |points| &points.entries) {
            self.check_sentence(&mut reader, entry);
        }
        if listed.is_none() {
            for (point, node) in cited(&table) {
                self.check_point(&mut reader, point, node);
            }
        }
        Ok(reader.finish())
    }

    fn find(&self, number: &str) -> Option<&Point> {
        self.points().find(|point| point.number == number)
    }

    fn check_sentence(&self, reader: &mut Reader, entry: &Entry) {
        let Some(point) = self.find(&entry.key) else {
            reader.report(&entry.key_span, self.unknown(&entry.key));
            return;
        };
        if let Value::Text(says) = &entry.node.value
            && !is_same_sentence(says, &point.says)
        {
            let fault = InstructionFault::SentenceDiffers {
                point: point.number.clone(),
                says: point.says.clone(),
            };
            reader.report(&entry.node.span, fault);
        }
    }

    fn check_point(&self, reader: &mut Reader, number: &str, node: &Node) {
        if self.find(number).is_none() {
            reader.report(&node.span, self.unknown(number));
        }
    }

    fn unknown(&self, number: &str) -> InstructionFault {
        InstructionFault::NotInInstruction {
            point: number.to_owned(),
            suggestion: nearest(number, self.points().map(|point| point.number.as_str())),
        }
    }
}

/// Reads an instruction.
///
/// # Errors
///
/// Returns every mistake of the file by position.
pub fn read_instruction(path: &Path) -> Result<Instruction, Vec<Diagnostic>> {
    read_instruction_source(open(path)?)
}

/// Compares two sentences; only white space may differ.
fn is_same_sentence(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

fn inner(entry: &Entry) -> Option<&Table> {
    match &entry.node.value {
        Value::Table(table) => Some(table),
        Value::Text(_) | Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::List(_) => None,
    }
}

/// Returns every citation of every step with its place.
fn cited(runbook: &Table) -> Vec<(&str, &Node)> {
    let blocks = runbook.entry("block").and_then(inner);
    let lists = runbook
        .entry("step")
        .into_iter()
        .chain(blocks.map_or(&[] as &[Entry], |blocks| &blocks.entries));
    lists
        .flat_map(|list| items(&list.node))
        .filter_map(|step| match &step.value {
            Value::Table(step) => step.entry("cites"),
            Value::Text(_) | Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::List(_) => {
                None
            }
        })
        .flat_map(|cites| items(&cites.node))
        .filter_map(|item| match &item.value {
            Value::Text(point) => Some((point.as_str(), item)),
            Value::Integer(_)
            | Value::Float
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => None,
        })
        .collect()
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Text(_) | Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::Table(_) => &[],
    }
}

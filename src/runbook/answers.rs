//! Answers that the operator gives before a run: what a person did, by the path of the step.

use std::path::Path;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::document::{Entry, Table};
use super::fault::{AnswerFault, Part, ShapeFault};
use super::load::{document_of, open};
use super::reader::Reader;
use super::suggestion::nearest;
use super::written::Written;

/// Every key of an answer.
const ANSWER: &[&str] = &["outcome", "by", "answer", "note", "attachments"];

/// Words that `outcome` knows.
const OUTCOMES: &[&str] = &["done", "failed", "skipped"];

/// What a person did, as a file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Path of the step.
    pub step: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Who did it.
    pub by: String,
    /// The answer chosen.
    pub answer: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// Paths of files.
    pub attachments: Vec<String>,
}

/// What became of something left to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Tried and not achieved.
    Failed,
    /// Not done.
    Skipped,
}

/// Reads a file of answers to the steps with these paths, in which `…` stands for the key of a row.
///
/// # Errors
///
/// Returns every mistake of the file by position.
pub fn read_answers(path: &Path, steps: &[String]) -> Result<Vec<Answer>, Vec<Diagnostic>> {
    let file = Arc::new(open(path)?);
    let table = document_of(&file)?;
    let mut reader = Reader::new(file);
    let answers: Vec<Option<Answer>> = table
        .entries
        .iter()
        .map(|entry| answer(&mut reader, entry, steps))
        .collect();
    let is_clean = reader.is_clean();
    let found = reader.finish();
    let answers: Option<Vec<Answer>> = answers.into_iter().collect();
    answers.filter(|_| is_clean).ok_or(found)
}

fn answer(reader: &mut Reader, entry: &Entry, steps: &[String]) -> Option<Answer> {
    if !steps.iter().any(|step| is_path_of(&entry.key, step)) {
        let fault = AnswerFault {
            step: entry.key.clone(),
            suggestion: nearest(&entry.key, steps.iter().map(String::as_str)),
            known: steps.to_vec(),
        };
        reader.report(&entry.key_span, fault);
    }
    let table = reader.table(entry)?;
    reader.keys(table, Part::Answer, ANSWER);
    let result = reader.required(table, "outcome", Part::Answer);
    let result = result.and_then(|entry| outcome(reader, entry));
    let by = reader.required(table, "by", Part::Answer);
    let by = by.and_then(|entry| reader.text(entry));
    let files = table.entry("attachments");
    let files: Vec<Written<'_>> = files.map_or_else(Vec::new, |entry| reader.texts(entry));
    Some(Answer {
        step: entry.key.clone(),
        answer: text(reader, table, "answer"),
        note: text(reader, table, "note"),
        attachments: files.iter().map(|file| file.text.to_owned()).collect(),
        outcome: result?,
        by: by?.text.to_owned(),
    })
}

fn text(reader: &mut Reader, table: &Table, key: &str) -> Option<String> {
    let written = table.entry(key).and_then(|entry| reader.text(entry))?;
    Some(written.text.to_owned())
}

fn outcome(reader: &mut Reader, entry: &Entry) -> Option<Outcome> {
    let written = reader.text(entry)?;
    match written.text {
        "done" => Some(Outcome::Done),
        "failed" => Some(Outcome::Failed),
        "skipped" => Some(Outcome::Skipped),
        seen => {
            let fault = ShapeFault::Word {
                seen: seen.to_owned(),
                key: "outcome",
                suggestion: nearest(seen, OUTCOMES.iter().copied()),
                known: OUTCOMES,
            };
            reader.report(written.span, fault);
            None
        }
    }
}

/// Says whether a path is that of a step, whatever keys its rows have.
fn is_path_of(path: &str, step: &str) -> bool {
    let mut pieces = step.split('…');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let pieces: Vec<&str> = pieces.collect();
    for piece in &pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty() || pieces.last().is_some_and(|last| path.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_the_steps_of_the_runbook_and_any_keys() {
        for (path, step) in [
            ("decyzja", "decyzja"),
            ("kazda[Domyślna]/pytanie", "kazda[…]/pytanie"),
            ("kazda[a]/pytanie]/pytanie", "kazda[…]/pytanie"),
            ("a[x]/b[y]/c", "a[…]/b[…]/c"),
        ] {
            assert!(is_path_of(path, step), "{path}");
        }
        for (path, step) in [
            ("decyzja2", "decyzja"),
            ("kazda/pytanie", "kazda[…]/pytanie"),
            ("kazda[x]/inne", "kazda[…]/pytanie"),
        ] {
            assert!(!is_path_of(path, step), "{path}");
        }
    }
}

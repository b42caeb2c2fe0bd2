//! How many reviewers an office wants to agree with a bundle, and whose verdicts count: the rules by which `krok verify`
//! says whether a bundle is accepted.

use std::path::Path;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::document::{Entry, Table, Value};
use super::fault::{Part, QuorumFault, Wanted};
use super::load::{document_of, open};
use super::reader::Reader;

/// Every key of the file.
const KEYS: &[&str] = &["title", "quorum", "reviewers", "unsigned"];

/// More reviewers than any office has for one bundle.
const MOST: i64 = 20;

/// The rules of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// What the office calls it.
    pub title: String,
    /// So many persons must accept.
    pub count: usize,
    /// Whose verdicts count; empty stands for everybody whom the trust file knows.
    pub reviewers: Vec<String>,
    /// Whether reviews count that nobody signed.
    pub unsigned: bool,
}

impl Quorum {
    /// Reads a file of rules.
    ///
    /// # Errors
    ///
    /// Returns every mistake of the file by position.
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let file = Arc::new(open(path)?);
        let table = document_of(&file)?;
        let mut reader = Reader::new(file);
        reader.keys(&table, Part::Quorum, KEYS);
        let title = reader.required(&table, "title", Part::Quorum);
        let title = title
            .and_then(|entry| reader.text(entry))
            .map(|title| title.text.to_owned());
        let entry = reader.required(&table, "quorum", Part::Quorum);
        let count = entry.and_then(|entry| count(&mut reader, entry));
        let reviewers = reviewers(&mut reader, &table, count);
        let unsigned = table.entry("unsigned").is_some_and(|entry| is_true(&mut reader, entry));
        let is_clean = reader.is_clean();
        let found = reader.finish();
        match (title, count) {
            (Some(title), Some(count)) if is_clean => Ok(Self {
                title,
                count,
                reviewers,
                unsigned,
            }),
            (Some(_) | None, Some(_) | None) => Err(found),
        }
    }
}

fn count(reader: &mut Reader, entry: &Entry) -> Option<usize> {
    let number = reader.integer(entry)?;
    if !(1..=MOST).contains(&number) {
        reader.report(
            &entry.node.span,
            QuorumFault::Count {
                seen: number,
                most: MOST,
            },
        );
        return None;
    }
    usize::try_from(number).ok()
}

fn reviewers(reader: &mut Reader, table: &Table, count: Option<usize>) -> Vec<String> {
    let Some(entry) = table.entry("reviewers") else {
        return Vec::new();
    };
    let named: Vec<String> = reader.texts(entry).iter().map(|name| name.text.to_owned()).collect();
    if let Some(quorum) = count
        && !named.is_empty()
        && named.len() < quorum
    {
        let fault = QuorumFault::TooFew {
            quorum,
            named: named.len(),
        };
        reader.report(&entry.node.span, fault);
    }
    named
}

fn is_true(reader: &mut Reader, entry: &Entry) -> bool {
    let is_true = matches!(entry.node.value, Value::Boolean(true));
    if !is_true {
        reader.wrong_type(&entry.key, &entry.node, Wanted::True);
    }
    is_true
}

//! Whether a bundle is untouched since it was sealed, and whether it is whole. Two questions, two answers.
//!
//! Never trusts and never panics: any bytes in any file give findings. What an unsigned seal cannot show stays unsaid:
//! whoever recomputes every hash leaves no trace here, and whoever signs that anew leaves one only for a verifier who
//! knows the keys ([`super::assurance`]).

mod accounts;
mod agreed;
mod anchors;
mod completeness;
mod conditions;
mod consented;
mod destroyed;
mod dialogs;
pub(super) mod files;
mod geometry;
pub(super) mod integrity;
mod masks;
mod planned;
mod proof;
mod recovered;
mod statements;

use std::path::Path;

use super::bundle::{self, TRAIL_LIMIT};
use super::custody::{self, Custody};
use super::erasure::{self, Erased};
use super::finding::{Finding, StatementFinding};
use super::folder;
use super::format::{Reason, Record};
use super::journal::Line;
use super::statements::Statements;
use super::{clock, journal, paths};

/// What was found out about a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Signs of change since sealing; empty means intact.
    pub integrity: Vec<Finding>,
    /// What is missing from the evidence; empty means complete.
    pub completeness: Vec<Finding>,
    /// What a reviewer should know: the clock was put back or forward, the time zone changed, or names of masks came without a key.
    /// No sign of damage.
    pub notices: Vec<Reason>,
    /// What the bundle tells of its way after it was closed; a log that is broken is no sign against the seal.
    pub custody: Custody,
    /// Files that were removed after the bundle was closed, as its own log says; neither missing nor altered.
    pub erased: Vec<Erased>,
    /// Whether there is a seal.
    pub sealed: bool,
    /// What signatures say that are good, whoever made them.
    pub statements: Statements,
    /// What stands beside them and says nothing.
    pub strays: Vec<StatementFinding>,
    /// Chain hash of the last line, to be compared with one noted elsewhere.
    pub head: Option<String>,
    /// Number of records understood.
    pub records: u64,
    /// Number of files whose hash was compared.
    pub files: u64,
}

impl Verification {
    /// Tells whether nothing shows a change since sealing.
    pub fn is_intact(&self) -> bool {
        self.integrity.is_empty()
    }

    /// Tells whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.completeness.is_empty()
    }
}

/// Checks a bundle.
pub fn verify(path: &Path) -> Verification {
    let mut integrity = Vec::new();
    let mut completeness = Vec::new();
    let trail = bundle::read_file(path, paths::TRAIL, TRAIL_LIMIT).unwrap_or_else(|error| {
        integrity.push(Finding::TrailUnreadable(error.to_string()));
        Vec::new()
    });
    let lines = journal::read(&trail);
    check_trail(&lines, &mut integrity);
    let head = lines
        .last()
        .filter(|line| !line.hash.is_empty())
        .map(|line| line.hash.clone());
    let records: Vec<&Record> = lines.iter().filter_map(|line| line.record.as_ref().ok()).collect();

    let seal = bundle::read_seal(path).unwrap_or_else(|error| {
        integrity.push(Finding::SealUnreadable(error.to_string()));
        None
    });
    match &seal {
        Some(seal) => integrity::check_seal(seal, &lines, &records, &mut integrity),
        None if integrity
            .iter()
            .any(|finding| matches!(finding, Finding::SealUnreadable(_))) => {}
        None => integrity.push(Finding::SealMissing),
    }
    let found = files::look(path, &mut integrity);
    let mut log = custody::look(path);
    let mut erased = Vec::new();
    if let Some(seal) = &seal {
        erased = erasure::settle(&mut log, seal, &found, &mut completeness);
        files::check_list(&seal.files, &found, &erased, &mut integrity);
        recovered::check_strays(&records, &found, &mut integrity);
    }
    files::check_references(&records, &found, &erased, &mut integrity);
    anchors::check(path, &lines, &mut integrity);
    let said = statements::look(path, &records, &mut integrity);

    if is_being_written(path) {
        completeness.push(Finding::StillWriting);
    }
    completeness::check(path, &records, &erased, &mut completeness);
    Verification {
        integrity,
        completeness,
        notices: clock::notices(&records)
            .into_iter()
            .chain(masks::notice(&records))
            .collect(),
        custody: log.custody,
        erased,
        sealed: seal.is_some(),
        statements: said.statements,
        strays: said.strays,
        head,
        records: records.len() as u64,
        files: found.len() as u64,
    }
}

/// Checks the lines of a trail, each on its own and against the others.
pub(super) fn check_trail(lines: &[Line], findings: &mut Vec<Finding>) {
    integrity::check_lines(lines, findings);
    recovered::check(lines, findings);
}

/// A live run holds the lock of its trail. A trail that cannot be opened is named elsewhere.
fn is_being_written(path: &Path) -> bool {
    let operation = rustix::fs::FlockOperation::NonBlockingLockShared;
    folder::open(path, paths::TRAIL)
        .is_ok_and(|file| rustix::fs::flock(&file, operation) == Err(rustix::io::Errno::WOULDBLOCK))
}

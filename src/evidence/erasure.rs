//! Files that are removed from a closed bundle for good: pictures and texts, by decision or because their time is over.
//!
//! What is removed leaves its hash and size in seal and trail, and a line in the custody log that says who removed it, when
//! and why. The holder of a bundle says so and nobody else can know it: a line can be forged by whoever can write the
//! bundle, and only a signature under it ([`Erased::key`]) says who answers for it.

mod carry_out;
mod choice;

use std::collections::BTreeMap;

use super::custody::Read;
use super::finding::Finding;
use super::format::{CustodyEvent, CustodyRecord, Erasure, FileReference, Policy, Seal, SignedLine};
use super::paths::{PICTURES, is_erasable};
use super::signature::{Key, Namespace, check};
use super::verify::files::Found;

pub use carry_out::{EraseError, Order, erase, unfinished};
pub use choice::{Choice, ChoiceError, Chosen, all, choose};

/// What a removed file was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A picture of a page.
    Picture,
    /// The text of a page.
    Text,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Picture, Self::Text];

    /// Returns the kind of a file by its path; none if it may not be removed.
    pub fn of(path: &str) -> Option<Self> {
        is_erasable(path).then(|| {
            if path.starts_with(PICTURES) {
                Self::Picture
            } else {
                Self::Text
            }
        })
    }
}

/// A file that is gone, and the line of the log that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The file as the seal lists it.
    pub file: FileReference,
    /// Number of the line in the custody log, counted from 0.
    pub line: u64,
    /// When, by the clock of the machine on which it was removed.
    pub at: String,
    /// Who decided it.
    pub by: String,
    /// Why.
    pub why: String,
    /// By which rule.
    pub policy: Option<Policy>,
    /// Key under the line, with a signature that is good; whose it is, is asked elsewhere.
    pub key: Option<Key>,
}

/// Holds the erasures of a log against the seal and against what is there, and returns the files that are rightly gone.
pub(super) fn settle(
    log: &mut Read,
    seal: &Seal,
    found: &BTreeMap<String, Found>,
    completeness: &mut Vec<Finding>,
) -> Vec<Erased> {
    let keys = keys(log);
    let listed: BTreeMap<&str, &FileReference> = seal.files.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut told: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
    for (record, erasure) in erasures(&log.sound, log.seal.as_deref()) {
        for file in &erasure.files {
            told.entry(&file.path).or_default().push(Told { record, erasure, file });
        }
    }
    let mut gone = Vec::new();
    for (path, told) in told {
        let fits = |each: &&Told<'_>| is_erasable(path) && listed.get(path) == Some(&each.file);
        if told.iter().any(|each| !fits(&each)) {
            log.custody.findings.push(Finding::ErasureDiffers(path.to_owned()));
        }
        match told.iter().find(fits) {
            Some(_) if found.contains_key(path) => completeness.push(Finding::ErasureUnfinished(path.to_owned())),
            Some(first) => gone.push(first.erased(&keys)),
            None => {}
        }
    }
    gone
}

/// What a line says of a file.
struct Told<'l> {
    record: &'l CustodyRecord,
    erasure: &'l Erasure,
    file: &'l FileReference,
}

impl Told<'_> {
    fn erased(&self, keys: &BTreeMap<u64, Key>) -> Erased {
        Erased {
            file: self.file.clone(),
            line: self.record.seq,
            at: self.record.at.clone(),
            by: self.erasure.by.clone(),
            why: self.erasure.why.clone(),
            policy: self.erasure.policy.clone(),
            key: keys.get(&self.record.seq).cloned(),
        }
    }
}

/// Returns what lines say that was removed from the bundle with this seal.
fn erasures<'l>(
    lines: &'l [(CustodyRecord, Vec<u8>)],
    seal: Option<&'l str>,
) -> impl Iterator<Item = (&'l CustodyRecord, &'l Erasure)> {
    lines.iter().filter_map(move |(record, _)| match &record.event {
        CustodyEvent::Erased(erasure) if record.seal.is_some() && record.seal.as_deref() == seal => {
            Some((record, erasure))
        }
        CustodyEvent::Erased(_) | CustodyEvent::Exported(_) | CustodyEvent::Imported(_) | CustodyEvent::Signed(_) => {
            None
        }
    })
}

/// Returns the keys under erasures by the number of the line; a signature that is none is named.
fn keys(log: &mut Read) -> BTreeMap<u64, Key> {
    let mut keys = BTreeMap::new();
    for (record, _) in &log.sound {
        let CustodyEvent::Signed(SignedLine { over, signature }) = &record.event else {
            continue;
        };
        let signed = log
            .sound
            .iter()
            .find(|(line, _)| line.seq == *over && line.seq < record.seq);
        let signed = signed.filter(|(line, _)| matches!(line.event, CustodyEvent::Erased(_)));
        let fault = match signed {
            None => None,
            Some((_, json)) => match check(signature.as_bytes(), Namespace::Erasure, json) {
                Ok(key) => {
                    keys.insert(*over, key);
                    continue;
                }
                Err(fault) => Some(fault),
            },
        };
        log.custody.findings.push(Finding::ErasureSignature {
            line: record.seq.saturating_add(1),
            fault,
        });
    }
    keys
}

//! One folder, read, verified and put in a few words.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::evidence::bundle::Bundle;
use crate::evidence::clock::Place;
use crate::evidence::finding::Finding;
use crate::evidence::format::{Event, Mode, Record, RunStarted, Status, Verdict};
use crate::evidence::paths;
use crate::evidence::text::printable;
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Integrity, assess};
use crate::report::findings;
use crate::report::shown::{moment, shown};
use crate::report::verdict::VerdictView;
use crate::text::language::Language;

use super::Vouching;
use super::reviews::Review;
use super::words::wording;

/// Findings of a bundle that are told; `krok verify` tells them all.
const FINDINGS: usize = 5;

/// A folder below the one that was asked for.
#[derive(Debug)]
pub struct Folder {
    /// Where it is, from there.
    pub path: PathBuf,
    /// What is in it.
    pub content: Content,
}

/// What is in a folder.
#[derive(Debug)]
pub enum Content {
    /// A bundle.
    Bundle(Box<Facts>),
    /// The remains of a bundle that cannot be read as one: what is wrong with it, in words.
    Damaged(Vec<String>),
    /// Nothing of ours.
    Foreign,
    /// A link to a folder, which is not followed.
    Link,
    /// The system does not let it be read.
    Unreadable(io::Error),
}

/// What is told of a bundle. Every text is fit for a page.
#[derive(Debug)]
pub struct Facts {
    /// Acting entity.
    pub entity: String,
    /// Whether it was the practice portal and not the real one.
    pub is_practice: bool,
    /// Short name of the portal.
    pub portal: String,
    /// Short name of the runbook.
    pub runbook: String,
    /// Title of the runbook.
    pub title: String,
    /// SHA-256 of the runbook.
    pub version: String,
    /// Plan or apply.
    pub mode: Mode,
    /// When the run began.
    pub began: String,
    /// How it ended; none if it did not.
    pub verdict: Option<Verdict>,
    /// The same in one sentence.
    pub sentence: String,
    /// Fields changed, or to be changed.
    pub changes: u64,
    /// Whether it is as the run left it.
    pub integrity: Integrity,
    /// Number of signs that something was changed.
    pub signs: usize,
    /// Number of gaps.
    pub gaps: usize,
    /// The first of both in words.
    pub findings: Vec<String>,
    /// What reviewers say of it.
    pub review: Review,
    /// Whether there is a report to be opened.
    pub has_report: bool,
    /// Place among the runs of its folder.
    pub(super) place: Option<Place>,
    /// Moment at which it began, by the clock.
    pub(super) at: Option<Timestamp>,
    /// How the steps ended, by their paths without the keys of rows.
    pub(super) steps: BTreeMap<String, BTreeSet<Status>>,
}

impl Content {
    /// Returns the word that machines read.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Bundle(_) => "bundle",
            Self::Damaged(_) => "damaged",
            Self::Foreign => "foreign",
            Self::Link => "link",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

impl Folder {
    /// Reads and verifies the bundle at a path below a root.
    pub(super) fn read(root: &Path, path: PathBuf, vouching: Vouching<'_>, language: Language) -> Self {
        let full = root.join(&path);
        let verification = verify(&full);
        let bundle = Bundle::open(&full).ok();
        let started = bundle.as_ref().and_then(|bundle| Some((bundle, bundle.started()?)));
        let content = match started {
            Some((bundle, started)) => {
                Content::Bundle(Box::new(facts(bundle, started, &verification, vouching, language)))
            }
            None => Content::Damaged(told(&verification, language)),
        };
        Self { path, content }
    }

    /// Returns what is told of the bundle; none if this is none.
    pub fn facts(&self) -> Option<&Facts> {
        if let Content::Bundle(facts) = &self.content {
            return Some(facts);
        }
        None
    }

    /// Returns the path as a person reads it.
    pub fn name(&self) -> String {
        shown(&printable(&self.path.to_string_lossy()))
    }

    /// Returns what stands in the place of the facts of a bundle, in words.
    pub fn remark(&self, language: Language) -> String {
        let w = wording(language);
        match &self.content {
            Content::Bundle(_) => String::new(),
            Content::Damaged(findings) => format!("{} {}", w.damaged_says, findings.join("; ")),
            Content::Foreign => w.foreign_says.to_owned(),
            Content::Link => w.link_says.to_owned(),
            Content::Unreadable(error) => {
                let finding = Finding::Unreadable {
                    path: self.name(),
                    why: error.to_string(),
                };
                findings::words(&finding, language)
            }
        }
    }
}

fn facts(
    bundle: &Bundle,
    started: &RunStarted,
    verification: &Verification,
    vouching: Vouching<'_>,
    language: Language,
) -> Facts {
    let assessment = assess(verification);
    let finished = bundle.finished();
    let first = bundle.records().first();
    let name = |text: &str| printable(&shown(text));
    Facts {
        entity: name(&started.entity),
        is_practice: started.portal.practice,
        portal: name(&started.portal.name),
        runbook: name(&started.runbook.name),
        title: name(&started.runbook.title),
        version: name(&started.runbook.file.sha256),
        mode: started.mode,
        began: first.map(|record| moment(&record.at)).unwrap_or_default(),
        verdict: finished.map(|finished| finished.verdict),
        sentence: printable(&VerdictView::of(bundle, language).sentence),
        changes: finished.map(|finished| finished.changes).unwrap_or_default(),
        integrity: assessment.integrity,
        signs: assessment.signs.len(),
        gaps: assessment.gaps.len(),
        findings: told(verification, language),
        review: Review::of(verification, vouching),
        has_report: bundle.path().join(paths::REPORT).is_file(),
        place: first.and_then(Place::of),
        at: first.and_then(|record| record.at.parse().ok()),
        steps: steps(bundle.records()),
    }
}

fn told(verification: &Verification, language: Language) -> Vec<String> {
    let assessment = assess(verification);
    let findings = assessment.signs.iter().chain(&assessment.gaps).take(FINDINGS);
    findings
        .map(|finding| printable(&findings::words(finding, language)))
        .collect()
}

/// Gathers how the steps ended. The keys of rows differ from institution to institution and say nothing of how it went.
fn steps(records: &[Record]) -> BTreeMap<String, BTreeSet<Status>> {
    let mut keys: BTreeMap<&str, &str> = BTreeMap::new();
    let mut steps: BTreeMap<String, BTreeSet<Status>> = BTreeMap::new();
    for record in records {
        let Some(path) = record.step.as_deref() else { continue };
        if let Event::StepStarted(started) = &record.event {
            keys.extend(started.key.as_deref().map(|key| (path, key)));
        } else if let Event::StepFinished(finished) = &record.event {
            let path = match keys.get(path) {
                Some(key) => path.replace(&format!("[{key}]"), ""),
                None => path.to_owned(),
            };
            steps.entry(shown(&path)).or_default().insert(finished.status);
        }
    }
    steps
}

//! Which files are to go: those of steps, those named, or all.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, FileReference, Observed, Record};
use crate::evidence::verify::Verification;

/// What somebody wants removed.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'c> {
    /// Paths of steps, each with those below it.
    pub steps: &'c [String],
    /// Paths of files below the bundle's folder.
    pub files: &'c [String],
    /// Kinds that are meant of a step.
    pub kinds: &'c [Kind],
}

/// A file that is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The file as the seal lists it.
    pub file: FileReference,
    /// Paths of the steps that show it: after it is gone none of them does.
    pub steps: Vec<String>,
}

/// Why a choice cannot be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceError {
    /// The trail has no such step.
    NoStep(String),
    /// The step has nothing of the kinds meant, or nothing any more.
    NothingOfStep(String),
    /// The seal lists no such file.
    NoFile(String),
    /// The file may not be removed: without it the record could not be read.
    NotErasable(String),
    /// It was removed before.
    Gone(String),
}

/// Returns the files that a choice means, each once.
///
/// # Errors
///
/// Fails if it names what is not there: nobody should believe that something was removed that never was.
pub fn choose(bundle: &Bundle, verification: &Verification, choice: Choice<'_>) -> Result<Vec<Chosen>, ChoiceError> {
    let shown = shown(bundle.records());
    let there = there(bundle, verification);
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    for step in choice.steps {
        if !bundle
            .records()
            .iter()
            .any(|record| is_in(record.step.as_deref(), step))
        {
            return Err(ChoiceError::NoStep(step.clone()));
        }
        let is_meant = |path: &str| Kind::of(path).is_some_and(|kind| choice.kinds.contains(&kind));
        let of_step = shown.iter().filter(|(path, steps)| {
            there.contains_key(*path) && is_meant(path) && steps.iter().any(|shows| is_in(Some(shows), step))
        });
        let of_step: Vec<&str> = of_step.map(|(path, _)| *path).collect();
        if of_step.is_empty() {
            return Err(ChoiceError::NothingOfStep(step.clone()));
        }
        paths.extend(of_step);
    }
    for file in choice.files {
        if let Some((path, _)) = there.get_key_value(file.as_str()) {
            paths.insert(path);
        } else if verification.erased.iter().any(|erased| erased.file.path == *file) {
            return Err(ChoiceError::Gone(file.clone()));
        } else if bundle
            .seal()
            .is_some_and(|seal| seal.files.iter().any(|listed| listed.path == *file))
        {
            return Err(ChoiceError::NotErasable(file.clone()));
        } else {
            return Err(ChoiceError::NoFile(file.clone()));
        }
    }
    let chosen = paths.into_iter().filter_map(|path| chosen(&there, &shown, path));
    Ok(chosen.collect())
}

/// Returns every file of these kinds that is still there.
pub fn all(bundle: &Bundle, verification: &Verification, kinds: &[Kind]) -> Vec<Chosen> {
    let shown = shown(bundle.records());
    let there = there(bundle, verification);
    let meant = there
        .keys()
        .filter(|path| Kind::of(path).is_some_and(|kind| kinds.contains(&kind)));
    meant.filter_map(|path| chosen(&there, &shown, path)).collect()
}

fn chosen(
    there: &BTreeMap<&str, &FileReference>,
    shown: &BTreeMap<&str, BTreeSet<&str>>,
    path: &str,
) -> Option<Chosen> {
    Some(Chosen {
        file: (*there.get(path)?).clone(),
        steps: shown
            .get(path)
            .into_iter()
            .flatten()
            .map(|step| (*step).to_owned())
            .collect(),
    })
}

/// Returns the files that may go and did not yet.
fn there<'b>(bundle: &'b Bundle, verification: &Verification) -> BTreeMap<&'b str, &'b FileReference> {
    let gone: BTreeSet<&str> = verification
        .erased
        .iter()
        .map(|erased| erased.file.path.as_str())
        .collect();
    let listed = bundle.seal().into_iter().flat_map(|seal| &seal.files);
    listed
        .filter(|file| Kind::of(&file.path).is_some() && !gone.contains(file.path.as_str()))
        .map(|file| (file.path.as_str(), file))
        .collect()
}

/// Returns the steps that show each file: those that looked at the page, and those with an act before or after it. A page
/// that did not change in between is pictured once.
fn shown(records: &[Record]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut shown: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in records {
        let step = record.step.as_deref().unwrap_or_default();
        let seen = match &record.event {
            Event::Observed(_) => Some(record.seq),
            Event::Intent(intent) => intent.before,
            Event::Outcome(outcome) => outcome.after,
            Event::Visited(visited) => visited.observed,
            Event::RunStarted(_)
            | Event::Anchored(_)
            | Event::LoggedIn(_)
            | Event::StepStarted(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::Condition(_)
            | Event::Recorded(_)
            | Event::Errand(_)
            | Event::Dialog(_)
            | Event::Candidates(_)
            | Event::Destroying(_)
            | Event::Paused(_)
            | Event::Resumed(_)
            | Event::Note(_)
            | Event::Masked(_)
            | Event::StepFinished(_)
            | Event::RunFinished(_)
            | Event::Recovered(_) => None,
        };
        if let Some(observed) = seen.and_then(|seq| observed(records, seq)) {
            for path in [&observed.picture.file.path, &observed.text.path] {
                shown.entry(path).or_default().insert(step);
            }
        }
    }
    shown
}

fn observed(records: &[Record], seq: u64) -> Option<&Observed> {
    let record = usize::try_from(seq).ok().and_then(|index| records.get(index))?;
    if let Event::Observed(observed) = &record.event {
        return Some(observed);
    }
    None
}

/// Tells whether a step is another or stands below it.
fn is_in(step: Option<&str>, other: &str) -> bool {
    step.and_then(|step| step.strip_prefix(other))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
}

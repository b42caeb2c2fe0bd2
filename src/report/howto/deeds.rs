//! What a person does, out of all that a run did: reading again and coming back are the program's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Intent, Record, Status};
use crate::report::journey::{RawStep, raw_steps};
use crate::text::language::Language;

use super::HowtoError;
use super::figure::Figure;
use super::teller::Teller;
use super::words::wording;

/// One thing to do, with its picture.
#[derive(Debug)]
pub(super) struct Deed {
    /// Points of the instruction that its step carries out.
    pub(super) cites: Vec<String>,
    /// Label of what is acted on, for finding the point that names it.
    pub(super) label: String,
    /// What is entered there.
    pub(super) value: String,
    /// Path of menus and links that the step follows; only with its first deed.
    pub(super) trail: Vec<String>,
    /// What to do, as words between which labels stand.
    pub(super) says: Vec<Part>,
    /// Where the thing stands on the page.
    pub(super) place: String,
    /// What the portal asks or says then.
    pub(super) answers: Vec<String>,
    /// Fields and what must stand in them.
    pub(super) fields: Vec<(String, String)>,
    /// Rows for which the same is done.
    pub(super) rows: Vec<String>,
    pub(super) figure: Option<Figure>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words of ours.
    Plain(&'static str),
    /// A text of the portal or of the runbook.
    Strong(String),
}

/// What a run has to tell.
pub(super) struct Told {
    pub(super) deeds: Vec<Deed>,
    /// Lines of the runbook whose steps were carried out.
    pub(super) lines: BTreeSet<u64>,
}

/// Tells what a run did as a person would do it. Of the rows of a loop one stands for all: the one with the most to do.
pub(super) fn told(bundle: &Bundle, language: Language) -> Result<Told, HowtoError> {
    let steps = raw_steps(bundle.records());
    let example = example(&steps);
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    let mut told = Told {
        deeds: Vec::new(),
        lines: steps
            .iter()
            .filter(|step| !is_skipped(step))
            .map(|step| step.started.line)
            .collect(),
    };
    for step in steps.iter().filter(|step| !is_skipped(step)) {
        let is_example =
            step.started.key.is_none() || step.started.key.as_deref() == example.get(&step.started.line).copied();
        if !is_example || !seen.insert(step.started.line) {
            continue;
        }
        let teller = Teller {
            bundle,
            step,
            w: wording(language),
            language,
        };
        told.deeds.extend(teller.deeds()?);
    }
    Ok(told)
}

fn is_skipped(step: &RawStep<'_>) -> bool {
    step.finished
        .is_some_and(|(_, finished)| finished.status == Status::Skipped)
}

/// Chooses for each line of the runbook the row that shows it.
fn example<'s>(steps: &'s [RawStep<'_>]) -> BTreeMap<u64, &'s str> {
    let mut writes: BTreeMap<&str, usize> = BTreeMap::new();
    let rows = || {
        steps
            .iter()
            .filter_map(|step| Some((step, step.started.key.as_deref()?)))
    };
    for (step, key) in rows() {
        let count = intents(step).filter(|(_, intent)| is_write(intent)).count();
        *writes.entry(key).or_default() += count;
    }
    let mut best: BTreeMap<u64, (usize, &str)> = BTreeMap::new();
    for (step, key) in rows().filter(|(step, _)| !is_skipped(step)) {
        let count = writes.get(key).copied().unwrap_or_default();
        let known = best.get(&step.started.line);
        if known.is_none_or(|(most, _)| count > *most) {
            best.insert(step.started.line, (count, key));
        }
    }
    best.into_iter().map(|(line, (_, key))| (line, key)).collect()
}

/// Returns the acts of a step in order.
pub(super) fn intents<'s>(step: &'s RawStep<'_>) -> impl Iterator<Item = (&'s Record, &'s Intent)> {
    step.records.iter().filter_map(|record| {
        let Event::Intent(intent) = &record.event else {
            return None;
        };
        Some((*record, intent))
    })
}

/// Tells whether an act changes something.
pub(super) fn is_write(intent: &Intent) -> bool {
    matches!(intent.effect.as_str(), "write" | "destroy")
}

/// Returns a sentence without the weight of its parts.
pub(super) fn plain(says: &[Part]) -> String {
    let parts = says.iter().map(|part| match part {
        Part::Plain(text) => *text,
        Part::Strong(text) => text.as_str(),
    });
    parts.collect::<Vec<_>>().join(" ")
}

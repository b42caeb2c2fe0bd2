//! The steps of both, brought together by their paths.

use std::collections::BTreeMap;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Intent, Observed, Status};
use crate::report::journey::{RawStep, raw_steps};
use crate::report::reasons;
use crate::report::shown::{path, shown};
use crate::report::words;
use crate::text::language::Language;

use super::fields::{Item, items};
use super::words::wording;

/// A step as it is held against another.
pub(super) struct StepFacts<'b> {
    /// Its path, and how often it was begun before.
    name: (&'b str, usize),
    pub(super) path: String,
    pub(super) verb: String,
    pub(super) says: String,
    pub(super) status: Option<Status>,
    pub(super) reason: Option<String>,
    pub(super) items: Vec<Item>,
    acts: Vec<String>,
    /// The views of the page by what was done before them.
    pub(super) views: Vec<(ViewName, &'b Observed)>,
}

/// After which act a view was taken: the act in words and the how manieth of its kind; none for a look before any act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ViewName {
    act: Option<String>,
    nth: usize,
}

/// Steps that belong together, or one that has none beside it.
pub(super) enum Paired<'s> {
    Both(&'s StepFacts<'s>, &'s StepFacts<'s>),
    First(&'s StepFacts<'s>),
    Second(&'s StepFacts<'s>),
}

/// Returns the steps of a bundle.
pub(super) fn of(bundle: &Bundle, language: Language) -> Vec<StepFacts<'_>> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    raw_steps(bundle.records())
        .into_iter()
        .map(|raw| {
            let nth = times.entry(raw.path).or_default();
            *nth += 1;
            facts(&raw, *nth, bundle, language)
        })
        .collect()
}

fn facts<'b>(raw: &RawStep<'b>, nth: usize, bundle: &'b Bundle, language: Language) -> StepFacts<'b> {
    let finished = raw.finished.map(|(_, finished)| finished);
    let reason = finished.and_then(|finished| finished.reason.as_ref());
    let (acts, views) = acts(raw, bundle, language);
    StepFacts {
        name: (raw.path, nth),
        path: shown(raw.path),
        verb: words::verb(&raw.started.verb, language),
        says: shown(&raw.started.says),
        status: finished.map(|finished| finished.status),
        reason: reason.map(|reason| reasons::words(reason, language).message),
        items: items(raw, language),
        acts,
        views,
    }
}

/// Tells the acts of a step, and names each view by the act before it.
fn acts<'b>(raw: &RawStep<'b>, bundle: &'b Bundle, language: Language) -> (Vec<String>, Vec<(ViewName, &'b Observed)>) {
    let mut told: BTreeMap<u64, String> = BTreeMap::new();
    let mut acts = Vec::new();
    let mut after: BTreeMap<u64, String> = BTreeMap::new();
    for record in &raw.records {
        if let Event::Intent(intent) = &record.event {
            let words = act(intent, language);
            told.insert(record.seq, words.clone());
            acts.push(words);
        } else if let Event::Outcome(outcome) = &record.event {
            let words = told.get(&outcome.intent).cloned();
            after.extend(outcome.after.zip(words));
        }
    }
    let mut times: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let seen = raw
        .records
        .iter()
        .filter_map(|record| Some((record.seq, bundle.observed(record.seq)?)));
    let views = seen
        .map(|(seq, observed)| {
            let act = after.get(&seq).cloned();
            let nth = times.entry(act.clone()).or_default();
            *nth += 1;
            (ViewName { act, nth: *nth }, observed)
        })
        .collect();
    (acts, views)
}

/// Says an act with its target and value. The address of a practice portal changes with every start, so only its path is said.
fn act(intent: &Intent, language: Language) -> String {
    let what = words::act(&intent.act, language);
    let target = intent.target.as_ref().map(|target| {
        let places = path(&target.places);
        let label = shown(&target.label);
        if places.is_empty() {
            label
        } else {
            format!("{places} › {label}")
        }
    });
    let value = intent.value.as_deref().map(|value| shown(below_host(value)));
    let parts = [Some(what), target, value];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn below_host(value: &str) -> &str {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| value.strip_prefix(scheme));
    rest.and_then(|rest| rest.find('/').and_then(|at| rest.get(at..)))
        .unwrap_or(value)
}

/// Brings the steps of both together, in the order of the first, those of the second alone where they stand.
pub(super) fn paired<'s>(first: &'s [StepFacts<'s>], second: &'s [StepFacts<'s>]) -> Vec<Paired<'s>> {
    let known: BTreeMap<(&str, usize), usize> = second.iter().enumerate().map(|(at, step)| (step.name, at)).collect();
    let own: BTreeMap<(&str, usize), usize> = first.iter().enumerate().map(|(at, step)| (step.name, at)).collect();
    let mut all = Vec::new();
    let mut next = 0;
    for one in first {
        let Some(at) = known.get(&one.name).copied() else {
            all.push(Paired::First(one));
            continue;
        };
        let between = second.get(next..at).unwrap_or_default();
        all.extend(
            between
                .iter()
                .filter(|step| !own.contains_key(&step.name))
                .map(Paired::Second),
        );
        all.extend(second.get(at).map(|other| Paired::Both(one, other)));
        next = next.max(at + 1);
    }
    let rest = second.get(next..).unwrap_or_default();
    all.extend(
        rest.iter()
            .filter(|step| !own.contains_key(&step.name))
            .map(Paired::Second),
    );
    all
}

impl StepFacts<'_> {
    /// Tells whether two steps say and came to the same.
    pub(super) fn is_told_as(&self, other: &StepFacts<'_>) -> bool {
        self.says == other.says && self.status == other.status && self.reason == other.reason
    }

    /// Returns the acts that another step has not, or not as often.
    pub(super) fn acts_beyond(&self, other: &StepFacts<'_>) -> Vec<String> {
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        for act in &other.acts {
            *left.entry(act).or_default() += 1;
        }
        let mut beyond = Vec::new();
        for act in &self.acts {
            match left.get_mut(act.as_str()).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => beyond.push(act.clone()),
            }
        }
        beyond
    }
}

impl ViewName {
    /// Says after what the view was taken.
    pub(super) fn told(&self, language: Language) -> String {
        let w = wording(language);
        let after = match &self.act {
            Some(act) => format!("{} {act}", w.after),
            None => w.at_first.to_owned(),
        };
        if self.nth > 1 {
            format!("{after} ({})", self.nth)
        } else {
            after
        }
    }
}

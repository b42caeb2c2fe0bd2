//! The run in the order it happened, with the steps of each row of a loop together.

use std::collections::BTreeMap;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Record, RunStarted, StepFinished, StepStarted};
use crate::text::language::Language;

use super::groups::Groups;
use super::steps::StepView;
use super::wording::wording;

/// Steps that follow each other for the same row.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) title: String,
    pub(super) is_row: bool,
    pub(super) steps: Vec<StepView>,
}

/// The records of one step.
#[derive(Debug)]
pub(super) struct RawStep<'a> {
    pub(super) path: &'a str,
    pub(super) first: &'a Record,
    pub(super) started: &'a StepStarted,
    pub(super) records: Vec<&'a Record>,
    pub(super) finished: Option<(&'a Record, &'a StepFinished)>,
}

/// Returns all steps by stretches.
pub(super) fn stretches(bundle: &Bundle, started: &RunStarted, groups: &Groups, language: Language) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for raw in raw_steps(bundle.records()) {
        let key = raw.started.key.as_deref();
        let title = groups
            .title(raw.path, key)
            .unwrap_or_else(|| wording(language).common_steps.to_owned());
        let step = StepView::of(&raw, bundle, &started.runbook.points, language);
        match stretches.last_mut() {
            Some(last) if last.title == title => last.steps.push(step),
            Some(_) | None => stretches.push(Stretch {
                title,
                is_row: key.is_some(),
                steps: vec![step],
            }),
        }
    }
    stretches
}

/// Gathers the records of each step. A path that starts again is another step.
pub(super) fn raw_steps(records: &[Record]) -> Vec<RawStep<'_>> {
    let mut steps: Vec<RawStep<'_>> = Vec::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        let Some(path) = record.step.as_deref() else {
            continue;
        };
        if let Event::StepStarted(started) = &record.event {
            open.insert(path, steps.len());
            steps.push(RawStep {
                path,
                first: record,
                started,
                records: Vec::new(),
                finished: None,
            });
        } else if let Some(step) = open.get(path).and_then(|index| steps.get_mut(*index)) {
            if let Event::StepFinished(finished) = &record.event {
                step.finished = Some((record, finished));
            } else {
                step.records.push(record);
            }
        }
    }
    steps
}

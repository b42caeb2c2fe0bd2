//! The plan that an apply keeps: what it would change, destroy or leave to a person must be in the run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::evidence::bundle::{self, FILE_LIMIT};
use crate::evidence::clock::Day;
use crate::evidence::finding::Finding;
use crate::evidence::format::{Destroying, Event, Field, FieldStatus, Identified, Record};
use crate::evidence::journal::{self, Line};
use crate::evidence::paths;

/// The trail of a plan, as it is kept among the inputs of an apply.
pub(super) struct Planned {
    lines: Vec<Line>,
}

/// What an apply says of the work that its plan names.
#[derive(Default)]
pub(super) struct Done<'a> {
    fields: BTreeSet<(&'a str, &'a [String], &'a str)>,
    things: BTreeMap<&'a str, &'a Identified>,
    errands: BTreeSet<&'a str>,
}

impl<'a> Done<'a> {
    /// Takes a record of an apply into account.
    pub(super) fn follow(&mut self, step: &'a str, event: &'a Event) {
        if let Event::Field(field) = event {
            self.fields.insert(key_of(step, field));
        }
        if let Event::Destroying(Destroying::Identified(thing)) = event {
            self.things.insert(step, thing);
        }
        if matches!(event, Event::Errand(errand) if errand.report.is_some()) {
            self.errands.insert(step);
        }
    }

    /// Returns what a record of the plan asks for and the apply has not.
    fn lacks(&self, step: &str, event: &Event) -> Option<Finding> {
        if let Event::Field(field) = event
            && field.status == FieldStatus::WouldChange
            && !self.fields.contains(&key_of(step, field))
        {
            return Some(Finding::FieldForgotten {
                step: step.to_owned(),
                field: field.label.clone(),
            });
        }
        if let Event::Destroying(Destroying::Identified(thing)) = event {
            let is_it = |found: &&Identified| found.attributes == thing.attributes && found.gone == thing.gone;
            return self
                .things
                .get(step)
                .is_none_or(|found| !is_it(found))
                .then(|| Finding::ThingForgotten {
                    step: step.to_owned(),
                    row: thing.gone.row.clone(),
                });
        }
        let is_errand = matches!(event, Event::Errand(_));
        (is_errand && !self.errands.contains(step)).then(|| Finding::ErrandForgotten(step.to_owned()))
    }
}

impl Planned {
    /// Reads the plan kept in a bundle. An apply that keeps no copy of its plan can only be held against itself.
    pub(super) fn read(bundle: &Path) -> Option<Self> {
        let path = format!("{}/{}", paths::INPUTS, paths::PLAN_TRAIL);
        let plan = bundle::read_file(bundle, &path, FILE_LIMIT).ok()?;
        Some(Self {
            lines: journal::read(&plan),
        })
    }

    /// Returns the latest day by the clock of the plan's run.
    pub(super) fn day(&self) -> Day {
        let records = self.lines.iter().filter_map(|line| line.record.as_ref().ok());
        records.map(Day::of).max().unwrap_or_default()
    }

    /// Says whether this is, untouched, the plan that ends with a chain hash.
    pub(super) fn ends_with(&self, head: Option<&str>) -> bool {
        self.lines.last().map(|line| line.hash.as_str()) == head && self.lines.iter().all(|line| line.linked)
    }

    /// Returns what the plan would destroy, by step.
    pub(super) fn things(&self) -> BTreeMap<&str, &Identified> {
        let mut things = BTreeMap::new();
        for record in self.records() {
            if let Event::Destroying(Destroying::Identified(thing)) = &record.event {
                things.insert(step_of(record), thing);
            }
        }
        things
    }

    /// Names what the plan has and the run has not, except where a condition left the step out.
    pub(super) fn check(&self, done: &Done<'_>, is_left_out: impl Fn(&str) -> bool, findings: &mut Vec<Finding>) {
        for record in self.records() {
            let step = step_of(record);
            let lacking = done.lacks(step, &record.event);
            findings.extend(lacking.filter(|_| !is_left_out(step)));
        }
    }

    fn records(&self) -> impl Iterator<Item = &Record> {
        self.lines.iter().filter_map(|line| line.record.as_ref().ok())
    }
}

fn key_of<'r>(step: &'r str, field: &'r Field) -> (&'r str, &'r [String], &'r str) {
    (step, &field.places, &field.label)
}

fn step_of(record: &Record) -> &str {
    record.step.as_deref().unwrap_or_default()
}

//! Which steps a run has, and which of them a reviewer must have seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::finding::Spot;
use crate::evidence::format::{Event, Record, Status, StepFinished, StepStarted};
use crate::evidence::verify::Verification;

/// A step of a run, as far as a review is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Sequence number of the record that begins it.
    pub record: u64,
    /// Its path.
    pub path: String,
    /// Why a reviewer must have seen it; empty if nobody must.
    pub duties: Vec<Duty>,
}

/// Why a reviewer must have seen a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// It destroys, or is there to.
    Destroys,
    /// A person acted, or was to.
    Manual,
    /// It changed something, tried to, or would.
    Changes,
    /// It was not achieved, or nobody knows.
    Failed,
    /// Something of its evidence is not there, or not as it was.
    Missing,
}

/// What was recorded of one step.
struct Course<'r> {
    first: &'r Record,
    path: &'r str,
    started: &'r StepStarted,
    records: Vec<&'r Record>,
    finished: Option<&'r StepFinished>,
}

/// Parts of a bundle with which something is wrong.
#[derive(Default)]
struct Holes<'v> {
    steps: BTreeSet<&'v str>,
    records: BTreeSet<u64>,
    files: BTreeSet<&'v str>,
}

/// Returns the steps of a run in the order in which they began.
pub fn steps(records: &[Record], verification: &Verification) -> Vec<Step> {
    let holes = Holes::of(verification);
    courses(records)
        .into_iter()
        .map(|course| Step {
            record: course.first.seq,
            path: course.path.to_owned(),
            duties: course.duties(&holes),
        })
        .collect()
}

/// Gathers the records of each step. A path that begins again is another step.
fn courses(records: &[Record]) -> Vec<Course<'_>> {
    let mut courses: Vec<Course<'_>> = Vec::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        let Some(path) = record.step.as_deref() else {
            continue;
        };
        if let Event::StepStarted(started) = &record.event {
            open.insert(path, courses.len());
            courses.push(Course {
                first: record,
                path,
                started,
                records: vec![record],
                finished: None,
            });
        } else if let Some(course) = open.get(path).and_then(|index| courses.get_mut(*index)) {
            course.records.push(record);
            if let Event::StepFinished(finished) = &record.event {
                course.finished = Some(finished);
            }
        }
    }
    courses
}

impl Course<'_> {
    fn duties(&self, holes: &Holes<'_>) -> Vec<Duty> {
        let status = self.finished.map(|finished| finished.status);
        let mut duties = Vec::new();
        if self.has_effect("destroy") {
            duties.push(Duty::Destroys);
        }
        if self.started.effect == "manual" || status == Some(Status::Manual) {
            duties.push(Duty::Manual);
        }
        if matches!(status, Some(Status::Changed | Status::WouldChange)) || self.acts("write") {
            duties.push(Duty::Changes);
        }
        if matches!(status, Some(Status::Failed | Status::Blocked | Status::Uncertain)) {
            duties.push(Duty::Failed);
        }
        if status.is_none() || holes.touch(self) {
            duties.push(Duty::Missing);
        }
        duties
    }

    fn has_effect(&self, effect: &str) -> bool {
        self.started.effect == effect || self.acts(effect)
    }

    fn acts(&self, effect: &str) -> bool {
        let is_such = |record: &&Record| matches!(&record.event, Event::Intent(intent) if intent.effect == effect);
        self.records.iter().any(is_such)
    }
}

impl<'v> Holes<'v> {
    fn of(verification: &'v Verification) -> Self {
        let mut holes = Self::default();
        for finding in verification.integrity.iter().chain(&verification.completeness) {
            match finding.spot() {
                Spot::Step(path) => holes.steps.extend([path]),
                Spot::Record(number) => holes.records.extend([number]),
                Spot::File(path) => holes.files.extend([path]),
                Spot::Whole => {}
            }
        }
        holes
            .files
            .extend(verification.erased.iter().map(|each| each.file.path.as_str()));
        holes
    }

    fn touch(&self, course: &Course<'_>) -> bool {
        let is_hole = |record: &&Record| {
            let mut files = record.references();
            self.records.contains(&record.seq) || files.any(|file| self.files.contains(file.path.as_str()))
        };
        self.steps.contains(course.path) || course.records.iter().any(is_hole)
    }
}

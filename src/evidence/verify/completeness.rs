//! Whether the evidence of a run is whole: each act with its outcome and pictures, each step with its end, each
//! planned field with its value after.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::evidence::bundle::{self, FILE_LIMIT};
use crate::evidence::erasure::Erased;
use crate::evidence::finding::Finding;
use crate::evidence::format::{
    ActResult, Event, Field, FieldStatus, Mode, Outcome, Record, RunFinished, Status, Verdict,
};
use crate::evidence::open_acts::OpenActs;
use crate::evidence::picture;

use super::accounts::Accounts;
use super::agreed::Agreements;
use super::conditions::Conditions;
use super::consented;
use super::destroyed::Destroyed;
use super::dialogs::Dialogs;
use super::files::is_erased;
use super::geometry;
use super::masks;
use super::planned::{Done, Planned};

/// Steps that only hold others, or that a person carries out, show no page of their own.
const WITHOUT_PAGE: [&str; 5] = ["for_each", "run", "use", "manual", "require"];

/// Checks the records of a run.
pub(super) fn check(bundle: &Path, records: &[&Record], erased: &[Erased], findings: &mut Vec<Finding>) {
    let planned = Planned::read(bundle);
    let mut reading = Reading::with(planned.as_ref());
    for record in records {
        reading.follow(record, findings);
        if !geometry::is_sound(&record.event) {
            findings.push(Finding::RectangleWrong(record.seq));
        }
    }
    reading.close(findings);
    masks::check(records, findings);
    consented::check(bundle, records, findings);
    check_pictures(bundle, records, erased, findings);
    if reading.mode == Some(Mode::Apply) {
        check_fields(&reading, findings);
        check_plan(&reading, findings);
    }
}

/// What was seen of a run so far.
#[derive(Default)]
struct Reading<'a> {
    mode: Option<Mode>,
    plan_head: Option<&'a str>,
    planned: Option<&'a Planned>,
    agreements: Agreements<'a>,
    observed: BTreeSet<u64>,
    pictured: BTreeSet<&'a str>,
    acts: BTreeMap<u64, &'a str>,
    /// Acts of which nobody knew what came of them.
    unknown: BTreeMap<u64, &'a str>,
    /// Those of which nobody knows it still.
    open: OpenActs,
    dialogs: Dialogs<'a>,
    accounts: Accounts<'a>,
    destroyed: Destroyed<'a>,
    conditions: Conditions<'a>,
    done: Done<'a>,
    steps: BTreeMap<&'a str, &'a str>,
    ended: BTreeMap<&'static str, u64>,
    fields: BTreeMap<FieldKey<'a>, &'a Field>,
    finished: Option<&'a RunFinished>,
}

type FieldKey<'a> = (&'a str, &'a [String], &'a str);

impl<'a> Reading<'a> {
    fn with(planned: Option<&'a Planned>) -> Self {
        Self {
            planned,
            ..Self::default()
        }
    }

    fn follow(&mut self, record: &'a Record, findings: &mut Vec<Finding>) {
        let path = record.step.as_deref().unwrap_or_default();
        self.finished = None;
        self.done.follow(path, &record.event);
        self.destroyed.follow_day(record);
        self.open.follow(record);
        match &record.event {
            Event::RunStarted(started) => {
                self.mode = Some(started.mode);
                self.plan_head = started.plan.as_ref().map(|plan| plan.head.as_str());
                self.agreements = Agreements::of(started, self.planned);
            }
            Event::StepStarted(step) => {
                if self.steps.insert(path, &step.verb).is_some() {
                    findings.push(Finding::StepOpen(path.to_owned()));
                }
                self.pictured.remove(path);
                self.accounts.begin(path);
                self.conditions.begin(path);
            }
            Event::Observed(_) => {
                self.observed.insert(record.seq);
                self.pictured.insert(path);
            }
            Event::Intent(intent) => {
                let before = match intent.before {
                    Some(seq) => self.observed.contains(&seq),
                    // Before the first page there is nothing to picture.
                    None => self.observed.is_empty(),
                };
                if !before {
                    findings.push(Finding::PictureBeforeMissing {
                        seq: record.seq,
                        step: path.to_owned(),
                    });
                }
                self.dialogs.check_act(findings);
                self.destroyed.check_act(record.seq, path, intent, findings);
                self.conditions.check_act(path, intent, findings);
                self.acts.insert(record.seq, path);
            }
            Event::Outcome(outcome) => {
                if self.acts.remove(&outcome.intent).is_none() {
                    findings.push(Finding::OutcomeStray(record.seq));
                }
                if outcome.unseen.is_some() {
                    self.pictured.insert(path);
                }
                self.destroyed.follow_outcome(path, outcome);
                self.check_outcome(outcome, path, findings);
            }
            Event::Field(field) => {
                self.fields.insert((path, &field.places, &field.label), field);
            }
            Event::Dialog(dialog) => {
                if dialog.intent.is_some_and(|seq| self.acts.get(&seq) != Some(&path)) {
                    findings.push(Finding::DialogStray(record.seq));
                }
                self.destroyed.follow_dialog(path, dialog);
                if self.dialogs.follow(record.seq, path, dialog) {
                    // No browser gives a picture while a dialog is open: its text stands in its place.
                    self.pictured.insert(path);
                }
            }
            Event::Candidates(candidates) => {
                if candidates.observed.is_none_or(|seq| !self.observed.contains(&seq)) {
                    findings.push(Finding::CandidatesUnseen {
                        seq: record.seq,
                        step: path.to_owned(),
                    });
                }
            }
            Event::Destroying(event) => self.destroyed.follow(record, event, &self.agreements, findings),
            Event::StepFinished(finished) => self.end_step(path, finished.status, findings),
            Event::RunFinished(finished) => self.finished = Some(finished),
            Event::Recorded(_) => self.accounts.recorded(path),
            Event::Visited(visited) => {
                let is_seen = visited.observed.is_some_and(|seq| self.observed.contains(&seq));
                self.accounts.visited(path, visited, is_seen);
            }
            Event::Errand(errand) => self.accounts.errand(path, errand),
            Event::Condition(condition) => {
                let verb = self.steps.get(path).copied();
                self.conditions.follow(record.seq, path, verb, condition);
            }
            Event::Recovered(recovered) => {
                let lost = recovered.lost.iter().map(|file| Finding::FileLost(file.path.clone()));
                findings.extend(lost);
            }
            Event::Resumed(_) => self.destroyed.resume(path),
            Event::Anchored(_)
            | Event::LoggedIn(_)
            | Event::Masked(_)
            | Event::Paused(_)
            | Event::Rows(_)
            | Event::Note(_) => {}
        }
    }

    fn check_outcome(&mut self, outcome: &Outcome, path: &'a str, findings: &mut Vec<Finding>) {
        let intent = outcome.intent;
        let step = path.to_owned();
        let pictured = outcome.unseen.is_some()
            || self.dialogs.hides(intent)
            || outcome
                .after
                .is_some_and(|seq| seq > intent && self.observed.contains(&seq));
        match &outcome.result {
            ActResult::Unknown(_) => {
                self.unknown.insert(intent, path);
            }
            ActResult::Done if !pictured => {
                findings.push(Finding::PictureAfterMissing { seq: intent, step });
            }
            // What was refused left the page as the picture before shows it.
            ActResult::Done | ActResult::Refused(_) => {}
        }
    }

    fn end_step(&mut self, path: &'a str, status: Status, findings: &mut Vec<Finding>) {
        *self.ended.entry(status.word()).or_default() += 1;
        self.dialogs.check_end(path, status, findings);
        self.destroyed
            .check_end(path, status, self.steps.get(path).copied(), findings);
        self.conditions.check_end(path, status, findings);
        let Some(verb) = self.steps.remove(path) else {
            findings.push(Finding::StepStray(path.to_owned()));
            return;
        };
        self.accounts.check_end(path, verb, status, findings);
        let looked = match status {
            Status::Unchanged | Status::Changed | Status::WouldChange | Status::Failed | Status::Uncertain => true,
            Status::Skipped | Status::Blocked | Status::Manual => false,
        };
        if looked && !WITHOUT_PAGE.contains(&verb) && !self.pictured.contains(path) {
            findings.push(Finding::StepWithoutPicture(path.to_owned()));
        }
    }

    fn close(&self, findings: &mut Vec<Finding>) {
        let open = self.acts.iter().map(|(seq, step)| Finding::ActOpen {
            seq: *seq,
            step: (*step).to_owned(),
        });
        findings.extend(open);
        // An act that was settled by a fresh view after a pause is known.
        let unknown = self.unknown.iter().filter(|(seq, _)| self.open.get(**seq).is_some());
        findings.extend(unknown.map(|(seq, step)| Finding::ActUnknown {
            seq: *seq,
            step: (*step).to_owned(),
        }));
        findings.extend(self.steps.keys().map(|path| Finding::StepOpen((*path).to_owned())));
        let Some(finished) = self.finished else {
            findings.push(Finding::EndMissing);
            return;
        };
        let words: BTreeSet<&str> = finished
            .counts
            .keys()
            .map(String::as_str)
            .chain(self.ended.keys().copied())
            .collect();
        for word in words {
            let recorded = finished.counts.get(word).copied().unwrap_or_default();
            let found = self.ended.get(word).copied().unwrap_or_default();
            if recorded != found {
                findings.push(Finding::CountDiffers {
                    what: word.to_owned(),
                    recorded,
                    found,
                });
            }
        }
    }
}

/// Checks that each picture can be opened and has the size recorded; one that was removed later was there.
fn check_pictures(bundle: &Path, records: &[&Record], erased: &[Erased], findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for record in records {
        if let Event::Observed(observed) = &record.event
            && seen.insert(&observed.picture.file.path)
            && !is_erased(&observed.picture.file, erased)
        {
            let shot = &observed.picture;
            let size = bundle::read_file(bundle, &shot.file.path, FILE_LIMIT)
                .ok()
                .and_then(|png| picture::measure(&png).ok());
            if size != Some((shot.width, shot.height)) {
                findings.push(Finding::PictureUnreadable(shot.file.path.clone()));
            }
        }
    }
}

/// Checks that an apply says of each field what came of it.
fn check_fields(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for ((step, _, label), field) in &reading.fields {
        let settled = match field.status {
            FieldStatus::Unchanged | FieldStatus::Failed => true,
            FieldStatus::Changed => field.after.is_some(),
            FieldStatus::WouldChange => false,
        };
        if !settled {
            findings.push(Finding::FieldOpen {
                step: (*step).to_owned(),
                field: (*label).to_owned(),
            });
        }
    }
}

/// Checks that an apply which says that it succeeded leaves out nothing of its plan.
fn check_plan(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let succeeded = reading.finished.is_some_and(|finished| match finished.verdict {
        Verdict::Unchanged | Verdict::ChangesPlanned | Verdict::Changed => true,
        Verdict::Blocked | Verdict::Failed | Verdict::Uncertain | Verdict::Interrupted => false,
    });
    // A run that says itself that it did not finish its work leaves something behind without hiding anything.
    let Some(planned) = reading.planned.filter(|_| succeeded) else {
        return;
    };
    if !planned.ends_with(reading.plan_head) {
        findings.push(Finding::PlanDiffers);
    }
    planned.check(&reading.done, |step| reading.conditions.left_out(step), findings);
}

//! A walk through a runbook from its first step to its verdict.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::format::{Event, GoneRow, Reason, RunFinished, Status, Verdict};
use crate::evidence::{error::EvidenceError, trail::Trail};
use crate::page::observation::View;
use crate::page::protocol::Page;
use crate::page::touch::Touch;
use crate::runbook::data::Data;
use crate::runbook::model::{Runbook, Scope, Step};
use crate::runbook::portal::Portal;

use super::anchor::GetsStamp;
use super::continuation::Continuation;
use super::dialog::{Expected, Others};
use super::errand::{Awaited, Request};
use super::failure::{Failure, Stop};
use super::gone::List;
use super::hands::Hands;
use super::pause::{Attempt, Presence};
use super::plan::Planned;
use super::record::Journal;
use super::row::ReadTables;
use super::settle::Deadline;

/// What is to be carried out, where, and for whom.
#[derive(Clone, Debug)]
pub struct Procedure<'p> {
    /// The runbook.
    pub runbook: &'p Runbook,
    /// The portal.
    pub portal: &'p Portal,
    /// Values of the inputs by name.
    pub inputs: Scope,
    /// Lines of the inputs that are files of lines or lists, by name.
    pub data: BTreeMap<String, Data>,
    /// Earlier runs for the same entity on which a condition may rely, the newest first.
    pub earlier: Vec<Earlier>,
    /// Things that earlier runs for the same entity proved to be gone.
    pub gone_before: Vec<GoneBefore>,
    /// Runs that this one continues.
    pub continuation: Option<Continuation>,
    /// Acting entity that the portal must show.
    pub entity: String,
}

/// A thing that an earlier run destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneBefore {
    /// The row that was proved to be gone.
    pub row: GoneRow,
    /// Name of the run.
    pub run: String,
    /// What is known of how it went.
    pub by: GoneBy,
}

/// How a thing that is not on its list any more is known to have gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoneBy {
    /// A run destroyed it and read its list again.
    Proof,
    /// A run that is continued pressed, and broke off before it could see what came of it.
    OpenPress,
}

/// A sealed, intact and complete run that reached its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Portal and name of its runbook (`epuap/skrytki-pull`).
    pub runbook: String,
    /// Name of the run.
    pub run: String,
    /// Last chain hash of its trail.
    pub head: String,
    /// Answers that persons gave in it, by step.
    pub answers: BTreeMap<String, String>,
}

/// Plan or apply.
#[derive(Clone, Copy, Debug)]
pub enum Assignment<'p> {
    /// Read and navigate only.
    Plan,
    /// Carry out a plan.
    Apply(&'p Planned),
}

/// Who is told, and who may stop.
pub struct Attention<'c> {
    /// Called with every event as it is recorded.
    pub listen: &'c mut dyn FnMut(Option<&str>, &Event),
    /// Asked before every step and every write.
    pub stop: &'c dyn Fn() -> bool,
    /// Asked for what a person did.
    pub ask: &'c dyn Fn(Request) -> Awaited,
    /// Whether somebody is there for whom an interrupted run waits.
    pub presence: Presence<'c>,
    /// Asked for time stamps around what destroys; none if none are wanted.
    pub stamp: Option<GetsStamp<'c>>,
}

/// The state of a walk.
pub(super) struct Walk<'a, P> {
    pub(super) page: &'a mut P,
    pub(super) journal: Journal<'a>,
    pub(super) procedure: &'a Procedure<'a>,
    pub(super) assignment: Assignment<'a>,
    pub(super) stop: &'a dyn Fn() -> bool,
    pub(super) ask: &'a dyn Fn(Request) -> Awaited,
    pub(super) presence: Presence<'a>,
    pub(super) stamp: Option<GetsStamp<'a>>,
    /// What the step at hand has done so far.
    pub(super) attempt: Attempt,
    /// Steps since the nearest `go` or `open`: how to come here again on a fresh view.
    pub(super) route: Vec<Leg>,
    /// The last look, good until the next act.
    pub(super) seen: Option<View>,
    /// The texts of the last settled page if all were read, good until the next act.
    pub(super) texts: Option<Vec<String>>,
    /// Whose the page is.
    pub(super) hands: Hands,
    /// What somebody did to the page that the step at hand has not stopped for yet.
    pub(super) touched: Option<Touch>,
    /// What hindered the act that is waited for.
    pub(super) hindrances: Vec<String>,
    /// Native dialogs that the step at hand declares and that have not come yet.
    pub(super) expected: Vec<Expected>,
    /// What becomes of a native dialog that nobody declared.
    pub(super) others: Others,
    /// The list that things are destroyed from, as it was last read.
    pub(super) list: Option<List>,
    /// Tables that were read to their end since the last write.
    pub(super) read_tables: ReadTables,
    /// What this walk has destroyed.
    pub(super) destroyed: Vec<GoneRow>,
    pub(super) patience: std::time::Duration,
    /// Fields and tables with differences that let the walk go on.
    pub(super) differences: Vec<String>,
    /// Why the step at hand does not end well, although the walk goes on.
    pub(super) difference: Option<Failure>,
    /// Names of answers that nobody has given, in the list of steps at hand.
    pub(super) unknown: BTreeSet<String>,
    /// Acts of write effect or more that were made.
    pub(super) made: u64,
    pub(super) changes: u64,
    pub(super) counts: BTreeMap<Status, u64>,
}

/// A navigating step with the values of its names.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    pub(super) step: Step,
    pub(super) scope: Scope,
}

/// Carries out every step of a runbook and ends the trail with the verdict.
///
/// # Errors
///
/// Fails only if the evidence could not be stored; everything else is in the verdict.
pub async fn carry_out<P: Page>(
    page: &mut P,
    trail: &mut Trail,
    procedure: &Procedure<'_>,
    assignment: Assignment<'_>,
    attention: Attention<'_>,
) -> Result<RunFinished, EvidenceError> {
    let mut walk = Walk {
        page,
        journal: Journal::new(trail, attention.listen),
        procedure,
        assignment,
        stop: attention.stop,
        ask: attention.ask,
        presence: attention.presence,
        stamp: attention.stamp,
        attempt: Attempt::default(),
        route: Vec::new(),
        seen: None,
        texts: None,
        hands: Hands::Person,
        touched: None,
        hindrances: Vec::new(),
        expected: Vec::new(),
        others: Others::LeftOpen,
        list: None,
        read_tables: ReadTables::new(),
        destroyed: Vec::new(),
        patience: procedure.portal.deadline,
        differences: Vec::new(),
        difference: None,
        unknown: BTreeSet::new(),
        made: 0,
        changes: 0,
        counts: BTreeMap::new(),
    };
    let ended = walk.run().await;
    let (verdict, reason) = match ended {
        Ok(_) => walk.achieved(),
        Err(Stop::Evidence(error)) => return Err(error),
        Err(Stop::Blocked(Failure::Interrupted)) => (Verdict::Interrupted, Some(Failure::Interrupted.reason())),
        // What passes is no failure of the step: the run can go on another time.
        Err(Stop::Blocked(failure) | Stop::Failed(failure))
            if failure.interruption().is_some() || failure.is_page_gone() =>
        {
            (Verdict::Interrupted, Some(failure.reason()))
        }
        Err(Stop::Blocked(failure)) => (Verdict::Blocked, Some(failure.reason())),
        Err(Stop::Failed(failure)) => (Verdict::Failed, Some(failure.reason())),
        Err(Stop::Uncertain(failure)) => (Verdict::Uncertain, Some(failure.reason())),
    };
    let finished = RunFinished {
        verdict,
        reason,
        counts: walk
            .counts
            .iter()
            .map(|(status, count)| (word(*status).to_owned(), *count))
            .collect(),
        changes: walk.changes,
        pictures: walk.journal.pictures,
    };
    walk.journal.finish(finished)
}

impl<P: Page> Walk<'_, P> {
    /// Starts the deadline of one act.
    pub(super) fn deadline(&self) -> Deadline {
        Deadline::after(self.patience)
    }

    /// Judges a walk that came to its end.
    fn achieved(&self) -> (Verdict, Option<Reason>) {
        if let Some(first) = self.differences.first() {
            let differs = Failure::Differs {
                count: self.differences.len(),
                first: first.clone(),
            };
            return (Verdict::Failed, Some(differs.reason()));
        }
        (self.done(), None)
    }

    fn done(&self) -> Verdict {
        match (
            self.assignment,
            self.counts.contains_key(&Status::WouldChange),
            self.counts.contains_key(&Status::Changed) || self.counts.contains_key(&Status::Manual),
        ) {
            (Assignment::Plan, true, _) => Verdict::ChangesPlanned,
            (Assignment::Apply(_), _, true) => Verdict::Changed,
            (Assignment::Plan | Assignment::Apply(_), _, _) => Verdict::Unchanged,
        }
    }
}

/// Returns the status as it is stored.
pub(super) fn word(status: Status) -> &'static str {
    match status {
        Status::Unchanged => "unchanged",
        Status::Changed => "changed",
        Status::WouldChange => "would-change",
        Status::Skipped => "skipped",
        Status::Blocked => "blocked",
        Status::Failed => "failed",
        Status::Manual => "manual",
        Status::Uncertain => "uncertain",
    }
}

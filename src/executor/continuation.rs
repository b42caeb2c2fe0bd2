//! What a run takes over from one that ended before its time: the portal tells what is done, and what it cannot tell
//! stands in that run's trail.

use std::collections::BTreeMap;

use crate::evidence::format::Status;
use crate::page::protocol::Page;
use crate::runbook::model::{Action, Condition, Effect, Errand, Scope, Step};

use super::failure::{Failure, Stop};
use super::reason::reason;
use super::walk::Walk;

/// The runs that this one continues, as far as it has to know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuation {
    /// Name of the last of them.
    pub run: String,
    /// Last chain hash of its trail.
    pub head: String,
    /// Steps that came to their end as changed, each with its run.
    pub changed: BTreeMap<String, String>,
    /// Steps with an act of write effect or more of which nobody knows whether it arrived, each with its run.
    pub open: BTreeMap<String, String>,
    /// Answers that persons gave, by step.
    pub answers: BTreeMap<String, String>,
}

impl<P: Page> Walk<'_, P> {
    /// Says in which earlier run a press of this step was made, so that it is not made again; one of which nobody knows is
    /// refused. A condition that was judged on the page as it stands now decides by itself.
    pub(super) fn pressed_before(&self, step: &Step, name: &str) -> Result<Option<&str>, Stop> {
        let Some(before) = &self.procedure.continuation else {
            return Ok(None);
        };
        let is_press = matches!(&step.action, Action::Press(press) if press.effect >= Effect::Write);
        if !is_press || step.when.iter().any(Condition::asks_the_page) {
            return Ok(None);
        }
        if let Some(run) = before.open.get(name) {
            return Err(Stop::Blocked(Failure::LeftOpen(run.clone())));
        }
        Ok(before.changed.get(name).map(String::as_str))
    }

    /// Notes that a fresh look settles what an earlier run had left open.
    pub(super) fn adopt(&mut self, name: &str, status: Status) -> Result<(), Stop> {
        let before = self.procedure.continuation.as_ref();
        let left_open = before.and_then(|before| before.open.get(name));
        if let (Some(run), Status::Unchanged) = (left_open, status) {
            self.journal.note(reason("adopted", &[("run", run)]))?;
        }
        Ok(())
    }

    /// Returns the answer that a person gave to this step in an earlier run, and gives it to the steps behind.
    pub(super) fn answered_before(&self, errand: &Errand, scope: &mut Scope, name: &str) -> bool {
        let before = self.procedure.continuation.as_ref();
        let answer = before.and_then(|before| before.answers.get(name));
        let (Some(bind), Some(answer)) = (&errand.bind, answer) else {
            return false;
        };
        scope.insert(bind.clone(), answer.clone());
        true
    }
}

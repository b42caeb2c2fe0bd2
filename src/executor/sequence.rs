//! Lists of steps, one after the other: of the runbook, of a block.

use crate::evidence::format::{Clause, Reason, Status, StepFinished};
use crate::page::protocol::Page;
use crate::runbook::model::{Action, Scope, Step};

use super::failure::Stop;
use super::reason::reason;
use super::say::started;
use super::walk::{Assignment, Walk};

/// Whether the steps after one can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Onward {
    /// Go on.
    Known,
    /// A plan cannot know what follows a write.
    UnknownUntilApplied,
}

impl<P: Page> Walk<'_, P> {
    /// Runs the whole runbook, if what it requires holds.
    pub(super) async fn run(&mut self) -> Result<Onward, Stop> {
        let procedure = self.procedure;
        let (steps, inputs) = (&procedure.runbook.steps, &procedure.inputs);
        let required = self.require_first().await;
        let why = match &required {
            Ok(Onward::Known) => return self.run_steps(steps, inputs, "", None).await,
            Ok(Onward::UnknownUntilApplied) => reason("unknown-until-applied", &[]),
            Err(Stop::Evidence(_)) => return required,
            Err(Stop::Blocked(_) | Stop::Failed(_) | Stop::Uncertain(_)) => {
                reason("run-stopped", &[("after", Clause::Require.word())])
            }
        };
        for step in steps {
            self.skip(step, inputs, "", None, why.clone())?;
        }
        required
    }

    /// Runs a list of steps under a path; the steps after one that stops are recorded as skipped.
    pub(super) async fn run_steps(
        &mut self,
        steps: &[Step],
        scope: &Scope,
        prefix: &str,
        key: Option<&str>,
    ) -> Result<Onward, Stop> {
        let outer = std::mem::take(&mut self.unknown);
        let ended = self.run_list(steps, scope.clone(), prefix, key).await;
        self.unknown = outer;
        ended
    }

    /// Runs the steps; answers that a person gives join the scope for those behind.
    async fn run_list(
        &mut self,
        steps: &[Step],
        mut scope: Scope,
        prefix: &str,
        key: Option<&str>,
    ) -> Result<Onward, Stop> {
        let mut onward = Onward::Known;
        for (index, step) in steps.iter().enumerate() {
            if onward == Onward::UnknownUntilApplied {
                self.skip(step, &scope, prefix, key, reason("unknown-until-applied", &[]))?;
                continue;
            }
            if let Some(unknown) = step.names().iter().find(|name| self.unknown.contains(*name)) {
                let why = self.why_unknown(unknown);
                self.skip(step, &scope, prefix, key, why)?;
                self.leave_unanswered(step);
                continue;
            }
            match Box::pin(self.run_step(step, &mut scope, prefix, key)).await {
                Ok(next) => onward = next,
                Err(Stop::Evidence(error)) => return Err(Stop::Evidence(error)),
                Err(stop) => {
                    for rest in &steps[index + 1..] {
                        self.skip(
                            rest,
                            &scope,
                            prefix,
                            key,
                            reason("run-stopped", &[("after", &path(prefix, &step.id))]),
                        )?;
                    }
                    return Err(stop);
                }
            }
        }
        Ok(onward)
    }

    /// Remembers that nobody gives the answer that a step would have asked for.
    pub(super) fn leave_unanswered(&mut self, step: &Step) {
        if let Action::Manual(errand) = &step.action {
            self.unknown.extend(errand.bind.clone());
        }
    }

    /// Says why the answer of a person is not known: a plan asks nobody, and in an apply the person left it out.
    fn why_unknown(&self, name: &str) -> Reason {
        match self.assignment {
            Assignment::Plan => reason("unknown-until-applied", &[("name", name)]),
            Assignment::Apply(_) => reason("answer-not-given", &[("name", name)]),
        }
    }

    fn skip(&mut self, step: &Step, scope: &Scope, prefix: &str, key: Option<&str>, why: Reason) -> Result<(), Stop> {
        self.journal
            .start_step(path(prefix, &step.id), started(step, scope, key))?;
        *self.counts.entry(Status::Skipped).or_default() += 1;
        self.journal.finish_step(StepFinished {
            status: Status::Skipped,
            reason: Some(why),
        })?;
        Ok(())
    }
}

pub(super) fn path(prefix: &str, id: &str) -> String {
    if prefix.is_empty() {
        id.to_owned()
    } else {
        format!("{prefix}/{id}")
    }
}

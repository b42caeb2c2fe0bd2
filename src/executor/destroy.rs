//! The verb `destroy`: one thing, recognised exactly, gone for good.

use crate::evidence::format::Status;
use crate::page::protocol::Page;
use crate::runbook::model::{Destroy, Effect, Scope, Step};

use super::failure::{Failure, Stop};
use super::settle::Deadline;
use super::step::Onward;
use super::walk::{Assignment, Walk};

impl<P: Page> Walk<'_, P> {
    /// Finds what is to be destroyed; a plan does no more than that.
    pub(super) async fn destroy(
        &mut self,
        step: &Step,
        destroy: &Destroy,
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<(Status, Onward), Stop> {
        let aim = self
            .aim_at(step, &destroy.label, Effect::Destroy, scope, deadline)
            .await?;
        match self.assignment {
            Assignment::Plan => {
                self.see_control(&aim, Effect::Destroy, deadline).await?;
                Ok((Status::WouldChange, Onward::UnknownUntilApplied))
            }
            Assignment::Apply(_) => Err(Stop::Blocked(Failure::NotPlanned(aim.label))),
        }
    }
}

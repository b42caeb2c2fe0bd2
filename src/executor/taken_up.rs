//! Steps that are taken up again after a pause: what they have done is looked for before anything is done once more.

use crate::evidence::format::{FieldStatus, Status};
use crate::page::protocol::Page;

use super::failure::{Failure, Stop};
use super::form::{Reading, Wish};
use super::reason::reason;
use super::refusal::Refusal;
use super::sequence::Onward;
use super::thing::Thing;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// Adopts a form that stands as wanted when its step is taken up again: the fresh view proves the save that was pressed
    /// before. None if it has to be filled in, or does not show what the plan saw either.
    pub(super) fn found_as_wanted(&mut self, wishes: &[Wish], now: &[Reading]) -> Result<Option<Status>, Stop> {
        let Some(cause) = self.attempt.interrupted.clone() else {
            return Ok(None);
        };
        if self.attempt.is_saved && wishes.iter().any(|wish| !wish.is_readable()) {
            // No fresh view tells whether a file arrived; sent once more, it might be there twice.
            return Err(Stop::Uncertain(Failure::WriteUnknown(Box::new(cause))));
        }
        if now.iter().any(|found| !found.is_met) {
            if self.attempt.is_saved {
                self.journal.note(reason("save-not-stored", &[]))?;
            }
            return Ok(None);
        }
        let before = std::mem::take(&mut self.attempt.form);
        let is_saved = self.attempt.is_saved && before.len() == now.len();
        let mut changed = 0;
        for (at, (wish, found)) in wishes.iter().zip(now).enumerate() {
            let earlier = before.get(at).filter(|earlier| is_saved && !earlier.is_met);
            let (was, status) = match earlier {
                Some(earlier) => (earlier.value.clone(), FieldStatus::Changed),
                None => (found.value.clone(), FieldStatus::Unchanged),
            };
            changed += u64::from(earlier.is_some());
            self.field_read(wish, was, Some(found.value.clone()), status)?;
        }
        self.changes += changed;
        Ok(Some(if changed > 0 {
            Status::Changed
        } else {
            Status::Unchanged
        }))
    }

    /// Returns the list of before the press that may have destroyed, if the step is taken up again after one.
    pub(super) fn pressed_list(&mut self) -> Option<Vec<String>> {
        let is_again = self.attempt.interrupted.is_some() && self.may_have_acted();
        self.attempt.list.clone().filter(|_| is_again)
    }

    /// Looks whether a thing is gone whose destroying the portal did not confirm. It is never pressed again: what is still
    /// there needs a fresh consent.
    pub(super) async fn look_for(&mut self, thing: &Thing, before: Vec<String>) -> Result<(Status, Onward), Stop> {
        match self.prove_gone(thing, before, Vec::new()).await {
            Err(Stop::Failed(Failure::Destroying(Refusal::NotGone { row, table, .. }))) => {
                Err(Stop::Blocked(Failure::Destroying(Refusal::StillThere { row, table })))
            }
            Err(stop) => Err(stop),
            Ok(()) => {
                let values = [("row", thing.gone.row.as_str()), ("table", &thing.gone.table)];
                self.journal.note(reason("gone-after-pause", &values))?;
                Ok((Status::Changed, Onward::Known))
            }
        }
    }
}

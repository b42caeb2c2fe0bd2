//! Rows taken over from a table beside a form: what is chosen stands as a text beside the field's label.

use crate::evidence::format::Value;
use crate::page::observation::{Fact, View};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::plain::plain;

use super::compare::{Pick, Wanted};
use super::failure::{Failure, Stop};
use super::field::aim_of;
use super::form::{Reading, Wish};
use super::locate::{Aim, Sought, ambiguous, locate, targets};
use super::settle::Deadline;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// Reads what stands beside the label.
    pub(super) async fn read_picked(&mut self, wish: &Wish, deadline: Deadline) -> Result<Reading, Stop> {
        let (fact, view) = self.fact(wish, deadline).await?;
        self.read_told(wish, fact, view).await
    }

    /// Compares a text that stands beside the label, and makes sure that a picture shows it.
    pub(super) async fn read_told(&mut self, wish: &Wish, fact: Fact, view: View) -> Result<Reading, Stop> {
        self.journal.show(self.page, fact.rectangle, view.viewport).await?;
        self.seen = Some(view);
        Ok(Reading {
            is_met: wish.wanted.is_told_by(&fact.value),
            value: Value::Text(plain(&fact.value)),
        })
    }

    /// Narrows the table, presses in the row and waits until its text stands beside the label.
    pub(super) async fn take_over(&mut self, wish: &Wish, pick: &Pick) -> Result<(), Stop> {
        let deadline = self.deadline();
        if let Some(filter) = &pick.filter {
            let search = Wish {
                places: wish.places.clone(),
                label: filter.clone(),
                wanted: Wanted::Text(pick.row.clone()),
                effect: Effect::Navigate,
                appears: false,
            };
            Box::pin(self.bring_field_about(&search)).await?;
        }
        self.show_row(&pick.row, deadline).await?;
        // What was read before was narrowed in another way.
        self.read_tables.clear();
        self.stands_once(&pick.row, deadline).await?;
        let aim = Aim {
            places: wish.places.clone(),
            row: Some(pick.row.clone()),
            ..Aim::at(pick.press.clone(), self.procedure.portal)
        };
        self.press(&aim, None, Effect::Navigate, deadline).await?;
        loop {
            let read = self.read_picked(wish, deadline).await?;
            if read.is_met {
                return Ok(());
            }
            if deadline.passed() {
                return Err(Stop::Failed(wish.differs(&read.value)));
            }
            let view = self.view(deadline).await?;
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }

    /// Finds the text beside a label, waiting for it.
    async fn fact(&mut self, wish: &Wish, deadline: Deadline) -> Result<(Fact, View), Stop> {
        let aim = aim_of(wish, self);
        loop {
            let view = self.view(deadline).await?;
            let mut twins = Vec::new();
            let hindrance = match locate(&view.facts, &aim) {
                Sought::One(found) => return Ok((found.candidate.clone(), view)),
                Sought::Several(matches) => {
                    twins = targets(&matches);
                    ambiguous(&aim, &matches)
                }
                Sought::InMenu(opener) => Failure::TargetHidden(opener.label.clone()),
                Sought::Not(failure) => failure,
            };
            if deadline.passed() {
                self.journal.candidates(&wish.label, twins)?;
                return Err(Stop::Failed(hindrance));
            }
            self.wait_because(Some(&hindrance), &view.fingerprint, deadline).await?;
        }
    }
}

//! One field: made visible by opening its tab, and found by its label.

use crate::page::observation::{Fact, Field, Role, State, View};
use crate::page::protocol::Page;
use crate::runbook::model::{Effect, Scope, Template};
use crate::text::label::Label;

use super::failure::{Failure, Stop};
use super::form::Wish;
use super::locate::{Aim, Match, Sought, ambiguous, locate, targets};
use super::press::unready;
use super::settle::Deadline;
use super::walk::Walk;
use super::work::options;

impl<P: Page> Walk<'_, P> {
    /// Returns a view in which the field is visible, and ready if it is to be worked.
    pub(super) async fn view_of_field(&mut self, wish: &Wish, ready: bool, deadline: Deadline) -> Result<View, Stop> {
        let aim = aim_of(wish, self);
        loop {
            let view = self.view(deadline).await?;
            let mut twins = Vec::new();
            let hindrance = match locate(&view.fields, &aim) {
                Sought::One(found) if !ready || workable(found.candidate) => return Ok(view),
                Sought::One(found) => unready(&wish.label, found.candidate.state.clone()),
                Sought::InMenu(opener) => Failure::TargetHidden(opener.label.clone()),
                Sought::Several(matches) => {
                    twins = targets(&matches);
                    ambiguous(&aim, &matches)
                }
                // What is only compared may as well stand there as a text.
                Sought::Not(_) if !ready && wish.effect == Effect::Read && told(&view, &aim).is_some() => {
                    return Ok(view);
                }
                Sought::Not(failure) => {
                    if let Some(tab) = wish.places.first().filter(|tab| tab_to_open(&view, tab)).cloned() {
                        let aim = Aim::at(tab, self.procedure.portal);
                        self.turn_to_tab(&aim, deadline).await?;
                        continue;
                    }
                    failure
                }
            };
            if deadline.passed() {
                self.journal.candidates(&wish.label, twins)?;
                return Err(Stop::Failed(hindrance));
            }
            self.wait_because(Some(&hindrance), &view.fingerprint, deadline).await?;
        }
    }

    /// Returns a view with the field in sight: where a box around it scrolls, not even a picture of the whole page has it.
    pub(super) async fn view_in_sight(&mut self, wish: &Wish, deadline: Deadline) -> Result<View, Stop> {
        let view = self.view_of_field(wish, false, deadline).await?;
        let found = self.found(&view, wish)?;
        if !found.is_out_of_sight() {
            return Ok(view);
        }
        self.bring_into_sight(&found, deadline).await?;
        self.view_of_field(wish, false, deadline).await
    }

    /// Opens a tab unless something of it is visible already.
    pub(super) async fn open_tab(&mut self, tab: &str, deadline: Deadline) -> Result<(), Stop> {
        let aim = Aim::at(tab, self.procedure.portal);
        let view = self.view(deadline).await?;
        let closed = tab_to_open(&view, tab);
        self.seen = Some(view);
        if closed {
            self.turn_to_tab(&aim, deadline).await?;
        }
        Ok(())
    }

    /// Presses a tab and waits until it shows something of its own.
    async fn turn_to_tab(&mut self, tab: &Aim, deadline: Deadline) -> Result<(), Stop> {
        let seen = self.press(tab, Some(Role::Tab), Effect::Navigate, deadline).await?;
        // The tab itself may look pressed while what stands on it never comes.
        let unanswered = self.unanswered(&seen, Effect::Write);
        loop {
            let view = self.view(deadline).await?;
            let open = !tab_to_open(&view, &tab.label);
            let fingerprint = view.fingerprint.clone();
            self.seen = Some(view);
            if open {
                return Ok(());
            }
            if deadline.passed() {
                return Err(Stop::Failed(unanswered.unwrap_or(Failure::NotQuiet(tab.label.clone()))));
            }
            self.seen = None;
            self.wait_for_change(&fingerprint, deadline).await?;
        }
    }

    pub(super) fn found<'v>(&self, view: &'v View, wish: &Wish) -> Result<Match<'v, Field>, Stop> {
        match locate(&view.fields, &aim_of(wish, self)) {
            Sought::One(found) => Ok(found),
            Sought::InMenu(opener) => Err(Stop::Failed(Failure::TargetHidden(opener.label.clone()))),
            Sought::Several(matches) => Err(Stop::Failed(ambiguous(&aim_of(wish, self), &matches))),
            Sought::Not(failure) => Err(Stop::Failed(failure)),
        }
    }

    /// Aims at a label anywhere on the page.
    pub(super) fn aim(&self, label: &Template, scope: &Scope) -> Aim {
        Aim::at(label.fill(scope), self.procedure.portal)
    }
}

/// Finds the one text that stands beside the label; a label with nothing beside it may have lost its field.
pub(super) fn told<'v>(view: &'v View, aim: &Aim) -> Option<&'v Fact> {
    match locate(&view.facts, aim) {
        Sought::One(found) => Some(found.candidate).filter(|fact| !fact.value.is_empty()),
        Sought::InMenu(_) | Sought::Several(_) | Sought::Not(_) => None,
    }
}

pub(super) fn aim_of<P: Page>(wish: &Wish, walk: &Walk<'_, P>) -> Aim {
    Aim {
        places: wish.places.clone(),
        ..Aim::at(wish.label.clone(), walk.procedure.portal)
    }
}

/// Says whether the name is that of a tab of which nothing is visible yet.
pub(super) fn tab_to_open(view: &View, name: &str) -> bool {
    let wanted = Label::new(name);
    let names_it = |tab: &Option<String>| tab.as_ref().is_some_and(|tab| Label::new(tab) == wanted);
    let is_tab = view.controls.iter().any(|control| {
        control.role == Role::Tab
            && control.state != State::Hidden
            && control.labels.iter().any(|label| Label::new(&label.text) == wanted)
    });
    let is_open = view
        .fields
        .iter()
        .any(|field| field.state != State::Hidden && names_it(&field.place.tab))
        || view
            .controls
            .iter()
            .any(|control| control.state != State::Hidden && names_it(&control.place.tab));
    is_tab && !is_open
}

pub(super) fn workable(field: &Field) -> bool {
    // An open list may lie over the field that it belongs to.
    field.state == State::Ready
        || options(&field.content)
            .iter()
            .any(|option| option.state == State::Ready)
}

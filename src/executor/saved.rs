//! What became of a form that was saved: what the portal says of it, and what a fresh view shows.

use crate::evidence::format::{FieldStatus, Status};
use crate::page::observation::Observation;
use crate::page::protocol::Page;
use crate::runbook::model::{Effect, Form, Scope, Template};
use crate::text::label::Label;

use super::failure::{Failure, Stop};
use super::form::{Reading, Wish};
use super::locate::{Sought, locate};
use super::reason::reason;
use super::walk::Walk;

/// What the portal says to a save.
pub(super) enum Reply {
    /// What the runbook waits for, or anything where it waits for nothing.
    Confirmed,
    /// Nothing before the deadline; the message waited for.
    Silence(String),
    /// Something else.
    Other { wanted: String, said: Vec<String> },
}

impl<P: Page> Walk<'_, P> {
    pub(super) async fn bring_about_and_prove(
        &mut self,
        form: &Form,
        scope: &Scope,
        wishes: &[Wish],
        before: Vec<Reading>,
    ) -> Result<Status, Stop> {
        let reply = match self.bring_about(form, scope, wishes, &before).await {
            Ok(reply) => reply,
            Err(stop) => {
                let stop = self.amiss_instead(stop).await?;
                return Err(self.leave_unsaved(form, scope, stop).await);
            }
        };
        self.note_silent_dialogs()?;
        let Reply::Other { wanted, said } = reply else {
            if let Some(differing) = self.prove(wishes, before).await? {
                return Err(Stop::Failed(differing));
            }
            if let Reply::Silence(message) = reply {
                self.journal.note(Failure::MessageMissing(message).reason())?;
            }
            return Ok(Status::Changed);
        };
        // Another message may refuse the data or confirm them in other words: only what is stored tells.
        self.abandon(form, scope).await?;
        match self.prove(wishes, before).await {
            Ok(None) => Err(Stop::Failed(Failure::MessageOther { wanted, said })),
            Ok(Some(_)) => Err(Stop::Failed(Failure::Validation { wanted, said })),
            Err(Stop::Evidence(error)) => Err(Stop::Evidence(error)),
            Err(_) => Err(Stop::Failed(Failure::Unproved { wanted, said })),
        }
    }

    /// Leaves, comes back and reads everything again; returns the first field that is not as wanted.
    async fn prove(&mut self, wishes: &[Wish], before: Vec<Reading>) -> Result<Option<Failure>, Stop> {
        self.replay_route().await?;
        let after = self.read(wishes, self.deadline()).await?;
        let mut differing = None;
        for ((wish, before), after) in wishes.iter().zip(before).zip(after) {
            let status = if !wish.is_readable() {
                self.changes += 1;
                self.journal
                    .note(reason("file-not-readable", &[("field", &wish.field())]))?;
                FieldStatus::Changed
            } else if !after.is_met {
                differing.get_or_insert_with(|| wish.differs(&after.value));
                FieldStatus::Failed
            } else if before.is_met {
                FieldStatus::Unchanged
            } else {
                self.changes += 1;
                FieldStatus::Changed
            };
            self.field_read(wish, before.value, Some(after.value), status)?;
        }
        Ok(differing)
    }

    pub(super) async fn save(&mut self, form: &Form, scope: &Scope) -> Result<Reply, Stop> {
        let Some((last, before)) = form.saves.split_last() else {
            return Ok(Reply::Confirmed);
        };
        let said = self.hand_on(before, scope).await?;
        let deadline = self.deadline();
        let pressed = self.press_save(last, scope, &said).await?;
        let Some(saved) = form.saved.as_ref().map(|saved| saved.fill(scope)) else {
            return Ok(Reply::Confirmed);
        };
        let wanted = Label::new(&saved);
        let says = |messages: &[String]| messages.iter().any(|message| Label::new(message) == wanted);
        if says(&pressed.messages) {
            return Ok(Reply::Confirmed);
        }
        let mut seen = pressed;
        while !is_said(&seen.messages) && !deadline.passed() {
            let (next, _) = self.wait_until(deadline, |page| is_said(&page.messages)).await?;
            seen = next;
        }
        if says(&seen.messages) || seen.texts.iter().any(|text| Label::new(text) == wanted) {
            return Ok(Reply::Confirmed);
        }
        if seen.messages.is_empty() {
            return Ok(Reply::Silence(saved));
        }
        Ok(Reply::Other {
            wanted: saved,
            said: seen.messages,
        })
    }

    /// Presses what hands the values on before they are stored; a dialog that was refused stays open over what comes next.
    async fn hand_on(&mut self, saves: &[Template], scope: &Scope) -> Result<Vec<String>, Stop> {
        let mut said: Vec<String> = Vec::new();
        for save in saves {
            said = self.press_save(save, scope, &said).await?.messages;
        }
        Ok(said)
    }

    async fn press_save(&mut self, save: &Template, scope: &Scope, said: &[String]) -> Result<Observation, Stop> {
        let aim = self.aim(save, scope);
        let made = self.made;
        let pressed = self.press(&aim, None, Effect::Write, self.deadline()).await;
        self.attempt.is_saved |= self.made > made || matches!(pressed, Err(Stop::Uncertain(_)));
        match pressed.map_err(|stop| self.unproved_since(made, stop)) {
            Err(Stop::Failed(_)) if is_said(said) => Err(Stop::Failed(Failure::Validation {
                wanted: aim.label,
                said: said.to_vec(),
            })),
            pressed => pressed,
        }
    }

    /// Presses the button that throws changes away, if the form still shows one.
    async fn abandon(&mut self, form: &Form, scope: &Scope) -> Result<(), Stop> {
        let Some(cancel) = form.cancel.as_ref().map(|cancel| self.aim(cancel, scope)) else {
            return Ok(());
        };
        let view = self.view(self.deadline()).await?;
        let is_there = matches!(locate(&view.controls, &cancel), Sought::One(_));
        self.seen = Some(view);
        if is_there {
            let pressed = self.press(&cancel, None, Effect::Navigate, self.deadline()).await;
            if let Err(Stop::Evidence(error)) = pressed {
                return Err(Stop::Evidence(error));
            }
        }
        Ok(())
    }
}

/// Says whether one of the messages is more than a sign of work under way, such as “Zapisywanie…”.
fn is_said(messages: &[String]) -> bool {
    let is_under_way = |message: &String| ["…", "..."].iter().any(|dots| message.trim_end().ends_with(dots));
    !messages.iter().all(is_under_way)
}

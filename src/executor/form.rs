//! The verbs `set` and `check`: read, compare, and for `set` bring about, save, leave, reopen and read again.

use std::time::Duration;

use crate::evidence::format::{FieldStatus, Status, Value};
use crate::page::protocol::Page;
use crate::runbook::model::{Effect, Form, Goal, Scope};
use crate::text::label::Label;

use super::compare::{Wanted, shown};
use super::failure::{Failure, Stop};
use super::field::{aim_of, told};
use super::locate::{Sought, locate};
use super::reason::reason;
use super::record::FieldRecord;
use super::saved::Reply;
use super::settle::Deadline;
use super::walk::{Assignment, Walk};
use super::work::{missing, options};

/// A goal with its names filled in.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) places: Vec<String>,
    pub(super) label: String,
    pub(super) wanted: Wanted,
    /// Effect of entering it: a search field stores nothing.
    pub(super) effect: Effect,
    /// Whether the page may draw it only once the fields before it are set.
    pub(super) appears: bool,
}

impl Wish {
    /// Names the field with its places.
    pub(super) fn field(&self) -> String {
        let mut words = self.places.clone();
        words.push(self.label.clone());
        words.join(" › ")
    }

    /// Says whether the value can be read again on a fresh view.
    pub(super) fn is_readable(&self) -> bool {
        !matches!(self.wanted, Wanted::File(_))
    }

    pub(super) fn wrong_control(&self) -> Failure {
        Failure::WrongControl {
            field: self.field(),
            wanted: shown(&self.wanted.value()),
        }
    }

    pub(super) fn differs(&self, found: &Value) -> Failure {
        Failure::ValueDiffers {
            field: self.field(),
            wanted: shown(&self.wanted.value()),
            found: shown(found),
        }
    }
}

/// What a field was found to hold.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) value: Value,
    /// Whether that is what is wanted.
    pub(super) is_met: bool,
}

/// Fills the names of a form's goals in; `effect` is that of entering the values.
pub(super) fn wishes(goals: &[Goal], scope: &Scope, effect: Effect) -> Vec<Wish> {
    goals
        .iter()
        .map(|goal| Wish {
            places: goal.places.iter().map(|place| place.fill(scope)).collect(),
            label: goal.label.fill(scope),
            wanted: Wanted::filled(&goal.want, scope),
            effect,
            appears: false,
        })
        .collect()
}

/// Fills the names of a form's goals in, with what it says of fields that are drawn late.
fn form_wishes(form: &Form, scope: &Scope) -> Vec<Wish> {
    let late: Vec<Label> = form
        .appears
        .iter()
        .map(|label| Label::new(&label.fill(scope)))
        .collect();
    let mut wishes = wishes(&form.goals, scope, Effect::Write);
    for wish in &mut wishes {
        wish.appears = late.contains(&Label::new(&wish.label));
    }
    wishes
}

impl<P: Page> Walk<'_, P> {
    /// Compares fields with what must stand in them, each of them also after a difference.
    pub(super) async fn check(&mut self, goals: &[Goal], scope: &Scope, deadline: Deadline) -> Result<Status, Stop> {
        let wishes = wishes(goals, scope, Effect::Read);
        let found = self.read(&wishes, deadline).await?;
        let mut differing = None;
        for (wish, found) in wishes.iter().zip(found) {
            let status = if found.is_met {
                FieldStatus::Unchanged
            } else {
                differing.get_or_insert_with(|| wish.differs(&found.value));
                FieldStatus::Failed
            };
            self.field_read(wish, found.value, None, status)?;
        }
        match differing {
            None => Ok(Status::Unchanged),
            Some(difference) => Err(Stop::Failed(difference)),
        }
    }

    /// Brings a form to the wanted state, or in a plan says what would change.
    pub(super) async fn set(&mut self, form: &Form, scope: &Scope, deadline: Deadline) -> Result<Status, Stop> {
        let wishes = form_wishes(form, scope);
        let before = self.read(&wishes, deadline).await?;
        let differs = before.iter().any(|found| !found.is_met);
        let status = self.plan_or_apply(form, scope, &wishes, before, differs).await?;
        self.close_dialog(form, scope).await?;
        Ok(status)
    }

    async fn plan_or_apply(
        &mut self,
        form: &Form,
        scope: &Scope,
        wishes: &[Wish],
        before: Vec<Reading>,
        differs: bool,
    ) -> Result<Status, Stop> {
        match self.assignment {
            Assignment::Plan => {
                for (wish, found) in wishes.iter().zip(before) {
                    let status = if found.is_met {
                        FieldStatus::Unchanged
                    } else {
                        FieldStatus::WouldChange
                    };
                    self.changes += u64::from(status == FieldStatus::WouldChange);
                    self.field_read(wish, found.value, None, status)?;
                }
                Ok(if differs {
                    Status::WouldChange
                } else {
                    Status::Unchanged
                })
            }
            Assignment::Apply(planned) => {
                if let Some(status) = self.found_as_wanted(wishes, &before)? {
                    return Ok(status);
                }
                let step = self.journal.path().to_owned();
                planned.still_holds(&step, wishes, &before, self.journal.masking())?;
                self.attempt.form.clone_from(&before);
                if differs {
                    return self.bring_about_and_prove(form, scope, wishes, before).await;
                }
                for (wish, Reading { value, .. }) in wishes.iter().zip(before) {
                    self.field_read(wish, value.clone(), Some(value), FieldStatus::Unchanged)?;
                }
                Ok(Status::Unchanged)
            }
        }
    }

    /// Leaves a form that stands open in a dialog without a button to begin with: it covers the page.
    async fn close_dialog(&mut self, form: &Form, scope: &Scope) -> Result<(), Stop> {
        let (None, Some(cancel)) = (&form.edit, &form.cancel) else {
            return Ok(());
        };
        let aim = self.aim(cancel, scope);
        let view = self.view(self.deadline()).await?;
        let covers = match locate(&view.controls, &aim) {
            Sought::One(found) => found.candidate.place.dialog.is_some(),
            Sought::InMenu(_) | Sought::Several(_) | Sought::Not(_) => false,
        };
        self.seen = Some(view);
        if covers {
            self.press(&aim, None, Effect::Navigate, self.deadline()).await?;
        }
        Ok(())
    }

    /// Edits, sets what differs, reads everything once more and saves.
    pub(super) async fn bring_about(
        &mut self,
        form: &Form,
        scope: &Scope,
        wishes: &[Wish],
        before: &[Reading],
    ) -> Result<Reply, Stop> {
        if let Some(edit) = &form.edit {
            let aim = self.aim(edit, scope);
            let effect = self.procedure.portal.effect_of(&aim.label).unwrap_or(Effect::Write);
            self.press(&aim, None, effect, self.deadline()).await?;
        }
        // A change may throw away what later fields held: those that were as wanted are looked at again after it.
        let first = before.iter().position(|found| !found.is_met).unwrap_or(wishes.len());
        for (wish, found) in wishes.iter().zip(before).skip(first) {
            if !found.is_met || !self.read_one(wish, self.deadline()).await?.is_met {
                self.bring_field_about(wish).await?;
            }
        }
        let entered = self.read(wishes, self.deadline()).await?;
        for (wish, found) in wishes.iter().zip(&entered) {
            if wish.is_readable() && !found.is_met {
                return Err(Stop::Failed(wish.differs(&found.value)));
            }
        }
        self.save(form, scope).await
    }

    /// Leaves a form that could not be saved, so that nothing half-done stays open. The first trouble is what counts.
    pub(super) async fn leave_unsaved(&mut self, form: &Form, scope: &Scope, stop: Stop) -> Stop {
        let Some(cancel) = form
            .cancel
            .as_ref()
            .filter(|_| matches!(stop, Stop::Failed(_) | Stop::Blocked(_)) && !asks(&stop))
            // A page without a session, or of a portal that fails, has no form to be left.
            .filter(|_| stop.interruption().is_none())
        else {
            return stop;
        };
        let aim = self.aim(cancel, scope);
        match self.press(&aim, None, Effect::Navigate, self.deadline()).await {
            Err(Stop::Evidence(error)) => Stop::Evidence(error),
            Ok(_) | Err(_) => stop,
        }
    }

    /// Reads the values of all wishes, opening each tab once; every tab is in the trail.
    pub(super) async fn read(&mut self, wishes: &[Wish], deadline: Deadline) -> Result<Vec<Reading>, Stop> {
        let mut readings: Vec<Reading> = Vec::with_capacity(wishes.len());
        for wish in wishes {
            let is_changing = readings.iter().any(|before| !before.is_met);
            let reading = if matches!(wish.wanted, Wanted::File(_)) {
                // A portal shows a stored file elsewhere, if at all: its field is always empty on a fresh view.
                Reading {
                    value: Value::Several(Vec::new()),
                    is_met: false,
                }
            } else if wish.appears && is_changing {
                self.read_if_there(wish).await?
            } else {
                self.read_one(wish, deadline).await?
            };
            readings.push(reading);
        }
        Ok(readings)
    }

    /// Reads a field that the page may draw only once those before it are set: where it is not, it is empty.
    async fn read_if_there(&mut self, wish: &Wish) -> Result<Reading, Stop> {
        match self.read_one(wish, Deadline::after(Duration::ZERO)).await {
            Err(Stop::Failed(Failure::TargetMissing { .. } | Failure::TargetHidden(_))) => {
                self.journal
                    .note(reason("field-to-appear", &[("field", &wish.field())]))?;
                Ok(Reading {
                    value: Value::Text(String::new()),
                    is_met: false,
                })
            }
            read => read,
        }
    }

    async fn read_one(&mut self, wish: &Wish, deadline: Deadline) -> Result<Reading, Stop> {
        if let Wanted::Row(_) = wish.wanted {
            return self.read_picked(wish, deadline).await;
        }
        let view = self.view_of_field(wish, false, deadline).await?;
        let aim = aim_of(wish, self);
        if let (Sought::Not(_), Some(fact)) = (locate(&view.fields, &aim), told(&view, &aim)) {
            let fact = fact.clone();
            return self.read_told(wish, fact, view).await;
        }
        self.seen = Some(view);
        let view = self.view_in_sight(wish, deadline).await?;
        let found = self.found(&view, wish)?;
        let content = &found.candidate.content;
        if !wish.wanted.fits(content, wish.effect) {
            return Err(Stop::Failed(wish.wrong_control()));
        }
        let is_met = wish.wanted.is_met_by(content);
        if let Some(label) = wish.wanted.missing_in(content).filter(|_| !is_met) {
            return Err(Stop::Failed(missing(wish, &label, options(content))));
        }
        let reading = Reading {
            value: wish.wanted.found_in(content),
            is_met,
        };
        self.journal
            .show(self.page, found.candidate.rectangle, view.viewport)
            .await?;
        self.seen = Some(view);
        Ok(reading)
    }

    pub(super) fn field_read(
        &mut self,
        wish: &Wish,
        before: Value,
        after: Option<Value>,
        status: FieldStatus,
    ) -> Result<(), Stop> {
        self.journal.field(FieldRecord {
            places: &wish.places,
            label: &wish.label,
            before,
            wanted: wish.wanted.value(),
            after,
            status,
        })?;
        Ok(())
    }
}

/// Says whether a native dialog is open: a person has to answer it, and until then nothing can be pressed.
fn asks(stop: &Stop) -> bool {
    matches!(stop, Stop::Failed(Failure::DialogOpen(_)))
}

//! The verbs `set` and `check`: read, compare, and for `set` bring about, save, leave, reopen and read again.

use crate::evidence::format::{FieldStatus, Status, Value};
use crate::page::protocol::Page;
use crate::runbook::model::{Effect, Form, Goal, Scope};

use super::compare::{Wanted, shown};
use super::failure::{Failure, Stop};
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
        })
        .collect()
}

impl<P: Page> Walk<'_, P> {
    /// Compares fields with what must stand in them; a difference fails the step.
    pub(super) async fn check(&mut self, wishes: &[Wish], deadline: Deadline) -> Result<Status, Stop> {
        let found = self.read(wishes, deadline).await?;
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
        differing.map_or(Ok(Status::Unchanged), |failure| Err(Stop::Failed(failure)))
    }

    /// Brings a form to the wanted state, or in a plan says what would change.
    pub(super) async fn set(&mut self, form: &Form, scope: &Scope, deadline: Deadline) -> Result<Status, Stop> {
        let wishes = wishes(&form.goals, scope, Effect::Write);
        let before = self.read(&wishes, deadline).await?;
        let differs = before.iter().any(|found| !found.is_met);
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
                planned.still_holds(self.journal.path(), &wishes, &before)?;
                if differs {
                    return self.bring_about_and_prove(form, scope, &wishes, before).await;
                }
                for (wish, Reading { value, .. }) in wishes.iter().zip(before) {
                    self.field_read(wish, value.clone(), Some(value), FieldStatus::Unchanged)?;
                }
                Ok(Status::Unchanged)
            }
        }
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
        for (wish, _) in wishes.iter().zip(before).filter(|(_, found)| !found.is_met) {
            self.bring_field_about(wish).await?;
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
        let mut readings = Vec::with_capacity(wishes.len());
        for wish in wishes {
            if let Wanted::File(_) = wish.wanted {
                // A portal shows a stored file elsewhere, if at all: its field is always empty on a fresh view.
                readings.push(Reading {
                    value: Value::Several(Vec::new()),
                    is_met: false,
                });
                continue;
            }
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
            readings.push(Reading {
                value: wish.wanted.found_in(content),
                is_met,
            });
            self.journal
                .show(self.page, found.candidate.rectangle, view.viewport)
                .await?;
            self.seen = Some(view);
        }
        Ok(readings)
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

//! The life of a step: admitted, carried out, looked at again, recorded.

use crate::evidence::format::{Reason, Status, StepFinished};
use crate::page::observation::Observation;
use crate::page::protocol::Page;
use crate::runbook::model::{Action, Differing, Effect, Goal, Place, Press, Scope, Step, Template};

use super::condition::Admission;
use super::dialog::expected;
use super::failure::{Failure, Stop};
use super::form::wishes;
use super::guard::told_apart;
use super::locate::Aim;
use super::reason::reason;
use super::say::started;
use super::sequence::{Onward, path};
use super::settle::Deadline;
use super::walk::{Assignment, Walk};

impl<P: Page> Walk<'_, P> {
    pub(super) async fn run_step(
        &mut self,
        step: &Step,
        scope: &mut Scope,
        prefix: &str,
        key: Option<&str>,
    ) -> Result<Onward, Stop> {
        let name = path(prefix, &step.id);
        self.journal.start_step(name.clone(), started(step, scope, key))?;
        let patience = self.patience;
        self.patience = step.deadline.unwrap_or(self.procedure.portal.deadline);
        let ended = match self.unbroken(async |walk| walk.admit(step, scope).await).await {
            Ok(Admission::Admitted) => self.act_once(step, scope, &name).await,
            Ok(Admission::Skipped(why, onward)) => {
                self.leave_unanswered(step);
                Ok((Status::Skipped, Some(why), onward))
            }
            Err(stop) => Err(stop),
        };
        self.patience = patience;
        let (status, why, result) = match ended {
            Ok((status, why, onward)) => {
                let difference = self.difference.take().map(|difference| difference.reason());
                (status, why.or(difference), Ok(onward))
            }
            Err(Stop::Evidence(error)) => return Err(Stop::Evidence(error)),
            Err(stop) => {
                let stop = self.told_apart(stop);
                let (status, why) = verdict(&stop);
                let result = match (step.differing, stop) {
                    (Differing::Reported, Stop::Blocked(found) | Stop::Failed(found)) if found.is_difference() => {
                        self.differences.push(found.subject().unwrap_or(&name).to_owned());
                        Ok(Onward::Known)
                    }
                    (Differing::Usual | Differing::Reported, stop) => Err(stop),
                };
                (status, Some(why), result)
            }
        };
        *self.counts.entry(status).or_default() += 1;
        self.journal.before()?;
        self.journal.finish_step(StepFinished { status, reason: why })?;
        result
    }

    /// Does what the step says, unless a run that is continued has done it.
    async fn act_once(
        &mut self,
        step: &Step,
        scope: &mut Scope,
        name: &str,
    ) -> Result<(Status, Option<Reason>, Onward), Stop> {
        if let Some(run) = self.pressed_before(step, name)? {
            let why = reason("pressed-before", &[("run", run)]);
            return Ok((Status::Skipped, Some(why), Onward::Known));
        }
        let (status, onward) = self.carry_through(step, scope, name).await?;
        self.adopt(name, status)?;
        Ok((status, None, onward))
    }

    pub(super) async fn act_out(
        &mut self,
        step: &Step,
        scope: &mut Scope,
        name: &str,
    ) -> Result<(Status, Onward), Stop> {
        if (self.stop)() {
            return Err(Stop::Blocked(Failure::Interrupted));
        }
        let deadline = self.deadline();
        let mut onward = Onward::Known;
        let reported = self.differences.len();
        if !matches!(step.action, Action::Run(_) | Action::Manual(_)) {
            self.front(step, scope, deadline).await?;
        }
        let status = match &step.action {
            Action::ForEach(each) => {
                let (status, next) = self.for_each(each, step.differing, scope, name).await?;
                onward = next;
                self.unless_reported(reported, status)
            }
            Action::Run(call) => {
                onward = self.call(call, scope, Scope::new(), name, None).await?;
                self.unless_reported(reported, Status::Unchanged)
            }
            Action::Set(form) => self.set(form, scope, deadline).await?,
            Action::Check(goals) => self.check(goals, scope, deadline).await?,
            Action::Record(recording) => self.keep(step, recording, scope, deadline).await?,
            Action::Visit(address) => return Ok((self.visit(step, address, scope, deadline).await?, onward)),
            Action::Manual(errand) => {
                let status = self.errand(errand, scope, name).await?;
                if status != Status::Manual {
                    return Ok((status, onward));
                }
                self.attempt.is_answered = true;
                status
            }
            Action::See => Status::Unchanged,
            Action::Press(press) if press.effect >= Effect::Write => match self.assignment {
                Assignment::Plan => {
                    let aim = self.aim_at(step, &press.label, press.effect, scope, deadline).await?;
                    self.see_control(&aim, press.effect, deadline).await?;
                    return Ok((Status::WouldChange, Onward::UnknownUntilApplied));
                }
                Assignment::Apply(_) => {
                    self.press_step(step, press, scope, deadline).await?;
                    Status::Changed
                }
            },
            Action::Destroy(destroy) => return self.destroy(step, destroy, scope, deadline).await,
            Action::Go(_) | Action::Open(_) | Action::Filter(_) | Action::Press(_) => {
                self.navigate(step, scope).await?;
                self.remember(step, scope);
                Status::Unchanged
            }
        };
        self.postconditions(step, scope, deadline).await?;
        // What a press brings up may come only while its postcondition is waited for.
        self.note_silent_dialogs()?;
        Ok((status, onward))
    }

    pub(super) async fn press_step(
        &mut self,
        step: &Step,
        press: &Press,
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<(), Stop> {
        let aim = self.aim_at(step, &press.label, press.effect, scope, deadline).await?;
        let made = self.made;
        let pressed = self.press(&aim, None, press.effect, deadline).await;
        pressed.map(drop).map_err(|stop| self.unproved_since(made, stop))
    }

    /// Shows the tab and the row of a press, and aims at its label in them.
    pub(super) async fn aim_at(
        &mut self,
        step: &Step,
        label: &Template,
        effect: Effect,
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<Aim, Stop> {
        let place = &step.place;
        if let Some(tab) = &place.tab {
            self.open_tab(&tab.fill(scope), deadline).await?;
        }
        let row = self.row_at(place, scope, deadline).await?;
        let aim = Aim {
            places: places(place, scope),
            row,
            ..self.aim(label, scope)
        };
        // A name in the label may have made it one of the portal's lists.
        let listed = self.procedure.portal.effect_of(&aim.label).unwrap_or(effect);
        if listed > effect {
            return Err(Stop::Blocked(Failure::EffectGreater {
                label: aim.label,
                declared: effect.word().to_owned(),
                listed: listed.word().to_owned(),
            }));
        }
        Ok(aim)
    }

    /// Types into search fields, which the portal does not store.
    pub(super) async fn filter(&mut self, step: &Step, goals: &[Goal], scope: &Scope) -> Result<(), Stop> {
        if let Some(tab) = &step.place.tab {
            self.open_tab(&tab.fill(scope), self.deadline()).await?;
        }
        for mut wish in wishes(goals, scope, Effect::Navigate) {
            wish.places.splice(0..0, places(&step.place, scope));
            self.bring_field_about(&wish).await?;
        }
        Ok(())
    }

    /// Brings the step's window to the front and makes known which dialogs it may bring up.
    pub(super) async fn front(&mut self, step: &Step, scope: &Scope, deadline: Deadline) -> Result<(), Stop> {
        self.expected = match &step.action {
            Action::Press(press) => expected(&press.asked, scope),
            Action::Set(form) => expected(&form.asked, scope),
            Action::Destroy(destroy) => expected(&destroy.asked, scope),
            Action::Go(_)
            | Action::Open(_)
            | Action::See
            | Action::Check(_)
            | Action::Filter(_)
            | Action::Record(_)
            | Action::Visit(_)
            | Action::Manual(_)
            | Action::ForEach(_)
            | Action::Run(_) => Vec::new(),
        };
        let window = step.place.window.as_ref().map(|title| title.fill(scope));
        self.work_in(window.as_deref(), deadline).await
    }

    /// Waits for what must be seen; what must not be seen is judged on the page that shows it.
    pub(super) async fn postconditions(&mut self, step: &Step, scope: &Scope, deadline: Deadline) -> Result<(), Stop> {
        if step.see.is_empty() && step.not_see.is_empty() {
            return Ok(());
        }
        let texts =
            |templates: &[Template]| -> Vec<Aim> { templates.iter().map(|text| self.aim(text, scope)).collect() };
        let (wanted, unwanted) = (texts(&step.see), texts(&step.not_see));
        let among = |texts: &[String], aim: &Aim| texts.iter().any(|text| aim.names(text));
        let holds = |texts: &[String]| {
            wanted.iter().all(|aim| among(texts, aim)) && !unwanted.iter().any(|aim| among(texts, aim))
        };
        // The act before has just waited for quiet and read the page: what it saw need not be read again.
        if self.texts.as_deref().is_some_and(holds) {
            return Ok(());
        }
        let (seen, _) = self
            .wait_until(deadline, |page| standing(page, &wanted, &unwanted).is_ok())
            .await?;
        standing(&seen, &wanted, &unwanted).map_err(Stop::Failed)
    }

    /// Tells the login from any other host that is none of the portal's: of a session that has ended one may be waited for.
    pub(super) fn told_apart(&self, stop: Stop) -> Stop {
        match stop {
            Stop::Failed(failure) => Stop::Failed(told_apart(self.procedure.portal, failure)),
            Stop::Blocked(_) | Stop::Uncertain(_) | Stop::Evidence(_) => stop,
        }
    }
}

/// Checks that a page shows all the texts wanted and none of the unwanted. A page that was not read whole shows what was
/// found, and proves nothing absent.
pub(super) fn standing(seen: &Observation, wanted: &[Aim], unwanted: &[Aim]) -> Result<(), Failure> {
    let shows = |aim: &Aim| seen.shows(|text| aim.names(text));
    for (aims, should) in [(wanted, true), (unwanted, false)] {
        for aim in aims {
            let label = aim.label.clone();
            match shows(aim) {
                Some(stands) if stands == should => {}
                Some(true) => return Err(Failure::TextPresent(label)),
                Some(false) => return Err(Failure::TextMissing(label)),
                None => return Err(Failure::TextUnread(label)),
            }
        }
    }
    Ok(())
}

/// Names the places of a step, outermost first.
pub(super) fn places(place: &Place, scope: &Scope) -> Vec<String> {
    [&place.frame, &place.dialog, &place.tab, &place.section]
        .into_iter()
        .flatten()
        .map(|name| name.fill(scope))
        .collect()
}

/// Returns the status of a step that stopped, and why.
pub(super) fn verdict(stop: &Stop) -> (Status, Reason) {
    match stop {
        Stop::Blocked(Failure::Interrupted) => (Status::Skipped, Failure::Interrupted.reason()),
        Stop::Blocked(failure) => (Status::Blocked, failure.reason()),
        Stop::Failed(failure) => (Status::Failed, failure.reason()),
        Stop::Uncertain(failure) => (Status::Uncertain, failure.reason()),
        Stop::Evidence(error) => (
            Status::Failed,
            reason("evidence-failed", &[("said", &error.to_string())]),
        ),
    }
}

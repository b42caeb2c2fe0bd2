//! The only place that touches the page: look, guard, intent on disk, act, settle, outcome.
//!
//! What was clicked is never clicked twice: only an answer that says that nothing was done leads to another try.

use crate::evidence::format::{ActResult, Target};
use crate::page::error::PageError;
use crate::page::observation::{
    Control, Entry, Handle, Observation, Opener, Rectangle, Role, State, Surroundings, View,
};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::plain::plain;

use super::failure::{Failure, Stop, reason};
use super::guard;
use super::locate::{Aim, Sought, locate};
use super::record::{Unseen, rectangle};
use super::settle::{self, Deadline};
use super::walk::Walk;

/// A gesture on a node, as a person would make it.
pub(super) struct Gesture {
    pub(super) act: Act,
    pub(super) handle: Handle,
    pub(super) effect: Effect,
    pub(super) target: Target,
    /// What is chosen or switched to, for the record.
    pub(super) value: Option<String>,
}

/// The kind of a gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Click.
    Press,
    /// Pointer over it.
    Hover,
    /// Replace the text.
    Fill(String),
    /// Click on an option.
    Choose,
    /// Click on a checkbox.
    Switch,
}

impl Act {
    fn word(&self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Hover => "hover",
            Self::Fill(_) => "fill",
            Self::Choose => "choose",
            Self::Switch => "switch",
        }
    }
}

/// What became of a gesture.
pub(super) enum Performed {
    /// It was made; the page as it stands now.
    Done(Observation),
    /// It was not made; nothing happened.
    NotMade(String),
}

impl<P: Page> Walk<'_, P> {
    /// Looks at the page and makes sure that the trail shows the same state.
    pub(super) async fn view(&mut self, deadline: Deadline) -> Result<View, Stop> {
        if let Some(view) = self.seen.take() {
            return Ok(view);
        }
        loop {
            let view = self.page.look().await?;
            if self.journal.shows(&view.fingerprint) {
                return Ok(view);
            }
            self.observe(deadline).await?;
            if deadline.passed() {
                return Ok(self.page.look().await?);
            }
        }
    }

    /// Waits for quiet, records what stands there and checks it.
    pub(super) async fn observe(&mut self, deadline: Deadline) -> Result<Observation, Stop> {
        let seen = self.page.settle(None, deadline.left()).await?;
        self.record(&seen).await?;
        Ok(seen)
    }

    /// Records an observation and checks host, session and entity on it.
    pub(super) async fn record(&mut self, seen: &Observation) -> Result<u64, Stop> {
        let record = self.journal.observed(self.page, seen).await?;
        self.texts = Some(seen.texts.clone());
        self.check_seen(seen)?;
        Ok(record)
    }

    pub(super) fn check_seen(&self, seen: &Observation) -> Result<(), Stop> {
        guard::seen(
            self.procedure.portal,
            &self.procedure.entity,
            &self.journal.standing(),
            &seen.texts,
        )
    }

    /// Waits until the page differs from a state in which the aim could not be worked.
    pub(super) async fn wait_for_change(&mut self, fingerprint: &str, deadline: Deadline) -> Result<(), Stop> {
        let seen = self.page.settle(Some(fingerprint), deadline.left()).await?;
        if seen.fingerprint != fingerprint {
            self.record(&seen).await?;
        }
        Ok(())
    }

    /// Presses the control with the label at the place, opening the menu that hides it if there is one.
    pub(super) async fn press(
        &mut self,
        aim: &Aim,
        role: Option<Role>,
        effect: Effect,
        deadline: Deadline,
    ) -> Result<Observation, Stop> {
        let mut opened: Vec<Act> = Vec::new();
        loop {
            let view = self.view(deadline).await?;
            let controls: Vec<Control> = view
                .controls
                .iter()
                .filter(|control| role.is_none_or(|role| control.role == role))
                .cloned()
                .collect();
            let hindrance = match locate(&controls, aim) {
                Sought::One(found) => match found.candidate.state.clone() {
                    State::Ready => {
                        let gesture = press_of(found.candidate, &found.label.text, found.label.tier.word(), effect);
                        self.note_alias(aim, &found.label.text)?;
                        match self.perform(gesture, deadline).await? {
                            Performed::Done(seen) => return Ok(seen),
                            Performed::NotMade(why) => Failure::NotQuiet(why),
                        }
                    }
                    state @ (State::Disabled | State::Covered(_) | State::Moving | State::Hidden) => {
                        unready(&aim.label, state)
                    }
                },
                Sought::InMenu(opener) => {
                    let act = if opened.is_empty() { Act::Hover } else { Act::Press };
                    if !opened.contains(&act) {
                        opened.push(act.clone());
                        self.perform(open_menu(opener, act), deadline).await?;
                        continue;
                    }
                    Failure::TargetHidden(aim.label.clone())
                }
                Sought::Not(failure) => failure,
            };
            if deadline.passed() {
                return Err(Stop::Failed(hindrance));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }

    /// Makes a gesture: guards, intent on disk, act, settle, outcome.
    pub(super) async fn perform(&mut self, gesture: Gesture, deadline: Deadline) -> Result<Performed, Stop> {
        let Gesture {
            act,
            handle,
            effect,
            target,
            value,
        } = gesture;
        if effect >= Effect::Write {
            guard::before_write(self.procedure.portal, &self.procedure.entity, &self.journal.standing())?;
            if (self.stop)() {
                return Err(Stop::Blocked(Failure::Interrupted));
            }
        }
        let label = target.label.clone();
        let intent = self.journal.intent(act.word(), effect, Some(target), value)?;
        if effect >= Effect::Write {
            self.journal.commit()?;
        }
        self.seen = None;
        self.texts = None;
        let made = match &act {
            Act::Press | Act::Choose | Act::Switch => self.page.press(&handle).await,
            Act::Hover => self.page.hover(&handle).await,
            Act::Fill(text) => self.page.enter(&handle, &Entry::Text(text.clone())).await,
        };
        match made {
            Ok(()) => {}
            Err(error @ (PageError::Detached | PageError::NotReady(_))) => {
                let why = error.to_string();
                let refused = reason("target-not-ready", &[("label", &label), ("why", &why)]);
                self.journal.outcome(intent, ActResult::Refused(refused), None)?;
                return Ok(Performed::NotMade(why));
            }
            Err(error) => return Err(self.broken_off(intent, effect, error)?),
        }
        let seen = match self.page.settle(None, deadline.left()).await {
            Ok(seen) => seen,
            Err(error) => return Err(self.broken_off(intent, effect, error)?),
        };
        let after = match self.journal.observed_after(self.page, &seen).await {
            Ok(after) => after,
            Err(Unseen::Page(error)) => return Err(self.broken_off(intent, effect, error)?),
            Err(Unseen::Evidence(error)) => return Err(Stop::Evidence(error)),
        };
        self.journal.outcome(intent, ActResult::Done, Some(after))?;
        if effect >= Effect::Write {
            self.journal.commit()?;
        }
        self.check_seen(&seen)?;
        self.texts = Some(seen.texts.clone());
        Ok(Performed::Done(seen))
    }

    /// Records an act after which the page did not answer or may not be looked at: a write is then of unknown outcome.
    fn broken_off(&mut self, intent: u64, effect: Effect, error: PageError) -> Result<Stop, Stop> {
        let foreign = matches!(error, PageError::Elsewhere(_));
        let only_asked = matches!(error, PageError::DialogOpen(_));
        let failure = guard::told_apart(self.procedure.portal, error.into());
        let unknown = effect >= Effect::Write && !only_asked;
        let result = if unknown {
            ActResult::Unknown(failure.reason())
        } else {
            ActResult::Done
        };
        if foreign {
            self.journal.outcome_unseen(intent, result, failure.reason())?;
        } else {
            self.journal.outcome(intent, result, None)?;
        }
        if !unknown {
            return Ok(Stop::Failed(failure));
        }
        self.journal.commit()?;
        Ok(Stop::Uncertain(Failure::WriteUnknown(failure.to_string())))
    }

    /// Opens an address under the portal.
    pub(super) async fn open(&mut self, address: &str, deadline: Deadline) -> Result<Observation, Stop> {
        let intent = self
            .journal
            .intent("open", Effect::Navigate, None, Some(address.to_owned()))?;
        self.seen = None;
        self.texts = None;
        if let Err(error) = self.page.open(address).await {
            let failure = if let PageError::Unreachable(why) = error {
                let url = address.to_owned();
                Failure::PageUnreachable { url, why }
            } else {
                error.into()
            };
            self.journal
                .outcome(intent, ActResult::Refused(failure.reason()), None)?;
            return Err(Stop::Failed(failure));
        }
        let seen = match self.page.settle(None, deadline.left()).await {
            Ok(seen) => seen,
            Err(error) => return Err(self.broken_off(intent, Effect::Navigate, error)?),
        };
        let after = match self.journal.observed_after(self.page, &seen).await {
            Ok(after) => after,
            Err(Unseen::Page(error)) => return Err(self.broken_off(intent, Effect::Navigate, error)?),
            Err(Unseen::Evidence(error)) => return Err(Stop::Evidence(error)),
        };
        self.journal.outcome(intent, ActResult::Done, Some(after))?;
        self.check_seen(&seen)?;
        self.texts = Some(seen.texts.clone());
        Ok(seen)
    }

    /// Waits until a condition on what is seen holds, and records the state in which it did or the last one.
    pub(super) async fn wait_until(
        &mut self,
        deadline: Deadline,
        condition: impl FnMut(&Observation) -> bool,
    ) -> Result<(Observation, bool), Stop> {
        let waited = settle::until(self.page, deadline, condition).await?;
        self.seen = None;
        self.record(&waited.observation).await?;
        Ok((waited.observation, waited.met))
    }

    /// Says in the trail that a label was found under another text.
    pub(super) fn note_alias(&mut self, aim: &Aim, seen: &str) -> Result<(), Stop> {
        let own = Aim {
            aliases: Vec::new(),
            ..aim.clone()
        };
        if !own.names(seen) {
            self.journal
                .note(reason("label-alias", &[("label", &aim.label), ("seen", seen)]))?;
        }
        Ok(())
    }
}

/// Says why a control that was found cannot be worked.
pub(super) fn unready(label: &str, state: State) -> Failure {
    match state {
        State::Disabled => Failure::TargetDisabled(label.to_owned()),
        State::Covered(by) => Failure::TargetCovered {
            label: label.to_owned(),
            by,
        },
        State::Moving => Failure::TargetMoving(label.to_owned()),
        State::Hidden | State::Ready => Failure::TargetHidden(label.to_owned()),
    }
}

/// Names the places around a node, outermost first.
pub(super) fn places_of(place: &Surroundings) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in place.dialog.iter().chain(&place.sections).chain(&place.tab) {
        if !names.contains(name) {
            names.push(plain(name));
        }
    }
    if let Some(key) = place
        .row
        .as_ref()
        .and_then(|cells| cells.iter().find(|cell| !cell.is_empty()))
    {
        names.push(plain(key));
    }
    names
}

/// Describes an aim for the record.
pub(super) fn target(label: &str, places: Vec<String>, role: &str, tier: &str, area: Rectangle) -> Target {
    Target {
        label: plain(label),
        places,
        role: role.to_owned(),
        tier: tier.to_owned(),
        rectangle: rectangle(area),
    }
}

fn press_of(control: &Control, label: &str, tier: &str, effect: Effect) -> Gesture {
    Gesture {
        act: Act::Press,
        handle: control.handle.clone(),
        effect,
        target: target(
            label,
            places_of(&control.place),
            control.role.word(),
            tier,
            control.rectangle,
        ),
        value: None,
    }
}

fn open_menu(opener: &Opener, act: Act) -> Gesture {
    Gesture {
        act,
        handle: opener.handle.clone(),
        effect: Effect::Navigate,
        target: target(&opener.label, Vec::new(), "button", "associated", opener.rectangle),
        value: None,
    }
}

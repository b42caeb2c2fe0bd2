//! The only place that touches the page: look, guard, intent on disk, act, settle, outcome.
//!
//! What was clicked is never clicked twice: only an answer that says that nothing was done leads to another try.

use crate::evidence::format::ActResult;
use crate::page::error::PageError;
use crate::page::observation::{Amiss, Observation, Scroll, StoryLine, View};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;

use super::candidate::Candidate;
use super::confirm::unproved;
use super::failure::{Failure, Stop};
use super::gesture::{Act, Gesture, Performed};
use super::guard;
use super::locate::{Aim, Match};
use super::reason::reason;
use super::record::Unseen;
use super::settle::Deadline;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// Looks at the page and makes sure that the trail shows the same state.
    pub(super) async fn view(&mut self, deadline: Deadline) -> Result<View, Stop> {
        self.untouched()?;
        if let Some(view) = self.seen.take() {
            return Ok(view);
        }
        loop {
            let view = self.look().await?;
            self.untouched()?;
            if self.journal.shows(&view.fingerprint) {
                return Ok(view);
            }
            self.observe(deadline).await?;
            if deadline.passed() {
                return Ok(self.look().await?);
            }
        }
    }

    /// Waits for quiet, records what stands there and checks it.
    pub(super) async fn observe(&mut self, deadline: Deadline) -> Result<Observation, Stop> {
        let seen = self.settle(None, deadline).await?;
        self.record(&seen).await?;
        Ok(seen)
    }

    /// Records an observation and checks host, session and entity on it.
    pub(super) async fn record(&mut self, seen: &Observation) -> Result<u64, Stop> {
        let record = match self.journal.observed(self.page, seen).await {
            Err(Unseen::Page(PageError::DialogOpen(says))) => {
                self.answer(says).await?;
                self.journal.observed(self.page, seen).await?
            }
            other => other?,
        };
        self.texts = seen.whole_texts();
        self.check_seen(seen)?;
        Ok(record)
    }

    pub(super) fn check_seen(&self, seen: &Observation) -> Result<(), Stop> {
        let standing = self.journal.standing();
        let texts = &seen.texts;
        guard::seen(self.procedure.portal, &self.procedure.entity, &standing, texts)?;
        match &seen.amiss {
            Some(amiss @ Amiss::Page(_)) => Err(Stop::Failed(Failure::amiss(amiss, &standing.url))),
            Some(_) | None => Ok(()),
        }
    }

    /// Waits until the page differs from a state in which the aim could not be worked.
    pub(super) async fn wait_for_change(&mut self, fingerprint: &str, deadline: Deadline) -> Result<(), Stop> {
        self.wait_because(None, fingerprint, deadline).await
    }

    /// Waits likewise, and tells in the next story what hindered.
    pub(super) async fn wait_because(
        &mut self,
        hindrance: Option<&Failure>,
        fingerprint: &str,
        deadline: Deadline,
    ) -> Result<(), Stop> {
        if let Some(what) = hindrance.and_then(Failure::told_while_waiting)
            && self.hindrances.last() != Some(&what)
        {
            self.hindrances.push(what);
        }
        let seen = self.settle(Some(fingerprint), deadline).await?;
        if seen.fingerprint != fingerprint {
            self.record(&seen).await?;
        }
        Ok(())
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
        self.untouched_before(effect).await?;
        let label = target.label.clone();
        let intent = self.journal.intent(act.word(), effect, Some(target), value)?;
        if effect >= Effect::Write {
            self.journal.commit()?;
        }
        self.seen = None;
        self.texts = None;
        if effect >= Effect::Write {
            self.read_tables.clear();
            self.list = None;
        }
        let made = match (&act, act.entry()) {
            (_, Some(entry)) => self.page.enter(&handle, &entry).await,
            (Act::Hover, None) => self.page.hover(&handle).await,
            (Act::Escape, None) => self.page.escape(&handle).await,
            (Act::Scroll(to), None) => self.page.scroll(&handle, *to).await,
            (_, None) => self.page.press(&handle).await,
        };
        let kept = match made {
            // A dialog that the act brought up is answered while settling.
            Ok(()) | Err(PageError::DialogOpen(_)) => None,
            Err(PageError::Detached) => Some((Failure::TargetReplaced(label.clone()), String::new())),
            Err(PageError::NotReady { what, said }) => Some((Failure::unready(&label, what), said)),
            Err(error) => return Err(self.broken_off(intent, effect, error)?),
        };
        if let Some((hindrance, said)) = kept {
            let cause = hindrance.reason().code;
            let told = [("label", label.as_str()), ("cause", &cause), ("said", &said)];
            let refused = ActResult::Refused(reason("target-not-ready", &told));
            self.journal.outcome(intent, refused, None)?;
            return Ok(Performed::NotMade(hindrance));
        }
        self.made += u64::from(effect >= Effect::Write);
        let seen = self.finish_act(intent, effect, deadline).await?;
        if effect >= Effect::Write {
            self.journal.commit()?;
        }
        self.check_seen(&seen)?;
        self.texts = seen.whole_texts();
        Ok(Performed::Done(seen))
    }

    /// After a press that the portal answered with something else than the page, nobody knows what became of it; before
    /// the press, or while a native dialog only asks, the stop is what it is.
    pub(super) fn unproved_since(&self, made: u64, stop: Stop) -> Stop {
        let only_asks = matches!(stop, Stop::Failed(Failure::DialogOpen(_)));
        if self.made > made && !only_asks {
            unproved(stop)
        } else {
            stop
        }
    }

    /// Scrolls the boxes around what was found, so that the next picture has it.
    pub(super) async fn bring_into_sight<C: Candidate>(
        &mut self,
        found: &Match<'_, C>,
        deadline: Deadline,
    ) -> Result<(), Stop> {
        let scroll = found.gesture(Act::Scroll(Scroll::Into), Effect::Read);
        self.perform(scroll, deadline).await.map(drop)
    }

    /// Puts what hindered an act before the story of the wait after it.
    fn tell_hindrances(&mut self, seen: &mut Observation) {
        let told = std::mem::take(&mut self.hindrances).into_iter();
        seen.story.splice(0..0, told.map(|what| StoryLine { ms: 0, what }));
    }

    /// Settles after an act and records what came of it.
    pub(super) async fn finish_act(
        &mut self,
        intent: u64,
        effect: Effect,
        deadline: Deadline,
    ) -> Result<Observation, Stop> {
        let mut messages: Vec<String> = Vec::new();
        loop {
            let mut seen = match self.settle(None, deadline).await {
                Ok(seen) => seen,
                Err(Unseen::Page(error)) => return Err(self.broken_off(intent, effect, error)?),
                Err(Unseen::Evidence(error)) => return Err(Stop::Evidence(error)),
            };
            messages.retain(|message| !seen.messages.contains(message));
            seen.messages.splice(0..0, std::mem::take(&mut messages));
            self.tell_hindrances(&mut seen);
            let unanswered = self.unanswered(&seen, effect);
            match self.journal.observed_after(self.page, &seen).await {
                Ok(after) => match unanswered {
                    None => self.journal.outcome(intent, ActResult::Done, Some(after))?,
                    Some(failure) => {
                        let failure = self.told_closer(failure).await?;
                        return Err(self.left_unanswered(intent, effect, failure, after)?);
                    }
                },
                // A dialog came between the wait and the picture: the next wait meets it.
                Err(Unseen::Page(PageError::DialogOpen(_))) => {
                    messages = seen.messages;
                    continue;
                }
                Err(Unseen::Page(error)) => return Err(self.broken_off(intent, effect, error)?),
                Err(Unseen::Evidence(error)) => return Err(Stop::Evidence(error)),
            }
            return Ok(seen);
        }
    }

    /// Records an act that the portal did not answer: it is not called done, and a write is of unknown outcome.
    fn left_unanswered(&mut self, intent: u64, effect: Effect, failure: Failure, after: u64) -> Result<Stop, Stop> {
        let why = failure.reason();
        if effect < Effect::Write {
            self.journal.outcome(intent, ActResult::Refused(why), Some(after))?;
            return Ok(Stop::Failed(failure));
        }
        self.journal.outcome(intent, ActResult::Unknown(why), Some(after))?;
        self.journal.commit()?;
        Ok(Stop::Uncertain(Failure::WriteUnknown(Box::new(failure))))
    }

    /// Records an act after which the page did not answer or may not be looked at: a write is then of unknown outcome, and
    /// a lesser act whose page does not answer is not called done.
    fn broken_off(&mut self, intent: u64, effect: Effect, error: PageError) -> Result<Stop, Stop> {
        let foreign = matches!(error, PageError::Elsewhere(_));
        let only_asked = matches!(error, PageError::DialogOpen(_));
        let failure = guard::told_apart(self.procedure.portal, error.into());
        let unknown = effect >= Effect::Write && !only_asked;
        let result = if unknown {
            ActResult::Unknown(failure.reason())
        } else if foreign || only_asked {
            ActResult::Done
        } else {
            ActResult::Refused(failure.reason())
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
        Ok(Stop::Uncertain(Failure::WriteUnknown(Box::new(failure))))
    }

    /// Opens an address under the portal.
    pub(super) async fn open(&mut self, address: &str, deadline: Deadline) -> Result<Observation, Stop> {
        let intent = self
            .journal
            .intent("open", Effect::Navigate, None, Some(address.to_owned()))?;
        self.seen = None;
        self.texts = None;
        let opened = self.page.open(address).await;
        if let Err(error) = opened.or_else(unless_asked) {
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
        let seen = self.finish_act(intent, Effect::Navigate, deadline).await?;
        self.check_seen(&seen)?;
        self.texts = seen.whole_texts();
        Ok(seen)
    }

    /// Waits until a condition on what is seen holds, and records the state in which it did or the last one.
    pub(super) async fn wait_until(
        &mut self,
        deadline: Deadline,
        mut condition: impl FnMut(&Observation) -> bool,
    ) -> Result<(Observation, bool), Stop> {
        let mut messages: Vec<String> = Vec::new();
        let mut story = Vec::new();
        let mut unlike: Option<String> = None;
        let (observation, met) = loop {
            let mut observation = self.settle(unlike.as_deref(), deadline).await?;
            for message in std::mem::take(&mut messages) {
                if !observation.messages.contains(&message) {
                    observation.messages.push(message);
                }
            }
            story.append(&mut observation.story);
            let met = condition(&observation);
            if met || deadline.passed() {
                observation.story = story;
                break (observation, met);
            }
            messages.clone_from(&observation.messages);
            unlike = Some(observation.fingerprint);
        };
        self.seen = None;
        self.record(&observation).await?;
        Ok((observation, met))
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

/// A dialog that opening an address brings up is answered while settling.
fn unless_asked(error: PageError) -> Result<(), PageError> {
    if let PageError::DialogOpen(_) = error {
        return Ok(());
    }
    Err(error)
}

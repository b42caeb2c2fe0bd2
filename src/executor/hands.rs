//! Somebody at the page: what is done to it between two looks, and not by krok, pauses the run before the next act.

use crate::page::deed::Way;
use crate::page::error::PageError;
use crate::page::observation::Observation;
use crate::page::protocol::Page;
use crate::page::touch::Touch;
use crate::runbook::model::Effect;

use super::failure::{Failure, Stop};
use super::reason::reason;
use super::walk::Walk;

/// Most times that a step is taken up again because the portal leads on by itself.
const MOST_LED: usize = 3;

/// Whose the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hands {
    /// Krok's: whatever else touches it is in the way.
    Krok,
    /// A person's, until krok looks at the page again: of somebody who logs in, or does what a step leaves to persons.
    Person,
}

impl<P: Page> Walk<'_, P> {
    /// Keeps what a wait has heard of hands. Whoever reloads a page that krok waits for to change, or goes back from it, helps
    /// it along.
    pub(super) fn hear_hands(&mut self, seen: &Observation, waits_for_change: bool) {
        if self.hands == Hands::Person {
            self.hands = Hands::Krok;
            return;
        }
        let is_in_the_way = match &seen.touched {
            None | Some(Touch::Went(Way::Led)) => false,
            Some(Touch::Went(Way::Reloaded | Way::Turned)) => !waits_for_change,
            Some(_) => true,
        };
        if is_in_the_way && self.touched.is_none() {
            self.touched.clone_from(&seen.touched);
        }
    }

    /// Stops before anything more is done, if somebody has touched the page.
    pub(super) fn untouched(&mut self) -> Result<(), Stop> {
        match self.touched.take() {
            None => Ok(()),
            Some(touch) => Err(Stop::Blocked(self.in_the_way(touch))),
        }
    }

    /// Asks the page itself just before an act. A write is made in the very document, at the very address, that was looked
    /// at; a lesser act also where the portal itself has led on.
    pub(super) async fn untouched_before(&mut self, effect: Effect) -> Result<(), Stop> {
        self.untouched()?;
        if self.hands == Hands::Person {
            return Ok(());
        }
        match self.page.touched().await {
            // The act itself meets whatever keeps the page from telling.
            Ok(None)
            | Err(PageError::Detached | PageError::NotReady { .. } | PageError::DialogOpen(_) | PageError::Silent(_)) => {
                Ok(())
            }
            Ok(Some(Touch::Went(Way::Led))) if effect < Effect::Write => Ok(()),
            Ok(Some(touch)) => Err(Stop::Blocked(self.in_the_way(touch))),
            Err(error) => Err(error.into()),
        }
    }

    /// Says of a step that ended badly that somebody was at the page, if so: that is why.
    pub(super) async fn touched_instead(&mut self, stop: Stop) -> Stop {
        let is_judged = matches!(&stop, Stop::Blocked(failure) | Stop::Failed(failure)
            if failure.interruption().is_none() && *failure != Failure::Interrupted);
        if !is_judged {
            return stop;
        }
        match self.untouched_before(Effect::Read).await {
            Err(touched) if touched.interruption().is_some() => touched,
            Ok(()) | Err(_) => stop,
        }
    }

    /// Takes a step up again whose page the portal itself has led on or loaded anew before a write: that is nobody's touch,
    /// and needs nobody. Hands the stop back if it is another, or comes too often.
    pub(super) fn follow_lead(&mut self, stop: Stop, times: &mut usize) -> Result<(), Stop> {
        let cause = match &stop {
            Stop::Blocked(
                cause @ Failure::Touched {
                    touch: Touch::Went(Way::Led),
                    ..
                },
            ) if *times < MOST_LED => cause.clone(),
            Stop::Blocked(_) | Stop::Failed(_) | Stop::Uncertain(_) | Stop::Evidence(_) => return Err(stop),
        };
        *times += 1;
        let url = self.journal.standing().url;
        self.journal.note(reason("page-moved", &[("url", &url)]))?;
        self.forget_the_page();
        self.hands = Hands::Krok;
        self.attempt.interrupted = Some(cause);
        Ok(())
    }

    fn in_the_way(&self, touch: Touch) -> Failure {
        Failure::Touched {
            touch,
            wanted: self.journal.standing().url,
        }
    }
}

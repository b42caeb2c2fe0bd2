//! Answers of the portal that are amiss: those that count at once, and those that explain later what is not there.

use crate::page::observation::{Amiss, Observation};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;

use super::failure::{Failure, Stop};
use super::walk::Walk;

/// An answer that a page seemed to do without.
pub(super) struct PassedOver {
    failure: Failure,
    /// Address of the page.
    url: String,
}

impl<P: Page> Walk<'_, P> {
    /// Names what the portal answered in place of what the act asked for. An answer that is still missing counts for a
    /// lesser act only where nothing has changed: the rest of a page may do without it.
    pub(super) fn unanswered(&self, seen: &Observation, effect: Effect) -> Option<Failure> {
        let amiss = seen.amiss.as_ref()?;
        match amiss {
            // Judged with everything else that the page shows.
            Amiss::Page(_) => return None,
            Amiss::Unanswered if effect < Effect::Write && !self.journal.shows(&seen.fingerprint) => return None,
            Amiss::Unanswered | Amiss::Request(_) | Amiss::WholePage(_) | Amiss::Unreadable => {}
        }
        Some(named(amiss, seen))
    }

    /// Keeps an answer that the page seemed to do without, until it comes or another page is shown.
    pub(super) fn hear_passed_over(&mut self, seen: &Observation) {
        let missing = seen.amiss.as_ref().filter(|amiss| **amiss == Amiss::Unanswered);
        let kept = &mut self.attempt.passed_over;
        if let Some(amiss) = seen.passed_over.as_ref().or(missing) {
            *kept = Some(PassedOver {
                failure: named(amiss, seen),
                url: seen.url.clone(),
            });
        } else {
            kept.take_if(|kept| kept.url != seen.url || matches!(kept.failure, Failure::AnswerMissing(_)));
        }
    }

    /// Says of a step that did not find what it wanted that the portal had answered amiss before, if so: that is why.
    /// Once a form was saved, what the portal then shows decides.
    pub(super) async fn amiss_instead(&mut self, stop: Stop) -> Result<Stop, Stop> {
        let may_come_of_it =
            matches!(&stop, Stop::Blocked(failure) | Stop::Failed(failure) if failure.may_come_of_an_answer());
        if !may_come_of_it || self.attempt.is_saved {
            return Ok(stop);
        }
        match self.attempt.passed_over.take() {
            Some(PassedOver { failure, .. }) => Ok(Stop::Failed(self.told_closer(failure).await?)),
            None => Ok(stop),
        }
    }
}

/// Names an answer that is amiss; of one that is missing, what was waited for.
fn named(amiss: &Amiss, seen: &Observation) -> Failure {
    let waited = seen.story.iter().rev().find(|line| line.what != "deadline");
    match (Failure::amiss(amiss, &seen.url), waited) {
        (Failure::AnswerMissing(_), Some(line)) => Failure::AnswerMissing(line.what.clone()),
        (failure, _) => failure,
    }
}

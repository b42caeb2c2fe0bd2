//! The faults that are to come, and when those that are on end.

use std::mem::{Discriminant, discriminant};

use super::Faults;
use crate::fault::Fault;
use crate::storm::{Raised, Storm};
use crate::turn::{Act, Turn};

/// A fault that waits for its turn.
#[derive(Clone, Debug)]
struct Waiting {
    fault: Fault,
    turn: Turn,
    /// For how many requests it stays; without a number until it ends or is cleared.
    requests: Option<u32>,
}

/// What comes up and ends by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    waiting: Vec<Waiting>,
    /// For how many more requests the faults of a kind stay.
    ending: Vec<(Discriminant<Fault>, u32)>,
    storm: Option<Storm>,
    /// What the storm raised last.
    blowing: Option<Discriminant<Fault>>,
    raised: Vec<Raised>,
}

/// A request, as far as it matters for what comes up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coming {
    /// Its position in the request log.
    pub(crate) request: u64,
    pub(crate) ajax: bool,
    pub(crate) act: Option<Act>,
    /// Whether a logged-in browser sent it.
    pub(crate) logged_in: bool,
}

impl Schedule {
    pub(crate) fn wait(&mut self, fault: Fault, turn: Turn, requests: Option<u32>) {
        self.waiting.push(Waiting { fault, turn, requests });
    }

    pub(crate) fn storm(&mut self, storm: Storm) {
        self.storm = Some(storm);
    }

    pub(crate) fn raised(&self) -> &[Raised] {
        &self.raised
    }

    /// Drops all that is to come; what came up stays told.
    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
        self.ending.clear();
        self.storm = None;
        self.blowing = None;
    }

    pub(crate) fn forget_end_of(&mut self, fault: &Fault) {
        self.ending.retain(|(kind, _)| *kind != discriminant(fault));
    }

    /// Takes out what has its turn at a request.
    fn take_due(&mut self, coming: Coming) -> Vec<(Fault, Option<u32>)> {
        for waiting in &mut self.waiting {
            if waiting.turn.of.counts(coming.ajax, coming.act) {
                waiting.turn.number = waiting.turn.number.saturating_sub(1);
            }
        }
        self.waiting
            .extract_if(.., |waiting| waiting.turn.number == 0)
            .map(|waiting| (waiting.fault, waiting.requests))
            .collect()
    }

    /// Draws a fault of the storm, unless another is still on.
    fn draw(&mut self, is_calm: bool) -> Option<(Fault, Option<u32>)> {
        let storm = self.storm.as_mut()?;
        let lasts = storm.lasts;
        let fault = storm.draw().filter(|_| is_calm && storm.at_most > 0)?;
        storm.at_most -= 1;
        self.blowing = Some(discriminant(&fault));
        let requests = (!fault.ends_by_itself()).then_some(lasts);
        Some((fault, requests))
    }
}

impl Faults {
    /// Ends what has lasted long enough and lets come up what has its turn.
    pub(crate) fn follow_schedule(&mut self, coming: Coming) {
        let over = self.schedule.ending.extract_if(.., |(_, left)| *left == 0);
        let over: Vec<_> = over.map(|(kind, _)| kind).collect();
        self.drop_kinds(&over);
        for (_, left) in &mut self.schedule.ending {
            *left -= 1;
        }
        let mut due = self.schedule.take_due(coming);
        if coming.logged_in {
            let is_on = |kind| self.active().iter().any(|fault| discriminant(fault) == kind);
            let is_calm = due.is_empty() && !self.schedule.blowing.is_some_and(is_on);
            due.extend(self.schedule.draw(is_calm));
        }
        for (fault, requests) in due {
            self.set(fault.clone());
            if let Some(requests) = requests {
                let left = requests.saturating_sub(1);
                self.schedule.ending.push((discriminant(&fault), left));
            }
            let request = coming.request;
            self.schedule.raised.push(Raised { request, fault });
        }
    }
}

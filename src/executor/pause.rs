//! Interruptions that pass: the session ended, the portal is closed for works, its server fails or does not answer.
//!
//! With somebody there the run pauses and waits as the login gate does; while it waits nothing is looked at on login hosts
//! and nothing is recorded. Afterwards the entity is checked, and the step is taken up again where its view begins. With
//! nobody there the run stops, to be resumed another time.

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use crate::evidence::format::Status;
use crate::page::error::PageError;
use crate::page::observation::{Amiss, Answer};
use crate::page::protocol::Page;
use crate::runbook::model::{Action, Effect, Scope, Step};
use crate::runbook::portal::stands_on;

use super::amiss::PassedOver;
use super::confirm::unproved;
use super::dialog::Others;
use super::errand::NoAccount;
use super::failure::{Failure, Lost, Stop};
use super::form::Reading;
use super::gate::{Gate, GateError, await_login, is_on_portal};
use super::guard;
use super::hands::Hands;
use super::reason::reason;
use super::sequence::Onward;
use super::walk::Walk;

/// Most pauses in one step: a portal that breaks off this often in one place does not let it be finished today.
const MOST_PAUSES: usize = 3;

/// What an interrupted run waits for a person to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// To say that the portal works again.
    PortalUp,
    /// To say that nobody works on the page any more.
    HandsOff,
    /// To log in and choose the entity, if that is needed; whether it is done shows on the portal.
    Login,
}

/// A person's word, waited for.
pub type AwaitedWord = Pin<Box<dyn Future<Output = Result<(), NoAccount>>>>;

/// Whether somebody is there for whom an interrupted run waits.
#[derive(Clone, Copy)]
pub enum Presence<'c> {
    /// Nobody: the run stops.
    Nobody,
    /// A person, who is told what is waited for.
    Somebody(&'c dyn Fn(WaitsFor) -> AwaitedWord),
}

impl fmt::Debug for Presence<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Nobody => "Nobody",
            Self::Somebody(_) => "Somebody",
        })
    }
}

/// Where the page stands since the portal broke off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Left {
    /// Where the step was at work.
    #[default]
    AtWork,
    /// On the portal's first page: whoever logs in there is not to be disturbed by opening it once more.
    AtGate,
}

/// What the step at hand has done so far, for the case that it is taken up again.
#[derive(Default)]
pub(super) struct Attempt {
    /// What interrupted it last, once it is taken up again.
    pub(super) interrupted: Option<Failure>,
    /// Acts of write effect that had been made when it began.
    made: u64,
    /// Address at which it began.
    address: String,
    /// Whether an act of write effect is of unknown outcome.
    is_unknown: bool,
    /// Whether a press that saves was made, or may have been.
    pub(super) is_saved: bool,
    /// What its form held when it was read first, as the plan saw it.
    pub(super) form: Vec<Reading>,
    /// The keys of the list before the press that destroys.
    pub(super) list: Option<Vec<String>>,
    /// The last answer that was amiss, or did not come, and that the page seemed to do without.
    pub(super) passed_over: Option<PassedOver>,
    /// Where the page stands since the portal broke off.
    left: Left,
    /// Whether a person has given the account asked for.
    pub(super) is_answered: bool,
}

impl<P: Page> Walk<'_, P> {
    /// Carries a step out, and takes it up again after each pause.
    pub(super) async fn carry_through(
        &mut self,
        step: &Step,
        scope: &mut Scope,
        name: &str,
    ) -> Result<(Status, Onward), Stop> {
        if matches!(step.action, Action::ForEach(_) | Action::Run(_)) {
            // What it holds pauses by itself.
            return self.act_out(step, scope, name).await;
        }
        self.attempt = Attempt {
            made: self.made,
            address: self.journal.standing().url,
            ..Attempt::default()
        };
        let (mut pauses, mut led) = (0, 0);
        let mut ended = self.act_undisturbed(step, scope, name).await;
        while let Err(stop) = ended {
            let stop = self.told_apart(stop);
            let stop = self.touched_instead(stop).await;
            // What a form's fields hold is stored by its save alone.
            let is_unsaved = matches!(step.action, Action::Set(_)) || !self.may_have_acted();
            let stop = if is_unsaved {
                self.amiss_instead(stop).await?
            } else {
                stop
            };
            self.attempt.is_unknown |= matches!(stop, Stop::Uncertain(_));
            let stop = self.unproved_press(step, stop);
            if !self.may_be_taken_up(step) {
                return Err(stop);
            }
            if let Err(stop) = self.follow_lead(stop, &mut led) {
                self.pause(stop, &mut pauses).await?;
            }
            ended = self.take_up(step, scope, name).await;
        }
        ended
    }

    /// Says whether the step may have changed something on the portal.
    pub(super) fn may_have_acted(&self) -> bool {
        self.attempt.is_unknown || self.made > self.attempt.made
    }

    /// Nothing but a person can tell whether a bare press of write effect has done its work: it is never made again.
    fn may_be_taken_up(&self, step: &Step) -> bool {
        !matches!(&step.action, Action::Press(press) if press.effect >= Effect::Write) || !self.may_have_acted()
    }

    /// A press after which the portal broke off has not been seen to do its work.
    fn unproved_press(&self, step: &Step, stop: Stop) -> Stop {
        if self.may_be_taken_up(step) || stop.interruption().is_none() {
            return stop;
        }
        unproved(stop)
    }

    async fn take_up(&mut self, step: &Step, scope: &mut Scope, name: &str) -> Result<(Status, Onward), Stop> {
        let deadline = self.deadline();
        self.observe(deadline).await?;
        // A `go` begins where every page of the portal has its menu, an `open` anywhere; what may be gone is looked for
        // in its list.
        let is_on_its_way = matches!(step.action, Action::Go(_) | Action::Open(_));
        let looks_in_list = self.attempt.list.is_some() && self.may_have_acted();
        if !is_on_its_way && !looks_in_list {
            self.come_again().await?;
        }
        if self.attempt.is_answered {
            self.postconditions(step, scope, deadline).await?;
            return Ok((Status::Manual, Onward::Known));
        }
        self.act_undisturbed(step, scope, name).await
    }

    /// Carries a step out that only looks, or has to look again because somebody touched the page meanwhile. What was
    /// written is proved on a fresh view and stands.
    async fn act_undisturbed(&mut self, step: &Step, scope: &mut Scope, name: &str) -> Result<(Status, Onward), Stop> {
        let ended = self.act_out(step, scope, name).await?;
        if !self.may_have_acted() && !self.attempt.is_answered {
            self.untouched()?;
        }
        Ok(ended)
    }

    /// Walks the way here again; where there is none, opens the address at which the step began.
    async fn come_again(&mut self) -> Result<(), Stop> {
        if !self.route.is_empty() {
            return self.replay_route().await;
        }
        let address = self.attempt.address.clone();
        if !stands_on(&self.procedure.portal.hosts, &address) {
            return Ok(());
        }
        self.open(&address, self.deadline()).await.map(drop)
    }

    /// Walks the way of a loop again, pausing where the portal breaks off.
    pub(super) async fn replay_unbroken(&mut self) -> Result<(), Stop> {
        let mut pauses = 0;
        let mut ended = self.replay_route().await;
        while let Err(stop) = ended {
            self.pause(stop, &mut pauses).await?;
            ended = self.return_to_route().await;
        }
        Ok(())
    }

    /// Looks where the person has left the page, and walks the way here again.
    async fn return_to_route(&mut self) -> Result<(), Stop> {
        self.observe(self.deadline()).await?;
        self.replay_route().await
    }

    /// Does what only reads, once more after each pause.
    pub(super) async fn unbroken<T>(
        &mut self,
        mut read: impl AsyncFnMut(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut pauses = 0;
        let mut ended = read(self).await;
        while let Err(stop) = ended {
            self.pause(stop, &mut pauses).await?;
            ended = match self.return_to_route().await {
                Ok(()) => read(self).await,
                Err(stop) => Err(stop),
            };
        }
        ended
    }

    /// Waits until an interruption is over; a stop that is none, or that nobody waits for, is handed back.
    pub(super) async fn pause(&mut self, stop: Stop, pauses: &mut usize) -> Result<(), Stop> {
        let stop = self.told_apart(stop);
        let (Presence::Somebody(says), Some(cause)) = (self.presence, stop.interruption().cloned()) else {
            return Err(stop);
        };
        if *pauses == MOST_PAUSES {
            let count = pauses.to_string();
            self.journal.note(reason("pauses-too-many", &[("count", &count)]))?;
            return Err(stop);
        }
        *pauses += 1;
        let paused = self.journal.pause(cause.reason())?;
        if let Err(other) = self.wait_through(&cause, says).await {
            return Err(match (stop, other) {
                (_, Some(Stop::Evidence(error))) => Stop::Evidence(error),
                (Stop::Blocked(_) | Stop::Failed(_), Some(other)) => other,
                // A write of unknown outcome weighs more than whatever ended the pause.
                (stop, _) => stop,
            });
        }
        self.journal.resume(paused)?;
        self.forget_the_page();
        self.attempt.interrupted = Some(cause);
        Ok(())
    }

    /// Opens the portal's first page and waits for the login there, once the portal answers; returns why it gave up, if
    /// for another reason than the one it waited for.
    async fn wait_through(
        &mut self,
        cause: &Failure,
        says: &dyn Fn(WaitsFor) -> AwaitedWord,
    ) -> Result<(), Option<Stop>> {
        let mut first = cause.waits_for();
        loop {
            if let Some(word) = first {
                says(word).await.map_err(|why| gave_up(&why))?;
            }
            let closed = if std::mem::take(&mut self.attempt.left) == Left::AtGate {
                None
            } else {
                self.knock().await.map_err(|error| Some(error.into()))?
            };
            match closed {
                None => {
                    says(WaitsFor::Login).await.map_err(|why| gave_up(&why))?;
                    return self.await_person().await;
                }
                Some(closed) => {
                    let why = closed.reason();
                    self.journal.note(why).map_err(|error| Some(error.into()))?;
                    first = Some(WaitsFor::PortalUp);
                }
            }
        }
    }

    /// Opens the portal's first page; returns what keeps the portal closed.
    async fn knock(&mut self) -> Result<Option<Failure>, PageError> {
        let portal = self.procedure.portal;
        let start = portal.base.join(&portal.start).unwrap_or_else(|_| portal.base.clone());
        while !self.page.windows().await?.is_empty() {
            self.page.close_window().await?;
        }
        let opened = match self.page.open(start.as_str()).await {
            // The page asks whether it may be left: what it holds was never saved.
            Err(PageError::DialogOpen(says)) if says.is_empty() => self.page.answer(&Answer::Accept(None)).await,
            opened => opened,
        };
        if let Err(error) = opened {
            let is_closed = matches!(error, PageError::Unreachable(_) | PageError::Silent(_));
            return if is_closed { Ok(Some(error.into())) } else { Err(error) };
        }
        if !is_on_portal(portal, &self.page.address().await?) {
            return Ok(None);
        }
        match self.page.settle(None, portal.deadline).await {
            Ok(seen) => {
                let closed = guard::closed(portal, &seen.texts);
                let fails = || match &seen.amiss {
                    Some(amiss @ Amiss::Page(_)) => Some(Failure::amiss(amiss, start.as_str())),
                    Some(_) | None => None,
                };
                Ok(closed.or_else(fails))
            }
            Err(PageError::Elsewhere(_)) => Ok(None),
            Err(error @ PageError::Silent(_)) => Ok(Some(error.into())),
            Err(other) => Err(other),
        }
    }

    /// A page that came in answer to a request of the page's script may be that of the login or of works: of such answers
    /// the browser tells no more than that. The portal's first page says whether the portal is closed.
    pub(super) async fn told_closer(&mut self, failure: Failure) -> Result<Failure, Stop> {
        if !matches!(failure, Failure::SessionLost(Lost::Answer(_))) {
            return Ok(failure);
        }
        self.seen = None;
        self.journal.note(reason("portal-asked", &[]))?;
        Ok(match self.knock().await {
            Ok(Some(closed)) => closed,
            Ok(None) => {
                self.attempt.left = Left::AtGate;
                failure
            }
            // What hinders the look does not tell what the answer was.
            Err(_) => failure,
        })
    }

    /// Waits as before the run: until the marker and the entity of the run are shown.
    async fn await_person(&mut self) -> Result<(), Option<Stop>> {
        let entity = self.procedure.entity.as_str();
        let stored = RefCell::new(Ok(()));
        let ended = {
            let Self { page, journal, .. } = self;
            let journal = RefCell::new(journal);
            let tell = |shown: &str| {
                let told = reason("entity-other", &[("seen", shown), ("wanted", entity)]);
                let noted = journal.borrow_mut().note(told);
                if noted.is_err() {
                    *stored.borrow_mut() = noted;
                }
            };
            let gate = Gate {
                portal: self.procedure.portal,
                entity: Some(entity),
                stop: self.stop,
                other_entity: &tell,
            };
            await_login(*page, &gate).await
        };
        stored.into_inner().map_err(|error| Some(error.into()))?;
        ended.map_err(|error| match error {
            GateError::NotLoggedIn => None,
            GateError::OtherEntity(seen) => Some(Stop::Blocked(Failure::EntityWrong {
                wanted: entity.to_owned(),
                seen,
            })),
            GateError::Interrupted => Some(Stop::Blocked(Failure::Interrupted)),
            GateError::Page(error) => Some(error.into()),
        })
    }

    /// What was seen before a pause is not there any more.
    pub(super) fn forget_the_page(&mut self) {
        self.seen = None;
        self.texts = None;
        self.hands = Hands::Person;
        self.touched = None;
        self.attempt.passed_over = None;
        self.list = None;
        self.read_tables.clear();
        self.hindrances.clear();
        self.expected.clear();
        self.others = Others::LeftOpen;
        self.journal.forget();
    }
}

fn gave_up(no_word: &NoAccount) -> Option<Stop> {
    match no_word {
        NoAccount::Nobody => None,
        NoAccount::Interrupted => Some(Stop::Blocked(Failure::Interrupted)),
    }
}

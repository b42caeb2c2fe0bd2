//! The verb `visit`: an address outside the portal must answer, in a tab of its own, where nothing is pressed.

use url::Url;

use crate::evidence::format::{ActResult, Status, Visited};
use crate::page::error::PageError;
use crate::page::observation::Observation;
use crate::page::protocol::Page;
use crate::runbook::model::{Effect, Scope, Step, Template};

use super::failure::{Failure, Stop, VisitFailure};
use super::guard::is_one_of;
use super::locate::Aim;
use super::record::{Unseen, stored_url};
use super::settle::Deadline;
use super::walk::Walk;

/// Status from which on a server refuses or fails.
const REFUSED: u16 = 400;

impl<P: Page> Walk<'_, P> {
    /// Visits an address, keeps its picture and comes back to the portal, whatever the address does.
    pub(super) async fn visit(
        &mut self,
        step: &Step,
        address: &Template,
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<Status, Stop> {
        let address = self.visitable(&address.fill(scope))?;
        // The way back has a picture to begin with.
        self.view(deadline).await?;
        let visited = self.go_and_see(step, &address, scope, deadline).await;
        let back = match visited {
            Err(Stop::Evidence(error)) => return Err(Stop::Evidence(error)),
            Ok(()) | Err(_) => self.come_back(&address).await,
        };
        visited.and(back).map(|()| Status::Unchanged)
    }

    /// Accepts an encrypted address that is none of the portal's; on a practice portal also one of this machine.
    fn visitable(&self, address: &str) -> Result<Url, Stop> {
        let portal = self.procedure.portal;
        let refused = |failure| Err(Stop::Blocked(Failure::Visit(failure)));
        let Ok(url) = Url::parse(address) else {
            return refused(VisitFailure::Insecure(address.to_owned()));
        };
        let is_sound = url.has_host() && url.username().is_empty() && url.password().is_none();
        if !is_sound || !is_encrypted(&url, &portal.base) {
            return refused(VisitFailure::Insecure(address.to_owned()));
        }
        if is_one_of(&portal.hosts, address) || is_one_of(&portal.login.hosts, address) {
            return refused(VisitFailure::Inside(address.to_owned()));
        }
        Ok(url)
    }

    async fn go_and_see(&mut self, step: &Step, address: &Url, scope: &Scope, deadline: Deadline) -> Result<(), Stop> {
        let intent = self
            .journal
            .intent("visit", Effect::Read, None, Some(address.to_string()))?;
        self.seen = None;
        self.texts = None;
        let mut visited = Visited {
            address: address.to_string(),
            ended: None,
            status: None,
            observed: None,
        };
        let seen = match self.answer_of(step, address, scope, deadline, &mut visited).await {
            Ok(seen) => seen,
            Err(failure) => {
                let why = failure.reason();
                if matches!(&failure, Failure::Visit(visit) if visit.is_unseen()) {
                    self.journal.outcome_unseen(intent, ActResult::Done, why)?;
                } else {
                    self.journal.outcome(intent, ActResult::Refused(why), None)?;
                }
                self.journal.visited(visited)?;
                return Err(Stop::Failed(failure));
            }
        };
        let observed = match self.journal.observed_after(self.page, &seen).await {
            Ok(observed) => observed,
            Err(Unseen::Evidence(error)) => return Err(Stop::Evidence(error)),
            Err(Unseen::Page(error)) => {
                let failure = unanswered(address, error);
                let why = failure.reason();
                self.journal.outcome(intent, ActResult::Refused(why), None)?;
                return Err(Stop::Failed(failure));
            }
        };
        self.journal.outcome(intent, ActResult::Done, Some(observed))?;
        visited.observed = Some(observed);
        let status = visited.status;
        self.journal.visited(visited)?;
        let address = address.to_string();
        match status {
            None => {
                let why = String::new();
                Err(Stop::Failed(Failure::Visit(VisitFailure::Unanswered { address, why })))
            }
            Some(status) if status >= REFUSED => {
                Err(Stop::Failed(Failure::Visit(VisitFailure::Refused { address, status })))
            }
            Some(_) => self.check_visited(step, scope, &seen),
        }
    }

    /// Opens the address and waits until the page has come to rest and shows what the step wants to see.
    async fn answer_of(
        &mut self,
        step: &Step,
        address: &Url,
        scope: &Scope,
        deadline: Deadline,
        visited: &mut Visited,
    ) -> Result<Observation, Failure> {
        let failed = |error| unanswered(address, error);
        self.page.visit(address.as_str()).await.map_err(failed)?;
        let mut unlike: Option<String> = None;
        loop {
            let ended = self.page.address().await.map_err(failed)?;
            led_on(address, &ended)?;
            visited.ended = (ended != address.as_str()).then(|| stored_url(&ended));
            let settled = self.page.settle(unlike.as_deref(), deadline.left()).await;
            let seen = match settled {
                Err(PageError::Elsewhere(_)) => {
                    let ended = self.page.address().await.map_err(failed)?;
                    led_on(address, &ended)?;
                    continue;
                }
                settled => settled.map_err(failed)?,
            };
            visited.status = self.page.answered().await.map_err(failed)?;
            let is_refused = visited.status.is_none_or(|status| status >= REFUSED);
            if is_refused || deadline.passed() || self.check_visited(step, scope, &seen).is_ok() {
                return Ok(seen);
            }
            unlike = Some(seen.fingerprint);
        }
    }

    fn check_visited(&self, step: &Step, scope: &Scope, seen: &Observation) -> Result<(), Stop> {
        let shows = |aim: &Aim| seen.texts.iter().any(|text| aim.names(text));
        for text in &step.see {
            let aim = self.aim(text, scope);
            if !shows(&aim) {
                return Err(Stop::Failed(Failure::TextMissing(aim.label)));
            }
        }
        for text in &step.not_see {
            let aim = self.aim(text, scope);
            if shows(&aim) {
                return Err(Stop::Failed(Failure::TextPresent(aim.label)));
            }
        }
        Ok(())
    }

    /// Closes the tab and shows that the portal is in front again.
    async fn come_back(&mut self, address: &Url) -> Result<(), Stop> {
        let intent = self
            .journal
            .intent("close-window", Effect::Navigate, None, Some(address.to_string()))?;
        self.seen = None;
        self.texts = None;
        if let Err(error) = self.page.leave_visit().await {
            let failure = Failure::from(error);
            self.journal
                .outcome(intent, ActResult::Refused(failure.reason()), None)?;
            return Err(Stop::Failed(failure));
        }
        let seen = self.finish_act(intent, Effect::Navigate, self.deadline()).await?;
        self.check_seen(&seen)?;
        self.texts = Some(seen.texts.clone());
        Ok(())
    }
}

/// Says whether nobody on the way can read along; a practice portal, which lives on one machine, has neighbours there.
fn is_encrypted(url: &Url, portal: &Url) -> bool {
    let is_practice = portal.scheme() == "http";
    url.scheme() == "https" || (is_practice && url.scheme() == "http" && url.host_str() == Some("127.0.0.1"))
}

/// Refuses an end of the visit that is not where it began: nothing there was meant to be looked at.
fn led_on(address: &Url, ended: &str) -> Result<(), Failure> {
    let Ok(url) = Url::parse(ended) else {
        return Ok(());
    };
    if url.origin() == address.origin() || !url.has_host() {
        return Ok(());
    }
    let (address, ended) = (address.to_string(), stored_url(ended));
    Err(Failure::Visit(
        if url.scheme() == "https" || address.starts_with("http:") {
            VisitFailure::Elsewhere { address, ended }
        } else {
            VisitFailure::Downgraded { address, ended }
        },
    ))
}

fn unanswered(address: &Url, error: PageError) -> Failure {
    let why = match error {
        PageError::Unreachable(why) | PageError::Silent(why) => why,
        PageError::Lost(_)
        | PageError::Protocol(_)
        | PageError::Detached
        | PageError::NotReady { .. }
        | PageError::DialogOpen(_)
        | PageError::Elsewhere(_) => return error.into(),
    };
    Failure::Visit(VisitFailure::Unanswered {
        address: address.to_string(),
        why,
    })
}

//! The verb `visit`: an address outside the portal must answer, in a tab of its own, where nothing is pressed.

use url::Url;

use crate::evidence::format::{ActResult, Status, Visited};
use crate::page::error::PageError;
use crate::page::observation::Observation;
use crate::page::protocol::Page;
use crate::runbook::model::{Effect, Scope, Step, Template};
use crate::runbook::portal::Portal;

use super::failure::{Failure, Stop, VisitFailure};
use super::locate::Aim;
use super::record::{Unseen, stored_url};
use super::settle::Deadline;
use super::step::standing;
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
        let address = visitable(self.procedure.portal, &address.fill(scope))
            .map_err(|failure| Stop::Blocked(Failure::Visit(failure)))?;
        // The way back has a picture to begin with.
        self.view(deadline).await?;
        let visited = self.go_and_see(step, &address, scope, deadline).await;
        let back = match visited {
            Err(Stop::Evidence(error)) => return Err(Stop::Evidence(error)),
            Ok(()) | Err(_) => self.come_back(&address).await,
        };
        visited.and(back).map(|()| Status::Unchanged)
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
                // Back where it may be looked at, it is; but a page that hides on an address without a host must not be
                // waited for without end.
                Err(PageError::Elsewhere(_)) if !deadline.passed() => {
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
        let aims = |texts: &[Template]| -> Vec<Aim> { texts.iter().map(|text| self.aim(text, scope)).collect() };
        standing(seen, &aims(&step.see), &aims(&step.not_see)).map_err(Stop::Failed)
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
        self.texts = seen.whole_texts();
        Ok(())
    }
}

/// Accepts an encrypted address that is none of the portal's; on a practice portal also one of this machine.
fn visitable(portal: &Portal, address: &str) -> Result<Url, VisitFailure> {
    let insecure = || VisitFailure::Insecure(address.to_owned());
    let url = Url::parse(address).map_err(|_| insecure())?;
    let is_sound = url.has_host() && url.username().is_empty() && url.password().is_none();
    if !is_sound || !is_encrypted(&url, &portal.base) {
        return Err(insecure());
    }
    if is_inside(portal, &url) {
        return Err(VisitFailure::Inside(address.to_owned()));
    }
    Ok(url)
}

/// Says whether nobody on the way can read along; a practice portal, which lives on one machine, has neighbours there.
fn is_encrypted(url: &Url, portal: &Url) -> bool {
    let is_practice = portal.scheme() == "http";
    url.scheme() == "https" || (is_practice && url.scheme() == "http" && url.host_str() == Some("127.0.0.1"))
}

/// Says whether a server is one of the portal's or of its login, whatever the port: the browser sends what it keeps of a
/// session to every port of a server. The practice portals are one server, told apart by their ports alone.
fn is_inside(portal: &Portal, url: &Url) -> bool {
    let server = |url: &Url| url.host_str().map(|host| host.trim_end_matches('.').to_owned());
    let is_same = |own: &Url| {
        let is_practice = own.scheme() == "http";
        server(own) == server(url) && (!is_practice || own.port() == url.port())
    };
    portal.hosts.iter().chain(&portal.login.hosts).any(is_same)
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
        | PageError::WindowClosed(_)
        | PageError::Protocol(_)
        | PageError::Detached
        | PageError::NotReady { .. }
        | PageError::DialogOpen(_)
        | PageError::Uncovered(_)
        | PageError::Elsewhere(_) => return error.into(),
    };
    Failure::Visit(VisitFailure::Unanswered {
        address: address.to_string(),
        why,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::runbook::read_portal;

    fn portal() -> Portal {
        read_portal(Path::new("runbooks/epuap/portal.toml")).unwrap()
    }

    #[test]
    fn nothing_of_the_portal_is_visited_and_nothing_that_others_can_read() {
        let portal = portal();
        for right in [
            "https://bip.gliwice.eu/",
            "https://bip.gliwice.eu:8443/k?id=1",
            "https://epuap.gov.pl.evil.example/",
            "https://evil.example/?https://epuap.gov.pl/",
        ] {
            assert!(visitable(&portal, right).is_ok(), "{right}");
        }
        for inside in [
            "https://epuap.gov.pl/",
            "https://EPUAP.gov.pl/",
            "https://epuap.gov.pl./",
            "https://epuap.gov.pl:8443/",
            "https:epuap.gov.pl",
            "https:\\\\epuap.gov.pl/",
        ] {
            assert!(
                matches!(visitable(&portal, inside), Err(VisitFailure::Inside(_))),
                "{inside}"
            );
        }
        for insecure in [
            "",
            "bip.gliwice.eu",
            "http://bip.gliwice.eu/",
            "http://127.0.0.1:8001/",
            "https://anna@bip.gliwice.eu/",
            "https://anna:haslo@bip.gliwice.eu/",
            "https://epuap.gov.pl@evil.example/",
            "file:///etc/passwd",
            "file://bip.gliwice.eu/x",
            "data:text/html,x",
            "javascript:alert(1)",
            "javascript://bip.gliwice.eu/%0aalert(1)",
            "blob:https://bip.gliwice.eu/x",
            "view-source:https://bip.gliwice.eu/",
            "about:blank",
            "chrome://settings/",
            "ftp://bip.gliwice.eu/",
            "wss://bip.gliwice.eu/",
        ] {
            assert!(
                matches!(visitable(&portal, insecure), Err(VisitFailure::Insecure(_))),
                "{insecure}"
            );
        }
    }

    #[test]
    fn a_practice_portal_is_told_from_its_neighbours_by_the_port() {
        let url = |text: &str| Url::parse(text).unwrap();
        let portal = portal().at(url("http://127.0.0.1:8001"), url("http://127.0.0.1:8002"));
        assert!(visitable(&portal, "http://127.0.0.1:8003/").is_ok());
        assert!(visitable(&portal, "https://bip.gliwice.eu/").is_ok());
        for inside in [
            "http://127.0.0.1:8001/x",
            "http://127.0.0.1:8002/",
            "http://127.1:8001/",
        ] {
            assert!(
                matches!(visitable(&portal, inside), Err(VisitFailure::Inside(_))),
                "{inside}"
            );
        }
        for insecure in [
            "http://localhost:8003/",
            "http://[::1]:8003/",
            "http://127.0.0.2:8003/",
            "http://bip.gliwice.eu/",
        ] {
            assert!(
                matches!(visitable(&portal, insecure), Err(VisitFailure::Insecure(_))),
                "{insecure}"
            );
        }
    }

    #[test]
    fn a_visit_that_is_led_to_another_server_ends() {
        let from = Url::parse("https://bip.gliwice.eu/k").unwrap();
        for stays in [
            "https://bip.gliwice.eu/other",
            "https://bip.gliwice.eu:443/",
            "about:blank",
        ] {
            assert!(led_on(&from, stays).is_ok(), "{stays}");
        }
        for led in [
            "http://bip.gliwice.eu/",
            "https://bip.gliwice.eu:8443/",
            "https://epuap.gov.pl/",
            "https://bip.gliwice.eu./",
            "file://server/etc/passwd",
        ] {
            assert!(led_on(&from, led).is_err(), "{led}");
        }
    }
}

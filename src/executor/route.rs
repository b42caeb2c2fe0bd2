//! The way to a view: steps that only move, remembered so that they can be walked again.

use std::slice;

use url::Url;

use crate::page::protocol::Page;
use crate::runbook::model::{Action, Effect, Scope, Step};
use crate::runbook::portal::stands_on;

use super::failure::{Failure, Stop};
use super::walk::{Leg, Walk};

impl<P: Page> Walk<'_, P> {
    /// Carries out a step that only moves.
    pub(super) async fn navigate(&mut self, step: &Step, scope: &Scope) -> Result<(), Stop> {
        match &step.action {
            Action::Go(labels) => {
                let Some((last, way)) = labels.split_last() else {
                    return Ok(());
                };
                for label in way {
                    self.pass(&self.aim(label, scope), self.deadline()).await?;
                }
                let aim = self.aim(last, scope);
                self.press(&aim, None, Effect::Navigate, self.deadline())
                    .await
                    .map(drop)
            }
            Action::Open(below) => {
                let address = address_below(&self.procedure.portal.base, &below.fill(scope))?;
                self.open(&address, self.deadline()).await.map(drop)
            }
            Action::Press(press) => self.press_step(step, press, scope, self.deadline()).await,
            Action::Filter(goals) => self.filter(step, goals, scope).await,
            Action::See
            | Action::Set(_)
            | Action::Check(_)
            | Action::Record(_)
            | Action::Visit(_)
            | Action::Manual(_)
            | Action::Destroy(_)
            | Action::ForEach(_)
            | Action::Run(_) => Ok(()),
        }
    }

    /// Remembers how to come here again: from the nearest `go` or `open` on.
    pub(super) fn remember(&mut self, step: &Step, scope: &Scope) {
        if matches!(step.action, Action::Go(_) | Action::Open(_)) {
            self.route.clear();
        }
        self.route.push(Leg {
            step: step.clone(),
            scope: scope.clone(),
        });
    }

    /// Leaves the page and comes here again on a fresh view.
    pub(super) async fn replay_route(&mut self) -> Result<(), Stop> {
        let route = self.route.clone();
        self.walk_again(&route).await
    }

    /// Walks a way that was walked before.
    pub(super) async fn walk_again(&mut self, way: &[Leg]) -> Result<(), Stop> {
        let route = std::mem::take(&mut self.route);
        let walked = self.walk_legs(way).await;
        self.route = route;
        walked
    }

    async fn walk_legs(&mut self, way: &[Leg]) -> Result<(), Stop> {
        for leg in way {
            self.front(&leg.step, &leg.scope, self.deadline()).await?;
            self.navigate(&leg.step, &leg.scope).await?;
            self.postconditions(&leg.step, &leg.scope, self.deadline()).await?;
            self.route.push(leg.clone());
        }
        Ok(())
    }
}

/// Puts a path below the portal's address; values in it may be anything, and must not lead to another server.
fn address_below(base: &Url, below: &str) -> Result<String, Stop> {
    match base.join(below) {
        Ok(address) if stands_on(slice::from_ref(base), address.as_str()) => Ok(address.into()),
        Ok(address) => Err(Stop::Blocked(Failure::HostWrong(address.into()))),
        Err(_) => Err(Stop::Blocked(Failure::HostWrong(below.to_owned()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leads_to_another_server() {
        let base = Url::parse("https://epuap.gov.pl").unwrap();
        for (below, address) in [
            ("/wps/portal", "https://epuap.gov.pl/wps/portal"),
            ("/../../x", "https://epuap.gov.pl/x"),
            (
                "/x?next=https://evil.example",
                "https://epuap.gov.pl/x?next=https://evil.example",
            ),
            ("//epuap.gov.pl/x", "https://epuap.gov.pl/x"),
        ] {
            assert_eq!(address_below(&base, below).ok().as_deref(), Some(address), "{below}");
        }
        for below in [
            "//evil.example/",
            "/\\evil.example/",
            "\\\\evil.example/",
            "/\t/evil.example/",
            "///evil.example/",
            "//anna@epuap.gov.pl/",
            "//epuap.gov.pl:8443/",
            "//epuap.gov.pl./",
            "//[",
            "https://evil.example/",
            "http://epuap.gov.pl/",
            "blob:https://epuap.gov.pl/x",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "view-source:https://epuap.gov.pl/",
            "about:blank",
        ] {
            assert!(address_below(&base, below).is_err(), "{below}");
        }
    }
}

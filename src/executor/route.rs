//! The way to a view: steps that only move, remembered so that they can be walked again.

use crate::page::protocol::Page;
use crate::runbook::model::{Action, Effect, Scope, Step};

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
                let address = self.address_of(&below.fill(scope))?;
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

    fn address_of(&self, below: &str) -> Result<String, Stop> {
        let base = &self.procedure.portal.base;
        match base.join(below) {
            Ok(address) if address.origin() == base.origin() => Ok(address.into()),
            Ok(address) => Err(Stop::Blocked(Failure::HostWrong(address.into()))),
            Err(_) => Err(Stop::Blocked(Failure::HostWrong(below.to_owned()))),
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

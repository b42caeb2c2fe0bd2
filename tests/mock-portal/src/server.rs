//! Starting and stopping the origins: portal, login side, PULL service.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;

use crate::card::Card;
use crate::client::Mailbox;
use crate::documents::{Delivery, Letter, Refused};
use crate::fault::Fault;
use crate::origins::{Bound, Origins};
use crate::portal::Names;
use crate::settings::Settings;
use crate::skrytka::Skrytka;
use crate::soap::Parcel;
use crate::state::Portal;
use crate::storm::Storm;
use crate::system::System;
use crate::truth::Truth;
use crate::turn::Turn;
use crate::{login, portal, pull, push};

/// A running practice portal. Dropping it stops all origins.
pub struct MockPortal {
    portal: Arc<Portal>,
    origins: Origins,
}

impl MockPortal {
    /// Binds all origins on 127.0.0.1 and serves them in the background.
    pub async fn start(settings: Settings) -> io::Result<Self> {
        let portal_side = Bound::at(settings.portal_port).await?;
        let login_side = Bound::at(settings.login_port).await?;
        let service_side = Bound::at(settings.pull_port).await?;
        let urls = [portal_side.url()?, login_side.url()?, service_side.url()?];
        let portal = Arc::new(Portal::new(urls, settings, Names::random()?));
        let origins = Origins::serve([
            (portal_side, portal::router(Arc::clone(&portal))),
            (login_side, login::router(Arc::clone(&portal))),
            (service_side, pull::router(Arc::clone(&portal))),
        ]);
        Ok(Self { portal, origins })
    }

    /// The address of the portal, without a path.
    pub fn portal_url(&self) -> &str {
        &self.portal.url
    }

    /// The address of the login side, without a path.
    pub fn login_url(&self) -> &str {
        &self.portal.login_url
    }

    /// The address of the PULL service; no page leads there.
    pub fn pull_url(&self) -> &str {
        &self.portal.pull_url
    }

    /// The skrytki of a subject, as an office writes them into the settings of a system.
    pub fn mailboxes(&self, podmiot: &str) -> Vec<Mailbox> {
        let state = self.portal.lock();
        let skrytki = state.skrytki.get(podmiot).into_iter().flatten();
        skrytki
            .map(|skrytka| Mailbox {
                podmiot: podmiot.to_owned(),
                skrytka: skrytka.name.clone(),
                address: skrytka.address.clone(),
            })
            .collect()
    }

    /// Tells where a system listens for documents of PUSH skrytki. They go there while it is registered.
    pub fn listen_at(&self, system: &str, url: &str) {
        let mut state = self.portal.lock();
        state.listening.insert(system.to_owned(), url.to_owned());
    }

    /// The true state and journal.
    pub fn truth(&self) -> Truth {
        Truth {
            portal: Arc::clone(&self.portal),
        }
    }

    /// Changes a stored skrytka before anybody looks at it; the journal does not tell.
    pub fn arrange_skrytka(&self, podmiot: &str, name: &str, change: impl FnOnce(&mut Skrytka)) {
        if let Some(skrytka) = self.portal.lock().skrytka_mut(podmiot, name) {
            change(skrytka);
        }
    }

    /// Changes the list of skrytki of a subject before anybody looks at it; the journal does not tell.
    pub fn arrange_skrytki(&self, podmiot: &str, change: impl FnOnce(&mut Vec<Skrytka>)) {
        change(self.portal.lock().skrytki.entry(podmiot.to_owned()).or_default());
    }

    /// Changes the systems of a subject before anybody looks at them; the journal does not tell.
    pub fn arrange_systems(&self, podmiot: &str, change: impl FnOnce(&mut Vec<System>)) {
        change(self.portal.lock().systems.entry(podmiot.to_owned()).or_default());
    }

    /// Hands in a citizen's document to the skrytka of a subject; returns its number.
    ///
    /// When this returns, a PULL skrytka has queued the document and a PUSH skrytka has passed it on or
    /// stranded it.
    pub async fn submit(&self, podmiot: &str, skrytka: &str, letter: Letter) -> Result<u64, Refused> {
        let accepted = self.portal.lock().accept(podmiot, skrytka, letter)?;
        let document = match accepted {
            Delivery::Queued(document) => return Ok(document.id),
            Delivery::AtOnce(document) => document,
        };
        let receivers = self.portal.lock().receivers(podmiot);
        let parcel = Parcel::of(&document, skrytka);
        let mut taken_by = None;
        for (system, url) in receivers {
            if push::deliver(&url, &parcel).await.is_ok() {
                taken_by = Some(system);
                break;
            }
        }
        self.portal.lock().settle_push(skrytka, &document, taken_by);
        Ok(document.id)
    }

    /// Changes the karty spraw of a subject before anybody looks at them; the journal does not tell.
    pub fn arrange_cards(&self, podmiot: &str, change: impl FnOnce(&mut Vec<Card>)) {
        change(self.portal.lock().cards.entry(podmiot.to_owned()).or_default());
    }

    /// The faults that are on.
    pub fn faults(&self) -> Vec<Fault> {
        self.portal.lock().faults.active().to_vec()
    }

    /// Turns a fault on; it replaces a fault of the same kind.
    pub fn set_fault(&self, fault: Fault) {
        self.portal.lock().faults.set(fault);
    }

    /// Lets a fault come up at a turn.
    pub fn set_fault_at(&self, fault: Fault, turn: Turn) {
        self.portal.lock().faults.schedule.wait(fault, turn, None);
    }

    /// Lets a fault come up at a turn and end after this many requests, with that of the turn.
    pub fn set_fault_during(&self, fault: Fault, turn: Turn, requests: u32) {
        self.portal.lock().faults.schedule.wait(fault, turn, Some(requests));
    }

    /// Lets faults come up at random.
    pub fn set_storm(&self, storm: Storm) {
        self.portal.lock().faults.schedule.storm(storm);
    }

    /// Puts the portal's clock forward, so that sessions age without anybody waiting.
    pub fn move_clock(&self, by: Duration) {
        let mut state = self.portal.lock();
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        state.clock_ahead = state.clock_ahead.saturating_add(by);
    }

    /// Turns off the fault of the same kind, whatever its details.
    pub fn clear_fault(&self, fault: &Fault) {
        self.portal.lock().faults.clear(fault);
    }

    /// Turns all faults off, also those that are to come, and ends the storm.
    pub fn clear_faults(&self) {
        self.portal.lock().faults.clear_all();
    }

    /// Stops all origins at once.
    pub fn stop(self) {
        drop(self);
    }
}

/// Serves until the process ends; `ready` learns the addresses once all origins are bound.
pub async fn serve(settings: Settings, ready: impl FnOnce(&MockPortal)) -> io::Result<()> {
    let mut portal = MockPortal::start(settings).await?;
    ready(&portal);
    portal.origins.until_failure().await
}

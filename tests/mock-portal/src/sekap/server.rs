//! Starting SEKAP and connecting it to ePUAP.

use std::io;
use std::sync::Arc;

use super::fault::SekapFault;
use super::journal::SekapTruth;
use super::state::Sekap;
use super::unit::Unit;
use super::{link, panel};
use crate::client::{Death, Puller, Register, Round};
use crate::fixture::SEKAP_SYSTEM;
use crate::origins::{Bound, Origins};
use crate::server::MockPortal;

/// The start-up choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SekapSettings {
    /// The panel's port on 127.0.0.1; 0 lets the system choose.
    pub panel_port: u16,
    /// The login side's port on 127.0.0.1; 0 lets the system choose.
    pub login_port: u16,
    /// The receiver's port on 127.0.0.1; 0 lets the system choose.
    pub receiver_port: u16,
}

/// A running SEKAP. Dropping it stops all its origins.
pub struct MockSekap {
    sekap: Arc<Sekap>,
    /// Kept: dropping it ends the serving.
    _origins: Origins,
}

impl MockSekap {
    /// Binds all origins on 127.0.0.1 and serves them in the background.
    pub async fn start(settings: SekapSettings) -> io::Result<Self> {
        let panel_side = Bound::at(settings.panel_port).await?;
        let login_side = Bound::at(settings.login_port).await?;
        let receiver = Bound::at(settings.receiver_port).await?;
        let urls = [
            panel_side.url()?,
            login_side.url()?,
            format!("{}{}", receiver.url()?, link::PATH),
        ];
        let sekap = Arc::new(Sekap::new(urls));
        let origins = Origins::serve([
            (panel_side, panel::panel_router(Arc::clone(&sekap))),
            (login_side, panel::login_router(Arc::clone(&sekap))),
            (receiver, link::router(Arc::clone(&sekap))),
        ]);
        Ok(Self {
            sekap,
            _origins: origins,
        })
    }

    /// The address of the panel, without a path.
    pub fn panel_url(&self) -> &str {
        &self.sekap.panel_url
    }

    /// The address of the login side, without a path.
    pub fn login_url(&self) -> &str {
        &self.sekap.login_url
    }

    /// The true state and journal.
    pub fn truth(&self) -> SekapTruth {
        SekapTruth {
            sekap: Arc::clone(&self.sekap),
        }
    }

    /// Turns a fault on.
    pub fn set_fault(&self, fault: SekapFault) {
        self.sekap.lock().faults.push(fault);
    }

    /// Turns all faults off.
    pub fn clear_faults(&self) {
        self.sekap.lock().faults.clear();
    }

    /// Connects SEKAP to ePUAP on behalf of subjects: it listens for their PUSH skrytki and knows all
    /// their skrytki by name and address.
    pub fn connect(&self, epuap: &MockPortal, podmioty: &[&str]) {
        epuap.listen_at(SEKAP_SYSTEM, &self.sekap.receiver_url);
        let mailboxes = podmioty.iter().flat_map(|podmiot| epuap.mailboxes(podmiot)).collect();
        let puller = Puller::new(SEKAP_SYSTEM, epuap.pull_url(), Arc::clone(&self.sekap.register));
        self.sekap.lock().connect(puller, mailboxes);
    }

    /// Collects whatever waits for the subjects that SEKAP still serves.
    pub async fn round(&self) -> Round {
        link::round(&self.sekap).await
    }

    /// The Marshal's Office deletes the karty spraw of a subject that SEKAP still synchronises; returns how many.
    /// Cards that were redirected before are the office's own by now and stay.
    pub fn remove_cards(&self, epuap: &MockPortal, podmiot: &str) -> usize {
        let mut removed = 0;
        epuap.arrange_cards(podmiot, |cards| {
            let before = cards.len();
            cards.retain(|card| !card.is_synchronised());
            removed = before - cards.len();
        });
        removed
    }

    /// Lets its client die at the next document.
    pub fn die(&self, at: Death) {
        if let Some((puller, _)) = self.sekap.lock().connection() {
            puller.die(at);
        }
    }

    /// Starts its client again.
    pub fn restart(&self) {
        if let Some((puller, _)) = self.sekap.lock().connection() {
            puller.restart();
        }
    }

    /// The mail that reached SEKAP.
    pub fn register(&self) -> &Register {
        &self.sekap.register
    }

    /// Changes the units before anybody looks at them; the journal does not tell.
    pub fn arrange_units(&self, change: impl FnOnce(&mut Vec<Unit>)) {
        change(&mut self.sekap.lock().units);
    }
}

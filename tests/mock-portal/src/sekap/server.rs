//! Starting SEKAP and connecting it to ePUAP.

use std::io;
use std::sync::Arc;

use super::link;
use super::state::Sekap;
use super::unit::Unit;
use crate::client::{Death, Puller, Register, Round};
use crate::fixture::SEKAP_SYSTEM;
use crate::origins::{Bound, Origins};
use crate::server::MockPortal;

/// A running SEKAP. Dropping it stops all its origins.
pub struct MockSekap {
    sekap: Arc<Sekap>,
    /// Kept: dropping it ends the serving.
    _origins: Origins,
}

impl MockSekap {
    /// Binds all origins on 127.0.0.1 and serves them in the background.
    pub async fn start() -> io::Result<Self> {
        let receiver = Bound::at(0).await?;
        let sekap = Arc::new(Sekap::new(format!("{}{}", receiver.url()?, link::PATH)));
        let origins = Origins::serve([(receiver, link::router(Arc::clone(&sekap)))]);
        Ok(Self {
            sekap,
            _origins: origins,
        })
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

    /// Changes a unit before anybody looks at it; the journal does not tell.
    pub fn arrange_unit(&self, name: &str, change: impl FnOnce(&mut Unit)) {
        if let Some(unit) = self.sekap.lock().units.iter_mut().find(|unit| unit.name == name) {
            change(unit);
        }
    }
}

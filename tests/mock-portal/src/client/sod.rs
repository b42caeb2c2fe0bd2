//! The office's own document system, which takes over from SEKAP.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::puller::{Death, Mailbox, Puller, Refusal, Round};
use super::register::Register;
use crate::pull::NOT_AUTHORISED;
use crate::soap::ExchangeError;

/// The document system of one office. It collects nothing until its vendor switches it on.
pub struct Sod {
    puller: Puller,
    mailboxes: Vec<Mailbox>,
    register: Arc<Register>,
    on: AtomicBool,
}

impl Sod {
    /// Installs a document system, switched off.
    pub fn new(system: &str, service: &str, mailboxes: Vec<Mailbox>) -> Self {
        let register = Arc::new(Register::default());
        Self {
            puller: Puller::new(system, service, Arc::clone(&register)),
            mailboxes,
            register,
            on: AtomicBool::new(false),
        }
    }

    /// The vendor switches the integration on, after trying the connection with every skrytka.
    ///
    /// A system that the portal does not know stays off. A skrytka that is not yet in PULL mode is no
    /// obstacle: there is nothing to collect from it so far.
    pub async fn switch_on(&self) -> Result<(), Refusal> {
        for mailbox in &self.mailboxes {
            match self.puller.count(mailbox).await {
                Ok(_) => {}
                Err(ExchangeError::Refused(exception)) if exception.code != NOT_AUTHORISED => {}
                Err(why) => {
                    return Err(Refusal {
                        address: mailbox.address.clone(),
                        why: why.to_string(),
                    });
                }
            }
        }
        self.on.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// The vendor switches the integration off.
    pub fn switch_off(&self) {
        self.on.store(false, Ordering::Relaxed);
    }

    /// Whether the integration is on.
    pub fn is_on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    /// Collects whatever waits; nothing while it is off.
    pub async fn round(&self) -> Round {
        if self.is_on() {
            self.puller.round(&self.mailboxes).await
        } else {
            Round::default()
        }
    }

    /// Lets its process die at the next document.
    pub fn die(&self, at: Death) {
        self.puller.die(at);
    }

    /// Starts its process again.
    pub fn restart(&self) {
        self.puller.restart();
    }

    /// What it keeps.
    pub fn register(&self) -> &Register {
        &self.register
    }
}

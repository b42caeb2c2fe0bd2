//! What SEKAP keeps: the tree of units, the mail that reached it, and its connection to ePUAP.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::fixture;
use super::unit::Unit;
use crate::client::{Mailbox, Puller, Register};

/// The addresses of all origins and the state behind them.
pub(crate) struct Sekap {
    pub(super) receiver_url: String,
    pub(super) register: Arc<Register>,
    state: Mutex<State>,
}

/// Everything that changes while SEKAP runs.
pub(super) struct State {
    pub(super) units: Vec<Unit>,
    puller: Option<Arc<Puller>>,
    mailboxes: Vec<Mailbox>,
}

impl Sekap {
    pub(super) fn new(receiver_url: String) -> Self {
        Self {
            receiver_url,
            register: Arc::default(),
            state: Mutex::new(State {
                units: fixture::units(),
                puller: None,
                mailboxes: Vec::new(),
            }),
        }
    }

    /// Locks the state. A panic of another request leaves it usable.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whether a unit still carries the mail of a subject.
    pub(super) fn carries(&self, podmiot: &str) -> bool {
        self.units.iter().any(|unit| unit.carries(podmiot))
    }

    pub(super) fn connect(&mut self, puller: Puller, mailboxes: Vec<Mailbox>) {
        self.puller = Some(Arc::new(puller));
        self.mailboxes = mailboxes;
    }

    pub(super) fn connection(&self) -> Option<(Arc<Puller>, Vec<Mailbox>)> {
        Some((Arc::clone(self.puller.as_ref()?), self.mailboxes.clone()))
    }
}

//! What SEKAP's panel received and did, in order, for the owner in the same process.

use std::sync::Arc;

use jiff::Timestamp;

use super::field::UnitField;
use super::state::Sekap;
use super::unit::Unit;

/// One stored field of a unit that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitChange {
    /// The field.
    pub field: UnitField,
    /// The text before.
    pub old: String,
    /// The text after.
    pub new: String,
}

/// What happened in the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SekapEvent {
    /// An operator logged in.
    LoggedIn {
        /// The login.
        login: String,
    },
    /// A login was refused.
    LoginRefused,
    /// A unit was opened for editing.
    UnitOpened {
        /// Its number.
        number: u32,
        /// Its name.
        name: String,
    },
    /// An edit was given up.
    EditCancelled {
        /// The number of the unit.
        number: u32,
    },
    /// A save was refused, because a required field was empty.
    SaveRefused {
        /// The number of the unit.
        number: u32,
    },
    /// A unit was stored.
    UnitSaved {
        /// Its number.
        number: u32,
        /// Its name before the save.
        name: String,
        /// What changed; empty when the save changed nothing.
        changes: Vec<UnitChange>,
    },
    /// An operator logged out.
    LoggedOut,
}

impl SekapEvent {
    /// Whether the event changed what is stored.
    pub fn is_write(&self) -> bool {
        match self {
            Self::UnitSaved { .. } => true,
            Self::LoggedIn { .. }
            | Self::LoginRefused
            | Self::UnitOpened { .. }
            | Self::EditCancelled { .. }
            | Self::SaveRefused { .. }
            | Self::LoggedOut => false,
        }
    }
}

/// One line of the panel's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SekapEntry {
    /// The position, from 1, without gaps.
    pub sequence: u64,
    /// When it happened; the sequence, not the time, is the order.
    pub time: Timestamp,
    /// What happened.
    pub event: SekapEvent,
}

/// A view of SEKAP's true state and journal. It is never served over HTTP.
#[derive(Clone)]
pub struct SekapTruth {
    pub(super) sekap: Arc<Sekap>,
}

impl SekapTruth {
    /// The stored units, each after the unit that it belongs to.
    pub fn units(&self) -> Vec<Unit> {
        self.sekap.lock().units.clone()
    }

    /// The first stored unit with exactly this name.
    pub fn unit(&self, name: &str) -> Option<Unit> {
        self.sekap.lock().units.iter().find(|unit| unit.name == name).cloned()
    }

    /// The whole journal.
    pub fn journal(&self) -> Vec<SekapEntry> {
        self.sekap.lock().journal.clone()
    }

    /// Only the entries that changed what is stored.
    pub fn writes(&self) -> Vec<SekapEntry> {
        let mut journal = self.journal();
        journal.retain(|entry| entry.event.is_write());
        journal
    }
}

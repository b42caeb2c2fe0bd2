//! What SEKAP keeps: the tree of units, the sessions of its panel, and its connection to ePUAP.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::conversation::Conversation;
use super::fault::SekapFault;
use super::fixture::{self, MARSHALS_OFFICE};
use super::journal::{SekapEntry, SekapEvent};
use super::unit::Unit;
use crate::client::{Mailbox, Puller, Register};

/// The addresses of all origins and the state behind them.
pub(crate) struct Sekap {
    pub(super) panel_url: String,
    pub(super) login_url: String,
    pub(super) receiver_url: String,
    pub(super) register: Arc<Register>,
    state: Mutex<State>,
}

/// Everything that changes while SEKAP runs.
pub(super) struct State {
    pub(super) units: Vec<Unit>,
    pub(super) journal: Vec<SekapEntry>,
    pub(super) faults: Vec<SekapFault>,
    /// The sessions, and in each the conversations by number.
    pub(super) sessions: HashMap<String, HashMap<u32, Conversation>>,
    /// One-time tokens that the login side issued and the panel has not yet taken.
    pub(super) tickets: HashSet<String>,
    last_conversation: u32,
    puller: Option<Arc<Puller>>,
    mailboxes: Vec<Mailbox>,
}

impl Sekap {
    pub(super) fn new([panel_url, login_url, receiver_url]: [String; 3]) -> Self {
        Self {
            panel_url,
            login_url,
            receiver_url,
            register: Arc::default(),
            state: Mutex::new(State {
                units: fixture::units(),
                journal: Vec::new(),
                faults: Vec::new(),
                sessions: HashMap::new(),
                tickets: HashSet::new(),
                last_conversation: 2394,
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
    pub(super) fn record(&mut self, event: SekapEvent) {
        self.journal.push(SekapEntry {
            sequence: self.journal.len() as u64 + 1,
            time: Timestamp::now(),
            event,
        });
    }

    /// Lets the faults bite that end something before a request.
    pub(super) fn before_request(&mut self) {
        if self.take_fault(&SekapFault::SessionExpired) {
            self.sessions.clear();
        }
        if self.take_fault(&SekapFault::ConversationEnded) {
            self.sessions.values_mut().for_each(HashMap::clear);
        }
    }

    fn take_fault(&mut self, fault: &SekapFault) -> bool {
        let before = self.faults.len();
        self.faults.retain(|active| active != fault);
        before > self.faults.len()
    }

    /// The unit that the header names.
    pub(super) fn operator_unit(&self) -> &str {
        let other = self.faults.iter().find_map(|fault| match fault {
            SekapFault::OtherOperator(unit) => Some(unit.as_str()),
            SekapFault::LostField(_)
            | SekapFault::SessionExpired
            | SekapFault::ConversationEnded
            | SekapFault::PanelDown => None,
        });
        other.unwrap_or(MARSHALS_OFFICE)
    }

    pub(super) fn unit(&self, number: u32) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.number == number)
    }

    pub(super) fn unit_mut(&mut self, number: u32) -> Option<&mut Unit> {
        self.units.iter_mut().find(|unit| unit.number == number)
    }

    /// Begins a conversation about a unit in a session; returns its number.
    pub(super) fn begin(&mut self, session: &str, unit: Unit) -> Option<u32> {
        self.last_conversation += 1;
        let number = self.last_conversation;
        let conversations = self.sessions.get_mut(session)?;
        conversations.insert(number, Conversation::about(unit));
        Some(number)
    }

    pub(super) fn conversation(&self, session: &str, number: u32) -> Option<&Conversation> {
        self.sessions.get(session)?.get(&number)
    }

    pub(super) fn conversation_mut(&mut self, session: &str, number: u32) -> Option<&mut Conversation> {
        self.sessions.get_mut(session)?.get_mut(&number)
    }

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

//! The state that all requests share: stored skrytki, sessions, logins, journal, faults.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;

use crate::card::{self, Card};
use crate::documents::Documents;
use crate::expiry::ExpiryShape;
use crate::fault::{Fault, List};
use crate::faults::Faults;
use crate::fixture;
use crate::journal::{Entry, Event};
use crate::late::Late;
use crate::login::Attempt;
use crate::portal::Names;
use crate::pull;
use crate::session::Session;
use crate::settings::Settings;
use crate::skrytka::Skrytka;
use crate::system::{self, System};
use crate::truth::RequestEntry;
use crate::turn::Act;

/// The addresses of both origins and the state behind them.
pub(crate) struct Portal {
    pub(crate) url: String,
    pub(crate) login_url: String,
    /// The address of the PULL service, with its path.
    pub(crate) pull_url: String,
    state: Mutex<State>,
}

/// Everything that changes while the portal runs.
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) names: Names,
    pub(crate) skrytki: BTreeMap<String, Vec<Skrytka>>,
    /// The systems registered under Systemy, by subject.
    pub(crate) systems: BTreeMap<String, Vec<System>>,
    /// Where systems listen for documents of PUSH skrytki, by the name of the system.
    pub(crate) listening: BTreeMap<String, String>,
    pub(crate) documents: Documents,
    pub(crate) cards: BTreeMap<String, Vec<Card>>,
    pub(crate) journal: Vec<Entry>,
    pub(crate) requests: Vec<RequestEntry>,
    pub(crate) faults: Faults,
    pub(crate) sessions: HashMap<String, Session>,
    /// The sessions that ended without a person's wish, and how that shows.
    pub(crate) ended: HashMap<String, ExpiryShape>,
    /// How far the portal's clock was put forward.
    pub(crate) clock_ahead: SignedDuration,
    pub(crate) late: Late,
    /// Logins under way, by the id in the address of the login pages.
    pub(crate) attempts: HashMap<String, Attempt>,
    /// Every one-time code that the practice phone showed.
    pub(crate) codes: Vec<String>,
    /// One-time tokens that the login side issued and the portal has not yet taken.
    pub(crate) tickets: HashSet<String>,
    /// How often each list was drawn; moves the rows under the fault that reorders them.
    pub(crate) draws: BTreeMap<List, usize>,
}

impl Portal {
    pub(crate) fn new([url, login_url, pull_origin]: [String; 3], settings: Settings, names: Names) -> Self {
        Self {
            url,
            login_url,
            pull_url: format!("{pull_origin}{}", pull::PATH),
            state: Mutex::new(State {
                skrytki: fixture::skrytki(settings.data),
                systems: fixture::for_offices(&system::systems(settings.systems)),
                cards: fixture::for_offices(&card::cards(settings.cards)),
                settings,
                names,
                listening: BTreeMap::new(),
                documents: Documents::default(),
                journal: Vec::new(),
                requests: Vec::new(),
                faults: Faults::default(),
                sessions: HashMap::new(),
                ended: HashMap::new(),
                clock_ahead: SignedDuration::ZERO,
                late: Late::default(),
                attempts: HashMap::new(),
                codes: Vec::new(),
                tickets: HashSet::new(),
                draws: BTreeMap::new(),
            }),
        }
    }

    /// Locks the state. A panic of another request leaves it usable.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    pub(crate) fn record(&mut self, event: Event) {
        if event.is_write() {
            self.faults.count_write();
            self.note_written();
        }
        self.journal.push(Entry {
            sequence: self.journal.len() as u64 + 1,
            time: self.now(),
            event,
        });
    }

    /// Notes a request; returns its position.
    pub(crate) fn log_request(&mut self, method: &str, path: &str, ajax: bool, act: Option<Act>) -> u64 {
        let sequence = self.requests.len() as u64 + 1;
        self.requests.push(RequestEntry {
            sequence,
            time: self.now(),
            method: method.to_owned(),
            path: path.to_owned(),
            ajax,
            act,
        });
        sequence
    }

    pub(crate) fn skrytka(&self, podmiot: &str, name: &str) -> Option<&Skrytka> {
        self.skrytki.get(podmiot)?.iter().find(|skrytka| skrytka.name == name)
    }

    pub(crate) fn skrytka_mut(&mut self, podmiot: &str, name: &str) -> Option<&mut Skrytka> {
        self.skrytki
            .get_mut(podmiot)?
            .iter_mut()
            .find(|skrytka| skrytka.name == name)
    }

    pub(crate) fn system(&self, podmiot: &str, number: u32) -> Option<&System> {
        self.systems.get(podmiot)?.iter().find(|system| system.number == number)
    }

    pub(crate) fn card(&self, podmiot: &str, number: u32) -> Option<&Card> {
        self.cards.get(podmiot)?.iter().find(|card| card.number == number)
    }

    pub(crate) fn card_mut(&mut self, podmiot: &str, number: u32) -> Option<&mut Card> {
        self.cards
            .get_mut(podmiot)?
            .iter_mut()
            .find(|card| card.number == number)
    }

    /// Puts the rows of a list into another order each time, under the fault that does so.
    pub(crate) fn reorder<T>(&mut self, list: List, rows: &mut [T]) {
        if self.faults.is_on(&Fault::ReorderedRows) && !rows.is_empty() {
            let draws = self.draws.entry(list).or_default();
            *draws += 1;
            rows.rotate_left(*draws % rows.len());
        }
    }

    /// Puts every session into another context without telling anyone.
    pub(crate) fn switch_contexts(&mut self, to: &str) {
        for session in self.sessions.values_mut() {
            session.context = Some(to.to_owned());
        }
        self.record(Event::ContextSwitched { podmiot: to.to_owned() });
    }
}

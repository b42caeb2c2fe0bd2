//! What really happened and what is really stored, for the owner in the same process.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::card::Card;
use crate::documents::{Document, Passage};
use crate::journal::Entry;
use crate::skrytka::Skrytka;
use crate::state::Portal;
use crate::storm::Raised;
use crate::system::System;
use crate::tally::{Object, Tally, tally};
use crate::turn::{Act, RequestKind};

/// One request that the portal received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestEntry {
    /// The position, from 1, without gaps.
    pub sequence: u64,
    /// When it came.
    pub time: Timestamp,
    /// The HTTP method.
    pub method: String,
    /// The path, with navigational state.
    pub path: String,
    /// Whether it came from the page's own script.
    pub ajax: bool,
    /// What it asks for beyond being shown something.
    pub(crate) act: Option<Act>,
}

impl RequestEntry {
    /// Whether the request is of a kind.
    pub fn is_of(&self, kind: RequestKind) -> bool {
        kind.counts(self.ajax, self.act)
    }
}

/// The counters of the request log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// All requests, without styles and scripts.
    pub total: usize,
    /// Full page loads.
    pub pages: usize,
    /// Requests of the page's own script.
    pub ajax: usize,
    /// Requests to store or withdraw something.
    pub saves: usize,
    /// Requests to delete something.
    pub deletions: usize,
}

/// A view of the portal's true state and journal. It is never served over HTTP.
#[derive(Clone)]
pub struct Truth {
    pub(crate) portal: Arc<Portal>,
}

impl Truth {
    /// Every one-time code that the practice phone showed, as it stood there.
    pub fn codes(&self) -> Vec<String> {
        self.portal.lock().codes.clone()
    }

    /// The stored skrytki of every subject.
    pub fn state(&self) -> BTreeMap<String, Vec<Skrytka>> {
        self.portal.lock().skrytki.clone()
    }

    /// The stored skrytka of a subject with exactly this name.
    pub fn skrytka(&self, podmiot: &str, name: &str) -> Option<Skrytka> {
        self.portal.lock().skrytka(podmiot, name).cloned()
    }

    /// The registered systems of every subject.
    pub fn systems(&self) -> BTreeMap<String, Vec<System>> {
        self.portal.lock().systems.clone()
    }

    /// Every accepted document, in the order of acceptance.
    pub fn documents(&self) -> Vec<Document> {
        self.portal.lock().documents.all().to_vec()
    }

    /// The queue behind a skrytka, oldest first; empty when there is no such skrytka.
    pub fn waiting(&self, podmiot: &str, skrytka: &str) -> Vec<Document> {
        let state = self.portal.lock();
        let Some(skrytka) = state.skrytka(podmiot, skrytka) else {
            return Vec::new();
        };
        state.documents.waiting(&skrytka.address).cloned().collect()
    }

    /// The stations of one document so far.
    pub fn passages(&self, id: u64) -> Vec<Passage> {
        self.journal()
            .into_iter()
            .filter_map(|entry| entry.event.passage_of(id).cloned())
            .collect()
    }

    /// The karty spraw of every subject, in order.
    pub fn cards(&self) -> BTreeMap<String, Vec<Card>> {
        self.portal.lock().cards.clone()
    }

    /// The first karta sprawy of a subject with exactly this title.
    pub fn card(&self, podmiot: &str, title: &str) -> Option<Card> {
        let state = self.portal.lock();
        let cards = state.cards.get(podmiot)?;
        cards.iter().find(|card| card.title == title).cloned()
    }

    /// The whole journal.
    pub fn journal(&self) -> Vec<Entry> {
        self.portal.lock().journal.clone()
    }

    /// Only the entries that changed what is stored.
    pub fn writes(&self) -> Vec<Entry> {
        let mut journal = self.journal();
        journal.retain(|entry| entry.event.is_write());
        journal
    }

    /// Every request to the portal side, in order.
    pub fn request_log(&self) -> Vec<RequestEntry> {
        self.portal.lock().requests.clone()
    }

    /// How many requests came.
    pub fn requests(&self) -> Requests {
        let state = self.portal.lock();
        let count = |kind| state.requests.iter().filter(|entry| entry.is_of(kind)).count();
        Requests {
            total: count(RequestKind::Any),
            pages: count(RequestKind::Page),
            ajax: count(RequestKind::Ajax),
            saves: count(RequestKind::Save),
            deletions: count(RequestKind::Delete),
        }
    }

    /// How often each object was written; an object without a write is not listed.
    pub fn tallies(&self) -> BTreeMap<Object, Tally> {
        tally(&self.portal.lock().journal)
    }

    /// How often one object was written.
    pub fn tally(&self, object: &Object) -> Tally {
        self.tallies().remove(object).unwrap_or_default()
    }

    /// The faults that came up by themselves, at their turn or in a storm, in order.
    pub fn raised(&self) -> Vec<Raised> {
        self.portal.lock().faults.schedule.raised().to_vec()
    }
}

//! What the portal shows while a write has not reached every part of it.

use std::collections::BTreeMap;

use crate::card::Card;
use crate::skrytka::Skrytka;
use crate::state::State;
use crate::system::System;

/// All that is stored, as it stood at one moment.
#[derive(Clone, Debug)]
struct Stored {
    skrytki: BTreeMap<String, Vec<Skrytka>>,
    systems: BTreeMap<String, Vec<System>>,
    cards: BTreeMap<String, Vec<Card>>,
}

/// The past that is shown instead of the present, under the fault that does so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Late {
    /// How everything stood before this request.
    before: Option<Stored>,
    /// How it stood before the last write, and to how many more requests that is shown.
    shown: Option<(Stored, u32)>,
    /// What was just written is shown to the request that wrote it.
    written: bool,
}

impl State {
    /// Begins a request: what the last one wrote may be out of sight from here on.
    pub(crate) fn begin_reading(&mut self) {
        let Some(requests) = self.faults.late_reads() else {
            self.late = Late::default();
            return;
        };
        let before = self.late.before.take().filter(|_| self.late.written);
        self.late.shown = match (before, self.late.shown.take()) {
            (Some(before), _) => requests.checked_sub(1).map(|left| (before, left)),
            (None, Some((stored, left))) => left.checked_sub(1).map(|left| (stored, left)),
            (None, None) => None,
        };
        self.late.written = false;
        self.late.before = Some(Stored {
            skrytki: self.skrytki.clone(),
            systems: self.systems.clone(),
            cards: self.cards.clone(),
        });
    }

    /// Notes that this request wrote something.
    pub(crate) fn note_written(&mut self) {
        self.late.written = true;
    }

    fn past(&self) -> Option<&Stored> {
        self.late.shown.as_ref().map(|(stored, _)| stored)
    }

    /// The skrytki that a page shows.
    pub(crate) fn shown_skrytki(&self, podmiot: &str) -> &[Skrytka] {
        let skrytki = self.past().map_or(&self.skrytki, |past| &past.skrytki);
        skrytki.get(podmiot).map_or(&[], Vec::as_slice)
    }

    /// The skrytka that a page shows.
    pub(crate) fn shown_skrytka(&self, podmiot: &str, name: &str) -> Option<&Skrytka> {
        self.shown_skrytki(podmiot).iter().find(|skrytka| skrytka.name == name)
    }

    /// The systems that a page shows.
    pub(crate) fn shown_systems(&self, podmiot: &str) -> &[System] {
        let systems = self.past().map_or(&self.systems, |past| &past.systems);
        systems.get(podmiot).map_or(&[], Vec::as_slice)
    }

    /// The system that a page shows.
    pub(crate) fn shown_system(&self, podmiot: &str, number: u32) -> Option<&System> {
        self.shown_systems(podmiot)
            .iter()
            .find(|system| system.number == number)
    }

    /// The karty spraw that a page shows.
    pub(crate) fn shown_cards(&self, podmiot: &str) -> &[Card] {
        let cards = self.past().map_or(&self.cards, |past| &past.cards);
        cards.get(podmiot).map_or(&[], Vec::as_slice)
    }

    /// The karta sprawy that a page shows.
    pub(crate) fn shown_card(&self, podmiot: &str, number: u32) -> Option<&Card> {
        self.shown_cards(podmiot).iter().find(|card| card.number == number)
    }
}

//! How often each object was written.

use std::collections::BTreeMap;

use crate::journal::{Entry, Event};

/// Something that is stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// A skrytka.
    Skrytka {
        /// The id of the subject.
        podmiot: String,
        /// `Nazwa`, before the write.
        name: String,
    },
    /// A system.
    System {
        /// The id of the subject.
        podmiot: String,
        /// `Nazwa systemu`.
        name: String,
    },
    /// A karta sprawy.
    Card {
        /// The id of the subject.
        podmiot: String,
        /// What tells it from another card of the same title.
        number: u32,
    },
}

/// The writes of one object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often it was stored.
    pub saves: usize,
    /// How many of these changed something.
    pub changes: usize,
    /// How often it was withdrawn from publication.
    pub withdrawals: usize,
    /// How often it was deleted.
    pub deletions: usize,
}

/// Counts the writes of every object that has any.
pub(crate) fn tally(journal: &[Entry]) -> BTreeMap<Object, Tally> {
    let mut tallies: BTreeMap<Object, Tally> = BTreeMap::new();
    for (object, one) in journal.iter().filter_map(|entry| written(&entry.event)) {
        let tally = tallies.entry(object).or_default();
        tally.saves += one.saves;
        tally.changes += one.changes;
        tally.withdrawals += one.withdrawals;
        tally.deletions += one.deletions;
    }
    tallies
}

/// The object that an event wrote, and how.
fn written(event: &Event) -> Option<(Object, Tally)> {
    let save = |is_empty: bool| Tally {
        saves: 1,
        changes: usize::from(!is_empty),
        ..Tally::default()
    };
    let withdrawal = Tally {
        withdrawals: 1,
        ..Tally::default()
    };
    let deletion = Tally {
        deletions: 1,
        ..Tally::default()
    };
    let skrytka = |podmiot: &String, name: &String| Object::Skrytka {
        podmiot: podmiot.clone(),
        name: name.clone(),
    };
    let card = |podmiot: &String, number: u32| Object::Card {
        podmiot: podmiot.clone(),
        number,
    };
    match event {
        Event::Saved {
            podmiot,
            skrytka: name,
            changes,
        } => Some((skrytka(podmiot, name), save(changes.is_empty()))),
        Event::Deleted { podmiot, skrytka: name } => Some((skrytka(podmiot, name), deletion)),
        Event::SystemDeleted { podmiot, system, .. } => {
            let (podmiot, name) = (podmiot.clone(), system.clone());
            Some((Object::System { podmiot, name }, deletion))
        }
        Event::CardWithdrawn { podmiot, number, .. } => Some((card(podmiot, *number), withdrawal)),
        Event::CardDeleted { podmiot, number, .. } => Some((card(podmiot, *number), deletion)),
        Event::CardSaved {
            podmiot,
            number,
            changes,
            ..
        } => Some((card(podmiot, *number), save(changes.is_empty()))),
        Event::LoginDone { .. }
        | Event::LoginRefused { .. }
        | Event::ContextChosen { .. }
        | Event::ContextSwitched { .. }
        | Event::EditOpened { .. }
        | Event::EditCancelled { .. }
        | Event::SaveRefused { .. }
        | Event::CardTouched { .. }
        | Event::Refused { .. }
        | Event::ChangedElsewhere { .. }
        | Event::LoggedOut
        | Event::Document { .. } => None,
    }
}

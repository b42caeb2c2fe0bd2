//! The documents that citizens send to skrytki: the queue behind each of them, and how each document left it.
//!
//! A document is kept here for good, so that the truth about it can be told after it was taken or stranded.

use std::fmt;

use jiff::Timestamp;
use sha1::{Digest, Sha1};

use crate::journal::Event;
use crate::skrytka::{Mode, Skrytka};
use crate::state::State;

/// What a citizen hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The login of the sender.
    pub sender: String,
    /// The name of the file.
    pub file_name: String,
    /// The bytes of the file.
    pub content: Vec<u8>,
}

impl Letter {
    /// Makes a letter of the kind that `Pismo ogólne` produces.
    pub fn new(sender: &str, content: impl Into<Vec<u8>>) -> Self {
        Self {
            sender: sender.to_owned(),
            file_name: "pismo.xml".to_owned(),
            content: content.into(),
        }
    }
}

/// One accepted document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The number, from 1, over all skrytki.
    pub id: u64,
    /// The id of the subject that it is for.
    pub podmiot: String,
    /// The address of the skrytka, which outlives its name.
    pub address: String,
    /// What was handed in.
    pub letter: Letter,
    /// When it was accepted.
    pub time: Timestamp,
    /// SHA-1 of the content in lower-case hexadecimal digits: what a system confirms the document by.
    pub sha1: String,
    /// Where it is now.
    pub whereabouts: Whereabouts,
}

/// Where an accepted document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In the queue of its skrytka.
    Waiting,
    /// With a system that took it over.
    Taken {
        /// The name of the system.
        system: String,
    },
    /// Nowhere a system could take it from: the skrytka pushes, and no system answered.
    Stranded,
}

/// One station on the way of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// The portal accepted it.
    Submitted,
    /// The portal did not accept it.
    Refused(Refused),
    /// A PUSH skrytka handed it over at once.
    Pushed {
        /// The name of the system.
        system: String,
    },
    /// A PUSH skrytka found no system to hand it to.
    Stranded,
    /// A system fetched it; it stays in the queue.
    Fetched {
        /// The name of the system.
        system: String,
    },
    /// A system confirmed it; it left the queue.
    Confirmed {
        /// The name of the system.
        system: String,
    },
}

/// Why the portal does not accept a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The subject has no such skrytka.
    NoSkrytka,
    /// The skrytka is blocked for senders.
    Blocked,
    /// The queue has reached its limit.
    QueueFull,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSkrytka => "no such skrytka",
            Self::Blocked => "the skrytka is blocked for senders",
            Self::QueueFull => "the queue of the skrytka is full",
        })
    }
}

impl std::error::Error for Refused {}

/// All accepted documents, in the order of acceptance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documents {
    all: Vec<Document>,
}

impl Documents {
    pub(crate) fn all(&self) -> &[Document] {
        &self.all
    }

    /// The queue of one skrytka, oldest first.
    pub(crate) fn waiting(&self, address: &str) -> impl Iterator<Item = &Document> {
        self.all
            .iter()
            .filter(move |document| document.address == address && document.whereabouts == Whereabouts::Waiting)
    }

    fn add(&mut self, podmiot: &str, address: &str, letter: Letter, whereabouts: Whereabouts) -> Document {
        let document = Document {
            id: self.all.len() as u64 + 1,
            podmiot: podmiot.to_owned(),
            address: address.to_owned(),
            sha1: sha1(&letter.content),
            letter,
            time: Timestamp::now(),
            whereabouts,
        };
        self.all.push(document.clone());
        document
    }

    fn put(&mut self, id: u64, whereabouts: &Whereabouts) {
        for document in self.all.iter_mut().filter(|document| document.id == id) {
            document.whereabouts = whereabouts.clone();
        }
    }
}

/// SHA-1 in lower-case hexadecimal digits.
pub(crate) fn sha1(content: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha1::digest(content)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]))
        .collect()
}

/// How a skrytka passes an accepted document on.
pub(crate) enum Delivery {
    /// It stays in the queue until a system fetches it.
    Queued(Document),
    /// It must be handed to a system at once.
    AtOnce(Document),
}

impl State {
    /// Takes a document in, or says why not.
    pub(crate) fn accept(&mut self, podmiot: &str, skrytka: &str, letter: Letter) -> Result<Delivery, Refused> {
        let room = match self.skrytka(podmiot, skrytka) {
            None => Err(Refused::NoSkrytka),
            Some(found) => self.room_in(found).map(|()| (found.address.clone(), found.mode)),
        };
        let (address, mode) = match room {
            Ok(accepted) => accepted,
            Err(why) => {
                self.tell_of_document(podmiot, skrytka, None, Passage::Refused(why));
                return Err(why);
            }
        };
        let whereabouts = match mode {
            Mode::Pull => Whereabouts::Waiting,
            // Until a system takes it over. It must not be fetched meanwhile.
            Mode::Push => Whereabouts::Stranded,
        };
        let document = self.documents.add(podmiot, &address, letter, whereabouts);
        self.tell_of_document(podmiot, skrytka, Some(document.id), Passage::Submitted);
        Ok(match mode {
            Mode::Pull => Delivery::Queued(document),
            Mode::Push => Delivery::AtOnce(document),
        })
    }

    /// Settles a document that had to be handed over at once: the system that took it, or none.
    pub(crate) fn settle_push(&mut self, skrytka: &str, document: &Document, taken_by: Option<String>) {
        let (whereabouts, passage) = match taken_by {
            Some(system) => (
                Whereabouts::Taken { system: system.clone() },
                Passage::Pushed { system },
            ),
            None => (Whereabouts::Stranded, Passage::Stranded),
        };
        self.documents.put(document.id, &whereabouts);
        self.tell_of_document(&document.podmiot, skrytka, Some(document.id), passage);
    }

    /// Notes that a system fetched a document.
    pub(crate) fn note_fetched(&mut self, skrytka: &str, document: &Document, system: &str) {
        let system = system.to_owned();
        self.tell_of_document(
            &document.podmiot,
            skrytka,
            Some(document.id),
            Passage::Fetched { system },
        );
    }

    /// Takes a document that a system confirmed out of its queue.
    pub(crate) fn settle_pull(&mut self, skrytka: &str, document: &Document, system: &str) {
        let system = system.to_owned();
        let taken = Whereabouts::Taken { system: system.clone() };
        self.documents.put(document.id, &taken);
        self.tell_of_document(
            &document.podmiot,
            skrytka,
            Some(document.id),
            Passage::Confirmed { system },
        );
    }

    /// The addresses at which the systems of a subject take documents over.
    pub(crate) fn receivers(&self, podmiot: &str) -> Vec<(String, String)> {
        let systems = self.systems.get(podmiot).into_iter().flatten();
        systems
            .filter_map(|system| Some((system.name.clone(), self.listening.get(&system.name)?.clone())))
            .collect()
    }

    fn room_in(&self, skrytka: &Skrytka) -> Result<(), Refused> {
        let limit = usize::try_from(skrytka.queue_limit).unwrap_or(usize::MAX);
        let full = limit > 0 && self.documents.waiting(&skrytka.address).count() >= limit;
        match (skrytka.active, skrytka.mode) {
            (false, _) => Err(Refused::Blocked),
            (true, Mode::Pull) if full => Err(Refused::QueueFull),
            (true, Mode::Pull | Mode::Push) => Ok(()),
        }
    }

    fn tell_of_document(&mut self, podmiot: &str, skrytka: &str, document: Option<u64>, passage: Passage) {
        self.record(Event::Document {
            podmiot: podmiot.to_owned(),
            skrytka: skrytka.to_owned(),
            document,
            passage,
        });
    }
}

//! One question of a system about one skrytka, and what the portal answers from its state.

use super::service::Operation;
use crate::documents::Document;
use crate::skrytka::Mode;
use crate::soap::{Envelope, Exception, Malformed};
use crate::state::State;

/// The code of the exception for a system that may not ask.
pub(crate) const NOT_AUTHORISED: u32 = 10;
const NO_SKRYTKA: u32 = 20;
const NOT_PULL: u32 = 30;
const NO_SUCH_DIGEST: u32 = 40;
const MALFORMED: u32 = 50;

/// Who asks, and about which skrytka.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) system: String,
    pub(crate) podmiot: String,
    pub(crate) skrytka: String,
    pub(crate) address: String,
}

impl Query {
    /// Reads the fields that all operations share.
    pub(crate) fn read(envelope: &Envelope) -> Result<Self, Exception> {
        let system = envelope
            .system
            .clone()
            .ok_or_else(|| Exception::new(NOT_AUTHORISED, "Brak danych systemu w nagłówku wiadomości."))?;
        let text = |name| {
            envelope
                .content
                .text_of(name)
                .map(str::to_owned)
                .map_err(|why| malformed(&why))
        };
        Ok(Self {
            system,
            podmiot: text("podmiot")?,
            skrytka: text("nazwaSkrytki")?,
            address: text("adresSkrytki")?,
        })
    }
}

/// The exception for a message that cannot be read.
pub(super) fn malformed(why: &Malformed) -> Exception {
    Exception::new(MALFORMED, &format!("Nieprawidłowe zapytanie: {why}"))
}

/// The exception for an action that is not the service's.
pub(super) fn unknown_action() -> Exception {
    Exception::new(MALFORMED, "Nieprawidłowe zapytanie: nieznana operacja.")
}

impl State {
    /// Whether the system may ask about the skrytka, and the skrytka waits to be asked.
    fn admit(&self, query: &Query) -> Result<(), Exception> {
        let systems = self.systems.get(&query.podmiot).into_iter().flatten();
        if !systems.into_iter().any(|system| system.name == query.system) {
            let word = "System nie jest uprawniony do skrytek podmiotu.";
            return Err(Exception::new(NOT_AUTHORISED, word));
        }
        let skrytka = self
            .skrytka(&query.podmiot, &query.skrytka)
            .filter(|skrytka| skrytka.address == query.address)
            .ok_or_else(|| Exception::new(NO_SKRYTKA, "Podmiot nie ma takiej skrytki."))?;
        match skrytka.mode {
            Mode::Pull => Ok(()),
            Mode::Push => Err(Exception::new(NOT_PULL, "Skrytka nie pracuje w trybie PULL.")),
        }
    }

    /// How many documents wait.
    pub(super) fn count_waiting(&self, query: &Query) -> Result<usize, Exception> {
        self.admit(query)?;
        Ok(self.documents.waiting(&query.address).count())
    }

    /// The oldest document that waits; it stays in the queue.
    pub(super) fn fetch_next(&mut self, query: &Query) -> Result<Option<Document>, Exception> {
        self.admit(query)?;
        let next = self.documents.waiting(&query.address).next().cloned();
        if let Some(document) = &next {
            self.note_fetched(&query.skrytka, document, &query.system);
        }
        Ok(next)
    }

    /// Takes the oldest document out of the queue, provided that its digest is the confirmed one.
    pub(super) fn confirm(&mut self, query: &Query, digest: &str) -> Result<(), Exception> {
        self.admit(query)?;
        let next = self.documents.waiting(&query.address).next().cloned();
        let document = next
            .filter(|document| document.sha1.eq_ignore_ascii_case(digest))
            .ok_or_else(|| {
                let word = "Pierwszy dokument w kolejce ma inny skrót albo kolejka jest pusta.";
                Exception::new(NO_SUCH_DIGEST, word)
            })?;
        self.settle_pull(&query.skrytka, &document, &query.system);
        Ok(())
    }
}

/// The operation that a message asks for, told by its one element and confirmed by its action.
pub(super) fn operation(envelope: &Envelope, action: &str) -> Result<Operation, Exception> {
    Operation::ALL
        .into_iter()
        .find(|operation| envelope.is(operation.question()) && operation.action() == action)
        .ok_or_else(unknown_action)
}

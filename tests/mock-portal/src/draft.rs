//! The server-side draft of a skrytka: what was submitted so far, as text, before it is valid.

use std::collections::BTreeMap;

use crate::field::{Field, Shape};
use crate::journal::Change;
use crate::skrytka::{Choice, Kind, Mode, Reply, Scheme, Skrytka, Store};
use crate::stored::{ON, set_text, text_of};

/// The submitted texts of all fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    values: BTreeMap<Field, String>,
}

/// A field that cannot be stored, with the portal's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(crate) field: Field,
    pub(crate) message: String,
}

impl Draft {
    /// Reads a stored skrytka into texts.
    pub(crate) fn of(skrytka: &Skrytka) -> Self {
        Self {
            values: Field::ALL
                .iter()
                .map(|field| (*field, text_of(skrytka, *field)))
                .collect(),
        }
    }

    pub(crate) fn get(&self, field: Field) -> &str {
        self.values.get(&field).map_or("", String::as_str)
    }

    /// Takes one submitted value. A disabled field keeps what it had.
    pub(crate) fn submit(&mut self, field: Field, value: &str) {
        if self.is_enabled(field) {
            self.values.insert(field, value.to_owned());
        }
    }

    /// Puts a field back to what another draft holds.
    pub(crate) fn restore(&mut self, field: Field, stored: &Self) {
        self.values.insert(field, stored.get(field).to_owned());
    }

    /// Whether the form lets the person change the field at all.
    pub(crate) fn is_enabled(&self, field: Field) -> bool {
        let synchronous = self.get(Field::Kind) == Kind::Synchronous.label();
        match field {
            Field::Address => false,
            Field::Mode | Field::QueueLimit => !synchronous,
            Field::Name
            | Field::Description
            | Field::Active
            | Field::Scheme
            | Field::Kind
            | Field::Reply
            | Field::Duplicates
            | Field::DuplicatesDays
            | Field::Emails
            | Field::QueueAlert
            | Field::OverflowAlert
            | Field::DeliveryErrorAlert
            | Field::UncollectedAlert
            | Field::SignatureRequired
            | Field::SignatureArchived
            | Field::Content
            | Field::SenderAuthorised
            | Field::RecipientAuthorised
            | Field::DocumentsChecked
            | Field::Documents
            | Field::DocumentsOwn
            | Field::Receipts
            | Field::ReceiptsOwn
            | Field::Transmission => true,
        }
    }

    /// Carries out what the change of one field does to others; returns the fields to draw again.
    pub(crate) fn follow(&mut self, changed: Field) -> Vec<Field> {
        if changed == Field::Kind {
            return vec![Field::Mode, Field::QueueLimit];
        }
        if changed != Field::Scheme {
            return Vec::new();
        }
        let Some(scheme) = Scheme::from_label(self.get(Field::Scheme)) else {
            return Vec::new();
        };
        let (kind, reply, mode) = match scheme {
            Scheme::Standard => (Kind::Synchronous, Reply::Status, Mode::Push),
            Scheme::Transactional => (Kind::Synchronous, Reply::Document, Mode::Push),
            Scheme::Documentary => (Kind::Asynchronous, Reply::Upp, Mode::Push),
        };
        self.values.insert(Field::Kind, kind.label().to_owned());
        self.values.insert(Field::Reply, reply.label().to_owned());
        self.values.insert(Field::Mode, mode.label().to_owned());
        vec![Field::Kind, Field::Reply, Field::Mode, Field::QueueLimit]
    }

    /// Everything that keeps the draft from being stored, in the order of the form.
    pub(crate) fn invalid(&self) -> Vec<Invalid> {
        Field::ALL
            .iter()
            .filter(|field| self.is_enabled(**field))
            .filter_map(|field| self.complaint(*field).map(|message| Invalid { field: *field, message }))
            .collect()
    }

    fn complaint(&self, field: Field) -> Option<String> {
        let text = self.get(field).trim();
        if text.is_empty() {
            return self.is_required(field).then(|| {
                let label = field.label().trim_end_matches(':');
                format!("Wypełnienie pola: {label} jest wymagane")
            });
        }
        if field.shape() == Shape::Number && text.parse::<u32>().is_err() {
            return Some(format!(
                "{}: wartość '{text}' musi być liczbą całkowitą nie mniejszą niż 0",
                field.label()
            ));
        }
        if field == Field::Emails {
            let wrong = addresses(text).find(|address| !is_address(address))?;
            return Some(format!(
                "{}: '{wrong}' nie jest prawidłowym adresem e-mail",
                field.label()
            ));
        }
        None
    }

    pub(crate) fn is_required(&self, field: Field) -> bool {
        match field {
            Field::DocumentsOwn => self.get(Field::Documents) == Store::Own.label(),
            Field::ReceiptsOwn => self.get(Field::Receipts) == Store::Own.label(),
            Field::DuplicatesDays => self.get(Field::Duplicates) == ON,
            Field::Name | Field::QueueLimit => true,
            Field::Address
            | Field::Description
            | Field::Active
            | Field::Scheme
            | Field::Kind
            | Field::Reply
            | Field::Mode
            | Field::Duplicates
            | Field::Emails
            | Field::QueueAlert
            | Field::OverflowAlert
            | Field::DeliveryErrorAlert
            | Field::UncollectedAlert
            | Field::SignatureRequired
            | Field::SignatureArchived
            | Field::Content
            | Field::SenderAuthorised
            | Field::RecipientAuthorised
            | Field::DocumentsChecked
            | Field::Documents
            | Field::Receipts
            | Field::Transmission => false,
        }
    }

    /// Stores a valid draft into the skrytka; returns what differs from before.
    pub(crate) fn store(&self, skrytka: &mut Skrytka) -> Vec<Change> {
        let mut changes = Vec::new();
        for field in Field::ALL {
            let old = text_of(skrytka, field);
            set_text(skrytka, field, self.get(field));
            let new = text_of(skrytka, field);
            if old != new {
                changes.push(Change { field, old, new });
            }
        }
        changes
    }
}

fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n', ' ', '\r'])
        .filter(|address| !address.is_empty())
}

fn is_address(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::{Draft, Field};
    use crate::skrytka::{Kind, Mode, Skrytka};
    use crate::stored::ON;

    fn start() -> Skrytka {
        Skrytka::before_reconfiguration("pzgliwice", "Skrytka_ESP", "Skrytka_ESP", "")
    }

    #[test]
    fn a_synchronous_skrytka_keeps_its_mode_and_queue() {
        let mut draft = Draft::of(&start());
        draft.submit(Field::Mode, "PULL");
        draft.submit(Field::QueueLimit, "0");
        assert_eq!(draft.get(Field::Mode), "PUSH");
        assert_eq!(draft.get(Field::QueueLimit), "100");
    }

    #[test]
    fn choosing_a_scheme_overwrites_the_other_choices() {
        let mut draft = Draft::of(&start());
        draft.submit(Field::Scheme, "dokumentowej");
        let redraw = draft.follow(Field::Scheme);
        assert_eq!(draft.get(Field::Kind), "asynchroniczna");
        assert_eq!(draft.get(Field::Reply), "UPP");
        assert!(redraw.contains(&Field::Mode));
    }

    #[test]
    fn stored_changes_carry_old_and_new_texts() {
        let mut skrytka = start();
        let mut draft = Draft::of(&skrytka);
        draft.submit(Field::Kind, "asynchroniczna");
        draft.submit(Field::Mode, "PULL");
        draft.submit(Field::OverflowAlert, ON);
        let changes = draft.store(&mut skrytka);
        assert_eq!(changes.len(), 3);
        assert_eq!(
            (changes[0].old.as_str(), changes[0].new.as_str()),
            ("synchroniczna", "asynchroniczna")
        );
        assert_eq!((skrytka.kind, skrytka.mode), (Kind::Asynchronous, Mode::Pull));
        assert!(skrytka.overflow_alert);
    }

    #[test]
    fn missing_and_misspelt_values_are_named() {
        let mut draft = Draft::of(&start());
        draft.submit(Field::Name, " ");
        draft.submit(Field::QueueAlert, "cztery");
        draft.submit(Field::Emails, "esp@powiat.example\nbez-malpy");
        draft.submit(Field::Documents, "własny:");
        let messages: Vec<String> = draft.invalid().into_iter().map(|it| it.message).collect();
        assert_eq!(
            messages,
            [
                "Wypełnienie pola: Nazwa jest wymagane",
                "Adresy e-mail do powiadomień: 'bez-malpy' nie jest prawidłowym adresem e-mail",
                "Gdy liczba dokumentów w kolejce osiągnie: wartość 'cztery' musi być liczbą całkowitą nie mniejszą niż 0",
                "Wypełnienie pola: własny jest wymagane",
            ]
        );
    }
}

//! The wanted settings of points 3.6 to 3.8 of the instruction, compared with what is stored.

use crate::field::Field;
use crate::skrytka::Skrytka;
use crate::stored::{ON, text_of};

/// A field that is not as the instruction wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The field.
    pub field: Field,
    /// The wanted text.
    pub wanted: String,
    /// The stored text.
    pub found: String,
}

/// Point by point: 3.6.1 to 3.6.4, 3.7.1 to 3.7.3, 3.8. Ticked checkboxes read `on`.
const WANTED: [(Field, &str); 10] = [
    (Field::Kind, "asynchroniczna"),
    (Field::Reply, "UPP"),
    (Field::Mode, "PULL"),
    (Field::QueueLimit, "0"),
    (Field::QueueAlert, "4"),
    (Field::OverflowAlert, ON),
    (Field::DeliveryErrorAlert, ON),
    (Field::UncollectedAlert, "1"),
    (Field::Documents, "Moje dokumenty"),
    (Field::Receipts, "Moje dokumenty"),
];

/// Lists what differs from the instruction; an empty list means that the skrytka is as instructed.
pub fn is_as_instructed(skrytka: &Skrytka) -> Vec<Deviation> {
    WANTED
        .iter()
        .map(|(field, wanted)| Deviation {
            field: *field,
            wanted: (*wanted).to_owned(),
            found: text_of(skrytka, *field),
        })
        .filter(|deviation| deviation.wanted != deviation.found)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::is_as_instructed;
    use crate::skrytka::{Kind, Mode, Reply, Skrytka, Store};

    #[test]
    fn the_start_state_deviates_in_every_instructed_field() {
        let skrytka = Skrytka::before_reconfiguration("pzgliwice", "Domyślna", "domyslna", "");
        assert_eq!(is_as_instructed(&skrytka).len(), 10);
    }

    #[test]
    fn the_instructed_state_has_no_deviation() {
        let skrytka = Skrytka {
            kind: Kind::Asynchronous,
            reply: Reply::Upp,
            mode: Mode::Pull,
            queue_limit: 0,
            queue_alert: Some(4),
            overflow_alert: true,
            delivery_error_alert: true,
            uncollected_alert: Some(1),
            documents: Store::MyDocuments,
            receipts: Store::MyDocuments,
            ..Skrytka::before_reconfiguration("pzgliwice", "Domyślna", "domyslna", "")
        };
        assert_eq!(is_as_instructed(&skrytka), []);
    }
}

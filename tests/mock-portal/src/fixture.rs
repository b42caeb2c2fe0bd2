//! The practice person, the contexts and the skrytki that they start with.

use std::collections::BTreeMap;

use crate::settings::DataSet;
use crate::skrytka::Skrytka;

/// The id of the office of the instruction.
pub const OFFICE: &str = "pzgliwice";
/// The id of the second office, which looks almost the same.
pub const OTHER_OFFICE: &str = "pzgliwice2";
/// The id of the private person.
pub const PRIVATE_PERSON: &str = "adam.kmiecik";

/// Whom the portal notifies about the skrytki of the offices, as an official writes it down.
pub const ADDRESSES: &str = "kancelaria@powiat.example; informatyk@powiat.example";

/// The name of the system through which SEKAP reaches an office's documents.
pub const SEKAP_SYSTEM: &str = "i4m4hvn61u";

/// The login of the practice person.
pub(crate) const LOGIN: &str = "adam.kmiecik";
/// The password of the practice person; it is printed on the login page.
pub(crate) const PASSWORD: &str = "Cwiczenia-2015";
/// The name in the portal's header.
pub(crate) const FULL_NAME: &str = "ADAM KMIĘCIK";

/// A subject on whose behalf the person can work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Context {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) office: bool,
}

/// The contexts in the order offered after login.
pub(crate) const CONTEXTS: [Context; 3] = [
    Context {
        id: PRIVATE_PERSON,
        name: "Adam Kmięcik",
        kind: "osoba fizyczna",
        office: false,
    },
    Context {
        id: OFFICE,
        name: "POWIAT GLIWICKI",
        kind: "instytucja publiczna",
        office: true,
    },
    Context {
        id: OTHER_OFFICE,
        name: "POWIAT GLIWICKI",
        kind: "instytucja publiczna",
        office: true,
    },
];

/// The context with an id.
pub(crate) fn context(id: &str) -> Option<Context> {
    CONTEXTS.iter().find(|context| context.id == id).copied()
}

/// Name, last part of the address, description.
const INSTRUCTION: [(&str, &str, &str); 2] = [
    ("Skrytka_ESP", "Skrytka_ESP", "Skrytka_ESP"),
    ("Domyślna", "domyslna", "Domyślna"),
];

const MIGRATION: [(&str, &str, &str); 4] = [
    INSTRUCTION[0],
    INSTRUCTION[1],
    ("ZMOKU", "ZMOKU", "Utworzona automatycznie"),
    ("test", "test", "test"),
];

const MANY: [(&str, &str, &str); 14] = [
    ("Architektura", "architektura", "Wydział Architektury i Budownictwa"),
    ("Domyślna", "domyslna", "Domyślna"),
    ("Geodezja", "geodezja", "Wydział Geodezji, Kartografii i Katastru"),
    ("Komunikacja", "komunikacja", "Wydział Komunikacji i Transportu"),
    ("Ochrona środowiska", "srodowisko", "Wydział Ochrony Środowiska"),
    ("Oświata", "oswiata", "Wydział Edukacji i Sportu"),
    ("Skargi i wnioski", "skargi", "Skargi, wnioski i petycje"),
    ("SkrytkaESP", "SkrytkaESP", ""),
    ("Skrytka_ESP", "Skrytka_ESP", "Skrytka_ESP"),
    ("Skrytka_ESP_2", "Skrytka_ESP_2", "Skrytka zapasowa"),
    ("test", "test", "test"),
    ("Zamówienia publiczne", "zamowienia", "Biuro Zamówień Publicznych"),
    ("ZMOKU", "ZMOKU", "Utworzona automatycznie"),
    ("Żłobki i kluby dziecięce", "zlobki", "Rejestr żłobków"),
];

/// The skrytki of every subject at the start.
pub(crate) fn skrytki(data: DataSet) -> BTreeMap<String, Vec<Skrytka>> {
    let office = match data {
        DataSet::Instruction => stored(OFFICE, &INSTRUCTION),
        DataSet::Many => stored(OFFICE, &MANY),
        DataSet::Migration => stored(OFFICE, &MIGRATION),
    };
    BTreeMap::from([
        (OFFICE.to_owned(), office),
        (OTHER_OFFICE.to_owned(), stored(OTHER_OFFICE, &INSTRUCTION)),
        (PRIVATE_PERSON.to_owned(), stored(PRIVATE_PERSON, &INSTRUCTION[1..])),
    ])
}

/// The same for both offices; a private person has none.
pub(crate) fn for_offices<T: Clone>(stored: &[T]) -> BTreeMap<String, Vec<T>> {
    [OFFICE, OTHER_OFFICE]
        .map(|podmiot| (podmiot.to_owned(), stored.to_vec()))
        .into()
}

fn stored(podmiot: &str, rows: &[(&str, &str, &str)]) -> Vec<Skrytka> {
    rows.iter()
        .map(|(name, local, description)| Skrytka {
            emails: ADDRESSES.replace("; ", "\n"),
            ..Skrytka::before_reconfiguration(podmiot, name, local, description)
        })
        .collect()
}

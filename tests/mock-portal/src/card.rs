//! One karta sprawy: a published description of a service, with the forms that citizens open from it.

use jiff::civil::{DateTime, date};

use crate::card_titles::TITLES;
use crate::settings::CardSet;
use crate::skrytka::Choice;

/// Where the forms of SEKAP are.
const SEKAP_SITE: &str = "https://www.sekap.pl/";

/// `Status` of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardStatus {
    /// `Aktualna`: published.
    Current,
    /// `Nieaktualna`: withdrawn; only such cards can be deleted.
    Outdated,
}

impl Choice for CardStatus {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Current, "Aktualna"), (Self::Outdated, "Nieaktualna")];
}

/// Where a form of a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormTarget {
    /// `Zewnętrzny`: the citizen is sent to this address.
    External {
        /// `Adres URL formularza`.
        url: String,
    },
    /// `Dostępny na ePUAP`.
    Epuap {
        /// `Wybrany formularz`.
        form: String,
        /// `Wybrana Skrytka`.
        skrytka: String,
    },
}

/// One form of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardForm {
    /// `Nazwa formularza`.
    pub name: String,
    /// Where the form is.
    pub target: FormTarget,
    /// `Opis formularza`.
    pub description: String,
}

impl CardForm {
    /// Makes a form in the repository of SEKAP.
    pub fn of_sekap(name: &str, case: u32) -> Self {
        Self {
            name: name.to_owned(),
            target: FormTarget::External {
                url: format!("{SEKAP_SITE}katalog.seam?id={case}"),
            },
            description: String::new(),
        }
    }
}

/// One karta sprawy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What tells it from another card of the same title; the portal never shows it.
    pub number: u32,
    /// `Opis usługi`.
    pub title: String,
    /// `Status Karty`.
    pub status: CardStatus,
    /// `Data utworzenia`.
    pub created: DateTime,
    /// `Data modyfikacji`; its day is the `Data` of the list.
    pub modified: DateTime,
    /// `Data ostatniej publikacji`.
    pub published: DateTime,
    /// The forms, in order.
    pub forms: Vec<CardForm>,
}

impl Card {
    /// Makes a card as SEKAP left it.
    pub fn of_sekap(number: u32, title: &str, status: CardStatus, modified: DateTime) -> Self {
        let created = date(2015, 6, 16).at(13, 55, 0, 0);
        Self {
            number,
            title: title.to_owned(),
            status,
            created,
            modified,
            published: created,
            forms: Vec::new(),
        }
    }

    /// Whether SEKAP still counts the card among those that it synchronises: it has no form of its own, or one
    /// that leads to SEKAP.
    pub fn is_synchronised(&self) -> bool {
        let of_sekap = |form: &CardForm| match &form.target {
            FormTarget::External { url } => url.starts_with(SEKAP_SITE),
            FormTarget::Epuap { .. } => false,
        };
        self.forms.is_empty() || self.forms.iter().any(of_sekap)
    }
}

/// Titles and forms of the card that the instruction edits.
const DRIVING_LICENCE: [&str; 2] = [
    "Wydanie prawa jazdy z powodu zmiany danych (zmiana nazwiska, adresu, upływ terminu ważności badań lekarskich)",
    "Wydanie wtórnika prawa jazdy z powodu jego utraty (zagubienie, kradzież) lub zniszczenia",
];

/// How many of the titles the small set has.
const FEW: usize = 6;

/// The cards of an office at the start.
pub(crate) fn cards(set: CardSet) -> Vec<Card> {
    let titles = match set {
        CardSet::Few => &TITLES[..FEW],
        CardSet::Many => &TITLES[..],
    };
    (1..).zip(titles).map(|(number, title)| card(number, title)).collect()
}

/// Every third card is withdrawn already, every fourth has no form.
fn card(number: u32, title: &str) -> Card {
    let status = if number % 3 == 2 {
        CardStatus::Outdated
    } else {
        CardStatus::Current
    };
    let day = [19, 19, 16, 17, 18, 19, 22][number as usize % 7];
    let modified = date(2015, 6, day).at(13, 55, 0, 0);
    let forms = match number {
        3 => DRIVING_LICENCE.map(|name| CardForm::of_sekap(name, 1003)).to_vec(),
        _ if number.is_multiple_of(4) => Vec::new(),
        _ => vec![CardForm::of_sekap(title, 1000 + number)],
    };
    Card {
        forms,
        ..Card::of_sekap(number, title, status, modified)
    }
}

/// A date with its time, as the portal shows it.
pub(crate) fn moment(time: DateTime) -> String {
    time.strftime("%d.%m.%Y %H:%M").to_string()
}

/// A date without its time, as the portal shows it.
pub(crate) fn day(time: DateTime) -> String {
    time.strftime("%d.%m.%Y").to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CardStatus, cards};
    use crate::settings::CardSet;

    #[test]
    fn many_cards_are_the_92_of_the_instruction() {
        let cards = cards(CardSet::Many);
        assert_eq!(cards.len(), 92);
        let keys: BTreeSet<_> = cards.iter().map(|card| (&card.title, card.modified)).collect();
        assert_eq!(keys.len(), 92);
    }

    #[test]
    fn both_sets_mix_statuses_and_have_cards_without_forms() {
        for set in [CardSet::Few, CardSet::Many] {
            let cards = cards(set);
            for status in [CardStatus::Current, CardStatus::Outdated] {
                assert!(cards.iter().any(|card| card.status == status));
            }
            assert!(cards.iter().any(|card| card.forms.is_empty()));
        }
    }
}

//! Chapter 4 of the instruction on the practice portal: cards redirected and given forms of the office's
//! own.

use std::fs;

use krok::evidence::format::{Status, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{BipPage, CardSet, DataSet, Event, Fault, FormTarget, List, MockBip, OFFICE, Settings};

use crate::support::browsers::runtime;
use crate::support::office::{Office, Ran};

const REDIRECT: &str = "runbooks/epuap/karty-przekieruj.toml";
const OWN_FORM: &str = "runbooks/epuap/karty-formularz-epuap.toml";
const LICENCE: &str =
    "Wydanie prawa jazdy z powodu zmiany danych (zmiana nazwiska, adresu, upływ terminu ważności badań lekarskich)";
const DUPLICATE: &str = "Wydanie wtórnika prawa jazdy z powodu jego utraty (zagubienie, kradzież) lub zniszczenia";

struct Town {
    office: Office,
    bip: MockBip,
}

impl Town {
    fn open(cards: CardSet) -> Self {
        Self::with(Settings {
            cards,
            ..Settings::default()
        })
    }

    fn with(settings: Settings) -> Self {
        Self {
            office: Office::open(settings),
            bip: runtime().block_on(MockBip::start()).unwrap(),
        }
    }

    fn address(&self, page: BipPage) -> String {
        format!("{}{}", self.bip.url(), page.path())
    }

    /// Gives a runbook its lines.
    fn run(&self, runbook: &str, lines: &str) -> Ran {
        fs::write(self.office.folder().join("mapa.csv"), lines).unwrap();
        self.office.krok(&[
            "run",
            runbook,
            "--yes",
            "--input",
            "podmiot=pzgliwice",
            "--input",
            "mapa=mapa.csv",
        ])
    }

    fn form(&self, card: &str, form: &str) -> Option<FormTarget> {
        let card = self.office.portal.truth().card(OFFICE, card)?;
        let found = card.forms.into_iter().find(|known| known.name == form);
        found.map(|form| form.target)
    }

    fn saves(&self) -> usize {
        let saved = |entry: &mock_portal::Entry| matches!(entry.event, Event::CardSaved { .. });
        self.office
            .portal
            .truth()
            .journal()
            .iter()
            .filter(|entry| saved(entry))
            .count()
    }
}

fn redirections(town: &Town) -> String {
    let (licence, fishing) = (town.address(BipPage::DrivingLicence), town.address(BipPage::Emissions));
    let title = "Zezwolenie na emisję gazów cieplarnianych z instalacji objętej systemem handlu uprawnieniami do emisji gazów cieplarnianych";
    format!(
        "karta;formularz;nazwa;adres\n\
         Wydanie prawa jazdy;{LICENCE};Prawo jazdy: zmiana danych;{licence}\n\
         Wydanie prawa jazdy;{DUPLICATE};{DUPLICATE};{licence}\n\
         {title};{title};Emisja gazów;{fishing}\n"
    )
}

#[test]
fn forms_are_redirected_once_read_again_and_found_by_their_new_names() {
    let town = Town::open(CardSet::Few);
    let lines = redirections(&town);
    let ran = town.run(REDIRECT, &lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    let url = town.address(BipPage::DrivingLicence);
    for form in ["Prawo jazdy: zmiana danych", DUPLICATE] {
        let target = town.form("Wydanie prawa jazdy", form);
        assert_eq!(target, Some(FormTarget::External { url: url.clone() }), "{form}");
    }
    assert_eq!(town.saves(), 3, "one for each form");
    let bundle = town.office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    assert_eq!(verify(bundle.0.path()).completeness, []);

    let again = town.run(REDIRECT, &lines);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(town.office.last().finished().verdict, Verdict::Unchanged);
    assert_eq!(town.saves(), 3);
}

#[test]
fn forms_of_one_name_on_two_cards_are_redirected_each_by_its_own_line() {
    let town = Town::open(CardSet::Few);
    let cards = ["Wydanie prawa jazdy", "Wpis do ewidencji instruktorów nauki jazdy"];
    town.office.portal.arrange_cards(OFFICE, |known| {
        for card in known.iter_mut().filter(|card| cards.contains(&card.title.as_str())) {
            card.forms.truncate(1);
            card.forms[0].name = "Pismo ogólne".to_owned();
        }
    });
    let urls = [town.address(BipPage::DrivingLicence), town.address(BipPage::Emissions)];
    let lines = format!(
        "karta;formularz;nazwa;adres\n{};Pismo ogólne;Pismo ogólne;{}\n{};Pismo ogólne;Pismo ogólne;{}\n",
        cards[0], urls[0], cards[1], urls[1]
    );
    let ran = town.run(REDIRECT, &lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    for (card, url) in cards.into_iter().zip(urls) {
        assert_eq!(
            town.form(card, "Pismo ogólne"),
            Some(FormTarget::External { url }),
            "{card}"
        );
        let step = format!("kazdy-formularz[{card} › Pismo ogólne]/przekieruj");
        assert_eq!(town.office.last().status_of(&step), Status::Changed);
    }
    assert_eq!(town.saves(), 2);

    let twice = format!(
        "{lines}{};Pismo ogólne;Inna;{}\n",
        cards[0],
        town.address(BipPage::Emissions)
    );
    let refused = town.run(REDIRECT, &twice);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.stderr.contains("(karta, formularz) jest już w wierszu 2"),
        "{refused:?}"
    );
    assert_eq!(town.saves(), 2);
}

#[test]
fn a_line_that_fits_no_card_or_an_address_that_does_not_answer_changes_nothing() {
    let town = Town::open(CardSet::Few);
    let good = town.address(BipPage::DrivingLicence);
    let missing = town.address(BipPage::Missing);
    for (line, code) in [
        (format!("Wydanie prawa jazdy;{LICENCE};Prawo jazdy;{missing}"), 1),
        (format!("Wydanie Prawa Jazdy;{LICENCE};Prawo jazdy;{good}"), 30),
        (format!("Wydanie prawa jazdy;Wydanie prawa;Prawo jazdy;{good}"), 30),
        (
            format!("Wydanie prawa jazdy;{LICENCE};Prawo jazdy;http://bip.powiat.example/x"),
            2,
        ),
    ] {
        let lines = format!("karta;formularz;nazwa;adres\nWydanie prawa jazdy;{DUPLICATE};Wtórnik;{good}\n{line}\n");
        let ran = town.run(REDIRECT, &lines);
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        assert!(ran.stderr.contains("mapa.csv"), "{line}: {}", ran.stderr);
    }
    assert_eq!(town.saves(), 0);
}

#[test]
fn a_card_whose_title_stands_on_two_pages_is_not_redirected() {
    let town = Town::open(CardSet::Many);
    let address = town.address(BipPage::FishingCard);
    let title = "Wydanie karty wędkarskiej";
    let lines = format!("karta;formularz;nazwa;adres\n{title};{title};Karta wędkarska;{address}\n");
    let ran = town.run(REDIRECT, &lines);
    assert_eq!(ran.code, 38, "{ran:?}");
    assert!(ran.stderr.contains(title) && ran.stderr.contains("mapa.csv"), "{ran:?}");
    assert_eq!(town.office.last().reason().code, "rows-duplicate");
    assert_eq!(town.saves(), 0);
}

#[test]
fn a_card_on_the_last_page_is_redirected_and_found_there_again() {
    let town = Town::open(CardSet::Many);
    let cards = town.office.portal.truth().cards();
    let card = cards[OFFICE].iter().rev().find(|card| {
        let twins = cards[OFFICE].iter().filter(|other| other.title == card.title);
        twins.count() == 1 && card.forms.len() == 1
    });
    let (title, form) = card
        .map(|card| (card.title.clone(), card.forms[0].name.clone()))
        .unwrap();
    let address = town.address(BipPage::DrivingLicence);
    let ran = town.run(
        REDIRECT,
        &format!("karta;formularz;nazwa;adres\n{title};{form};Nowa;{address}\n"),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(town.form(&title, "Nowa"), Some(FormTarget::External { url: address }));
    assert_eq!(town.saves(), 1);
}

#[test]
fn a_card_gets_a_form_of_its_own_and_the_skrytka_that_receives_it() {
    let town = Town::open(CardSet::Few);
    let lines = format!("karta;formularz;wzor;skrytka\nWydanie prawa jazdy;{LICENCE};Pismo ogólne;Skrytka_ESP\n");
    let ran = town.run(OWN_FORM, &lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    let chosen = on_epuap("Pismo ogólne", "Skrytka_ESP");
    assert_eq!(town.form("Wydanie prawa jazdy", LICENCE), Some(chosen));
    assert_eq!(town.saves(), 1);
    let again = town.run(OWN_FORM, &lines);
    assert_eq!(
        (again.code, town.office.last().finished().verdict),
        (0, Verdict::Unchanged)
    );

    let unknown = town.run(OWN_FORM, &lines.replace("Skrytka_ESP", "SkrytkaESP2"));
    assert_eq!(unknown.code, 30, "{unknown:?}");
    assert_eq!(town.saves(), 1);
}

fn on_epuap(form: &str, skrytka: &str) -> FormTarget {
    FormTarget::Epuap {
        form: form.to_owned(),
        skrytka: skrytka.to_owned(),
    }
}

/// A town with two pages of skrytki; of the forms that begin like the one wanted alone there is more than a page.
fn with_many_skrytki() -> Town {
    Town::with(Settings {
        data: DataSet::Many,
        ..Settings::default()
    })
}

#[test]
fn form_and_skrytka_are_picked_among_near_twins_on_whatever_page_they_stand() {
    let town = with_many_skrytki();
    let lines = format!(
        "karta;formularz;wzor;skrytka\n\
         Wydanie prawa jazdy;{LICENCE};Pismo ogólne;Skrytka_ESP\n\
         Wydanie prawa jazdy;{DUPLICATE};wniosek;Skrytka_ESP_2\n"
    );
    let ran = town.run(OWN_FORM, &lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    let form = |name: &str| town.form("Wydanie prawa jazdy", name);
    assert_eq!(form(LICENCE), Some(on_epuap("Pismo ogólne", "Skrytka_ESP")));
    assert_eq!(form(DUPLICATE), Some(on_epuap("wniosek", "Skrytka_ESP_2")));
    assert_eq!(town.saves(), 2);

    // A portal without the search fields: both tables are turned through.
    let file = town.office.folder().join(OWN_FORM);
    let unfiltered = fs::read_to_string(&file)
        .unwrap()
        .replace(", filter = \"Globalny filtr\"", "");
    fs::write(&file, unfiltered).unwrap();
    let lines = format!("karta;formularz;wzor;skrytka\nWydanie prawa jazdy;{LICENCE};Wniosek;ZMOKU\n");
    let ran = town.run(OWN_FORM, &lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(form(LICENCE), Some(on_epuap("Wniosek", "ZMOKU")));
    assert_eq!(town.saves(), 3);
}

#[test]
fn a_skrytka_that_the_picker_has_twice_or_only_nearly_is_not_picked() {
    let town = with_many_skrytki();
    let lines = |form: &str, skrytka: &str| {
        format!("karta;formularz;wzor;skrytka\nWydanie prawa jazdy;{LICENCE};{form};{skrytka}\n")
    };
    for (form, skrytka) in [("Pismo ogólne", "skrytka_ESP"), ("Pismo Ogólne", "Skrytka_ESP")] {
        let ran = town.run(OWN_FORM, &lines(form, skrytka));
        assert_eq!(ran.code, 30, "{form}, {skrytka}: {ran:?}");
    }
    town.office.portal.set_fault(Fault::RowAppears {
        list: List::Skrytki,
        row: "Skrytka_ESP".to_owned(),
        after: 0,
    });
    let ran = town.run(OWN_FORM, &lines("Pismo ogólne", "Skrytka_ESP"));
    let reason = town.office.last().reason();
    assert_eq!((ran.code, reason.code.as_str()), (31, "target-ambiguous"), "{ran:?}");
    assert_eq!(town.saves(), 0);
}

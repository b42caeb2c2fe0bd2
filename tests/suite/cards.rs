//! Chapter 4 of the instruction on the practice portal: cards redirected, given forms of the office's own, and deleted.

use std::fs;

use krok::evidence::format::Verdict;
use krok::evidence::verify::verify;
use mock_portal::{BipPage, CardSet, Event, FormTarget, MockBip, OFFICE, Settings};

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
        let settings = Settings {
            cards,
            ..Settings::default()
        };
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
    let chosen = FormTarget::Epuap {
        form: "Pismo ogólne".to_owned(),
        skrytka: "Skrytka_ESP".to_owned(),
    };
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

const DELETE: &str = "runbooks/epuap/karty-usun.toml";

impl Town {
    fn delete(&self, lines: &str, more: &[&str]) -> Ran {
        fs::write(self.office.folder().join("karty.csv"), lines).unwrap();
        let order = [
            "run",
            DELETE,
            "--yes",
            "--input",
            "podmiot=pzgliwice",
            "--input",
            "karty=karty.csv",
            "--input",
            "urzad=POWIAT GLIWICKI",
        ];
        self.office.krok(&[&order as &[&str], more].concat())
    }

    fn titles(&self) -> Vec<String> {
        let cards = self.office.portal.truth().cards();
        cards[OFFICE].iter().map(|card| card.title.clone()).collect()
    }
}

#[test]
fn chosen_cards_are_withdrawn_if_need_be_and_deleted_and_no_others() {
    let town = Town::open(CardSet::Few);
    let before = town.titles();
    let lines = "karta;data\nWydanie prawa jazdy;17.06.2015\nWpis do ewidencji instruktorów nauki jazdy;19.06.2015\n";
    let unasked = town.delete(lines, &[]);
    assert_ne!(unasked.code, 0, "`--yes` is no key: {unasked:?}");
    assert_eq!(town.titles(), before);

    let ran = town.delete(lines, &["--confirm", "pzgliwice 2"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let gone = ["Wydanie prawa jazdy", "Wpis do ewidencji instruktorów nauki jazdy"];
    let left: Vec<String> = before
        .into_iter()
        .filter(|title| !gone.contains(&title.as_str()))
        .collect();
    assert_eq!(town.titles(), left);
    let bundle = town.office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    assert_eq!(verify(bundle.0.path()).completeness, []);
    let withdrawn = town.office.portal.truth().journal();
    let withdrawn = withdrawn
        .iter()
        .filter(|entry| matches!(entry.event, Event::CardWithdrawn { .. }));
    assert_eq!(withdrawn.count(), 1, "the other one was withdrawn before");

    let again = town.delete(lines, &["--confirm", "pzgliwice 2"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(town.office.last().finished().verdict, Verdict::Unchanged);
    assert_eq!(town.titles(), left);
}

#[test]
fn a_card_of_another_date_or_of_a_title_that_stands_twice_is_not_deleted() {
    let town = Town::open(CardSet::Few);
    let before = town.titles();
    let ran = town.delete(
        "karta;data\nWydanie prawa jazdy;18.06.2015\n",
        &["--confirm", "Wydanie prawa jazdy"],
    );
    assert_ne!(ran.code, 0, "{ran:?}");
    town.office.portal.arrange_cards(OFFICE, |cards| {
        let mut twin = cards[2].clone();
        twin.number = 700;
        cards.push(twin);
    });
    let ran = town.delete(
        "karta;data\nWydanie prawa jazdy;17.06.2015\n",
        &["--confirm", "Wydanie prawa jazdy"],
    );
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(town.titles().len(), before.len() + 1);
}

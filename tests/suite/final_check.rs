//! The check at the end of a migration on the practice portal: it reads everything, changes nothing and tells what
//! has come apart.

use std::fs;

use krok::evidence::format::{Event, FieldStatus, Recorded, RecordedTable, Status, Value, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{
    Card, CardForm, CardStatus, DataSet, FormTarget, Kind, Mode, OFFICE, Reply, SEKAP_SYSTEM, Settings, Skrytka, Store,
    System,
};

use crate::support::office::{ADDRESSES, Office, Ran, Told};

const LICENCE: &str = "Prawo jazdy: zmiana danych";
const DUPLICATE: &str = "Wydanie wtórnika prawa jazdy z powodu jego utraty (zagubienie, kradzież) lub zniszczenia";
const LICENCE_ADDRESS: &str = "https://bip.powiat.example/prawo-jazdy";
const DUPLICATE_ADDRESS: &str = "https://bip.powiat.example/wtornik";
const OF_SEKAP: &str = "https://www.sekap.pl/katalog.seam?id=1003";

/// A card that the office has given up.
const GIVEN_UP: &str = "Wpis do ewidencji instruktorów nauki jazdy";
/// A card with a form of the office's own.
const OWN: &str = "Wydanie karty łowiectwa podwodnego";

/// Opens an office that has done everything that the instruction wants.
fn migrated() -> Office {
    migrated_with(DataSet::Instruction)
}

fn migrated_with(data: DataSet) -> Office {
    let office = Office::open(Settings {
        data,
        ..Settings::default()
    });
    for skrytka in ["Skrytka_ESP", "Domyślna"] {
        office.portal.arrange_skrytka(OFFICE, skrytka, reconfigure);
    }
    office
        .portal
        .arrange_systems(OFFICE, |systems| systems.retain(|system| system.name != SEKAP_SYSTEM));
    redirect(&office, [LICENCE_ADDRESS, DUPLICATE_ADDRESS]);
    own_form(&office, "Skrytka_ESP");
    office
        .portal
        .arrange_cards(OFFICE, |cards| cards.retain(|card| card.title != GIVEN_UP));
    let lines = format!(
        "karta;formularz;nazwa;adres\n\
         Wydanie prawa jazdy;Prawo jazdy;{LICENCE};{LICENCE_ADDRESS}\n\
         Wydanie prawa jazdy;{DUPLICATE};{DUPLICATE};{DUPLICATE_ADDRESS}\n"
    );
    for (file, lines) in [
        ("mapa.csv", lines),
        (
            "formularze.csv",
            format!("karta;formularz;wzor;skrytka\n{OWN};Pismo;Pismo ogólne;Skrytka_ESP\n"),
        ),
        ("karty.csv", format!("karta;data\n{GIVEN_UP};19.06.2015\n")),
        (
            "skrytki.csv",
            "skrytka;adres;czynnosc\nZMOKU;/pzgliwice/ZMOKU;usunąć\n".to_owned(),
        ),
    ] {
        fs::write(office.folder().join(file), lines).unwrap();
    }
    office
}

/// Gives a card a form of the office's own, received by a skrytka.
fn own_form(office: &Office, skrytka: &str) {
    office.portal.arrange_cards(OFFICE, |cards| {
        let card = cards.iter_mut().find(|card| card.title == OWN).unwrap();
        card.forms = vec![CardForm {
            name: "Pismo".to_owned(),
            target: FormTarget::Epuap {
                form: "Pismo ogólne".to_owned(),
                skrytka: skrytka.to_owned(),
            },
            description: String::new(),
        }];
    });
}

fn reconfigure(skrytka: &mut Skrytka) {
    skrytka.kind = Kind::Asynchronous;
    skrytka.reply = Reply::Upp;
    skrytka.mode = Mode::Pull;
    skrytka.queue_limit = 0;
    skrytka.queue_alert = Some(4);
    skrytka.overflow_alert = true;
    skrytka.delivery_error_alert = true;
    skrytka.uncollected_alert = Some(1);
    skrytka.documents = Store::MyDocuments;
    skrytka.receipts = Store::MyDocuments;
}

/// Gives the forms of one card the addresses that citizens are sent to.
fn redirect(office: &Office, addresses: [&str; 2]) {
    office.portal.arrange_cards(OFFICE, |cards| {
        let card = cards
            .iter_mut()
            .find(|card| card.title == "Wydanie prawa jazdy")
            .unwrap();
        let forms = [LICENCE, DUPLICATE].into_iter().zip(addresses);
        card.forms = forms
            .map(|(name, url)| CardForm {
                name: name.to_owned(),
                target: FormTarget::External { url: url.to_owned() },
                description: String::new(),
            })
            .collect();
    });
}

fn check(office: &Office) -> Ran {
    office.krok(&[
        "run",
        "runbooks/epuap/sprawdzenie-koncowe.toml",
        "--input",
        "podmiot=pzgliwice",
        "--input",
        "urzad=POWIAT GLIWICKI",
        "--input",
        ADDRESSES,
        "--input",
        "mapa=mapa.csv",
        "--input",
        "formularze=formularze.csv",
        "--input",
        "karty=karty.csv",
        "--input",
        "skrytki=skrytki.csv",
    ])
}

fn recorded(told: &Told, step: &str) -> RecordedTable {
    let recorded = told.0.records().iter().find_map(|record| match &record.event {
        Event::Recorded(Recorded::Table(table)) if record.step.as_deref() == Some(step) => Some(table.clone()),
        _ => None,
    });
    recorded.unwrap()
}

/// Lists the fields that are not as they should be, each with the value found.
fn differing(told: &Told) -> Vec<(String, Value)> {
    let fields = told.0.records().iter().filter_map(|record| match &record.event {
        Event::Field(field) if field.status == FieldStatus::Failed => Some((field.label.clone(), field.before.clone())),
        _ => None,
    });
    fields.collect()
}

fn check_bundle(told: &Told) {
    let verification = verify(told.0.path());
    assert_eq!((verification.integrity, verification.completeness), (vec![], vec![]));
}

#[test]
fn an_office_that_has_done_everything_is_read_whole_and_found_so() {
    let office = migrated();
    assert_eq!(office.deviations(), [""; 0]);
    let before = office.portal.truth().journal();
    let ran = check(&office);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = office.last();
    assert_eq!(told.finished().verdict, Verdict::Unchanged);
    check_bundle(&told);
    assert_eq!(
        office.portal.truth().journal(),
        before,
        "not even a form was opened for editing"
    );

    let rows = |step: &str, column: usize| -> Vec<String> {
        let table = recorded(&told, step);
        table.rows.iter().map(|row| row.cells[column].clone()).collect()
    };
    assert_eq!(
        rows("zdarzenia", 2),
        ["Wybór podmiotu", "Logowanie"],
        "the portal's own record"
    );
    assert_eq!(rows("systemy", 0), ["d3n3f04ve3"]);
    assert_eq!(rows("skrytki", 0), ["Skrytka_ESP", "Domyślna"]);
    let cards = &office.portal.truth().cards()[OFFICE];
    assert_eq!(
        rows("karty", 0),
        cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>()
    );
}

#[test]
fn whatever_has_come_apart_is_told_and_left_as_it_is() {
    let office = migrated();
    office
        .portal
        .arrange_skrytka(OFFICE, "Domyślna", |skrytka| skrytka.queue_limit = 100);
    redirect(&office, [LICENCE_ADDRESS, OF_SEKAP]);
    office.portal.arrange_systems(OFFICE, |systems| {
        systems.push(System::external(2, SEKAP_SYSTEM, "serwer SEKAP", "13.01.2022 12:06"));
    });
    let lines = fs::read_to_string(office.folder().join("mapa.csv")).unwrap();
    let of_nobody = format!("Karta, której nie ma;Karta;Nowa;{LICENCE_ADDRESS}\n");
    let lines = lines.replacen('\n', &format!("\n{of_nobody}"), 1);
    fs::write(office.folder().join("mapa.csv"), lines).unwrap();
    let before = office.portal.truth().journal();
    let found = [
        (
            "Maksymalna liczba dokumentów w kolejce".to_owned(),
            Value::Text("100".to_owned()),
        ),
        ("Adres URL formularza".to_owned(), Value::Text(OF_SEKAP.to_owned())),
    ];

    let ran = check(&office);
    assert_eq!(ran.code, 36, "{ran:?}");
    for drift in [
        "Karta, której nie ma",
        "Maksymalna liczba dokumentów w kolejce",
        OF_SEKAP,
        "System serwera SEKAP jest nadal na liście",
    ] {
        assert!(ran.stderr.contains(drift), "{drift}: {}", ran.stderr);
    }
    let told = office.last();
    assert_eq!(told.reason().code, "differs");
    assert_eq!(
        told.reason().values["count"],
        "4",
        "each is told, and none ends the reading"
    );
    assert_eq!(differing(&told), found);
    assert!(
        recorded(&told, "systemy")
            .rows
            .iter()
            .any(|row| row.cells[0] == SEKAP_SYSTEM)
    );
    for step in ["kazda-skrytka", "kazda-skrytka[Domyślna]/porownaj", "kazdy-formularz"] {
        assert_eq!(told.status_of(step), Status::Failed, "{step}");
    }
    assert_eq!(told.status_of("kazda-skrytka[Skrytka_ESP]/porownaj"), Status::Unchanged);
    assert_eq!(told.status_of("bez-systemu-sekap"), Status::Blocked);
    check_bundle(&told);

    office
        .portal
        .arrange_systems(OFFICE, |systems| systems.retain(|system| system.name != SEKAP_SYSTEM));
    let ran = check(&office);
    assert_eq!(ran.code, 36, "{ran:?}");
    let told = office.last();
    assert_eq!(
        (told.reason().code.as_str(), differing(&told)),
        ("differs", found.to_vec())
    );
    assert_eq!(told.reason().values["count"], "3");
    check_bundle(&told);
    assert_eq!(office.portal.truth().journal(), before);
}

#[test]
fn addresses_that_the_portal_notifies_otherwise_are_told_for_each_skrytka() {
    let office = migrated();
    let before = office.portal.truth().journal();
    for addresses in [
        "kancelaria@powiat.example",
        "kancelaria@powiat.example\ninformatyk@powiat.example\nbyly.pracownik@powiat.example",
        "kancelaria@powiat.example\ninformatyk@gmina.example",
    ] {
        office
            .portal
            .arrange_skrytka(OFFICE, "Domyślna", |skrytka| addresses.clone_into(&mut skrytka.emails));
        let ran = check(&office);
        assert_eq!(ran.code, 36, "{ran:?}");
        let told = office.last();
        assert_eq!(told.reason().code, "differs");
        let found = addresses.lines().map(str::to_owned).collect();
        let field = "Adresy e-mail do powiadomień".to_owned();
        assert_eq!(differing(&told), [(field, Value::Several(found))]);
        assert_eq!(told.status_of("kazda-skrytka[Skrytka_ESP]/porownaj"), Status::Unchanged);
        check_bundle(&told);
    }
    assert_eq!(office.portal.truth().journal(), before);
}

#[test]
fn what_the_files_say_is_held_against_the_portal_too() {
    let office = migrated_with(DataSet::Migration);
    for skrytka in ["ZMOKU", "test"] {
        office.portal.arrange_skrytka(OFFICE, skrytka, reconfigure);
    }
    let lines = "skrytka;adres;czynnosc\nZMOKU;/pzgliwice/ZMOKU;usunąć\ntest;/pzgliwice/test;zablokować\n";
    fs::write(office.folder().join("skrytki.csv"), lines).unwrap();
    own_form(&office, "Domyślna");
    office.portal.arrange_cards(OFFICE, |cards| {
        let modified = cards[0].modified;
        cards.push(Card::of_sekap(900, GIVEN_UP, CardStatus::Outdated, modified));
    });
    office.portal.arrange_systems(OFFICE, |systems| {
        systems.push(System::external(7, "k7p2sod002", "drugi SOD", "13.01.2028 12:06"));
    });
    let before = office.portal.truth().journal();
    let ran = check(&office);
    assert_eq!(ran.code, 36, "{ran:?}");
    let told = office.last();
    assert_eq!(told.reason().values["count"], "4");
    assert_eq!(
        differing(&told),
        [
            ("aktywna".to_owned(), Value::Switch(true)),
            ("Wybrana Skrytka".to_owned(), Value::Text("Domyślna".to_owned())),
        ]
    );
    for (step, status) in [
        ("kazda-nieuzywana[ZMOKU]/nie-ma", Status::Blocked),
        ("kazda-nieuzywana[test]/zablokowana", Status::Failed),
        (
            "kazda-usunieta[Wpis do ewidencji instruktorów nauki jazdy]/nie-ma",
            Status::Blocked,
        ),
        (
            "kazdy-wlasny[Wydanie karty łowiectwa podwodnego › Pismo]/porownaj",
            Status::Failed,
        ),
    ] {
        assert_eq!(told.status_of(step), status, "{step}");
    }
    assert!(
        told.notes().contains(&"rows-more-than-advised".to_owned()),
        "{:?}",
        told.notes()
    );
    check_bundle(&told);
    assert_eq!(office.portal.truth().journal(), before);
}

#[test]
fn an_office_that_had_nothing_of_some_kind_says_so_with_a_header_alone() {
    let office = migrated();
    for (file, header) in [
        ("formularze.csv", "karta;formularz;wzor;skrytka\n"),
        ("karty.csv", "karta;data\n"),
        ("skrytki.csv", "skrytka;adres;czynnosc\n"),
    ] {
        fs::write(office.folder().join(file), header).unwrap();
    }
    let ran = check(&office);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(office.last().notes(), ["no-lines"; 3]);
}

//! The remark under point 3 of chapter 3 on the practice portal: skrytki that nobody uses are deleted or blocked.

use std::fs;

use krok::evidence::format::{Status, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{DataSet, Event, Fault, Letter, OFFICE, Settings};

use crate::support::browsers::runtime;
use crate::support::office::{Office, Ran};

const RUNBOOK: &str = "runbooks/epuap/skrytki-nieuzywane.toml";
const HEAD: &str = "skrytka;adres;czynnosc\n";
const ONE: &str = "pzgliwice 1";

fn office() -> Office {
    Office::open(Settings {
        data: DataSet::Migration,
        ..Settings::default()
    })
}

/// Somebody made sure that no documents wait.
const NONE_WAIT: &str =
    "outcome = \"done\"\nby = \"Anna Wilk\"\nanswer = \"tak, żadne nie czekają\"\nnote = \"Konto urzędu.\"\n";

/// Gives the runbook its lines, with the key of what is to be deleted.
fn run(office: &Office, lines: &str, key: &str) -> Ran {
    run_answered(office, lines, key, NONE_WAIT)
}

/// Gives the runbook its lines, and what a person says of documents that wait.
fn run_answered(office: &Office, lines: &str, key: &str, answer: &str) -> Ran {
    fs::write(office.folder().join("skrytki.csv"), format!("{HEAD}{lines}\n")).unwrap();
    fs::write(
        office.folder().join("czekanie.toml"),
        format!("[nic-nie-czeka]\n{answer}"),
    )
    .unwrap();
    office.krok(&[
        "run",
        RUNBOOK,
        "--yes",
        "--input",
        "podmiot=pzgliwice",
        "--input",
        "skrytki=skrytki.csv",
        "--answers",
        "czekanie.toml",
        "--confirm",
        key,
    ])
}

fn names(office: &Office) -> Vec<String> {
    let state = office.portal.truth().state();
    state[OFFICE].iter().map(|skrytka| skrytka.name.clone()).collect()
}

/// Counts what the portal was asked to delete, whether it did or not.
fn deletions(office: &Office) -> usize {
    let journal = office.portal.truth().journal();
    let asked = journal
        .iter()
        .filter(|entry| matches!(entry.event, Event::Deleted { .. } | Event::Refused { .. }));
    asked.count()
}

#[test]
fn one_is_deleted_one_is_blocked_and_a_second_run_finds_nothing_left_to_do() {
    let office = office();
    let lines = "ZMOKU;/pzgliwice/ZMOKU;usunąć\ntest;/pzgliwice/test;zablokować";
    let ran = run(&office, lines, ONE);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(names(&office), ["Skrytka_ESP", "Domyślna", "test"]);
    let is_active = |name: &str| office.portal.truth().skrytka(OFFICE, name).unwrap().active;
    assert!(!is_active("test") && is_active("Skrytka_ESP") && is_active("Domyślna"));
    assert_eq!(office.writes(), 2);
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    assert_eq!(verify(bundle.0.path()).completeness, []);
    let letter = Letter::new("jkowalski", b"pismo".to_vec());
    for closed in ["ZMOKU", "test"] {
        let sent = runtime().block_on(office.portal.submit(OFFICE, closed, letter.clone()));
        assert!(sent.is_err(), "no sender reaches {closed}");
    }

    let again = run(&office, lines, ONE);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(office.last().finished().changes, 0);
    assert_eq!(office.last().status_of("nic-nie-czeka"), Status::Manual);
    assert_eq!(office.writes(), 2);
}

#[test]
fn the_default_skrytka_another_address_and_an_unknown_one_are_refused_before_anything_is_written() {
    let office = office();
    for (line, code, reason) in [
        ("Domyślna;/pzgliwice/domyslna;usunąć", 10, "require"),
        ("Domyślna;/pzgliwice/domyslna;zablokować", 10, "require"),
        ("ZMOKU;/pzgliwice/test;usunąć", 39, "identity-differs"),
        ("test;/pzgliwice/ZMOKU;zablokować", 36, "value-differs"),
        ("ZMOKU2;/pzgliwice/ZMOKU2;zablokować", 30, "target-missing"),
    ] {
        // A good line before the bad one must not be carried out either.
        let ran = run(
            &office,
            &format!("Skrytka_ESP;/pzgliwice/Skrytka_ESP;zablokować\n{line}"),
            ONE,
        );
        assert_eq!(
            (ran.code, office.last().reason().code.as_str()),
            (code, reason),
            "{line}: {ran:?}"
        );
    }
    assert_eq!(office.writes(), 0);
    assert_eq!(deletions(&office), 0);
    // What no list has, and no run has deleted, may be a slip of the pen.
    let unheard = run(&office, "zmoku;/pzgliwice/ZMOKU;usunąć", ONE);
    assert_eq!(unheard.code, 30, "{unheard:?}");
    assert!(
        unheard.stderr.contains("ZMOKU") && unheard.stderr.contains("skrytki.csv"),
        "{unheard:?}"
    );
    assert_eq!((office.writes(), deletions(&office)), (0, 0));
    let unknown = run(&office, "ZMOKU;/pzgliwice/ZMOKU;skasować", ONE);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.stderr.contains("skrytki.csv:2:"), "{}", unknown.stderr);
}

#[test]
fn documents_that_wait_and_a_question_about_another_skrytka_keep_it() {
    let office = office();
    // The portal's refusal lies over the menu for longer than the suite's own patience.
    let profile = office.folder().join("runbooks/epuap/portal.toml");
    let patient = fs::read_to_string(&profile).unwrap().replace("\"4s\"", "\"20s\"");
    fs::write(&profile, patient).unwrap();
    office.portal.set_fault(Fault::ConfirmAbout("Skrytka_ESP".to_owned()));
    let other = run(&office, "ZMOKU;/pzgliwice/ZMOKU;usunąć", ONE);
    assert_eq!(
        (other.code, office.last().reason().code.as_str()),
        (41, "dialog-other"),
        "{other:?}"
    );
    assert_eq!(deletions(&office), 0);
    office.portal.clear_faults();

    office.portal.arrange_skrytka(OFFICE, "ZMOKU", |skrytka| {
        skrytka.mode = mock_portal::Mode::Pull;
    });
    let letter = Letter::new("jkowalski", b"pismo".to_vec());
    runtime()
        .block_on(office.portal.submit(OFFICE, "ZMOKU", letter))
        .unwrap();
    let ran = run(&office, "ZMOKU;/pzgliwice/ZMOKU;usunąć", ONE);
    let bundle = office.last();
    assert_eq!((ran.code, bundle.reason().code.as_str()), (42, "not-gone"), "{ran:?}");
    let said = "Liczba dokumentów oczekujących w kolejce: 1.";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    assert_eq!(deletions(&office), 1, "asked once, and never again");
    assert_eq!(names(&office).len(), 4);
    assert_eq!(office.portal.truth().waiting(OFFICE, "ZMOKU").len(), 1);
    assert_eq!(verify(bundle.0.path()).completeness, []);
}

#[test]
fn the_default_skrytka_is_kept_under_any_name() {
    let office = office();
    office.portal.arrange_skrytka(OFFICE, "Domyślna", |skrytka| {
        "Skrytka podstawowa".clone_into(&mut skrytka.name);
    });
    for (line, code, reason) in [
        ("Skrytka podstawowa;/pzgliwice/domyslna;usunąć", 10, "require"),
        ("Skrytka podstawowa;/pzgliwice/domyslna;zablokować", 10, "require"),
        // With an address that is not its own it is not taken for another one either.
        (
            "Skrytka podstawowa;/pzgliwice/podstawowa;usunąć",
            39,
            "identity-differs",
        ),
        (
            "Skrytka podstawowa;/pzgliwice/podstawowa;zablokować",
            36,
            "value-differs",
        ),
    ] {
        let ran = run(&office, line, ONE);
        assert_eq!(
            (ran.code, office.last().reason().code.as_str()),
            (code, reason),
            "{line}: {ran:?}"
        );
    }
    assert_eq!((office.writes(), deletions(&office)), (0, 0));
    assert!(
        office
            .portal
            .truth()
            .skrytka(OFFICE, "Skrytka podstawowa")
            .unwrap()
            .active
    );
}

#[test]
fn unless_somebody_made_sure_that_no_documents_wait_nothing_is_deleted_or_blocked() {
    let office = office();
    let lines = "ZMOKU;/pzgliwice/ZMOKU;usunąć\ntest;/pzgliwice/test;zablokować";
    let no = NONE_WAIT.replace("tak, żadne nie czekają", "nie");
    let without_note = NONE_WAIT.replace("note = \"Konto urzędu.\"\n", "");
    let left_out = "outcome = \"skipped\"\nby = \"Anna Wilk\"\n";
    for (answer, reason) in [(no.as_str(), "require"), (left_out, "condition-unknown")] {
        let ran = run_answered(&office, lines, ONE, answer);
        let bundle = office.last();
        assert_eq!((ran.code, bundle.reason().code.as_str()), (10, reason), "{ran:?}");
        let why = "Najpierw trzeba odebrać dokumenty, które czekają w tych skrytkach.";
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        assert_eq!(verify(bundle.0.path()).completeness, []);
    }
    let ran = run_answered(&office, lines, ONE, &without_note);
    let reason = office.last().reason();
    assert_eq!((ran.code, reason.code.as_str()), (10, "answer-unfit"), "{ran:?}");
    assert_eq!((office.writes(), deletions(&office)), (0, 0));
    assert!(office.portal.truth().skrytka(OFFICE, "test").unwrap().active);
}

//! The flagship on the practice portal, in a real browser, judged by the portal's write journal.

use std::fs;

use krok::evidence::format::{Event, FieldStatus, Status, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{DataSet, Event as Told, Settings};

use crate::support::office::{FLAGSHIP, Office};

fn instruction() -> Settings {
    Settings::default()
}

#[test]
fn a_plan_shows_every_difference_and_writes_nothing() {
    let office = Office::open(instruction());
    let ran = office.plan();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(office.writes(), 0);
    let touched = |entry: &mock_portal::Entry| matches!(entry.event, Told::EditOpened { .. } | Told::Saved { .. });
    assert!(
        !office.portal.truth().journal().iter().any(touched),
        "a plan does not even open a form for editing"
    );
    assert!(ran.stdout.contains("Tryb pracy › Typ skrytki"), "{}", ran.stdout);
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::ChangesPlanned);
    assert_eq!(bundle.finished().changes, 20);
    let verification = verify(bundle.0.path());
    assert_eq!(
        (verification.integrity, verification.completeness),
        (Vec::new(), Vec::new())
    );
    assert!(office.browser_is_open());
}

#[test]
fn apply_changes_what_was_planned_once_and_a_second_run_writes_nothing() {
    let office = Office::open(instruction());
    assert_eq!(office.plan().code, 0);
    let plan = office.bundles().pop().unwrap();
    let plan = plan.to_str().unwrap();
    let applied = office.krok(&["apply", plan, "--yes"]);
    assert_eq!(applied.code, 0, "{applied:?}");
    assert_eq!(office.deviations(), Vec::<String>::new());
    assert_eq!(office.writes(), 2, "one save for each skrytka");
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    let changed = bundle
        .0
        .records()
        .iter()
        .filter(|record| matches!(&record.event, Event::Field(field) if field.status == FieldStatus::Changed));
    assert_eq!(changed.count(), 20);
    assert_eq!(verify(bundle.0.path()).completeness, []);

    let used = office.krok(&["apply", plan, "--yes"]);
    assert_eq!(used.code, 13, "{used:?}");

    let edits = office.portal.truth().journal().len();
    let again = office.run();
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(office.last().finished().verdict, Verdict::Unchanged);
    assert_eq!(
        office.portal.truth().journal().len(),
        edits,
        "neither Edytuj nor Zapisz was pressed"
    );
    assert!(office.browser_is_open());
}

#[test]
fn a_plan_that_no_longer_fits_is_refused_before_any_write() {
    let office = Office::open(instruction());
    assert_eq!(office.plan().code, 0);
    let first = office.bundles().pop().unwrap();
    assert_eq!(office.plan().code, 0);
    let second = office.bundles().pop().unwrap();
    assert_eq!(office.krok(&["apply", first.to_str().unwrap(), "--yes"]).code, 0);
    let writes = office.writes();

    let stale = office.krok(&["apply", second.to_str().unwrap(), "--yes"]);
    assert_eq!(stale.code, 12, "{stale:?}");
    assert_eq!(office.last().reason().code, "stale-plan");
    assert_eq!(office.writes(), writes);
}

#[test]
fn a_plan_of_another_runbook_or_input_is_refused() {
    let office = Office::open(instruction());
    assert_eq!(office.plan().code, 0);
    let plan = office.bundles().pop().unwrap();
    let plan = plan.to_str().unwrap();
    let other = office.krok(&["apply", plan, "--yes", "--input", "podmiot=pzgliwice2"]);
    assert_eq!(other.code, 12, "{other:?}");
    let runbook = office.folder().join("runbooks/epuap/skrytki-pull.toml");
    let text = fs::read_to_string(&runbook).unwrap();
    fs::write(&runbook, text.replace("osiągnie\" = 4", "osiągnie\" = 5")).unwrap();
    let edited = office.krok(&["apply", plan, "--yes"]);
    assert_eq!(edited.code, 12, "{edited:?}");
    assert_eq!(office.writes(), 0);
    assert_eq!(office.bundles().len(), 1, "a refused plan begins no run");
}

#[test]
fn an_altered_plan_is_refused() {
    let office = Office::open(instruction());
    assert_eq!(office.plan().code, 0);
    let plan = office.bundles().pop().unwrap();
    let trail = plan.join("trail.ndjson");
    let text = fs::read_to_string(&trail).unwrap();
    fs::write(&trail, text.replacen("\"PULL\"", "\"PUSH\"", 1)).unwrap();
    let refused = office.krok(&["apply", plan.to_str().unwrap(), "--yes"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert_eq!(office.writes(), 0);
}

#[test]
fn without_a_yes_nothing_is_changed() {
    let office = Office::open(instruction());
    let ran = office.krok(&[&["run"] as &[&str], &FLAGSHIP].concat());
    assert_eq!(ran.code, 14, "{ran:?}");
    assert_eq!(office.writes(), 0);
}

#[test]
fn an_office_whose_list_is_empty_is_not_one_in_which_nothing_is_to_be_done() {
    let office = Office::open(instruction());
    office.portal.arrange_skrytki(mock_portal::OFFICE, Vec::clear);
    let ran = office.plan();
    assert_eq!(ran.code, 38, "{ran:?}");
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Blocked);
    assert_eq!(bundle.reason().code, "rows-too-few");
    assert_eq!(bundle.reason().values["count"], "0");
    assert!(
        ran.stderr
            .contains("Liczba wierszy w tabeli „Lista Twoich skrytek”: 0. Procedura wymaga co najmniej 1."),
        "{}",
        ran.stderr
    );
    assert_eq!(bundle.status_of("kazda-skrytka"), Status::Blocked);
    assert_eq!(verify(bundle.0.path()).completeness, []);

    // What the office has to have done before is another test's; here the loop alone has to stop the destroying.
    let runbooks = office.folder().join("runbooks/epuap");
    let text = fs::read_to_string(runbooks.join("system-sekap-usun.toml")).unwrap();
    let (head, rest) = text.split_once("\nrequire = [").unwrap();
    let (_, tail) = rest.split_once("\n]\n").unwrap();
    fs::write(runbooks.join("usun.toml"), format!("{head}\n{tail}")).unwrap();
    let unchecked = [
        "run",
        "runbooks/epuap/usun.toml",
        "--input",
        "podmiot=pzgliwice",
        "--yes",
        "--confirm",
        "i4m4hvn61u",
    ];
    let ran = office.krok(&unchecked);
    assert_eq!(ran.code, 38, "{ran:?}");
    assert_eq!(office.last().reason().code, "rows-too-few");
    assert_eq!(office.last().status_of("usun"), Status::Skipped);

    let file = runbooks.join("skrytki-pull.toml");
    let runbook = fs::read_to_string(&file).unwrap();
    fs::write(&file, runbook.replace("at_most = 20", "at_least = 0, at_most = 20")).unwrap();
    let ran = office.plan();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(office.last().finished().verdict, Verdict::Unchanged);
    assert_eq!(office.writes(), 0);
}

#[test]
fn every_row_of_every_page_is_read_once_by_its_key() {
    let office = Office::open(Settings {
        data: DataSet::Many,
        ..Settings::default()
    });
    let ran = office.plan();
    assert_eq!(ran.code, 0, "{ran:?}");
    let bundle = office.last();
    let rows = bundle.0.records().iter().find_map(|record| match &record.event {
        Event::Rows(rows) => Some(rows.rows.clone()),
        _ => None,
    });
    let mut rows = rows.unwrap();
    assert!(rows.len() >= 12, "{rows:?}");
    for row in &rows {
        let status = bundle.status_of(&format!("kazda-skrytka[{row}]/ustaw"));
        assert!(
            matches!(status, Status::WouldChange | Status::Unchanged),
            "{row}: {status:?}"
        );
    }
    let mut stored: Vec<String> = office.portal.truth().state()["pzgliwice"]
        .iter()
        .map(|skrytka| skrytka.name.clone())
        .collect();
    rows.sort();
    stored.sort();
    assert_eq!(rows, stored);
    assert_eq!(office.writes(), 0);
}

//! Loops over the lines of a file and the values of a list, on the practice portal, judged by its write journal.

use std::fs;

use krok::evidence::format::{Event, Status, Verdict};
use krok::evidence::verify::verify;
use mock_portal::Settings;

use crate::support::office::Office;

const RUNBOOK: &str = "runbooks/epuap/kolejki.toml";

const TEXT: &str = r#"schema = 1
title  = "Kolejki skrytek"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }
mapa    = { type = "rows", ask = "Plik z kolejkami", columns = { skrytka = "text", kolejka = "integer" } }

[[step]]
id  = "lista"
go  = ["Administrowanie", "Budowanie usług", "Skrytki"]
see = "Lista Twoich skrytek"

[[step]]
id       = "kolejki"
for_each = { line_of = "mapa", key = "skrytka", at_most = 3 }
run      = "kolejka"

[[block.kolejka]]
id    = "otworz"
press = "Edytuj"
row   = "{skrytka}"
see   = "Konfiguracja skrytki: {skrytka}"

[[block.kolejka]]
id     = "ustaw"
edit   = "Edytuj"
save   = "Zapisz"
cancel = "Anuluj"
saved  = "Zmiany zostały zapisane."
set."Tryb pracy"."Typ skrytki" = "asynchroniczna"
set."Tryb pracy"."Maksymalna liczba dokumentów w kolejce" = "{kolejka}"
"#;

fn office(lines: &str) -> Office {
    let office = Office::open(Settings::default());
    fs::write(office.folder().join(RUNBOOK), TEXT).unwrap();
    fs::write(office.folder().join("mapa.csv"), lines).unwrap();
    office
}

fn plan(office: &Office) -> crate::support::office::Ran {
    let inputs = ["--input", "podmiot=pzgliwice", "--input", "mapa=mapa.csv"];
    office.krok(&[&["plan", RUNBOOK], &inputs[..]].concat())
}

#[test]
fn each_line_of_a_file_is_worked_once_with_the_values_of_its_columns() {
    let lines = "skrytka;kolejka\r\nDomyślna;7\r\nSkrytka_ESP;9\r\n";
    let office = office(lines);
    let planned = plan(&office);
    assert_eq!(planned.code, 0, "{planned:?}");
    assert_eq!(office.writes(), 0);
    let bundle = office.bundles().pop().unwrap();
    assert_eq!(fs::read(bundle.join("inputs/data-mapa.txt")).unwrap(), lines.as_bytes());

    fs::remove_file(office.folder().join("mapa.csv")).unwrap();
    let applied = office.krok(&["apply", bundle.to_str().unwrap(), "--yes"]);
    assert_eq!(applied.code, 0, "{applied:?}");
    assert_eq!(office.writes(), 2, "one save for each line");
    let last = office.last();
    assert_eq!(last.finished().verdict, Verdict::Changed);
    assert_eq!(last.status_of("kolejki[Domyślna]/ustaw"), Status::Changed);
    assert_eq!(last.status_of("kolejki[Skrytka_ESP]/ustaw"), Status::Changed);
    let queues: Vec<String> = last
        .0
        .records()
        .iter()
        .filter_map(|record| match &record.event {
            Event::Field(field) if field.label.starts_with("Maksymalna") => Some(format!("{:?}", field.after)),
            _ => None,
        })
        .collect();
    assert!(queues[0].contains('7') && queues[1].contains('9'), "{queues:?}");
    let verification = verify(last.0.path());
    assert_eq!(
        (verification.integrity, verification.completeness),
        (Vec::new(), Vec::new())
    );
}

#[test]
fn an_apply_takes_the_plan_s_own_copy_and_no_other_file() {
    let office = office("skrytka;kolejka\nDomyślna;7\n");
    assert_eq!(plan(&office).code, 0);
    let bundle = office.bundles().pop().unwrap();
    let bundle = bundle.to_str().unwrap();
    fs::write(office.folder().join("mapa.csv"), "skrytka;kolejka\nDomyślna;8\n").unwrap();
    let refused = office.krok(&["apply", bundle, "--yes", "--input", "mapa=mapa.csv"]);
    assert_eq!(refused.code, 12, "{refused:?}");
    assert!(
        refused.stderr.contains("`mapa` = `mapa.csv`: inne niż w planie"),
        "{refused:?}"
    );
    assert_eq!(office.writes(), 0);
    fs::write(office.folder().join("mapa.csv"), "skrytka;kolejka\nDomyślna;7\n").unwrap();
    let applied = office.krok(&["apply", bundle, "--yes", "--input", "mapa=mapa.csv"]);
    assert_eq!(applied.code, 0, "{applied:?}");
    assert_eq!(office.writes(), 1);
}

#[test]
fn a_line_that_fails_is_named_with_its_file_and_those_behind_it_are_not_reached() {
    let office = office("skrytka;kolejka\nDomyślna;7\nNieznana;8\nSkrytka_ESP;9\n");
    let ran = plan(&office);
    assert_eq!(ran.code, 30, "{ran:?}");
    let last = office.last();
    let reason = last.reason();
    assert_eq!(reason.code, "target-missing");
    assert_eq!((&*reason.values["file"], &*reason.values["line"]), ("mapa.csv", "3"));
    assert!(ran.stderr.contains("Plik „mapa.csv”, wiersz 3"), "{}", ran.stderr);
    assert_eq!(last.notes(), ["row-not-reached"]);
}

#[test]
fn a_file_with_mistakes_is_refused_before_a_browser_is_asked_and_check_says_the_same() {
    let office = office("skrytka;kolejka\nDomyślna;siedem\nDomyślna;8\nA;1\nB;2\n");
    let planned = plan(&office);
    assert_eq!(planned.code, 2, "{planned:?}");
    assert_eq!(office.bundles().len(), 0);
    for told in ["mapa.csv:2:10", "mapa.csv:3:1", "mapa.csv:5:1", "wierszy jest 4"] {
        assert!(planned.stderr.contains(told), "{told}: {}", planned.stderr);
    }
    let mut check = std::process::Command::new(env!("CARGO_BIN_EXE_krok"));
    check
        .args(["check", RUNBOOK, "--input", "mapa=mapa.csv"])
        .current_dir(office.folder());
    let checked = crate::support::office::run(&mut check);
    assert_eq!(checked.code, 2, "{checked:?}");
    assert!(checked.stderr.contains("mapa.csv:2:10"), "{checked:?}");
    fs::write(office.folder().join("mapa.csv"), "skrytka;kolejka\nA;1\n").unwrap();
    let checked = crate::support::office::run(&mut check);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "{checked:?}");
}

#[test]
fn a_list_gives_one_value_to_each_run_of_its_block() {
    let office = Office::open(Settings::default());
    let text = TEXT
        .replace(
            "mapa    = { type = \"rows\", ask = \"Plik z kolejkami\", columns = { skrytka = \"text\", kolejka = \"integer\" } }",
            "skrytki = { type = \"list\", ask = \"Skrytki\" }",
        )
        .replace(
            "line_of = \"mapa\", key = \"skrytka\"",
            "each_of = \"skrytki\", as = \"skrytka\"",
        )
        .replace("\"{kolejka}\"", "5");
    fs::write(office.folder().join(RUNBOOK), text).unwrap();
    fs::write(office.folder().join("lista.txt"), "Skrytka_ESP\n\nDomyślna\n").unwrap();
    for (given, kept) in [
        ("skrytki=Domyślna; Skrytka_ESP", "Domyślna; Skrytka_ESP"),
        ("skrytki=@lista.txt", "lista.txt (SHA-256 "),
    ] {
        let ran = office.krok(&["plan", RUNBOOK, "--input", "podmiot=pzgliwice", "--input", given]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let last = office.last();
        assert_eq!(last.finished().verdict, Verdict::ChangesPlanned);
        assert_eq!(last.status_of("kolejki[Domyślna]/ustaw"), Status::WouldChange);
        assert_eq!(last.status_of("kolejki[Skrytka_ESP]/ustaw"), Status::WouldChange);
        assert!(last.0.started().unwrap().inputs["skrytki"].starts_with(kept));
    }
}

#[test]
fn a_header_alone_says_that_nothing_is_to_be_done_and_is_noted_and_an_empty_file_says_nothing() {
    let office = office("skrytka;kolejka\n");
    let ran = plan(&office);
    assert_eq!(ran.code, 0, "{ran:?}");
    let last = office.last();
    assert_eq!(last.finished().verdict, Verdict::Unchanged);
    assert_eq!(last.status_of("kolejki"), Status::Unchanged);
    assert_eq!(last.notes(), ["no-lines"]);
    let noted = last.0.records().iter().find_map(|record| match &record.event {
        Event::Note(reason) => Some(reason.clone()),
        _ => None,
    });
    let values = noted.unwrap().values;
    assert_eq!((&*values["input"], &*values["file"]), ("mapa", "mapa.csv"));
    let verification = verify(last.0.path());
    assert_eq!(
        (verification.integrity, verification.completeness),
        (Vec::new(), Vec::new())
    );
    let report = fs::read_to_string(last.0.path().join("report.html")).unwrap();
    assert!(
        report.contains("nie ma niczego do zrobienia: plik mapa.csv"),
        "{report}"
    );

    fs::write(office.folder().join("mapa.csv"), "").unwrap();
    let refused = plan(&office);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("jeżeli nie ma nic do zrobienia"), "{refused:?}");
    fs::rename(office.folder().join("mapa.csv"), office.folder().join("mapa.toml")).unwrap();
    let order = |mapa| ["plan", RUNBOOK, "--input", "podmiot=pzgliwice", "--input", mapa];
    let refused = office.krok(&order("mapa=mapa.toml"));
    assert!(
        refused.code == 2 && refused.stderr.contains("napisz: mapa = []"),
        "{refused:?}"
    );
    fs::write(office.folder().join("mapa.toml"), "mapa = []\n").unwrap();
    assert_eq!(office.krok(&order("mapa=mapa.toml")).code, 0);
    assert_eq!(office.last().notes(), ["no-lines"]);
    assert_eq!(office.writes(), 0);
}

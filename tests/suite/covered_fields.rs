//! Covered fields on the practice portal, from plan to apply and to what is handed over: the portal gets the values, the bundle
//! names of masks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use krok::evidence::format::{Event, Field, Rectangle, Value, Verdict};
use krok::evidence::picture::is_black_around;
use krok::evidence::verify::verify;
use mock_portal::OFFICE;

use crate::support::office::{ADDRESSES, Office, Told};

const BEFORE: &str = "Sprawy rodziny Wisniewskich";
const AFTER: &str = "Sprawy rodziny Zielinskich";

/// What of the values no file may hold.
const SECRETS: [&str; 5] = [
    "Wisniewskich",
    "Zielinskich",
    "kancelaria@powiat",
    "informatyk@powiat",
    "pzgliwice/Skrytka_ESP",
];

const RUNBOOK: &str = r#"schema = 1
title  = "Opis skrytki"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
adresy  = { type = "text", ask = "Adresy" }
opis    = { type = "text", ask = "Opis" }

[[step]]
id = "lista"
go = ["Administrowanie", "Budowanie usług", "Skrytki"]
see = "Lista Twoich skrytek"

[[step]]
id = "ile"
record = { table = "Lista Twoich skrytek", key = "Nazwa skrytki" }

[[step]]
id = "kazda"
for_each = { row_of = "Lista Twoich skrytek", key = "Nazwa skrytki", as = "skrytka", at_most = 3 }
run = "skrytka"
with = { adresy = "{adresy}", tresc = "{opis}" }

[[block.skrytka]]
id = "otworz"
press = "Edytuj"
row = "{skrytka}"
see = "Konfiguracja skrytki: {skrytka}"

[[block.skrytka]]
id = "adresy"
check."Powiadomienia"."Adresy e-mail do powiadomień" = ["{adresy}"]

[[block.skrytka]]
id = "opis"
when = { tab = "Ogólne", field = "Opis", is_not = "{tresc}" }
edit = "Edytuj"
save = "Zapisz"
cancel = "Anuluj"
saved = "Zmiany zostały zapisane."
[block.skrytka.set."Ogólne"]
"Opis" = "{tresc}"
"#;

const MASKS: &str = r#"
[masks]
patterns = ["phone", "iban"]
fields   = ["Opis", "Adres", "Adresy e-mail do powiadomień"]
regions  = ["Adres", "Opis"]
"#;

fn office() -> Office {
    let office = Office::of_one_skrytka();
    office.portal.arrange_skrytki(OFFICE, |skrytki| {
        for skrytka in skrytki {
            BEFORE.clone_into(&mut skrytka.description);
        }
    });
    let runbooks = office.folder().join("runbooks/epuap");
    let profile = fs::read_to_string(runbooks.join("portal.toml")).unwrap();
    fs::write(runbooks.join("portal.toml"), format!("{profile}{MASKS}")).unwrap();
    fs::write(runbooks.join("opis.toml"), RUNBOOK).unwrap();
    office
}

fn holds(path: &Path, secret: &str) -> bool {
    let bytes = fs::read(path).unwrap();
    bytes.windows(secret.len()).any(|part| part == secret.as_bytes())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn names_nobody(folder: &Path) {
    for path in files_below(folder) {
        for secret in SECRETS {
            assert!(!holds(&path, secret), "{secret} in {}", path.display());
        }
    }
}

/// Runs a command that needs no portal.
fn alone(office: &Office, arguments: &[&str]) -> i32 {
    let ran = Command::new(env!("CARGO_BIN_EXE_krok"))
        .args(arguments)
        .current_dir(office.folder())
        .env("XDG_STATE_HOME", office.folder().join("state"))
        .output()
        .unwrap();
    ran.status.code().unwrap()
}

fn descriptions(told: &Told) -> Vec<Field> {
    let fields = told.0.records().iter().filter_map(|record| match &record.event {
        Event::Field(field) if field.label == "Opis" => Some(field.clone()),
        _ => None,
    });
    fields.collect()
}

fn name(value: &Value) -> &str {
    let Value::Text(name) = value else { panic!("{value:?}") };
    assert!(name.starts_with("[pole-") && name.ends_with(']'), "{name}");
    name
}

#[test]
fn a_covered_field_is_planned_written_and_handed_over_under_the_names_of_its_masks() {
    let office = office();
    let opis = format!("opis={AFTER}");
    let inputs = ["--input", "podmiot=pzgliwice", "--input", ADDRESSES, "--input", &opis];
    let planned = office.krok(&[&["plan", "runbooks/epuap/opis.toml"] as &[&str], &inputs].concat());
    assert_eq!(planned.code, 0, "{planned:?}");
    let plan = office.bundles().pop().unwrap();
    let wanted = descriptions(&office.last());
    let (before, after) = (name(&wanted[0].before), name(&wanted[0].wanted));
    assert_ne!(before, after);
    let condition = office.last().0.records().iter().find_map(|record| match &record.event {
        Event::Condition(condition) => Some(condition.clone()),
        _ => None,
    });
    let condition = condition.unwrap();
    assert_eq!(condition.found.as_deref(), Some(before));
    assert_eq!(condition.asked.values["wanted"], after);
    let started = office.last().0.started().unwrap().clone();
    assert_eq!(started.inputs["opis"], after);
    assert_eq!(started.inputs["podmiot"], "pzgliwice");
    names_nobody(&plan);

    // The plan does not have the values, and another value is not what it shows.
    let plan = plan.to_str().unwrap();
    let without = office.krok(&["apply", plan, "--yes"]);
    assert_ne!(without.code, 0, "{without:?}");
    let other = [
        "apply",
        plan,
        "--yes",
        "--input",
        ADDRESSES,
        "--input",
        "opis=Inny opis",
    ];
    let other = office.krok(&other);
    assert_eq!(other.code, 12, "{other:?}");
    assert_eq!(office.writes(), 0);

    let planned = office.krok(&[&["plan", "runbooks/epuap/opis.toml"] as &[&str], &inputs].concat());
    assert_eq!(planned.code, 0, "{planned:?}");
    let plan = office.bundles().pop().unwrap();
    let told = descriptions(&office.last()).remove(0);
    let applied = office.krok(&[
        "apply",
        plan.to_str().unwrap(),
        "--yes",
        "--input",
        ADDRESSES,
        "--input",
        &opis,
    ]);
    assert_eq!(applied.code, 0, "{applied:?}");
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    // The keys of the first plan and of the apply that was refused are still there; those of what is done are not.
    let keys = files_below(&office.folder().join("state/krok/masks"));
    assert_eq!(keys.len(), 2, "{keys:?}");
    for done in [plan.as_path(), bundle.0.path()] {
        let run = done.file_name().unwrap().to_str().unwrap();
        assert!(!keys.iter().any(|key| key.to_str().unwrap().contains(run)), "{run}");
    }
    assert_eq!(office.portal.truth().state()[OFFICE][0].description, AFTER);
    let changed = descriptions(&bundle).remove(0);
    assert_eq!((&changed.before, &changed.wanted), (&told.before, &told.wanted));
    assert_eq!(changed.after.as_ref(), Some(&told.wanted));
    let verification = verify(bundle.0.path());
    assert_eq!(
        (verification.integrity, verification.completeness),
        (Vec::new(), Vec::new())
    );
    let mut rules = BTreeSet::new();
    for record in bundle.0.records() {
        let Event::Observed(observed) = &record.event else {
            continue;
        };
        let areas: Vec<Rectangle> = observed.picture.masks.iter().map(|mask| mask.area).collect();
        let png = fs::read(bundle.0.path().join(&observed.picture.file.path)).unwrap();
        assert!(is_black_around(&png, &areas), "record {}", record.seq);
        rules.extend(observed.picture.masks.iter().map(|mask| mask.rule.clone()));
    }
    assert!(rules.contains("field"), "{rules:?}");
    names_nobody(bundle.0.path());

    let path = bundle.0.path().to_str().unwrap();
    for (what, out) in [("--zip", "wydane/teczka.zip"), ("--for-signing", "wydane/do-podpisu")] {
        fs::create_dir_all(office.folder().join("wydane")).unwrap();
        let exported = alone(&office, &["export", path, what, "--out", out]);
        assert_eq!(exported, 0, "{what}");
    }
    let handed = office.folder().join("wydane");
    assert!(files_below(&handed).len() >= 3, "{:?}", files_below(&handed));
    names_nobody(&handed);
    names_nobody(bundle.0.path());
}

#[test]
fn a_value_of_a_covered_field_that_the_bundle_would_keep_is_refused() {
    let office = office();
    let runbook = office.folder().join("runbooks/epuap/opis.toml");
    fs::write(
        &runbook,
        RUNBOOK
            .replace("\"{tresc}\"", "\"Wydział\"")
            .replace(", tresc = \"{opis}\"", ""),
    )
    .unwrap();
    assert_eq!(alone(&office, &["check", "runbooks/epuap/opis.toml"]), 2);
    fs::write(
        &runbook,
        RUNBOOK.replace("opis    = { type = \"text\"", "opis    = { type = \"list\""),
    )
    .unwrap();
    let ran = office.krok(&[
        "plan",
        "runbooks/epuap/opis.toml",
        "--input",
        "podmiot=pzgliwice",
        "--input",
        ADDRESSES,
        "--input",
        "opis=a;b",
    ]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(office.bundles().len(), 0);
}

//! The page over many bundles, and the same for machines: rebuilt from the folders alone, whatever lies in them.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use krok::evidence::format::{Event, Mode, RunFinished, RunStarted, Status, StepFinished, StepStarted, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use serde_json::Value;
use tempfile::TempDir;

use crate::accessibility::assert_accessible;
use crate::support::desk::Desk;
use crate::support::office::{Ran, krok, run};
use crate::support::pages::{Outside, headings_are_in_order, is_inert, opens_in_a_browser};
use crate::support::reader::Reader;
use crate::support::records::beginning_of;
use crate::support::room::Room;

/// One run: whose, of what, how it went.
struct Told<'t> {
    entity: &'t str,
    runbook: &'t str,
    mode: Mode,
    verdict: Verdict,
    changes: u64,
    /// How its one step ended.
    step: Status,
    /// The file that was carried out.
    file: &'t str,
}

const PLANNED: Told<'static> = Told {
    entity: "pzgliwice",
    runbook: "skrytki",
    mode: Mode::Plan,
    verdict: Verdict::ChangesPlanned,
    changes: 3,
    step: Status::WouldChange,
    file: "schema = 1\n",
};

const APPLIED: Told<'static> = Told {
    mode: Mode::Apply,
    verdict: Verdict::Changed,
    step: Status::Changed,
    ..PLANNED
};

/// Writes a bundle as `number`th of its folder.
fn bundle(folder: &Path, number: u64, told: &Told<'_>) -> PathBuf {
    bundle_of(folder, number, told, |_| {})
}

fn bundle_of(folder: &Path, number: u64, told: &Told<'_>, change: impl FnOnce(&mut RunStarted)) -> PathBuf {
    let name = RunName::parse(&format!("teczka-{number}")).unwrap();
    let mut trail = Trail::create(folder, &name).unwrap();
    let mut started = beginning_of(&mut trail, &name, told.mode, [told.file, "schema = 1\n"]);
    started.number = Some(number);
    told.entity.clone_into(&mut started.entity);
    told.runbook.clone_into(&mut started.runbook.name);
    started.runbook.title = format!("Procedura {}", told.runbook);
    change(&mut started);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let step = StepStarted {
        verb: "use".to_owned(),
        effect: "read".to_owned(),
        says: "Skrytki".to_owned(),
        cites: Vec::new(),
        line: 3,
        key: Some(format!("wiersz {number}")),
    };
    let path = format!("kazda[wiersz {number}]/ustaw");
    trail.append(Some(&path), Event::StepStarted(step)).unwrap();
    let finished = StepFinished {
        status: told.step,
        reason: None,
    };
    trail.append(Some(&path), Event::StepFinished(finished)).unwrap();
    let finished = RunFinished {
        verdict: told.verdict,
        reason: None,
        counts: BTreeMap::from([(told.step.word().to_owned(), 1)]),
        changes: told.changes,
        pictures: 0,
    };
    trail.append(None, Event::RunFinished(finished)).unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    path
}

fn index(folder: &Path, more: &[&str]) -> Ran {
    let mut command = krok(&[&["index", "."], more].concat(), folder);
    run(command.env("XDG_CONFIG_HOME", folder.join(".nie-ma")))
}

fn page(folder: &Path) -> String {
    fs::read_to_string(folder.join("index.html")).unwrap()
}

/// Makes the index with its JSON, which lies outside the folder.
fn read(folder: &Path, more: &[&str]) -> Value {
    let out = TempDir::new().unwrap();
    let file = out.path().join("index.json");
    let ran = index(folder, &[&["--json", file.to_str().unwrap()], more].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn cell<'j>(told: &'j Value, entity: &str, runbook: &str) -> &'j Value {
    let mut cells = told["cells"].as_array().unwrap().iter();
    cells
        .find(|cell| cell["institution"] == entity && cell["runbook"] == runbook)
        .unwrap_or_else(|| panic!("{entity}, {runbook}: {told:#}"))
}

#[test]
fn who_stands_where_is_rebuilt_from_the_folders_alone() {
    let root = TempDir::new().unwrap();
    let office = root.path().join("urzedy/gliwice");
    bundle(&office, 1, &PLANNED);
    bundle(&office, 2, &APPLIED);
    bundle(
        &office,
        3,
        &Told {
            runbook: "karty",
            ..PLANNED
        },
    );
    let drifted = root.path().join("urzedy/zabrze");
    bundle(
        &drifted,
        1,
        &Told {
            entity: "pzzabrze",
            ..APPLIED
        },
    );
    bundle(
        &drifted,
        2,
        &Told {
            entity: "pzzabrze",
            changes: 1,
            ..PLANNED
        },
    );
    let told = read(root.path(), &[]);
    let standing = |entity: &str, runbook: &str| {
        let cell = cell(&told, entity, runbook);
        [
            cell["standing"].clone(),
            cell["planned_changes"].clone(),
            cell["applied_changes"].clone(),
            cell["state"].clone(),
        ]
    };
    assert_eq!(
        standing("pzgliwice", "skrytki"),
        [Value::from("applied"), 3.into(), 3.into(), "intact".into()]
    );
    assert_eq!(
        standing("pzgliwice", "karty"),
        [Value::from("planned"), 3.into(), Value::Null, "intact".into()]
    );
    // What was carried out and differs again is no success.
    assert_eq!(
        standing("pzzabrze", "skrytki"),
        [Value::from("drifted"), 1.into(), 3.into(), "intact".into()]
    );
    let before = page(root.path());
    for wanted in [
        "✓ wykonano",
        "→ zaplanowano",
        "po wykonaniu znów się różni",
        "brak teczki",
        "✓ nienaruszona, kompletna",
    ] {
        assert!(before.contains(wanted), "{wanted}\n{before}");
    }
    headings_are_in_order(&before);
    is_inert(&before, false);
    fs::remove_file(root.path().join("index.html")).unwrap();
    assert_eq!(index(root.path(), &[]).code, 0);
    assert_eq!(page(root.path()), before);
    let english = index(root.path(), &["--lang", "en"]);
    assert_eq!(english.code, 0);
    let page = page(root.path());
    assert!(page.contains("<html lang=\"en\">") && page.contains("carried out") && !page.contains("wykonano"));
}

#[test]
fn a_bundle_that_was_changed_shows_as_changed_whatever_came_after_it() {
    let root = TempDir::new().unwrap();
    let first = bundle(root.path(), 1, &PLANNED);
    bundle(root.path(), 2, &APPLIED);
    let trail = fs::read_to_string(first.join("trail.ndjson")).unwrap();
    fs::write(first.join("trail.ndjson"), trail.replace("Skrytki", "Skrzynki")).unwrap();
    let told = read(root.path(), &[]);
    let cell = cell(&told, "pzgliwice", "skrytki");
    assert_eq!(cell["state"], "altered", "{cell}");
    // What a changed plan says is not counted.
    assert_eq!(cell["planned_changes"], Value::Null);
    let page = page(root.path());
    assert!(page.contains("Nie każda teczka jest taka, jaką zostawił przebieg."));
    assert!(page.contains("✗ naruszona") && !page.contains("✓ nienaruszona, kompletna</li>"));
}

#[test]
fn a_reviewer_counts_and_the_operator_does_not() {
    let desk = Desk::signed();
    let root = desk.path("zbior");
    fs::create_dir(&root).unwrap();
    fs::rename(desk.bundle(), root.join("teczka")).unwrap();
    let countersign = |key: &str, verdict: &str| {
        desk.done(&["countersign", "zbior/teczka", "--verdict", verdict, "--key", key]);
    };
    let review = |more: &[&str]| {
        let told = read(&root, more);
        told["cells"][0]["review"]["verdict"].as_str().unwrap().to_owned()
    };
    let trust = desk.path("zaufani");
    let known = ["--trust", trust.to_str().unwrap()];
    assert_eq!(review(&known), "none");
    countersign("operator", "accepted");
    assert_eq!(review(&known), "own");
    assert_eq!(review(&[]), "own");
    countersign("recenzent", "accepted");
    assert_eq!(review(&known), "accepted");
    assert!(page(&root).contains("✓ przyjęta przez recenzenta"));
    assert_eq!(review(&[]), "accepted-unknown");
    assert!(page(&root).contains("nie podano pliku zaufanych kluczy"));
    desk.key("drugi", "ed25519");
    countersign("drugi", "rejected");
    assert_eq!(review(&known), "rejected");
    // Nobody said anything of what lies there now.
    let trail = fs::read_to_string(root.join("teczka/trail.ndjson")).unwrap();
    fs::write(
        root.join("teczka/trail.ndjson"),
        trail.replace("fake page", "fake pago"),
    )
    .unwrap();
    assert_eq!(review(&known), "void");
}

#[test]
fn whatever_is_no_bundle_is_a_row_with_its_name() {
    let root = TempDir::new().unwrap();
    let at = |name: &str| root.path().join(name);
    bundle(root.path(), 1, &PLANNED);
    for (name, trail) in [
        ("pusta", &b""[..]),
        ("smieci", b"\xff\xfe{]"),
        ("obca-wersja", b"{\"seq\":0}\tx\n"),
    ] {
        fs::create_dir(at(name)).unwrap();
        fs::write(at(name).join("trail.ndjson"), trail).unwrap();
    }
    fs::create_dir_all(at("kolejka/trail.ndjson")).unwrap();
    fs::create_dir(at("potok")).unwrap();
    let made = Command::new("mkfifo").arg(at("potok/trail.ndjson")).status().unwrap();
    assert!(made.success());
    fs::create_dir(at("sama-pieczec")).unwrap();
    fs::write(at("sama-pieczec/seal.json"), "{}").unwrap();
    fs::create_dir_all(at("zdjecia/z wakacji")).unwrap();
    fs::write(at("zdjecia/z wakacji/a.png"), "x").unwrap();
    std::os::unix::fs::symlink(at("teczka-1"), at("odnosnik")).unwrap();
    let odd = root.path().join(OsStr::from_bytes(b"\xffdziwny"));
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("trail.ndjson"), "x").unwrap();
    let told = read(root.path(), &["--csv", "../tabela.csv"]);
    let kinds: BTreeMap<&str, &str> = told["folders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|folder| (folder["folder"].as_str().unwrap(), folder["kind"].as_str().unwrap()))
        .collect();
    let expected = BTreeMap::from([
        ("teczka-1", "bundle"),
        ("pusta", "damaged"),
        ("smieci", "damaged"),
        ("obca-wersja", "damaged"),
        ("kolejka", "damaged"),
        ("potok", "damaged"),
        ("sama-pieczec", "damaged"),
        ("zdjecia", "foreign"),
        ("odnosnik", "link"),
        ("\u{fffd}dziwny", "damaged"),
    ]);
    assert_eq!(kinds, expected);
    let page = page(root.path());
    let csv = fs::read_to_string(root.path().join("../tabela.csv")).unwrap();
    fs::remove_file(root.path().join("../tabela.csv")).unwrap();
    for name in expected.keys() {
        assert!(page.contains(name), "{name}\n{page}");
        assert!(csv.contains(name), "{name}\n{csv}");
    }
    assert!(page.contains("nie każdą teczkę da się odczytać"));
}

#[test]
fn the_one_that_stands_out_is_marked_and_only_it() {
    let root = TempDir::new().unwrap();
    let entities = ["a", "b", "c", "d"];
    for (number, entity) in (1..).zip(entities) {
        bundle(root.path(), number, &Told { entity, ..APPLIED });
    }
    let odd = |told: &Value| -> Vec<String> {
        let cells = told["cells"].as_array().unwrap().iter();
        let odd = cells.filter(|cell| cell["stands_out"] != serde_json::json!([]));
        odd.map(|cell| cell["institution"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(odd(&read(root.path(), &[])), Vec::<String>::new());
    bundle(
        root.path(),
        5,
        &Told {
            entity: "e",
            step: Status::Skipped,
            ..APPLIED
        },
    );
    bundle(
        root.path(),
        6,
        &Told {
            entity: "f",
            file: "schema = 1 # nowa\n",
            ..APPLIED
        },
    );
    bundle(root.path(), 7, &Told { entity: "g", ..PLANNED });
    let told = read(root.path(), &[]);
    assert_eq!(odd(&told), ["e", "f", "g"]);
    assert_eq!(
        cell(&told, "e", "skrytki")["stands_out"][0]["steps"][0],
        "kazda/ustaw (pominięto)"
    );
    assert_eq!(cell(&told, "f", "skrytki")["stands_out"][0], "version");
    assert_eq!(cell(&told, "g", "skrytki")["stands_out"][0]["standing"], "applied");
    let page = page(root.path());
    let marked = page
        .split("<tr class=\"")
        .skip(1)
        .filter(|row| row.split('"').next().unwrap().contains("is-odd"));
    assert_eq!(marked.count(), 3);
}

/// Names that a spreadsheet would take for formulas, and that no XML document may hold.
const HOSTILE: [&str; 9] = [
    "=cmd|' /C calc'!A0",
    "+48 32 000",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r\n=1",
    "\"><x/>&amp;<![CDATA[",
    "a\u{fffe}\u{ffff}\u{1}b]]>",
    "'; DROP",
];

#[test]
fn hostile_names_are_text_in_every_form() {
    let root = TempDir::new().unwrap();
    for (number, entity) in (1..).zip(HOSTILE) {
        bundle(
            root.path(),
            number,
            &Told {
                entity,
                runbook: entity,
                ..PLANNED
            },
        );
    }
    let out = TempDir::new().unwrap();
    let file = |name: &str| out.path().join(name);
    let (csv, junit) = (file("a.csv"), file("a.xml"));
    let more = ["--csv", csv.to_str().unwrap(), "--junit", junit.to_str().unwrap()];
    let told = read(root.path(), &more);
    assert_eq!(told["cells"].as_array().unwrap().len(), HOSTILE.len());

    let mut table = csv::Reader::from_path(&csv).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), HOSTILE.len());
    for text in rows.iter().flatten() {
        assert!(!text.trim_start().starts_with(['=', '+', '-', '@']), "{text:?}");
        assert!(!text.contains(['\n', '\r', '\t']), "{text:?}");
    }

    let text = fs::read_to_string(&junit).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let cases = document.descendants().filter(|node| node.has_tag_name("testcase"));
    let names: Vec<&str> = cases.map(|case| case.attribute("name").unwrap()).collect();
    assert_eq!(names.len(), HOSTILE.len());
    assert!(names.contains(&HOSTILE[6]) && names.contains(&"ab]]>"), "{names:?}");
    is_inert(&page(root.path()), false);
}

#[test]
fn a_build_server_learns_what_failed_what_waits_and_what_cannot_be_read() {
    let root = TempDir::new().unwrap();
    bundle(root.path(), 1, &APPLIED);
    bundle(root.path(), 2, &Told { entity: "b", ..PLANNED });
    bundle(
        root.path(),
        3,
        &Told {
            entity: "c",
            verdict: Verdict::Failed,
            ..APPLIED
        },
    );
    fs::create_dir(root.path().join("zly")).unwrap();
    fs::write(root.path().join("zly/trail.ndjson"), "").unwrap();
    let out = TempDir::new().unwrap();
    let file = out.path().join("wynik.xml");
    read(root.path(), &["--junit", file.to_str().unwrap()]);
    let text = fs::read_to_string(file).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let suites: Vec<[&str; 5]> = document
        .descendants()
        .filter(|node| node.has_tag_name("testsuite"))
        .map(|suite| ["name", "tests", "failures", "errors", "skipped"].map(|name| suite.attribute(name).unwrap()))
        .collect();
    assert_eq!(
        suites,
        [["folders", "1", "0", "1", "0"], ["proba/skrytki", "3", "1", "0", "1"]]
    );
    let failed = document
        .descendants()
        .find(|node| node.has_tag_name("failure"))
        .unwrap();
    assert_eq!(failed.attribute("message"), Some("nie powiodło się"));
    assert_eq!(failed.parent().unwrap().attribute("name"), Some("c"));
}

#[test]
fn where_no_index_can_be_it_says_so_and_writes_nothing() {
    let root = TempDir::new().unwrap();
    let made = bundle(root.path(), 1, &PLANNED);
    let listed = || {
        let mut names: Vec<_> = fs::read_dir(&made)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    let before = listed();
    let inside = index(&made, &[]);
    assert_eq!(inside.code, 2, "{inside:?}");
    assert!(inside.stderr.contains("teczka jednego przebiegu"), "{inside:?}");
    let csv = index(root.path(), &["--csv", "teczka-1/tabela.csv"]);
    assert_eq!(csv.code, 2, "{csv:?}");
    assert_eq!(listed(), before);
    let empty = TempDir::new().unwrap();
    fs::create_dir(empty.path().join("nic")).unwrap();
    let nothing = index(empty.path(), &[]);
    assert_eq!(nothing.code, 2, "{nothing:?}");
    assert!(
        nothing.stderr.contains("nie ma żadnej teczki") && nothing.stderr.contains("wskazówka"),
        "{nothing:?}"
    );
    assert!(!empty.path().join("index.html").exists());
    let nowhere = run(&mut krok(&["index", "nie-ma"], root.path()));
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}

#[test]
fn a_browser_opens_it_follows_its_links_and_filters_without_a_script() {
    let outside = Outside::new();
    let root = TempDir::new().unwrap();
    let hostile = outside.hostile();
    let made = bundle_of(
        root.path(),
        1,
        &Told {
            entity: &hostile,
            ..PLANNED
        },
        |started| {
            started.runbook.title.clone_from(&hostile);
        },
    );
    let ran = run(&mut krok(&["report", "teczka-1"], root.path()));
    assert_eq!(ran.code, 0, "{ran:?}");
    // Such names krok gives to no folder, but whoever moves one may.
    let odd = root.path().join("a b#c?d%41&é\"'<");
    fs::rename(made, &odd).unwrap();
    for (number, entity) in (2..).zip(["b", "c", "d"]) {
        bundle(root.path(), number, &Told { entity, ..APPLIED });
    }
    assert_eq!(index(root.path(), &[]).code, 0);
    let html = page(root.path());
    is_inert(&html, false);
    headings_are_in_order(&html);
    let mut room = Room::enter();
    opens_in_a_browser(&mut room, &root.path().join("index.html"));
    let shown =
        "return [...document.querySelectorAll('.matrix tbody tr')].filter(row => row.offsetParent !== null).length";
    assert_eq!(room.hand_script(shown), 4);
    room.hand_clicks("label[for='filter-odd']");
    assert_eq!(room.hand_script(shown), 1);
    room.hand_clicks("label[for='filter-all']");
    room.hand_clicks(".matrix tbody a");
    let title = room.hand_script("return [document.title, document.querySelectorAll('#trail').length]");
    assert_eq!(title[1], 1, "{title}");
    assert_ne!(title[0], "run");
    outside.was_not_asked();
    drop(room);
    assert_accessible(&Reader::sits_down(), &root.path().join("index.html"));
}

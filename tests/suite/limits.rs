//! Limits on sizes and counts: the last that fits is taken, the first beyond is refused in words, and nothing is lost.

use std::fmt::Write as _;
use std::fs;

use jiff::Timestamp;
use krok::evidence::bundle::{Bundle, BundleError};
use krok::evidence::error::EvidenceError;
use krok::evidence::format::{Event, Mode, Reason};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::runbook::data::{Addresses, Wanted, of_bytes};
use krok::runbook::{read, read_any, read_sources};
use krok::text::language::Language;
use krok::text::source::SourceFile;

use crate::support::office::{home, krok, run};
use crate::support::records::beginning;

const MEGABYTE: usize = 1024 * 1024;

fn runbook(steps: &str) -> String {
    let inputs = "[inputs]\npodmiot = { type = \"text\", ask = \"Podmiot\" }\n";
    format!("schema = 1\ntitle = \"Próba\"\nportal = \"epuap\"\n{inputs}{steps}")
}

/// Reads a runbook beside the profile of the real portal, and returns what is wrong with it.
fn faults(text: &str) -> Vec<String> {
    let profile = fs::read_to_string("runbooks/epuap/portal.toml").unwrap();
    let found = read_sources(SourceFile::new("a.toml", text), SourceFile::new("portal.toml", profile)).err();
    let found = found.unwrap_or_default();
    found.iter().map(|one| one.message(Language::English)).collect()
}

fn repeated(count: usize, step: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        text.push_str(&step(at));
        text
    })
}

#[test]
fn a_runbook_has_so_many_steps_and_no_more() {
    let steps = |count| {
        runbook(&repeated(count, |at| {
            format!("[[step]]\nid = \"k-{at}\"\nsee = \"Lista\"\n")
        }))
    };
    assert_eq!(faults(&steps(500)), [""; 0]);
    assert_eq!(faults(&steps(501)), ["the runbook has more than 500 steps"]);
}

#[test]
fn a_file_has_so_many_bytes_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("runbooks/epuap/portal.toml", folder.path().join("portal.toml")).unwrap();
    let path = folder.path().join("a.toml");
    let text = runbook("[[step]]\nid = \"k\"\nsee = \"Lista\"\n");
    for (size, fault) in [
        (MEGABYTE, None),
        (MEGABYTE + 1, Some("the file is larger than 1048576 bytes")),
    ] {
        fs::write(&path, format!("{text}#{}", "x".repeat(size - text.len() - 1))).unwrap();
        let found = read(&path).err().map(|found| found[0].message(Language::English));
        assert_eq!(found.as_deref(), fault);
    }
}

#[test]
fn blocks_run_blocks_and_places_hold_places_so_deep_and_no_deeper() {
    let blocks = |levels: usize| {
        let mut steps = "[[step]]\nid = \"k\"\nrun = \"b1\"\n".to_owned();
        for level in 1..levels {
            writeln!(steps, "[[block.b{level}]]\nid = \"k\"\nrun = \"b{}\"", level + 1).unwrap();
        }
        runbook(&format!("{steps}[[block.b{levels}]]\nid = \"k\"\nsee = \"Lista\"\n"))
    };
    assert_eq!(faults(&blocks(4)), [""; 0]);
    assert_eq!(faults(&blocks(5)), ["blocks run each other deeper than 4 levels"]);

    let places = |levels| {
        let places = repeated(levels, |level| format!(".\"Miejsce {level}\""));
        runbook(&format!("[[step]]\nid = \"k\"\ncheck{places}.\"Pole\" = \"x\"\n"))
    };
    assert_eq!(faults(&places(3)), [""; 0]);
    assert_eq!(faults(&places(4)), ["places are nested deeper than 3 levels"]);
}

#[test]
fn series_use_series_so_deep_and_no_deeper() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("runbooks/epuap/portal.toml", folder.path().join("portal.toml")).unwrap();
    fs::write(
        folder.path().join("s0.toml"),
        runbook("[[step]]\nid = \"k\"\nsee = \"Lista\"\n"),
    )
    .unwrap();
    for level in 1..=5 {
        let using = format!(
            "schema = 1\ntitle = \"Seria\"\n[inputs]\npodmiot = {{ type = \"text\", ask = \"Podmiot\" }}\n[[step]]\nid = \"k\"\nuse = \"s{}\"\nwith = {{ podmiot = \"{{podmiot}}\" }}\n",
            level - 1
        );
        fs::write(folder.path().join(format!("s{level}.toml")), using).unwrap();
    }
    let faults = |level: usize| -> Vec<String> {
        let found = read_any(&folder.path().join(format!("s{level}.toml")))
            .err()
            .unwrap_or_default();
        found.iter().map(|one| one.message(Language::English)).collect()
    };
    assert_eq!(faults(4), [""; 0]);
    assert_eq!(faults(5).last().unwrap(), "series are nested deeper than 4 levels");
}

#[test]
fn a_file_of_data_has_so_many_lines_and_no_more() {
    let lines = runbook(
        "mapa = { type = \"rows\", ask = \"Plik\", columns = { skrytka = \"text\" } }\n[[step]]\nid = \"k\"\nfor_each = { line_of = \"mapa\", key = \"skrytka\", at_most = 500 }\nrun = \"b\"\n[[block.b]]\nid = \"k\"\nsee = \"{skrytka}\"\n",
    );
    let profile = fs::read_to_string("runbooks/epuap/portal.toml").unwrap();
    let checked = read_sources(
        SourceFile::new("a.toml", lines),
        SourceFile::new("portal.toml", profile),
    )
    .unwrap();
    let input = checked
        .runbook
        .inputs
        .iter()
        .find(|input| input.name == "mapa")
        .unwrap();
    let wanted = Wanted {
        input,
        runbook: &checked.runbook,
        addresses: Addresses::Encrypted,
        masks: &checked.portal.masks,
    };
    let faults = |count| -> Vec<String> {
        let text = format!("skrytka\n{}", repeated(count, |at| format!("S{at}\n")));
        let found = of_bytes("mapa.csv", text.into_bytes(), wanted)
            .err()
            .unwrap_or_default();
        found.iter().map(|one| one.message(Language::English)).collect()
    };
    assert_eq!(faults(500), [""; 0]);
    assert_eq!(faults(501), ["there are 501 lines, the runbook takes at most 500"]);
}

#[test]
fn a_record_that_is_too_long_is_refused_and_the_run_can_still_be_closed() {
    let folder = tempfile::tempdir().unwrap();
    let name = RunName::new(Timestamp::UNIX_EPOCH, "proba", Mode::Plan, 1);
    let mut trail = Trail::create(folder.path(), &name).unwrap();
    let started = beginning(&mut trail, &name, Mode::Plan);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let note = |letters: usize| {
        let values = [("text".to_owned(), "x".repeat(letters))].into();
        Event::Note(Reason {
            code: "overcome".to_owned(),
            values,
        })
    };
    trail.append(None, note(1000)).unwrap();
    let mut letters = MEGABYTE;
    while let Err(refused) = trail.append(None, note(letters)) {
        let EvidenceError::RecordTooLong(size) = refused else {
            panic!("{refused:?}")
        };
        letters -= size - MEGABYTE;
    }
    let lines = fs::read_to_string(trail.path().join("trail.ndjson")).unwrap();
    // The clock may have had one digit less in a record that was refused.
    assert!(lines.lines().any(|line| line.len() + 1 >= MEGABYTE - 1));
    let path = trail.path().to_owned();
    assert_eq!(trail.seal().unwrap().records, 3);
    assert!(verify(&path).is_intact());
}

#[test]
fn a_trail_larger_than_any_is_not_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("trail.ndjson")).unwrap();
    file.set_len(256 * MEGABYTE as u64 + 1).unwrap();
    let error = Bundle::open(folder.path()).unwrap_err();
    assert!(matches!(error, BundleError::TooLarge(_)), "{error:?}");
    assert!(!verify(folder.path()).is_intact());
}

#[test]
fn a_person_adds_so_many_files_of_such_a_size_and_no_more() {
    let home = home("3s");
    let told = |count: usize, size: usize| {
        let names: Vec<String> = (0..count).map(|at| format!("pismo-{at}.pdf")).collect();
        for name in &names {
            let file = fs::File::create(home.path().join(name)).unwrap();
            file.set_len(size as u64).unwrap();
        }
        let answer = format!(
            "[sposob]\noutcome = \"done\"\nby = \"Jan\"\nanswer = \"przez stronę ePUAP\"\nnote = \"tak\"\nattachments = {names:?}\n"
        );
        fs::write(home.path().join("odpowiedzi.toml"), answer).unwrap();
        let begin = [
            "--lang",
            "en",
            "run",
            "runbooks/epuap/decyzja-integracji.toml",
            "--answers",
            "odpowiedzi.toml",
            "--yes",
        ];
        run(&mut krok(
            &[&begin as &[&str], &["--input", "podmiot=pzgliwice"]].concat(),
            home.path(),
        ))
    };
    for (count, size, fault) in [
        (21, 1, "a step takes at most 20 files"),
        (1, 20 * MEGABYTE + 1, "the file is larger than 20 MB"),
    ] {
        let ran = told(count, size);
        assert!(ran.code == 2 && ran.stderr.contains(fault), "{ran:?}");
        assert!(!home.path().join("screenshots").exists(), "something was begun");
    }
    let taken = told(20, 1);
    assert_eq!(taken.code, 0, "{taken:?}");
}

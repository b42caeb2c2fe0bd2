//! The protocol for the case file, read back as somebody else would read it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{
    Event, Mode, Observed, Picture, RunFinished, Status, StepFinished, StepStarted, Value, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::report::metadata::Case;
use krok::report::pdf::{LIMIT, render};
use krok::text::language::Language;
use tempfile::TempDir;

use crate::support::dice::Dice;
use crate::support::forger::forge;
use crate::support::golden::{Ending, room, written};
use crate::support::office::{Ran, krok, run};
use crate::support::records::beginning;

fn bundle(room: &TempDir) -> PathBuf {
    written(&room.path().join("screenshots"), 2, 7, Ending::Finished)
}

fn command(room: &Path, arguments: &[&str]) -> Ran {
    run(&mut krok(arguments, room))
}

fn rendered(path: &Path, language: Language) -> Vec<u8> {
    let case = Case {
        number: "OR.1431.7.2026".to_owned(),
        ..Case::default()
    };
    render(&Bundle::open(path).unwrap(), &verify(path), &case, language).unwrap()
}

/// The text of all pages without its spaces: where a line ends is the page's business.
fn text(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn has(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn it_says_what_changed_for_whom_and_of_which_seal_in_polish_letters() {
    let room = room();
    let path = bundle(&room);
    let bytes = rendered(&path, Language::Polish);
    let text = text(&bytes);
    let seal = krok::evidence::chain::sha256(&fs::read(path.join("seal.json")).unwrap());
    for wanted in [
        "Protokół z wykonania zmian",
        "OR.1431.7.2026",
        "Co się zmieniło",
        "Tryb pracy › Pole 7",
        "PUSH",
        "PULL",
        "całość zamyka pieczęć",
        "„Zapisz \"wszystko\"”",
        "imię i nazwisko, stanowisko, data, podpis",
        "strona 1 z ",
        &seal,
    ] {
        assert!(text.contains(&squeezed(wanted)), "{wanted}: {text}");
    }
    assert!(self::text(&rendered(&path, Language::English)).contains("Recordofchangesmade"));
}

#[test]
fn it_is_pdf_a_2b_and_nothing_in_it_acts_or_leads_out_of_it() {
    let room = room();
    let bytes = rendered(&bundle(&room), Language::Polish);
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let catalog = document.catalog().unwrap();
    let metadata = document
        .get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap())
        .unwrap();
    let xmp = String::from_utf8(metadata.as_stream().unwrap().get_plain_content().unwrap()).unwrap();
    assert!(xmp.contains("<pdfaid:part>2</pdfaid:part>"), "{xmp}");
    assert!(xmp.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{xmp}");
    assert!(catalog.has(b"OutputIntents"));
    for forbidden in ["OpenAction", "AA", "AcroForm", "Names"] {
        assert!(!catalog.has(forbidden.as_bytes()), "{forbidden}");
    }
    for object in document.objects.values() {
        let dictionary = match object {
            lopdf::Object::Stream(stream) => &stream.dict,
            lopdf::Object::Dictionary(dictionary) => dictionary,
            _ => continue,
        };
        for forbidden in ["JS", "JavaScript", "URI", "Annots", "A", "EF", "Launch"] {
            assert!(!dictionary.has(forbidden.as_bytes()), "{forbidden}: {dictionary:?}");
        }
    }
}

#[test]
fn the_same_bundle_gives_the_same_bytes_and_only_them() {
    let room = room();
    let path = bundle(&room);
    let name = path.to_str().unwrap();
    let first = command(room.path(), &["protocol", name, "--znak-sprawy", "OR.<7> & \"8\""]);
    assert_eq!(first.code, 0, "{first:?}");
    let place = path.join("protokol.pdf");
    let bytes = fs::read(&place).unwrap();
    assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
    // The case is remembered, and a second time changes nothing.
    assert_eq!(command(room.path(), &["protocol", name]).code, 0);
    assert_eq!(fs::read(&place).unwrap(), bytes);
    let verified = command(room.path(), &["verify", name]);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(verified.stdout.contains("jest dokładnie tym"), "{verified:?}");

    let mut other = bytes.clone();
    *other.last_mut().unwrap() ^= 1;
    fs::write(&place, &other).unwrap();
    let verified = command(room.path(), &["verify", name]);
    assert_eq!(verified.code, 0, "the bundle is not affected: {verified:?}");
    assert!(verified.stdout.contains("NIE jest tym"), "{verified:?}");
    let json = command(room.path(), &["verify", name, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["derived"]["protocol"], "differs");
    // What may be signed is not overwritten.
    let refused = command(room.path(), &["protocol", name]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert_eq!(fs::read(&place).unwrap(), other);
}

#[test]
fn a_bundle_that_is_changed_or_unsealed_gives_none_and_no_file_is_overwritten() {
    let room = room();
    let path = bundle(&room);
    let out = room.path().join("protokol.pdf");
    let arguments =
        |path: &Path| ["protocol", path.to_str().unwrap(), "--out", out.to_str().unwrap()].map(str::to_owned);
    let protocol = |path: &Path| {
        let arguments = arguments(path);
        command(room.path(), &arguments.each_ref().map(String::as_str)).code
    };
    let killed = written(&room.path().join("other"), 1, 8, Ending::Killed);
    assert_eq!(protocol(&killed), 3);
    assert!(!out.exists());
    assert_eq!(protocol(&path), 0);
    assert_eq!(protocol(&path), 2);
    fs::remove_file(&out).unwrap();
    fs::write(path.join("seal.json"), "{}\n").unwrap();
    assert_eq!(protocol(&path), 1);
    assert!(!out.exists());
}

#[test]
fn what_is_to_be_signed_is_a_folder_and_the_log_knows_of_it() {
    let room = room();
    let path = bundle(&room);
    let arguments = ["export", path.to_str().unwrap(), "--for-signing", "--out", "do-podpisu"];
    let exported = command(room.path(), &arguments);
    assert_eq!(exported.code, 0, "{exported:?}");
    let out = room.path().join("do-podpisu");
    assert_eq!(
        fs::read(out.join("seal.json")).unwrap(),
        fs::read(path.join("seal.json")).unwrap()
    );
    let hint = fs::read_to_string(out.join("JAK-PODPISAC.txt")).unwrap();
    assert!(hint.contains("krok attach"), "{hint}");
    let hash = krok::evidence::chain::sha256(&fs::read(out.join("protokol.pdf")).unwrap());
    let log = fs::read_to_string(path.join("custody.ndjson")).unwrap();
    assert!(log.contains(&hash), "{log}");
    assert_eq!(command(room.path(), &arguments).code, 2, "never overwritten");
    assert_eq!(command(room.path(), &["verify", path.to_str().unwrap()]).code, 0);
}

#[test]
fn a_picture_that_was_removed_by_rule_is_named_and_the_old_protocol_goes_with_it() {
    let room = room();
    let path = bundle(&room);
    let name = path.to_str().unwrap();
    assert_eq!(command(room.path(), &["protocol", name]).code, 0);
    let erased = [
        "redact",
        name,
        "--file",
        "pictures/0001.png",
        "--by",
        "Anna Wilk",
        "--reason",
        "wniosek osoby",
        "--yes",
    ];
    let ran = command(room.path(), &erased);
    assert!(!path.join("protokol.pdf").exists(), "{ran:?}");
    let text = text(&rendered(&path, Language::Polish));
    for wanted in ["Tego obrazu nie ma w teczce", "Anna Wilk", "wniosek osoby"] {
        assert!(text.contains(&squeezed(wanted)), "{wanted}: {text}");
    }
}

#[test]
fn hostile_texts_neither_act_nor_break_the_layout() {
    let room = room();
    let path = bundle(&room);
    forge(&path, |records| {
        for record in records.iter_mut() {
            if let Event::Field(field) = &mut record.event {
                field.before = Value::Text("\u{202e}\u{1b}[31m</Type>(/JS (app.alert(1)))漢\u{0}".to_owned());
                field.wanted = Value::Text("ź".repeat(5000));
                field.after = Some(Value::Several(
                    (0..10_000).map(|line| format!("wiersz {line}")).collect(),
                ));
            }
        }
    });
    let bytes = rendered(&path, Language::Polish);
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
    let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
    assert!(pages < 20, "{pages}");
    let text = text(&bytes);
    assert!(text.contains("[31m</Type>"), "{text}");
    assert!(text.contains('\u{fffd}') && !text.contains('\u{202e}'), "{text}");
    assert!(!has(&bytes, "/JS"));
}

#[test]
fn a_bundle_of_sixty_megabytes_gives_a_file_that_can_be_signed_and_says_what_was_left_out() {
    let room = room();
    let path = large(room.path());
    let bytes = rendered(&path, Language::Polish);
    assert!(bytes.len() < LIMIT, "{}", bytes.len());
    assert!(text(&bytes).contains("Wszystkichobrazów(56)niedałosięzmieścić"));
}

/// A bundle of noise, which no picture format makes small; every seventh step changes something.
fn large(room: &Path) -> PathBuf {
    let time = Timestamp::from_second(1_764_000_000).unwrap();
    let name = RunName::new(time, "proba", Mode::Apply, 1);
    let mut trail = Trail::create(room, &name).unwrap();
    let path = trail.path().to_owned();
    let started = beginning(&mut trail, &name, Mode::Apply);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let mut dice = Dice(60);
    let mut noise: Vec<u8> = (0..600 * 600 * 3)
        .map(|_| u8::try_from(dice.below(256)).unwrap())
        .collect();
    for number in 0..56 {
        let step = format!("krok-{number}");
        let is_change = number % 7 == 0;
        let began = Event::StepStarted(StepStarted {
            verb: "see".to_owned(),
            effect: if is_change { "write" } else { "read" }.to_owned(),
            says: "Widok".to_owned(),
            cites: Vec::new(),
            line: 1,
            key: None,
        });
        trail.append(Some(&step), began).unwrap();
        noise.rotate_left(97);
        let mut png = Vec::new();
        let picture = image::RgbImage::from_raw(600, 600, noise.clone()).unwrap();
        picture
            .write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png)
            .unwrap();
        let picture = trail.store_picture(&png).unwrap();
        let text = trail.store_text("widok").unwrap();
        trail.append(Some(&step), seen(picture, text)).unwrap();
        let status = if is_change { Status::Changed } else { Status::Unchanged };
        let finished = StepFinished { status, reason: None };
        trail.append(Some(&step), Event::StepFinished(finished)).unwrap();
    }
    let finished = RunFinished {
        verdict: Verdict::Unchanged,
        reason: None,
        counts: BTreeMap::from([("unchanged".to_owned(), 56)]),
        changes: 0,
        pictures: trail.pictures(),
    };
    trail.append(None, Event::RunFinished(finished)).unwrap();
    trail.seal().unwrap();
    path
}

fn seen(picture: Picture, text: krok::evidence::format::FileReference) -> Event {
    Event::Observed(Observed {
        url: "https://portal.example/".to_owned(),
        title: "Widok".to_owned(),
        entity: Some("pzgliwice".to_owned()),
        messages: Vec::new(),
        picture,
        text,
        story: Vec::new(),
    })
}

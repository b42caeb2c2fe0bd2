//! Bundles of runs that broke off: closed, whatever the run left, and forged afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::chain;
use krok::evidence::finding::{Finding, RecoveredPart, SealPart};
use krok::evidence::format::{
    ActResult, Continued, Event, FileReference, Intent, Mode, Observed, Outcome, Reason, Record, Recovered,
    RunFinished, SealState, Status, StepFinished, StepStarted, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::recover::{RecoverError, recover};
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::report::html::render;
use krok::text::language::Language;
use tempfile::TempDir;

use crate::support::forger::{copy_folder, rewritten};
use crate::support::records::beginning;

fn name() -> RunName {
    RunName::new(Timestamp::UNIX_EPOCH, "epuap-usun", Mode::Apply, 0x3f9c)
}

fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(1, 1, image::Rgb([shade, 80, 200]));
    picture
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

fn observed(trail: &mut Trail, shade: u8) -> Event {
    Event::Observed(Observed {
        url: "https://portal.example/".to_owned(),
        title: "Skrytki".to_owned(),
        entity: None,
        messages: Vec::new(),
        picture: trail.store_picture(&png(shade)).unwrap(),
        text: trail.store_text(&format!("Skrytki {shade}")).unwrap(),
        story: Vec::new(),
    })
}

fn step(effect: &str) -> Event {
    Event::StepStarted(StepStarted {
        verb: "press".to_owned(),
        effect: effect.to_owned(),
        says: "Wyślij".to_owned(),
        cites: Vec::new(),
        line: 3,
        key: None,
    })
}

fn press(before: u64) -> Event {
    Event::Intent(Intent {
        act: "press".to_owned(),
        effect: "write".to_owned(),
        target: None,
        value: None,
        before: Some(before),
    })
}

fn ended(status: Status) -> Event {
    Event::StepFinished(StepFinished { status, reason: None })
}

/// Writes a run whose first step ended well and whose second pressed something and does not know what came of it.
fn write_to(trail: &mut Trail) {
    let started = beginning(trail, &name(), Mode::Apply);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let step_of = |path| Some(path);
    for (path, shade) in [("wyslij", 1), ("potwierdz", 3)] {
        trail.append(step_of(path), step("write")).unwrap();
        let event = observed(trail, shade);
        let before = trail.append(step_of(path), event).unwrap();
        let intent = trail.append(step_of(path), press(before)).unwrap();
        trail.commit().unwrap();
        let event = observed(trail, shade + 1);
        let after = trail.append(step_of(path), event).unwrap();
        let is_known = path == "wyslij";
        let result = if is_known {
            ActResult::Done
        } else {
            ActResult::Unknown(Reason {
                code: "browser-lost".to_owned(),
                values: std::collections::BTreeMap::new(),
            })
        };
        let outcome = Outcome {
            intent,
            result,
            after: Some(after),
            unseen: None,
        };
        trail.append(step_of(path), Event::Outcome(outcome)).unwrap();
        if is_known {
            trail.append(step_of(path), ended(Status::Changed)).unwrap();
            trail.commit().unwrap();
        }
    }
}

/// Leaves a run as a killed program does, with half a line at the end.
fn broken_off(root: &Path) -> PathBuf {
    let mut trail = Trail::create(root, &name()).unwrap();
    write_to(&mut trail);
    trail.store_text("bez zapisu").unwrap();
    let bundle = trail.path().to_owned();
    drop(trail);
    let mut bytes = trail_of(&bundle);
    bytes.extend_from_slice(HALF);
    fs::write(bundle.join("trail.ndjson"), bytes).unwrap();
    bundle
}

const HALF: &[u8] = b"{\"seq\":12,\"at\":";

fn trail_of(bundle: &Path) -> Vec<u8> {
    fs::read(bundle.join("trail.ndjson")).unwrap()
}

/// A folder in memory where there is one: what is tried thousands of times need not wait for a disk.
fn memory() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

#[test]
fn a_trail_cut_at_any_byte_is_closed_with_every_whole_line_and_every_byte_behind_it() {
    let root = memory();
    let original = broken_off(root.path());
    let trail = trail_of(&original);
    let trail = trail.strip_suffix(HALF).unwrap();
    let first_line = trail.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let bundle = root.path().join("cut");
    for end in 0..=trail.len() {
        let (cut, lines_end) = (&trail[..end], end_of_lines(&trail[..end]));
        copy_folder(&original, &bundle);
        fs::write(bundle.join("trail.ndjson"), cut).unwrap();
        let result = recover(&bundle);
        if end < first_line {
            assert!(matches!(result, Err(RecoverError::Empty(_))), "{end}: {result:?}");
            assert_eq!(trail_of(&bundle), cut, "{end}");
        } else {
            let told = result.unwrap().told.unwrap();
            assert!(trail_of(&bundle).starts_with(&cut[..lines_end]), "{end}");
            let kept = told.torn.iter().map(|file| fs::read(bundle.join(&file.path)).unwrap());
            assert_eq!(kept.collect::<Vec<_>>().concat(), &cut[lines_end..], "{end}");
            assert_eq!(told.lost, [], "{end}");
            let verification = verify(&bundle);
            assert_eq!(verification.integrity, [], "{end}");
            assert!(verification.completeness.contains(&Finding::EndMissing), "{end}");
        }
        fs::remove_dir_all(&bundle).unwrap();
    }
}

/// What is on disk of a file that was written and not synced when the power failed.
#[derive(Clone, Copy, Debug)]
enum Left {
    Whole,
    Half,
    Empty,
    Nothing,
}

#[test]
fn whatever_the_power_takes_of_what_was_not_yet_durable_is_told() {
    const UNSYNCED: [&str; 3] = ["pictures/0004.png", "texts/0004.txt", "texts/0005.txt"];
    const LEFT: [Left; 4] = [Left::Whole, Left::Half, Left::Empty, Left::Nothing];
    let root = memory();
    let original = broken_off(root.path());
    let trail = trail_of(&original);
    let lines: Vec<&[u8]> = trail.split_inclusive(|byte| *byte == b'\n').collect();
    // The last commit stands behind the second press, which is the tenth line.
    let synced = lines[..10].concat().len();
    let ends = [synced, synced + 1, synced + lines[10].len(), trail.len()];
    let bundle = root.path().join("cut");
    let mut tried = 0;
    for end in ends {
        for state in 0..LEFT.len().pow(3) {
            let left = [state % 4, state / 4 % 4, state / 16].map(|at| LEFT[at]);
            let how = format!("{end} {left:?}");
            copy_folder(&original, &bundle);
            fs::write(bundle.join("trail.ndjson"), &trail[..end]).unwrap();
            for (path, left) in UNSYNCED.iter().zip(left) {
                take(&bundle.join(path), left);
            }
            let told = recover(&bundle).unwrap().told.unwrap();
            let kept = &trail[..end_of_lines(&trail[..end])];
            assert!(trail_of(&bundle).starts_with(kept), "{how}");
            let verification = verify(&bundle);
            assert_eq!(verification.integrity, [], "{how}");
            let is_named = kept.len() > synced;
            for (path, left) in UNSYNCED[..2].iter().zip(left) {
                let is_lost = is_named && !matches!(left, Left::Whole);
                assert_eq!(told.lost.iter().any(|file| file.path == *path), is_lost, "{how}");
                let finding = Finding::FileLost((*path).to_owned());
                assert_eq!(verification.completeness.contains(&finding), is_lost, "{how}");
            }
            fs::remove_dir_all(&bundle).unwrap();
            tried += 1;
        }
    }
    assert_eq!(tried, 256);
}

fn take(file: &Path, left: Left) {
    let bytes = fs::read(file).unwrap();
    match left {
        Left::Whole => {}
        Left::Half => fs::write(file, &bytes[..bytes.len() / 2]).unwrap(),
        Left::Empty => fs::write(file, "").unwrap(),
        Left::Nothing => fs::remove_file(file).unwrap(),
    }
}

#[test]
fn what_was_durable_before_the_press_cannot_have_been_lost() {
    for path in [
        "pictures/0001.png",
        "texts/0002.txt",
        "pictures/0003.png",
        "inputs/portal.toml",
    ] {
        for left in [Left::Half, Left::Empty, Left::Nothing] {
            let root = memory();
            let bundle = broken_off(root.path());
            take(&bundle.join(path), left);
            let before = trail_of(&bundle);
            let result = recover(&bundle);
            assert!(
                matches!(result, Err(RecoverError::Damaged(_))),
                "{path} {left:?}: {result:?}"
            );
            assert_eq!(trail_of(&bundle), before);
            assert!(bundle.join(".reserve").exists() && !bundle.join("torn").exists());
        }
    }
}

fn end_of_lines(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
}

#[test]
fn a_byte_changed_anywhere_in_the_whole_lines_is_refused_and_nothing_is_written() {
    let root = memory();
    let bundle = broken_off(root.path());
    let trail = trail_of(&bundle);
    let whole = trail.len() - HALF.len();
    // The last LF is what makes the last line whole: without it there is a longer torn line, and no way to tell.
    for at in (0..whole - 1).step_by(3) {
        let mut changed = trail.clone();
        changed[at] ^= 1;
        fs::write(bundle.join("trail.ndjson"), &changed).unwrap();
        let result = recover(&bundle);
        assert!(matches!(result, Err(RecoverError::Damaged(_))), "{at}: {result:?}");
        assert_eq!(trail_of(&bundle), changed);
        assert!(!bundle.join("torn").exists() && !bundle.join("seal.json").exists());
    }
}

#[test]
fn a_closed_bundle_says_what_is_uncertain_and_what_was_found() {
    let root = memory();
    let bundle = broken_off(root.path());
    let recovered = recover(&bundle).unwrap();
    assert_eq!(recovered.seal.state, SealState::Interrupted);
    assert_eq!(recovered.seal.uncertain, ["potwierdz"]);
    let opened = Bundle::open(&bundle).unwrap();
    assert_eq!(opened.recovered(), recovered.told.as_ref());
    assert_eq!(opened.finished(), None);
    assert_eq!(opened.records().last().unwrap().mono_ms, 0);
    let told = recovered.told.unwrap();
    assert_eq!(told.torn[0].sha256, chain::sha256(HALF));
    assert_eq!(told.loose[0].path, "texts/0005.txt");
    assert!(told.tool.starts_with("krok "), "{}", told.tool);
    let json = String::from_utf8(trail_of(&bundle)).unwrap();
    assert!(json.contains(r#""event":{"recovered":{"tool":"krok "#), "{json}");
    let listed: Vec<&str> = recovered.seal.files.iter().map(|file| file.path.as_str()).collect();
    assert!(listed.contains(&told.torn[0].path.as_str()) && listed.contains(&"texts/0005.txt"));
    let verification = verify(&bundle);
    assert!(verification.is_intact() && verification.sealed && !verification.is_complete());
}

#[test]
fn what_a_closed_bundle_says_that_is_not_so_is_found_with_every_hash_in_place() {
    type Forgery = fn(&mut Vec<Record>);
    let root = memory();
    let bundle = broken_off(root.path());
    recover(&bundle).unwrap();
    assert_eq!(rewritten(&bundle, |_| {}).integrity, []);
    let wrong = |part| Finding::RecoveredWrong { line: 13, part };
    let kinds: [(&str, Forgery, Finding); 10] = [
        (
            "a run that goes on",
            |records| push(records, 7, ended(Status::Changed)),
            Finding::AfterRecovered(14),
        ),
        (
            "told twice",
            |records| {
                let again = last(records).clone();
                push(records, 0, Event::Recovered(again));
            },
            Finding::AfterRecovered(14),
        ),
        (
            "a run that came to its end",
            |records| {
                let end = RunFinished {
                    verdict: Verdict::Changed,
                    reason: None,
                    counts: std::collections::BTreeMap::new(),
                    changes: 1,
                    pictures: 4,
                };
                let at = records.len() - 2;
                records[at].event = Event::RunFinished(end);
            },
            Finding::AfterEnd(13),
        ),
        (
            "a clock that goes on",
            |records| records.last_mut().unwrap().mono_ms = 60_000,
            Finding::ClockBackwards(13),
        ),
        (
            "a clock that begins anew in the middle",
            |records| {
                records[5].mono_ms = 60_000;
            },
            Finding::ClockBackwards(7),
        ),
        (
            "a torn line of elsewhere",
            |records| last(records).torn[0].path = "torn/17.bin".to_owned(),
            wrong(RecoveredPart::Torn),
        ),
        (
            "a picture that is called lost and was durable",
            |records| {
                let picture = picture(records, 2);
                last(records).lost.push(picture);
            },
            wrong(RecoveredPart::Lost),
        ),
        (
            "a file lost that nobody named",
            |records| {
                let loose = last(records).loose[0].clone();
                last(records).lost.push(loose);
            },
            wrong(RecoveredPart::Lost),
        ),
        (
            "a picture that a record names called loose",
            |records| {
                let picture = picture(records, 2);
                last(records).loose.push(picture);
            },
            wrong(RecoveredPart::Loose),
        ),
        (
            "a torn line hushed up",
            |records| last(records).torn.clear(),
            Finding::TornStray(torn_path(&bundle)),
        ),
    ];
    for (kind, forgery, expected) in kinds {
        let found = rewritten(&bundle, forgery).integrity;
        assert!(found.contains(&expected), "{kind}: {expected:?} is not among {found:?}");
    }
}

fn push(records: &mut Vec<Record>, mono_ms: u64, event: Event) {
    let before = records.last().unwrap();
    let record = Record {
        seq: before.seq + 1,
        at: before.at.clone(),
        mono_ms,
        step: None,
        event,
    };
    records.push(record);
}

fn last(records: &mut [Record]) -> &mut Recovered {
    match &mut records.last_mut().unwrap().event {
        Event::Recovered(recovered) => recovered,
        other => panic!("{other:?}"),
    }
}

fn picture(records: &[Record], at: usize) -> FileReference {
    match &records[at].event {
        Event::Observed(observed) => observed.picture.file.clone(),
        other => panic!("{other:?}"),
    }
}

fn torn_path(bundle: &Path) -> String {
    Bundle::open(bundle).unwrap().recovered().unwrap().torn[0].path.clone()
}

#[test]
fn a_file_damaged_after_the_closing_is_found() {
    let root = memory();
    let bundle = broken_off(root.path());
    recover(&bundle).unwrap();
    let torn = torn_path(&bundle);
    let seal = fs::read_to_string(bundle.join("seal.json")).unwrap();
    fs::write(
        bundle.join("seal.json"),
        seal.replace("\"interrupted\"", "\"complete\""),
    )
    .unwrap();
    let differs = Finding::SealDiffers {
        part: SealPart::State,
        sealed: "complete".to_owned(),
        found: "interrupted".to_owned(),
    };
    assert_eq!(verify(&bundle).integrity, [differs]);
    fs::write(bundle.join("seal.json"), &seal).unwrap();
    fs::write(bundle.join(&torn), "{").unwrap();
    assert!(verify(&bundle).integrity.contains(&Finding::FileChanged(torn.clone())));
    fs::remove_file(bundle.join(&torn)).unwrap();
    assert!(verify(&bundle).integrity.contains(&Finding::FileMissing(torn)));
}

#[test]
fn the_report_of_a_closed_bundle_says_that_the_run_broke_off_and_how_to_go_on() {
    let root = memory();
    let bundle = broken_off(root.path());
    recover(&bundle).unwrap();
    for (language, words) in [
        (
            Language::Polish,
            [
                "Przebieg urwał się. Teczkę zamknięto później",
                "Nie wiadomo, czy na portalu wykonano czynności w krokach: „potwierdz”.",
                "krok resume",
                "ucięty koniec dziennika: torn/",
                "pliki bez zapisu w dzienniku: texts/0005.txt",
            ],
        ),
        (
            Language::English,
            [
                "The run broke off. The bundle was closed later",
                "Nobody knows whether the portal did what these steps asked of it: “potwierdz”.",
                "krok resume",
                "end of the trail, cut off: torn/",
                "files that no record names: texts/0005.txt",
            ],
        ),
    ] {
        let page = render(&Bundle::open(&bundle).unwrap(), &verify(&bundle), language).unwrap();
        for word in words {
            assert!(page.contains(word), "{word}\n{page}");
        }
    }
}

#[test]
fn a_bundle_that_continues_another_names_it_in_trail_and_report() {
    let root = memory();
    let earlier = broken_off(root.path());
    recover(&earlier).unwrap();
    let earlier = Bundle::open(&earlier).unwrap();
    let later = RunName::new(Timestamp::UNIX_EPOCH, "epuap-usun", Mode::Apply, 0x3fa0);
    let mut trail = Trail::create(root.path(), &later).unwrap();
    let mut started = beginning(&mut trail, &later, Mode::Apply);
    let continued = Continued {
        run: earlier.started().unwrap().run.clone(),
        head: earlier.head().to_owned(),
    };
    started.continues = Some(continued.clone());
    trail.append(None, Event::RunStarted(started)).unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    let bundle = Bundle::open(&path).unwrap();
    assert_eq!(bundle.started().unwrap().continues.as_ref(), Some(&continued));
    let page = render(&bundle, &verify(&path), Language::English).unwrap();
    for word in ["Continues the run", &continued.run, &continued.head] {
        assert!(page.contains(word), "{word}");
    }
}

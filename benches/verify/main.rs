//! How long a reviewer waits: `krok verify` of a large bundle of the real format, with pictures that are real PNGs.
//!
//! The one argument that counts is the number of measured rounds: `cargo bench --bench verify -- 9`.

#![expect(clippy::unwrap_used, reason = "a bench breaks by panicking")]
#![expect(clippy::print_stdout, reason = "its printed figures are all that a bench is for")]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use krok::evidence::format::{
    ActResult, Event, FORMAT, Intent, Mode, Observed, Outcome, Portal, Rectangle, RunFinished, RunStarted, Runbook,
    Status, StepFinished, StepStarted, Target, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;

const ROUNDS: usize = 7;
const STEPS: u64 = 200;
/// Size of a picture in pixels, as a browser's window has it.
const SIZE: (u32, u32) = (1280, 720);
/// Side of the part of a picture that does not compress, in pixels: two pictures a step, 60 MB in all.
const NOISE: u32 = 184;
/// What a reviewer is to wait at most.
const LIMIT: Duration = Duration::from_secs(1);

fn main() {
    let rounds = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let room = tempfile::tempdir().unwrap();
    let bundle = written(room.path());
    let mut taken: Vec<Duration> = (0..rounds.unwrap_or(ROUNDS)).map(|_| timed(&bundle)).collect();
    taken.sort();
    let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
    let (files, bytes) = measured(&bundle);
    println!(
        "verify: {STEPS} steps, {files} files, {:.1} MB: {:.0} ms (median of {}; slowest {:.0} ms); limit {} ms: {}",
        f64::from(u32::try_from(bytes).unwrap()) / 1e6,
        milliseconds(median),
        taken.len(),
        milliseconds(taken.last().copied().unwrap_or_default()),
        LIMIT.as_millis(),
        if median < LIMIT { "kept" } else { "NOT KEPT" }
    );
}

fn timed(bundle: &Path) -> Duration {
    let began = Instant::now();
    let verification = verify(bundle);
    let taken = began.elapsed();
    assert!(
        verification.is_intact() && verification.is_complete(),
        "{verification:?}"
    );
    taken
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Counts files and bytes of a bundle.
fn measured(bundle: &Path) -> (usize, u64) {
    let below = ["", "inputs", "pictures", "texts"].into_iter().flat_map(|folder| {
        let entries = std::fs::read_dir(bundle.join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().metadata().unwrap())
    });
    below
        .filter(std::fs::Metadata::is_file)
        .fold((0, 0), |(files, bytes), file| (files + 1, bytes + file.len()))
}

/// Writes the bundle of a run whose every step pressed one button.
fn written(room: &Path) -> PathBuf {
    let name = RunName::new(Timestamp::UNIX_EPOCH, "pomiar", Mode::Apply, 1);
    let mut trail = Trail::create(room, &name).unwrap();
    let started = started(&mut trail, &name);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let mut page = Page::new();
    for step in 0..STEPS {
        press(&mut trail, &mut page, step);
    }
    let finished = RunFinished {
        verdict: Verdict::Changed,
        reason: None,
        counts: BTreeMap::from([("changed".to_owned(), STEPS)]),
        changes: STEPS,
        pictures: trail.pictures(),
    };
    trail.append(None, Event::RunFinished(finished)).unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    path
}

fn started(trail: &mut Trail, name: &RunName) -> RunStarted {
    let runbook = trail.store_input("pomiar.toml", b"schema = 1\n").unwrap();
    let portal = trail.store_input("portal.toml", b"schema = 1\n").unwrap();
    RunStarted {
        format: FORMAT.to_owned(),
        run: name.as_str().to_owned(),
        number: None,
        nonce: "00".repeat(32),
        mode: Mode::Apply,
        tool: "krok bench".to_owned(),
        runbook: Runbook {
            name: "pomiar".to_owned(),
            title: "Pomiar".to_owned(),
            file: runbook,
            document: None,
            chapter: None,
            points: BTreeMap::new(),
        },
        portal: Portal {
            name: "pomiar".to_owned(),
            title: "Portal".to_owned(),
            base: "https://portal.example/".to_owned(),
            practice: false,
            file: portal,
        },
        inputs: BTreeMap::new(),
        data: BTreeMap::new(),
        entity: "pzgliwice".to_owned(),
        browser: "none".to_owned(),
        operator: "operator".to_owned(),
        host: "host".to_owned(),
        plan: None,
        continues: None,
        circumstances: Vec::new(),
    }
}

fn press(trail: &mut Trail, page: &mut Page, step: u64) {
    let path = format!("kazda[Skrytka {step}]/ustaw");
    let path = Some(path.as_str());
    let begun = StepStarted {
        verb: "press".to_owned(),
        effect: "write".to_owned(),
        says: "Zapisz".to_owned(),
        cites: vec!["3.5".to_owned()],
        line: 3,
        key: None,
    };
    trail.append(path, Event::StepStarted(begun)).unwrap();
    let seen = page.observed(trail);
    let before = trail.append(path, seen).unwrap();
    let rectangle = Rectangle {
        x: 100.0,
        y: 100.0,
        width: 80.0,
        height: 30.0,
    };
    let intent = Intent {
        act: "press".to_owned(),
        effect: "write".to_owned(),
        target: Some(Target {
            label: "Zapisz".to_owned(),
            places: Vec::new(),
            role: "button".to_owned(),
            tier: "associated".to_owned(),
            rectangle,
        }),
        value: None,
        before: Some(before),
    };
    let intent = trail.append(path, Event::Intent(intent)).unwrap();
    let seen = page.observed(trail);
    let after = trail.append(path, seen).unwrap();
    let outcome = Outcome {
        intent,
        result: ActResult::Done,
        after: Some(after),
        unseen: None,
    };
    trail.append(path, Event::Outcome(outcome)).unwrap();
    let finished = StepFinished {
        status: Status::Changed,
        reason: None,
    };
    trail.append(path, Event::StepFinished(finished)).unwrap();
}

/// A page that never looks the same twice.
struct Page {
    picture: image::RgbImage,
    dice: u64,
}

impl Page {
    fn new() -> Self {
        Self {
            picture: image::RgbImage::from_pixel(SIZE.0, SIZE.1, image::Rgb([240, 244, 248])),
            dice: 0x9e37_79b9_7f4a_7c15,
        }
    }

    fn observed(&mut self, trail: &mut Trail) -> Event {
        for at in 0..NOISE * NOISE {
            self.dice ^= self.dice << 13;
            self.dice ^= self.dice >> 7;
            self.dice ^= self.dice << 17;
            let [red, green, blue, ..] = self.dice.to_le_bytes();
            let (x, y) = (at % NOISE, at / NOISE);
            self.picture.put_pixel(x, y, image::Rgb([red, green, blue]));
        }
        let mut png = Cursor::new(Vec::new());
        self.picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
        let text = format!("nagłówek: Skrytki\npole: {}", self.dice);
        Event::Observed(Observed {
            url: "https://portal.example/skrytki".to_owned(),
            title: "Skrytki".to_owned(),
            entity: Some("pzgliwice".to_owned()),
            messages: Vec::new(),
            picture: trail.store_picture(&png.into_inner()).unwrap(),
            text: trail.store_text(&text).unwrap(),
            story: Vec::new(),
        })
    }
}

//! Bundles of the real format that no browser made: small, honest, and different for each seed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use krok::evidence::format::{
    ActResult, Attribute, Consent, ConsentNeeded, Consented, Destroying, Event, Field, FieldStatus, GoneRow,
    Identified, Intent, Mode, Observed, Outcome, Reason, Rectangle, RunFinished, Status, StepFinished, StepStarted,
    Target, Value, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::recover::recover;
use krok::evidence::trail::Trail;
use tempfile::TempDir;

use crate::support::records::beginning;

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It did all that it was to do.
    Finished,
    /// The outcome of its last act is unknown.
    Uncertain,
    /// It was killed, and its bundle closed later.
    Recovered,
    /// It was killed, and its bundle was never closed.
    Killed,
}

/// The bundle that the repository keeps as an example. Others beside it are somebody's own.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots/2026-11-22T19-37-57Z-epuap-skrytki-pull-apply-8ad4")
}

/// Returns a folder in memory, if the system has one: what is written there costs no disk.
pub fn room() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.unwrap()
}

/// Writes the bundle of an honest run with so many steps, whose pages, pictures and values come from a seed.
pub fn written(room: &Path, steps: u64, seed: u64, ending: Ending) -> PathBuf {
    written_behind(room, (steps, seed, ending), |_| {})
}

/// The same, with something more behind the first record.
pub fn written_behind(
    room: &Path,
    (steps, seed, ending): (u64, u64, Ending),
    first: impl FnOnce(&mut Trail),
) -> PathBuf {
    let time = Timestamp::from_second(1_764_000_000 + i64::try_from(seed % 1_000_000).unwrap()).unwrap();
    let name = RunName::new(time, "proba", Mode::Apply, u16::try_from(seed % 0xffff).unwrap());
    let mut trail = Trail::create(room, &name).unwrap();
    let path = trail.path().to_owned();
    let started = beginning(&mut trail, &name, Mode::Apply);
    trail.append(None, Event::RunStarted(started)).unwrap();
    first(&mut trail);
    for step in 0..steps {
        let is_last = step + 1 == steps;
        carry_out(&mut trail, step, seed, if is_last { ending } else { Ending::Finished });
    }
    match ending {
        Ending::Finished => {
            let pictures = trail.pictures();
            let finished = RunFinished {
                verdict: Verdict::Changed,
                reason: None,
                counts: BTreeMap::from([("changed".to_owned(), steps)]),
                changes: steps,
                pictures,
            };
            trail.append(None, Event::RunFinished(finished)).unwrap();
            trail.seal().unwrap();
        }
        Ending::Uncertain => {
            trail.seal().unwrap();
        }
        Ending::Recovered => {
            trail.commit().unwrap();
            drop(trail);
            recover(&path).unwrap();
        }
        Ending::Killed => trail.commit().unwrap(),
    }
    path
}

fn carry_out(trail: &mut Trail, step: u64, seed: u64, ending: Ending) {
    let path = format!("kazda[Skrytka {step}]/ustaw");
    let path = Some(path.as_str());
    let put = |trail: &mut Trail, event| trail.append(path, event).unwrap();
    put(trail, step_started());
    let page = observed(trail, seed * 31 + step * 2);
    let before = put(trail, page);
    let act = put(trail, intent(before));
    trail.commit().unwrap();
    if matches!(ending, Ending::Recovered | Ending::Killed) {
        return;
    }
    let page = observed(trail, seed * 31 + step * 2 + 1);
    let after = put(trail, page);
    let result = if ending == Ending::Uncertain {
        ActResult::Unknown(Reason {
            code: "browser-lost".to_owned(),
            values: BTreeMap::new(),
        })
    } else {
        ActResult::Done
    };
    let outcome = Outcome {
        intent: act,
        result,
        after: Some(after),
        unseen: None,
    };
    put(trail, Event::Outcome(outcome));
    if ending == Ending::Uncertain {
        return;
    }
    put(trail, field(seed + step));
    let finished = StepFinished {
        status: Status::Changed,
        reason: None,
    };
    put(trail, Event::StepFinished(finished));
}

fn step_started() -> Event {
    Event::StepStarted(StepStarted {
        verb: "set".to_owned(),
        effect: "write".to_owned(),
        says: "Tryb pracy".to_owned(),
        cites: vec!["3.5".to_owned()],
        line: 3,
        key: None,
    })
}

pub fn observed(trail: &mut Trail, shade: u64) -> Event {
    Event::Observed(Observed {
        url: "https://portal.example/skrytki".to_owned(),
        title: "Skrytki".to_owned(),
        entity: Some("pzgliwice".to_owned()),
        messages: Vec::new(),
        picture: trail.store_picture(&png(shade)).unwrap(),
        text: trail.store_text(&format!("nagłówek: Skrytki „{shade}”")).unwrap(),
        story: Vec::new(),
    })
}

fn png(shade: u64) -> Vec<u8> {
    let [low, high, ..] = shade.to_le_bytes();
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(16, 12, image::Rgb([low, high, 200]));
    picture
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

fn intent(before: u64) -> Event {
    Event::Intent(Intent {
        act: "press".to_owned(),
        effect: "write".to_owned(),
        target: Some(Target {
            label: "Zapisz \"wszystko\"".to_owned(),
            places: Vec::new(),
            role: "button".to_owned(),
            tier: "associated".to_owned(),
            rectangle: Rectangle {
                x: 1.0,
                y: 1.0,
                width: 10.0,
                height: 5.0,
            },
        }),
        value: None,
        before: Some(before),
    })
}

fn field(number: u64) -> Event {
    Event::Field(Field {
        places: vec!["Tryb pracy".to_owned()],
        label: format!("Pole {number}"),
        before: Value::Text("PUSH".to_owned()),
        wanted: Value::Text("PULL".to_owned()),
        after: Some(Value::Text("PULL".to_owned())),
        status: FieldStatus::Changed,
    })
}

/// Writes the bundle of a run that was stopped before it destroyed a thing, when a consent with this signature was used.
pub fn consented(room: &Path, text: &str, signature: &[u8], first: impl FnOnce(&mut Trail)) -> PathBuf {
    let name = RunName::parse("2026-11-22T14-05-09Z-proba-apply-3f9c").unwrap();
    let mut trail = Trail::create(room, &name).unwrap();
    let started = beginning(&mut trail, &name, Mode::Apply);
    trail.append(None, Event::RunStarted(started)).unwrap();
    first(&mut trail);
    let file = trail.store_input("consent-1.toml", text.as_bytes()).unwrap();
    let signature = trail.store_input("consent-1.toml.sig", signature).unwrap();
    let document = trail.store_input("consent-1-document.pdf", b"%PDF").unwrap();
    let path = Some("usun");
    let mut begun = step_started();
    if let Event::StepStarted(step) = &mut begun {
        (step.verb, step.effect) = ("destroy".to_owned(), "destroy".to_owned());
    }
    trail.append(path, begun).unwrap();
    let page = observed(&mut trail, 7);
    let seen = trail.append(path, page).unwrap();
    let Event::Intent(Intent {
        target: Some(target), ..
    }) = intent(seen)
    else {
        panic!("the intent has a target");
    };
    let [from, about] = ["Urząd Marszałkowski", "usunięcie systemu"].map(str::to_owned);
    let attribute = |name: &str, text: &str| Attribute {
        name: name.to_owned(),
        wanted: text.to_owned(),
        found: text.to_owned(),
    };
    let identified = Identified {
        target,
        attributes: vec![attribute("Nazwa", "SEKAP"), attribute("Opis", "serwer SEKAP")],
        gone: GoneRow {
            table: "Systemy".to_owned(),
            key: "Nazwa".to_owned(),
            row: "SEKAP".to_owned(),
        },
        asks: None,
        consent: Some(ConsentNeeded {
            from: from.clone(),
            about: about.clone(),
        }),
        observed: seen,
    };
    trail
        .append(path, Event::Destroying(Destroying::Identified(identified)))
        .unwrap();
    let consented = Consented {
        terms: Consent {
            from,
            about,
            entity: "pzgliwice".to_owned(),
            number: "OR.1.2026".to_owned(),
            given: "2026-01-02".to_owned(),
            expires: "2999-12-31".to_owned(),
        },
        file,
        document,
        signature: Some(signature),
        binding: "0".repeat(64),
    };
    trail
        .append(path, Event::Destroying(Destroying::Consented(consented)))
        .unwrap();
    let stopped = Reason {
        code: "key-missing".to_owned(),
        values: BTreeMap::from([("key".to_owned(), "SEKAP".to_owned())]),
    };
    let finished = StepFinished {
        status: Status::Blocked,
        reason: Some(stopped.clone()),
    };
    trail.append(path, Event::StepFinished(finished)).unwrap();
    let finished = RunFinished {
        verdict: Verdict::Blocked,
        reason: Some(stopped),
        counts: BTreeMap::from([("blocked".to_owned(), 1)]),
        changes: 0,
        pictures: trail.pictures(),
    };
    trail.append(None, Event::RunFinished(finished)).unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    path
}

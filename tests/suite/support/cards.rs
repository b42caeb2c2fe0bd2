//! A bundle of one step, written record by record: dialogs, candidates, whole pages.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::PathBuf;

use image::{ImageFormat, Rgb, RgbImage};
use jiff::Timestamp;
use krok::evidence::format::{
    ActResult, Candidates, Dialog, DialogAnswer, Event, Intent, Mask, Mode, Observed, Outcome, Reason, Record,
    Rectangle, RunFinished, Status, StepFinished, StepStarted, StoryLine, Target, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use tempfile::TempDir;

use super::records::beginning;

pub const STEP: &str = "ustaw";

/// A trail with one step under way.
pub struct Cards {
    trail: Trail,
    root: TempDir,
    shots: u8,
    masks: Vec<Mask>,
}

/// A sealed bundle.
pub struct Sealed {
    pub path: PathBuf,
    _root: TempDir,
}

impl Cards {
    /// Begins a run and its step.
    pub fn begin(verb: &str) -> Self {
        let root = TempDir::new().unwrap();
        let name = RunName::new(Timestamp::UNIX_EPOCH, "proba", Mode::Apply, 0x3f9c);
        let mut trail = Trail::create(root.path(), &name).unwrap();
        let started = beginning(&mut trail, &name, Mode::Apply);
        trail.append(None, Event::RunStarted(started)).unwrap();
        let step = StepStarted {
            verb: verb.to_owned(),
            effect: "write".to_owned(),
            says: "Edytuj".to_owned(),
            cites: Vec::new(),
            line: 12,
            key: None,
        };
        trail.append(Some(STEP), Event::StepStarted(step)).unwrap();
        Self {
            trail,
            root,
            shots: 0,
            masks: Vec::new(),
        }
    }

    pub fn append(&mut self, event: Event) -> u64 {
        self.trail.append(Some(STEP), event).unwrap()
    }

    /// Pictures the viewport.
    pub fn look(&mut self) -> u64 {
        self.picture((400, 300), None, &[])
    }

    /// Covers this in every picture from now on.
    pub fn cover(&mut self, masks: Vec<Mask>) {
        self.masks = masks;
    }

    /// Pictures the page at a size, whole if a corner is given.
    pub fn picture(&mut self, size: (u32, u32), corner: Option<(f64, f64)>, story: &[&str]) -> u64 {
        self.shots += 1;
        let drawn = RgbImage::from_pixel(size.0, size.1, Rgb([self.shots, 90, 140]));
        let mut png = Vec::new();
        drawn.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let mut picture = self.trail.store_covered(&png, self.masks.clone()).unwrap();
        picture.corner = corner;
        let text = self.trail.store_text(&format!("strona {}", self.shots)).unwrap();
        let line = |what: &&str| StoryLine {
            ms: 20,
            what: (*what).to_owned(),
        };
        let observed = Observed {
            url: "https://portal.example/umowy".to_owned(),
            title: "Umowa nr 7".to_owned(),
            entity: Some("pzgliwice".to_owned()),
            messages: Vec::new(),
            picture,
            text,
            story: story.iter().map(line).collect(),
        };
        self.append(Event::Observed(observed))
    }

    /// Shows the page as an earlier record shows it.
    pub fn again(&mut self, seen: u64) -> u64 {
        let trail = std::fs::read_to_string(self.trail.path().join("trail.ndjson")).unwrap();
        let line = trail.lines().nth(usize::try_from(seen).unwrap()).unwrap();
        let record: Record = serde_json::from_str(line.rsplit_once('\t').unwrap().0).unwrap();
        self.append(record.event)
    }

    /// Announces an act.
    pub fn intent(&mut self, act: &str, aim: Option<Target>, value: Option<&str>, before: u64) -> u64 {
        self.append(Event::Intent(Intent {
            act: act.to_owned(),
            effect: "navigate".to_owned(),
            target: aim,
            value: value.map(str::to_owned),
            before: Some(before),
        }))
    }

    /// Ends an act that was done.
    pub fn done(&mut self, intent: u64, after: Option<u64>) -> u64 {
        self.append(Event::Outcome(Outcome {
            intent,
            result: ActResult::Done,
            after,
            unseen: None,
        }))
    }

    /// Makes an act from its announcement to its picture.
    pub fn act(&mut self, act: &str, aim: Option<Target>, value: Option<&str>) {
        let before = self.look();
        let intent = self.intent(act, aim, value, before);
        let after = self.look();
        self.done(intent, Some(after));
    }

    pub fn dialog(&mut self, says: &str, answer: Option<DialogAnswer>, intent: Option<u64>) -> u64 {
        self.append(Event::Dialog(Dialog {
            says: says.to_owned(),
            answer,
            intent,
        }))
    }

    pub fn candidates(&mut self, observed: Option<u64>, targets: Vec<Target>) -> u64 {
        self.append(Event::Candidates(Candidates {
            label: "Edytuj".to_owned(),
            observed,
            targets,
        }))
    }

    /// Ends the step and the run, and closes the bundle.
    pub fn end(mut self, status: Status, reason: Option<Reason>) -> Sealed {
        let counts = BTreeMap::from([(status.word().to_owned(), 1)]);
        self.append(Event::StepFinished(StepFinished {
            status,
            reason: reason.clone(),
        }));
        let verdict = match status {
            Status::Failed => Verdict::Failed,
            Status::Changed => Verdict::Changed,
            _ => Verdict::Unchanged,
        };
        let finished = RunFinished {
            verdict,
            reason,
            counts,
            changes: 0,
            pictures: self.trail.pictures(),
        };
        self.trail.append(None, Event::RunFinished(finished)).unwrap();
        let path = self.trail.path().to_owned();
        self.trail.seal().unwrap();
        Sealed { path, _root: self.root }
    }
}

/// A button in a row, at a place.
pub fn target(row: &str, x: f64, y: f64) -> Target {
    Target {
        label: "Edytuj".to_owned(),
        places: vec!["Umowy".to_owned(), row.to_owned()],
        role: "button".to_owned(),
        tier: "associated".to_owned(),
        rectangle: Rectangle {
            x,
            y,
            width: 60.0,
            height: 20.0,
        },
    }
}

/// Why a step failed.
pub fn reason(code: &str, values: &[(&str, &str)]) -> Reason {
    let values = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Reason {
        code: code.to_owned(),
        values: values.collect(),
    }
}

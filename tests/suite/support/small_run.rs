//! A small runbook on a small page in a real browser: planned, or planned and applied, and what became of it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{DialogAnswer, Event, Mode, PlanReference, RunFinished, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::executor::{Assignment, Attention, NoAccount, Planned, Presence, carry_out};
use krok::runbook;
use krok::text::mask::{Key, Masking};
use krok::text::source::SourceFile;
use tempfile::TempDir;

use super::records::{beginning, procedure};
use super::room::Room;

/// What became of a runbook.
pub struct Ran {
    pub finished: RunFinished,
    pub bundle: Bundle,
    pub path: PathBuf,
    _folder: TempDir,
}

impl Ran {
    pub fn code(&self) -> String {
        let reason = self.finished.reason.as_ref();
        reason.map(|reason| reason.code.clone()).unwrap_or_default()
    }

    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.bundle.records().iter().map(|record| &record.event)
    }

    pub fn acts(&self) -> Vec<String> {
        let intents = self.events().filter_map(|event| match event {
            Event::Intent(intent) => Some(intent),
            _ => None,
        });
        let told = intents.map(|intent| {
            let target = intent.target.as_ref().map(|target| target.label.clone());
            let aim = target.or_else(|| intent.value.clone()).unwrap_or_default();
            format!("{} {aim}", intent.act)
        });
        told.filter(|act| !act.starts_with("open ")).collect()
    }

    /// Everything that was told of the waits.
    pub fn waited_for(&self) -> Vec<&str> {
        let stories = self.events().filter_map(|event| match event {
            Event::Observed(observed) => Some(observed.story.iter().map(|line| line.what.as_str())),
            _ => None,
        });
        stories.flatten().collect()
    }

    pub fn dialogs(&self) -> Vec<(String, Option<DialogAnswer>)> {
        let dialogs = self.events().filter_map(|event| match event {
            Event::Dialog(dialog) => Some((dialog.says.clone(), dialog.answer.clone())),
            _ => None,
        });
        dialogs.collect()
    }

    pub fn check_bundle(&self) {
        let verification = verify(&self.path);
        assert_eq!(verification.integrity, []);
        assert_eq!(verification.completeness, []);
    }
}

fn runbook_of(base: &str, steps: &str, masks: &str) -> runbook::Checked {
    let portal = format!(
        r#"
schema = 1
name = "proba"
title = "Portal próbny"
base = "{base}"
start = "/"
hosts = ["{base}"]
[login]
hosts = ["https://login.example"]
marker = "pzgliwice"
patience = "1m"
[entity]
css = ".entity"
input = "podmiot"
[page]
deadline = "5s"
[effects]
navigate = ["Edytuj", "Anuluj", "Pokaż umowę", "Otwórz okienko", "Rozwiń", "Dalej", "Znajdź", "Umowy", "Odśwież", "Zobacz", "Wybierz"]
write = ["Zapisz", "Zapisz zmiany", "Aktualizuj", "Zamknij rejestr"]
destroy = ["Usuń"]
{masks}
"#
    );
    let inputs = r#"
schema = 1
title = "Próba"
portal = "proba"
[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
"#;
    let file = if steps.contains("{umowa}") {
        "umowa = { type = \"file\", ask = \"Umowa\" }\n"
    } else {
        ""
    };
    let read = runbook::read_sources(
        SourceFile::new("proba.toml", format!("{inputs}{file}{steps}")),
        SourceFile::new("portal.toml", portal),
    );
    read.unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// Plans, or plans and applies, in a browser that forgot everything before.
pub fn run(room: &mut Room, steps: &str, mode: Mode) -> Ran {
    run_masked(room, steps, mode, "")
}

/// The same with a `[masks]` table in the profile.
pub fn run_masked(room: &mut Room, steps: &str, mode: Mode, masks: &str) -> Ran {
    room.open("run_clear");
    again_masked(room, steps, mode, masks)
}

pub fn again(room: &mut Room, steps: &str, mode: Mode) -> Ran {
    again_masked(room, steps, mode, "")
}

fn again_masked(room: &mut Room, steps: &str, mode: Mode, masks: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("umowa.pdf"), b"%PDF").unwrap();
    let checked = runbook_of(&room.base, steps, masks);
    let key = Some(Key::new([5; 32]));
    let mut masking = Masking::new(checked.portal.masks.clone(), key);
    let plan = walk(room, &checked, (Assignment::Plan, masking.clone()), folder.path());
    if plan.1.verdict != Verdict::Failed {
        assert_eq!(verify(&plan.0).completeness, []);
    }
    let (path, finished) = if mode == Mode::Plan || plan.1.verdict == Verdict::Failed {
        plan
    } else {
        let read = Bundle::open(&plan.0).unwrap();
        let reference = PlanReference {
            run: read.started().unwrap().run.clone(),
            head: read.head().to_owned(),
        };
        for record in read.records() {
            if let Event::Masked(masked) = &record.event {
                masking.remember(&masked.name, masked.mark.as_deref());
            }
        }
        let planned = Planned::of(read.records(), reference);
        walk(room, &checked, (Assignment::Apply(&planned), masking), folder.path())
    };
    Ran {
        finished,
        bundle: Bundle::open(&path).unwrap(),
        path,
        _folder: folder,
    }
}

fn walk(
    room: &mut Room,
    checked: &runbook::Checked,
    (assignment, masking): (Assignment<'_>, Masking),
    folder: &Path,
) -> (PathBuf, RunFinished) {
    let mode = match assignment {
        Assignment::Plan => Mode::Plan,
        Assignment::Apply(_) => Mode::Apply,
    };
    let name = RunName::new(Timestamp::now(), "proba", mode, 1);
    let mut trail = Trail::create(folder, &name).unwrap();
    trail.mask_by(masking);
    let started = beginning(&mut trail, &name, mode);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let file = folder.join("umowa.pdf").display().to_string();
    let mut procedure = procedure(checked);
    procedure.inputs.insert("umowa".to_owned(), file);
    let attention = Attention {
        listen: &mut |_, _| {},
        stop: &|| false,
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: Presence::Nobody,
        stamp: None,
    };
    let Room { runtime, session, .. } = room;
    let finished = runtime
        .block_on(carry_out(session, &mut trail, &procedure, assignment, attention))
        .unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    (path, finished)
}

//! A run that was killed, stopped or left open is continued from what the portal shows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use krok::evidence::bundle::Bundle;
use krok::evidence::format::{Mode, SealState, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{Event, ExpiryShape, Fault, Settings, Turn};

use crate::support::office::{FLAGSHIP, Office, Ran};
use crate::support::patience::{kill_when, wait_until};

/// Answers of the portal come so late that a run can be killed between a press and its answer.
const LATE: Fault = Fault::Latency {
    fixed: Duration::from_millis(400),
    jitter: Duration::ZERO,
    seed: 1,
};

fn saves(office: &Office) -> Vec<String> {
    let journal = office.portal.truth().journal();
    let saved = journal.iter().filter_map(|entry| match &entry.event {
        Event::Saved { skrytka, changes, .. } if !changes.is_empty() => Some(skrytka.clone()),
        _ => None,
    });
    saved.collect()
}

fn resume(office: &Office, bundle: &Path, more: &[&str]) -> Ran {
    let order = ["resume", bundle.to_str().unwrap(), "--yes"];
    office.krok(&[&order as &[&str], more].concat())
}

fn broken_off(office: &Office) -> PathBuf {
    let path = office.bundles().pop().unwrap();
    assert!(!path.join("seal.json").exists(), "it was killed");
    path
}

/// Every bundle is intact, and the last continues the one that broke off.
fn continued(office: &Office, broken: &Path) {
    for bundle in office.bundles() {
        assert!(verify(&bundle).is_intact(), "{}", bundle.display());
    }
    let before = Bundle::open(broken).unwrap();
    assert_eq!(before.seal().unwrap().state, SealState::Interrupted);
    let last = office.last();
    let started = last.0.started().unwrap();
    let link = started.continues.as_ref().unwrap();
    assert_eq!(link.run, before.started().unwrap().run);
    assert_eq!(link.head, before.head());
    let report = std::fs::read_to_string(last.0.path().join("report.html")).unwrap();
    assert!(report.contains(&link.run), "the report names the run that it continues");
}

#[test]
fn a_run_killed_after_a_save_arrived_is_continued_and_saves_nothing_twice() {
    let office = Office::open(Settings::default());
    office.portal.set_fault(LATE);
    let run = office.start(&[&["run", "--yes"] as &[&str], &FLAGSHIP].concat());
    kill_when(&office, run, |office| {
        office.journal_has(|event| matches!(event, Event::Saved { .. }))
    });
    let broken = broken_off(&office);
    let before = std::fs::read(broken.join("trail.ndjson")).unwrap();
    let ran = resume(&office, &broken, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(office.deviations(), [""; 0]);
    let mut saved = saves(&office);
    let all = saved.len();
    saved.sort();
    saved.dedup();
    assert_eq!(saved.len(), all, "no skrytka is saved twice");
    continued(&office, &broken);
    assert_eq!(office.last().finished().verdict, Verdict::Changed);
    let after = std::fs::read(broken.join("trail.ndjson")).unwrap();
    assert!(after.starts_with(&before), "what was written stays");
    let again = resume(&office, office.bundles().last().unwrap(), &[]);
    assert!(
        again.code == 0 && again.stdout.contains("nie ma czego wznawiać"),
        "{again:?}"
    );
}

#[test]
fn a_plan_that_was_killed_is_made_anew_and_carried_out() {
    let office = Office::open(Settings::default());
    office.portal.set_fault(LATE);
    let before = office.portal.truth().requests().total;
    let plan = office.start(&[&["plan"] as &[&str], &FLAGSHIP].concat());
    kill_when(&office, plan, |office| {
        office.portal.truth().requests().total >= before + 4
    });
    let broken = broken_off(&office);
    let ran = resume(&office, &broken, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(office.deviations(), [""; 0]);
    assert_eq!(Bundle::open(&broken).unwrap().started().unwrap().mode, Mode::Plan);
}

#[test]
fn a_bundle_that_was_altered_is_not_continued() {
    let office = Office::open(Settings::default());
    let run = office.start(&[&["run", "--yes"] as &[&str], &FLAGSHIP].concat());
    kill_when(&office, run, Office::edits);
    let broken = broken_off(&office);
    let trail = broken.join("trail.ndjson");
    let text = std::fs::read_to_string(&trail).unwrap();
    std::fs::write(&trail, text.replacen("pzgliwice", "pzgliwicf", 1)).unwrap();
    let writes = office.writes();
    let ran = resume(&office, &broken, &[]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(office.writes(), writes);
    assert!(!broken.join("seal.json").exists(), "nothing was made of it");
}

#[test]
fn a_run_that_still_works_is_not_taken_away() {
    let office = Office::open(Settings::default());
    office.portal.set_fault(LATE);
    let mut run = office.start(&[&["run", "--yes"] as &[&str], &FLAGSHIP].concat());
    wait_until("a skrytka is edited", || office.edits());
    let alive = office.bundles().pop().unwrap();
    let refused = resume(&office, &alive, &[]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("jeszcze"), "{refused:?}");
    assert_eq!(run.wait().unwrap().code(), Some(0));
    assert!(verify(&alive).is_intact());
}

#[test]
fn a_run_that_nobody_could_log_in_again_for_is_continued_after_the_next_login() {
    let office = Office::open(Settings::default());
    let ended = Fault::SessionExpired(ExpiryShape::PageRedirect);
    office.portal.set_fault_at(ended, Turn::page(8));
    let ran = office.run();
    assert_eq!(ran.code, 24, "{ran:?}");
    let stopped = office.bundles().pop().unwrap();
    assert!(
        ran.stdout.contains("krok resume") || ran.stderr.contains("krok resume"),
        "{ran:?}"
    );
    let resumed = office.start(&["resume", stopped.to_str().unwrap(), "--yes"]);
    office.log_in_again();
    assert_eq!({ resumed }.wait().unwrap().code(), Some(0));
    assert_eq!(office.deviations(), [""; 0]);
    let mut saved = saves(&office);
    let all = saved.len();
    saved.sort();
    saved.dedup();
    assert_eq!(saved.len(), all, "no skrytka is saved twice");
}

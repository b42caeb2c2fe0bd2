//! Kills krok at every call by which it stores something, and continues from what each kill left: nothing that was
//! acknowledged is lost, nothing is done twice, and in the end the portal is as the instruction wants it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use krok::evidence::bundle::Bundle;
use krok::evidence::format::{Event as Told, SealState, Verdict};
use krok::evidence::left::Left;
use krok::evidence::recover::{RecoverError, recover};
use krok::evidence::verify::verify;
use mock_portal::{Event, OFFICE, SEKAP_SYSTEM, Settings, Skrytka, System, SystemSet};
use nix::errno::Errno;
use tempfile::TempDir;

use crate::support::office::{Office, Ran};
use crate::support::torture::{Part, tell};
use crate::support::tracer::{Call, Fate, trace};
use crate::systems::{self, AGREED, CONSENT, consent, deleted, prepared};

/// What a kill leaves: the evidence on disk, the marks of consents, and what the portal has stored.
struct Crash {
    evidence: TempDir,
    /// Name of the bundle that broke off.
    bundle: String,
    skrytki: Vec<Skrytka>,
    systems: Vec<System>,
    /// Writes that the portal had received.
    saved: usize,
}

/// Folders of an office that a crash is taken back to.
const KEPT: [&str; 2] = ["screenshots", "state/krok/consents"];

/// Copies a folder; files that are written once and never changed are linked.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &name);
        } else if path.extension().is_some_and(|ending| ending == "png") {
            fs::hard_link(&path, name).unwrap();
        } else {
            fs::copy(&path, name).unwrap();
        }
    }
}

/// Applies a plan under trace: what a kill at each line of its trail would leave.
fn crashes_of(office: &Office, apply: &[&str]) -> Vec<Crash> {
    let mut crashes = Vec::new();
    let mut last: Option<(u64, usize)> = None;
    let before = office.writes();
    let traced = trace(&mut office.command(apply), office.folder(), |_, call: &Call| {
        if call.name == "openat" || !call.path.ends_with("trail.ndjson") {
            return Fate::Goes;
        }
        let truth = office.portal.truth();
        let saved = office.writes() - before;
        let length = fs::metadata(&call.path).unwrap().len();
        // Between two lines of the trail nothing is decided: one kill stands for those within.
        if last != Some((length, saved)) {
            last = Some((length, saved));
            let evidence = tempfile::tempdir().unwrap();
            for kept in KEPT.iter().filter(|kept| office.folder().join(kept).exists()) {
                copy(&office.folder().join(kept), &evidence.path().join(kept));
            }
            crashes.push(Crash {
                bundle: call
                    .path
                    .parent()
                    .unwrap()
                    .file_name()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned(),
                evidence,
                skrytki: truth.state()[OFFICE].clone(),
                systems: truth.systems()[OFFICE].clone(),
                saved,
            });
        }
        Fate::Goes
    });
    assert_eq!(traced.status.code(), Some(0));
    crashes
}

/// What may go wrong twice after a crash: how much is stored, and what kinds of acts are open.
fn situation(crash: &Crash, bundle: &Bundle) -> String {
    let mut open = BTreeMap::new();
    for record in bundle.records() {
        match &record.event {
            Told::Intent(intent) if intent.effect == "write" || intent.effect == "destroy" => {
                open.insert(record.seq, intent.effect.clone());
            }
            Told::Outcome(outcome) => {
                open.remove(&outcome.intent);
            }
            _ => {}
        }
    }
    let systems = crash.systems.len();
    format!("{} {systems} {:?}", crash.saved, open.into_values().collect::<Vec<_>>())
}

/// Recovers what a crash left, and makes sure that nothing of it is lost.
fn recovered(crash: &Crash) -> Option<PathBuf> {
    let broken = crash.evidence.path().join("screenshots").join(&crash.bundle);
    let before = fs::read(broken.join("trail.ndjson")).unwrap();
    // Before its first line a run has done nothing, and there is nothing to recover.
    if before.is_empty() {
        return None;
    }
    recover(&broken).unwrap();
    let after = fs::read(broken.join("trail.ndjson")).unwrap();
    assert!(after.starts_with(&before), "acknowledged lines stay");
    let verification = verify(&broken);
    assert_eq!(verification.integrity, [], "{}", broken.display());
    // A run that told its end lacks nothing but the seal.
    let is_at_its_end = Bundle::open(&broken).unwrap().finished().is_some();
    assert!(verification.sealed && verification.is_complete() == is_at_its_end);
    Some(broken)
}

/// Everything that a trail tells the run that continues it, act for act, and what the portal holds.
fn situation_by_act(crash: &Crash, bundle: &Bundle) -> String {
    let left = Left::of(bundle.records());
    let steps = left.steps().map(|(path, step)| {
        let open: Vec<u64> = step
            .open
            .iter()
            .filter(|act| act.is_changing())
            .map(|act| act.seq)
            .collect();
        format!(
            "{path} {:?} {} {open:?} {:?} {:?}",
            step.status(),
            step.made,
            step.errand,
            step.thing
        )
    });
    let systems = crash.systems.len();
    format!("{} {systems} {:?}", crash.saved, steps.collect::<Vec<_>>())
}

/// Recovers crashes, and returns one for each situation in which a run can be left. `make torture` recovers every one, and
/// tells situations apart by every act, as far as they are of its part; the suite recovers every eighth.
fn situations(crashes: &[Crash]) -> BTreeMap<String, &Crash> {
    let part = Part::asked_for();
    let mut situations = BTreeMap::new();
    let mut points = 0;
    for crash in crashes.iter().step_by(if part.is_some() { 1 } else { 8 }) {
        points += 1;
        if let Some(broken) = recovered(crash) {
            let bundle = Bundle::open(&broken).unwrap();
            if bundle.seal().unwrap().state == SealState::Interrupted {
                let situation = if part.is_some() {
                    situation_by_act(crash, &bundle)
                } else {
                    situation(crash, &bundle)
                };
                situations.entry(situation).or_insert(crash);
            }
        }
    }
    let all = situations.len();
    if let Some(part) = part {
        let mut number = 0..;
        situations.retain(|_, _| number.next().is_some_and(|number| part.holds(number)));
    }
    tell(&format!(
        "{points} of {} points recovered and verified, which leave {all} situations; {} to be continued",
        crashes.len(),
        situations.len()
    ));
    situations
}

/// Takes portal and evidence back to a crash, and returns the bundle that broke off.
fn taken_back(office: &Office, crash: &Crash) -> PathBuf {
    for skrytka in &crash.skrytki {
        office
            .portal
            .arrange_skrytka(OFFICE, &skrytka.name, |stored| stored.clone_from(skrytka));
    }
    office
        .portal
        .arrange_systems(OFFICE, |systems| systems.clone_from(&crash.systems));
    for kept in KEPT {
        let folder = office.folder().join(kept);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        if crash.evidence.path().join(kept).exists() {
            copy(&crash.evidence.path().join(kept), &folder);
        }
    }
    office.folder().join("screenshots").join(&crash.bundle)
}

/// The run that was resumed came to its end, and its evidence is whole.
fn well_ended(office: &Office, situation: &str, ran: &Ran) {
    assert_eq!(ran.code, 0, "{situation}: {ran:?}");
    let last = office.last();
    assert!(
        matches!(last.finished().verdict, Verdict::Changed | Verdict::Unchanged),
        "{situation}"
    );
    let verification = verify(last.0.path());
    assert!(verification.is_intact() && verification.is_complete(), "{situation}");
}

#[test]
fn an_apply_killed_at_lines_all_over_its_trail_is_recovered_and_continued() {
    let office = Office::open(Settings::default());
    assert_eq!(office.plan().code, 0);
    let plan = office.bundles().pop().unwrap();
    let crashes = crashes_of(&office, &["apply", plan.to_str().unwrap(), "--yes"]);
    assert_eq!(office.deviations(), [""; 0]);
    assert!(crashes.len() > 200, "{} points", crashes.len());
    for (situation, crash) in situations(&crashes) {
        let broken = taken_back(&office, crash);
        let before = office.portal.truth().journal().len();
        let ran = office.krok(&["resume", broken.to_str().unwrap(), "--yes"]);
        well_ended(&office, &situation, &ran);
        assert_eq!(office.deviations(), [""; 0], "{situation}");
        let mut saves: BTreeMap<String, usize> = BTreeMap::new();
        for entry in &office.portal.truth().journal()[before..] {
            if let Event::Saved { skrytka, changes, .. } = &entry.event {
                assert!(!changes.is_empty(), "{situation}: {skrytka} is saved for nothing");
                *saves.entry(skrytka.clone()).or_default() += 1;
            }
        }
        assert!(saves.values().all(|times| *times == 1), "{situation}: {saves:?}");
        assert_eq!(
            saves.len() + crash.saved,
            2,
            "{situation}: each skrytka once, over both runs"
        );
    }
}

#[test]
fn a_deletion_killed_at_lines_all_over_its_trail_is_never_made_twice() {
    let office = prepared(SystemSet::OnlySekap);
    let plan = systems::plan(&office);
    let apply = ["apply", plan.to_str().unwrap(), "--yes"];
    let crashes = crashes_of(&office, &[&apply as &[&str], &AGREED].concat());
    for (number, (situation, crash)) in situations(&crashes).into_iter().enumerate() {
        let broken = taken_back(&office, crash);
        let before = deleted(&office).len();
        let resume = ["resume", broken.to_str().unwrap(), "--yes"];
        let is_there = crash.systems.iter().any(|system| system.name == SEKAP_SYSTEM);
        assert_eq!(crash.saved, usize::from(!is_there), "{situation}");
        let ran = if is_there {
            // Nobody agrees: nothing is deleted, whatever the run before was allowed to.
            let alone = office.krok(&resume);
            assert!([16, 19].contains(&alone.code), "{situation}: {alone:?}");
            assert_eq!(deleted(&office).len(), before, "{situation}");
            let fresh = format!("OR.{number}.2027");
            consent(&office, &CONSENT.replace("OR.1234.5.2026", &fresh));
            office.krok(&[&resume as &[&str], &AGREED].concat())
        } else {
            office.krok(&resume)
        };
        well_ended(&office, &situation, &ran);
        let again = deleted(&office).len() - before;
        assert_eq!(again + crash.saved, 1, "{situation}: deleted once, over both runs");
    }
}

#[test]
fn an_apply_whose_evidence_is_refused_at_any_call_clicks_no_more() {
    for errno in [Errno::ENOSPC, Errno::EIO] {
        let office = Office::open(Settings::default());
        assert_eq!(office.plan().code, 0);
        let plan = office.bundles().pop().unwrap();
        let apply = ["apply", plan.to_str().unwrap(), "--yes"];
        let mut asked = None;
        let traced = trace(&mut office.command(&apply), office.folder(), |number, call| {
            let is_it = call.name == "fdatasync" && call.path.ends_with("trail.ndjson") && number > 40;
            if asked.is_none() && is_it {
                asked = Some(office.portal.truth().requests());
                return Fate::Refused(errno);
            }
            Fate::Goes
        });
        assert_eq!(traced.status.code(), Some(50), "{errno}");
        let before = asked.unwrap();
        assert_eq!(
            office.portal.truth().requests().total,
            before.total,
            "{errno}: nothing is asked of the portal"
        );
        assert!(office.writes() <= 1);
    }
}

#[test]
fn a_recovery_killed_at_each_of_its_calls_is_taken_up_by_the_next() {
    let office = Office::open(Settings::default());
    assert_eq!(office.plan().code, 0);
    let plan = office.bundles().pop().unwrap();
    let apply = ["apply", plan.to_str().unwrap(), "--yes"];
    let traced = trace(&mut office.command(&apply), office.folder(), |_, call| {
        let is_saved = call.path.ends_with("trail.ndjson") && office.writes() == 1;
        if is_saved { Fate::Dies } else { Fate::Goes }
    });
    assert_eq!(traced.status.code(), None, "it was killed");
    let screenshots = office.folder().join("screenshots");
    let left = tempfile::tempdir().unwrap();
    copy(&screenshots, &left.path().join("screenshots"));
    let broken = office.bundles().pop().unwrap();
    let before = fs::read(broken.join("trail.ndjson")).unwrap();
    let resume = ["resume", broken.to_str().unwrap(), "--yes"];
    for fatal in 0.. {
        fs::remove_dir_all(&screenshots).unwrap();
        copy(&left.path().join("screenshots"), &screenshots);
        let mut died = false;
        let traced = trace(&mut office.command(&resume), &broken, |number, _| {
            if number == fatal {
                died = true;
                return Fate::Dies;
            }
            Fate::Goes
        });
        if !died {
            tell(&format!("{} calls of a recovery", traced.calls));
            assert_eq!(traced.status.code(), Some(0));
            break;
        }
        assert!(
            matches!(recover(&broken), Ok(_) | Err(RecoverError::Sealed(_))),
            "{fatal}"
        );
        assert_eq!(verify(&broken).integrity, [], "{fatal}");
        assert!(
            fs::read(broken.join("trail.ndjson")).unwrap().starts_with(&before),
            "{fatal}"
        );
    }
    assert_eq!(office.deviations(), [""; 0]);
}

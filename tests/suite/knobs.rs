//! Every fault of the practice portal at the requests of an apply. Whatever goes wrong, a run without anybody there ends
//! as the table of outcomes says, nothing is saved twice, no end is called good that is not, and once the fault is over
//! `krok resume` brings the portal where the instruction wants it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use krok::evidence::bundle::Bundle;
use krok::evidence::verify::verify;
use mock_portal::{Event, Fault, Knob, OFFICE, Skrytka, Turn};

use crate::support::forger::copy_folder;
use crate::support::office::{Office, Ran};
use crate::support::torture::{Part, tell};

/// What is expected of krok when a fault comes up.
struct Outcome {
    /// For a reader.
    does: &'static str,
    /// How an apply of the flagship may end without anybody there: exit code and reason. A fault that meets nothing on
    /// its way changes nothing; without an entry every run ends well.
    ends: &'static [(i32, &'static str)],
}

const UNKNOWN: (i32, &str) = (40, "write-unknown");

/// The one table of expected outcomes; docs/reliability.md shows it.
fn outcome(knob: Knob) -> Outcome {
    let (does, ends): (_, &[(i32, &str)]) = match knob {
        Knob::Latency => ("waits for the page, not for a time", &[]),
        Knob::Expiry => (
            "pauses until somebody has logged in, checks the entity, takes the step up again",
            &[(24, "session-lost"), UNKNOWN],
        ),
        Knob::LostField => (
            "reads what was stored, names the field, and saves nothing more",
            &[(36, "value-differs")],
        ),
        Knob::SecondTry => (
            "tells the portal's words; never tries a save again by itself",
            &[(37, "validation")],
        ),
        Knob::NoAnswer => (
            "pauses; a save is looked for before anything else is done",
            &[(22, "answer-missing"), (22, "page-silent"), UNKNOWN],
        ),
        Knob::ServerError => (
            "pauses; a save is looked for before anything else is done",
            &[(22, "page-silent"), (22, "server-error"), UNKNOWN],
        ),
        Knob::Works => (
            "pauses until the portal is back; a mere notice stops nothing",
            &[(22, "maintenance"), (22, "server-error"), UNKNOWN],
        ),
        Knob::Blocker => (
            "waits until the form is free, at most for the step's deadline",
            &[(34, "target-covered")],
        ),
        Knob::Redraw => ("finds the field afresh", &[]),
        Knob::ExtraConfirm => (
            "leaves a question that the runbook does not have unanswered by yes (41); the flagship is asked none",
            &[],
        ),
        Knob::ConfirmAbout => (
            "cancels a question about another object (41); the flagship is asked none",
            &[],
        ),
        Knob::ContextSwitch => (
            "stops before the next write; names both entities",
            &[(11, "entity-wrong")],
        ),
        Knob::Overlay => (
            "presses nothing through it; says what lies over the page",
            &[(34, "target-covered")],
        ),
        Knob::ShortGrowl => ("catches the message as it comes up", &[]),
        Knob::HiddenComplaint => (
            "the save is not confirmed: the fresh look decides, and nothing more is saved",
            &[(36, "value-differs"), (37, "validation")],
        ),
        Knob::TwinSave => (
            "presses neither of two buttons that read alike",
            &[(31, "target-ambiguous")],
        ),
        Knob::Reordering => ("knows rows by their key, not by their place", &[]),
        Knob::LateReads => (
            "an old state read after a save is no proof: says what differs",
            &[(36, "value-differs")],
        ),
        Knob::Typo => (
            "stops at a text that is not there",
            &[(30, "target-missing"), (35, "text-missing")],
        ),
        Knob::NoPermission => (
            "names the control that is absent, disabled or refuses",
            &[(30, "target-missing"), (33, "target-disabled"), (37, "validation")],
        ),
        Knob::PublishedCard => ("tells the portal's words; the flagship deletes no card", &[]),
        Knob::Otp => ("does not look at login pages at all", &[]),
        Knob::FixedFooter => ("brings the button into sight above the footer", &[]),
    };
    Outcome { does, ends }
}

/// An office with a plan that is applied again and again, each time from the same beginning.
struct Practice {
    office: Office,
    /// The folder of bundles as it is after the plan.
    planned: tempfile::TempDir,
    plan: PathBuf,
    skrytki: Vec<Skrytka>,
}

impl Practice {
    fn new() -> Self {
        let office = Office::of_one_skrytka();
        assert_eq!(office.plan().code, 0);
        let planned = tempfile::tempdir().unwrap();
        copy_folder(&office.folder().join("screenshots"), planned.path());
        Self {
            plan: office.last().0.path().to_owned(),
            skrytki: office.portal.truth().state()[OFFICE].clone(),
            planned,
            office,
        }
    }

    /// Takes portal and evidence back to the plan.
    fn begin(&self) {
        self.office.portal.clear_faults();
        self.office
            .portal
            .arrange_skrytki(OFFICE, |skrytki| skrytki.clone_from(&self.skrytki));
        let screenshots = self.office.folder().join("screenshots");
        fs::remove_dir_all(&screenshots).unwrap();
        copy_folder(self.planned.path(), &screenshots);
    }

    fn apply(&self) -> Ran {
        self.office.krok(&["apply", self.plan.to_str().unwrap(), "--yes"])
    }

    /// The first request of each step of an apply to which nothing happens, and the one after the last.
    fn steps(&self) -> Vec<usize> {
        self.begin();
        let made = || self.office.portal.truth().requests().total;
        let before = made();
        let mut command = self.office.command(&["apply", self.plan.to_str().unwrap(), "--yes"]);
        let mut krok = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        // krok tells of a step when it is over.
        let told = BufReader::new(krok.stderr.take().unwrap()).lines();
        let mut steps: Vec<usize> = told.map(|_| 1 + made() - before).collect();
        assert!(krok.wait().unwrap().success());
        steps.insert(0, 1);
        steps.dedup();
        steps
    }

    /// Applies with a fault at a request, and resumes once it is over; says whether it had to.
    fn suffers(&self, fault: &Fault, number: usize) -> bool {
        let told = format!("{fault:?} at request {number}");
        self.begin();
        let since = self.office.portal.truth().journal().len();
        let turn = Turn::request(u32::try_from(number).unwrap());
        self.office.portal.set_fault_at(fault.clone(), turn);
        let ran = self.apply();
        let bundle = self.office.bundles().pop().unwrap();
        assert!(verify(&bundle).is_intact(), "{told}");
        let is_over = ran.code == 0;
        if !is_over {
            let end = (ran.code, &*reason(&bundle));
            let knob = fault.knob().unwrap();
            assert!(outcome(knob).ends.contains(&end), "{told}: {ran:?}");
            self.office.portal.clear_faults();
            self.office.come_back();
            let resumed = self.office.krok(&["resume", bundle.to_str().unwrap(), "--yes"]);
            assert_eq!(resumed.code, 0, "{told}: {resumed:?}");
        }
        assert_eq!(self.office.deviations(), [""; 0], "{told}");
        assert!(verify(self.office.last().0.path()).is_complete(), "{told}");
        let mut saves: BTreeMap<String, usize> = BTreeMap::new();
        for entry in &self.office.portal.truth().journal()[since..] {
            if let Event::Saved { skrytka, changes, .. } = &entry.event {
                assert!(!changes.is_empty(), "{told}: {skrytka} is saved for nothing");
                *saves.entry(skrytka.clone()).or_default() += 1;
            }
        }
        // What was not stored the first time has to be stored a second time.
        let most = if matches!(fault, Fault::LostField(_)) { 2 } else { 1 };
        assert!(saves.values().all(|times| *times <= most), "{told}: {saves:?}");
        assert_eq!(saves.len(), self.skrytki.len(), "{told}: {saves:?}");
        !is_over
    }
}

fn reason(bundle: &Path) -> String {
    let bundle = Bundle::open(bundle).unwrap();
    let reason = bundle.finished().and_then(|finished| finished.reason.clone());
    reason.map_or_else(String::new, |reason| reason.code)
}

/// Where each fault comes up: in the suite every eighth at one request, spread over all; for `make torture` every fault in
/// every step, each at another of its requests.
fn placements(steps: &[usize]) -> Vec<(Fault, usize)> {
    let faults = Knob::ALL.into_iter().flat_map(Knob::faults).enumerate();
    let requests = steps[steps.len() - 1] - 1;
    let Some(part) = Part::asked_for() else {
        return faults
            .filter(|(index, _)| index % 8 == 1)
            .map(|(index, fault)| (fault, 1 + (index * 7) % requests))
            .collect();
    };
    let all = faults.flat_map(|(index, fault)| {
        let at = steps.windows(2).map(move |step| step[0] + index % (step[1] - step[0]));
        at.map(move |at| (fault.clone(), at))
    });
    let its = all.enumerate().filter(|(point, _)| part.holds(*point));
    its.map(|(_, placed)| placed).collect()
}

#[test]
fn a_fault_at_any_request_of_an_apply_saves_nothing_twice_and_can_be_resumed() {
    let practice = Practice::new();
    let steps = practice.steps();
    let placements = placements(&steps);
    let (next, resumed, wrong) = (AtomicUsize::new(0), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = |practice: &Practice| {
        loop {
            let at = next.fetch_add(1, Relaxed);
            let Some((fault, number)) = placements.get(at) else {
                break;
            };
            if at > 0 && at.is_multiple_of(20) {
                tell(&format!("{at} of {} faults tried", placements.len()));
            }
            let suffered = catch_unwind(AssertUnwindSafe(|| practice.suffers(fault, *number)));
            if let Ok(stopped) = suffered {
                resumed.fetch_add(usize::from(stopped), Relaxed);
            } else {
                wrong.lock().unwrap().push(format!("{fault:?} at request {number}"));
                practice.office.portal.clear_faults();
                practice.office.come_back();
            }
        }
    };
    // Many are tried in two browsers at once.
    thread::scope(|scope| {
        if Part::asked_for().is_some() {
            scope.spawn(|| work(&Practice::new()));
        }
        work(&practice);
    });
    let (count, resumed, wrong) = (placements.len(), resumed.into_inner(), wrong.into_inner().unwrap());
    tell(&format!(
        "{count} faults placed in {} steps of {} requests: {} overcome, {resumed} stopped and resumed, {} wrong",
        steps.len() - 1,
        steps[steps.len() - 1] - 1,
        count - resumed - wrong.len(),
        wrong.len(),
    ));
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn the_table_of_outcomes_is_the_documented_one() {
    let documented = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reliability.md");
    let documented = fs::read_to_string(documented).unwrap();
    let rows = Knob::ALL.into_iter().map(|knob| {
        let Outcome { does, ends } = outcome(knob);
        let ends: Vec<String> = ends.iter().map(|(code, reason)| format!("{code} `{reason}`")).collect();
        let ends = if ends.is_empty() {
            "0".to_owned()
        } else {
            ends.join(", ")
        };
        format!("| {} | {knob:?} | {does} | {ends} |\n", knob.number())
    });
    let table: String = rows.collect();
    assert!(documented.contains(&table), "docs/reliability.md lacks:\n{table}");
}

//! A disk that refuses, and a disk that loses its power: at each call by which a run stores something. Nothing is done on
//! the page after a refusal, nothing is done twice, and what was done stands in the evidence.
//!
//! The page is a form in a process of its own, so that each of its hundreds of runs takes a moment. What arrives at the page
//! it writes down outside the evidence: that is the oracle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::consent::{Claim, MarkPlace, Permission};
use krok::evidence::error::EvidenceError;
use krok::evidence::finding::Finding;
use krok::evidence::format::{Event, Mode, PlanReference, Reason, RunFinished, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::recover::{RecoverError, recover};
use krok::evidence::trail::Trail;
use krok::evidence::used;
use krok::evidence::verify::verify;
use krok::executor::{Assignment, Attention, NoAccount, Planned, Presence, carry_out};
use nix::errno::Errno;
use tempfile::TempDir;

use crate::executor::checked;
use crate::support::fake_page::FakePage;
use crate::support::forger::copy_folder;
use crate::support::office::{bundles_in, home, krok, run};
use crate::support::power::Disk;
use crate::support::records::{procedure, started};
use crate::support::torture::{Part, tell};
use crate::support::tracer::{Call, Fate, trace};

/// What a disk refuses with.
const REFUSALS: [Errno; 4] = [Errno::ENOSPC, Errno::EIO, Errno::EDQUOT, Errno::EROFS];
/// Where the run for the tracer works.
const FOLDER: &str = "KROK_RUN_FOR_THE_TRACER";
/// Acts that the run makes on the form, in order.
const ACTS: [&str; 4] = ["Edytuj", "Tryb = PULL", "Kolejka = 0", "Zapisz"];

const CONSENT: Permission<'static> = Permission {
    from: "Urząd Marszałkowski",
    about: "zmiana trybu",
    entity: "pzgliwice",
    number: "OR.1.2026",
    document: "aa",
};

/// A workplace, in memory where there is one.
struct Place {
    root: PathBuf,
    /// Whose end is the folder's; a run for the tracer works in that of somebody else.
    own: Option<TempDir>,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        for name in ["kept", "portal"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self {
            root: folder.path().to_owned(),
            own: Some(folder),
        }
    }

    fn copy(&self) -> Self {
        let copy = Self::new();
        fs::remove_dir(copy.kept()).unwrap();
        copy_folder(&self.kept(), &copy.kept());
        copy
    }

    /// What krok stores.
    fn kept(&self) -> PathBuf {
        self.root.join("kept")
    }

    /// The acts that have arrived at the page.
    fn acts(&self) -> Vec<String> {
        let text = fs::read_to_string(self.root.join("portal/acts")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// The form as the portal shows it now.
    fn page(&self) -> FakePage {
        let mut page = FakePage::new(None);
        if self.acts().iter().any(|act| act == "Zapisz") {
            page.stored = [("Tryb", "PULL"), ("Kolejka", "0")]
                .map(|(label, value)| (label.to_owned(), value.to_owned()))
                .into();
        }
        let journal = self.root.join("portal/acts");
        page.journal = Some(File::options().create(true).append(true).open(journal).unwrap());
        page
    }

    fn bundles(&self, mode: &str) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.kept().join(mode)) else {
            return Vec::new();
        };
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Makes a plan from what the portal shows.
    async fn plan(&self) -> (PathBuf, Planned) {
        let root = self.kept().join("plan");
        let (path, _) = walk(&mut self.page(), Assignment::Plan, &root).await.unwrap();
        let planned = planned(&path);
        (path, planned)
    }

    /// Carries a plan out as the command does.
    async fn apply(&self, path: &Path, planned: &Planned) -> Result<RunFinished, EvidenceError> {
        let name = RunName::new(Timestamp::now(), "proba", Mode::Apply, 1);
        used::mark(path, &name)?;
        let mark = MarkPlace::of(&self.kept().join("state/krok"), &CONSENT, true);
        assert_eq!(mark.claim("run", "x")?, Claim::Granted);
        let root = self.kept().join("apply");
        let (_, finished) = walk(&mut self.page(), Assignment::Apply(planned), &root).await?;
        Ok(finished)
    }
}

async fn walk(
    page: &mut FakePage,
    assignment: Assignment<'_>,
    root: &Path,
) -> Result<(PathBuf, RunFinished), EvidenceError> {
    let mode = match assignment {
        Assignment::Plan => Mode::Plan,
        Assignment::Apply(_) => Mode::Apply,
    };
    let checked = checked();
    let number = fs::read_dir(root).map_or(0, |entries| u16::try_from(entries.count()).unwrap());
    let name = RunName::new(Timestamp::now(), "proba", mode, number);
    let mut trail = Trail::create(root, &name)?;
    let runbook = trail.store_input("proba.toml", b"schema = 1\n")?;
    let portal = trail.store_input("portal.toml", b"schema = 1\n")?;
    trail.append(None, Event::RunStarted(started(&name, mode, [runbook, portal])))?;
    trail.commit()?;
    let procedure = procedure(&checked);
    let attention = Attention {
        listen: &mut |_, _| {},
        stop: &|| false,
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: Presence::Nobody,
        stamp: None,
    };
    let path = trail.path().to_owned();
    match carry_out(page, &mut trail, &procedure, assignment, attention).await {
        Ok(finished) => {
            trail.seal()?;
            Ok((path, finished))
        }
        Err(error) => {
            let finished = RunFinished {
                verdict: Verdict::Failed,
                reason: Some(Reason {
                    code: "evidence-failed".to_owned(),
                    values: [("said".to_owned(), error.to_string())].into(),
                }),
                counts: BTreeMap::new(),
                changes: 0,
                pictures: trail.pictures(),
            };
            // What gives up need not succeed.
            let _ = trail.give_up(vec![(None, Event::RunFinished(finished))]);
            Err(error)
        }
    }
}

/// The other tests of this module trace it in a process of its own, where another place is told.
#[test]
fn a_plan_is_carried_out_and_its_evidence_is_whole() {
    let place = match std::env::var_os(FOLDER) {
        None => Place::new(),
        Some(folder) => Place {
            root: PathBuf::from(folder),
            own: None,
        },
    };
    if place.own.is_some() {
        runtime().block_on(place.plan());
    }
    let plan = place.bundles("plan").remove(0);
    let told = match runtime().block_on(place.apply(&plan, &planned(&plan))) {
        Ok(finished) => format!("{:?}", finished.verdict),
        Err(error) => format!("refused: {error}"),
    };
    if place.own.is_some() {
        assert_eq!(told, "Changed");
        assert!(verify(&place.bundles("apply").remove(0)).is_complete());
    }
    fs::write(place.root.join("portal/ended"), told).unwrap();
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn planned(path: &Path) -> Planned {
    let read = Bundle::open(path).unwrap();
    let reference = PlanReference {
        run: read.started().unwrap().run.clone(),
        head: read.head().to_owned(),
    };
    Planned::of(read.records(), reference)
}

/// Carries the plan of a place out in a process of its own; each call that stores something is put to `at` first. Says how
/// it ended.
fn traced(place: &Place, at: impl FnMut(usize, &Call) -> Fate) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "disk::a_plan_is_carried_out_and_its_evidence_is_whole"])
        .env(FOLDER, &place.root);
    let traced = trace(&mut command, &place.kept(), at);
    assert_eq!(traced.status.code(), Some(0), "{}", traced.said);
    fs::read_to_string(place.root.join("portal/ended")).unwrap()
}

/// Names a call by what it means: the same for every picture, every run, and every line of one kind.
fn situation(call: &Call, root: &Path) -> String {
    let path = call.path.strip_prefix(root).unwrap_or(&call.path).to_string_lossy();
    let mut name: String = path
        .split('/')
        .map(|part| {
            let is_name = part.len() > 40 || part.starts_with(|c: char| c.is_ascii_digit());
            let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending);
            if is_name { format!("*{ending}") } else { part.to_owned() }
        })
        .collect::<Vec<_>>()
        .join("/");
    if call.name != "openat" && path.ends_with("trail.ndjson") {
        let text = fs::read_to_string(&call.path).unwrap();
        let line = text.lines().last().unwrap_or_default();
        let event = line.split_once("\"event\":{\"").map_or("", |(_, event)| event);
        let event = event.split('"').next().unwrap_or_default();
        name = format!("{name} after {event}");
    }
    format!("{} {name}", call.name)
}

/// A call of a run: of which kind, and how many of it come before. Two threads store, so their calls have no common order.
type Point = (String, usize);

/// Chooses calls: of each kind the first one; all of them if `make torture` asks for it.
fn chosen(calls: &[String]) -> Vec<Point> {
    let is_full = Part::asked_for().is_some();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = Vec::new();
    for call in calls {
        let before = counted.entry(call).or_default();
        if is_full || *before == 0 {
            points.push((call.clone(), *before));
        }
        *before += 1;
    }
    points
}

/// Closes what a run left, if it had begun, and makes sure that it is as it says.
fn closed(bundle: &Path, how: &str) {
    if !bundle.join("trail.ndjson").exists() {
        return;
    }
    match recover(bundle) {
        Ok(_) | Err(RecoverError::Sealed(_)) => {
            let verification = verify(bundle);
            let wrong: Vec<_> = verification.integrity.iter().collect();
            assert!(wrong.is_empty(), "{how}: {wrong:?}");
        }
        Err(RecoverError::Empty(_)) => {}
        Err(other) => panic!("{how}: {other:?}"),
    }
}

/// Makes a new plan and carries it out: whatever happened before, the form is saved once, over all runs.
fn continued(place: &Place, how: &str) {
    runtime().block_on(async {
        let (plan, planned) = place.plan().await;
        let name = RunName::new(Timestamp::now(), "proba", Mode::Apply, 2);
        used::mark(&plan, &name).unwrap();
        let root = place.kept().join("apply");
        let (bundle, finished) = walk(&mut place.page(), Assignment::Apply(&planned), &root)
            .await
            .unwrap();
        let is_well = matches!(finished.verdict, Verdict::Changed | Verdict::Unchanged);
        assert!(is_well, "{how}: {finished:?}");
        let verification = verify(&bundle);
        // A child that another test is just starting holds the lock of this run until it has become its own program.
        let mut lacks = verification
            .completeness
            .iter()
            .filter(|finding| **finding != Finding::StillWriting);
        assert!(
            verification.is_intact() && lacks.next().is_none(),
            "{how}: {verification:?}"
        );
    });
    let saves = place.acts().iter().filter(|act| *act == "Zapisz").count();
    assert_eq!(saves, 1, "{how}: saved once, over all runs");
}

#[test]
fn a_run_whose_disk_refuses_any_of_its_calls_does_nothing_more_and_says_what_to_do() {
    let base = Place::new();
    runtime().block_on(base.plan());
    let mut calls = Vec::new();
    let whole = base.copy();
    let ended = traced(&whole, |_, call| {
        calls.push(situation(call, &whole.kept()));
        Fate::Goes
    });
    assert_eq!(
        (ended.as_str(), whole.acts()),
        ("Changed", ACTS.map(str::to_owned).to_vec())
    );
    let chosen = chosen(&calls);
    let mut tolerated = BTreeSet::new();
    for (kind, before) in &chosen {
        for errno in REFUSALS {
            let place = base.copy();
            let how = format!("{errno} at {kind}, after {before}");
            let mut left = *before;
            let mut acts = None;
            let mut refused = PathBuf::new();
            let ended = traced(&place, |_, call| {
                if acts.is_none() && situation(call, &place.kept()) == *kind {
                    if left == 0 {
                        acts = Some(place.acts());
                        refused.clone_from(&call.path);
                        return Fate::Refused(errno);
                    }
                    left -= 1;
                }
                let is_again = acts.is_some() && call.path == refused && call.name.ends_with("sync");
                // The trail of a run that gives up takes its closing line.
                let closes = refused.is_dir() || refused.ends_with("trail.ndjson");
                assert!(!is_again || closes, "{how}: synced again");
                Fate::Goes
            });
            let acts = acts.unwrap_or_else(|| panic!("{how}: never came"));
            if ended.starts_with("refused: ") {
                assert_eq!(place.acts(), acts, "{how}: nothing is done on the page after it");
                assert!(ended.contains(place.kept().to_str().unwrap()), "{how}: {ended}");
                let is_full = [Errno::ENOSPC, Errno::EDQUOT].contains(&errno);
                assert_eq!(ended.contains("make room"), is_full, "{how}: {ended}");
            } else {
                tolerated.insert(kind.clone());
            }
            for bundle in place.bundles("apply") {
                closed(&bundle, &how);
            }
            continued(&place, &how);
        }
    }
    assert_eq!(tolerated, BTreeSet::new(), "a refusal that goes unheard");
    tell(&format!(
        "refused calls: {} points tried ({} calls of {} in a run, {} errors), 0 acts after a refusal, 0 double effects, 0 lost \
         acknowledged records, 0 wrong ok, {} continued to the wanted state",
        chosen.len() * REFUSALS.len(),
        chosen.len(),
        calls.len(),
        REFUSALS.len(),
        chosen.len() * REFUSALS.len(),
    ));
}

/// Acts that a trail holds the intent of, as they arrive at the page.
fn intended(bundle: &Bundle) -> usize {
    let intents = bundle.records().iter().filter(|record| match &record.event {
        Event::Intent(intent) => ["press", "fill"].contains(&intent.act.as_str()),
        _ => false,
    });
    intents.count()
}

#[test]
fn whenever_the_power_fails_what_was_done_on_the_page_stands_in_the_evidence() {
    let base = Place::new();
    runtime().block_on(base.plan());
    let place = base.copy();
    let mut disk = Disk::of(&place.kept());
    let mut states = 0;
    let mut seen = 0;
    let ended = traced(&place, |number, call| {
        disk.follow(call);
        let acts = place.acts();
        let is_fresh = std::mem::replace(&mut seen, acts.len()) != acts.len();
        if !(call.name.ends_with("sync") || is_fresh) {
            return Fate::Goes;
        }
        states += 1;
        let left = Place::new();
        fs::remove_dir(left.kept()).unwrap();
        disk.left(&left.kept());
        let how = format!(
            "power fails at {number}, {} after {acts:?}",
            situation(call, &place.kept())
        );
        for bundle in &left.bundles("apply") {
            closed(bundle, &how);
        }
        if !acts.is_empty() {
            let plan = left.bundles("plan").remove(0);
            assert!(used::is_used(&plan).unwrap(), "{how}: the plan counts as used");
            let mark = MarkPlace::of(&left.kept().join("state/krok"), &CONSENT, true);
            assert!(mark.read().unwrap().is_some(), "{how}: the consent counts as used");
            let bundles = left.bundles("apply");
            let bundle = bundles.first().unwrap_or_else(|| panic!("{how}: the bundle is lost"));
            let bundle = Bundle::open(bundle).unwrap_or_else(|error| panic!("{how}: the trail is lost: {error:?}"));
            let committed = acts.iter().filter(|act| *act != "Edytuj").count();
            assert!(intended(&bundle) >= committed, "{how}: an act without its intent");
        }
        Fate::Goes
    });
    assert_eq!(ended, "Changed");
    tell(&format!(
        "power failures: {states} points tried, 0 lost acknowledged records, 0 wrong ok"
    ));
}

#[test]
fn a_bundle_that_is_moved_or_removed_in_mid_run_stops_the_run() {
    let base = Place::new();
    runtime().block_on(base.plan());
    let mut calls = Vec::new();
    let whole = base.copy();
    traced(&whole, |_, call| {
        calls.push(situation(call, &whole.kept()));
        Fate::Goes
    });
    // The last syncs of a run are those of its seal, after which it stores nothing.
    let syncs: BTreeSet<&String> = calls
        .iter()
        .filter(|call| call.starts_with("fdatasync apply/*/trail.ndjson") && !call.ends_with("run-finished"))
        .collect();
    assert!(syncs.len() > 3, "{syncs:?}");
    let mut tried = 0;
    for kind in syncs {
        for is_back in [true, false] {
            let place = base.copy();
            let how = format!("at {kind}, put back {is_back}");
            let mut acts = None;
            let ended = traced(&place, |_, call| {
                if acts.is_none() && situation(call, &place.kept()) == *kind {
                    acts = Some(place.acts());
                    fs::rename(place.kept().join("apply"), place.root.join("elsewhere")).unwrap();
                }
                Fate::Goes
            });
            assert!(
                ended.contains("moved or removed") && ended.contains("trail.ndjson"),
                "{how}: {ended}"
            );
            assert_eq!(
                place.acts(),
                acts.unwrap(),
                "{how}: nothing is done on the page after it"
            );
            if is_back {
                fs::rename(place.root.join("elsewhere"), place.kept().join("apply")).unwrap();
                for bundle in place.bundles("apply") {
                    closed(&bundle, &how);
                }
            }
            continued(&place, &how);
            tried += 1;
        }
    }
    tell(&format!(
        "moved bundles: {tried} points tried, 0 acts afterwards, 0 double effects, {tried} continued to the wanted state"
    ));
}

const TALK: &str = r#"schema = 1
title  = "Rozmowa"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id          = "telefon"
manual      = "Zadzwonić do dostawcy."
attachments = "required"
"#;

/// Makes the folder of an operator who has a runbook in which only persons act.
fn talking() -> TempDir {
    let home = home("3s");
    let files = [
        ("runbooks/epuap/rozmowa.toml", TALK),
        (
            "odpowiedzi.toml",
            "telefon = { outcome = \"done\", by = \"Anna Nowak\", attachments = [\"notatka.txt\"] }\n",
        ),
        ("notatka.txt", "Dostawca wie.\n"),
    ];
    for (name, text) in files {
        fs::write(home.path().join(name), text).unwrap();
    }
    home
}

#[test]
fn a_command_whose_disk_refuses_any_of_its_calls_says_so_and_leaves_bundles_that_can_be_closed() {
    let begin = [
        "run",
        "runbooks/epuap/rozmowa.toml",
        "--answers",
        "odpowiedzi.toml",
        "--yes",
    ];
    let begin = [&begin as &[&str], &["--input", "podmiot=pzgliwice"]].concat();
    let mut calls = Vec::new();
    let home = talking();
    let whole = trace(&mut krok(&begin, home.path()), home.path(), |_, call| {
        calls.push(situation(call, home.path()));
        Fate::Goes
    });
    assert_eq!(whole.status.code(), Some(0), "{}", whole.said);
    let mut unheard = BTreeSet::new();
    let points = chosen(&calls);
    for ((kind, before), errno) in points.iter().zip(REFUSALS.iter().cycle()) {
        let how = format!("{errno} at {kind}, after {before}");
        let home = talking();
        let mut left = *before;
        let mut refused = None;
        let ran = trace(&mut krok(&begin, home.path()), home.path(), |_, call| {
            if refused.is_none() && situation(call, home.path()) == *kind {
                if left == 0 {
                    refused = Some(call.path.clone());
                    return Fate::Refused(*errno);
                }
                left -= 1;
            }
            Fate::Goes
        });
        let refused = refused.unwrap_or_else(|| panic!("{how}: never came"));
        match ran.status.code() {
            Some(50) => {
                assert!(ran.said.contains("nie można zapisać"), "{how}: {}", ran.said);
                let is_full = [Errno::ENOSPC, Errno::EDQUOT].contains(errno);
                assert_eq!(ran.said.contains("zwolnić miejsce"), is_full, "{how}: {}", ran.said);
            }
            // The run is whole without it: what stays behind is named, and no more comes of it.
            Some(0) if kind.starts_with("unlink state/krok/masks/") => {
                assert!(ran.said.contains("nie dało się go usunąć"), "{how}: {}", ran.said);
            }
            Some(0) => drop(unheard.insert(kind.clone())),
            other => panic!("{how}: {other:?}, {}: {}", refused.display(), ran.said),
        }
        for bundle in bundles_in(home.path()) {
            closed(&bundle, &how);
        }
        let again = run(&mut krok(&begin, home.path()));
        assert_eq!(again.code, 0, "{how}: {again:?}");
    }
    assert_eq!(unheard, BTreeSet::new(), "a refusal that goes unheard");
    tell(&format!(
        "refused calls of a command: {} points tried of {}, 0 wrong ok, {} done again to the end",
        points.len(),
        calls.len(),
        points.len()
    ));
}

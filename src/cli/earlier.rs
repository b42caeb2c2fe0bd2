//! Earlier runs on which a condition may rely: sealed, intact, complete, for the same entity at the same address. Of each
//! runbook the newest apply decides, whatever came of it: what was achieved once and failed since is not done.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, FileType};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::chain::sha256;
use crate::evidence::clock::Place;
use crate::evidence::format::{ErrandOutcome, Event, Mode, Portal, RunStarted, StepFinished, Verdict};
use crate::evidence::paths::TRAIL;
use crate::evidence::verify::verify;
use crate::executor::Earlier;
use crate::runbook::CheckedSeries;
use crate::runbook::model::{Asks, Condition};

use super::job::Job;

/// Where earlier runs are looked for, and where the portals are on which they must have worked.
#[derive(Clone, Copy)]
pub(super) struct Past<'p> {
    /// Folder below which bundles are.
    pub(super) root: &'p Path,
    /// Addresses of portals by name, beside that of the job itself.
    pub(super) portals: &'p BTreeMap<String, String>,
}

impl<'p> From<&'p Path> for Past<'p> {
    fn from(root: &'p Path) -> Self {
        static NO_OTHERS: BTreeMap<String, String> = BTreeMap::new();
        Self {
            root,
            portals: &NO_OTHERS,
        }
    }
}

/// Returns the runs of the past that conditions of the job ask for, the newest first.
///
/// A bundle that cannot be read is no run to rely on; `krok verify` says what is wrong with it.
pub(super) fn earlier(job: &Job, past: Past<'_>) -> Vec<Earlier> {
    let runbook = job.runbook();
    let steps = runbook.blocks.values().flat_map(|block| &block.steps);
    let of_steps = runbook.steps.iter().chain(steps);
    let of_steps = of_steps.flat_map(|step| step.when.iter().chain(&step.require));
    asked_for(job, job.entity(), past, of_steps.chain(&runbook.require))
}

/// Returns the runs of the past for an entity that these conditions ask for, the newest first.
pub(super) fn asked_for<'c>(
    job: &Job,
    entity: &str,
    past: Past<'_>,
    conditions: impl Iterator<Item = &'c Condition>,
) -> Vec<Earlier> {
    let wanted = Wanted {
        runbooks: named(conditions, &job.portal().name),
        entity,
        job,
        past,
    };
    if wanted.runbooks.is_empty() {
        return Vec::new();
    }
    let mut decided: BTreeSet<String> = BTreeSet::new();
    let mut earlier = Vec::new();
    for run in wanted.runs() {
        if decided.contains(&run.runbook) {
            continue;
        }
        let saying = run.saying();
        if run.mode == Mode::Apply && saying != Saying::Nothing {
            decided.insert(run.runbook.clone());
        }
        if saying == Saying::Done {
            earlier.push(run.told());
        }
    }
    earlier
}

/// Returns the newest run of the past that carried out exactly this job, if it achieved it and nothing new is said of it.
pub(super) fn same(job: &Job, past: Past<'_>) -> Option<String> {
    let wanted = Wanted {
        runbooks: BTreeSet::from([format!("{}/{}", job.portal().name, job.runbook().name)]),
        entity: job.entity(),
        job,
        past,
    };
    if !job.covered_inputs().is_empty() {
        // What a run did with values of which its bundle has no more than names cannot be held against other values.
        return None;
    }
    let inputs = job.told_inputs();
    let mut runs = wanted.runs().into_iter();
    let (newest, saying) = runs.find_map(|run| {
        let is_of_inputs = run.started()?.inputs == inputs;
        let saying = run.saying();
        (is_of_inputs && saying != Saying::Nothing).then_some((run, saying))
    })?;
    let file = sha256(job.runbook_file().text().as_bytes());
    let is_same = newest.started()?.runbook.file.sha256 == file;
    (is_same && saying == Saying::Done && job.answers().are_in(&newest.bundle)).then(|| newest.name())
}

/// What makes an earlier run one to look at.
struct Wanted<'w> {
    runbooks: BTreeSet<String>,
    entity: &'w str,
    job: &'w Job,
    past: Past<'w>,
}

/// An earlier run.
struct Run {
    /// Portal and name of its runbook.
    runbook: String,
    mode: Mode,
    place: Place,
    bundle: Bundle,
}

/// What a run says on whether its runbook is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saying {
    /// It is.
    Done,
    /// It is not: an apply was not achieved.
    NotDone,
    /// Nothing that can be relied on.
    Nothing,
}

/// Returns the runbooks that conditions name, each with its portal.
fn named<'c>(conditions: impl Iterator<Item = &'c Condition>, portal: &str) -> BTreeSet<String> {
    conditions
        .flat_map(|condition| match &condition.asks {
            Asks::Done { runbooks, .. } => runbooks.as_slice(),
            Asks::See(_) | Asks::NotSee(_) | Asks::Field { .. } | Asks::Value { .. } | Asks::Table { .. } => &[],
        })
        .map(|runbook| {
            if runbook.contains('/') {
                runbook.clone()
            } else {
                format!("{portal}/{runbook}")
            }
        })
        .collect()
}

/// Returns the folders of bundles, those of a series included.
pub(super) fn bundles(root: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        paths.filter(|path| is_own(path, FileType::is_dir)).collect()
    };
    let mut found = below(root);
    found.extend(found.clone().iter().flat_map(|folder| below(folder)));
    found.retain(|folder| is_own(&folder.join(TRAIL), FileType::is_file));
    found
}

/// Says whether the operator's own file or folder stands at a path: what others left there, or a link, is no evidence.
fn is_own(path: &Path, is_kind: impl Fn(&FileType) -> bool) -> bool {
    let own = rustix::process::geteuid().as_raw();
    let about = path.symlink_metadata();
    about.is_ok_and(|about| is_kind(&about.file_type()) && about.uid() == own)
}

impl Wanted<'_> {
    /// Returns the runs that are meant, the newest first.
    fn runs(&self) -> Vec<Run> {
        let folders = bundles(self.past.root);
        let mut runs: Vec<Run> = folders.iter().filter_map(|path| self.run(path)).collect();
        runs.sort_by(|one, other| other.place.cmp(&one.place));
        runs
    }

    fn run(&self, path: &Path) -> Option<Run> {
        let bundle = Bundle::open(path).ok()?;
        let place = Place::of(bundle.records().first()?)?;
        let started = bundle.started()?;
        let runbook = name(started);
        let is_meant = self.runbooks.contains(&runbook)
            && is_for(started, self.entity)
            && started.portal.practice == self.job.practice()
            && self.is_there(&started.portal);
        let mode = started.mode;
        is_meant.then_some(Run {
            runbook,
            mode,
            place,
            bundle,
        })
    }

    /// Says whether a run worked where the portal of that name is now: a test system may have a profile of the same name.
    /// A practice portal is at another port whenever it is started.
    fn is_there(&self, portal: &Portal) -> bool {
        if portal.practice {
            return true;
        }
        let own = self.job.portal();
        let address = if portal.name == own.name {
            Some(own.base.as_str())
        } else {
            self.past.portals.get(&portal.name).map(String::as_str)
        };
        address.is_none_or(|address| address == portal.base)
    }
}

impl Run {
    fn started(&self) -> Option<&RunStarted> {
        self.bundle.started()
    }

    fn name(&self) -> String {
        self.started().map(|started| started.run.clone()).unwrap_or_default()
    }

    /// Says what can be relied on: a plan that found something to do left everything as it was.
    fn saying(&self) -> Saying {
        let is_achieved = self.is_achieved();
        if self.mode == Mode::Plan && !is_achieved {
            return Saying::Nothing;
        }
        let verification = verify(self.bundle.path());
        if !verification.sealed || !verification.is_intact() {
            return Saying::Nothing;
        }
        match (is_achieved && verification.is_complete(), self.mode) {
            (true, _) => Saying::Done,
            (false, Mode::Apply) => Saying::NotDone,
            (false, Mode::Plan) => Saying::Nothing,
        }
    }

    /// Says whether all is as the runbook wants it: an apply came to its end, or a plan found nothing to do, and nothing
    /// was left open on the way.
    fn is_achieved(&self) -> bool {
        let verdict = self.bundle.finished().map(|finished| finished.verdict);
        let is_at_its_end = match (self.mode, verdict) {
            (Mode::Apply, Some(Verdict::Changed | Verdict::Unchanged)) | (Mode::Plan, Some(Verdict::Unchanged)) => true,
            (Mode::Apply | Mode::Plan, _) => false,
        };
        is_at_its_end && !self.bundle.records().iter().any(|record| leaves_open(&record.event))
    }

    fn told(&self) -> Earlier {
        Earlier {
            runbook: self.runbook.clone(),
            run: self.name(),
            head: self.bundle.head().to_owned(),
            answers: answers(&self.bundle),
        }
    }
}

/// Says whether something was left open: a person left it out, or nobody knew whether it was to be done.
fn leaves_open(event: &Event) -> bool {
    if let Event::Errand(errand) = event {
        let outcome = errand.report.as_ref().map(|report| report.outcome);
        return outcome == Some(ErrandOutcome::Skipped);
    }
    let Event::StepFinished(StepFinished { reason: Some(why), .. }) = event else {
        return false;
    };
    ["condition-unknown", "unknown-until-applied"].contains(&why.code.as_str())
}

/// Says whether a run was for an entity: it acted for it, or on somebody else's portal and named the office it was about.
fn is_for(started: &RunStarted, entity: &str) -> bool {
    let named = started.inputs.get(CheckedSeries::ENTITY);
    named.map_or(started.entity == entity, |named| named == entity)
}

fn name(started: &RunStarted) -> String {
    format!("{}/{}", started.portal.name, started.runbook.name)
}

/// Returns the answers that persons gave, by the path of the step.
fn answers(bundle: &Bundle) -> BTreeMap<String, String> {
    let answered = bundle.records().iter().filter_map(|record| {
        let Event::Errand(errand) = &record.event else {
            return None;
        };
        let answer = errand.report.as_ref()?.answer.clone()?;
        Some((record.step.clone()?, answer))
    });
    answered.collect()
}

//! Earlier runs on which a condition may rely: sealed, intact, complete, come to their end, for the same entity.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::chain::sha256;
use crate::evidence::format::{Event, Mode, RunStarted, Verdict};
use crate::evidence::verify::verify;
use crate::executor::Earlier;
use crate::runbook::model::{Asks, Condition};

use super::job::Job;

/// Returns the runs below a folder that conditions of the job ask for, the newest first.
///
/// A bundle that cannot be read is no run to rely on; `krok verify` says what is wrong with it.
pub(super) fn earlier(job: &Job, root: &Path) -> Vec<Earlier> {
    let runbook = job.runbook();
    let steps = runbook.blocks.values().flat_map(|block| &block.steps);
    let of_steps = runbook.steps.iter().chain(steps);
    let of_steps = of_steps.flat_map(|step| step.when.iter().chain(&step.require));
    asked_for(job, job.entity(), root, of_steps.chain(&runbook.require))
}

/// Returns the runs for an entity below a folder that these conditions ask for, the newest first.
pub(super) fn asked_for<'c>(
    job: &Job,
    entity: &str,
    root: &Path,
    conditions: impl Iterator<Item = &'c Condition>,
) -> Vec<Earlier> {
    let wanted = Wanted {
        runbooks: named(conditions, &job.portal().name),
        entity,
        practice: job.practice(),
    };
    if wanted.runbooks.is_empty() {
        return Vec::new();
    }
    let runs = bundles(root);
    let mut runs: Vec<Earlier> = runs.iter().filter_map(|path| wanted.earlier(path)).collect();
    // Names begin with the time.
    runs.sort_by(|one, other| other.run.cmp(&one.run));
    runs
}

/// Returns the newest run below a folder that carried out exactly this job, if there is one.
pub(super) fn same(job: &Job, root: &Path) -> Option<String> {
    let wanted = Wanted {
        runbooks: BTreeSet::from([format!("{}/{}", job.portal().name, job.runbook().name)]),
        entity: job.entity(),
        practice: job.practice(),
    };
    let file = sha256(job.runbook_file().text().as_bytes());
    let inputs = job.recorded_inputs();
    let same = bundles(root).into_iter().filter_map(|path| {
        let bundle = wanted.bundle(&path)?;
        let started = bundle.started()?;
        let is_same = started.runbook.file.sha256 == file && started.inputs == inputs;
        is_same.then(|| started.run.clone())
    });
    same.max()
}

/// What makes an earlier run one to rely on.
struct Wanted<'w> {
    runbooks: BTreeSet<String>,
    entity: &'w str,
    practice: bool,
}

/// Returns the runbooks that conditions name, each with its portal.
fn named<'c>(conditions: impl Iterator<Item = &'c Condition>, portal: &str) -> BTreeSet<String> {
    conditions
        .filter_map(|condition| match &condition.asks {
            Asks::Done { runbook, .. } if runbook.contains('/') => Some(runbook.clone()),
            Asks::Done { runbook, .. } => Some(format!("{portal}/{runbook}")),
            Asks::See(_) | Asks::NotSee(_) | Asks::Field { .. } | Asks::Value { .. } | Asks::Table { .. } => None,
        })
        .collect()
}

/// Returns the folders of bundles, those of a series included.
pub(super) fn bundles(root: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let mut found = Vec::new();
    for folder in below(root) {
        if folder.join("trail.ndjson").is_file() {
            found.push(folder);
        } else {
            found.extend(below(&folder));
        }
    }
    found
}

impl Wanted<'_> {
    /// Opens a bundle if its run is meant and can be relied on.
    fn bundle(&self, path: &Path) -> Option<Bundle> {
        let bundle = Bundle::open(path).ok()?;
        let started = bundle.started()?;
        let is_meant = self.runbooks.contains(&name(started))
            && started.entity == self.entity
            && started.portal.practice == self.practice
            && is_achieved(&bundle, started);
        if !is_meant {
            return None;
        }
        let verification = verify(path);
        let is_sound = verification.sealed && verification.is_intact() && verification.is_complete();
        is_sound.then_some(bundle)
    }

    fn earlier(&self, path: &Path) -> Option<Earlier> {
        let bundle = self.bundle(path)?;
        let started = bundle.started()?;
        Some(Earlier {
            runbook: name(started),
            run: started.run.clone(),
            head: bundle.head().to_owned(),
            answers: answers(&bundle),
        })
    }
}

fn name(started: &RunStarted) -> String {
    format!("{}/{}", started.portal.name, started.runbook.name)
}

/// Says whether the portal is as the runbook wants it: an apply came to its end, or a plan found nothing to do.
fn is_achieved(bundle: &Bundle, started: &RunStarted) -> bool {
    let verdict = bundle.finished().map(|finished| finished.verdict);
    match (started.mode, verdict) {
        (Mode::Apply, Some(Verdict::Changed | Verdict::Unchanged)) | (Mode::Plan, Some(Verdict::Unchanged)) => true,
        (Mode::Apply | Mode::Plan, _) => false,
    }
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

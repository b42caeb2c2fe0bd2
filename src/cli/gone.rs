//! Things that earlier runs for the same entity destroyed, by the proofs in their bundles.

use std::path::Path;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Destroying, Event, Mode};
use crate::evidence::verify::verify;
use crate::executor::{GoneBefore, GoneBy};
use crate::runbook::model::Action;

use super::earlier::bundles;
use super::job::Job;

/// Returns what runs below a folder proved to be gone, if the job destroys anything at all.
///
/// A run that failed later on has proved nothing less; one whose bundle is not sealed, intact and complete proves nothing.
pub(super) fn gone_before(job: &Job, root: &Path) -> Vec<GoneBefore> {
    let runbook = job.runbook();
    let of_blocks = runbook.blocks.values().flat_map(|block| &block.steps);
    let mut steps = runbook.steps.iter().chain(of_blocks);
    if !steps.any(|step| matches!(step.action, Action::Destroy(_))) {
        return Vec::new();
    }
    bundles(root).iter().flat_map(|path| proved(job, path)).collect()
}

fn proved(job: &Job, path: &Path) -> Vec<GoneBefore> {
    let Ok(bundle) = Bundle::open(path) else {
        return Vec::new();
    };
    let Some(started) = bundle.started() else {
        return Vec::new();
    };
    let is_meant = started.mode == Mode::Apply
        && started.portal.name == job.portal().name
        && started.portal.practice == job.practice()
        && (job.practice() || started.portal.base == job.portal().base.as_str())
        && started.entity == job.entity();
    if !is_meant {
        return Vec::new();
    }
    let proofs = bundle.records().iter().filter_map(|record| {
        let Event::Destroying(Destroying::Proved(proof)) = &record.event else {
            return None;
        };
        let gone = GoneBefore {
            row: proof.gone.clone(),
            run: started.run.clone(),
            by: GoneBy::Proof,
        };
        proof.is_gone.then_some(gone)
    });
    let proofs: Vec<GoneBefore> = proofs.collect();
    if proofs.is_empty() {
        return proofs;
    }
    let verification = verify(path);
    if verification.sealed && verification.is_intact() && verification.is_complete() {
        proofs
    } else {
        Vec::new()
    }
}

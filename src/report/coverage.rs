//! The points of the written instruction, and the steps that carry them out.

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{RunStarted, Verdict};

use super::journey::Stretch;
use super::shown::shown;
use super::steps::StepView;
use super::wording::Wording;

/// One point.
#[derive(Debug)]
pub(super) struct PointView {
    pub(super) point: String,
    pub(super) sentence: String,
    pub(super) steps: Vec<CitingStep>,
    /// Why no step of it came to its end; none if one did.
    pub(super) gap: Option<Gap>,
}

/// Why a point was not carried out.
#[derive(Debug)]
pub(super) struct Gap {
    pub(super) sign: &'static str,
    pub(super) class: &'static str,
    pub(super) words: &'static str,
}

/// A step that cites a point.
#[derive(Debug)]
pub(super) struct CitingStep {
    pub(super) anchor: String,
    pub(super) path: String,
    pub(super) status: &'static str,
}

/// Returns every point with its steps, in the order of the instruction.
pub(super) fn points(
    bundle: &Bundle,
    started: &RunStarted,
    stretches: &[Stretch],
    wording: &Wording,
) -> Vec<PointView> {
    let is_whole = came_to_its_end(bundle);
    let steps = || stretches.iter().flat_map(|stretch| &stretch.steps);
    let mut numbers: Vec<&String> = started.runbook.points.keys().collect();
    numbers.sort_by_key(|number| natural(number));
    numbers
        .into_iter()
        .map(|number| {
            let citing: Vec<&StepView> = steps().filter(|step| step.cited.contains(number)).collect();
            PointView {
                point: shown(number),
                sentence: started
                    .runbook
                    .points
                    .get(number)
                    .map(|text| shown(text))
                    .unwrap_or_default(),
                gap: gap(&citing, is_whole, wording),
                steps: citing
                    .into_iter()
                    .map(|step| CitingStep {
                        anchor: step.anchor.clone(),
                        path: step.path.clone(),
                        status: step.status_word,
                    })
                    .collect(),
            }
        })
        .collect()
}

fn gap(citing: &[&StepView], is_whole: bool, wording: &Wording) -> Option<Gap> {
    if citing.iter().any(|step| step.achieved) {
        return None;
    }
    let failed = |words| Gap {
        sign: "✗",
        class: "failed",
        words,
    };
    let skipped = |words| Gap {
        sign: "–",
        class: "blocked",
        words,
    };
    Some(if citing.iter().any(|step| !step.is_skipped) {
        failed(wording.not_achieved)
    } else if citing.is_empty() && is_whole {
        failed(wording.uncovered)
    } else {
        skipped(wording.not_reached)
    })
}

/// Says whether the run went through its whole runbook, so that a point without a step has none. A run that stopped may
/// never have come to the block with the point's steps.
fn came_to_its_end(bundle: &Bundle) -> bool {
    bundle.finished().is_some_and(|finished| match finished.verdict {
        Verdict::Unchanged | Verdict::ChangesPlanned | Verdict::Changed => true,
        Verdict::Blocked | Verdict::Failed | Verdict::Uncertain | Verdict::Interrupted => false,
    })
}

/// Orders `3.10` after `3.9`.
pub(super) fn natural(number: &str) -> Vec<(u64, String)> {
    number
        .split(['.', '/', '-'])
        .map(|part| (part.parse().unwrap_or(u64::MAX), part.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_in_the_order_of_the_instruction() {
        let mut numbers = ["3.10", "3.9", "3.9.1", "2", "3.2a", "3.9-uwaga"];
        numbers.sort_by_key(|number| natural(number));
        assert_eq!(numbers, ["2", "3.9", "3.9.1", "3.9-uwaga", "3.10", "3.2a"]);
    }
}

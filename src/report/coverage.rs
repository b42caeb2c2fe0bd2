//! The points of the written instruction, and the steps that carry them out.

use crate::evidence::format::RunStarted;

use super::journey::Stretch;
use super::shown::shown;
use super::steps::StepView;

/// One point.
#[derive(Debug)]
pub(super) struct PointView {
    pub(super) point: String,
    pub(super) sentence: String,
    pub(super) steps: Vec<CitingStep>,
    /// Whether one of the steps was carried out.
    pub(super) reached: bool,
}

/// A step that cites a point.
#[derive(Debug)]
pub(super) struct CitingStep {
    pub(super) anchor: String,
    pub(super) path: String,
    pub(super) status: &'static str,
}

/// Returns every point with its steps, in the order of the instruction.
pub(super) fn points(started: &RunStarted, stretches: &[Stretch]) -> Vec<PointView> {
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
                reached: citing.iter().any(|step| step.achieved),
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

/// Orders `3.10` after `3.9`.
fn natural(number: &str) -> Vec<(u64, String)> {
    number
        .split('.')
        .map(|part| (part.parse().unwrap_or(u64::MAX), part.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_in_the_order_of_the_instruction() {
        let mut numbers = ["3.10", "3.9", "3.9.1", "2", "3.2a"];
        numbers.sort_by_key(|number| natural(number));
        assert_eq!(numbers, ["2", "3.9", "3.9.1", "3.10", "3.2a"]);
    }
}

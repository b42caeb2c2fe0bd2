//! The choices by which a reader of the trail sees only some steps. Style sheets do it; there is no script.

use super::journey::Stretch;
use super::steps::StepView;
use super::wording::Wording;

/// A choice, with the number of steps that it shows.
#[derive(Debug)]
pub(super) struct FilterView {
    /// Second half of the id that `report.css` names.
    pub(super) id: &'static str,
    pub(super) words: &'static str,
    pub(super) count: usize,
}

/// Returns the choices in the order in which they are offered.
pub(super) fn filters(stretches: &[Stretch], w: &Wording) -> Vec<FilterView> {
    let all = [
        ("all", w.filter_all, (|_| true) as fn(&StepView) -> bool),
        ("change", w.filter_changed, |step| step.is_change),
        ("write", w.filter_write, |step| step.is_write),
        ("destroy", w.filter_destroy, |step| step.is_destructive),
        ("manual", w.filter_manual, |step| step.is_manual),
        ("trouble", w.filter_trouble, |step| step.is_trouble),
        ("gap", w.filter_gap, |step| step.is_gap),
    ];
    let steps = || stretches.iter().flat_map(|stretch| &stretch.steps);
    let view = |(id, words, is_shown): (_, _, fn(&StepView) -> bool)| FilterView {
        id,
        words,
        count: steps().filter(|step| is_shown(step)).count(),
    };
    all.into_iter().map(view).collect()
}

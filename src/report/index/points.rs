//! What of the instruction the bundles show to be carried out.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::format::{Mode, Verdict};
use crate::evidence::series::{Point, SeriesRun, StageState};
use crate::text::language::Language;

use super::Found;
use crate::report::coverage::natural;
use crate::report::groups::Groups;
use crate::report::journey::stretches;
use crate::report::shown::shown;
use crate::report::wording::Wording;

/// Which steps of which bundles reached which points. A bundle that is not intact and complete shows nothing.
pub(super) struct Reach {
    points: BTreeMap<String, Vec<Evidence>>,
}

/// A step that reached a point.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    pub(super) bundle: String,
    pub(super) runbook: String,
    pub(super) anchor: String,
    pub(super) path: String,
    /// Whether the portal is as the step wants it; otherwise a plan found what is to be done.
    is_carried: bool,
}

/// A chapter with its points.
#[derive(Debug)]
pub(super) struct ChapterView {
    pub(super) title: String,
    pub(super) points: Vec<PointView>,
}

/// A point.
#[derive(Debug)]
pub(super) struct PointView {
    pub(super) number: String,
    pub(super) says: String,
    pub(super) word: &'static str,
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) why: String,
    pub(super) steps: Vec<Evidence>,
    pub(super) is_carried: bool,
    pub(super) is_open: bool,
}

impl Reach {
    pub(super) fn of(run: &SeriesRun, found: &[Found], language: Language) -> Self {
        let mut reach = Self {
            points: BTreeMap::new(),
        };
        for found in found.iter().filter(|found| found.is_sound()) {
            reach.take_steps(found, language);
        }
        for stage in &run.stages {
            let StageState::Ran(names) = &stage.state else { continue };
            let last = names
                .last()
                .and_then(|last| found.iter().find(|found| found.name == *last));
            let Some(last) = last.filter(|last| last.is_sound() && is_achieved(last).is_some()) else {
                continue;
            };
            for point in &stage.cites {
                let evidence = Evidence {
                    bundle: last.name.clone(),
                    runbook: stage.runbook.clone(),
                    anchor: String::new(),
                    path: shown(&stage.path),
                    is_carried: is_achieved(last) == Some(true),
                };
                reach.points.entry(point.clone()).or_default().push(evidence);
            }
        }
        reach
    }

    fn take_steps(&mut self, found: &Found, language: Language) {
        let Ok(bundle) = &found.bundle else { return };
        let Some(started) = bundle.started() else { return };
        let Some(is_carried) = is_achieved(found).or((started.mode == Mode::Apply).then_some(true)) else {
            return;
        };
        let groups = Groups::of(bundle);
        let stretches = stretches(bundle, started, &groups, language);
        for step in stretches.iter().flat_map(|stretch| &stretch.steps) {
            for point in step.cited.iter().filter(|_| step.achieved) {
                let evidence = Evidence {
                    bundle: found.name.clone(),
                    runbook: format!("{}/{}", shown(&started.portal.name), shown(&started.runbook.name)),
                    anchor: step.anchor.clone(),
                    path: step.path.clone(),
                    is_carried,
                };
                self.points.entry(point.clone()).or_default().push(evidence);
            }
        }
    }

    /// Returns the points that a bundle reached, in the order of the instruction.
    pub(super) fn of_bundle(&self, name: &str) -> Vec<String> {
        let reached = self.points.iter();
        let reached = reached.filter(|(_, steps)| steps.iter().any(|step| step.bundle == name));
        let mut numbers: Vec<String> = reached.map(|(number, _)| shown(number)).collect();
        numbers.sort_by_key(|number| natural(number));
        numbers
    }

    /// Returns the steps that show most of a point: those of applies, or else those of plans; one of each path.
    fn steps(&self, number: &str) -> Vec<Evidence> {
        let all = self.points.get(number).map(Vec::as_slice).unwrap_or_default();
        let is_carried = all.iter().any(|step| step.is_carried);
        let mut seen = BTreeSet::new();
        // A later bundle of the same runbook says the same of the same step.
        let latest = all.iter().rev().filter(|step| step.is_carried == is_carried);
        let mut steps: Vec<Evidence> = latest
            .filter(|step| seen.insert((&step.runbook, &step.path)))
            .cloned()
            .collect();
        steps.reverse();
        steps
    }
}

/// Says whether the portal is as the runbook wants it; none if the run did not come to its end.
fn is_achieved(found: &Found) -> Option<bool> {
    let finished = found.bundle.as_ref().ok()?.finished()?;
    match finished.verdict {
        Verdict::Unchanged | Verdict::Changed => Some(true),
        Verdict::ChangesPlanned => Some(false),
        Verdict::Blocked | Verdict::Failed | Verdict::Uncertain | Verdict::Interrupted => None,
    }
}

/// Returns the chapters of the instruction.
pub(super) fn chapters(run: &SeriesRun, reach: &Reach, w: &'static Wording) -> Vec<ChapterView> {
    run.chapters
        .iter()
        .map(|chapter| ChapterView {
            title: shown(&chapter.title),
            points: chapter
                .points
                .iter()
                .map(|point| PointView::of(point, reach, w))
                .collect(),
        })
        .collect()
}

impl PointView {
    fn of(point: &Point, reach: &Reach, w: &'static Wording) -> Self {
        let steps = reach.steps(&point.number);
        let is_carried = steps.iter().any(|step| step.is_carried);
        let (word, class, sign) = match (steps.is_empty(), &point.nothing_to_do) {
            (false, _) if is_carried => (w.index_carried, "changed", "✓"),
            (false, _) => (w.index_planned, "would-change", "●"),
            (true, Some(_)) => (w.index_nothing, "skipped", "–"),
            (true, None) => (w.index_open, "blocked", "!"),
        };
        Self {
            number: shown(&point.number),
            says: shown(&point.says),
            word,
            class,
            sign,
            why: point
                .nothing_to_do
                .as_deref()
                .filter(|_| steps.is_empty())
                .map(shown)
                .unwrap_or_default(),
            is_carried,
            is_open: steps.is_empty() && point.nothing_to_do.is_none(),
            steps,
        }
    }
}

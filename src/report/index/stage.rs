//! One stage with its bundles.

use crate::evidence::format::{Mode, Reason, Verdict};
use crate::evidence::series::{StageRun, StageState};
use crate::text::language::Language;

use super::Found;
use super::points::Reach;
use crate::report::assessment::{Integrity, assess};
use crate::report::reasons::{self, ReasonWords};
use crate::report::shown::{moment, shown};
use crate::report::verdict::VerdictView;
use crate::report::wording::wording;

/// What a stage came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It came to its end.
    Done,
    /// It was left out on purpose.
    Skipped,
    /// Its plan found changes that were not made.
    Planned,
    /// Its turn has not come.
    Waiting,
    /// A condition did not hold.
    Blocked,
    /// It went wrong, or its bundle is not what it was.
    Failed,
}

/// One stage.
#[derive(Debug)]
pub(super) struct StageView {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) runbook: String,
    pub(super) portal: String,
    pub(super) standing: Standing,
    pub(super) word: &'static str,
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    /// Why it left no bundle.
    pub(super) reason: Option<ReasonWords>,
    pub(super) bundles: Vec<BundleView>,
}

/// One bundle.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct BundleView {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) mode: &'static str,
    pub(super) began: String,
    pub(super) sentence: String,
    pub(super) reason: Option<ReasonWords>,
    pub(super) is_complete: bool,
    pub(super) is_intact: bool,
    pub(super) is_altered: bool,
    pub(super) has_report: bool,
    /// What the number of fields is about.
    pub(super) fields: &'static str,
    pub(super) changes: u64,
    pub(super) pictures: u64,
    pub(super) points: String,
    pub(super) head: String,
}

impl Standing {
    /// Says whether nothing is left to do.
    pub(super) fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::Skipped)
    }

    fn of(stage: &StageRun, found: &[&Found]) -> Self {
        match &stage.state {
            StageState::Waiting => return Self::Waiting,
            StageState::Blocked(_) => return Self::Blocked,
            StageState::Skipped(_) => return Self::Skipped,
            StageState::Ran(_) => {}
        }
        let Some(last) = found.last().filter(|last| last.is_sound()) else {
            return Self::Failed;
        };
        let finished = last.bundle.as_ref().ok().and_then(|bundle| bundle.finished());
        match finished.map(|finished| finished.verdict) {
            Some(Verdict::Unchanged | Verdict::Changed) => Self::Done,
            Some(Verdict::ChangesPlanned) => Self::Planned,
            Some(Verdict::Blocked) => Self::Blocked,
            Some(Verdict::Failed | Verdict::Uncertain | Verdict::Interrupted) | None => Self::Failed,
        }
    }
}

impl StageView {
    pub(super) fn of(stage: &StageRun, found: &[Found], reach: &Reach, language: Language) -> Self {
        let w = wording(language);
        let names: &[String] = match &stage.state {
            StageState::Ran(names) => names,
            StageState::Waiting | StageState::Blocked(_) | StageState::Skipped(_) => &[],
        };
        let own: Vec<&Found> = found.iter().filter(|found| names.contains(&found.name)).collect();
        let standing = Standing::of(stage, &own);
        let (word, class, sign) = match standing {
            Standing::Done => (w.index_done, "changed", "✓"),
            Standing::Skipped => (w.index_skipped, "skipped", "–"),
            Standing::Planned => (w.index_planned, "would-change", "●"),
            Standing::Waiting => (w.index_waiting, "skipped", "–"),
            Standing::Blocked => (w.index_blocked, "blocked", "!"),
            Standing::Failed => (w.index_failed, "failed", "✗"),
        };
        Self {
            path: shown(&stage.path),
            title: shown(&stage.title),
            runbook: shown(&stage.runbook),
            portal: shown(&stage.portal),
            standing,
            word,
            class,
            sign,
            reason: why(&stage.state).map(|reason| reasons::words(reason, language)),
            bundles: own
                .into_iter()
                .map(|found| BundleView::of(found, reach, language))
                .collect(),
        }
    }
}

fn why(state: &StageState) -> Option<&Reason> {
    match state {
        StageState::Blocked(reason) | StageState::Skipped(reason) => Some(reason),
        StageState::Waiting | StageState::Ran(_) => None,
    }
}

impl BundleView {
    pub(super) fn of(found: &Found, reach: &Reach, language: Language) -> Self {
        let w = wording(language);
        let assessment = assess(&found.verification);
        let bundle = found.bundle.as_ref().ok();
        let started = bundle.and_then(|bundle| bundle.started());
        let finished = bundle.and_then(|bundle| bundle.finished());
        let verdict = bundle.map(|bundle| VerdictView::of(bundle, language));
        let (sentence, reason) = match verdict {
            Some(verdict) => (verdict.sentence, verdict.reason),
            None => (w.index_unreadable.to_owned(), None),
        };
        let (mode, fields) = match started.map(|started| started.mode) {
            Some(Mode::Apply) => (w.index_apply, w.index_changes_made),
            Some(Mode::Plan) => (w.index_plan, w.index_changes_planned),
            None => ("", w.index_changes_planned),
        };
        Self {
            name: found.name.clone(),
            title: started.map(|started| shown(&started.runbook.title)).unwrap_or_default(),
            mode,
            fields,
            began: bundle
                .and_then(|bundle| bundle.records().first())
                .map(|record| moment(&record.at))
                .unwrap_or_default(),
            sentence,
            reason,
            is_complete: assessment.gaps.is_empty(),
            is_intact: assessment.integrity == Integrity::Intact,
            is_altered: assessment.integrity == Integrity::Altered,
            has_report: bundle.is_some_and(|bundle| bundle.path().join("report.html").is_file()),
            changes: finished.map(|finished| finished.changes).unwrap_or_default(),
            pictures: finished.map(|finished| finished.pictures).unwrap_or_default(),
            points: reach.of_bundle(&found.name).join(", "),
            head: bundle.map(|bundle| bundle.head().to_owned()).unwrap_or_default(),
        }
    }
}

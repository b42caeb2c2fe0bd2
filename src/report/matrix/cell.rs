//! One institution and one runbook: how far it came, by the bundles that there are of it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::evidence::format::{Mode, Verdict};
use crate::report::assessment::Integrity;

use super::folder::{Facts, Folder};
use super::reviews::Review;
use super::usual::Oddity;

/// One institution and one runbook.
#[derive(Debug)]
pub struct Cell {
    /// Acting entity.
    pub entity: String,
    /// Whether it was the practice portal and not the real one.
    pub is_practice: bool,
    /// Short name of the portal.
    pub portal: String,
    /// Short name of the runbook.
    pub runbook: String,
    /// How far it came.
    pub standing: Standing,
    /// Changes that the newest plan found; none if there is no plan that came to its end.
    pub planned: Option<u64>,
    /// Changes that the newest apply made; none if there is no apply that came to its end.
    pub applied: Option<u64>,
    /// What verifying the bundles gave.
    pub checked: Checked,
    /// What reviewers say of the newest.
    pub review: Review,
    /// Gaps and signs of change in all its bundles.
    pub gaps: usize,
    /// In what it differs from the same runbook at most other institutions.
    pub oddities: Vec<Oddity>,
    /// Its bundles, oldest first, as places in the list of folders.
    pub bundles: Vec<usize>,
    /// The last of them.
    pub newest: usize,
}

/// How far an institution came with a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A plan found changes to be made.
    Planned,
    /// A plan found nothing to change.
    AsWanted,
    /// The changes were made.
    Applied,
    /// They were made, and a later plan finds others to be made.
    Drifted,
    /// A guard refused.
    Blocked,
    /// Something was not achieved.
    Failed,
    /// Nobody knows whether a write arrived.
    Uncertain,
    /// The run was stopped.
    Interrupted,
    /// The run broke off.
    BrokenOff,
    /// The newest bundle was changed: what it says is not to be relied on.
    Unknown,
}

/// What verifying the bundles of a cell gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Checked {
    /// The newest is intact and complete, and none was changed.
    Sound,
    /// The newest is intact and has gaps.
    Gaps,
    /// The newest was never sealed.
    Unsealed,
    /// One of them was changed.
    Altered,
}

impl Standing {
    /// Returns the word that machines read.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::AsWanted => "as-wanted",
            Self::Applied => "applied",
            Self::Drifted => "drifted",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
            Self::Interrupted => "interrupted",
            Self::BrokenOff => "broken-off",
            Self::Unknown => "unknown",
        }
    }

    /// Tells whether the portal is as the runbook wants it.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Applied | Self::AsWanted)
    }

    /// Tells whether something went wrong.
    pub fn is_trouble(self) -> bool {
        match self {
            Self::Planned | Self::AsWanted | Self::Applied => false,
            Self::Drifted
            | Self::Blocked
            | Self::Failed
            | Self::Uncertain
            | Self::Interrupted
            | Self::BrokenOff
            | Self::Unknown => true,
        }
    }
}

impl Checked {
    /// Returns the word that machines read.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sound => "intact",
            Self::Gaps => "gaps",
            Self::Unsealed => "unsealed",
            Self::Altered => "altered",
        }
    }
}

/// Sorts the bundles by institution and runbook.
pub(super) fn cells(folders: &[Folder]) -> Vec<Cell> {
    let mut sorted: BTreeMap<(bool, &str, &str, &str), Vec<usize>> = BTreeMap::new();
    for (index, folder) in folders.iter().enumerate() {
        if let Some(facts) = folder.facts() {
            let key = (
                facts.is_practice,
                facts.entity.as_str(),
                facts.portal.as_str(),
                facts.runbook.as_str(),
            );
            sorted.entry(key).or_default().push(index);
        }
    }
    sorted
        .into_values()
        .filter_map(|bundles| cell(in_order(bundles, folders), folders))
        .collect()
}

/// Puts bundles in the order of their runs. Within one folder that is their number; of two folders the one used last comes
/// last, and only the clock tells which.
fn in_order(bundles: Vec<usize>, folders: &[Folder]) -> Vec<usize> {
    let mut parents: BTreeMap<Option<&Path>, Vec<usize>> = BTreeMap::new();
    for index in bundles {
        let parent = folders.get(index).and_then(|folder| folder.path.parent());
        parents.entry(parent).or_default().push(index);
    }
    let facts = |index: &usize| folders.get(*index).and_then(Folder::facts);
    let mut groups: Vec<Vec<usize>> = parents.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|index| facts(index).and_then(|facts| facts.place.clone()));
    }
    groups.sort_by_key(|group| group.iter().filter_map(|index| facts(index)?.at).max());
    groups.concat()
}

fn cell(bundles: Vec<usize>, folders: &[Folder]) -> Option<Cell> {
    let all: Vec<&Facts> = bundles
        .iter()
        .filter_map(|index| folders.get(*index)?.facts())
        .collect();
    let (newest, last) = (*bundles.last()?, *all.last()?);
    let ended = |mode: Mode| all.iter().rev().find(|facts| facts.mode == mode && is_achieved(facts));
    let is_altered = all.iter().any(|facts| facts.integrity == Integrity::Altered);
    Some(Cell {
        entity: last.entity.clone(),
        is_practice: last.is_practice,
        portal: last.portal.clone(),
        runbook: last.runbook.clone(),
        standing: standing(last, ended(Mode::Apply).is_some()),
        planned: ended(Mode::Plan).map(|facts| facts.changes),
        applied: ended(Mode::Apply).map(|facts| facts.changes),
        checked: match last.integrity {
            _ if is_altered => Checked::Altered,
            Integrity::Altered => Checked::Altered,
            Integrity::Unsealed => Checked::Unsealed,
            Integrity::Intact if last.gaps > 0 => Checked::Gaps,
            Integrity::Intact => Checked::Sound,
        },
        review: last.review,
        gaps: all.iter().map(|facts| facts.signs + facts.gaps).sum(),
        oddities: Vec::new(),
        bundles,
        newest,
    })
}

/// Tells whether a run came to its end as it should, and its bundle can be believed.
fn is_achieved(facts: &Facts) -> bool {
    let has_ended = match facts.verdict {
        Some(Verdict::Unchanged | Verdict::ChangesPlanned | Verdict::Changed) => true,
        Some(Verdict::Blocked | Verdict::Failed | Verdict::Uncertain | Verdict::Interrupted) | None => false,
    };
    has_ended && facts.integrity == Integrity::Intact
}

fn standing(last: &Facts, was_applied: bool) -> Standing {
    if last.integrity == Integrity::Altered {
        return Standing::Unknown;
    }
    match (last.verdict, last.mode) {
        (None, _) => Standing::BrokenOff,
        (Some(Verdict::Blocked), _) => Standing::Blocked,
        (Some(Verdict::Failed), _) => Standing::Failed,
        (Some(Verdict::Uncertain), _) => Standing::Uncertain,
        (Some(Verdict::Interrupted), _) => Standing::Interrupted,
        (Some(Verdict::Changed | Verdict::Unchanged), Mode::Apply) => Standing::Applied,
        (Some(Verdict::Changed | Verdict::Unchanged), Mode::Plan) if was_applied => Standing::Applied,
        (Some(Verdict::Changed | Verdict::Unchanged), Mode::Plan) => Standing::AsWanted,
        (Some(Verdict::ChangesPlanned), _) if was_applied => Standing::Drifted,
        (Some(Verdict::ChangesPlanned), _) => Standing::Planned,
    }
}

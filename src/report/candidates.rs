//! What an ambiguous target could have meant: every candidate boxed and numbered in the picture of that state.

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Candidates, Event};
use crate::text::language::Language;

use super::acts::TargetView;
use super::journey::RawStep;
use super::pictures::PictureView;
use super::shown::shown;
use super::wording::wording;

/// Candidates that are shown; a page may have one in each of a thousand rows.
const SHOWN: usize = 60;

/// The candidates of one target.
#[derive(Debug)]
pub(super) struct CandidatesView {
    pub(super) label: String,
    pub(super) targets: Vec<CandidateView>,
    /// How many more the trail has.
    pub(super) more: usize,
    pub(super) picture: Option<PictureView>,
}

/// One candidate.
#[derive(Debug)]
pub(super) struct CandidateView {
    pub(super) target: TargetView,
    /// Whether the picture does not show it.
    pub(super) is_outside: bool,
}

impl CandidatesView {
    /// Returns all of a step.
    pub(super) fn all(raw: &RawStep<'_>, bundle: &Bundle, language: Language) -> Vec<Self> {
        let candidates = raw.records.iter().filter_map(|record| {
            if let Event::Candidates(candidates) = &record.event {
                Some(candidates)
            } else {
                None
            }
        });
        candidates.map(|each| Self::of(each, bundle, language)).collect()
    }

    fn of(candidates: &Candidates, bundle: &Bundle, language: Language) -> Self {
        let label = shown(&candidates.label);
        let targets = candidates.targets.get(..SHOWN).unwrap_or(&candidates.targets);
        let alt = format!("{} {label}", wording(language).candidates);
        let observed = candidates.observed.and_then(|seq| bundle.observed(seq));
        let picture = observed.map(|observed| PictureView::numbered(observed, alt, targets));
        let view = |(target, number)| CandidateView {
            target: TargetView::of(target, language),
            is_outside: picture.as_ref().is_some_and(|picture| !picture.shows(number)),
        };
        Self {
            targets: targets.iter().zip(1..).map(view).collect(),
            picture,
            more: candidates.targets.len().saturating_sub(SHOWN),
            label,
        }
    }
}

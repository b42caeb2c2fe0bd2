//! How much is covered: on one picture, and in the whole run.

use std::collections::BTreeMap;

use crate::evidence::format::{Event, Mask, Record};

use super::shown::shown;
use super::wording::Wording;

/// Rules that are counted apart; no run has more.
const MOST: usize = 12;

/// What is covered, by the word of its rule.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered(BTreeMap<String, usize>);

impl Covered {
    /// Counts the boxes of a picture.
    pub(super) fn of_picture(masks: &[Mask]) -> Self {
        Self::counted(masks.iter().map(|mask| mask.rule.as_str()))
    }

    /// Counts the values that a run has covered anywhere, each once.
    pub(super) fn of_run(records: &[Record]) -> Self {
        Self::counted(records.iter().filter_map(|record| {
            let Event::Masked(masked) = &record.event else {
                return None;
            };
            Some(masked.rule.as_str())
        }))
    }

    fn counted<'r>(rules: impl Iterator<Item = &'r str>) -> Self {
        let mut counts = BTreeMap::new();
        for rule in rules {
            *counts.entry(rule.to_owned()).or_default() += 1;
        }
        Self(counts)
    }

    /// Says it in words; none if nothing is covered.
    pub(super) fn told(&self, wording: &Wording) -> Option<String> {
        let told: Vec<String> = self
            .0
            .iter()
            .take(MOST)
            .map(|(rule, count)| format!("{count}× {}", word(rule, wording)))
            .collect();
        (!told.is_empty()).then(|| told.join(", "))
    }
}

fn word(rule: &str, wording: &Wording) -> String {
    match rule {
        "pesel" => wording.covered_pesel.to_owned(),
        "iban" => wording.covered_iban.to_owned(),
        "e-mail" => wording.covered_email.to_owned(),
        "phone" => wording.covered_phone.to_owned(),
        "name" => wording.covered_name.to_owned(),
        other => shown(other),
    }
}

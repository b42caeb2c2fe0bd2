//! What is covered: on one picture each box, and in the whole run how much.

use std::collections::BTreeMap;

use crate::evidence::format::{Event, Mask, Record, Rectangle};

use super::shown::shown;
use super::wording::Wording;

/// Rules that are counted apart; no run has more.
const MOST: usize = 12;

/// What is covered, by the word of its rule.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered(BTreeMap<String, usize>);

/// Boxes of one picture that are listed; no page has more.
const MOST_BOXES: usize = 500;

/// A box on a picture.
#[derive(Clone, Debug)]
pub(super) struct Boxed {
    /// The name written on it.
    pub(super) name: String,
    rule: String,
    /// Where it lies, in pixels from the picture's top left corner.
    pub(super) area: String,
}

impl Boxed {
    /// Lists the boxes of a picture, in the order in which they were laid.
    pub(super) fn of_picture(masks: &[Mask]) -> Vec<Self> {
        let boxes = masks.iter().take(MOST_BOXES).map(|mask| {
            let Rectangle { x, y, width, height } = mask.area;
            Self {
                name: shown(&mask.name),
                rule: mask.rule.clone(),
                area: format!("x {x:.0}, y {y:.0}, {width:.0} × {height:.0}"),
            }
        });
        boxes.collect()
    }

    /// Says why it was laid.
    pub(super) fn rule(&self, wording: &Wording) -> String {
        word(&self.rule, wording)
    }
}

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
        "field" => wording.covered_field.to_owned(),
        "region" => wording.covered_region.to_owned(),
        other => shown(other),
    }
}

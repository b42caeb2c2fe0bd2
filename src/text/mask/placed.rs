//! What a page script asks of fields and parts of a page, and what is known of it.

use std::collections::BTreeMap;

use super::{Masking, Rule, Rules};

/// Names and values of which it is kept what is known; a page with more is asked about anew.
const KEPT: usize = 5000;

/// Fields and parts of a page of which nothing is known yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// Labels of fields.
    pub labels: Vec<String>,
    /// Names of parts.
    pub places: Vec<String>,
    /// What stands in those that are covered.
    pub values: Vec<Held>,
}

/// What stands in a covered field or part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Why it is covered.
    pub rule: Rule,
    /// The value.
    pub text: String,
    /// Whether it is covered wherever else it stands.
    pub spreads: bool,
}

/// The mask of a whole field or part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Why it is covered.
    pub rule: Rule,
    /// The name of its mask.
    pub name: String,
}

/// What is known of fields and parts of pages.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Labels of fields, and whether such a field is covered.
    pub labels: BTreeMap<String, bool>,
    /// Names of parts, and whether such a part is covered.
    pub places: BTreeMap<String, bool>,
    /// Values of covered ones; none for an empty one, of which there is nothing to cover.
    pub values: BTreeMap<Held, Option<Whole>>,
}

impl Placed {
    /// Says what is covered, by the label of a field or the name of a part.
    pub(super) fn judge(&mut self, rules: &Rules, labels: Vec<String>, places: Vec<String>) {
        if self.labels.len() + self.places.len() + labels.len() + places.len() > KEPT {
            self.labels.clear();
            self.places.clear();
        }
        self.labels.extend(labels.into_iter().map(|label| {
            let is_covered = rules.covers_field(&label);
            (label, is_covered)
        }));
        self.places.extend(places.into_iter().map(|place| {
            let is_covered = rules.covers_place(&place);
            (place, is_covered)
        }));
    }
}

impl Masking {
    /// Finds out what of a page is covered for its place, and keeps it for the next picture.
    pub fn judge_places(&mut self, unplaced: Unplaced) {
        let rules = self.rules().clone();
        self.placed.judge(&rules, unplaced.labels, unplaced.places);
        if self.placed.values.len() + unplaced.values.len() > KEPT {
            self.placed.values.clear();
        }
        for held in unplaced.values {
            if held.spreads {
                self.learn(&held.text);
            }
            let whole = self.whole(held.rule, &held.text);
            self.placed.values.insert(held, whole);
        }
    }

    /// Returns what is known of fields and parts of pages.
    pub fn placed(&self) -> &Placed {
        &self.placed
    }
}

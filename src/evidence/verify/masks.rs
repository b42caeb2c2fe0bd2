//! Whether what is covered in pictures was announced: a box bears a name that the trail has told before, with its rule.

use std::collections::BTreeSet;

use crate::evidence::finding::Finding;
use crate::evidence::format::{Event, Record};

/// Checks the pictures of a run, each against what was told before it.
pub(super) fn check(records: &[&Record], findings: &mut Vec<Finding>) {
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for record in records {
        if let Event::Masked(masked) = &record.event {
            told.insert((&masked.rule, &masked.name));
        } else if let Event::Observed(observed) = &record.event {
            let is_told = |(rule, name): (&str, &str)| told.contains(&(rule, name));
            let masks = &observed.picture.masks;
            if !masks.iter().all(|mask| is_told((&mask.rule, &mask.name))) {
                findings.push(Finding::MaskUntold(record.seq));
            }
        }
    }
}

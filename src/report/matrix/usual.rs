//! What is usual: in what an institution differs from most others that have the same runbook.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::format::Status;
use crate::report::words::status;
use crate::text::language::Language;

use super::cell::{Cell, Standing};
use super::folder::{Facts, Folder};
use super::words::wording;

/// Fewer institutions than this have nothing usual.
const FEWEST: usize = 3;

/// Steps that are named; the reports have them all.
const STEPS: usize = 5;

/// In what a cell differs from most others of its runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// It came further, or less far.
    Standing(Standing),
    /// Another version of the runbook was carried out.
    Version,
    /// Steps ended otherwise, each with how in words.
    Steps(Vec<String>),
}

/// Marks the cells that differ from more than half of those of the same runbook on the same kind of portal.
pub(super) fn mark(cells: &mut [Cell], folders: &[Folder], language: Language) {
    let mut columns: BTreeMap<(bool, String, String), Vec<usize>> = BTreeMap::new();
    for (index, cell) in cells.iter().enumerate() {
        let key = (cell.is_practice, cell.portal.clone(), cell.runbook.clone());
        columns.entry(key).or_default().push(index);
    }
    for column in columns.into_values().filter(|column| column.len() >= FEWEST) {
        let facts: Vec<(usize, Standing, &Facts)> = column
            .iter()
            .filter_map(|index| {
                let cell = cells.get(*index)?;
                Some((*index, cell.standing, folders.get(cell.newest)?.facts()?))
            })
            .collect();
        let found = oddities(&facts, language);
        for (index, oddities) in found {
            if let Some(cell) = cells.get_mut(index) {
                cell.oddities = oddities;
            }
        }
    }
}

fn oddities(column: &[(usize, Standing, &Facts)], language: Language) -> Vec<(usize, Vec<Oddity>)> {
    let standing = most(column.iter().map(|(_, standing, _)| *standing));
    let version = most(column.iter().map(|(_, _, facts)| facts.version.as_str()));
    let paths: BTreeSet<&String> = column.iter().flat_map(|(_, _, facts)| facts.steps.keys()).collect();
    let usual: Vec<(&String, Option<&BTreeSet<Status>>)> = paths
        .into_iter()
        .filter_map(|path| Some((path, most(column.iter().map(|(_, _, facts)| facts.steps.get(path)))?)))
        .collect();
    column
        .iter()
        .map(|(index, own, facts)| {
            let mut found = Vec::new();
            found.extend(standing.filter(|usual| usual != own).map(Oddity::Standing));
            found.extend(version.filter(|usual| *usual != facts.version).map(|_| Oddity::Version));
            let steps: Vec<String> = usual
                .iter()
                .filter(|(path, usual)| facts.steps.get(*path) != *usual)
                .take(STEPS)
                .map(|(path, _)| format!("{path} ({})", ended(facts.steps.get(*path), language)))
                .collect();
            if !steps.is_empty() {
                found.push(Oddity::Steps(steps));
            }
            (*index, found)
        })
        .collect()
}

/// Returns what more than half have; none if no one thing is.
fn most<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    let mut total = 0;
    for each in all {
        total += 1;
        *counts.entry(each).or_default() += 1;
    }
    counts
        .into_iter()
        .find(|(_, count)| count * 2 > total)
        .map(|(usual, _)| usual)
}

fn ended(statuses: Option<&BTreeSet<Status>>, language: Language) -> String {
    match statuses {
        None => wording(language).no_step.to_owned(),
        Some(statuses) => statuses
            .iter()
            .map(|each| status(*each, language))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_is_what_more_than_half_have() {
        assert_eq!(most([1, 1, 2].into_iter()), Some(1));
        assert_eq!(most([1, 1, 2, 2].into_iter()), None);
        assert_eq!(most([0; 0].into_iter()), None);
    }
}

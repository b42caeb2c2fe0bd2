//! Which deed belongs to which point of the instruction: the one, of those that its step cites, that names it.

use std::collections::BTreeMap;

use crate::evidence::format::RunStarted;
use crate::report::coverage::natural;
use crate::report::shown::shown;

use super::Planned;
use super::deeds::Deed;

/// A point of the instruction with what is done about it.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) number: String,
    pub(super) sentence: String,
    pub(super) deeds: Vec<Deed>,
    /// Whether no step of the runbook carries it out.
    pub(super) is_uncovered: bool,
}

/// Sorts the deeds by points, in the order of the instruction; those of steps that cite none come apart.
pub(super) fn sorted(started: &RunStarted, deeds: Vec<Deed>, steps: &[Planned]) -> (Vec<Point>, Vec<Deed>) {
    let sentences = &started.runbook.points;
    let mut by_point: BTreeMap<String, Vec<Deed>> = BTreeMap::new();
    let mut others = Vec::new();
    let mut current: Option<(Vec<String>, String)> = None;
    for deed in deeds {
        let mut cited: Vec<&String> = deed
            .cites
            .iter()
            .filter(|point| sentences.contains_key(*point))
            .collect();
        cited.sort_by_key(|point| natural(point));
        let Some(first) = cited.first() else {
            others.push(deed);
            continue;
        };
        // What no sentence names follows what was done before it in the same step.
        let before = current
            .as_ref()
            .filter(|(cites, _)| *cites == deed.cites)
            .map(|(_, point)| point.clone());
        let named = naming(&cited, sentences, &deed);
        let point = named.or(before).unwrap_or_else(|| (*first).clone());
        current = Some((deed.cites.clone(), point.clone()));
        by_point.entry(point).or_default().push(deed);
    }
    let mut numbers: Vec<&String> = sentences.keys().collect();
    numbers.sort_by_key(|number| natural(number));
    let points = numbers
        .into_iter()
        .map(|number| Point {
            number: shown(number),
            sentence: sentences.get(number).map(|text| shown(text)).unwrap_or_default(),
            deeds: by_point.remove(number).unwrap_or_default(),
            is_uncovered: !steps.iter().any(|step| step.cites.contains(number)),
        })
        .collect();
    (points, others)
}

/// Returns the first of the points that names most of a deed: its label, its value.
fn naming(cited: &[&String], sentences: &BTreeMap<String, String>, deed: &Deed) -> Option<String> {
    let label = bare(&deed.label);
    let value = bare(&deed.value);
    let score = |point: &String| {
        let sentence = sentences.get(point).map(|text| bare(text)).unwrap_or_default();
        let has = |text: &String| usize::from(!text.is_empty() && sentence.contains(text.as_str()));
        match has(&label) {
            0 => 0,
            named => named + has(&value),
        }
    };
    let mut best: Option<(usize, &String)> = None;
    for point in cited {
        let score = score(point);
        if score > best.map_or(0, |(most, _)| most) {
            best = Some((score, point));
        }
    }
    best.map(|(_, point)| point.clone())
}

/// Returns a text without case and without the marks that portals put after labels.
fn bare(text: &str) -> String {
    let marks = |letter: char| letter.is_whitespace() || matches!(letter, ':' | '*' | '▼' | '▾' | '…');
    text.trim_matches(marks).to_lowercase()
}

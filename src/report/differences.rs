//! What each act changed on the page: areas of the picture after it, and lines of the page's text.

use std::collections::BTreeMap;

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Mask};

use super::acts::ActView;
use super::difference::{Area, Difference, difference};
use super::journey::Stretch;
use super::raster::pixels;
use super::shown::shown;

/// Lines of a page's text that are compared; longer ones belong to no portal.
const LINES: usize = 3000;
/// Lines that are shown of one act; both texts are there after a click.
const SHOWN: usize = 12;

/// What an act changed.
#[derive(Debug)]
pub(super) struct DifferenceView {
    /// Of the picture; none if one of the two cannot be read.
    pub(super) picture: Option<Difference>,
    pub(super) lines: Vec<LineView>,
    /// Lines that are not shown.
    pub(super) more: usize,
}

/// A line that only one of the two texts has.
#[derive(Debug)]
pub(super) struct LineView {
    pub(super) is_new: bool,
    pub(super) text: String,
}

/// Paths of the picture before and the picture after.
type Pair = (String, String);

/// Marks in each act what it changed.
pub(super) fn mark(stretches: &mut [Stretch], bundle: &Bundle) {
    let acts = || {
        let steps = stretches.iter().flat_map(|stretch| &stretch.steps);
        steps.flat_map(|step| &step.acts)
    };
    let mut pairs: Vec<Pair> = acts().filter_map(pair).collect();
    pairs.dedup();
    let found = compared(bundle, &pairs);
    let steps = stretches.iter_mut().flat_map(|stretch| &mut stretch.steps);
    for act in steps.flat_map(|step| &mut step.acts) {
        let Some(pair) = pair(act) else { continue };
        let Some(after) = &mut act.after else { continue };
        let texts = act
            .before
            .as_ref()
            .map(|before| (before.text.as_str(), after.text.as_str()));
        let (lines, more) = texts
            .map(|(before, after)| lines(bundle, before, after))
            .unwrap_or_default();
        let picture = found.get(&pair).cloned();
        if let Some(Difference::Areas(areas)) = &picture {
            after.mark(areas);
        }
        act.difference = Some(DifferenceView { picture, lines, more });
    }
}

fn pair(act: &ActView) -> Option<Pair> {
    let (before, after) = (act.before.as_ref()?, act.after.as_ref()?);
    Some((before.path.clone(), after.path.clone()))
}

/// Compares pictures on every core. One after the other, the picture after an act is the one before the next.
fn compared(bundle: &Bundle, pairs: &[Pair]) -> BTreeMap<Pair, Difference> {
    let masks = &masks(bundle);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let started: Vec<_> = pairs
            .chunks(pairs.len().div_ceil(cores).max(1))
            .map(|some| scope.spawn(move || in_order(bundle, some, masks)))
            .collect();
        started
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default())
            .collect()
    })
}

/// Returns what is covered in each picture.
fn masks(bundle: &Bundle) -> BTreeMap<&str, &[Mask]> {
    let pictures = bundle.records().iter().filter_map(|record| {
        let Event::Observed(observed) = &record.event else {
            return None;
        };
        let picture = &observed.picture;
        Some((picture.file.path.as_str(), picture.masks.as_slice()))
    });
    pictures.collect()
}

fn in_order(bundle: &Bundle, pairs: &[Pair], masks: &BTreeMap<&str, &[Mask]>) -> Vec<(Pair, Difference)> {
    let mut found = Vec::new();
    let mut last = None;
    for pair in pairs {
        let (before, after) = pair;
        if before == after {
            found.push((pair.clone(), Difference::None));
            continue;
        }
        let old = last
            .take()
            .filter(|(path, _)| *path == before)
            .map_or_else(|| pixels(bundle, before), |(_, picture)| Some(picture));
        let new = pixels(bundle, after);
        if let (Some(old), Some(new)) = (&old, &new) {
            let masks = [before, after].into_iter().filter_map(|path| masks.get(path.as_str()));
            let covered: Vec<Area> = masks.copied().flatten().map(|mask| Area::under(&mask.area)).collect();
            found.push((pair.clone(), difference(old, new, &covered)));
        }
        last = new.map(|picture| (after, picture));
    }
    found
}

/// Returns lines that only one of two texts has, and how many more there are.
fn lines(bundle: &Bundle, before: &str, after: &str) -> (Vec<LineView>, usize) {
    let read = |path: &str| bundle.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    if before == after {
        return (Vec::new(), 0);
    }
    let (Some(before), Some(after)) = (read(before), read(after)) else {
        return (Vec::new(), 0);
    };
    if before.lines().count().max(after.lines().count()) > LINES {
        return (Vec::new(), 0);
    }
    let compared = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .diff_lines(&before, &after);
    let mut differing = compared
        .iter_all_changes()
        .filter(|change| change.tag() != ChangeTag::Equal);
    let lines = differing.by_ref().take(SHOWN).map(|change| LineView {
        is_new: change.tag() == ChangeTag::Insert,
        text: shown(change.value().trim_end()),
    });
    let lines = lines.collect();
    (lines, differing.count())
}

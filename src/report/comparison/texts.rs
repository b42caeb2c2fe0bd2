//! Where the texts of two views differ, line by line.

use similar::{ChangeTag, TextDiff};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::FileReference;
use crate::report::shown::shown;

use super::as_recorded;

/// Lines of a text that are compared, and of a difference that are shown.
const LINES: usize = 4000;
const SHOWN: usize = 120;

/// What differs in the text of a view.
#[derive(Debug)]
pub(super) struct TextDifference {
    pub(super) lines: Vec<Line>,
    /// Whether there are more than are shown.
    pub(super) is_cut: bool,
    /// Whether one of them is missing, or is not what its record says.
    pub(super) is_lost: bool,
}

/// A line that only one of them has.
#[derive(Debug)]
pub(super) enum Line {
    First(String),
    Second(String),
}

/// Compares the texts of two views; none if they say the same.
pub(super) fn compare(one: (&Bundle, &FileReference), other: (&Bundle, &FileReference)) -> Option<TextDifference> {
    let read = |(bundle, file): (&Bundle, &FileReference)| {
        let bytes = as_recorded(bundle, file)?;
        let text = String::from_utf8_lossy(&bytes);
        Some(text.lines().take(LINES).map(shown).collect::<Vec<_>>())
    };
    let (Some(first), Some(second)) = (read(one), read(other)) else {
        return Some(TextDifference {
            lines: Vec::new(),
            is_cut: false,
            is_lost: true,
        });
    };
    let first: Vec<&str> = first.iter().map(String::as_str).collect();
    let second: Vec<&str> = second.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&first, &second);
    let mut lines: Vec<Line> = diff
        .iter_all_changes()
        .filter_map(|change| match change.tag() {
            ChangeTag::Equal => None,
            ChangeTag::Delete => Some(Line::First(change.value().to_owned())),
            ChangeTag::Insert => Some(Line::Second(change.value().to_owned())),
        })
        .take(SHOWN + 1)
        .collect();
    let is_cut = lines.len() > SHOWN;
    lines.truncate(SHOWN);
    (!lines.is_empty()).then_some(TextDifference {
        lines,
        is_cut,
        is_lost: false,
    })
}

//! Stored values as a person reads them.

use crate::evidence::format::{Field, Value};
use crate::evidence::text::is_unprintable;

use super::wording::Wording;

/// The longest portal text that is printed whole, in characters; the trail keeps all of it.
const LENGTH: usize = 600;

/// Texts of a list that are printed; the trail keeps all of them.
const MOST: usize = 40;

/// Returns a text fit for the page: nothing that acts instead of being read, and no endless texts.
pub(super) fn shown(text: &str) -> String {
    let mut kept: String = text
        .chars()
        .filter(|letter| !is_unprintable(*letter))
        .take(LENGTH + 1)
        .collect();
    if let Some((end, _)) = kept.char_indices().nth(LENGTH) {
        kept.truncate(end);
        kept.push('…');
    }
    kept
}

/// A value in words: one text, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// One text.
    One(String),
    /// A list of at least two.
    List(Vec<String>),
}

/// Returns a value in words.
pub(super) fn value(value: &Value, wording: &Wording) -> Shown {
    let one = |text: &str| Shown::One(text.to_owned());
    match value {
        Value::Text(text) if text.is_empty() => one(wording.value_empty),
        Value::Text(text) => Shown::One(shown(text)),
        Value::Several(texts) if texts.is_empty() => one(wording.value_empty),
        Value::Several(texts) if texts.len() == 1 => Shown::One(texts.iter().map(|text| shown(text)).collect()),
        Value::Several(texts) => {
            let mut list: Vec<String> = texts.iter().take(MOST).map(|text| shown(text)).collect();
            if texts.len() > MOST {
                list.push("…".to_owned());
            }
            Shown::List(list)
        }
        Value::Switch(true) => one(wording.switch_on),
        Value::Switch(false) => one(wording.switch_off),
    }
}

/// Returns the places around a field, outermost first.
pub(super) fn places(field: &Field) -> String {
    path(&field.places)
}

/// Joins places to a path.
pub(super) fn path(places: &[String]) -> String {
    places.iter().map(|place| shown(place)).collect::<Vec<_>>().join(" › ")
}

/// Returns a time of a record without milliseconds: date, hour, offset.
pub(super) fn moment(at: &str) -> String {
    match (at.get(..10), at.get(11..19), at.get(23..)) {
        (Some(date), Some(time), Some(offset)) => shown(&format!("{date} {time} ({offset})")),
        (None | Some(_), _, _) => shown(at),
    }
}

/// Returns the hour of a record.
pub(super) fn hour(at: &str) -> String {
    shown(at.get(11..19).unwrap_or(at))
}

/// Returns a duration in hours, minutes and seconds, or in seconds with tenths if short.
pub(super) fn duration(ms: u64) -> String {
    let seconds = ms / 1000;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{rest},{} s", ms % 1000 / 100),
        (0, minutes) => format!("{minutes} min {rest:02} s"),
        (hours, minutes) => format!("{hours} h {minutes:02} min {rest:02} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_durations_read_as_people_write_them() {
        assert_eq!(moment("2026-11-22T14:05:09.731+01:00"), "2026-11-22 14:05:09 (+01:00)");
        assert_eq!(duration(900), "0,9 s");
        assert_eq!(duration(125_000), "2 min 05 s");
        assert_eq!(duration(3_725_000), "1 h 02 min 05 s");
    }

    #[test]
    fn endless_and_acting_texts_are_tamed() {
        assert_eq!(shown(&"ż".repeat(100_000)).chars().count(), LENGTH + 1);
        assert_eq!(shown("a\u{202e}b\u{1b}c"), "abc");
    }
}

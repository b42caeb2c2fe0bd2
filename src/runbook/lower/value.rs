//! Small values with a form of their own: identifiers, names, times, paths, versions.

use std::time::Duration;

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{Part, ShapeFault, TextFault};
use crate::runbook::reader::Reader;

/// The only version of the language.
pub(crate) const SCHEMA: i64 = 1;

/// Longest time that a file may ask for.
const LONGEST: Duration = Duration::from_hours(1);

/// Says whether a text may identify a step, a block, a runbook or a portal.
pub(crate) fn is_identifier(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(is_plain) && text.chars().all(|c| is_plain(c) || c == '-')
}

/// Says whether a text may name an input or a parameter.
pub(crate) fn is_name(text: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_inner)
}

/// Says whether a text is a path from the root that cannot lead to another host or up the tree.
pub(crate) fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.contains("//")
        && !text.split(['/', '?', '#']).any(|segment| segment == "..")
        && !text.contains(|c: char| c == '\\' || c.is_whitespace())
}

impl Reader {
    /// Reports a version of the language that is missing or unknown.
    pub(crate) fn check_schema(&mut self, table: &Table, part: Part) {
        let Some(entry) = self.required(table, "schema", part) else {
            return;
        };
        if let Some(seen) = self.integer(entry)
            && seen != SCHEMA
        {
            self.report(&entry.node.span, ShapeFault::Schema { seen });
        }
    }

    /// Reads an identifier.
    pub(crate) fn identifier(&mut self, entry: &Entry) -> Option<String> {
        let written = self.text(entry)?;
        let seen = written.text.to_owned();
        if is_identifier(&seen) {
            return Some(seen);
        }
        self.report(written.span, TextFault::Id { seen });
        None
    }

    /// Reads a time such as `20s` or `2m`.
    pub(crate) fn duration(&mut self, entry: &Entry) -> Option<Duration> {
        let written = self.text(entry)?;
        let duration = duration(written.text);
        if duration.is_none() {
            let seen = written.text.to_owned();
            self.report(written.span, ShapeFault::Duration { seen });
        }
        duration
    }
}

fn duration(text: &str) -> Option<Duration> {
    let (digits, unit) = text
        .strip_suffix('s')
        .map(|digits| (digits, 1))
        .or_else(|| text.strip_suffix('m').map(|digits| (digits, 60)))?;
    let is_plain = digits.len() <= 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
    let count: u64 = is_plain.then(|| digits.parse().ok())??;
    let duration = Duration::from_secs(count * unit);
    (!duration.is_zero() && duration <= LONGEST).then_some(duration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_whole_seconds_or_minutes_within_an_hour() {
        assert_eq!(duration("20s"), Some(Duration::from_secs(20)));
        assert_eq!(duration("60m"), Some(Duration::from_hours(1)));
        for wrong in ["", "s", "20", "0s", "61m", "+5s", "-5s", "1.5s", "20 s", "99999s", "1h"] {
            assert_eq!(duration(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn paths_cannot_leave_the_portal() {
        for right in ["/", "/wps/myportal", "/wps/portal?x=1#y", "/a..b"] {
            assert!(is_path(right), "{right:?}");
        }
        for wrong in [
            "",
            "wps",
            "//evil.pl",
            "/a//b",
            "/a/../b",
            "/a b",
            "\\\\x",
            "https://x.pl/",
        ] {
            assert!(!is_path(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn no_hostile_name_is_one_of_a_runbook_or_of_a_value() {
        let names = include_str!("../../../tests/data/hostile-names.txt");
        // A runbook that a series uses may stand in a folder beside it.
        for name in names.lines().filter(|name| !["a/b", "x"].contains(name)) {
            assert!(!name.split('/').all(is_identifier), "{name:?}");
            assert!(!is_name(name), "{name:?}");
        }
        for name in ["", "x\0", "x\n", "x\u{202e}", "X", "x.toml"] {
            assert!(!is_identifier(name) && !is_name(name), "{name:?}");
        }
    }
}

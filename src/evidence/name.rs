//! The name of a run, which is also the name of its folder.

use std::fmt;

use jiff::Timestamp;

use super::format::Mode;

/// Name of a run: letters, digits, `.`, `_` and `-`, beginning with a letter or digit, at most 128 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunName(String);

/// What remains of a runbook's name in a run's name, so that time, mode and random part always fit.
const RUNBOOK_LENGTH: usize = 80;

impl RunName {
    /// Builds a name from time, runbook, mode and random bits, as `2026-11-22T14-05-09Z-epuap-skrytki-pull-plan-3f9c`.
    pub fn new(time: Timestamp, runbook: &str, mode: Mode, random: u16) -> Self {
        let runbook: String = runbook
            .chars()
            .map(|letter| if is_plain(letter) { letter } else { '-' })
            .take(RUNBOOK_LENGTH)
            .collect();
        let mode = match mode {
            Mode::Plan => "plan",
            Mode::Apply => "apply",
        };
        Self(format!(
            "{}-{runbook}-{mode}-{random:04x}",
            time.strftime("%Y-%m-%dT%H-%M-%SZ")
        ))
    }

    /// Builds the name of the folder of a series: `2026-11-22T14-05-09Z-seria-migracja-3f9c`.
    pub fn of_series(time: Timestamp, series: &str, random: u16) -> Self {
        let series: String = series
            .chars()
            .map(|letter| if is_plain(letter) { letter } else { '-' })
            .take(RUNBOOK_LENGTH)
            .collect();
        Self(format!(
            "{}-seria-{series}-{random:04x}",
            time.strftime("%Y-%m-%dT%H-%M-%SZ")
        ))
    }

    /// Accepts a text that is a valid name; none otherwise.
    pub fn parse(text: &str) -> Option<Self> {
        is_plain_name(text).then(|| Self(text.to_owned()))
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Tells whether a text is a name that no file system reads as anything but a name.
pub(super) fn is_plain_name(text: &str) -> bool {
    text.len() <= 128 && text.chars().all(is_plain) && text.starts_with(|first: char| first.is_ascii_alphanumeric())
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_what_and_which_mode() {
        let time: Timestamp = "2026-11-22T14:05:09.731Z".parse().unwrap();
        let name = RunName::new(time, "epuap-skrytki-pull", Mode::Plan, 0x3f9c);
        assert_eq!(name.as_str(), "2026-11-22T14-05-09Z-epuap-skrytki-pull-plan-3f9c");
    }

    #[test]
    fn a_built_name_is_always_valid() {
        for runbook in ["", "../../etc", "zażółć gęślą", &"x".repeat(500)] {
            let name = RunName::new(Timestamp::now(), runbook, Mode::Apply, 7);
            assert_eq!(RunName::parse(name.as_str()), Some(name));
        }
    }

    #[test]
    fn names_that_could_lead_elsewhere_are_refused() {
        for text in ["", ".", "..", "a/b", "-x", ".x", "a b", "ż", "a\0", &"x".repeat(129)] {
            assert_eq!(RunName::parse(text), None, "{text:?}");
        }
    }
}

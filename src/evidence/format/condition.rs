//! Conditions, and what came of them.

use serde::{Deserialize, Serialize};

use super::Reason;

/// A condition that was judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What it decides.
    pub clause: Clause,
    /// What was asked: `see`, `not-see`, `field-is`, `field-is-not`, `value-is`, `value-is-not`, `table-has`,
    /// `table-lacks`, `done` or `answered`, with its values.
    pub asked: Reason,
    /// Why the author asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// What was found: the value, the keys of the table, or run and last chain hash of an earlier bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Whether it holds.
    pub truth: Truth,
    /// Sequence number of the [`Observed`](super::Observed) record that shows the page asked; none if no page was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<u64>,
}

/// What a condition decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clause {
    /// Whether a step is done.
    When,
    /// Whether the run goes on.
    Require,
}

impl Clause {
    /// Returns the word used in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Require => "require",
        }
    }
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It does.
    Holds,
    /// It does not.
    HoldsNot,
    /// It cannot be known yet.
    Unknown,
}

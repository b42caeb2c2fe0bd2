//! Steps, and how they ended.

use serde::{Deserialize, Serialize};

use super::Reason;

/// A step as the runbook has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepStarted {
    /// Verb (`go`, `press`, `set`, …).
    pub verb: String,
    /// `read`, `navigate`, `write`, `destroy` or `manual`.
    pub effect: String,
    /// The step in a few of the runbook's own words (`Administrowanie → Budowanie usług`).
    pub says: String,
    /// Points of the instruction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    /// Line in the runbook file.
    pub line: u64,
    /// Key of the loop's row that the step works on, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFinished {
    /// The status.
    pub status: Status,
    /// Why; always there for `skipped`, `blocked`, `failed` and `uncertain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// Status of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Looked and moved only, or found everything as wanted.
    Unchanged,
    /// Changed, and read again.
    Changed,
    /// A plan found differences.
    WouldChange,
    /// Not done, with reason.
    Skipped,
    /// A guard refused.
    Blocked,
    /// Tried and not achieved.
    Failed,
    /// A person acted.
    Manual,
    /// An intent without an outcome.
    Uncertain,
}

impl Status {
    /// Returns the word used in records and counts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Changed => "changed",
            Self::WouldChange => "would-change",
            Self::Skipped => "skipped",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
            Self::Manual => "manual",
            Self::Uncertain => "uncertain",
        }
    }
}

//! What was left to a person, and what the person said of it.

use serde::{Deserialize, Serialize};

use super::FileReference;

/// Something that a person is to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errand {
    /// What the person is to do.
    pub says: String,
    /// Answers of which the person gives one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// What the person said of it; none in a plan, where nobody is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ErrandReport>,
}

/// What a person says of what they did; when is the time of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrandReport {
    /// What became of it.
    pub outcome: ErrandOutcome,
    /// Who did it.
    pub by: String,
    /// How krok learned of it.
    pub source: ErrandSource,
    /// The answer chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// A note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Files, copied into the bundle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// What became of something left to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrandOutcome {
    /// Done.
    Done,
    /// Tried and not achieved.
    Failed,
    /// Not done.
    Skipped,
}

/// How krok learned what a person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrandSource {
    /// Asked in the terminal.
    Terminal,
    /// A file of answers that the operator gave.
    File,
    /// Told in an earlier run that this one continues.
    Earlier,
}

/// A file that a person adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its name where it came from, without folders.
    pub name: String,
    /// The copy below `inputs/`.
    pub file: FileReference,
}

//! What closes a bundle.

use serde::{Deserialize, Serialize};

use super::FileReference;

/// What closes a bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// [`FORMAT`](super::FORMAT).
    pub format: String,
    /// Name of the run.
    pub run: String,
    /// Number of records.
    pub records: u64,
    /// Chain hash of the first line.
    pub first: String,
    /// Chain hash of the last line.
    pub last: String,
    /// Whether the trail has its end.
    pub state: SealState,
    /// Paths of steps with an intent without outcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uncertain: Vec<String>,
    /// Every file, sorted by path, except the seal itself and what is derived.
    pub files: Vec<FileReference>,
}

/// Whether the trail has its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealState {
    /// With `RunFinished`.
    Complete,
    /// Without.
    Interrupted,
}

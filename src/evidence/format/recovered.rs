//! The closing of a bundle whose run broke off: power failure, killed program, lost disk.

use serde::{Deserialize, Serialize};

use super::FileReference;

/// What was found of a run that broke off. Nothing before this record was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recovered {
    /// Name and version of the program that closed the bundle.
    pub tool: String,
    /// Bytes cut off the end of the trail because they were no whole line, below `torn/`: first what the run left, then
    /// what earlier tries to recover left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub torn: Vec<FileReference>,
    /// Files that no record names: stored, and the record of them lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loose: Vec<FileReference>,
    /// Files as records name them, of which the disk has other bytes or none: recorded, and lost with the power.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<FileReference>,
}

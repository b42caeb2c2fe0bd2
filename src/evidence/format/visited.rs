//! Addresses outside the portal, and what they answered.

use serde::{Deserialize, Serialize};

/// An address that was visited in a tab of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visited {
    /// Address as asked for.
    pub address: String,
    /// Address at which the visit ended, without query and fragment, if it was led on to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// HTTP status of the answer; none if there was no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Sequence number of the [`Observed`](super::Observed) record that shows the page; none if it was not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<u64>,
}

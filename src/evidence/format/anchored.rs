//! A time stamp whose hash stands in the trail, so that all that follows is not older.

use serde::{Deserialize, Serialize};

use super::FileReference;

/// A token (RFC 3161) over the chain hash of an earlier record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchored {
    /// What it stands for.
    pub place: AnchorPlace,
    /// Sequence number of the record whose chain hash the token is about.
    pub over: u64,
    /// The token below `anchors/`, exactly as it was received.
    pub file: FileReference,
    /// When, as the authority says: RFC 3339 in UTC.
    pub gen_time: String,
    /// Policy of the authority, as an object identifier.
    pub policy: String,
    /// Serial number of the token, in hex.
    pub serial: String,
    /// Whose the certificate of the signer is.
    pub tsa: String,
}

/// What a token in the trail stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorPlace {
    /// The beginning of the run.
    Start,
    /// Before or after an act that destroys.
    Act,
}

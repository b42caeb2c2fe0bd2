//! What became of a bundle after it was closed: who handed it over, who took it in, and who removed what of it.

use serde::{Deserialize, Serialize};

use super::FileReference;

/// First line of what each chain hash of `custody.ndjson` covers.
pub const CUSTODY_CHAIN: &str = "krok-custody/1";

/// One line of `custody.ndjson`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyRecord {
    /// Counted from 0 without gaps.
    pub seq: u64,
    /// Wall clock, RFC 3339 with offset and milliseconds.
    pub at: String,
    /// Account.
    pub by: String,
    /// Machine.
    pub host: String,
    /// Program and version.
    pub tool: String,
    /// SHA-256 of `seal.json` at that time; none if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
    /// What was done.
    pub event: CustodyEvent,
}

/// What was done with a bundle that is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustodyEvent {
    /// It was packed, to be handed over.
    Exported(HandedOver),
    /// It was unpacked, as it came.
    Imported(HandedOver),
    /// Files of it were removed for good; on disk before the first of them goes.
    Erased(Erasure),
    /// Who stands behind the line of an erasure.
    Signed(SignedLine),
}

/// The file in which a bundle went from one place to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOver {
    /// Name of the file, without folders.
    pub file: String,
    /// Its SHA-256 in hex: the same where it was packed and where it was unpacked.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether the bundle was found unchanged since it was sealed.
    pub intact: bool,
}

/// Files that are removed, and on whose word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// The files as the seal lists them.
    pub files: Vec<FileReference>,
    /// Person who decided it.
    pub by: String,
    /// Why.
    pub why: String,
    /// Rule by which it was time; none if a person decided about these files alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Policy>,
}

/// How long something is kept, as a rule says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its title, or the option of the command line.
    pub name: String,
    /// SHA-256 of its file in hex; none if it is an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The times to keep, by kind (`pictures 5y, texts 36m`).
    pub keep: String,
}

/// A signature over the JSON bytes of a line above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedLine {
    /// Sequence number of the line.
    pub over: u64,
    /// The signature as `ssh-keygen -Y sign -n krok-erasure@v1` writes it.
    pub signature: String,
}

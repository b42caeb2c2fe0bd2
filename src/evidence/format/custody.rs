//! What became of a bundle after it was closed: who handed it over, and who took it in.

use serde::{Deserialize, Serialize};

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

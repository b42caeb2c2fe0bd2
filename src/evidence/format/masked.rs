//! Names of what is covered.

use serde::{Deserialize, Serialize};

/// The name of a mask: `[PESEL-1]` in a text, `PESEL-1` on a picture. Equal values have one name within a chain of runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Masked {
    /// The name.
    pub name: String,
    /// Why it is covered (`pesel`, `iban`, `e-mail`, `phone`, `name`, `field`, `region`).
    pub rule: String,
    /// By which a later run of the chain knows the value again: half an HMAC-SHA-256 in hex, under a key that never leaves
    /// the machine. None where there is no key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

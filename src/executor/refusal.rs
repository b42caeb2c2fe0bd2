//! Why a thing was not destroyed, or is not proved to be gone.

use crate::evidence::format::Reason;

use super::reason::reason;

/// What was seen and what was wanted of a thing to be destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An attribute is another than wanted: it is another thing.
    IdentityDiffers {
        /// Name of the attribute.
        attribute: String,
        /// Text wanted.
        wanted: String,
        /// Text found.
        found: String,
    },
    /// The page does not tell an attribute.
    IdentityMissing {
        /// Name of the attribute.
        attribute: String,
        /// Most similar names there.
        nearest: Vec<String>,
    },
    /// Nobody gave the key for it.
    KeyMissing(String),
    /// No consent was given.
    ConsentMissing {
        /// Who has to give it.
        from: String,
        /// About what.
        about: String,
    },
    /// The consent was used before.
    ConsentUsed {
        /// Its number.
        number: String,
        /// Run that used it; empty if the mark does not say.
        run: String,
    },
    /// The consent was good when it was given, and is no more.
    ConsentExpired {
        /// Its number.
        number: String,
        /// Its last day.
        expires: String,
    },
    /// No time stamp could be got before it, and none may be destroyed without; why not.
    AnchorMissing(Reason),
    /// The portal asked something else than the runbook has; it was cancelled.
    DialogOther {
        /// Text wanted.
        wanted: String,
        /// Text seen.
        said: String,
    },
    /// The list still has it. A portal that says nothing has not carried the action out: it ignores one whose id was used,
    /// or that comes from an old view.
    NotGone {
        /// Key of its row.
        row: String,
        /// Heading of the list.
        table: String,
        /// Messages of the portal.
        said: Vec<String>,
    },
    /// It was pressed, the portal broke off, and the list still has it.
    StillThere {
        /// Key of its row.
        row: String,
        /// Heading of the list.
        table: String,
    },
    /// Other rows went with it.
    OthersVanished {
        /// Heading of the list.
        table: String,
        /// Their keys.
        rows: Vec<String>,
    },
}

impl Refusal {
    /// Translates into what is stored.
    pub fn reason(&self) -> Reason {
        match self {
            Self::IdentityDiffers {
                attribute,
                wanted,
                found,
            } => reason(
                "identity-differs",
                &[("attribute", attribute), ("wanted", wanted), ("found", found)],
            ),
            Self::IdentityMissing { attribute, nearest } => reason(
                "identity-missing",
                &[("attribute", attribute), ("nearest", &nearest.join("; "))],
            ),
            Self::KeyMissing(key) => reason("key-missing", &[("key", key)]),
            Self::ConsentMissing { from, about } => reason("consent-missing", &[("from", from), ("about", about)]),
            Self::ConsentUsed { number, run } => reason("consent-used", &[("number", number), ("run", run)]),
            Self::ConsentExpired { number, expires } => {
                reason("consent-expired", &[("number", number), ("expires", expires)])
            }
            Self::AnchorMissing(reason) => reason.clone(),
            Self::DialogOther { wanted, said } => reason("dialog-other", &[("wanted", wanted), ("said", said)]),
            Self::NotGone { row, table, said } if said.is_empty() => {
                reason("action-ignored", &[("row", row), ("table", table)])
            }
            Self::NotGone { row, table, said } => reason(
                "not-gone",
                &[("row", row), ("table", table), ("messages", &said.join("; "))],
            ),
            Self::StillThere { row, table } => reason("still-there", &[("row", row), ("table", table)]),
            Self::OthersVanished { table, rows } => {
                reason("others-vanished", &[("table", table), ("rows", &rows.join("; "))])
            }
        }
    }
}

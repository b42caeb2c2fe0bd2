//! Why an address outside the portal was not visited, or did not answer as it should.

use crate::evidence::format::Reason;
use crate::executor::reason::reason;

/// What is wrong with an address outside the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitFailure {
    /// It is not encrypted, or is none.
    Insecure(String),
    /// It belongs to the portal or its login.
    Inside(String),
    /// It does not answer.
    Unanswered {
        /// Address.
        address: String,
        /// Why, in the browser's words.
        why: String,
    },
    /// It answers that there is no such page, or that the server fails.
    Refused {
        /// Address.
        address: String,
        /// HTTP status.
        status: u16,
    },
    /// It leads on to another server.
    Elsewhere {
        /// Address.
        address: String,
        /// Where it leads.
        ended: String,
    },
    /// It is encrypted and leads on to one that is not.
    Downgraded {
        /// Address.
        address: String,
        /// Where it leads.
        ended: String,
    },
}

impl VisitFailure {
    /// Says whether the page that the visit came to was left unseen.
    pub(in crate::executor) fn is_unseen(&self) -> bool {
        match self {
            Self::Elsewhere { .. } | Self::Downgraded { .. } => true,
            Self::Insecure(_) | Self::Inside(_) | Self::Unanswered { .. } | Self::Refused { .. } => false,
        }
    }

    /// Translates into what is stored.
    pub(in crate::executor) fn reason(&self) -> Reason {
        match self {
            Self::Insecure(address) => reason("visit-insecure", &[("address", address)]),
            Self::Inside(address) => reason("visit-inside", &[("address", address)]),
            Self::Unanswered { address, why } => reason("visit-unanswered", &[("address", address), ("why", why)]),
            Self::Refused { address, status } => reason(
                "visit-refused",
                &[("address", address), ("status", &status.to_string())],
            ),
            Self::Elsewhere { address, ended } => reason("visit-elsewhere", &[("address", address), ("ended", ended)]),
            Self::Downgraded { address, ended } => {
                reason("visit-downgraded", &[("address", address), ("ended", ended)])
            }
        }
    }
}

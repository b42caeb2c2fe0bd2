//! What is wrong with a file of rules how long something is kept.

use super::words::Words;
use crate::text::language::Language;

/// A rule that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeepFault {
    /// This is no time to keep something.
    NoTime(String),
    /// The file has no time at all.
    NoRule,
}

impl KeepFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::NoTime(seen) => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest okresem przechowywania"),
                    "dni, miesiące albo lata, od 1: `\"90d\"`, `\"36m\"`, `\"5y\"`",
                ),
                (
                    format!("`{seen}` is no time to keep something"),
                    "days, months or years, from 1: `\"90d\"`, `\"36m\"`, `\"5y\"`",
                ),
            ),
            Self::NoRule => Words::pick(
                language,
                (
                    "plik nie podaje żadnego okresu przechowywania",
                    "proszę dodać na przykład: `[all]` i pod nim `pictures = \"5y\"`",
                ),
                (
                    "the file has no time to keep anything",
                    "add for instance `[all]` and below it `pictures = \"5y\"`",
                ),
            ),
        }
    }
}

//! What is wrong with an address outside the portal.

use super::words::Words;
use crate::text::language::Language;

/// An address that may not be visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitFault {
    /// The address as written.
    pub seen: String,
}

impl VisitFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        let seen = &self.seen;
        Words::pick(
            language,
            (
                format!("`{seen}` nie jest adresem, który można odwiedzić"),
                "podaj cały szyfrowany adres: \"https://bip.przyklad.pl/formularz\", bez spacji i bez hasła w adresie, albo samą daną: \"{adres}\"",
            ),
            (
                format!("`{seen}` is not an address to visit"),
                "give the whole encrypted address: \"https://bip.przyklad.pl/formularz\", without spaces and without a password in it, or an input alone: \"{adres}\"",
            ),
        )
    }
}

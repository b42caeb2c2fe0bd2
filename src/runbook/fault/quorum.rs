//! What is wrong with a file of rules how many reviewers must agree.

use super::words::Words;
use crate::text::language::Language;

/// A rule that nothing can fulfil, or anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuorumFault {
    /// No number of reviewers that means anything.
    Count {
        /// The number in the file.
        seen: i64,
        /// The largest that is taken.
        most: i64,
    },
    /// Fewer persons are named than must agree.
    TooFew {
        /// How many must.
        quorum: usize,
        /// How many are named.
        named: usize,
    },
}

impl QuorumFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Count { seen, most } => Words::pick(
                language,
                (
                    format!("`quorum` to {seen}, a może być od 1 do {most}"),
                    "proszę podać, ile osób ma przyjąć teczkę: `quorum = 2`",
                ),
                (
                    format!("`quorum` is {seen}, and it can be from 1 to {most}"),
                    "say how many persons have to accept a bundle: `quorum = 2`",
                ),
            ),
            Self::TooFew { quorum, named } => Words::pick(
                language,
                (
                    format!("ma przyjąć {quorum} osób, a wymieniono {named}: tylu głosów nigdy nie będzie"),
                    "proszę dopisać osoby albo zmniejszyć `quorum`",
                ),
                (
                    format!(
                        "{quorum} persons have to accept and {named} are named: there will never be so many verdicts"
                    ),
                    "name more persons, or lower `quorum`",
                ),
            ),
        }
    }
}

//! What reviewers say of a bundle by signed verdicts, and whether the reader knows them.

use crate::evidence::assurance::{Assurance, Ground};
use crate::evidence::finding::StatementFinding;
use crate::evidence::statements::Ruling;
use crate::evidence::verify::Verification;

use super::Vouching;

/// What reviewers say of a bundle. Only good signatures over this seal count, and never the operator's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// Nobody says anything.
    None,
    /// There is only a verdict of the operator's own.
    Own,
    /// Something was changed since: no verdict is about what lies here now.
    Void,
    /// Accepted by so many keys, of which the reader knows none or has no list of those that are known.
    Accepted(usize),
    /// Accepted by so many whom the reader knows.
    Vouched(usize),
    /// Rejected by so many.
    Rejected(usize),
}

impl Review {
    /// Counts the verdicts on a bundle.
    pub(super) fn of(verification: &Verification, vouching: Vouching<'_>) -> Self {
        let ground = Ground {
            trust: vouching.trust,
            anchored: None,
            now: vouching.now,
        };
        let assurance = Assurance::of(verification, ground);
        let is_own = |file: &String| assurance.remarks.contains(&StatementFinding::ReviewOwn(file.clone()));
        let (own, others): (Vec<_>, Vec<_>) = assurance
            .reviewers
            .iter()
            .partition(|(witness, _)| is_own(&witness.file));
        let count = |wanted: Ruling| others.iter().filter(|(_, ruling)| *ruling == wanted).count();
        let known = others
            .iter()
            .filter(|(witness, ruling)| *ruling == Ruling::Accepted && witness.name.is_some())
            .count();
        match (count(Ruling::Rejected), known, count(Ruling::Accepted)) {
            (0, 0, 0) if own.is_empty() => Self::None,
            _ if assurance.level.is_none() => Self::Void,
            (0, 0, 0) => Self::Own,
            (0, 0, accepted) => Self::Accepted(accepted),
            (0, known, _) => Self::Vouched(known),
            (rejected, _, _) => Self::Rejected(rejected),
        }
    }

    /// Returns the word that machines read.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Own => "own",
            Self::Void => "void",
            Self::Accepted(_) => "accepted-unknown",
            Self::Vouched(_) => "accepted",
            Self::Rejected(_) => "rejected",
        }
    }

    /// Tells whether somebody other than the operator agrees, and nobody does not.
    pub fn is_accepted(self) -> bool {
        match self {
            Self::Accepted(_) | Self::Vouched(_) => true,
            Self::None | Self::Own | Self::Void | Self::Rejected(_) => false,
        }
    }
}

//! What a verification means for people: three answers to "is it as the run left it", and what to tell of each.
//!
//! A run that was killed leaves no seal and perhaps half a line. Neither shows that anybody changed anything, and
//! neither shows the contrary.

use crate::evidence::bundle::LineFault;
use crate::evidence::finding::Finding;
use crate::evidence::verify::Verification;

/// Whether a bundle is as its run left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// Nothing shows a change since it was sealed.
    Intact,
    /// It was never sealed: nobody can say.
    Unsealed,
    /// Something was changed.
    Altered,
}

/// The findings of a verification, sorted by what they mean.
#[derive(Debug)]
pub struct Assessment<'v> {
    /// The answer.
    pub integrity: Integrity,
    /// Signs that something was changed.
    pub signs: Vec<&'v Finding>,
    /// What is missing.
    pub gaps: Vec<&'v Finding>,
}

/// Sorts the findings of a verification.
pub fn assess(verification: &Verification) -> Assessment<'_> {
    let (ends, signs): (Vec<_>, Vec<_>) = verification
        .integrity
        .iter()
        .partition(|finding| is_left_by_a_killed_run(finding, verification));
    let integrity = if !signs.is_empty() {
        Integrity::Altered
    } else if verification.sealed {
        Integrity::Intact
    } else {
        Integrity::Unsealed
    };
    Assessment {
        integrity,
        signs,
        gaps: ends.into_iter().chain(&verification.completeness).collect(),
    }
}

/// Says whether a run that did not come to its seal leaves this behind.
fn is_left_by_a_killed_run(finding: &Finding, verification: &Verification) -> bool {
    let never_sealed = verification.integrity.contains(&Finding::SealMissing);
    let half_a_line = matches!(
        finding,
        Finding::TrailEmpty
            | Finding::LineBroken {
                fault: LineFault::Torn,
                ..
            }
    );
    *finding == Finding::SealMissing || (never_sealed && half_a_line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::custody::Custody;
    use crate::evidence::statements::Statements;

    fn verified(integrity: Vec<Finding>, sealed: bool) -> Verification {
        Verification {
            integrity,
            completeness: vec![Finding::EndMissing],
            notices: Vec::new(),
            custody: Custody::default(),
            erased: Vec::new(),
            sealed,
            statements: Statements::default(),
            strays: Vec::new(),
            head: None,
            records: 3,
            files: 2,
        }
    }

    fn torn() -> Finding {
        Finding::LineBroken {
            line: 4,
            fault: LineFault::Torn,
        }
    }

    #[test]
    fn a_killed_run_is_unsealed_not_altered() {
        let verification = verified(vec![torn(), Finding::SealMissing], false);
        let assessment = assess(&verification);
        assert_eq!(assessment.integrity, Integrity::Unsealed);
        assert!(assessment.signs.is_empty());
        assert_eq!(assessment.gaps, [&torn(), &Finding::SealMissing, &Finding::EndMissing]);
    }

    #[test]
    fn a_changed_line_shows_without_a_seal_too() {
        let verification = verified(vec![Finding::LineChanged(2), Finding::SealMissing], false);
        let assessment = assess(&verification);
        assert_eq!(assessment.integrity, Integrity::Altered);
        assert_eq!(assessment.signs, [&Finding::LineChanged(2)]);
    }

    #[test]
    fn half_a_line_below_a_seal_is_a_change() {
        let verification = verified(vec![torn()], true);
        assert_eq!(assess(&verification).integrity, Integrity::Altered);
    }

    #[test]
    fn an_unreadable_seal_is_a_change() {
        let verification = verified(vec![Finding::SealUnreadable("x".to_owned())], false);
        assert_eq!(assess(&verification).integrity, Integrity::Altered);
    }
}

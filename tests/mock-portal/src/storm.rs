//! Faults thrown at random, but by a seed: the same requests meet the same faults.

use std::time::Duration;

use crate::expiry::ExpiryShape;
use crate::fault::{Fault, HttpFailure, Overlay, Reach, Works};
use crate::random::next_in_sequence;

/// A fault that came up by itself, at its turn or in a storm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The position of the request in the request log.
    pub request: u64,
    /// The fault.
    pub fault: Fault,
}

/// Decides for every request of a logged-in browser whether a fault comes up, and which.
///
/// One fault has to end before the next comes up.
#[derive(Clone, Debug, PartialEq)]
pub struct Storm {
    /// Where the random sequence starts.
    pub seed: u64,
    /// How likely a fault is at each request, from 0 to 1.
    pub probability: f64,
    /// What may come up.
    pub faults: Vec<Fault>,
    /// How many faults there are altogether.
    pub at_most: u32,
    /// For how many requests a fault stays that does not end by itself.
    pub lasts: u32,
}

impl Storm {
    /// A storm of everything after which a login or a reload makes the portal work again.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            probability: 0.08,
            faults: recoverable(),
            at_most: 8,
            lasts: 3,
        }
    }

    /// Draws for one request. Each draws as often as every other, so that what one meets does not depend on
    /// what became of those before it.
    pub(crate) fn draw(&mut self) -> Option<Fault> {
        /// One more than the largest number of the sequence.
        const RANGE: f64 = 2_147_483_648.0;
        let [whether, which] = [(); 2].map(|()| next_in_sequence(&mut self.seed));
        let share = f64::from(u32::try_from(whether).unwrap_or(u32::MAX)) / RANGE;
        let at = usize::try_from(which).ok()?.checked_rem(self.faults.len())?;
        (share < self.probability).then(|| self.faults[at].clone())
    }
}

/// The faults that pass: after a login or a reload the portal works again.
fn recoverable() -> Vec<Fault> {
    let mut faults: Vec<Fault> = ExpiryShape::ALL.map(Fault::SessionExpired).into();
    faults.extend([Reach::Received, Reach::Done].map(Fault::NoAnswer));
    let failures = [HttpFailure::Internal, HttpFailure::BadGateway, HttpFailure::Unavailable];
    faults.extend(failures.map(|failure| Fault::ServerError {
        failure,
        reach: Reach::Received,
    }));
    faults.extend([
        Fault::ServerError {
            failure: HttpFailure::BadGateway,
            reach: Reach::Done,
        },
        Fault::PortalDown(Works::Break),
        Fault::PortalDown(Works::Unavailable),
        Fault::WorksBanner,
        Fault::Overlay(Overlay::Cookies),
        Fault::Overlay(Overlay::News),
        Fault::Latency {
            fixed: Duration::from_millis(200),
            jitter: Duration::from_millis(300),
            seed: 1,
        },
        Fault::Blocker(Duration::from_millis(800)),
        Fault::ReplacedField,
        Fault::ShortGrowl,
        Fault::ReorderedRows,
        Fault::LateReads(2),
        Fault::SaveNeedsTwoTries,
        Fault::SpentAction,
    ]);
    faults
}

#[cfg(test)]
mod tests {
    use super::Storm;
    use crate::fault::Fault;

    fn drawn(seed: u64, probability: f64) -> Vec<Option<Fault>> {
        let mut storm = Storm {
            probability,
            ..Storm::new(seed)
        };
        (0..400).map(|_| storm.draw()).collect()
    }

    #[test]
    fn a_seed_draws_the_same_faults_at_the_same_requests() {
        assert_eq!(drawn(4, 0.2), drawn(4, 0.2));
        assert_ne!(drawn(4, 0.2), drawn(5, 0.2));
    }

    #[test]
    fn the_probability_is_kept() {
        assert_eq!(drawn(4, 0.0).iter().flatten().count(), 0);
        assert_eq!(drawn(4, 1.0).iter().flatten().count(), 400);
        let quarter = drawn(4, 0.25).iter().flatten().count();
        assert!((70..=130).contains(&quarter), "{quarter}");
    }

    #[test]
    fn a_storm_of_nothing_is_calm() {
        let mut storm = Storm {
            faults: Vec::new(),
            probability: 1.0,
            ..Storm::new(4)
        };
        assert_eq!(storm.draw(), None);
    }
}

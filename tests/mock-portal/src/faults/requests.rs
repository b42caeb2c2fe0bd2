//! The faults of whole requests and pages.

use std::time::Duration;

use super::Faults;
use crate::expiry::ExpiryShape;
use crate::fault::{Fault, HttpFailure, Overlay, Reach, Works};
use crate::random::next_in_sequence;

/// How long a growl stays, in milliseconds, when no fault shortens it.
const GROWL_LIFE: u32 = 6000;
/// How long a growl stays under [`Fault::ShortGrowl`].
const SHORT_GROWL_LIFE: u32 = 500;

/// What becomes of a request whose usual answer is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failing {
    /// No answer ever comes.
    Silent(Reach),
    /// A failure is the answer.
    Told(HttpFailure, Reach),
}

impl Faults {
    /// Takes out the end of the sessions, when a request of this kind shows it.
    pub(crate) fn take_expiry(&mut self, ajax: bool) -> Option<ExpiryShape> {
        let shape = self.told(|fault| {
            if let Fault::SessionExpired(shape) = fault {
                Some(*shape)
            } else {
                None
            }
        });
        let shape = shape.filter(|shape| shape.shows_in(ajax))?;
        self.clear(&Fault::SessionExpired(shape));
        Some(shape)
    }

    /// Takes out what becomes of the next request.
    pub(crate) fn take_failing(&mut self) -> Option<Failing> {
        let (fault, failing) = self.told(|fault| {
            let failing = if let Fault::NoAnswer(reach) = fault {
                Failing::Silent(*reach)
            } else if let Fault::ServerError { failure, reach } = fault {
                Failing::Told(*failure, *reach)
            } else {
                return None;
            };
            Some((fault.clone(), failing))
        })?;
        self.clear(&fault);
        Some(failing)
    }

    /// The page that stands in the place of the portal.
    pub(crate) fn works(&self) -> Option<Works> {
        self.told(|fault| {
            if let Fault::PortalDown(works) = fault {
                Some(*works)
            } else {
                None
            }
        })
    }

    /// What lies over the page.
    pub(crate) fn overlay(&self) -> Option<Overlay> {
        self.told(|fault| {
            if let Fault::Overlay(overlay) = fault {
                Some(*overlay)
            } else {
                None
            }
        })
    }

    /// Notes that a page was shown with all that belongs on it.
    pub(crate) fn note_page_shown(&mut self) {
        self.active.retain(|fault| !matches!(fault, Fault::Overlay(_)));
    }

    /// To how many requests a write stays out of sight.
    pub(crate) fn late_reads(&self) -> Option<u32> {
        self.told(|fault| {
            if let Fault::LateReads(requests) = fault {
                Some(*requests)
            } else {
                None
            }
        })
    }

    /// Whether the footer lies over the window's end.
    pub(crate) fn footer_is_fixed(&self) -> bool {
        self.active.iter().any(|fault| matches!(fault, Fault::BelowFooter(_)))
    }

    pub(crate) fn growl_life(&self) -> u32 {
        if self.is_on(&Fault::ShortGrowl) {
            SHORT_GROWL_LIFE
        } else {
            GROWL_LIFE
        }
    }

    pub(crate) fn blocker(&self) -> Duration {
        for fault in &self.active {
            if let Fault::Blocker(time) = fault {
                return *time;
            }
        }
        Duration::ZERO
    }

    /// How late the next answer is.
    pub(crate) fn next_delay(&mut self) -> Duration {
        for fault in &mut self.active {
            if let Fault::Latency { fixed, jitter, seed } = fault {
                let most = u64::try_from(jitter.as_millis()).unwrap_or(u64::MAX);
                let extra = next_in_sequence(seed) % most.saturating_add(1);
                return *fixed + Duration::from_millis(extra);
            }
        }
        Duration::ZERO
    }
}

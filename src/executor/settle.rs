//! The only waiting. A wait has a deadline and asks for a named condition; the page itself waits for quiet and for
//! change, so nothing here counts time but the login gate, where nothing may be run in the page.

use std::time::{Duration, Instant};

/// The end of a step's patience.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    end: Instant,
}

impl Deadline {
    /// Starts now.
    pub(super) fn after(patience: Duration) -> Self {
        Self {
            end: Instant::now() + patience,
        }
    }

    /// Returns the time left, zero once passed.
    pub(super) fn left(self) -> Duration {
        self.end.saturating_duration_since(Instant::now())
    }

    /// Says whether it is over.
    pub(super) fn passed(self) -> bool {
        self.left().is_zero()
    }
}

/// Lets the person go on, where nothing may be run in the page, before the address is asked for again.
#[expect(
    clippy::disallowed_methods,
    reason = "the one pause: on login hosts nothing may wait in the page"
)]
pub async fn while_the_person_logs_in() {
    tokio::time::sleep(Duration::from_millis(250)).await;
}

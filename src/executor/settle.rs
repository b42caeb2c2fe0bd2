//! The only waiting. A wait has a deadline and asks for a named condition; the page itself waits for quiet and for
//! change, so nothing here counts time but the login gate, where nothing may be run in the page.

use std::time::{Duration, Instant};

use crate::page::error::PageError;
use crate::page::observation::Observation;
use crate::page::protocol::Page;

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

/// What a wait came to.
pub(super) struct Waited {
    /// The page at the end, with every message caught and the whole story.
    pub(super) observation: Observation,
    /// Whether the condition held before the deadline.
    pub(super) met: bool,
}

/// Waits until the page is quiet and the condition holds.
///
/// # Errors
///
/// Fails only if the page cannot be looked at; a deadline that passes is a value.
pub(super) async fn until<P: Page>(
    page: &mut P,
    deadline: Deadline,
    mut condition: impl FnMut(&Observation) -> bool,
) -> Result<Waited, PageError> {
    let mut messages: Vec<String> = Vec::new();
    let mut story = Vec::new();
    let mut unlike: Option<String> = None;
    loop {
        let mut observation = page.settle(unlike.as_deref(), deadline.left()).await?;
        for message in std::mem::take(&mut messages) {
            if !observation.messages.contains(&message) {
                observation.messages.push(message);
            }
        }
        story.append(&mut observation.story);
        let met = condition(&observation);
        if met || deadline.passed() {
            observation.story = story;
            return Ok(Waited { observation, met });
        }
        messages.clone_from(&observation.messages);
        unlike = Some(observation.fingerprint);
    }
}

/// Lets the person go on logging in before the address is asked for again.
#[expect(
    clippy::disallowed_methods,
    reason = "the one pause: on login hosts nothing may wait in the page"
)]
pub(super) async fn while_the_person_logs_in() {
    tokio::time::sleep(Duration::from_millis(250)).await;
}

//! Time stamps around an act that destroys: all that stands in the trail before one is older, all that follows is not.

use std::pin::Pin;

use crate::evidence::format::Reason;
use crate::evidence::stamp::Facts;
use crate::page::protocol::Page;

use super::failure::Stop;
use super::walk::Walk;

/// A time stamp that was got.
pub struct Stamped {
    /// Exactly as it was received.
    pub bytes: Vec<u8>,
    /// What it says.
    pub facts: Facts,
}

/// A time stamp, waited for; why there is none, otherwise.
pub type AwaitedStamp = Pin<Box<dyn Future<Output = Result<Stamped, Reason>>>>;

/// Gets a time stamp over a hash.
pub type GetsStamp<'s> = &'s dyn Fn([u8; 32]) -> AwaitedStamp;

impl<P: Page> Walk<'_, P> {
    /// Has the last record stamped, if that is wanted. Without an answer the walk goes on, and says so.
    pub(super) async fn anchor(&mut self) -> Result<(), Stop> {
        let (Some(stamp), Some((over, hash))) = (self.stamp, self.journal.head()) else {
            return Ok(());
        };
        match stamp(hash).await {
            Ok(stamped) => self.journal.anchored(over, &stamped)?,
            Err(reason) => self.journal.note(reason)?,
        }
        Ok(())
    }
}

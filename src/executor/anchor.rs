//! Time stamps around an act that destroys: all that stands in the trail before one is older, all that follows is not.

use std::pin::Pin;

use crate::evidence::format::Reason;
use crate::evidence::stamp::Facts;
use crate::page::protocol::Page;

use super::failure::{Failure, Stop};
use super::refusal::Refusal;
use super::walk::Walk;

/// A time stamp that was got.
pub struct Stamped {
    /// Exactly as it was received.
    pub bytes: Vec<u8>,
    /// What it says.
    pub facts: Facts,
}

/// Why there is no time stamp, and what then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unstamped {
    /// The walk goes on, and says so.
    Told(Reason),
    /// Nothing may be destroyed without one.
    Forbids(Reason),
}

/// A time stamp, waited for; why there is none, otherwise.
pub type AwaitedStamp = Pin<Box<dyn Future<Output = Result<Stamped, Unstamped>>>>;

/// Gets a time stamp over a hash.
pub type GetsStamp<'s> = &'s dyn Fn([u8; 32]) -> AwaitedStamp;

impl<P: Page> Walk<'_, P> {
    /// Has the last record stamped before anything is destroyed, if that is wanted; stops if none may be without.
    pub(super) async fn anchor_before(&mut self) -> Result<(), Stop> {
        match self.anchor().await? {
            Some(Unstamped::Forbids(reason)) => Err(Stop::Blocked(Failure::Destroying(Refusal::AnchorMissing(reason)))),
            Some(Unstamped::Told(reason)) => Ok(self.journal.note(reason)?),
            None => Ok(()),
        }
    }

    /// Has the last record stamped after something was destroyed, if that is wanted. It is gone: without an answer the
    /// walk goes on whatever was asked for, and says so.
    pub(super) async fn anchor_after(&mut self) -> Result<(), Stop> {
        match self.anchor().await? {
            Some(Unstamped::Forbids(reason) | Unstamped::Told(reason)) => Ok(self.journal.note(reason)?),
            None => Ok(()),
        }
    }

    /// Returns why there is no time stamp, if one is wanted and was not got.
    async fn anchor(&mut self) -> Result<Option<Unstamped>, Stop> {
        let (Some(stamp), Some((over, hash))) = (self.stamp, self.journal.head()) else {
            return Ok(None);
        };
        match stamp(hash).await {
            Ok(stamped) => self.journal.anchored(over, &stamped)?,
            Err(unstamped) => return Ok(Some(unstamped)),
        }
        Ok(None)
    }
}

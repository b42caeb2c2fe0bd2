//! The other end of the services: systems that collect the documents of an office into a register of their own.
//!
//! They know what a system knows, the service's address and the skrytki, and nothing of the portal's state.

mod puller;
mod register;
mod sod;

pub use puller::{Death, Mailbox, Refusal, Round};
pub use register::{Kept, Register};
pub use sod::Sod;

pub(crate) use puller::Puller;

//! SEKAP: the regional platform that carried the mail of its partners, and its administration panel.
//!
//! What the panel looks like was never public; it is plain here, a tree and a form. SEKAP knows of ePUAP only
//! what its services answer.

mod conversation;
pub(crate) mod door;
mod fault;
mod field;
mod fixture;
mod journal;
mod link;
mod panel;
mod server;
mod state;
mod unit;

pub use fault::SekapFault;
pub use field::UnitField;
pub use fixture::{MARSHALS_OFFICE, OTHER_PARTNER, PARTNER};
pub use journal::{SekapEntry, SekapEvent, SekapTruth, UnitChange};
pub use server::{MockSekap, SekapSettings};
pub use unit::Unit;

//! SEKAP: the regional platform that carried the mail of its partners, and its administration panel.
//!
//! What the panel looks like was never public; it is plain here, a tree and a form. SEKAP knows of ePUAP only
//! what its services answer.

mod fixture;
mod link;
mod server;
mod state;
mod unit;

pub use fixture::{MARSHALS_OFFICE, OTHER_PARTNER, PARTNER};
pub use server::MockSekap;
pub use unit::Unit;

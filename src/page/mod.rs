//! What an executor may ask of a page. Knows no browser, no evidence.

pub mod absent;
pub mod deed;
pub mod error;
pub mod observation;
pub mod protocol;
pub mod snapshot;
pub mod touch;

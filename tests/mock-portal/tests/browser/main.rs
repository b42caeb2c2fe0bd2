//! The portals in a real browser: what a person can do in them, and what their faults do to a page.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::expect_used, reason = "the message is the install hint")]

mod cards;
mod faults;
mod practice;
mod sekap;
mod systems;
mod window;

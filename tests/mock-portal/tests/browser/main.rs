//! The portal in a real browser: what a person can do in it, and what its faults do to the page.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::expect_used, reason = "the message is the install hint")]

mod faults;
mod practice;
mod window;

//! The services behind the pages: who may take documents, and whether each arrives exactly once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod migration;
mod pull;
mod wire;

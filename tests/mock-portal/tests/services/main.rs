//! Everything around ePUAP's own pages: its services and their clients, SEKAP's panel, the office's site.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bip;
mod migration;
mod panel;
mod pull;
mod wire;

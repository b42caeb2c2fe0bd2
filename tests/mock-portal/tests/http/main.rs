//! The portal over raw HTTP: what it answers, what it records, what its faults do.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod card;
mod cards;
mod documents;
mod editing;
mod expiry;
mod failing;
mod faults;
mod knobs;
mod list;
mod login;
mod register;
mod schedule;
mod systems;
mod tally;
mod visitor;

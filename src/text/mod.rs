//! Text without meaning of its own: sources with positions, the rule for comparing labels, the languages of messages.
//!
//! Imports nothing of ours.

pub(crate) mod catalogue;
pub mod label;
pub mod language;
pub mod mask;
pub mod personal;
pub mod plain;
pub mod source;

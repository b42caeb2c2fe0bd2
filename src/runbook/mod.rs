//! The runbook language: what an author writes, and what it means.
//!
//! A file is read into a document with positions, lowered into a [`model::Runbook`] that can only be valid, or answered
//! with every diagnostic at once. Knows no browser and no evidence.

pub mod diagnostic;
mod document;
pub mod fault;
mod load;
mod lower;
pub mod model;
pub mod portal;
mod reader;
mod render;
mod suggestion;
mod written;

pub use diagnostic::{Diagnostic, DiagnosticKind, Severity};
pub use load::{Checked, read, read_portal, read_portal_source, read_sources};
pub(crate) use lower::is_identifier;
pub use render::Colour;

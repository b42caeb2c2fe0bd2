//! The runbook language: what an author writes, and what it means.
//!
//! A file is read into a document with positions, lowered into a [`model::Runbook`] that can only be valid, or answered
//! with every diagnostic at once. Knows no browser and no evidence.

mod answers;
pub mod consent;
mod covered;
pub mod data;
pub mod diagnostic;
mod document;
pub mod fault;
mod format;
mod instruction;
mod load;
mod lower;
pub mod model;
pub mod portal;
pub mod quorum;
mod reader;
mod render;
pub mod retention;
pub mod schema;
mod series;
mod suggestion;
mod written;

pub use answers::{Answer, Outcome, read_answers};
pub use covered::covered_inputs;
pub use diagnostic::{Diagnostic, DiagnosticKind, Severity};
pub use format::{Formatted, formatted};
pub use instruction::{Chapter, Instruction, Point, read_instruction};
pub use load::{Checked, LARGEST, open, read, read_instruction_source, read_portal, read_portal_source, read_sources};
pub(crate) use lower::is_identifier;
pub use render::Colour;
pub use series::{AnyRunbook, CheckedSeries, CheckedStage, Clause, Demand, Turn, read_any, read_any_of};
pub(crate) use suggestion::nearest;

//! Steps that look and keep: what a difference does, tables and facts recorded.

use super::Template;

/// What a difference from what is wanted does to the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differing {
    /// Nothing beyond what the verb itself says.
    Usual,
    /// The walk goes on, and the run ends as failed.
    Reported,
}

/// What is read into the evidence.
#[derive(Clone, Debug)]
pub enum Recording {
    /// Every row of a table.
    Table(RecordedTable),
    /// Labelled texts and fields.
    Facts(Vec<Template>),
}

/// A table that is read with all its cells.
#[derive(Clone, Debug)]
pub struct RecordedTable {
    /// Heading or caption of the table.
    pub table: Template,
    /// Column whose text tells the rows apart.
    pub key: Option<Template>,
    /// Keys of the rows that should be there, and no others; none if nothing is expected.
    pub expected: Option<Vec<Template>>,
    /// Number of rows above which the instruction advises otherwise.
    pub advised: Option<usize>,
}

//! Loops: what a block is run over.

use super::{Call, Key, Template};

/// A loop.
#[derive(Clone, Debug)]
pub struct ForEach {
    /// What it goes over.
    pub over: Over,
    /// Most rows or lines that may be worked on; more stop the run before the first.
    pub at_most: usize,
    /// The block and its other parameters.
    pub call: Call,
}

/// What a loop goes over.
#[derive(Clone, Debug)]
pub enum Over {
    /// The rows of a table on the page.
    Rows {
        /// Heading or caption of the table.
        table: Template,
        /// Column whose text is the key.
        key: Template,
        /// Parameter of the block that receives the key.
        bind: String,
        /// Fewest rows; fewer stop the run before the first.
        at_least: usize,
    },
    /// The lines of an input of type `rows`; each column is a parameter of the block.
    Lines {
        /// The input.
        input: String,
        /// Columns whose texts together are the key.
        key: Key,
    },
    /// The values of an input of type `list`.
    Values {
        /// The input.
        input: String,
        /// Parameter of the block that receives the value.
        bind: String,
    },
}

impl Over {
    /// Returns the input that the loop goes over; none for a table of the page.
    pub fn input(&self) -> Option<&str> {
        match self {
            Self::Lines { input, .. } | Self::Values { input, .. } => Some(input),
            Self::Rows { .. } => None,
        }
    }
}

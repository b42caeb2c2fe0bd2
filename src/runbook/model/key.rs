//! What tells the lines of a file apart.

use std::fmt;

use super::Scope;

/// Between the columns of a key, and between their texts.
const BETWEEN: &str = " › ";

/// Columns whose texts together stand in one line only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<String>);

impl Key {
    /// Takes the columns.
    pub fn new(columns: Vec<String>) -> Self {
        Self(columns)
    }

    /// Returns the columns.
    pub fn columns(&self) -> &[String] {
        &self.0
    }

    /// Returns what a line has in the columns.
    pub fn text_in(&self, cells: &Scope) -> String {
        let texts = self.0.iter().filter_map(|column| cells.get(column));
        texts.map(String::as_str).collect::<Vec<_>>().join(BETWEEN)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.join(BETWEEN))
    }
}

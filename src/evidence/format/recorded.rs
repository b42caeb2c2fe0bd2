//! What was read into the evidence for its own sake: tables with all their cells, and labelled values.

use serde::{Deserialize, Serialize};

use super::field::Value;

/// What a step read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recorded {
    /// Every row of a table.
    Table(RecordedTable),
    /// Labelled texts and fields.
    Facts(Vec<RecordedFact>),
}

/// A table over all its pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedTable {
    /// Heading of the table.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Column whose text tells the rows apart, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The rows in the order read.
    pub rows: Vec<RecordedRow>,
    /// Keys of rows that were expected and are not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedRow {
    /// Texts of its cells.
    pub cells: Vec<String>,
    /// Whether it was expected.
    pub standing: RowStanding,
}

/// Whether a row was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowStanding {
    /// Nothing was expected of the table.
    Read,
    /// It was.
    Expected,
    /// It was not.
    Unexpected,
}

/// A labelled value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedFact {
    /// Places from outermost to innermost, as shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Label as shown.
    pub label: String,
    /// What stands there.
    pub value: Value,
}

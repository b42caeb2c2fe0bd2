//! Fields compared, and the rows of a loop.

use serde::{Deserialize, Serialize};

/// Life of a field in plan and apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Places from outermost to innermost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Label.
    pub label: String,
    /// Value found first.
    pub before: Value,
    /// Value wanted.
    pub wanted: Value,
    /// Value read on a fresh view after saving; none in a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    /// `unchanged`, `would-change`, `changed` or `failed`.
    pub status: FieldStatus,
}

/// What became of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldStatus {
    /// Already as wanted.
    Unchanged,
    /// A plan would change it.
    WouldChange,
    /// Changed, saved and read again.
    Changed,
    /// Differs from what was wanted after saving, or fails a check.
    Failed,
}

/// A value as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Text of a field, or label of the chosen option; empty if none.
    Text(String),
    /// Checkbox on or off.
    Switch(bool),
    /// Labels of all options chosen, or names of files.
    Several(Vec<String>),
}

/// The keys of a loop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// Heading of the table.
    pub table: String,
    /// Column of the keys.
    pub key: String,
    /// The keys in the order read.
    pub rows: Vec<String>,
}

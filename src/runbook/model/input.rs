//! What the operator gives before the run.

/// A value that the operator gives before the run.
#[derive(Clone, Debug)]
pub struct Input {
    /// Name used as `{name}`.
    pub name: String,
    /// What may be given.
    pub kind: InputKind,
    /// Question to the operator.
    pub ask: String,
    /// An example shown beside the question.
    pub example: Option<String>,
}

/// The type of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Any text without control characters.
    Text,
    /// A whole number.
    Integer,
    /// A file of this machine, by its path.
    File,
    /// A file of lines with these columns.
    Rows(Vec<Column>),
    /// Values of one kind, typed or in a file with one a line.
    List,
}

/// A column of a file of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the file, and of the parameter that a block receives.
    pub name: String,
    /// What may stand in it.
    pub kind: ColumnKind,
}

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Any text with something visible in it.
    Text,
    /// A whole number.
    Integer,
    /// An address that begins with `https://`.
    Https,
    /// One of these words.
    Choice(Vec<String>),
}

impl InputKind {
    /// Returns the word used in files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::File => "file",
            Self::Rows(_) => "rows",
            Self::List => "list",
        }
    }
}

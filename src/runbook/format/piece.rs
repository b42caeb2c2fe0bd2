//! A file as a person sees it: lines with their comments, lists and tables with theirs.

/// Something that stands on a line of its own, at the top or in a list or table over several lines.
#[derive(Debug)]
pub(super) enum Piece {
    /// An empty line, or several.
    Blank,
    /// A comment on a line of its own.
    Comment(String),
    /// `[…]` or `[[…]]`.
    Header(Header),
    /// A value, with its key if it stands in a table.
    Entry(Entry),
}

/// The header of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) text: String,
    pub(super) comment: Option<String>,
}

/// A value, with its key if it stands in a table.
#[derive(Debug)]
pub(super) struct Entry {
    /// Dotted keys joined.
    pub(super) key: Option<Key>,
    pub(super) value: Worth,
    /// On the same line behind the value.
    pub(super) comment: Option<String>,
    /// Whether the author began a line with it.
    pub(super) starts_line: bool,
}

/// A key as written.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) is_dotted: bool,
}

/// A value.
#[derive(Debug)]
pub(super) enum Worth {
    /// Text, number, date, `true` or `false`, as written.
    Scalar(String),
    /// `[…]`.
    List(Group),
    /// `{…}`.
    Table(Group),
}

/// What stands between brackets or braces.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) pieces: Vec<Piece>,
    /// Whether it stands over several lines.
    pub(super) is_broken: bool,
}

impl Worth {
    /// Says whether the value goes over the end of its line.
    pub(super) fn is_tall(&self) -> bool {
        match self {
            Self::Scalar(text) => text.contains('\n'),
            Self::List(group) | Self::Table(group) => {
                group.is_broken || group.entries().any(|entry| entry.value.is_tall())
            }
        }
    }
}

impl Group {
    /// Returns the values within.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.pieces.iter().filter_map(Piece::entry)
    }
}

impl Piece {
    /// Returns the value, if it is one.
    pub(super) fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Blank | Self::Comment(_) | Self::Header(_) => None,
        }
    }
}

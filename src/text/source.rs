//! Files as people wrote them, and positions in them.

use std::ops::Range;

/// A text file by the name under which the author knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    name: String,
    text: String,
}

/// Byte range in a [`SourceFile`].
pub type Span = Range<usize>;

impl SourceFile {
    /// Joins a name (usually the path as given on the command line) with its text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Returns the name of the file as the author gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns line and column of a byte offset, both counted from 1, columns in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let file = SourceFile::new("a.toml", "x = 1\n\"zażółć\" = 2\n");
        let offset = file.text().find("= 2").unwrap_or_default();
        assert_eq!(file.line_column(offset), (2, 10));
    }
}

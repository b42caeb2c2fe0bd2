//! What is wrong with what a step reads into the evidence.

use super::words::Words;
use crate::text::language::Language;

/// A `record`, or a `differs`, that does not say one thing clearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordFault {
    /// A table and fields at once.
    Both,
    /// Neither of them.
    Neither,
    /// A key of a table where fields are read.
    OfTable {
        /// The key.
        key: &'static str,
    },
    /// Rows expected, and no column that tells them apart.
    ExpectedWithoutKey,
    /// A difference is to be reported where nothing is expected.
    NothingExpected,
    /// A number of rows that nobody advises.
    Advised {
        /// The number.
        seen: i64,
        /// Most rows allowed.
        limit: usize,
    },
    /// A place that would not narrow a table.
    PlaceOfTable {
        /// The key.
        key: &'static str,
    },
}

impl RecordFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Both => Words::pick(
                language,
                (
                    "jeden odczyt nie może mieć i `table`, i `fields`",
                    "zrób z nich dwa kroki: jeden z `table`, drugi z `fields`",
                ),
                (
                    "one reading cannot have both `table` and `fields`",
                    "make two steps of it: one with `table`, the other with `fields`",
                ),
            ),
            Self::Neither => Words::pick(
                language,
                (
                    "nie wiadomo, co odczytać",
                    "dopisz table = \"…\" z nagłówkiem tabeli albo fields = [\"…\"] z etykietami",
                ),
                (
                    "nobody knows what to read",
                    "add table = \"…\" with the heading of a table, or fields = [\"…\"] with labels",
                ),
            ),
            Self::OfTable { key } => Words::pick(
                language,
                (
                    format!("`{key}` dotyczy tabeli, a ten krok odczytuje pola"),
                    format!("usuń `{key}`; wartości pól porównuje `check`"),
                ),
                (
                    format!("`{key}` is about a table, and this step reads fields"),
                    format!("remove `{key}`; `check` compares the values of fields"),
                ),
            ),
            Self::ExpectedWithoutKey => Words::pick(
                language,
                (
                    "nie wiadomo, w której kolumnie szukać oczekiwanych wierszy",
                    "dopisz kolumnę, na przykład: key = \"Nazwa systemu\"",
                ),
                (
                    "nobody knows in which column to look for the rows expected",
                    "add the column, for example: key = \"Nazwa systemu\"",
                ),
            ),
            Self::NothingExpected => Words::pick(
                language,
                (
                    "`record` niczego tu nie oczekuje, więc nic nie może się różnić",
                    "dopisz w tabeli `expected` albo usuń `differs`",
                ),
                (
                    "`record` expects nothing here, so nothing can differ",
                    "add `expected` to the table or remove `differs`",
                ),
            ),
            Self::Advised { seen, limit } => Words::pick(
                language,
                (
                    format!("`advised` to {seen}, a potrzeba liczby od 1 do {limit}"),
                    "podaj liczbę wierszy, jaką zaleca instrukcja",
                ),
                (
                    format!("`advised` is {seen}, wanted 1 to {limit}"),
                    "give the number of rows that the instruction advises",
                ),
            ),
            Self::PlaceOfTable { key } => Words::pick(
                language,
                (
                    format!("`{key}` nie zawęża tabeli: rozpoznaje ją nagłówek"),
                    format!("usuń `{key}`; w `table` podaj nagłówek tabeli"),
                ),
                (
                    format!("`{key}` does not narrow a table: its heading tells it"),
                    format!("remove `{key}`; give the heading of the table in `table`"),
                ),
            ),
        }
    }
}

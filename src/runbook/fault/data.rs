//! What is wrong with a file of lines.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// A file that does not hold the lines that its input declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataFault {
    /// Nothing at all, not even a header.
    NoHeader {
        /// The columns wanted.
        wanted: Vec<String>,
    },
    /// A list without a value.
    NoLines,
    /// No table, and no list that says so.
    NoTables {
        /// The input.
        input: String,
    },
    /// A table called otherwise than the input.
    UnknownTable {
        /// As written.
        seen: String,
        /// The input.
        wanted: String,
    },
    /// A column that the input does not declare.
    UnknownColumn {
        /// As written.
        column: String,
        /// The near column.
        suggestion: Option<String>,
        /// Every column.
        known: Vec<String>,
    },
    /// The same column twice.
    ColumnTwice {
        /// Its name.
        column: String,
    },
    /// Columns that are not there.
    ColumnsMissing {
        /// Their names.
        missing: Vec<String>,
    },
    /// A line with more or fewer fields than the header.
    Fields {
        /// Fields of the line.
        seen: usize,
        /// Fields of the header.
        wanted: usize,
    },
    /// A quote without its fellow.
    Unclosed,
    /// A field with nothing in it.
    Empty {
        /// Its column.
        column: String,
    },
    /// No whole number.
    NotInteger {
        /// As written.
        seen: String,
    },
    /// No encrypted address.
    NotHttps {
        /// As written.
        seen: String,
    },
    /// None of the words allowed.
    NotOffered {
        /// As written.
        seen: String,
        /// The near word.
        suggestion: Option<String>,
        /// Every word.
        known: Vec<String>,
    },
    /// A key that an earlier line has.
    KeyTwice {
        /// What stands in the columns of the key.
        texts: Vec<String>,
        /// The columns of the key.
        columns: Vec<String>,
        /// Line of the first.
        line: usize,
    },
    /// More lines than a loop may work on.
    TooMany {
        /// Lines in the file.
        count: usize,
        /// Lines allowed.
        limit: usize,
    },
}

impl DataFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::NoHeader { wanted } => {
                let header = wanted.join(";");
                Words::pick(
                    language,
                    (
                        "plik jest pusty",
                        format!(
                            "zacznij od wiersza z nazwami kolumn: {header}; jeżeli nie ma nic do zrobienia, niech stoi sam"
                        ),
                    ),
                    (
                        "the file is empty",
                        format!(
                            "begin with a line that names the columns: {header}; where there is nothing to do, let it stand alone"
                        ),
                    ),
                )
            }
            Self::NoLines => Words::pick(
                language,
                (
                    "nie ma tu żadnego wiersza z danymi",
                    "dopisz wiersz dla każdej rzeczy do zrobienia",
                ),
                ("there is no line of data here", "add a line for each thing to be done"),
            ),
            Self::NoTables { input } => Words::pick(
                language,
                (
                    "plik jest pusty",
                    format!(
                        "każdy wiersz zapisz pod nagłówkiem [[{input}]]; jeżeli nie ma nic do zrobienia, napisz: {input} = []"
                    ),
                ),
                (
                    "the file is empty",
                    format!(
                        "write each line under the header [[{input}]]; where there is nothing to do, write: {input} = []"
                    ),
                ),
            ),
            Self::UnknownTable { seen, wanted } => Words::pick(
                language,
                (
                    format!("`{seen}` nie należy do danej `{wanted}`"),
                    format!("każdy wiersz zapisz pod nagłówkiem [[{wanted}]]"),
                ),
                (
                    format!("`{seen}` does not belong to the input `{wanted}`"),
                    format!("write each line under the header [[{wanted}]]"),
                ),
            ),
            Self::UnknownColumn {
                column,
                suggestion,
                known,
            } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let hint = did_you_mean(language, suggestion.as_ref(), &known);
                Words::pick(
                    language,
                    (format!("nieznana kolumna `{column}`"), hint.clone()),
                    (format!("unknown column `{column}`"), hint),
                )
            }
            Self::ColumnTwice { column } => Words::pick(
                language,
                (format!("kolumna `{column}` stoi drugi raz"), "usuń jedną z nich"),
                (
                    format!("the column `{column}` stands here for the second time"),
                    "remove one of them",
                ),
            ),
            Self::ColumnsMissing { missing } => {
                let list: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
                let list = list.join(", ");
                Words::pick(
                    language,
                    (
                        format!("brakuje kolumn: {list}"),
                        "dopisz je; runbook potrzebuje wszystkich",
                    ),
                    (
                        format!("missing columns: {list}"),
                        "add them; the runbook needs them all",
                    ),
                )
            }
            Self::Fields { seen, wanted } => Words::pick(
                language,
                (
                    format!("pól jest {seen}, a kolumn {wanted}"),
                    "wartość, która zawiera znak rozdzielający, ujmij w cudzysłów",
                ),
                (
                    format!("the line has {seen} fields, the header {wanted} columns"),
                    "put a value that holds the separator in quotes",
                ),
            ),
            Self::Unclosed => Words::pick(
                language,
                (
                    "cudzysłów nie obejmuje całej wartości",
                    "zamknij go na końcu wartości; cudzysłów w środku zapisz podwójnie: \"\"",
                ),
                (
                    "the quotes do not go around the whole value",
                    "close them at its end; write a quote within the value twice: \"\"",
                ),
            ),
            Self::Empty { column } => Words::pick(
                language,
                (
                    format!("pusta wartość w kolumnie `{column}`"),
                    "wpisz wartość albo usuń wiersz",
                ),
                (
                    format!("empty value in the column `{column}`"),
                    "write a value or remove the line",
                ),
            ),
            Self::NotInteger { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest liczbą całkowitą"),
                    "wpisz same cyfry, na przykład 4",
                ),
                (
                    format!("`{seen}` is not a whole number"),
                    "write digits alone, for example 4",
                ),
            ),
            Self::NotHttps { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest bezpiecznym adresem"),
                    "wpisz cały adres od https://, bez nazwy użytkownika i hasła",
                ),
                (
                    format!("`{seen}` is not a safe address"),
                    "write the whole address from https:// on, without a user name and a password",
                ),
            ),
            Self::NotOffered {
                seen,
                suggestion,
                known,
            } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let hint = did_you_mean(language, suggestion.as_ref(), &known);
                Words::pick(
                    language,
                    (format!("`{seen}` nie należy do dozwolonych słów"), hint.clone()),
                    (format!("`{seen}` is none of the words allowed"), hint),
                )
            }
            Self::KeyTwice { texts, columns, line } => {
                let text = texts.join(" › ");
                let named = match columns.as_slice() {
                    [_] => String::new(),
                    several => format!(" ({})", several.join(", ")),
                };
                Words::pick(
                    language,
                    (
                        format!("`{text}`{named} jest już w wierszu {line}"),
                        "usuń jeden z tych wierszy; każda rzecz ma być zrobiona raz",
                    ),
                    (
                        format!("`{text}`{named} stands in line {line} already"),
                        "remove one of these lines; each thing is to be done once",
                    ),
                )
            }
            Self::TooMany { count, limit } => Words::pick(
                language,
                (
                    format!("wierszy jest {count}, a procedura dopuszcza najwyżej {limit}"),
                    "sprawdź, czy to właściwy plik; jeżeli tak, podziel go albo zwiększ `at_most` w procedurze",
                ),
                (
                    format!("there are {count} lines, the runbook takes at most {limit}"),
                    "check that this is the right file; if so, split it or raise `at_most` in the runbook",
                ),
            ),
        }
    }
}

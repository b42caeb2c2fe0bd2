//! What is wrong with a file as a whole.

use super::words::Words;
use crate::text::language::Language;

/// A file that cannot be read as a runbook or a portal profile at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// There is no such file.
    NotFound,
    /// The path names a folder or a device.
    NotAFile,
    /// The operating system refuses.
    Unreadable {
        /// What it says.
        reason: String,
    },
    /// The file is larger than any procedure.
    TooLarge {
        /// Most bytes allowed.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// The two bytes with which Windows marks UTF-16.
    Utf16,
    /// The three bytes with which Windows marks UTF-8.
    ByteOrderMark,
    /// The text is not TOML.
    Syntax {
        /// What the TOML reader says.
        detail: String,
    },
    /// The name of the file cannot name a run.
    Name {
        /// The file's stem.
        stem: String,
    },
    /// More mistakes than are worth showing.
    More {
        /// How many are not shown.
        count: usize,
    },
}

impl FileFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::NotFound => Words::pick(
                language,
                ("nie ma takiego pliku", "sprawdź ścieżkę"),
                ("there is no such file", "check the path"),
            ),
            Self::NotAFile => Words::pick(
                language,
                ("to nie jest zwykły plik", "podaj ścieżkę do pliku `.toml`"),
                ("this is not a regular file", "give the path of a `.toml` file"),
            ),
            Self::Unreadable { reason } => Words::pick(
                language,
                (
                    format!("nie można odczytać pliku: {reason}"),
                    "sprawdź uprawnienia do pliku i folderu",
                ),
                (
                    format!("the file cannot be read: {reason}"),
                    "check the permissions of the file and its folder",
                ),
            ),
            Self::TooLarge { limit } => Words::pick(
                language,
                (
                    format!("plik ma więcej niż {limit} bajtów"),
                    "podziel procedurę na kilka plików",
                ),
                (
                    format!("the file is larger than {limit} bytes"),
                    "split the procedure into several files",
                ),
            ),
            Self::NotUtf8 => Words::pick(
                language,
                (
                    "plik nie jest zapisany w UTF-8",
                    "zapisz plik w edytorze z kodowaniem UTF-8, a nie Windows-1250 ani ISO 8859-2",
                ),
                (
                    "the file is not UTF-8",
                    "save the file as UTF-8, not Windows-1250 or ISO 8859-2",
                ),
            ),
            Self::Utf16 => Words::pick(
                language,
                (
                    "plik jest zapisany w UTF-16, a potrzebny jest UTF-8",
                    "w oknie „Zapisz jako” wybierz kodowanie UTF-8",
                ),
                (
                    "the file is UTF-16, wanted UTF-8",
                    "choose the encoding UTF-8 when saving",
                ),
            ),
            Self::ByteOrderMark => Words::pick(
                language,
                (
                    "plik zaczyna się od znacznika BOM",
                    "zapisz plik jako „UTF-8”, a nie „UTF-8 z BOM”",
                ),
                (
                    "the file starts with a byte order mark",
                    "save the file as \"UTF-8\", not as \"UTF-8 with BOM\"",
                ),
            ),
            Self::Syntax { detail } => syntax(language, detail),
            Self::Name { stem } => Words::pick(
                language,
                (
                    format!("nazwa pliku `{stem}` nie może być nazwą przebiegu"),
                    "użyj małych liter a–z, cyfr i łączników, na przykład `skrytki-pull.toml`",
                ),
                (
                    format!("the file name `{stem}` cannot name a run"),
                    "use small letters a–z, digits and hyphens, for example `skrytki-pull.toml`",
                ),
            ),
            Self::More { count } => Words::pick(
                language,
                (
                    format!("dalszych błędów nie pokazano: {count}"),
                    "popraw powyższe i sprawdź plik ponownie",
                ),
                (
                    format!("{count} more mistakes are not shown"),
                    "mend those above and check the file again",
                ),
            ),
        }
    }
}

/// Translates what the TOML reader says; a saying that is not in the table stays in its English.
fn syntax(language: Language, detail: &str) -> Words {
    let known = SAYINGS.iter().find(|saying| detail.starts_with(saying.0));
    match known {
        Some((_, polish, hint_polish, hint_english)) => Words::pick(
            language,
            (format!("niepoprawny zapis TOML: {polish}"), *hint_polish),
            (format!("this is not TOML: {detail}"), *hint_english),
        ),
        None => Words::pick(
            language,
            (
                format!("niepoprawny zapis TOML: {detail}"),
                "zobacz zasady zapisu na toml.io/pl",
            ),
            (
                format!("this is not TOML: {detail}"),
                "the rules of TOML are at toml.io",
            ),
        ),
    }
}

/// Beginning of the reader's saying, the same in Polish, and a hint in both languages.
const SAYINGS: &[(&str, &str, &str, &str)] = &[
    (
        "duplicate key",
        "ten sam klucz stoi drugi raz",
        "usuń jeden z nich; w jednej tabeli klucz może wystąpić raz",
        "remove one of them; a table has each key once",
    ),
    (
        "string values must be quoted",
        "tekst musi stać w cudzysłowie",
        "po znaku = wpisz tekst w prostych cudzysłowach: \"…\"",
        "write the text after = in straight quotes: \"…\"",
    ),
    (
        "invalid basic string",
        "tekst w cudzysłowie jest niedomknięty lub ma niedozwolony znak",
        "domknij cudzysłów; ukośnik odwrotny zapisz jako \\\\",
        "close the quotes; write a backslash as \\\\",
    ),
    (
        "missing escaped value",
        "po ukośniku odwrotnym brakuje znaku",
        "ukośnik odwrotny zapisz jako \\\\ albo użyj apostrofów: '…'",
        "write a backslash as \\\\ or use single quotes: '…'",
    ),
    (
        "invalid unquoted key",
        "klucz ma znaki, które wymagają cudzysłowu",
        "klucz ze spacją lub polską literą ujmij w cudzysłów: \"Typ skrytki\" = …",
        "put a key with a space or a Polish letter in quotes: \"Typ skrytki\" = …",
    ),
    (
        "unquoted keys cannot be empty",
        "brakuje nazwy klucza",
        "przed znakiem = wpisz nazwę klucza",
        "write the name of the key before the = sign",
    ),
    (
        "key with no value",
        "klucz nie ma wartości",
        "po kluczu wpisz = i wartość; klucz ze spacją ujmij w cudzysłów: \"Typ skrytki\" = …",
        "write = and a value after the key; put a key with a space in quotes: \"Typ skrytki\" = …",
    ),
    (
        "missing value",
        "po znaku = brakuje wartości",
        "wpisz wartość, na przykład tekst w cudzysłowie",
        "write a value, for example a text in quotes",
    ),
    (
        "missing assignment",
        "między kluczem a wartością brakuje znaku =",
        "zapisz: klucz = wartość",
        "write: key = value",
    ),
    (
        "unclosed array table",
        "nagłówek tabeli jest niedomknięty",
        "nagłówek listy kroków ma po dwa nawiasy: [[step]]",
        "the header of a list of steps has two brackets: [[step]]",
    ),
    (
        "unclosed array",
        "lista jest niedomknięta",
        "zakończ listę nawiasem ]",
        "end the list with ]",
    ),
    (
        "unclosed table",
        "nagłówek tabeli jest niedomknięty",
        "zakończ nagłówek nawiasem ]",
        "end the header with ]",
    ),
    (
        "unclosed inline table",
        "tabela w nawiasach klamrowych jest niedomknięta",
        "zakończ tabelę nawiasem }",
        "end the table with }",
    ),
    (
        "missing comma",
        "brakuje przecinka",
        "rozdziel elementy przecinkami; skończoną listę zamknij nawiasem ]",
        "separate the elements with commas; close a finished list with ]",
    ),
    (
        "extra comma",
        "jest o jeden przecinek za dużo",
        "usuń zbędny przecinek",
        "remove the extra comma",
    ),
    (
        "unexpected key or value",
        "po wartości stoi coś jeszcze",
        "każdy klucz z wartością zapisz w osobnym wierszu",
        "write each key with its value on a line of its own",
    ),
    (
        "cannot recurse further",
        "zagnieżdżenie jest zbyt głębokie",
        "uprość listy i tabele",
        "make the lists and tables simpler",
    ),
    (
        "cannot extend value",
        "ta nazwa ma już wartość i nie może być tabelą",
        "usuń wcześniejszą wartość albo zmień nazwę tabeli",
        "remove the earlier value or rename the table",
    ),
    (
        "unexpected leading zero",
        "liczba nie może zaczynać się od zera",
        "usuń zero z przodu albo ujmij wartość w cudzysłów, jeżeli to tekst",
        "remove the zero, or put the value in quotes if it is a text",
    ),
];

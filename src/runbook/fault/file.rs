//! What is wrong with a file as a whole.

use super::saying::syntax;
use super::words::Words;
use crate::text::language::Language;
use crate::text::mask::Rule;

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
    /// A PESEL number, which would stand in the evidence.
    Pesel,
    /// Something that the portal profile has covered, which would stand in the evidence.
    Covered {
        /// Why it is covered.
        rule: Rule,
    },
    /// The text is not TOML.
    Syntax {
        /// What the TOML reader says.
        detail: String,
    },
    /// Formatting would have changed more than the look.
    Unformattable,
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
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::NotFound => Words::pick(
                language,
                ("nie ma takiego pliku", "sprawdź ścieżkę"),
                ("there is no such file", "check the path"),
            ),
            Self::NotAFile => Words::pick(
                language,
                ("to nie jest zwykły plik", "podaj ścieżkę do pliku, a nie do folderu"),
                ("this is not a regular file", "give the path of a file, not of a folder"),
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
                    "podziel go na kilka plików",
                ),
                (
                    format!("the file is larger than {limit} bytes"),
                    "split it into several files",
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
            Self::Pesel => Words::pick(
                language,
                (
                    "w pliku jest numer PESEL",
                    "plik trafia do teczki w całości, a numery osób nie mogą; usuń go albo wpisz go na portalu samodzielnie w kroku `manual`",
                ),
                (
                    "the file holds a PESEL number",
                    "the file is kept in the bundle as it is, where numbers of persons must not stand; take it out, or type it on the portal yourself in a `manual` step",
                ),
            ),
            Self::Covered { rule } => Words::pick(
                language,
                (
                    format!(
                        "w pliku stoi to, co profil portalu każe zakrywać: {}",
                        rule_word(*rule, Language::Polish)
                    ),
                    "plik trafia do teczki w całości; usuń to z pliku i wpisz na portalu w kroku `manual` albo zmień `[masks]` w portal.toml",
                ),
                (
                    format!(
                        "the file holds what the portal profile has covered: {}",
                        rule_word(*rule, Language::English)
                    ),
                    "the file is kept in the bundle as it is; take it out and type it on the portal in a `manual` step, or change `[masks]` in portal.toml",
                ),
            ),
            Self::Syntax { detail } => syntax(language, detail),
            Self::Unformattable => Words::pick(
                language,
                (
                    "formatowanie zmieniłoby treść pliku, więc plik pozostaje, jaki był",
                    "to błąd programu krok; proszę go zgłosić razem z tym plikiem",
                ),
                (
                    "formatting would change what the file says, so it stays as it was",
                    "this is a defect of krok; please report it with this file",
                ),
            ),
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

/// Names what a rule covers.
pub fn rule_word(rule: Rule, language: Language) -> &'static str {
    match rule {
        Rule::Pesel => language.pick("numer PESEL", "a PESEL number"),
        Rule::Iban => language.pick("numer rachunku", "an account number"),
        Rule::Email => language.pick("adres e-mail", "an e-mail address"),
        Rule::Phone => language.pick("numer telefonu", "a telephone number"),
        Rule::Name => language.pick("nazwa z listy `names`", "a name of the list `names`"),
        Rule::Field => language.pick(
            "wartość pola z listy `fields`",
            "a value of a field of the list `fields`",
        ),
        Rule::Region => language.pick(
            "treść obszaru z listy `regions`",
            "the content of a part of the list `regions`",
        ),
    }
}

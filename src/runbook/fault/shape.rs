//! What is wrong with keys and types.

use super::grammar::{Part, Shape, Wanted, example};
use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// A key that should not be there, or a value of the wrong type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeFault {
    /// A key that the part does not know.
    UnknownKey {
        /// The key as written.
        key: String,
        /// Where it stands.
        part: Part,
        /// The near key.
        suggestion: Option<String>,
        /// Every key that the part knows.
        known: &'static [&'static str],
    },
    /// A key without which the part means nothing.
    MissingKey {
        /// The key.
        key: &'static str,
        /// Where it should stand.
        part: Part,
    },
    /// A value of a type that the key does not take.
    WrongType {
        /// The key.
        key: String,
        /// The type it takes.
        wanted: Wanted,
        /// The type it was given.
        found: Shape,
    },
    /// A list without elements.
    EmptyList {
        /// The key of the list.
        key: String,
    },
    /// A number beyond 64 bits.
    IntegerTooLarge,
    /// A time, or a day with one.
    NotADay,
    /// A version of the language that this program does not know.
    Schema {
        /// The version.
        seen: i64,
    },
    /// A time that is not seconds or minutes.
    Duration {
        /// The text as written.
        seen: String,
    },
    /// A word that is none of the words allowed.
    Word {
        /// The word.
        seen: String,
        /// The key.
        key: &'static str,
        /// The near word.
        suggestion: Option<String>,
        /// Every word allowed.
        known: &'static [&'static str],
    },
}

impl ShapeFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::UnknownKey {
                key,
                part,
                suggestion,
                known,
            } => {
                let hint = did_you_mean(language, suggestion.as_ref(), known);
                let part = part.name(language);
                Words::pick(
                    language,
                    (format!("nieznany klucz `{key}` w {part}"), hint.clone()),
                    (format!("unknown key `{key}` in {part}"), hint),
                )
            }
            Self::MissingKey { key, part } => {
                let example = if *part == Part::ConsentFile && *key == "entity" {
                    "entity = \"pzgliwice\"".to_owned()
                } else {
                    example(key)
                };
                let part = part.name(language);
                Words::pick(
                    language,
                    (
                        format!("brakuje klucza `{key}` w {part}"),
                        format!("dopisz na przykład: {example}"),
                    ),
                    (
                        format!("missing key `{key}` in {part}"),
                        format!("add for example: {example}"),
                    ),
                )
            }
            Self::WrongType { key, wanted, found } => {
                let (wanted_words, found) = (wanted.name(language), found.name(language));
                let example = wanted.example(key);
                Words::pick(
                    language,
                    (
                        format!("`{key}` to {found}, a potrzeba: {wanted_words}"),
                        format!("zapisz na przykład: {example}"),
                    ),
                    (
                        format!("`{key}` is {found}, wanted {wanted_words}"),
                        format!("write for example: {example}"),
                    ),
                )
            }
            Self::EmptyList { key } => Words::pick(
                language,
                (format!("lista `{key}` jest pusta"), "dopisz element albo usuń klucz"),
                (format!("the list `{key}` is empty"), "add an element or remove the key"),
            ),
            Self::IntegerTooLarge => Words::pick(
                language,
                ("liczba jest zbyt duża", "sprawdź, czy nie ma zbędnych cyfr"),
                ("the number is too large", "check for stray digits"),
            ),
            Self::NotADay => Words::pick(
                language,
                (
                    "data ma tu być samym dniem, bez godziny i strefy",
                    "zapisz na przykład: 2026-11-22; godzinę wpisz jako tekst w cudzysłowie: \"12:30\"",
                ),
                (
                    "a date is a day here, without time and zone",
                    "write for example: 2026-11-22; write a time as a text in quotes: \"12:30\"",
                ),
            ),
            Self::Schema { seen } => Words::pick(
                language,
                (
                    format!("nieznana wersja języka `{seen}`, znana jest `1`"),
                    "zapisz: schema = 1",
                ),
                (
                    format!("unknown version of the language `{seen}`, known is `1`"),
                    "write: schema = 1",
                ),
            ),
            Self::Duration { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest czasem od 1 sekundy do 60 minut"),
                    "zapisz sekundy lub minuty, na przykład \"20s\" albo \"2m\"",
                ),
                (
                    format!("`{seen}` is not a time from 1 second to 60 minutes"),
                    "write seconds or minutes, for example \"20s\" or \"2m\"",
                ),
            ),
            Self::Word {
                seen,
                key,
                suggestion,
                known,
            } => {
                let hint = did_you_mean(language, suggestion.as_ref(), known);
                Words::pick(
                    language,
                    (format!("`{key}` nie zna słowa `{seen}`"), hint.clone()),
                    (format!("`{key}` does not know the word `{seen}`"), hint),
                )
            }
        }
    }
}

//! What is wrong with keys and types.

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

/// A part of a runbook or a portal profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The top of a runbook.
    Runbook,
    /// `[source]`.
    Source,
    /// A table under `[inputs]`.
    Input,
    /// A step.
    Step,
    /// `for_each`.
    ForEach,
    /// The top of a portal profile.
    Portal,
    /// `[login]`.
    Login,
    /// `[entity]`.
    Entity,
    /// `[session]`.
    Session,
    /// `[page]`.
    Page,
    /// `[effects]`.
    Effects,
}

/// A type that a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// A text or a list of texts.
    TextOrTexts,
    /// A list of texts.
    Texts,
    /// A whole number.
    Integer,
    /// A table.
    Table,
    /// Tables with double brackets.
    Tables,
    /// A wanted value of a field, or a place with fields.
    Value,
}

/// A type as found in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A date or a time.
    Date,
    /// A list.
    List,
    /// A table.
    Table,
}

impl ShapeFault {
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
                let part = part.name(language);
                let example = example(key);
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
                let example = wanted.example();
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
                (
                    format!("lista `{key}` jest pusta"),
                    "dopisz element albo usuń klucz",
                ),
                (
                    format!("the list `{key}` is empty"),
                    "add an element or remove the key",
                ),
            ),
            Self::IntegerTooLarge => Words::pick(
                language,
                ("liczba jest zbyt duża", "sprawdź, czy nie ma zbędnych cyfr"),
                ("the number is too large", "check for stray digits"),
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

impl Part {
    fn name(self, language: Language) -> &'static str {
        match self {
            Self::Runbook => language.pick("runbooku", "the runbook"),
            Self::Source => "`[source]`",
            Self::Input => language.pick("opisie danej w `[inputs]`", "an input"),
            Self::Step => language.pick("kroku", "a step"),
            Self::ForEach => "`for_each`",
            Self::Portal => language.pick("profilu portalu", "the portal profile"),
            Self::Login => "`[login]`",
            Self::Entity => "`[entity]`",
            Self::Session => "`[session]`",
            Self::Page => "`[page]`",
            Self::Effects => "`[effects]`",
        }
    }
}

impl Wanted {
    fn name(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.pick("tekst", "a text"),
            Self::TextOrTexts => {
                language.pick("tekst lub lista tekstów", "a text or a list of texts")
            }
            Self::Texts => language.pick("lista tekstów", "a list of texts"),
            Self::Integer => language.pick("liczba całkowita", "a whole number"),
            Self::Table => language.pick("tabela", "a table"),
            Self::Tables => language.pick(
                "lista tabel w podwójnych nawiasach",
                "tables with double brackets",
            ),
            Self::Value => language.pick(
                "tekst, liczba całkowita, `true`/`false` albo tabela jako miejsce",
                "a text, a whole number, `true`/`false`, or a table as a place",
            ),
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Text => "\"Zapisz\"",
            Self::TextOrTexts => "\"Lista Twoich skrytek\"",
            Self::Texts => "[\"Administrowanie\", \"Skrytki\"]",
            Self::Integer => "20",
            Self::Table => "{ key = \"…\" }",
            Self::Tables => "[[step]]",
            Self::Value => "\"UPP\", 4, true",
        }
    }
}

impl Shape {
    fn name(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.pick("tekst", "a text"),
            Self::Integer => language.pick("liczba całkowita", "a whole number"),
            Self::Float => language.pick("liczba z ułamkiem", "a number with a fraction"),
            Self::Boolean => language.pick("wartość `true`/`false`", "`true`/`false`"),
            Self::Date => language.pick("data lub czas", "a date or a time"),
            Self::List => language.pick("lista", "a list"),
            Self::Table => language.pick("tabela", "a table"),
        }
    }
}

/// Shows how a missing key is written.
fn example(key: &str) -> String {
    let value = match key {
        "schema" => "1",
        "at_most" => "20",
        "save" => "\"Zapisz\"",
        "id" => "\"lista-skrytek\"",
        "title" => "\"Skrytki: odbiór w trybie PULL\"",
        "portal" | "name" => "\"epuap\"",
        "document" => "\"Instrukcja rekonfiguracji\"",
        "type" => "\"text\"",
        "ask" => "\"Identyfikator podmiotu\"",
        "run" | "as" => "\"skrytka\"",
        "row_of" => "\"Lista Twoich skrytek\"",
        "key" => "\"Nazwa skrytki\"",
        "base" => "\"https://epuap.gov.pl\"",
        "start" => "\"/wps/portal\"",
        "hosts" => "[\"https://epuap.gov.pl\"]",
        "marker" => "\"Elektroniczna Skrzynka Podawcza\"",
        "patience" => "\"15m\"",
        "deadline" => "\"20s\"",
        "css" => "\"header .user-subject\"",
        "input" => "\"podmiot\"",
        "login" | "entity" | "page" => return format!("[{key}]"),
        _ => "…",
    };
    format!("{key} = {value}")
}

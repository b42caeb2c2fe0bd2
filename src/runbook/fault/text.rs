//! What is wrong with texts, names and templates.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// A text that cannot be meant as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing visible.
    Empty {
        /// The key.
        key: String,
    },
    /// A line break, an escape or the like.
    ControlCharacter {
        /// Its number in Unicode.
        code: u32,
    },
    /// A character that takes no room or turns the direction of writing.
    InvisibleCharacter {
        /// Its number in Unicode.
        code: u32,
    },
    /// Letters put together from a base and a mark.
    CombiningMarks {
        /// The text with whole letters.
        composed: String,
    },
    /// An identifier with characters that it may not have.
    Id {
        /// As written.
        seen: String,
    },
    /// A name with characters that it may not have.
    Name {
        /// As written.
        seen: String,
    },
    /// Something between braces that is no name.
    BracedName {
        /// What stands between them.
        seen: String,
    },
    /// A text that stands in its list already.
    Twice {
        /// The text.
        text: String,
    },
    /// `{` without `}`.
    UnclosedBrace,
    /// `}` without `{`.
    StrayBrace,
    /// `{name}` that nothing defines.
    UnknownName {
        /// The name.
        name: String,
        /// Block whose parameters count here; `None` for the inputs.
        block: Option<String>,
        /// The near name.
        suggestion: Option<String>,
        /// Every name defined here.
        known: Vec<String>,
    },
    /// What cannot be the name of a runbook.
    Runbook {
        /// As written.
        seen: String,
    },
    /// A path that does not stand under the portal.
    Path {
        /// As written.
        seen: String,
    },
}

impl TextFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Empty { key } => Words::pick(
                language,
                (
                    format!("pusty tekst w `{key}`"),
                    "wpisz tekst dokładnie tak, jak widać go na stronie",
                ),
                (
                    format!("empty text in `{key}`"),
                    "write the text exactly as the page shows it",
                ),
            ),
            Self::ControlCharacter { code } => Words::pick(
                language,
                (
                    format!("tekst zawiera znak sterujący U+{code:04X}"),
                    "usuń ten znak; tekst musi zmieścić się w jednym wierszu",
                ),
                (
                    format!("the text holds the control character U+{code:04X}"),
                    "remove it; a text stands on one line",
                ),
            ),
            Self::InvisibleCharacter { code } => Words::pick(
                language,
                (
                    format!("tekst zawiera niewidoczny znak U+{code:04X}"),
                    "usuń go; pewnie przyszedł ze schowka, więc przepisz tekst ręcznie",
                ),
                (
                    format!("the text holds the invisible character U+{code:04X}"),
                    "remove it; it was probably pasted, so type the text by hand",
                ),
            ),
            Self::CombiningMarks { composed } => Words::pick(
                language,
                (
                    "litery z ogonkami są zapisane jako litera i osobny znak",
                    format!("przepisz tekst z klawiatury: `{composed}`"),
                ),
                (
                    "letters are written as a base letter and a separate mark",
                    format!("type the text on the keyboard: `{composed}`"),
                ),
            ),
            Self::Id { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie może być identyfikatorem"),
                    "użyj małych liter a–z, cyfr i łączników, na przykład `lista-skrytek`",
                ),
                (
                    format!("`{seen}` cannot be an identifier"),
                    "use small letters a–z, digits and hyphens, for example `lista-skrytek`",
                ),
            ),
            Self::Name { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie może być nazwą"),
                    "nazwa to małe litery a–z, cyfry, `_` i `-`, na przykład `podmiot`",
                ),
                (
                    format!("`{seen}` cannot be a name"),
                    "a name is small letters a–z, digits, `_` and `-`, for example `podmiot`",
                ),
            ),
            Self::BracedName { seen } => Words::pick(
                language,
                (
                    format!("między nawiasami `{{{seen}}}` nie stoi nazwa"),
                    "wpisz nazwę danej, na przykład {podmiot}; sam nawias zapisz jako {{",
                ),
                (
                    format!("there is no name between the braces `{{{seen}}}`"),
                    "write the name of an input, for example {podmiot}; write a bare brace as {{",
                ),
            ),
            Self::Twice { text } => Words::pick(
                language,
                (format!("`{text}` stoi na tej liście drugi raz"), "usuń powtórzenie"),
                (
                    format!("`{text}` stands in this list for the second time"),
                    "remove the repetition",
                ),
            ),
            Self::UnclosedBrace => Words::pick(
                language,
                (
                    "po `{` brakuje `}`",
                    "domknij nazwę, na przykład {skrytka}; sam nawias zapisz jako {{",
                ),
                (
                    "`{` has no `}`",
                    "close the name, for example {skrytka}; write a bare brace as {{",
                ),
            ),
            Self::StrayBrace => Words::pick(
                language,
                ("przed `}` brakuje `{`", "sam nawias zapisz jako }}"),
                ("`}` has no `{`", "write a bare brace as }}"),
            ),
            Self::UnknownName {
                name,
                block,
                suggestion,
                known,
            } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let hint = match block {
                    None if suggestion.is_none() && known.is_empty() => {
                        format!("{} [inputs.{name}]", language.pick("dopisz daną:", "add the input:"))
                    }
                    Some(_) if suggestion.is_none() && known.is_empty() => language
                        .pick(
                            "podaj go w `with` albo w `as` tam, gdzie blok jest uruchamiany",
                            "give it in `with` or `as` where the block is run",
                        )
                        .to_owned(),
                    None | Some(_) => did_you_mean(language, suggestion.as_ref(), &known),
                };
                match block {
                    None => Words::pick(
                        language,
                        (format!("nie ma danej o nazwie `{name}`"), hint.clone()),
                        (format!("there is no input named `{name}`"), hint),
                    ),
                    Some(block) => Words::pick(
                        language,
                        (
                            format!("blok `{block}` nie ma parametru `{name}`, a danych z `[inputs]` nie widzi"),
                            hint.clone(),
                        ),
                        (
                            format!("block `{block}` has no parameter `{name}` and does not see the inputs"),
                            hint,
                        ),
                    ),
                }
            }
            Self::Runbook { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie może być nazwą runbooka"),
                    "podaj nazwę pliku bez `.toml`, a gdy to inny portal, także nazwę portalu: \"epuap/skrytki-pull\"",
                ),
                (
                    format!("`{seen}` cannot be the name of a runbook"),
                    "give the name of its file without `.toml`, after the portal's if that is another: \"epuap/skrytki-pull\"",
                ),
            ),
            Self::Path { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest ścieżką na tym portalu"),
                    "zacznij od `/` i stałego początku, bez adresu serwera, spacji i `..`: \"/wps/myportal\"",
                ),
                (
                    format!("`{seen}` is not a path on this portal"),
                    "begin with `/` and a fixed start, without a host, spaces or `..`: \"/wps/myportal\"",
                ),
            ),
        }
    }
}

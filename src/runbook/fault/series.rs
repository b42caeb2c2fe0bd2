//! What is wrong with a series or with a runbook that it uses.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// A stage that cannot be carried out as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesFault {
    /// `use` in a runbook that belongs to a portal.
    UseInRunbook,
    /// A step of a series without `use`.
    NoUse,
    /// A series without the input that names the entity.
    NoEntity {
        /// Its name.
        input: &'static str,
    },
    /// A path that could leave the folder of the series.
    Path {
        /// As written.
        seen: String,
    },
    /// There is no such runbook.
    Missing {
        /// Where it would be.
        path: String,
    },
    /// A link leads out of the folder of the series.
    Outside {
        /// As written.
        seen: String,
    },
    /// The runbook has mistakes of its own, which are told at their places.
    Broken {
        /// The runbook, after the series that lead to it.
        path: Vec<String>,
    },
    /// A series that uses itself.
    Cycle {
        /// The way round.
        path: Vec<String>,
    },
    /// Series within series, deeper than anybody follows.
    TooDeep {
        /// Most levels.
        limit: usize,
    },
    /// An input that the runbook does not have.
    UnknownInput {
        /// The runbook, after the series that lead to it.
        path: Vec<String>,
        /// The input.
        name: String,
        /// The near one.
        suggestion: Option<String>,
        /// Every input of the runbook.
        known: Vec<String>,
    },
    /// An input of the runbook that gets no value.
    MissingInput {
        /// The runbook, after the series that lead to it.
        path: Vec<String>,
        /// The input.
        name: String,
    },
    /// An input of the runbook that takes a whole input of the series of the same type.
    OtherType {
        /// The input of the runbook.
        name: String,
        /// Its type.
        wanted: &'static str,
    },
    /// A condition on a page, which a series does not have.
    AsksThePage,
}

impl SeriesFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::UseInRunbook => Words::pick(
                language,
                (
                    "`use` stoi tylko w serii, a ten plik jest procedurą jednego portalu",
                    "seria to plik bez `portal`, w którym każdy krok ma `use`; kroki wspólne w jednym pliku zapisz jako blok z `run`",
                ),
                (
                    "`use` stands only in a series, and this file is a runbook of one portal",
                    "a series has no `portal`, and each of its steps has `use`; steps shared within a file are a block with `run`",
                ),
            ),
            Self::NoUse => Words::pick(
                language,
                (
                    "w serii każdy krok wskazuje runbook kluczem `use`",
                    "przenieś ten krok do runbooka portalu i wskaż go: use = \"epuap/…\"",
                ),
                (
                    "each step of a series names a runbook by `use`",
                    "move this step to a runbook of a portal and name that: use = \"epuap/…\"",
                ),
            ),
            Self::NoEntity { input } => Words::pick(
                language,
                (
                    format!("seria nie pyta o daną `{input}`, która nazywa podmiot"),
                    format!("dopisz: {input} = {{ type = \"text\", ask = \"Identyfikator podmiotu\" }}"),
                ),
                (
                    format!("the series has no input `{input}`, which names the entity"),
                    format!("add: {input} = {{ type = \"text\", ask = \"Identyfikator podmiotu\" }}"),
                ),
            ),
            Self::Path { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest ścieżką runbooka poniżej folderu serii"),
                    "zapisz ją bez `.toml`, bez `..` i bez `/` na początku, na przykład \"epuap/skrytki-pull\"",
                ),
                (
                    format!("`{seen}` is not the path of a runbook below the folder of the series"),
                    "write it without `.toml`, `..` or a leading `/`, for example \"epuap/skrytki-pull\"",
                ),
            ),
            Self::Missing { path } => Words::pick(
                language,
                (format!("nie ma runbooka {path}"), "sprawdź nazwę i folder"),
                (format!("there is no runbook {path}"), "check the name and the folder"),
            ),
            Self::Outside { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` prowadzi dowiązaniem poza folder serii"),
                    "runbooki serii muszą leżeć poniżej jej folderu",
                ),
                (
                    format!("`{seen}` leads out of the folder of the series by a link"),
                    "the runbooks of a series lie below its folder",
                ),
            ),
            Self::Broken { path } => Words::pick(
                language,
                (
                    format!("runbooka `{}` nie można użyć: ma błędy", way(path)),
                    "popraw błędy wskazane w nim samym",
                ),
                (
                    format!("the runbook `{}` cannot be used: it has mistakes", way(path)),
                    "mend the mistakes that are told of it",
                ),
            ),
            Self::Cycle { path } => Words::pick(
                language,
                (
                    format!("seria używa samej siebie: {}", path.join(" → ")),
                    "usuń jedno z tych odwołań",
                ),
                (
                    format!("the series uses itself: {}", path.join(" → ")),
                    "remove one of these uses",
                ),
            ),
            Self::TooDeep { limit } => Words::pick(
                language,
                (
                    format!("serie są zagnieżdżone głębiej niż {limit} poziomy"),
                    "wymień runbooki wprost w jednej serii",
                ),
                (
                    format!("series are nested deeper than {limit} levels"),
                    "name the runbooks in one series",
                ),
            ),
            Self::UnknownInput {
                path,
                name,
                suggestion,
                known,
            } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let hint = did_you_mean(language, suggestion.as_ref(), &known);
                Words::pick(
                    language,
                    (format!("runbook `{}` nie ma danej `{name}`", way(path)), hint.clone()),
                    (format!("the runbook `{}` has no input `{name}`", way(path)), hint),
                )
            }
            Self::MissingInput { path, name } => Words::pick(
                language,
                (
                    format!("runbook `{}` pyta o daną `{name}`, a seria jej nie podaje", way(path)),
                    format!("dopisz do `with`: {name} = \"{{{name}}}\""),
                ),
                (
                    format!(
                        "the runbook `{}` asks for `{name}`, and the series does not give it",
                        way(path)
                    ),
                    format!("add to `with`: {name} = \"{{{name}}}\""),
                ),
            ),
            Self::OtherType { name, wanted } => Words::pick(
                language,
                (
                    format!("dana `{name}` runbooka jest typu `{wanted}`"),
                    format!("podaj całą daną serii tego samego typu: {name} = \"{{{name}}}\""),
                ),
                (
                    format!("the runbook's input `{name}` is of type `{wanted}`"),
                    format!("give a whole input of the series of the same type: {name} = \"{{{name}}}\""),
                ),
            ),
            Self::AsksThePage => Words::pick(
                language,
                (
                    "seria nie ma strony, o którą można by zapytać",
                    "w serii warunek pyta o wartość (`value`) albo o wykonany wcześniej runbook (`done`)",
                ),
                (
                    "a series has no page to be asked",
                    "a condition of a series asks for a value (`value`) or for a runbook carried out before (`done`)",
                ),
            ),
        }
    }
}

/// Shows the way to a runbook through the series that use it.
fn way(path: &[String]) -> String {
    path.join(" → ")
}

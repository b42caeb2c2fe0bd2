//! What is wrong with inputs, blocks and parameters.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// A name that leads nowhere or comes from nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeFault {
    /// An input that no step names.
    UnusedInput {
        /// Its name.
        name: String,
    },
    /// An input that is a file and that no field takes.
    UnusedFile {
        /// Its name.
        name: String,
    },
    /// A file within a text.
    FileInText {
        /// The input.
        name: String,
    },
    /// A file named in a block.
    FileInBlock {
        /// The input.
        name: String,
        /// The block.
        block: String,
    },
    /// The runbook has no input for the entity that the portal shows.
    NoEntityInput {
        /// The name that the profile asks for.
        input: String,
    },
    /// The entity's input is not a text.
    EntityInputType {
        /// The input.
        input: String,
    },
    /// A block that does not exist.
    UnknownBlock {
        /// The name.
        block: String,
        /// The near name.
        suggestion: Option<String>,
        /// Every block.
        known: Vec<String>,
    },
    /// A block that no step runs.
    UnusedBlock {
        /// The name.
        block: String,
    },
    /// A block that runs itself.
    Cycle {
        /// The blocks on the way round, first and last the same.
        path: Vec<String>,
    },
    /// Blocks run blocks run blocks.
    TooDeep {
        /// Most levels allowed.
        limit: usize,
    },
    /// The block uses a parameter that this caller does not give.
    MissingParameter {
        /// The block.
        block: String,
        /// The parameter.
        name: String,
    },
    /// The caller gives a parameter that the block does not use.
    UnusedParameter {
        /// The block.
        block: String,
        /// The parameter.
        name: String,
    },
    /// The loop gives a parameter and `with` gives it again.
    ParameterTwice {
        /// The parameter.
        name: String,
    },
}

impl ScopeFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::UnusedInput { name } => Words::pick(
                language,
                (
                    format!("żaden krok nie używa danej `{name}`"),
                    format!("użyj jej w tekście jako {{{name}}} albo usuń ją z `[inputs]`"),
                ),
                (
                    format!("no step uses the input `{name}`"),
                    format!("use it in a text as {{{name}}} or remove it from `[inputs]`"),
                ),
            ),
            Self::UnusedFile { name } => Words::pick(
                language,
                (
                    format!("żaden krok nie dołącza pliku `{name}`"),
                    format!(
                        "podaj go jako wartość pola w `set`: \"Załącznik\" = \"{{{name}}}\" albo usuń z `[inputs]`"
                    ),
                ),
                (
                    format!("no step attaches the file `{name}`"),
                    format!(
                        "give it as the value of a field in `set`: \"Załącznik\" = \"{{{name}}}\", or remove it from `[inputs]`"
                    ),
                ),
            ),
            Self::FileInText { name } => Words::pick(
                language,
                (
                    format!("dana `{name}` jest plikiem i nie może stać w tym tekście"),
                    format!(
                        "plik jest zawsze całą wartością pola w `set`, w kroku poza blokiem: \"Załącznik\" = \"{{{name}}}\""
                    ),
                ),
                (
                    format!("the input `{name}` is a file and cannot stand in this text"),
                    format!(
                        "a file is always the whole value of a field in `set`, in a step outside blocks: \"Załącznik\" = \"{{{name}}}\""
                    ),
                ),
            ),
            Self::FileInBlock { name, block } => Words::pick(
                language,
                (
                    format!("blok `{block}` nie dostaje plików, a dana `{name}` jest plikiem"),
                    "dołącz plik krokiem `set` poza blokiem",
                ),
                (
                    format!("block `{block}` is given no files, and the input `{name}` is a file"),
                    "attach the file by a step with `set` outside blocks",
                ),
            ),
            Self::NoEntityInput { input } => Words::pick(
                language,
                (
                    format!("brakuje danej `{input}`, z którą profil portalu porównuje podmiot"),
                    format!("dopisz: [inputs] {input} = {{ type = \"text\", ask = \"Identyfikator podmiotu\" }}"),
                ),
                (
                    format!("missing input `{input}`, against which the portal profile checks the acting entity"),
                    format!("add: [inputs] {input} = {{ type = \"text\", ask = \"Identyfikator podmiotu\" }}"),
                ),
            ),
            Self::EntityInputType { input } => Words::pick(
                language,
                (
                    format!("dana `{input}` określa podmiot, więc musi być tekstem"),
                    "zapisz: type = \"text\"",
                ),
                (
                    format!("the input `{input}` names the acting entity, so it has to be a text"),
                    "write: type = \"text\"",
                ),
            ),
            Self::UnknownBlock {
                block,
                suggestion,
                known,
            } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let hint = if known.is_empty() {
                    format!("{} [[block.{block}]]", language.pick("dopisz blok:", "add the block:"))
                } else {
                    did_you_mean(language, suggestion.as_ref(), &known)
                };
                Words::pick(
                    language,
                    (format!("nie ma bloku `{block}`"), hint.clone()),
                    (format!("there is no block `{block}`"), hint),
                )
            }
            Self::UnusedBlock { block } => Words::pick(
                language,
                (
                    format!("żaden krok nie uruchamia bloku `{block}`"),
                    format!("dopisz krok z run = \"{block}\" albo usuń blok"),
                ),
                (
                    format!("no step runs the block `{block}`"),
                    format!("add a step with run = \"{block}\" or remove the block"),
                ),
            ),
            Self::Cycle { path } => {
                let path = path.join(" → ");
                Words::pick(
                    language,
                    (
                        format!("blok uruchamia sam siebie: {path}"),
                        "usuń to wywołanie; do powtarzania służy `for_each`",
                    ),
                    (
                        format!("the block runs itself: {path}"),
                        "remove this call; `for_each` is for repeating",
                    ),
                )
            }
            Self::TooDeep { limit } => Words::pick(
                language,
                (
                    format!("bloki uruchamiają się nawzajem głębiej niż na {limit} poziomy"),
                    "połącz bloki, aby procedura dała się czytać",
                ),
                (
                    format!("blocks run each other deeper than {limit} levels"),
                    "join blocks so that the procedure can be read",
                ),
            ),
            Self::MissingParameter { block, name } => Words::pick(
                language,
                (
                    format!("blok `{block}` używa parametru `{name}`, a ten krok go nie podaje"),
                    format!("dopisz: with = {{ {name} = \"…\" }}"),
                ),
                (
                    format!("block `{block}` uses the parameter `{name}`, which this step does not give"),
                    format!("add: with = {{ {name} = \"…\" }}"),
                ),
            ),
            Self::UnusedParameter { block, name } => Words::pick(
                language,
                (
                    format!("blok `{block}` nie używa parametru `{name}`"),
                    format!("użyj go w bloku jako {{{name}}} albo usuń parametr"),
                ),
                (
                    format!("block `{block}` does not use the parameter `{name}`"),
                    format!("use it in the block as {{{name}}} or remove the parameter"),
                ),
            ),
            Self::ParameterTwice { name } => Words::pick(
                language,
                (
                    format!("parametr `{name}` daje już `for_each` jako `as`"),
                    "usuń go z `with` albo zmień nazwę w `as`",
                ),
                (
                    format!("the parameter `{name}` comes from `as` of `for_each` already"),
                    "remove it from `with` or rename it in `as`",
                ),
            ),
        }
    }
}

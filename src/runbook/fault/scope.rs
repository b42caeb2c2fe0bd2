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
    /// Columns of an input that holds no lines.
    ColumnsOfNoRows,
    /// An input of lines without columns.
    NoColumns,
    /// Lines or a list within a text.
    DataInText {
        /// The input.
        name: String,
    },
    /// A loop over an input that holds no lines, or no list.
    NotLoopable {
        /// The input.
        name: String,
        /// The type that the loop needs.
        wanted: &'static str,
        /// The key that goes over an input of this type.
        instead: Option<&'static str>,
    },
    /// A loop over lines within a block.
    DataInBlock {
        /// The input.
        name: String,
        /// The block.
        block: String,
    },
    /// An input of lines or values that no loop goes over.
    UnusedData {
        /// Its name.
        name: String,
        /// The key of a loop that would.
        key: &'static str,
    },
    /// A key that is no column of the lines.
    UnknownColumn {
        /// As written.
        column: String,
        /// The near column.
        suggestion: Option<String>,
        /// Every column.
        known: Vec<String>,
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
    /// A loop that would go on after a difference although its block changes something.
    ReportsInWork {
        /// The block that does.
        block: String,
        /// Its first step that does.
        step: String,
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
            Self::ColumnsOfNoRows => Words::pick(
                language,
                (
                    "kolumny ma tylko dana typu `rows`",
                    "zapisz: type = \"rows\" albo usuń `columns`",
                ),
                (
                    "only an input of type `rows` has columns",
                    "write: type = \"rows\", or remove `columns`",
                ),
            ),
            Self::NoColumns => Words::pick(
                language,
                (
                    "dana typu `rows` nie ma żadnej kolumny",
                    "wymień kolumny pliku: columns = { karta = \"text\", adres = \"https\" }",
                ),
                (
                    "the input of type `rows` has no column",
                    "list the columns of the file: columns = { karta = \"text\", adres = \"https\" }",
                ),
            ),
            Self::DataInText { name } => Words::pick(
                language,
                (
                    format!("dana `{name}` ma wiele wartości i nie może stać w tekście"),
                    "wartości bierze z niej po kolei `for_each` z `line_of` albo `each_of`",
                ),
                (
                    format!("the input `{name}` holds many values and cannot stand in a text"),
                    "a `for_each` with `line_of` or `each_of` takes them one by one",
                ),
            ),
            Self::NotLoopable { name, wanted, instead } => {
                let declare = format!("{name} = {{ type = \"{wanted}\", … }}");
                let (polish, english) = match instead {
                    Some(key) => (format!("przechodzi po niej `{key}`"), format!("`{key}` goes over it")),
                    None => (
                        format!("zapisz w `[inputs]`: {declare}"),
                        format!("write under `[inputs]`: {declare}"),
                    ),
                };
                Words::pick(
                    language,
                    (format!("dana `{name}` nie jest typu `{wanted}`"), polish),
                    (format!("the input `{name}` is not of type `{wanted}`"), english),
                )
            }
            Self::DataInBlock { name, block } => Words::pick(
                language,
                (
                    format!("blok `{block}` nie widzi danych z `[inputs]`, więc nie może przejść po `{name}`"),
                    "przenieś tę pętlę do kroku poza blokiem",
                ),
                (
                    format!("block `{block}` does not see the inputs, so it cannot go over `{name}`"),
                    "move this loop to a step outside blocks",
                ),
            ),
            Self::UnusedData { name, key } => Words::pick(
                language,
                (
                    format!("żadna pętla nie przechodzi po danej `{name}`"),
                    format!("dopisz for_each = {{ {key} = \"{name}\", … }} albo usuń ją z `[inputs]`"),
                ),
                (
                    format!("no loop goes over the input `{name}`"),
                    format!("add for_each = {{ {key} = \"{name}\", … }} or remove it from `[inputs]`"),
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
                    (format!("nie ma kolumny `{column}`"), hint.clone()),
                    (format!("there is no column `{column}`"), hint),
                )
            }
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
            Self::ReportsInWork { block, step } => Words::pick(
                language,
                (
                    format!("pętla z `differs` tylko ogląda, a krok `{step}` bloku `{block}` zmienia coś na portalu"),
                    "usuń `differs`: gdy zmiana się nie uda, następne nie są zaczynane",
                ),
                (
                    format!("a loop with `differs` only looks, and step `{step}` of block `{block}` changes something"),
                    "remove `differs`: when a change fails, the next ones are not begun",
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
                    format!("parametr `{name}` daje już `for_each`"),
                    "usuń go z `with` albo zmień nazwę w `as` lub nazwę kolumny",
                ),
                (
                    format!("the parameter `{name}` comes from `for_each` already"),
                    "remove it from `with`, or rename it in `as` or the column",
                ),
            ),
        }
    }
}

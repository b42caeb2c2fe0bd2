//! What is wrong with a step and its verb.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// A step that does not say one thing clearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepFault {
    /// A runbook without steps, or a block without.
    None,
    /// More steps than one file may have.
    TooMany {
        /// Most steps allowed.
        limit: usize,
    },
    /// An id that a step of the same list has already.
    DuplicateId {
        /// The id.
        id: String,
        /// Line of the first.
        line: usize,
    },
    /// Nothing to do.
    NoVerb,
    /// Two things to do.
    TwoVerbs {
        /// The verb that stands first.
        first: &'static str,
        /// The one that should go.
        second: &'static str,
    },
    /// A key that goes with another verb.
    ForeignKey {
        /// The key.
        key: &'static str,
        /// The step's verb.
        verb: &'static str,
        /// The verbs it goes with.
        owners: &'static str,
    },
    /// A wish to wait.
    Waiting {
        /// The word.
        word: String,
    },
    /// `see` and `not_see` ask for the same text.
    Contradiction {
        /// The text.
        text: String,
    },
    /// More rows than a loop may have, or none.
    AtMost {
        /// The number.
        seen: i64,
        /// Most rows allowed.
        limit: usize,
    },
    /// Fewer rows than none, or more than the loop may have.
    AtLeast {
        /// The number.
        seen: i64,
        /// Most rows allowed.
        limit: usize,
    },
    /// A loop over nothing.
    OverNothing,
    /// A loop over two things.
    OverTwo {
        /// The key that stands first.
        first: String,
        /// The one that should go.
        second: String,
    },
    /// A key of a loop over something else.
    ForeignLoopKey {
        /// The key.
        key: &'static str,
        /// What the loop goes over.
        over: &'static str,
    },
    /// A form without fields.
    NoFields {
        /// `set`, `check` or `filter`.
        verb: &'static str,
    },
    /// A place without fields.
    EmptyPlace {
        /// The place.
        place: String,
    },
    /// Places within places within places.
    TooDeep {
        /// Most levels allowed.
        limit: usize,
    },
    /// Two wanted values for one field.
    FieldTwice {
        /// The label.
        label: String,
        /// Line of the first.
        line: usize,
    },
    /// A row to be picked where nothing is set.
    PickElsewhere,
    /// A field drawn late that is none of the form's, or its first.
    AppearsUnknown {
        /// The label.
        label: String,
        /// A label of the form that is like it.
        suggestion: Option<String>,
    },
}

impl StepFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::None => Words::pick(
                language,
                (
                    "nie ma tu żadnego kroku",
                    "dopisz krok pod nagłówkiem, na przykład [[step]]",
                ),
                (
                    "there is no step here",
                    "add a step under a header, for example [[step]]",
                ),
            ),
            Self::TooMany { limit } => Words::pick(
                language,
                (
                    format!("runbook ma więcej niż {limit} kroków"),
                    "podziel procedurę na kilka plików albo użyj bloku z `for_each`",
                ),
                (
                    format!("the runbook has more than {limit} steps"),
                    "split the procedure into several files or use a block with `for_each`",
                ),
            ),
            Self::DuplicateId { id, line } => Words::pick(
                language,
                (
                    format!("krok `{id}` jest już w wierszu {line}"),
                    "nadaj krokowi inny identyfikator",
                ),
                (
                    format!("step `{id}` stands in line {line} already"),
                    "give the step another id",
                ),
            ),
            Self::NoVerb => Words::pick(
                language,
                (
                    "krok nie mówi, co zrobić",
                    "dopisz jedno z: `go`, `open`, `press`, `see`, `set`, `check`, `filter`, `record`, `visit`, `manual`, `destroy`, `for_each`, `run`",
                ),
                (
                    "the step does not say what to do",
                    "add one of `go`, `open`, `press`, `see`, `set`, `check`, `filter`, `record`, `visit`, `manual`, `destroy`, `for_each`, `run`",
                ),
            ),
            Self::TwoVerbs { first, second } => Words::pick(
                language,
                (
                    format!("krok ma już czynność `{first}`, więc nie może mieć `{second}`"),
                    format!("zrób z `{second}` osobny krok"),
                ),
                (
                    format!("the step has the verb `{first}` already, so it cannot have `{second}`"),
                    format!("make `{second}` a step of its own"),
                ),
            ),
            Self::ForeignKey { key, verb, .. } if is_place_of_field(key, verb) => Words::pick(
                language,
                (
                    format!("klucz `{key}` nie pasuje do czynności `{verb}`"),
                    format!("miejsce pola to tabela wewnątrz `{verb}`: {verb}.\"Tryb pracy\".\"Typ skrytki\" = …"),
                ),
                (
                    format!("the key `{key}` does not go with `{verb}`"),
                    format!(
                        "the place of a field is a table within `{verb}`: {verb}.\"Tryb pracy\".\"Typ skrytki\" = …"
                    ),
                ),
            ),
            Self::ForeignKey { key, verb, owners } => Words::pick(
                language,
                (
                    format!("klucz `{key}` nie pasuje do czynności `{verb}`"),
                    format!("`{key}` idzie w parze z: {owners}"),
                ),
                (
                    format!("the key `{key}` does not go with `{verb}`"),
                    format!("`{key}` goes with: {owners}"),
                ),
            ),
            Self::Waiting { word } => Words::pick(
                language,
                (
                    format!("w tym języku nie ma czekania (`{word}`)"),
                    "krok sam czeka, aż strona ucichnie; w `see` podaj tekst, który ma się pojawić",
                ),
                (
                    format!("this language has no waiting (`{word}`)"),
                    "a step waits by itself until the page is quiet; name the text to appear in `see`",
                ),
            ),
            Self::Contradiction { text } => Words::pick(
                language,
                (
                    format!("`{text}` ma być na stronie i zarazem ma jej nie być"),
                    "usuń ten tekst z `see` albo z `not_see`",
                ),
                (
                    format!("`{text}` is to stand on the page and not to stand on it"),
                    "remove the text from `see` or from `not_see`",
                ),
            ),
            Self::AtMost { seen, limit } => Words::pick(
                language,
                (
                    format!("`at_most` to {seen}, a potrzeba liczby od 1 do {limit}"),
                    "podaj największą liczbę wierszy, jakiej się spodziewasz",
                ),
                (
                    format!("`at_most` is {seen}, wanted 1 to {limit}"),
                    "give the largest number of rows that you expect",
                ),
            ),
            Self::AtLeast { seen, limit } => Words::pick(
                language,
                (
                    format!("`at_least` to {seen}, a potrzeba liczby od 0 do {limit}"),
                    "podaj najmniejszą liczbę wierszy, nie większą niż `at_most`; 0 dopuszcza pustą listę",
                ),
                (
                    format!("`at_least` is {seen}, wanted 0 to {limit}"),
                    "give the smallest number of rows, not more than `at_most`; 0 allows an empty list",
                ),
            ),
            Self::OverNothing => Words::pick(
                language,
                (
                    "pętla nie mówi, po czym przechodzi",
                    "dopisz jedno z: `row_of` (tabela na stronie), `line_of` (dana typu `rows`), `each_of` (dana typu `list`)",
                ),
                (
                    "the loop does not say what it goes over",
                    "add one of `row_of` (a table on the page), `line_of` (an input of type `rows`), `each_of` (an input of type `list`)",
                ),
            ),
            Self::OverTwo { first, second } => Words::pick(
                language,
                (
                    format!("pętla przechodzi już po `{first}`, więc nie może po `{second}`"),
                    "zostaw jedno z nich; pętlę w pętli daje blok, który ma własny `for_each`",
                ),
                (
                    format!("the loop goes over `{first}` already, so it cannot go over `{second}`"),
                    "keep one of them; a block with a `for_each` of its own makes a loop in a loop",
                ),
            ),
            Self::ForeignLoopKey { key, over } => {
                let (polish, english) = match (*key, *over) {
                    ("at_least", _) => (
                        "dana bez wierszy jest błędem i bez tego klucza",
                        "an input without lines is a mistake anyway",
                    ),
                    (_, "line_of") => (
                        "każda kolumna jest parametrem bloku o swojej nazwie",
                        "each column is a parameter of the block by its own name",
                    ),
                    (_, _) => (
                        "wartość z listy rozpoznaje sama siebie, a nazwę daje jej `as`",
                        "a value of a list is its own key, and `as` names it",
                    ),
                };
                Words::pick(
                    language,
                    (
                        format!("klucz `{key}` nie pasuje do pętli `{over}`"),
                        format!("usuń go; {polish}"),
                    ),
                    (
                        format!("the key `{key}` does not go with `{over}`"),
                        format!("remove it; {english}"),
                    ),
                )
            }
            Self::NoFields { verb } => {
                let field = match *verb {
                    "filter" => "\"Globalny filtr\" = \"Skrytka_ESP\"",
                    _ => "\"Typ skrytki\" = \"asynchroniczna\"",
                };
                Words::pick(
                    language,
                    (
                        format!("`{verb}` nie wymienia żadnego pola"),
                        format!("dopisz pole i wartość, na przykład {field}"),
                    ),
                    (
                        format!("`{verb}` names no field"),
                        format!("add a field and its value, for example {field}"),
                    ),
                )
            }
            Self::EmptyPlace { place } => Words::pick(
                language,
                (
                    format!("miejsce `{place}` nie ma żadnego pola"),
                    "dopisz pole i wartość albo usuń tę tabelę",
                ),
                (
                    format!("the place `{place}` has no field"),
                    "add a field and its value or remove the table",
                ),
            ),
            Self::TooDeep { limit } => Words::pick(
                language,
                (
                    format!("miejsca są zagnieżdżone głębiej niż na {limit} poziomy"),
                    "zostaw zakładkę i sekcję, w których widać pole",
                ),
                (
                    format!("places are nested deeper than {limit} levels"),
                    "keep the tab and the section in which the field is seen",
                ),
            ),
            Self::FieldTwice { label, line } => Words::pick(
                language,
                (
                    format!("pole `{label}` ma już wartość w wierszu {line}"),
                    "usuń jedną z nich; końcowe `:` i `*` nie odróżniają etykiet",
                ),
                (
                    format!("the field `{label}` has its value in line {line} already"),
                    "remove one of them; a trailing `:` or `*` does not tell labels apart",
                ),
            ),
            Self::PickElsewhere => Words::pick(
                language,
                (
                    "`pick` bierze wiersz z tabeli, a to robi tylko `set`",
                    "w `check` podaj sam tekst, który ma stać przy etykiecie",
                ),
                (
                    "`pick` takes a row over from a table, which only `set` does",
                    "in `check` give the text alone that must stand beside the label",
                ),
            ),
            Self::AppearsUnknown { label, suggestion } => Words::pick(
                language,
                (
                    format!("`{label}` nie jest polem tego `set` albo jest jego pierwszym polem"),
                    near_or(language, suggestion.as_ref()),
                ),
                (
                    format!("`{label}` is no field of this `set`, or it is its first"),
                    near_or(language, suggestion.as_ref()),
                ),
            ),
        }
    }
}

fn near_or(language: Language, suggestion: Option<&String>) -> String {
    let otherwise = language.pick(
        "podaj etykietę pola, które strona rysuje dopiero po ustawieniu wcześniejszych",
        "give the label of a field that the page draws only once the fields before it are set",
    );
    suggestion.map_or_else(|| otherwise.to_owned(), |_| did_you_mean(language, suggestion, &[]))
}

/// Says whether the key would be a table within the verb.
fn is_place_of_field(key: &str, verb: &str) -> bool {
    matches!(verb, "set" | "check") && matches!(key, "tab" | "section" | "dialog" | "row" | "frame")
}

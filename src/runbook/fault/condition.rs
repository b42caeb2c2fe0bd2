//! What is wrong with a condition.

use super::words::Words;
use crate::text::language::Language;

/// A condition that does not ask one thing clearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionFault {
    /// Nothing that it is about.
    NoSubject,
    /// Two things that it is about.
    TwoSubjects {
        /// The key that stands first.
        first: String,
        /// The one that should go.
        second: String,
    },
    /// A key that goes with another subject.
    ForeignKey {
        /// The key.
        key: &'static str,
        /// The condition's subject.
        subject: String,
        /// The subjects it goes with.
        owners: &'static str,
    },
    /// Neither what must be so nor what must not.
    NoSense {
        /// What must be so.
        is: &'static str,
        /// What must not.
        is_not: &'static str,
    },
    /// What must be so and what must not at once.
    BothSenses {
        /// What must be so.
        is: &'static str,
        /// What must not.
        is_not: &'static str,
    },
    /// `value` without a name: the answer is known to everybody.
    Constant {
        /// The text.
        seen: String,
    },
    /// `step` without `answer`, or the other way round.
    HalfAnswer,
}

impl ConditionFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::NoSubject => Words::pick(
                language,
                (
                    "warunek nie mówi, o co pyta",
                    "dopisz jedno z: `see`, `not_see`, `field`, `value`, `table`, `done`",
                ),
                (
                    "the condition does not say what it asks about",
                    "add one of `see`, `not_see`, `field`, `value`, `table`, `done`",
                ),
            ),
            Self::TwoSubjects { first, second } => Words::pick(
                language,
                (
                    format!("warunek pyta już o `{first}`, więc nie może pytać o `{second}`"),
                    "dwa warunki zapisz jako listę; muszą zachodzić oba: [{ … }, { … }]",
                ),
                (
                    format!("the condition asks about `{first}` already, so it cannot ask about `{second}`"),
                    "write two conditions as a list, both must hold: [{ … }, { … }]",
                ),
            ),
            Self::ForeignKey { key, subject, owners } => Words::pick(
                language,
                (
                    format!("klucz `{key}` nie pasuje do warunku `{subject}`"),
                    format!("`{key}` idzie w parze z: {owners}"),
                ),
                (
                    format!("the key `{key}` does not go with the condition `{subject}`"),
                    format!("`{key}` goes with: {owners}"),
                ),
            ),
            Self::NoSense { is, is_not } => Words::pick(
                language,
                (
                    "warunek nie mówi, co ma być prawdą",
                    format!("dopisz `{is}` albo `{is_not}`"),
                ),
                (
                    "the condition does not say what is to be true",
                    format!("add `{is}` or `{is_not}`"),
                ),
            ),
            Self::BothSenses { is, is_not } => Words::pick(
                language,
                (
                    format!("warunek ma i `{is}`, i `{is_not}`"),
                    "zostaw jedno z nich albo zapisz dwa warunki jako listę",
                ),
                (
                    format!("the condition has both `{is}` and `{is_not}`"),
                    "keep one of them, or write two conditions as a list",
                ),
            ),
            Self::Constant { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie zawiera żadnej nazwy, więc wynik jest z góry znany"),
                    "wpisz nazwę danej, na przykład value = \"{tryb}\"",
                ),
                (
                    format!("`{seen}` holds no name, so the answer is known beforehand"),
                    "write the name of an input, for example value = \"{tryb}\"",
                ),
            ),
            Self::HalfAnswer => Words::pick(
                language,
                (
                    "`step` i `answer` mają sens tylko razem",
                    "podaj krok i odpowiedź: { done = \"decyzja\", step = \"sposob\", answer = \"PULL\" }",
                ),
                (
                    "`step` and `answer` mean something only together",
                    "give the step and the answer: { done = \"decyzja\", step = \"sposob\", answer = \"PULL\" }",
                ),
            ),
        }
    }
}

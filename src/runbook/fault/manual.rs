//! What is wrong with what a step leaves to a person.

use super::words::Words;
use crate::text::language::Language;

/// A question to a person that has no clear answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManualFault {
    /// A choice of one.
    OneAnswer,
    /// A name for an answer that nobody is asked for.
    NameWithoutAnswers,
    /// The answer has the name of something else.
    NameTwice {
        /// The name.
        name: String,
    },
    /// No step uses the answer.
    Unused {
        /// The name.
        name: String,
    },
    /// A step that comes before the question uses its answer.
    UsedBefore {
        /// The name.
        name: String,
    },
}

impl ManualFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::OneAnswer => Words::pick(
                language,
                (
                    "z jednej odpowiedzi nie ma czego wybierać",
                    "dopisz drugą odpowiedź albo usuń `answers`; to, czy czynność wykonano, krok pyta zawsze",
                ),
                (
                    "one answer leaves nothing to choose",
                    "add a second answer or remove `answers`; whether it was done is asked in any case",
                ),
            ),
            Self::NameWithoutAnswers => Words::pick(
                language,
                (
                    "krok o nic nie pyta, więc `as` nie ma czego nazwać",
                    "dopisz odpowiedzi do wyboru: answers = [\"…\", \"…\"] albo usuń `as`",
                ),
                (
                    "the step asks nothing, so `as` has nothing to name",
                    "add the answers to choose from: answers = [\"…\", \"…\"] or remove `as`",
                ),
            ),
            Self::NameTwice { name } => Words::pick(
                language,
                (
                    format!("nazwa `{name}` jest już zajęta"),
                    "nadaj odpowiedzi inną nazwę w `as`",
                ),
                (
                    format!("the name `{name}` is taken already"),
                    "give the answer another name in `as`",
                ),
            ),
            Self::Unused { name } => Words::pick(
                language,
                (
                    format!("żaden następny krok nie używa odpowiedzi `{name}`"),
                    format!("użyj jej w tekście jako {{{name}}} albo usuń `as`; odpowiedź i tak trafia do dziennika"),
                ),
                (
                    format!("no later step uses the answer `{name}`"),
                    format!("use it in a text as {{{name}}} or remove `as`; the answer is recorded in any case"),
                ),
            ),
            Self::UsedBefore { name } => Words::pick(
                language,
                (
                    format!("odpowiedź `{name}` pada dopiero w późniejszym kroku"),
                    "przenieś ten krok za krok `manual`, który o nią pyta",
                ),
                (
                    format!("the answer `{name}` is given only in a later step"),
                    "move this step behind the `manual` step that asks for it",
                ),
            ),
        }
    }
}

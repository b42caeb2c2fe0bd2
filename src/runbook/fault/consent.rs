//! What is wrong with a consent file, and in what it does not fit.

use super::words::Words;
use crate::runbook::consent::Day;
use crate::text::language::Language;

/// A permission that is not good for what it is given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentFault {
    /// From somebody else, about something else, or for another entity.
    Other {
        /// `from`, `about` or `entity`.
        key: &'static str,
        /// What the file says.
        seen: String,
        /// What is needed.
        needed: String,
    },
    /// Its last day is over.
    Expired {
        /// The last day.
        expires: Day,
        /// The day of use.
        today: Day,
    },
    /// It is of a day to come.
    NotYet {
        /// The day on which it is given.
        given: Day,
        /// The day of use.
        today: Day,
    },
    /// Its last day is before the day on which it was given.
    EndsBeforeItBegins,
    /// The document is not in the folder of the file.
    DocumentElsewhere {
        /// What the file says.
        seen: String,
    },
}

impl ConsentFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Other { key, seen, needed } => {
                let (polish, english) = other(key);
                Words::pick(
                    language,
                    (format!("{} `{seen}`, a potrzebna: `{needed}`", polish.0), polish.1),
                    (format!("{} `{seen}`, wanted `{needed}`", english.0), english.1),
                )
            }
            Self::Expired { expires, today } => Words::pick(
                language,
                (
                    format!("zgoda była ważna do {expires}, a dziś jest {today}"),
                    "proszę uzyskać nową zgodę; przedłużenia w pliku nie potwierdza pismo",
                ),
                (
                    format!("the consent was good until {expires}, and today is {today}"),
                    "obtain a new one; the document does not confirm a later day in the file",
                ),
            ),
            Self::NotYet { given, today } => Words::pick(
                language,
                (
                    format!("zgoda ma datę {given}, a dziś jest dopiero {today}"),
                    "proszę sprawdzić datę pisma i zegar tego komputera",
                ),
                (
                    format!("the consent is of {given}, and today is only {today}"),
                    "check the date of the document and the clock of this machine",
                ),
            ),
            Self::EndsBeforeItBegins => Words::pick(
                language,
                (
                    "ostatni dzień ważności jest wcześniejszy niż data zgody",
                    "proszę przepisać obie daty z pisma",
                ),
                (
                    "the last day is before the day on which the consent was given",
                    "copy both days from the document",
                ),
            ),
            Self::DocumentElsewhere { seen } => Words::pick(
                language,
                (
                    format!("pismo `{seen}` ma leżeć w tym samym folderze co plik zgody"),
                    "proszę skopiować pismo obok i wpisać samą nazwę: document = \"pismo.pdf\"",
                ),
                (
                    format!("the document `{seen}` has to lie in the folder of the consent file"),
                    "copy it there and write its bare name: document = \"pismo.pdf\"",
                ),
            ),
        }
    }
}

/// Message and hint in both languages of what is another's.
fn other(key: &str) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    match key {
        "from" => (
            (
                "zgodę wydał(a)",
                "ten krok wymaga zgody kogoś innego; proszę o nią wystąpić",
            ),
            (
                "the consent is from",
                "this step needs the consent of somebody else; ask for it",
            ),
        ),
        "about" => (
            ("zgoda dotyczy:", "zgoda na jedną czynność nie wystarcza do innej"),
            ("the consent is about", "a consent to one thing is not good for another"),
        ),
        _ => (
            ("zgoda jest dla podmiotu", "proszę podać zgodę wydaną dla tego podmiotu"),
            (
                "the consent is for the entity",
                "give the consent that was issued for this entity",
            ),
        ),
    }
}

//! What is wrong with a native dialog that a step expects.

use super::words::Words;
use crate::text::language::Language;

/// A dialog that does not say one thing clearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedFault {
    /// A text of the portal and the browser's own question at once.
    Both,
    /// Neither of them.
    Neither,
    /// `leaving = false`.
    NotLeaving,
    /// A text for a dialog that is cancelled.
    TextUnsent,
    /// A text for the browser's question on leaving.
    TextOnLeaving,
}

impl AskedFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Both => Words::pick(
                language,
                (
                    "to samo okno nie może mieć i `says`, i `leaving`",
                    "dwa okna po kolei zapisz jako listę: asked = [{ says = \"…\", … }, { leaving = true, … }]",
                ),
                (
                    "one dialog cannot have both `says` and `leaving`",
                    "write two dialogs in a row as a list: asked = [{ says = \"…\", … }, { leaving = true, … }]",
                ),
            ),
            Self::Neither => Words::pick(
                language,
                (
                    "nie wiadomo, o co pyta to okno",
                    "dopisz says = \"…\" z tekstem okna albo leaving = true, gdy przeglądarka pyta o opuszczenie strony",
                ),
                (
                    "nobody knows what this dialog asks",
                    "add says = \"…\" with its text, or leaving = true if the browser asks whether to leave the page",
                ),
            ),
            Self::NotLeaving => Words::pick(
                language,
                (
                    "`leaving` może mieć tylko wartość `true`",
                    "okno z tekstem portalu opisz kluczem `says`",
                ),
                (
                    "`leaving` can only be `true`",
                    "describe a dialog with a text of the portal by `says`",
                ),
            ),
            Self::TextUnsent => Words::pick(
                language,
                (
                    "okno jest anulowane, więc `text` nigdzie nie trafi",
                    "usuń `text` albo odpowiedz: answer = \"accept\"",
                ),
                (
                    "the dialog is cancelled, so `text` goes nowhere",
                    "remove `text` or answer with answer = \"accept\"",
                ),
            ),
            Self::TextOnLeaving => Words::pick(
                language,
                (
                    "pytanie o opuszczenie strony nie ma pola na `text`",
                    "usuń `text`; wpisać można tylko w okno opisane kluczem `says`",
                ),
                (
                    "the question whether to leave the page has no room for `text`",
                    "remove `text`; only a dialog with `says` takes one",
                ),
            ),
        }
    }
}

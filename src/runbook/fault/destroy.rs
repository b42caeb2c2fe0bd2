//! What is wrong with a step that destroys.

use super::words::Words;
use crate::text::language::Language;

/// A step that does not say safely what it destroys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DestroyFault {
    /// Too few attributes to tell the thing from another of the same name.
    IdentityThin {
        /// Attributes named.
        seen: usize,
        /// Fewest allowed.
        fewest: usize,
    },
    /// A dialog in the page and a native one that asks the same.
    AskedTwice,
    /// A dialog that comes before another, which is not named.
    FirstAlone,
    /// One label confirms and cancels.
    CancelConfirms,
    /// What must be gone is not what is destroyed.
    GoneOther {
        /// The row named.
        row: String,
    },
}

impl DestroyFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::IdentityThin { seen, fewest } => Words::pick(
                language,
                (
                    format!("`identity` ma za mało cech ({seen}), a potrzeba co najmniej {fewest}"),
                    "dopisz drugą cechę, na przykład opis: sama nazwa nie odróżnia dwóch podobnych rzeczy",
                ),
                (
                    format!("`identity` has too few attributes ({seen}), wanted at least {fewest}"),
                    "add a second one, such as the description: a name alone does not tell two similar things apart",
                ),
            ),
            Self::AskedTwice => Words::pick(
                language,
                (
                    "`confirm` i `asked` opisują to samo pytanie",
                    "zostaw `confirm`, gdy pyta okno na stronie, albo `asked`, gdy pyta okno przeglądarki",
                ),
                (
                    "`confirm` and `asked` describe the same question",
                    "keep `confirm` for a dialog in the page or `asked` for one of the browser",
                ),
            ),
            Self::FirstAlone => Words::pick(
                language,
                (
                    "`first` opisuje okno przed pytaniem o usunięcie, a samego pytania brakuje",
                    "dopisz `confirm` z pytaniem, które przychodzi potem",
                ),
                (
                    "`first` describes a dialog before the question, and the question itself is missing",
                    "add `confirm` with the question that comes afterwards",
                ),
            ),
            Self::CancelConfirms => Words::pick(
                language,
                (
                    "ten sam przycisk potwierdza i anuluje",
                    "w `cancel` podaj przycisk, który zamyka okno bez usuwania",
                ),
                (
                    "one button both confirms and cancels",
                    "name in `cancel` the button that closes the dialog without destroying",
                ),
            ),
            Self::GoneOther { row } => Words::pick(
                language,
                (
                    format!("`{row}` nie jest żadną z cech w `identity`, więc znikłoby co innego, niż jest usuwane"),
                    "w `gone.row` wpisz tę cechę z `identity`, którą lista pokazuje w kolumnie `gone.key`",
                ),
                (
                    format!("`{row}` is none of the attributes in `identity`, so something else would have to be gone"),
                    "write in `gone.row` the attribute of `identity` that the list shows in the column `gone.key`",
                ),
            ),
        }
    }
}

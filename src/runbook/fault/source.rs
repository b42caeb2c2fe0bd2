//! What is wrong between a runbook and the written instruction.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// A point of the instruction that does not match the steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFault {
    /// A step cites, but the runbook names no document.
    None,
    /// A cited point that the list does not have.
    UnknownPoint {
        /// The point.
        point: String,
        /// The near point.
        suggestion: Option<String>,
        /// Every point listed.
        known: Vec<String>,
    },
    /// A number that is no number of a point.
    PointNumber {
        /// As written.
        seen: String,
    },
    /// A point that no step cites.
    Uncited {
        /// The point.
        point: String,
    },
}

impl SourceFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::None => Words::pick(
                language,
                (
                    "krok powołuje się na punkt, ale runbook nie wskazuje dokumentu",
                    "dopisz: source = { document = \"…\", chapter = \"…\" }",
                ),
                (
                    "the step cites a point, but the runbook names no document",
                    "add: source = { document = \"…\", chapter = \"…\" }",
                ),
            ),
            Self::UnknownPoint {
                point,
                suggestion,
                known,
            } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let hint = did_you_mean(language, suggestion.as_ref(), &known);
                Words::pick(
                    language,
                    (
                        format!("punktu `{point}` nie ma na liście `points` w `[source]`"),
                        hint.clone(),
                    ),
                    (
                        format!("the point `{point}` is not among the `points` of `[source]`"),
                        hint,
                    ),
                )
            }
            Self::PointNumber { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest numerem punktu"),
                    "zapisz numer tak jak w dokumencie, na przykład \"3.5\"",
                ),
                (
                    format!("`{seen}` is not the number of a point"),
                    "write the number as the document does, for example \"3.5\"",
                ),
            ),
            Self::Uncited { point } => Words::pick(
                language,
                (
                    format!("żaden krok nie wykonuje punktu `{point}`"),
                    format!("dopisz krok z cites = [\"{point}\"] albo pozostaw ten punkt człowiekowi"),
                ),
                (
                    format!("no step carries out the point `{point}`"),
                    format!("add a step with cites = [\"{point}\"] or leave the point to a person"),
                ),
            ),
        }
    }
}

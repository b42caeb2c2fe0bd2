//! What is wrong with the written instruction, or between it and a runbook.

use super::words::Words;
use crate::text::language::Language;

/// A point that stands in the wrong place, or that a runbook has otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstructionFault {
    /// A point under the heading of another chapter.
    OtherChapter {
        /// The point.
        point: String,
        /// The chapter.
        chapter: String,
    },
    /// A chapter that an instruction has twice.
    ChapterTwice {
        /// Its number.
        number: String,
    },
    /// A point that the instruction does not have.
    NotInInstruction {
        /// The point.
        point: String,
        /// The near point.
        suggestion: Option<String>,
    },
    /// A sentence that the instruction has otherwise.
    SentenceDiffers {
        /// The point.
        point: String,
        /// The sentence of the instruction.
        says: String,
    },
}

impl InstructionFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::OtherChapter { point, chapter } => Words::pick(
                language,
                (
                    format!("punkt `{point}` nie należy do rozdziału {chapter}"),
                    "przenieś go do jego rozdziału",
                ),
                (
                    format!("the point `{point}` does not belong to chapter {chapter}"),
                    "move it to its own chapter",
                ),
            ),
            Self::ChapterTwice { number } => Words::pick(
                language,
                (
                    format!("rozdział {number} występuje drugi raz"),
                    "połącz punkty obu w jednym rozdziale",
                ),
                (
                    format!("chapter {number} stands here for the second time"),
                    "put the points of both into one",
                ),
            ),
            Self::NotInInstruction { point, suggestion } => Words::pick(
                language,
                (
                    format!("instrukcja nie ma punktu `{point}`"),
                    suggestion.as_ref().map_or_else(
                        || "numery punktów są w pliku instrukcja.toml".to_owned(),
                        |near| format!("czy chodziło o `{near}`?"),
                    ),
                ),
                (
                    format!("the instruction has no point `{point}`"),
                    suggestion.as_ref().map_or_else(
                        || "the numbers of its points are in instrukcja.toml".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    ),
                ),
            ),
            Self::SentenceDiffers { point, says } => Words::pick(
                language,
                (
                    format!("zdanie punktu `{point}` jest inne niż w instrukcji"),
                    format!("w instrukcji: {says}"),
                ),
                (
                    format!("the sentence of the point `{point}` is not the instruction's"),
                    format!("the instruction says: {says}"),
                ),
            ),
        }
    }
}

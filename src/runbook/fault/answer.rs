//! What is wrong with an answer given before a run.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// An answer to a step that asks nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFault {
    /// The path as written.
    pub step: String,
    /// The near path.
    pub suggestion: Option<String>,
    /// Every path that there is; `…` stands for the key of a row.
    pub known: Vec<String>,
}

impl AnswerFault {
    pub(crate) fn words(&self, language: Language) -> Words {
        let step = &self.step;
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        let hint = did_you_mean(language, self.suggestion.as_ref(), &known);
        Words::pick(
            language,
            (format!("w procedurze nie ma czynności osoby `{step}`"), hint.clone()),
            (format!("the runbook has no manual step `{step}`"), hint),
        )
    }
}

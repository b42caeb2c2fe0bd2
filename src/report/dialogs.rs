//! Native dialogs as cards of text: no picture can show them.

use crate::evidence::format::{Dialog, DialogAnswer};
use crate::text::language::Language;

use super::shown::shown;
use super::wording::wording;

/// A dialog and its answer.
#[derive(Debug)]
pub(super) struct DialogView {
    /// Text of the portal; none for the browser's own question, which has no text of anybody.
    pub(super) says: Option<String>,
    /// What was answered; none if it was left open.
    pub(super) answer: Option<String>,
    /// Line of the step that declares it.
    pub(super) line: u64,
    pub(super) is_open: bool,
}

impl DialogView {
    pub(super) fn of(dialog: &Dialog, line: u64, language: Language) -> Self {
        let words_of = wording(language);
        let answer = dialog.answer.as_ref().map(|answer| match answer {
            DialogAnswer::Accepted => words_of.dialog_accepted.to_owned(),
            DialogAnswer::AcceptedWith(text) => format!(
                "{} {}{}{}",
                words_of.dialog_accepted_with,
                words_of.quote_open,
                shown(text),
                words_of.quote_close
            ),
            DialogAnswer::Dismissed => words_of.dialog_dismissed.to_owned(),
        });
        Self {
            says: (!dialog.says.is_empty()).then(|| shown(&dialog.says)),
            is_open: answer.is_none(),
            answer,
            line,
        }
    }
}

//! Pauses of a run: when, how long, why, and whether it went on.

use crate::evidence::format::{Event, Paused, Record};
use crate::text::language::Language;

use super::reasons::{self, ReasonWords};
use super::shown::{duration, hour};

/// One pause in words; `records` are those among which its end is.
pub(super) fn words<'r>(
    record: &Record,
    paused: &Paused,
    records: impl IntoIterator<Item = &'r Record>,
    language: Language,
) -> ReasonWords {
    let is_end = |later: &&Record| matches!(&later.event, Event::Resumed(resumed) if resumed.paused == record.seq);
    let end = records.into_iter().find(is_end);
    let from = hour(&record.at);
    let cause = reasons::words(&paused.cause, language).message;
    let message = match (language, end) {
        (Language::Polish, Some(end)) => format!(
            "Przerwa {from}–{}, {}: {cause} Potem krok podjęto na nowo.",
            hour(&end.at),
            duration(end.mono_ms.saturating_sub(record.mono_ms))
        ),
        (Language::English, Some(end)) => format!(
            "Pause {from}–{}, {}: {cause} Then the step was taken up again.",
            hour(&end.at),
            duration(end.mono_ms.saturating_sub(record.mono_ms))
        ),
        (Language::Polish, None) => format!("Przerwa od {from}, bez powrotu do pracy: {cause}"),
        (Language::English, None) => format!("Pause from {from}, and the work did not go on: {cause}"),
    };
    ReasonWords { message, hint: None }
}

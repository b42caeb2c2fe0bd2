//! Where a bundle went after it was closed, in words.

use crate::evidence::format::{CustodyEvent, CustodyRecord};
use crate::text::language::Language;

use super::shown::shown;

/// Lines that a page shows: the last ones.
const LINES: usize = 40;

/// Returns a line of the log in one sentence.
pub fn words(record: &CustodyRecord, language: Language) -> String {
    let (handed, done) = match &record.event {
        CustodyEvent::Exported(handed) => (handed, language.pick("spakowano do pliku", "packed into")),
        CustodyEvent::Imported(handed) => (handed, language.pick("rozpakowano z pliku", "unpacked from")),
    };
    let standing = match (language, handed.intact) {
        (_, true) => "",
        (Language::Polish, false) => "; teczka nie była wtedy nienaruszona",
        (Language::English, false) => "; the bundle was not intact then",
    };
    format!(
        "{} {done} {} ({} B, SHA-256 {}): {}, {} {}{standing}",
        shown(&record.at),
        shown(&handed.file),
        handed.size,
        shown(&handed.sha256),
        shown(&record.by),
        language.pick("komputer", "on"),
        shown(&record.host),
    )
}

/// Returns the last lines of the log for a page.
pub(super) fn lines(records: &[CustodyRecord], language: Language) -> Vec<String> {
    let from = records.len().saturating_sub(LINES);
    records
        .iter()
        .skip(from)
        .map(|record| words(record, language))
        .collect()
}

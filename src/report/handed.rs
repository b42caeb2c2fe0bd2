//! Where a bundle went after it was closed and what was taken from it, in words.

use crate::evidence::format::{CustodyEvent, CustodyRecord, HandedOver};
use crate::text::language::Language;

use super::shown::shown;

/// Lines that a page shows: the last ones.
const LINES: usize = 40;

/// Returns a line of the log in one sentence.
pub fn words(record: &CustodyRecord, language: Language) -> String {
    let done = match &record.event {
        CustodyEvent::Exported(handed) => file(
            language.pick("spakowano do pliku", "packed into"),
            handed,
            (record, language),
        ),
        CustodyEvent::Imported(handed) => file(
            language.pick("rozpakowano z pliku", "unpacked from"),
            handed,
            (record, language),
        ),
        CustodyEvent::Erased(erasure) => format!(
            "{} {}; {} {}; {} {}: {}",
            language.pick("usunięto pliki w liczbie", "files removed:"),
            erasure.files.len(),
            language.pick("decyzja:", "decided by"),
            shown(&erasure.by),
            language.pick("powód:", "reason:"),
            shown(&erasure.why),
            holder(record, language),
        ),
        CustodyEvent::Signed(signed) => format!(
            "{} {}: {}",
            language.pick("podpisano wiersz o usunięciu, nr", "signed the line of an erasure, no."),
            signed.over.saturating_add(1),
            holder(record, language),
        ),
    };
    format!("{} {done}", shown(&record.at))
}

fn file(done: &str, handed: &HandedOver, (record, language): (&CustodyRecord, Language)) -> String {
    let standing = match (language, handed.intact) {
        (_, true) => "",
        (Language::Polish, false) => "; teczka nie była wtedy nienaruszona",
        (Language::English, false) => "; the bundle was not intact then",
    };
    format!(
        "{done} {} ({} B, SHA-256 {}): {}{standing}",
        shown(&handed.file),
        handed.size,
        shown(&handed.sha256),
        holder(record, language),
    )
}

fn holder(record: &CustodyRecord, language: Language) -> String {
    let on = language.pick("komputer", "on");
    format!("{}, {on} {}", shown(&record.by), shown(&record.host))
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

//! Whether the record that closes a bundle whose run broke off says what is so, and hides nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::durable;
use crate::evidence::finding::{Finding, RecoveredPart};
use crate::evidence::format::{FileReference, Record, Recovered};
use crate::evidence::journal::Line;
use crate::evidence::paths::{TORN, is_reference, torn_offset};

use super::files::Found;

/// Checks each such record against the lines before it.
pub(super) fn check(lines: &[Line], findings: &mut Vec<Finding>) {
    let mut before: Vec<&Record> = Vec::new();
    for line in lines {
        let Ok(record) = &line.record else { continue };
        if let Some(recovered) = record.event.recovered() {
            let wrong = parts(recovered, line.start, &before);
            findings.extend(wrong.into_iter().map(|part| Finding::RecoveredWrong {
                line: line.number,
                part,
            }));
        }
        before.push(record);
    }
}

/// Names every piece cut off a trail of which no record says so.
pub(super) fn check_strays(records: &[&Record], found: &BTreeMap<String, Found>, findings: &mut Vec<Finding>) {
    let told = records.iter().filter_map(|record| record.event.recovered());
    let told: BTreeSet<&str> = told
        .flat_map(|recovered| recovered.torn.iter().map(|file| file.path.as_str()))
        .collect();
    let pieces = found.keys().filter(|path| path.split('/').next() == Some(TORN));
    findings.extend(
        pieces
            .filter(|path| !told.contains(path.as_str()))
            .map(|path| Finding::TornStray(path.clone())),
    );
}

fn parts(recovered: &Recovered, start: u64, before: &[&Record]) -> Vec<RecoveredPart> {
    let named: Vec<(u64, &FileReference)> = before
        .iter()
        .flat_map(|record| record.references().map(|file| (record.seq, file)))
        .collect();
    let proved = durable::proved_up_to(before);
    let is_torn = |file: &FileReference| torn_offset(&file.path) == Some(start);
    let is_loose =
        |file: &FileReference| is_reference(&file.path) && !named.iter().any(|(_, reference)| *reference == file);
    let is_lost = |file: &FileReference| {
        let mut references = named.iter().filter(|(_, reference)| reference.path == file.path);
        references
            .next()
            .is_some_and(|(seq, reference)| *reference == file && proved.is_none_or(|proved| *seq > proved))
    };
    let wrong = [
        (RecoveredPart::Torn, recovered.torn.iter().all(is_torn)),
        (RecoveredPart::Loose, recovered.loose.iter().all(is_loose)),
        (RecoveredPart::Lost, recovered.lost.iter().all(is_lost)),
    ];
    wrong
        .into_iter()
        .filter(|(_, is_so)| !is_so)
        .map(|(part, _)| part)
        .collect()
}

//! The written instruction behind a runbook.

use std::collections::BTreeMap;

use crate::runbook::document::Entry;
use crate::runbook::fault::{Part, SourceFault};
use crate::runbook::lower::body::{Body, Use};
use crate::runbook::lower::scope::BlockDraft;
use crate::runbook::lower::value::is_identifier;
use crate::runbook::model::Source;
use crate::runbook::reader::Reader;

/// Every key of `[source]`.
pub(crate) const SOURCE: &[&str] = &["document", "chapter", "points"];

/// The instruction while it is read, with the places of its points.
pub(crate) struct SourceDraft {
    pub(crate) source: Option<Source>,
    pub(crate) points: Vec<Use>,
}

/// Reads `[source]`.
pub(crate) fn source(reader: &mut Reader, entry: &Entry) -> SourceDraft {
    let mut points = Vec::new();
    let Some(table) = reader.table(entry) else {
        return SourceDraft { source: None, points };
    };
    reader.keys(table, Part::Source, SOURCE);
    let document = reader.required(table, "document", Part::Source);
    let document = document.and_then(|entry| reader.text(entry));
    let chapter = table.entry("chapter").and_then(|entry| reader.text(entry));
    let mut sentences = BTreeMap::new();
    let listed = table.entry("points").and_then(|entry| reader.table(entry));
    for entry in listed.map_or(&[] as &[Entry], |listed| &listed.entries) {
        let sentence = reader.text(entry);
        points.push(Use {
            name: entry.key.clone(),
            span: entry.key_span.clone(),
        });
        if is_point(&entry.key) {
            let sentence = sentence.map(|sentence| (entry.key.clone(), sentence.text.to_owned()));
            sentences.extend(sentence);
        } else {
            let seen = entry.key.clone();
            reader.report(&entry.key_span, SourceFault::PointNumber { seen });
        }
    }
    let source = document.map(|document| Source {
        document: document.text.to_owned(),
        chapter: chapter.map(|chapter| chapter.text.to_owned()),
        points: sentences,
    });
    SourceDraft { source, points }
}

/// Says whether a text is the number of a point (`3.5`, `1.2a`), of one that a chapter numbers beside its sections (`2/1`),
/// or the name of a sentence without a number behind the nearest number (`3.13-uwaga`).
pub(crate) fn is_point(text: &str) -> bool {
    let is_numbered = |piece: &str| {
        piece.starts_with(|c: char| c.is_ascii_digit()) && piece.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let (number, name) = text
        .split_once('-')
        .map_or((text, None), |(number, name)| (number, Some(name)));
    let (section, beside) = number
        .split_once('/')
        .map_or((number, None), |(section, beside)| (section, Some(beside)));
    section.split('.').all(is_numbered)
        && beside.is_none_or(is_numbered)
        && name.is_none_or(|name| name.starts_with(|c: char| c.is_ascii_lowercase()) && is_identifier(name))
}

/// Warns of every point that no step cites.
pub(crate) fn warn_uncited(reader: &mut Reader, points: &[Use], main: &Body, blocks: &BTreeMap<String, BlockDraft>) {
    for point in points {
        let is_cited =
            main.cited.contains(&point.name) || blocks.values().any(|block| block.body.cited.contains(&point.name));
        if !is_cited {
            let fault = SourceFault::Uncited {
                point: point.name.clone(),
            };
            reader.warn(&point.span, fault);
        }
    }
}

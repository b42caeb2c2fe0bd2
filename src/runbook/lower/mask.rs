//! What is covered: `[masks]` of a portal profile.

use std::collections::BTreeSet;

use crate::runbook::document::Table;
use crate::runbook::fault::{FileFault, PATTERNS, PortalFault};
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;
use crate::text::mask::{Rule, Rules};
use crate::text::source::Span;

/// Fewest letters of a name that is covered.
const SHORTEST: usize = 3;

/// Reads what is covered, and where its names stand in the file.
pub(super) fn read(reader: &mut Reader, table: &Table) -> (Rules, Vec<Span>) {
    let (names, spans) = names(reader, table);
    let rules = Rules {
        patterns: patterns(reader, table),
        names,
    };
    (rules, spans)
}

fn patterns(reader: &mut Reader, table: &Table) -> BTreeSet<Rule> {
    let mut patterns = BTreeSet::new();
    let Some(entry) = table.entry("patterns") else {
        return patterns;
    };
    let texts = reader.texts(entry);
    reader.check_distinct(&texts);
    for written in texts {
        match Rule::of_word(written.text).filter(|rule| PATTERNS.contains(&rule.word())) {
            Some(rule) => {
                patterns.insert(rule);
            }
            None => reader.report(
                written.span,
                PortalFault::MaskPattern {
                    seen: written.text.to_owned(),
                    suggestion: nearest(written.text, PATTERNS.iter().copied()),
                },
            ),
        }
    }
    patterns
}

fn names(reader: &mut Reader, table: &Table) -> (Vec<String>, Vec<Span>) {
    let Some(entry) = table.entry("names") else {
        return Default::default();
    };
    let texts = reader.texts(entry);
    reader.check_distinct(&texts);
    for written in &texts {
        if written.text.chars().filter(|sign| sign.is_alphanumeric()).count() < SHORTEST {
            let seen = written.text.to_owned();
            reader.report(written.span, PortalFault::MaskName { seen });
        }
    }
    let names = texts.iter().map(|written| written.text.to_owned());
    (
        names.collect(),
        texts.iter().map(|written| written.span.clone()).collect(),
    )
}

/// Refuses a file that is kept whole and holds what is covered, but for places that are left out of the copy.
pub(crate) fn check_file(reader: &mut Reader, rules: &Rules, left_out: &[Span]) {
    let finds = rules.finds(reader.text_of_file());
    let is_kept = |span: &Span| {
        !left_out
            .iter()
            .any(|out| out.start <= span.start && span.end <= out.end)
    };
    for find in finds.into_iter().filter(|find| is_kept(&find.range)) {
        reader.report(&find.range, FileFault::Covered { rule: find.rule });
    }
}

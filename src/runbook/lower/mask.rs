//! What is covered: `[masks]` of a portal profile, and what of it a runbook may not say.

use std::collections::{BTreeMap, BTreeSet};

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{FileFault, PATTERNS, PortalFault};
use crate::runbook::lower::body::BodyReader;
use crate::runbook::model::{Expected, Part, Template, Want};
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;
use crate::text::label::Label;
use crate::text::mask::{Rule, Rules};
use crate::text::source::Span;

/// Fewest letters of a name that is covered.
const SHORTEST: usize = 3;

/// Reads what is covered, and where its names stand in the file. A field or part is known by its aliases, too.
pub(super) fn read(reader: &mut Reader, table: &Table, aliases: &BTreeMap<String, Vec<String>>) -> (Rules, Vec<Span>) {
    let (names, spans) = names(reader, table);
    let rules = Rules {
        patterns: patterns(reader, table),
        names,
        fields: labels(reader, table, "fields", aliases),
        regions: labels(reader, table, "regions", aliases),
    };
    (rules, spans)
}

fn labels(reader: &mut Reader, table: &Table, key: &str, aliases: &BTreeMap<String, Vec<String>>) -> BTreeSet<Label> {
    let Some(entry) = table.entry(key) else {
        return BTreeSet::new();
    };
    let texts = reader.texts(entry);
    reader.check_distinct(&texts);
    let mut labels = BTreeSet::new();
    for label in texts.iter().map(|written| Label::new(written.text)) {
        let others = aliases.get(label.as_str()).into_iter().flatten();
        labels.extend(others.map(|other| Label::new(other)));
        labels.insert(label);
    }
    labels
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

impl BodyReader<'_> {
    /// Refuses a value of a covered field that stands in the runbook, of which the bundle keeps every byte.
    pub(super) fn check_wanted(&mut self, entry: &Entry, places: &[Template], want: &Want) {
        let stands_here = match want {
            Want::Text(text) => is_said(text),
            Want::Several(texts) => texts.iter().any(is_said),
            Want::Row(pick) => is_said(&pick.row),
            Want::Integer(_) | Want::Boolean(_) | Want::Date(..) => true,
            Want::File(_) => false,
        };
        if stands_here {
            self.refuse_said(&entry.key, places, &entry.node.span);
        }
    }

    /// Refuses the same of a condition.
    pub(super) fn check_expected(&mut self, label: &Template, places: &[Template], expected: &Expected, span: &Span) {
        let stands_here = match expected {
            Expected::Text(text) => is_said(text),
            Expected::Switch(_) => true,
        };
        if stands_here {
            self.refuse_said(&label.to_string(), places, span);
        }
    }

    fn refuse_said(&mut self, label: &str, places: &[Template], span: &Span) {
        let Some(portal) = self.portal else { return };
        let is_part = |place: &Template| portal.masks.covers_place(&place.to_string());
        if portal.masks.covers_field(label) || places.iter().any(is_part) {
            let label = label.to_owned();
            self.reader.report(span, PortalFault::MaskedValue { label });
        }
    }
}

/// Says whether a text says something by itself: one with a name in it is said by what is given for the name.
fn is_said(text: &Template) -> bool {
    let is_literal = |part: &Part| matches!(part, Part::Literal(_));
    text.parts().iter().all(is_literal) && !text.to_string().trim().is_empty()
}

//! The top of a runbook: title, portal, instruction, inputs, steps, blocks.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{
    Part, PortalFault, ScopeFault, ShapeFault, SourceFault, StepFault, TextFault, Wanted,
};
use crate::runbook::lower::body::{Body, BodyReader, Citable, Use};
use crate::runbook::lower::scope::{BlockDraft, Scopes};
use crate::runbook::lower::value::{is_identifier, is_name};
use crate::runbook::model::{Block, Input, InputKind, Runbook, Source};
use crate::runbook::portal::Portal;
use crate::runbook::reader::{Reader, Written};
use crate::runbook::suggestion::nearest;
use crate::text::source::Span;

/// Every key at the top.
const RUNBOOK: &[&str] = &[
    "schema", "title", "portal", "source", "inputs", "step", "block",
];

/// Every key of `[source]`.
const SOURCE: &[&str] = &["document", "chapter", "points"];

/// Every key of an input.
const INPUT: &[&str] = &["type", "ask", "example"];

/// Types that an input may have.
const INPUT_TYPES: &[&str] = &["text", "integer"];

/// Most steps in one file, those of blocks included.
const MOST_STEPS: usize = 500;

/// Lowers a document to a runbook; `portal` is `None` if the profile has mistakes of its own.
pub(crate) fn runbook(
    reader: &mut Reader,
    table: &Table,
    name: &str,
    portal: Option<&Portal>,
) -> Option<Runbook> {
    reader.keys(table, Part::Runbook, RUNBOOK);
    reader.check_schema(table, Part::Runbook);
    let title = reader.required(table, "title", Part::Runbook);
    let title = title.and_then(|entry| reader.text(entry));
    let portal_name = portal_name(reader, table, portal);
    let source = table.entry("source").map(|entry| source(reader, entry));
    let citable = match &source {
        None => Citable::Nothing,
        Some(draft) if draft.points.is_empty() => Citable::Anything,
        Some(draft) => Citable::Points(
            draft
                .points
                .iter()
                .map(|point| point.name.clone())
                .collect(),
        ),
    };
    let inputs = inputs(reader, table);
    check_count(reader, table);
    let main = body(reader, table.entry("step"), &table.span, portal, &citable);
    let blocks = blocks(reader, table, portal, &citable);
    let input_names: Vec<Use> = inputs.iter().map(|draft| draft.name_use()).collect();
    let scopes = Scopes {
        inputs: &input_names,
        entity: portal.map(|portal| portal.entity.input.as_str()),
        main: &main,
        blocks: &blocks,
    };
    scopes.check(reader);
    check_entity(reader, table, portal, &inputs);
    let parameters: BTreeMap<String, Vec<String>> = blocks
        .keys()
        .map(|name| (name.clone(), scopes.parameters(name)))
        .collect();
    let source = match source {
        None => None,
        Some(draft) => {
            warn_uncited(reader, &draft.points, &main, &blocks);
            Some(draft.source?)
        }
    };
    let blocks = blocks.into_iter().zip(parameters.into_values());
    let runbook = Runbook {
        name: name.to_owned(),
        title: title?.text.to_owned(),
        portal: portal_name?,
        source,
        inputs: inputs
            .into_iter()
            .map(|draft| draft.input)
            .collect::<Option<_>>()?,
        steps: main.steps,
        blocks: blocks
            .map(|((name, draft), parameters)| {
                let steps = draft.body.steps;
                (name, Block { parameters, steps })
            })
            .collect(),
    };
    reader.is_clean().then_some(runbook)
}

fn portal_name(reader: &mut Reader, table: &Table, portal: Option<&Portal>) -> Option<String> {
    let entry = reader.required(table, "portal", Part::Runbook)?;
    let seen = reader.identifier(entry)?;
    let Some(portal) = portal else {
        return Some(seen);
    };
    if portal.name == seen {
        return Some(seen);
    }
    let profile = portal.name.clone();
    reader.report(&entry.node.span, PortalFault::Mismatch { seen, profile });
    None
}

/// The instruction while it is read, with the places of its points.
struct SourceDraft {
    source: Option<Source>,
    points: Vec<Use>,
}

fn source(reader: &mut Reader, entry: &Entry) -> SourceDraft {
    let mut points = Vec::new();
    let Some(table) = reader.table(entry) else {
        return SourceDraft {
            source: None,
            points,
        };
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

/// Says whether a text is the number of a point: `3.5`, `6.1`, `2a`.
fn is_point(text: &str) -> bool {
    let is_numbered = |piece: &str| {
        piece.starts_with(|c: char| c.is_ascii_digit())
            && piece.chars().all(|c| c.is_ascii_alphanumeric())
    };
    text.split('.').all(is_numbered)
}

fn warn_uncited(
    reader: &mut Reader,
    points: &[Use],
    main: &Body,
    blocks: &BTreeMap<String, BlockDraft>,
) {
    for point in points {
        let is_cited = main.cited.contains(&point.name)
            || blocks
                .values()
                .any(|block| block.body.cited.contains(&point.name));
        if !is_cited {
            let fault = SourceFault::Uncited {
                point: point.name.clone(),
            };
            reader.warn(&point.span, fault);
        }
    }
}

/// An input while it is read.
struct InputDraft {
    name: String,
    span: Span,
    input: Option<Input>,
}

impl InputDraft {
    fn name_use(&self) -> Use {
        Use {
            name: self.name.clone(),
            span: self.span.clone(),
        }
    }
}

fn inputs(reader: &mut Reader, table: &Table) -> Vec<InputDraft> {
    let declared = table.entry("inputs").and_then(|entry| reader.table(entry));
    let entries = declared.map_or(&[] as &[Entry], |declared| &declared.entries);
    entries
        .iter()
        .map(|entry| InputDraft {
            name: entry.key.clone(),
            span: entry.key_span.clone(),
            input: input(reader, entry),
        })
        .collect()
}

fn input(reader: &mut Reader, entry: &Entry) -> Option<Input> {
    if !is_name(&entry.key) {
        let seen = entry.key.clone();
        reader.report(&entry.key_span, TextFault::Name { seen });
    }
    let table = reader.table(entry)?;
    reader.keys(table, Part::Input, INPUT);
    let kind = reader.required(table, "type", Part::Input);
    let kind = kind.and_then(|entry| input_kind(reader, entry));
    let ask = reader.required(table, "ask", Part::Input);
    let ask = ask.and_then(|entry| reader.text(entry));
    let example = table
        .entry("example")
        .and_then(|entry| example(reader, entry, kind));
    Some(Input {
        name: entry.key.clone(),
        kind: kind?,
        ask: ask?.text.to_owned(),
        example,
    })
}

fn input_kind(reader: &mut Reader, entry: &Entry) -> Option<InputKind> {
    let written = reader.text(entry)?;
    match written.text {
        "text" => Some(InputKind::Text),
        "integer" => Some(InputKind::Integer),
        seen => {
            let fault = ShapeFault::Word {
                seen: seen.to_owned(),
                key: "type",
                suggestion: nearest(seen, INPUT_TYPES.iter().copied()),
                known: INPUT_TYPES,
            };
            reader.report(written.span, fault);
            None
        }
    }
}

/// Reads an example, which is of the input's own type.
fn example(reader: &mut Reader, entry: &Entry, kind: Option<InputKind>) -> Option<String> {
    match kind {
        Some(InputKind::Text) => reader.text(entry).map(|example| example.text.to_owned()),
        Some(InputKind::Integer) => reader.integer(entry).map(|example| example.to_string()),
        None => None,
    }
}

fn check_entity(
    reader: &mut Reader,
    table: &Table,
    portal: Option<&Portal>,
    inputs: &[InputDraft],
) {
    let Some(portal) = portal else { return };
    let input = portal.entity.input.clone();
    let Some(draft) = inputs.iter().find(|draft| draft.name == input) else {
        let span = table
            .entry("inputs")
            .map_or(&table.span, |entry| &entry.key_span);
        reader.report(span, ScopeFault::NoEntityInput { input });
        return;
    };
    let kind = draft.input.as_ref().map(|input| input.kind);
    if kind == Some(InputKind::Integer) {
        reader.report(&draft.span, ScopeFault::EntityInputType { input });
    }
}

fn body(
    reader: &mut Reader,
    entry: Option<&Entry>,
    place: &Span,
    portal: Option<&Portal>,
    citable: &Citable,
) -> Body {
    let tables = entry.map_or_else(Vec::new, |entry| reader.tables(entry));
    let is_empty = entry
        .is_none_or(|entry| matches!(&entry.node.value, Value::List(items) if items.is_empty()));
    if is_empty {
        let span = entry.map_or(place, |entry| &entry.key_span);
        reader.report(span, StepFault::None);
    }
    let mut body = BodyReader {
        reader,
        portal,
        citable,
        body: Body::default(),
    };
    body.steps(&tables);
    body.body
}

fn blocks(
    reader: &mut Reader,
    table: &Table,
    portal: Option<&Portal>,
    citable: &Citable,
) -> BTreeMap<String, BlockDraft> {
    let mut blocks = BTreeMap::new();
    let Some(entry) = table.entry("block") else {
        return blocks;
    };
    let Value::Table(named) = &entry.node.value else {
        reader.wrong_type(&entry.key, &entry.node, Wanted::Table);
        return blocks;
    };
    for entry in &named.entries {
        let written = Written::key_of(entry);
        if !is_identifier(written.text) {
            let seen = written.text.to_owned();
            reader.report(written.span, TextFault::Id { seen });
        }
        let draft = BlockDraft {
            key_span: entry.key_span.clone(),
            body: body(reader, Some(entry), &entry.key_span, portal, citable),
        };
        blocks.insert(entry.key.clone(), draft);
    }
    blocks
}

/// Reports the first step beyond the limit.
fn check_count(reader: &mut Reader, table: &Table) {
    let list = |entry: &'_ Entry| match &entry.node.value {
        Value::List(items) => items.iter().map(|item| item.span.clone()).collect(),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Float
        | Value::Boolean(_)
        | Value::Date
        | Value::Table(_) => Vec::new(),
    };
    let mut spans: Vec<Span> = table.entry("step").map(list).unwrap_or_default();
    if let Some(Value::Table(blocks)) = table.entry("block").map(|entry| &entry.node.value) {
        spans.extend(blocks.entries.iter().flat_map(list));
    }
    if let Some(span) = spans.get(MOST_STEPS) {
        reader.report(span, StepFault::TooMany { limit: MOST_STEPS });
    }
}

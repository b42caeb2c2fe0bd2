//! The top of a runbook: title, portal, instruction, inputs, steps, blocks.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{Part, PortalFault, StepFault, TextFault, Wanted};
use crate::runbook::lower::body::{Body, BodyReader, Citable, Declared, Use};
use crate::runbook::lower::input::{InputDraft, check_entity, inputs};
use crate::runbook::lower::scope::{BlockDraft, Scopes};
use crate::runbook::lower::source::{source, warn_uncited};
use crate::runbook::lower::value::is_identifier;
use crate::runbook::model::{Block, Runbook};
use crate::runbook::portal::Portal;
use crate::runbook::reader::Reader;
use crate::runbook::written::Written;
use crate::text::source::Span;

/// Every key at the top.
pub(crate) const RUNBOOK: &[&str] = &[
    "schema", "title", "portal", "source", "inputs", "require", "step", "block",
];

/// Most steps in one file, those of blocks included.
const MOST_STEPS: usize = 500;

/// What the steps of a list may rely on.
#[derive(Clone, Copy)]
struct Known<'k> {
    portal: Option<&'k Portal>,
    citable: &'k Citable,
    inputs: &'k [Declared],
}

/// Lowers a document to a runbook; `portal` is `None` if the profile has mistakes of its own.
pub(crate) fn runbook(reader: &mut Reader, table: &Table, name: &str, portal: Option<&Portal>) -> Option<Runbook> {
    reader.keys(table, Part::Runbook, RUNBOOK);
    reader.check_schema(table, Part::Runbook);
    let title = reader.required(table, "title", Part::Runbook);
    let title = title.and_then(|entry| reader.text(entry));
    let portal_name = portal_name(reader, table, portal);
    let source = table.entry("source").map(|entry| source(reader, entry));
    let citable = Citable::of(source.as_ref());
    let inputs = inputs(reader, table);
    let declared: Vec<Declared> = inputs.iter().map(InputDraft::declared).collect();
    check_count(reader, table);
    let known = Known {
        portal,
        citable: &citable,
        inputs: &declared,
    };
    let mut main = body_reader(reader, known);
    let require = main.conditions(table, "require");
    let main = body(main, table.entry("step"), &table.span);
    let blocks = blocks(reader, table, Known { inputs: &[], ..known });
    let input_names: Vec<Use> = inputs.iter().map(InputDraft::name_use).collect();
    let scopes = Scopes {
        inputs: &input_names,
        entity: portal.map(|portal| portal.entity.input.as_str()),
        declared: &declared,
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
        inputs: inputs.into_iter().map(|draft| draft.input).collect::<Option<_>>()?,
        require,
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

fn body_reader<'r>(reader: &'r mut Reader, known: Known<'r>) -> BodyReader<'r> {
    BodyReader {
        reader,
        portal: known.portal,
        citable: known.citable,
        inputs: known.inputs,
        body: Body::default(),
    }
}

fn body(mut body: BodyReader<'_>, entry: Option<&Entry>, place: &Span) -> Body {
    let tables = entry.map_or_else(Vec::new, |entry| body.reader.tables(entry));
    let is_empty = entry.is_none_or(|entry| matches!(&entry.node.value, Value::List(items) if items.is_empty()));
    if is_empty {
        let span = entry.map_or(place, |entry| &entry.key_span);
        body.reader.report(span, StepFault::None);
    }
    body.steps(&tables);
    body.body
}

fn blocks(reader: &mut Reader, table: &Table, known: Known<'_>) -> BTreeMap<String, BlockDraft> {
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
            body: body(body_reader(reader, known), Some(entry), &entry.key_span),
        };
        blocks.insert(entry.key.clone(), draft);
    }
    blocks
}

/// Reports the first step beyond the limit.
fn check_count(reader: &mut Reader, table: &Table) {
    let list = |entry: &'_ Entry| match &entry.node.value {
        Value::List(items) => items.iter().map(|item| item.span.clone()).collect(),
        Value::Text(_) | Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::Table(_) => {
            Vec::new()
        }
    };
    let mut spans: Vec<Span> = table.entry("step").map(list).unwrap_or_default();
    if let Some(Value::Table(blocks)) = table.entry("block").map(|entry| &entry.node.value) {
        spans.extend(blocks.entries.iter().flat_map(list));
    }
    if let Some(span) = spans.get(MOST_STEPS) {
        reader.report(span, StepFault::TooMany { limit: MOST_STEPS });
    }
}

//! Values that the operator gives before the run.

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{Part, ScopeFault, ShapeFault, TextFault, Wanted};
use crate::runbook::lower::body::Use;
use crate::runbook::lower::value::is_name;
use crate::runbook::model::{Input, InputKind};
use crate::runbook::portal::Portal;
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;
use crate::text::source::Span;

/// Every key of an input.
pub(crate) const INPUT: &[&str] = &["type", "ask", "example"];

/// Types that an input may have.
pub(crate) const INPUT_TYPES: &[&str] = &["text", "integer", "file"];

/// An input while it is read.
pub(crate) struct InputDraft {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) input: Option<Input>,
}

impl InputDraft {
    /// Returns the name if the input is a file.
    pub(crate) fn file(&self) -> Option<String> {
        let input = self.input.as_ref()?;
        (input.kind == InputKind::File).then(|| input.name.clone())
    }

    /// Returns the name with its place.
    pub(crate) fn name_use(&self) -> Use {
        Use {
            name: self.name.clone(),
            span: self.span.clone(),
        }
    }
}

/// Reads `[inputs]`.
pub(crate) fn inputs(reader: &mut Reader, table: &Table) -> Vec<InputDraft> {
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
    let Value::Table(table) = &entry.node.value else {
        reader.wrong_type(&entry.key, &entry.node, Wanted::Input);
        return None;
    };
    reader.keys(table, Part::Input, INPUT);
    let kind = reader.required(table, "type", Part::Input);
    let kind = kind.and_then(|entry| input_kind(reader, entry));
    let ask = reader.required(table, "ask", Part::Input);
    let ask = ask.and_then(|entry| reader.text(entry));
    let example = table.entry("example").and_then(|entry| example(reader, entry, kind));
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
        "file" => Some(InputKind::File),
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
        Some(InputKind::Text | InputKind::File) => reader.text(entry).map(|example| example.text.to_owned()),
        Some(InputKind::Integer) => reader.integer(entry).map(|example| example.to_string()),
        None => None,
    }
}

/// Reports a runbook that cannot say on whose behalf it acts.
pub(crate) fn check_entity(reader: &mut Reader, table: &Table, portal: Option<&Portal>, inputs: &[InputDraft]) {
    let Some(portal) = portal else { return };
    let input = portal.entity.input.clone();
    let Some(draft) = inputs.iter().find(|draft| draft.name == input) else {
        let span = table.entry("inputs").map_or(&table.span, |entry| &entry.key_span);
        reader.report(span, ScopeFault::NoEntityInput { input });
        return;
    };
    let kind = draft.input.as_ref().map(|input| input.kind);
    if kind.is_some_and(|kind| kind != InputKind::Text) {
        reader.report(&draft.span, ScopeFault::EntityInputType { input });
    }
}

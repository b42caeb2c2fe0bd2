//! A series: its inputs, and its stages as written, before the runbooks that they use are looked at.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Node, Table, Value};
use crate::runbook::fault::{Part, SeriesFault, StepFault};
use crate::runbook::lower::body::{Body, BodyReader, Citable, Declared, Use};
use crate::runbook::lower::input::{InputDraft, inputs};
use crate::runbook::lower::scope::Scopes;
use crate::runbook::lower::source::{SourceDraft, source, warn_uncited};
use crate::runbook::lower::value::is_identifier;
use crate::runbook::model::{Condition, Input, InputKind, Series, Stage, Template};
use crate::runbook::reader::Reader;
use crate::text::source::Span;

/// Every key at the top of a series.
pub(crate) const SERIES: &[&str] = &["schema", "title", "source", "inputs", "step"];

/// Every key of a step of a series.
pub(crate) const STAGE: &[&str] = &["id", "cites", "use", "with", "when", "require"];

/// Input that names the entity for which all runbooks of a series work.
pub(crate) const ENTITY: &str = "podmiot";

/// Most folders in the path of a runbook.
const DEEPEST: usize = 4;

/// Subjects of conditions that only a page can answer.
const OF_A_PAGE: &[&str] = &["see", "not_see", "field", "table"];

/// A series while it is read.
pub(crate) struct SeriesDraft {
    pub(crate) series: Option<Series>,
    pub(crate) stages: Vec<StageDraft>,
}

/// A stage with the places of what it names.
pub(crate) struct StageDraft {
    pub(crate) stage: Stage,
    pub(crate) use_span: Span,
    /// The key `with`; the key `use` if there is none.
    pub(crate) with_span: Span,
    pub(crate) given: Vec<Given>,
}

/// A value for an input of the runbook used.
pub(crate) struct Given {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) value: Template,
    pub(crate) value_span: Span,
}

/// Says whether a file is a series: it belongs to no portal, and a step uses a runbook.
pub(crate) fn is_series(table: &Table) -> bool {
    table.entry("portal").is_none() && steps(table).iter().any(|step| step.entry("use").is_some())
}

/// Lowers a document to a series.
pub(crate) fn series(reader: &mut Reader, table: &Table, name: &str) -> SeriesDraft {
    reader.keys(table, Part::Series, SERIES);
    reader.check_schema(table, Part::Series);
    let title = reader.required(table, "title", Part::Series);
    let title = title.and_then(|entry| reader.text(entry));
    let source = table.entry("source").map(|entry| source(reader, entry));
    let inputs = inputs(reader, table);
    check_entity(reader, table, &inputs);
    let citable = Citable::of(source.as_ref());
    let declared: Vec<Declared> = inputs.iter().map(InputDraft::declared).collect();
    let mut body = BodyReader {
        reader,
        portal: None,
        citable: &citable,
        inputs: &declared,
        body: Body::default(),
    };
    let stages = body.stages(&steps(table));
    let main = body.body;
    let input_names: Vec<Use> = inputs.iter().map(InputDraft::name_use).collect();
    let blocks = BTreeMap::new();
    Scopes {
        inputs: &input_names,
        entity: Some(ENTITY),
        declared: &declared,
        main: &main,
        blocks: &blocks,
    }
    .check(reader);
    if let Some(draft) = &source {
        warn_uncited(reader, &draft.points, &main, &blocks);
    }
    let series = complete(name, title.map(|title| title.text), source, inputs);
    SeriesDraft { series, stages }
}

fn complete(name: &str, title: Option<&str>, source: Option<SourceDraft>, inputs: Vec<InputDraft>) -> Option<Series> {
    let source = match source {
        None => None,
        Some(draft) => Some(draft.source?),
    };
    let inputs: Option<Vec<Input>> = inputs.into_iter().map(|draft| draft.input).collect();
    Some(Series {
        name: name.to_owned(),
        title: title?.to_owned(),
        source,
        inputs: inputs?,
    })
}

fn check_entity(reader: &mut Reader, table: &Table, inputs: &[InputDraft]) {
    let draft = inputs.iter().find(|draft| draft.name == ENTITY);
    let is_text = |draft: &InputDraft| draft.input.as_ref().is_none_or(|input| input.kind == InputKind::Text);
    if !draft.is_some_and(is_text) {
        let span = table.entry("inputs").map_or(&table.span, |entry| &entry.key_span);
        let span = draft.map_or(span, |draft| &draft.span);
        reader.report(span, SeriesFault::NoEntity { input: ENTITY });
    }
}

/// Returns the steps, whatever else stands among them.
fn steps(table: &Table) -> Vec<&Table> {
    let Some(Value::List(items)) = table.entry("step").map(|entry| &entry.node.value) else {
        return Vec::new();
    };
    let tables = items.iter().filter_map(|item| match &item.value {
        Value::Table(step) => Some(step),
        Value::Text(_) | Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::List(_) => None,
    });
    tables.collect()
}

/// Returns one condition, or several.
fn conditions(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Text(_) | Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::Table(_) => {
            std::slice::from_ref(node)
        }
    }
}

impl BodyReader<'_> {
    fn stages(&mut self, tables: &[&Table]) -> Vec<StageDraft> {
        let mut lines = BTreeMap::new();
        let mut stages = Vec::new();
        for table in tables {
            let Some(stage) = self.stage(table) else { continue };
            if let Some(line) = lines.insert(stage.stage.id.clone(), stage.stage.line) {
                let id = stage.stage.id.clone();
                let span = table.entry("id").map_or(&table.span, |entry| &entry.node.span);
                self.reader.report(span, StepFault::DuplicateId { id, line });
            }
            stages.push(stage);
        }
        stages
    }

    fn stage(&mut self, table: &Table) -> Option<StageDraft> {
        let Some(used) = table.entry("use") else {
            self.reader.report(&table.span, SeriesFault::NoUse);
            table.entries.iter().for_each(|entry| self.scan(&entry.node));
            return None;
        };
        self.reader.keys(table, Part::Stage, STAGE);
        let id = self.reader.required(table, "id", Part::Stage);
        let id = id.and_then(|entry| self.reader.identifier(entry));
        let cites = self.cites(table);
        let when = self.pageless(table, "when");
        let require = self.pageless(table, "require");
        let with = table.entry("with");
        let given = with.and_then(|entry| self.reader.table(entry));
        let given: Vec<Given> = given.map_or_else(Vec::new, |given| {
            let given = given.entries.iter();
            given.filter_map(|entry| self.given(entry)).collect()
        });
        let uses = self.used_path(used);
        let with_span = with.map_or_else(|| used.key_span.clone(), |with| with.key_span.clone());
        let values = given.iter().map(|given| (given.name.clone(), given.value.clone()));
        Some(StageDraft {
            stage: Stage {
                id: id?,
                cites,
                line: self.reader.line(table.span.start),
                uses: uses?,
                with: values.collect(),
                when,
                require,
            },
            use_span: used.node.span.clone(),
            with_span,
            given,
        })
    }

    fn given(&mut self, entry: &Entry) -> Option<Given> {
        // A file or a list is passed on whole, which no text of a page could do.
        let inputs = std::mem::take(&mut self.inputs);
        let value = self.template(entry);
        self.inputs = inputs;
        Some(Given {
            name: entry.key.clone(),
            span: entry.key_span.clone(),
            value: value?,
            value_span: entry.node.span.clone(),
        })
    }

    /// Reads conditions that can be answered without a page.
    fn pageless(&mut self, table: &Table, key: &str) -> Vec<Condition> {
        for condition in table.entry(key).map_or(&[] as &[Node], |entry| conditions(&entry.node)) {
            let Value::Table(asked) = &condition.value else {
                continue;
            };
            for entry in asked
                .entries
                .iter()
                .filter(|entry| OF_A_PAGE.contains(&entry.key.as_str()))
            {
                self.reader.report(&entry.key_span, SeriesFault::AsksThePage);
            }
        }
        self.conditions(table, key)
    }

    /// Reads a path that cannot lead out of its folder, whatever lies there.
    fn used_path(&mut self, entry: &Entry) -> Option<String> {
        let written = self.reader.text(entry)?;
        let is_below = written.text.split('/').all(is_identifier) && written.text.split('/').count() <= DEEPEST;
        if is_below {
            return Some(written.text.to_owned());
        }
        let seen = written.text.to_owned();
        self.reader.report(written.span, SeriesFault::Path { seen });
        None
    }
}

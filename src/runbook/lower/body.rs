//! A list of steps while it is read, with the names it uses and the blocks it runs.

use std::collections::BTreeSet;

use crate::runbook::document::{Node, Value};
use crate::runbook::lower::source::SourceDraft;
use crate::runbook::model::{InputKind, Step};
use crate::runbook::portal::Portal;
use crate::runbook::reader::Reader;
use crate::text::source::Span;

/// The steps at the top of a runbook, or those of a block.
#[derive(Default)]
pub(crate) struct Body {
    pub(crate) steps: Vec<Step>,
    pub(crate) uses: Vec<Use>,
    /// Inputs that a loop goes over.
    pub(crate) loops: Vec<Use>,
    pub(crate) calls: Vec<CallSite>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) cited: BTreeSet<String>,
}

/// A `{name}` in a text.
pub(crate) struct Use {
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// The name of an answer that a person gives, good for the steps behind.
pub(crate) struct Answer {
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Number of the first use of a name behind the step that asks.
    pub(crate) from: usize,
}

/// A `run` with everything that it gives to the block.
pub(crate) struct CallSite {
    pub(crate) block: String,
    pub(crate) span: Span,
    pub(crate) given: Vec<Use>,
    /// Columns of a line, which the block may leave unused.
    pub(crate) offered: Vec<Use>,
    /// Whether every parameter could be read.
    pub(crate) is_readable: bool,
    /// Where the loop says that a difference is reported and the rest goes on; none where it does not.
    pub(crate) reports: Option<Span>,
}

/// What steps may cite.
pub(crate) enum Citable {
    /// Nothing: the runbook names no document.
    Nothing,
    /// Any point: the runbook lists none.
    Anything,
    /// The points listed.
    Points(Vec<String>),
}

/// An input as far as steps have to know it.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) name: String,
    /// `None` if it could not be read.
    pub(crate) kind: Option<InputKind>,
}

impl Citable {
    /// Tells what a runbook with this `[source]` may cite.
    pub(crate) fn of(source: Option<&SourceDraft>) -> Self {
        match source {
            None => Self::Nothing,
            Some(draft) if draft.points.is_empty() => Self::Anything,
            Some(draft) => Self::Points(draft.points.iter().map(|point| point.name.clone()).collect()),
        }
    }
}

/// Reads one list of steps.
pub(crate) struct BodyReader<'r> {
    pub(crate) reader: &'r mut Reader,
    /// The profile; `None` if it has mistakes of its own, and then effects are not judged.
    pub(crate) portal: Option<&'r Portal>,
    pub(crate) citable: &'r Citable,
    /// The inputs; none in a block.
    pub(crate) inputs: &'r [Declared],
    pub(crate) body: Body,
}

impl BodyReader<'_> {
    /// Returns the type of an input that is visible here.
    pub(crate) fn kind_of(&self, name: &str) -> Option<&InputKind> {
        let input = self.inputs.iter().find(|input| input.name == name)?;
        input.kind.as_ref()
    }

    /// Counts the names in a value that is not read any further, lest they seem unused.
    pub(crate) fn scan(&mut self, node: &Node) {
        match &node.value {
            Value::Text(text) => {
                for piece in text.split('{').skip(1) {
                    if let Some((name, _)) = piece.split_once('}') {
                        self.body.uses.push(Use {
                            name: name.to_owned(),
                            span: node.span.clone(),
                        });
                    }
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.scan(item)),
            Value::Table(table) => table.entries.iter().for_each(|entry| self.scan(&entry.node)),
            Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) => {}
        }
    }
}

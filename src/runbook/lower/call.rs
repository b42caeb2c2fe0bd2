//! Blocks run once, or once for each row of a table.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{Part, ScopeFault, StepFault, TextFault};
use crate::runbook::lower::body::{BodyReader, CallSite, Use};
use crate::runbook::lower::value::is_name;
use crate::runbook::model::{Call, ForEach};
use crate::runbook::written::Written;

/// Every key of `for_each`.
pub(crate) const FOR_EACH: &[&str] = &["row_of", "key", "as", "at_most"];

/// Most rows that a loop may work on.
pub(crate) const MOST_ROWS: usize = 500;

/// What a loop gives to its block.
#[derive(Clone, Copy)]
pub(crate) enum Bound<'u> {
    /// There is no loop.
    Nothing,
    /// The key of the row; `None` if its name could not be read.
    Row(Option<&'u Use>),
}

impl BodyReader<'_> {
    /// Reads `for_each` with the block it runs.
    pub(crate) fn for_each(&mut self, entry: &Entry, table: &Table) -> Option<ForEach> {
        let loop_table = self.reader.table(entry)?;
        self.reader.keys(loop_table, Part::ForEach, FOR_EACH);
        let rows = self.reader.required(loop_table, "row_of", Part::ForEach);
        let rows = rows.and_then(|entry| self.template(entry));
        let key = self.reader.required(loop_table, "key", Part::ForEach);
        let key = key.and_then(|entry| self.template(entry));
        let bind = self.reader.required(loop_table, "as", Part::ForEach);
        let bind = bind.and_then(|entry| self.bound_name(entry));
        let at_most = self.reader.required(loop_table, "at_most", Part::ForEach);
        let at_most = at_most.and_then(|entry| self.at_most(entry));
        let run = self.reader.required(table, "run", Part::Step);
        let call = run.and_then(|run| self.call(run, table, Bound::Row(bind.as_ref())));
        Some(ForEach {
            table: rows?,
            key: key?,
            bind: bind?.name,
            at_most: at_most?,
            call: call?,
        })
    }

    /// Reads a name that the file gives to a value.
    pub(crate) fn bound_name(&mut self, entry: &Entry) -> Option<Use> {
        let written = self.reader.text(entry)?;
        self.parameter_name(written)
    }

    fn parameter_name(&mut self, written: Written<'_>) -> Option<Use> {
        let name = written.text.to_owned();
        if is_name(&name) {
            let span = written.span.clone();
            return Some(Use { name, span });
        }
        self.reader.report(written.span, TextFault::Name { seen: name });
        None
    }

    fn at_most(&mut self, entry: &Entry) -> Option<usize> {
        let seen = self.reader.integer(entry)?;
        let rows = usize::try_from(seen).ok();
        let rows = rows.filter(|rows| (1..=MOST_ROWS).contains(rows));
        if rows.is_none() {
            let limit = MOST_ROWS;
            self.reader.report(&entry.node.span, StepFault::AtMost { seen, limit });
        }
        rows
    }

    /// Reads `run` with its parameters and what the loop gives.
    pub(crate) fn call(&mut self, entry: &Entry, table: &Table, bound: Bound<'_>) -> Option<Call> {
        let (bind, mut is_readable) = match bound {
            Bound::Nothing => (None, true),
            Bound::Row(bind) => (bind, bind.is_some()),
        };
        let mut given: Vec<Use> = Vec::new();
        given.extend(bind.map(|bind| Use {
            name: bind.name.clone(),
            span: bind.span.clone(),
        }));
        let mut with = BTreeMap::new();
        let parameters = table.entry("with").and_then(|entry| self.reader.table(entry));
        for entry in parameters.map_or(&[] as &[Entry], |parameters| &parameters.entries) {
            let value = self.template(entry);
            let Some(parameter) = self.parameter_name(Written::key_of(entry)) else {
                is_readable = false;
                continue;
            };
            if bind.is_some_and(|bind| bind.name == parameter.name) {
                let name = parameter.name;
                self.reader.report(&entry.key_span, ScopeFault::ParameterTwice { name });
                continue;
            }
            with.extend(value.map(|value| (parameter.name.clone(), value)));
            given.push(parameter);
        }
        let written = self.reader.text(entry)?;
        let block = written.text.to_owned();
        self.body.calls.push(CallSite {
            block: block.clone(),
            span: written.span.clone(),
            given,
            is_readable,
        });
        Some(Call { block, with })
    }
}

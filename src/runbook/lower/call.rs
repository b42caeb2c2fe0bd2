//! Blocks run once, or once for each row of a table, line of a file or value of a list.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{Part, ScopeFault, StepFault, TextFault};
use crate::runbook::lower::body::{BodyReader, CallSite, Use};
use crate::runbook::lower::value::is_name;
use crate::runbook::model::{Call, Column, ForEach, InputKind, Key, Over};
use crate::runbook::suggestion::nearest;
use crate::runbook::written::Written;

/// Every key of `for_each`.
pub(crate) const FOR_EACH: &[&str] = &["row_of", "line_of", "each_of", "key", "as", "at_least", "at_most"];

/// Keys that say what a loop goes over; it has exactly one of them.
pub(crate) const OVER: &[&str] = &["row_of", "line_of", "each_of"];

/// Most rows that a loop may work on.
pub(crate) const MOST_ROWS: usize = 500;

/// Fewest rows that a loop works on where it does not say: an empty list is no list in order.
const FEWEST_ROWS: usize = 1;

/// What a loop gives to its block.
#[derive(Default)]
pub(crate) struct Bound {
    /// The name that the loop binds; the block has to use it.
    bind: Option<Use>,
    /// Columns of a line; the block may leave some unused.
    columns: Vec<Use>,
    /// Whether some name could not be read.
    is_unreadable: bool,
}

/// What a loop goes over, with what it gives to its block.
struct Course {
    over: Option<Over>,
    bound: Bound,
}

impl Bound {
    /// Gives one name, or tells that it could not be read.
    fn to(bind: Option<Use>) -> Self {
        Self {
            is_unreadable: bind.is_none(),
            bind,
            columns: Vec::new(),
        }
    }
}

impl BodyReader<'_> {
    /// Reads `for_each` with the block it runs.
    pub(crate) fn for_each(&mut self, entry: &Entry, table: &Table) -> Option<ForEach> {
        let loop_table = self.reader.table(entry)?;
        self.reader.keys(loop_table, Part::ForEach, FOR_EACH);
        let course = self.course(loop_table);
        let at_most = self.reader.required(loop_table, "at_most", Part::ForEach);
        let at_most = at_most.and_then(|entry| self.at_most(entry));
        let run = self.reader.required(table, "run", Part::Step);
        let call = run.and_then(|run| self.call(run, table, course.bound));
        Some(ForEach {
            over: course.over?,
            at_most: at_most?,
            call: call?,
        })
    }

    fn course(&mut self, table: &Table) -> Course {
        let unreadable = Course {
            over: None,
            bound: Bound {
                is_unreadable: true,
                ..Bound::default()
            },
        };
        let mut over = table.entries.iter().filter(|entry| OVER.contains(&entry.key.as_str()));
        match (over.next(), over.next()) {
            (None, _) => {
                if table.entries.iter().all(|entry| FOR_EACH.contains(&entry.key.as_str())) {
                    self.reader.report(&table.span, StepFault::OverNothing);
                }
                unreadable
            }
            (Some(first), Some(second)) => {
                let fault = StepFault::OverTwo {
                    first: first.key.clone(),
                    second: second.key.clone(),
                };
                self.reader.report(&second.key_span, fault);
                unreadable
            }
            (Some(entry), None) if entry.key == "row_of" => self.over_rows(entry, table),
            (Some(entry), None) if entry.key == "line_of" => self.over_lines(entry, table),
            (Some(entry), None) => self.over_values(entry, table),
        }
    }

    fn over_rows(&mut self, entry: &Entry, table: &Table) -> Course {
        let rows = self.template(entry);
        let key = self.reader.required(table, "key", Part::ForEach);
        let key = key.and_then(|entry| self.template(entry));
        let bind = self.bind(table);
        let at_least = match table.entry("at_least") {
            Some(entry) => self.at_least(entry, table),
            None => Some(FEWEST_ROWS),
        };
        let over = match (rows, key, &bind, at_least) {
            (Some(table), Some(key), Some(bind), Some(at_least)) => Some(Over::Rows {
                table,
                key,
                bind: bind.name.clone(),
                at_least,
            }),
            _ => None,
        };
        Course {
            over,
            bound: Bound::to(bind),
        }
    }

    fn over_lines(&mut self, entry: &Entry, table: &Table) -> Course {
        self.check_loop_key(table, "as", "line_of");
        self.check_loop_key(table, "at_least", "line_of");
        let input = self.data_input(entry);
        let key = self.reader.required(table, "key", Part::ForEach);
        let key = key.map_or_else(Vec::new, |entry| self.key_columns(entry));
        let columns: Option<Vec<Column>> = match input.as_ref().map(|name| self.kind_of(name).cloned()) {
            Some(Some(InputKind::Rows(columns))) => Some(columns),
            Some(Some(kind)) => {
                let instead = (kind == InputKind::List).then_some("each_of");
                self.not_loopable(entry, "rows", instead);
                None
            }
            Some(None) | None => None,
        };
        let Some(columns) = columns else {
            return Course {
                over: None,
                bound: Bound {
                    is_unreadable: true,
                    ..Bound::default()
                },
            };
        };
        for key in key
            .iter()
            .filter(|key| !columns.iter().any(|column| column.name == key.text))
        {
            let names = columns.iter().map(|column| column.name.as_str());
            let fault = ScopeFault::UnknownColumn {
                column: key.text.to_owned(),
                suggestion: nearest(key.text, names.clone()),
                known: names.map(str::to_owned).collect(),
            };
            self.reader.report(key.span, fault);
        }
        let offered = columns.into_iter().map(|column| Use {
            name: column.name,
            span: entry.node.span.clone(),
        });
        Course {
            over: input.filter(|_| !key.is_empty()).map(|input| Over::Lines {
                input,
                key: Key::new(key.iter().map(|key| key.text.to_owned()).collect()),
            }),
            bound: Bound {
                columns: offered.collect(),
                ..Bound::default()
            },
        }
    }

    /// Reads the columns that together are the key of a line.
    fn key_columns<'d>(&mut self, entry: &'d Entry) -> Vec<Written<'d>> {
        let columns = self.reader.text_or_texts(entry);
        for (at, column) in columns.iter().enumerate() {
            if columns[..at].iter().any(|earlier| earlier.text == column.text) {
                let text = column.text.to_owned();
                self.reader.report(column.span, TextFault::Twice { text });
            }
        }
        columns
    }

    fn over_values(&mut self, entry: &Entry, table: &Table) -> Course {
        self.check_loop_key(table, "key", "each_of");
        self.check_loop_key(table, "at_least", "each_of");
        let input = self.data_input(entry);
        if let Some(kind) = input.as_ref().and_then(|name| self.kind_of(name))
            && *kind != InputKind::List
        {
            let instead = matches!(kind, InputKind::Rows(_)).then_some("line_of");
            self.not_loopable(entry, "list", instead);
        }
        let bind = self.bind(table);
        let over = input.zip(bind.as_ref()).map(|(input, bind)| Over::Values {
            input,
            bind: bind.name.clone(),
        });
        Course {
            over,
            bound: Bound::to(bind),
        }
    }

    /// Reads the name of the input that a loop goes over.
    fn data_input(&mut self, entry: &Entry) -> Option<String> {
        let written = self.reader.text(entry)?;
        let name = self.parameter_name(written)?;
        let input = name.name.clone();
        self.body.loops.push(Use {
            name: name.name.clone(),
            span: name.span.clone(),
        });
        self.body.uses.push(name);
        Some(input)
    }

    fn not_loopable(&mut self, entry: &Entry, wanted: &'static str, instead: Option<&'static str>) {
        let name = entry.node.texts().first().map(|text| text.0.to_owned());
        let name = name.unwrap_or_default();
        let fault = ScopeFault::NotLoopable { name, wanted, instead };
        self.reader.report(&entry.node.span, fault);
    }

    fn check_loop_key(&mut self, table: &Table, key: &'static str, over: &'static str) {
        if let Some(entry) = table.entry(key) {
            self.reader
                .report(&entry.key_span, StepFault::ForeignLoopKey { key, over });
        }
    }

    fn bind(&mut self, table: &Table) -> Option<Use> {
        let bind = self.reader.required(table, "as", Part::ForEach);
        bind.and_then(|entry| self.bound_name(entry))
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

    /// Reads the fewest rows, of which the most is the limit; a wrong `at_most` is reported by itself.
    fn at_least(&mut self, entry: &Entry, table: &Table) -> Option<usize> {
        let seen = self.reader.integer(entry)?;
        let mut limit = MOST_ROWS;
        if let Some(Value::Integer(Some(most))) = table.entry("at_most").map(|entry| &entry.node.value) {
            let most = usize::try_from(*most).ok();
            limit = most.filter(|most| (1..=MOST_ROWS).contains(most)).unwrap_or(limit);
        }
        let rows = usize::try_from(seen).ok().filter(|rows| *rows <= limit);
        if rows.is_none() {
            self.reader.report(&entry.node.span, StepFault::AtLeast { seen, limit });
        }
        rows
    }

    /// Reads `run` with its parameters and what the loop gives.
    pub(crate) fn call(&mut self, entry: &Entry, table: &Table, bound: Bound) -> Option<Call> {
        let mut is_readable = !bound.is_unreadable;
        let mut given: Vec<Use> = bound.bind.into_iter().collect();
        let offered = bound.columns;
        let bound_names = given.len();
        let mut with = BTreeMap::new();
        let parameters = table.entry("with").and_then(|entry| self.reader.table(entry));
        for entry in parameters.map_or(&[] as &[Entry], |parameters| &parameters.entries) {
            let value = self.template(entry);
            let Some(parameter) = self.parameter_name(Written::key_of(entry)) else {
                is_readable = false;
                continue;
            };
            let has_its_name = |bound: &Use| bound.name == parameter.name;
            if given.iter().take(bound_names).chain(&offered).any(has_its_name) {
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
            offered,
            is_readable,
            reports: table.entry("differs").map(|entry| entry.key_span.clone()),
        });
        Some(Call { block, with })
    }
}

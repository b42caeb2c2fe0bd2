//! Wanted states of forms: tables are places, values are what must stand there.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{Part, ShapeFault, StepFault, Wanted};
use crate::runbook::lower::body::BodyReader;
use crate::runbook::model::{Effect, Form, Goal, Template, Want};
use crate::runbook::written::Written;
use crate::text::label::Label;

/// Most levels of places: a tab, a section in it, a part of the section.
const DEEPEST: usize = 3;

/// Where a field stands.
#[derive(Clone, Copy)]
struct Within<'p> {
    verb: &'static str,
    places: &'p [Template],
}

impl BodyReader<'_> {
    /// Reads `set` with the buttons of its form.
    pub(crate) fn form(&mut self, entry: &Entry, table: &Table) -> Option<Form> {
        let goals = self.goals(entry, "set");
        let edit = self.button(table, "edit", Effect::Navigate);
        let cancel = self.button(table, "cancel", Effect::Navigate);
        let saved = table.entry("saved").and_then(|entry| self.template(entry));
        self.reader.required(table, "save", Part::Step);
        let save = self.button(table, "save", Effect::Write);
        Some(Form {
            edit,
            save: save?,
            cancel,
            saved,
            asked: Vec::new(),
            goals,
        })
    }

    /// Reads the fields of `set` or `check`, outermost place first.
    pub(crate) fn goals(&mut self, entry: &Entry, verb: &'static str) -> Vec<Goal> {
        let mut goals = Vec::new();
        let Some(table) = self.reader.table(entry) else {
            self.scan(&entry.node);
            return goals;
        };
        if table.entries.is_empty() {
            self.reader.report(&entry.key_span, StepFault::NoFields { verb });
        }
        self.goals_in(table, Within { verb, places: &[] }, &mut goals);
        goals
    }

    fn goals_in(&mut self, table: &Table, within: Within<'_>, goals: &mut Vec<Goal>) {
        let mut seen = BTreeMap::new();
        for entry in &table.entries {
            let key = Written::key_of(entry);
            let line = self.reader.line(entry.key_span.start);
            if !self.reader.check_label(key) {
                self.scan(&entry.node);
                continue;
            }
            if let Some(first) = seen.insert(Label::new(&entry.key), line) {
                let label = entry.key.clone();
                let fault = StepFault::FieldTwice { label, line: first };
                self.reader.report(key.span, fault);
            }
            match &entry.node.value {
                Value::Table(inner) => self.place_with_goals(entry, inner, within, goals),
                Value::Text(_)
                | Value::Integer(_)
                | Value::Float
                | Value::Boolean(_)
                | Value::Date
                | Value::List(_) => {
                    let want = self.want(entry);
                    let label = self.fillable(key);
                    if let (Some(want), Some(label)) = (want, label) {
                        goals.push(Goal {
                            places: within.places.to_vec(),
                            label,
                            want,
                            line,
                        });
                    }
                }
            }
        }
    }

    fn place_with_goals(&mut self, entry: &Entry, inner: &Table, within: Within<'_>, goals: &mut Vec<Goal>) {
        let key = Written::key_of(entry);
        if within.places.len() == DEEPEST {
            let fault = StepFault::TooDeep { limit: DEEPEST };
            self.reader.report(key.span, fault);
            self.scan(&entry.node);
            return;
        }
        if inner.entries.is_empty() {
            let place = entry.key.clone();
            self.reader.report(key.span, StepFault::EmptyPlace { place });
            return;
        }
        // A place may be a tab, and a tab is pressed.
        let tab = Written {
            key: within.verb,
            ..key
        };
        match self.pressed_by_verb(tab, Effect::Navigate) {
            Some(place) => {
                let mut deeper = within.places.to_vec();
                deeper.push(place);
                let within = Within {
                    places: &deeper,
                    ..within
                };
                self.goals_in(inner, within, goals);
            }
            None => self.scan(&entry.node),
        }
    }

    fn want(&mut self, entry: &Entry) -> Option<Want> {
        match &entry.node.value {
            Value::Text(_) => {
                let written = self.reader.raw(entry)?;
                if !self.reader.check_characters(written) {
                    return None;
                }
                self.fillable(written).map(Want::Text)
            }
            Value::Integer(Some(number)) => Some(Want::Integer(*number)),
            Value::Integer(None) => {
                self.reader.report(&entry.node.span, ShapeFault::IntegerTooLarge);
                None
            }
            Value::Boolean(on) => Some(Want::Boolean(*on)),
            Value::Float | Value::Date | Value::List(_) | Value::Table(_) => {
                self.reader.wrong_type(&entry.key, &entry.node, Wanted::Value);
                None
            }
        }
    }

    /// Reads a button that the form presses by itself.
    fn button(&mut self, table: &Table, key: &str, effect: Effect) -> Option<Template> {
        let written = self.reader.text(table.entry(key)?)?;
        self.pressed_by_verb(written, effect)
    }
}

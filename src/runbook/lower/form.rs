//! Wanted states of forms: tables are places, values are what must stand there.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Node, Table, Value};
use crate::runbook::fault::{Part, ShapeFault, StepFault, Wanted};
use crate::runbook::lower::asked::Admitted;
use crate::runbook::lower::body::{BodyReader, Use};
use crate::runbook::model::{Effect, Form, Goal, InputKind, Pick, Template, Want};
use crate::runbook::suggestion::nearest;
use crate::runbook::written::Written;
use crate::text::label::Label;

/// Most levels of places: a tab, a section in it, a part of the section.
pub(crate) const DEEPEST: usize = 3;

/// Every key of a row that is picked.
pub(crate) const PICK: &[&str] = &["pick", "press", "filter"];

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
        let saves = self.saves(table);
        let appears = self.appearing(table, &goals);
        let asked = self.asked(table);
        let admitted = Admitted {
            effect: Effect::Write,
            is_deliberate: true,
        };
        self.check_asked(&asked, admitted);
        Some(Form {
            edit,
            saves: saves?,
            appears,
            cancel,
            saved,
            asked: asked.into_iter().map(|draft| draft.asked).collect(),
            goals,
        })
    }

    /// Reads the fields of `set`, `check` or `filter`, outermost place first.
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
                Value::Table(inner) if inner.entry("pick").is_some() => {
                    let pick = self.pick(inner, within.verb);
                    if let (Some(pick), Some(label)) = (pick, self.fillable(key)) {
                        let want = Want::Row(pick);
                        self.check_wanted(entry, within.places, &want);
                        goals.push(Goal {
                            places: within.places.to_vec(),
                            label,
                            want,
                            line,
                        });
                    }
                }
                Value::Table(inner) => self.place_with_goals(entry, inner, within, goals),
                Value::Text(_)
                | Value::Integer(_)
                | Value::Float
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::List(_) => {
                    let want = self.want(entry, within.verb);
                    let label = self.fillable(key);
                    if let (Some(want), Some(label)) = (want, label) {
                        self.check_wanted(entry, within.places, &want);
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

    fn want(&mut self, entry: &Entry, verb: &str) -> Option<Want> {
        let is_filter = verb == "filter";
        match &entry.node.value {
            Value::Text(text) => match self.file_in(text) {
                Some(name) if verb == "set" => {
                    let span = entry.node.span.clone();
                    self.body.uses.push(Use {
                        name: name.clone(),
                        span,
                    });
                    Some(Want::File(name))
                }
                Some(_) | None => self.typed_text(entry).map(Want::Text),
            },
            Value::Integer(Some(number)) => Some(Want::Integer(*number)),
            Value::Integer(None) => {
                self.reader.report(&entry.node.span, ShapeFault::IntegerTooLarge);
                None
            }
            Value::Boolean(on) if !is_filter => Some(Want::Boolean(*on)),
            Value::List(items) if !is_filter => self.several(entry, items).map(Want::Several),
            Value::Date(Some(day)) if !is_filter => Some(Want::Date(day.year, day.month, day.day)),
            Value::Date(None) if !is_filter => {
                self.reader.report(&entry.node.span, ShapeFault::NotADay);
                None
            }
            Value::Boolean(_) | Value::Float | Value::Date(_) | Value::List(_) | Value::Table(_) => {
                let wanted = if is_filter { Wanted::Search } else { Wanted::Value };
                self.reader.wrong_type(&entry.key, &entry.node, wanted);
                self.scan(&entry.node);
                None
            }
        }
    }

    /// Returns the file that a value names, if it is the name of a file and nothing else.
    fn file_in(&self, text: &str) -> Option<String> {
        let name = text.strip_prefix('{')?.strip_suffix('}')?;
        (self.kind_of(name) == Some(&InputKind::File)).then(|| name.to_owned())
    }

    /// Reads the labels of all options that must be chosen; there may be none.
    fn several(&mut self, entry: &Entry, items: &[Node]) -> Option<Vec<Template>> {
        let texts: Vec<Written<'_>> = items
            .iter()
            .filter_map(|item| self.reader.text_of(&entry.key, item))
            .collect();
        self.reader.check_distinct(&texts);
        let labels: Vec<Template> = texts.iter().filter_map(|written| self.fillable(*written)).collect();
        (labels.len() == items.len()).then_some(labels)
    }

    /// Reads a row that is taken over from a table beside.
    fn pick(&mut self, table: &Table, verb: &str) -> Option<Pick> {
        self.reader.keys(table, Part::Pick, PICK);
        let row = table.entry("pick").and_then(|entry| self.template(entry));
        if verb != "set" {
            self.reader.report(&table.span, StepFault::PickElsewhere);
        }
        let filter = table.entry("filter").and_then(|entry| self.template(entry));
        let press = self.reader.required(table, "press", Part::Pick)?;
        let written = self.reader.text(press)?;
        let press = self.pressed_by_verb(written, Effect::Navigate)?;
        Some(Pick {
            row: row?,
            press,
            filter,
        })
    }

    /// Reads the buttons that store the form, in their order.
    fn saves(&mut self, table: &Table) -> Option<Vec<Template>> {
        let entry = self.reader.required(table, "save", Part::Step)?;
        let written = self.reader.text_or_texts(entry);
        let buttons = written.len();
        let saves: Vec<Template> = written
            .into_iter()
            .filter_map(|written| self.pressed_by_verb(written, Effect::Write))
            .collect();
        (!saves.is_empty() && saves.len() == buttons).then_some(saves)
    }

    /// Reads which fields are drawn late; each is one of the form's own, and not its first.
    fn appearing(&mut self, table: &Table, goals: &[Goal]) -> Vec<Template> {
        let Some(entry) = table.entry("appears") else {
            return Vec::new();
        };
        let mut labels = Vec::new();
        for written in self.reader.text_or_texts(entry) {
            let Some(label) = self.fillable(written) else { continue };
            let is_own = goals.iter().skip(1).any(|goal| goal.label == label);
            if !is_own {
                let known = goals.iter().skip(1).map(|goal| goal.label.to_string());
                let known: Vec<String> = known.collect();
                let fault = StepFault::AppearsUnknown {
                    label: written.text.to_owned(),
                    suggestion: nearest(written.text, known.iter().map(String::as_str)),
                };
                self.reader.report(written.span, fault);
            }
            labels.push(label);
        }
        labels
    }

    /// Reads a button that the form presses by itself.
    fn button(&mut self, table: &Table, key: &str, effect: Effect) -> Option<Template> {
        let written = self.reader.text(table.entry(key)?)?;
        self.pressed_by_verb(written, effect)
    }
}

//! Conditions: what has to hold for a step to be done, or for the run to go on.

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{ConditionFault, Part, ShapeFault, TextFault, Wanted};
use crate::runbook::lower::body::BodyReader;
use crate::runbook::lower::value::is_identifier;
use crate::runbook::model::{Answered, Asks, Condition, Expected, Part as Piece, Sense, Template};
use crate::runbook::written::Written;

/// Every key of a condition.
pub(crate) const CONDITION: &[&str] = &[
    "see", "not_see", "field", "value", "table", "done", "tab", "section", "is", "is_not", "key", "has", "lacks",
    "step", "answer", "because",
];

/// Keys that say what a condition is about; it has exactly one of them.
pub(crate) const SUBJECTS: &[&str] = &["see", "not_see", "field", "value", "table", "done"];

/// Keys that go with some subjects only, and those subjects.
const COMPANIONS: &[(&str, &[&str], &str)] = &[
    ("tab", &["field"], "`field`"),
    ("section", &["field"], "`field`"),
    ("is", &["field", "value"], "`field`, `value`"),
    ("is_not", &["field", "value"], "`field`, `value`"),
    ("key", &["table"], "`table`"),
    ("has", &["table"], "`table`"),
    ("lacks", &["table"], "`table`"),
    ("step", &["done"], "`done`"),
    ("answer", &["done"], "`done`"),
];

/// A pair of keys of which a condition has exactly one: what must be so, and what must not.
struct Pair {
    is: &'static str,
    is_not: &'static str,
}

const IS: Pair = Pair {
    is: "is",
    is_not: "is_not",
};

const HAS: Pair = Pair {
    is: "has",
    is_not: "lacks",
};

impl BodyReader<'_> {
    /// Reads `when` or `require`: one condition or several, all of which must hold.
    pub(crate) fn conditions(&mut self, table: &Table, key: &str) -> Vec<Condition> {
        let Some(entry) = table.entry(key) else {
            return Vec::new();
        };
        let tables = self.reader.conditions(entry);
        tables.into_iter().filter_map(|table| self.condition(table)).collect()
    }

    fn condition(&mut self, table: &Table) -> Option<Condition> {
        let is_known = self.reader.keys(table, Part::Condition, CONDITION);
        let because = table.entry("because").and_then(|entry| self.template(entry));
        let Some(subject) = self.subject(table, is_known) else {
            for entry in &table.entries {
                self.scan(&entry.node);
            }
            return None;
        };
        self.check_foreign(table, &subject.key);
        let asks = match subject.key.as_str() {
            "see" => Asks::See(self.template(subject)?),
            "not_see" => Asks::NotSee(self.template(subject)?),
            "field" => self.field_condition(subject, table)?,
            "value" => self.value_condition(subject, table)?,
            "table" => self.table_condition(subject, table)?,
            _ => self.done_condition(subject, table)?,
        };
        let line = self.reader.line(table.span.start);
        Some(Condition { asks, line, because })
    }

    /// Finds what the condition is about, and reports if that is nothing or several things.
    fn subject<'d>(&mut self, table: &'d Table, is_known: bool) -> Option<&'d Entry> {
        let is_subject = |entry: &&Entry| SUBJECTS.contains(&entry.key.as_str());
        let mut subjects = table.entries.iter().filter(is_subject);
        let first = subjects.next();
        if first.is_none() && is_known {
            self.reader.report(&table.span, ConditionFault::NoSubject);
        }
        let second = subjects.next();
        if let (Some(first), Some(second)) = (first, second) {
            let (first, second) = (first.key.clone(), second.key.clone());
            let entry = table.entry(&second);
            let span = entry.map_or(&table.span, |entry| &entry.key_span);
            self.reader.report(span, ConditionFault::TwoSubjects { first, second });
            return None;
        }
        first
    }

    fn check_foreign(&mut self, table: &Table, subject: &str) {
        for (key, subjects, owners) in COMPANIONS {
            if let Some(entry) = table.entry(key)
                && !subjects.contains(&subject)
            {
                let subject = subject.to_owned();
                let fault = ConditionFault::ForeignKey { key, subject, owners };
                self.reader.report(&entry.key_span, fault);
                self.scan(&entry.node);
            }
        }
    }

    fn field_condition(&mut self, subject: &Entry, table: &Table) -> Option<Asks> {
        let tab = self.tab(table);
        let section = table.entry("section").and_then(|entry| self.template(entry));
        let label = self.template(subject);
        let (entry, sense) = self.either(table, &IS)?;
        let wanted = match &entry.node.value {
            Value::Boolean(on) => Expected::Switch(*on),
            Value::Integer(Some(number)) => Expected::Text(Template::literal(number.to_string())),
            Value::Text(_) => Expected::Text(self.typed_text(entry)?),
            Value::Integer(None) => {
                self.reader.report(&entry.node.span, ShapeFault::IntegerTooLarge);
                return None;
            }
            Value::Float | Value::Date(_) | Value::List(_) | Value::Table(_) => {
                self.reader.wrong_type(&entry.key, &entry.node, Wanted::Compared);
                return None;
            }
        };
        let label = label?;
        let places: Vec<Template> = tab.iter().chain(&section).cloned().collect();
        self.check_expected(&label, &places, &wanted, &entry.node.span);
        Some(Asks::Field {
            tab,
            section,
            label,
            wanted,
            sense,
        })
    }

    fn value_condition(&mut self, subject: &Entry, table: &Table) -> Option<Asks> {
        let value = self.template(subject);
        let (entry, sense) = self.either(table, &IS)?;
        let wanted = match &entry.node.value {
            Value::Integer(Some(number)) => Template::literal(number.to_string()),
            Value::Integer(None)
            | Value::Text(_)
            | Value::Boolean(_)
            | Value::Float
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => self.template(entry)?,
        };
        let value = value?;
        if !value.parts().iter().any(|part| matches!(part, Piece::Name(_))) {
            let seen = value.to_string();
            self.reader
                .report(&subject.node.span, ConditionFault::Constant { seen });
            return None;
        }
        Some(Asks::Value { value, wanted, sense })
    }

    fn table_condition(&mut self, subject: &Entry, table: &Table) -> Option<Asks> {
        let titled = self.template(subject);
        let key = self.reader.required(table, "key", Part::Condition);
        let key = key.and_then(|entry| self.template(entry));
        let (entry, sense) = self.either(table, &HAS)?;
        let row = self.template(entry);
        Some(Asks::Table {
            table: titled?,
            key: key?,
            row: row?,
            sense,
        })
    }

    fn done_condition(&mut self, subject: &Entry, table: &Table) -> Option<Asks> {
        let runbooks = self.runbook_names(subject);
        let answer = match (table.entry("step"), table.entry("answer")) {
            (None, None) => None,
            (Some(step), Some(answer)) => {
                let step = self.reader.identifier(step);
                let answer = self.template(answer);
                Some(Answered {
                    step: step?,
                    answer: answer?,
                })
            }
            (Some(entry), None) | (None, Some(entry)) => {
                self.reader.report(&entry.key_span, ConditionFault::HalfAnswer);
                self.scan(&entry.node);
                return None;
            }
        };
        Some(Asks::Done {
            runbooks: runbooks?,
            answer,
        })
    }

    /// Reads the name of a runbook, or of several; none if one cannot be read.
    fn runbook_names(&mut self, entry: &Entry) -> Option<Vec<String>> {
        let written = self.reader.text_or_texts(entry);
        let count = match &entry.node.value {
            Value::List(items) => items.len(),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Float
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::Table(_) => 1,
        };
        let names: Vec<String> = written.into_iter().filter_map(|name| self.runbook_name(name)).collect();
        (!names.is_empty() && names.len() == count).then_some(names)
    }

    /// Reads the name of a runbook, after its portal's if that is another.
    fn runbook_name(&mut self, written: Written<'_>) -> Option<String> {
        let (portal, name) = written.text.split_once('/').unwrap_or(("x", written.text));
        if is_identifier(portal) && is_identifier(name) {
            return Some(written.text.to_owned());
        }
        let seen = written.text.to_owned();
        self.reader.report(written.span, TextFault::Runbook { seen });
        None
    }

    /// Finds the one key of a pair that the condition has.
    fn either<'d>(&mut self, table: &'d Table, pair: &Pair) -> Option<(&'d Entry, Sense)> {
        match (table.entry(pair.is), table.entry(pair.is_not)) {
            (Some(entry), None) => Some((entry, Sense::Is)),
            (None, Some(entry)) => Some((entry, Sense::IsNot)),
            (Some(_), Some(entry)) => {
                let (is, is_not) = (pair.is, pair.is_not);
                self.reader
                    .report(&entry.key_span, ConditionFault::BothSenses { is, is_not });
                self.scan(&entry.node);
                None
            }
            (None, None) => {
                let (is, is_not) = (pair.is, pair.is_not);
                self.reader.report(&table.span, ConditionFault::NoSense { is, is_not });
                None
            }
        }
    }
}

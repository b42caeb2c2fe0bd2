//! Values of covered fields and parts of pages, as records have them: the names of their masks.
//!
//! What was typed or stands there for reading is masked in every text that is stored; here also what is short or was chosen is, by
//! the label under which it stands.

use std::collections::BTreeMap;

use crate::evidence::format::{
    ActResult, Condition, Destroying, Event, Field, Identified, Intent, Outcome, Reason, Recorded, RecordedFact,
    RecordedTable, Rows, RunFinished, StepFinished, Value,
};
use crate::executor::compare::shown;
use crate::text::mask::{Masking, Rule};

/// Joins the places and the label of a field in a message.
const WITHIN: &str = " › ";

/// Returns a value as it may be stored.
pub(in crate::executor) fn kept_value(masking: &mut Masking, label: &str, places: &[String], value: &Value) -> Value {
    if shown(value).is_empty() || !masking.covers(label, places) {
        return value.clone();
    }
    Value::Text(masking.kept(Rule::Field, &shown(value)))
}

/// Returns an event as it may be stored.
pub(super) fn kept(event: Event, masking: &mut Masking) -> Event {
    if !masking.rules().has_places() {
        return event;
    }
    match event {
        Event::Field(field) => Event::Field(field_kept(field, masking)),
        Event::Intent(intent) => Event::Intent(intent_kept(intent, masking)),
        Event::Recorded(Recorded::Facts(facts)) => {
            let facts = facts.into_iter().map(|fact| fact_kept(fact, masking));
            Event::Recorded(Recorded::Facts(facts.collect()))
        }
        Event::Recorded(Recorded::Table(table)) => Event::Recorded(Recorded::Table(table_kept(table, masking))),
        Event::Rows(rows) => Event::Rows(rows_kept(rows, masking)),
        Event::Condition(condition) => Event::Condition(condition_kept(condition, masking)),
        Event::Destroying(Destroying::Identified(identified)) => {
            Event::Destroying(Destroying::Identified(identified_kept(identified, masking)))
        }
        Event::Note(reason) => Event::Note(reason_kept(reason, masking)),
        Event::Outcome(outcome) => Event::Outcome(outcome_kept(outcome, masking)),
        Event::StepFinished(finished) => Event::StepFinished(StepFinished {
            reason: finished.reason.map(|reason| reason_kept(reason, masking)),
            ..finished
        }),
        Event::RunStarted(_)
        | Event::Anchored(_)
        | Event::LoggedIn(_)
        | Event::StepStarted(_)
        | Event::Observed(_)
        | Event::Visited(_)
        | Event::Errand(_)
        | Event::Dialog(_)
        | Event::Candidates(_)
        | Event::Masked(_)
        | Event::Destroying(_)
        | Event::Paused(_)
        | Event::Resumed(_)
        | Event::RunFinished(_)
        | Event::Recovered(_) => event,
    }
}

/// Returns the end of a run as it may be stored, also where no trail masks it.
pub(super) fn finished_kept(finished: RunFinished, masking: &mut Masking) -> RunFinished {
    let mut finished = finished;
    if let Some(reason) = &mut finished.reason {
        *reason = reason_kept(reason.clone(), masking);
        for value in reason.values.values_mut() {
            *value = masking.masked(value).into_owned();
        }
    }
    finished
}

fn field_kept(field: Field, masking: &mut Masking) -> Field {
    let mut kept = |value: &Value| kept_value(masking, &field.label, &field.places, value);
    Field {
        before: kept(&field.before),
        wanted: kept(&field.wanted),
        after: field.after.as_ref().map(kept),
        ..field
    }
}

fn intent_kept(intent: Intent, masking: &mut Masking) -> Intent {
    let target = intent.target.as_ref();
    let is_covered = target.is_some_and(|target| masking.covers(&target.label, &target.places));
    let value = intent.value.as_ref().filter(|_| is_covered);
    match value.map(|value| masking.kept(Rule::Field, value)) {
        Some(kept) => Intent {
            value: Some(kept),
            ..intent
        },
        None => intent,
    }
}

fn fact_kept(fact: RecordedFact, masking: &mut Masking) -> RecordedFact {
    RecordedFact {
        value: kept_value(masking, &fact.label, &fact.places, &fact.value),
        ..fact
    }
}

fn table_kept(table: RecordedTable, masking: &mut Masking) -> RecordedTable {
    let is_covered = |name: &str| masking.rules().covers_place(name);
    let whole = is_covered(&table.table);
    let columns: Vec<bool> = table.columns.iter().map(|column| whole || is_covered(column)).collect();
    let is_key_covered = whole || table.key.as_deref().is_some_and(is_covered);
    let mut table = table;
    for row in &mut table.rows {
        for (cell, _) in row
            .cells
            .iter_mut()
            .zip(&columns)
            .filter(|(_, is_covered)| **is_covered)
        {
            *cell = masking.kept(Rule::Field, cell);
        }
    }
    if is_key_covered {
        for key in &mut table.absent {
            *key = masking.kept(Rule::Field, key);
        }
    }
    table
}

fn rows_kept(rows: Rows, masking: &mut Masking) -> Rows {
    let is_covered = [&rows.table, &rows.key]
        .iter()
        .any(|name| masking.rules().covers_place(name));
    let keys = rows.rows.iter();
    Rows {
        rows: if is_covered {
            keys.map(|key| masking.kept(Rule::Field, key)).collect()
        } else {
            rows.rows
        },
        ..rows
    }
}

fn condition_kept(condition: Condition, masking: &mut Masking) -> Condition {
    let field = condition.asked.values.get("field");
    let is_covered = field.is_some_and(|field| covers(field, masking));
    let found = condition.found.map(|found| {
        if is_covered {
            masking.kept(Rule::Field, &found)
        } else {
            found
        }
    });
    Condition {
        found,
        asked: reason_kept(condition.asked, masking),
        ..condition
    }
}

fn identified_kept(identified: Identified, masking: &mut Masking) -> Identified {
    let mut identified = identified;
    for attribute in &mut identified.attributes {
        if masking.covers(&attribute.name, std::slice::from_ref(&attribute.name)) {
            attribute.found = masking.kept(Rule::Field, &attribute.found);
            attribute.wanted = masking.kept(Rule::Field, &attribute.wanted);
        }
    }
    identified
}

fn outcome_kept(outcome: Outcome, masking: &mut Masking) -> Outcome {
    Outcome {
        result: match outcome.result {
            ActResult::Done => ActResult::Done,
            ActResult::Refused(reason) => ActResult::Refused(reason_kept(reason, masking)),
            ActResult::Unknown(reason) => ActResult::Unknown(reason_kept(reason, masking)),
        },
        ..outcome
    }
}

/// A reason that names a field has values of it.
fn reason_kept(reason: Reason, masking: &mut Masking) -> Reason {
    let named = reason.values.get("field").or_else(|| reason.values.get("attribute"));
    if !named.is_some_and(|field| covers(field, masking)) {
        return reason;
    }
    let kept = |(name, value): (String, String)| match name.as_str() {
        "found" | "wanted" | "planned" | "seen" => {
            let kept = masking.kept(Rule::Field, &value);
            (name, kept)
        }
        _ => (name, value),
    };
    let values: BTreeMap<String, String> = reason.values.into_iter().map(kept).collect();
    Reason { values, ..reason }
}

/// Says whether a field is covered that a message names with its places.
fn covers(field: &str, masking: &Masking) -> bool {
    let names: Vec<String> = field.split(WITHIN).map(str::to_owned).collect();
    let named = names.split_last();
    named.is_some_and(|(label, places)| masking.covers(label, places))
}

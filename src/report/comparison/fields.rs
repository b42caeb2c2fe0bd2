//! What was read of the page: fields, rows, tables, facts, answers of addresses and of persons.

use crate::evidence::format::{Dialog, DialogAnswer, ErrandOutcome, Event, Field, Recorded, Value, Visited};
use crate::report::changes::FieldView;
use crate::report::journey::RawStep;
use crate::report::shown::{Shown, path, shown, value};
use crate::report::wording::{self, Wording};
use crate::text::language::Language;

use super::steps::StepFacts;
use super::words;

/// Rows of a table that are compared; the trail has them all.
const ROWS: usize = 2000;

/// Something that was read, with what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    name: String,
    says: String,
}

/// Something that says one thing here and another there; none where it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldDifference {
    pub(super) name: String,
    pub(super) first: Option<String>,
    pub(super) second: Option<String>,
}

/// Returns everything that a step read. What is read again in the same step replaces what was read first.
pub(super) fn items(raw: &RawStep<'_>, language: Language) -> Vec<Item> {
    let w = wording::wording(language);
    let own = words::wording(language);
    let mut items: Vec<Item> = Vec::new();
    let mut put = |name: String, says: String| match items.iter_mut().find(|item| item.name == name) {
        Some(known) => known.says = says,
        None => items.push(Item { name, says }),
    };
    for record in &raw.records {
        if let Event::Field(field) = &record.event {
            put(name(&field.places, &field.label), told(field, w));
        } else if let Event::Rows(rows) = &record.event {
            let keys: Vec<String> = rows.rows.iter().take(ROWS).map(|row| shown(row)).collect();
            put(
                format!("{} ({})", shown(&rows.table), shown(&rows.key)),
                keys.join("; "),
            );
        } else if let Event::Recorded(Recorded::Table(table)) = &record.event {
            let rows: Vec<String> = table.rows.iter().take(ROWS).map(|row| joined(&row.cells)).collect();
            put(shown(&table.table), rows.join("; "));
        } else if let Event::Recorded(Recorded::Facts(facts)) = &record.event {
            for fact in facts {
                put(name(&fact.places, &fact.label), text(&fact.value, w));
            }
        } else if let Event::Visited(visited) = &record.event {
            put(shown(&visited.address), answered(visited, w));
        } else if let Event::Dialog(dialog) = &record.event {
            put(format!("{} {}", own.question, shown(&dialog.says)), reply(dialog, w));
        } else if let Event::Errand(errand) = &record.event {
            let report = errand.report.as_ref();
            let answer = report.and_then(|report| report.answer.as_deref());
            let done = report.map_or(w.errand_ahead, |report| match report.outcome {
                ErrandOutcome::Done => w.errand_done,
                ErrandOutcome::Failed => w.errand_failed,
                ErrandOutcome::Skipped => w.errand_skipped,
            });
            let answer = answer.map(|answer| format!(" · {}", shown(answer))).unwrap_or_default();
            put(shown(&errand.says), format!("{done}{answer}"));
        }
    }
    items
}

/// Returns what two steps read differently.
pub(super) fn differences(one: &StepFacts<'_>, other: &StepFacts<'_>) -> Vec<FieldDifference> {
    let says = |items: &[Item], name: &str| {
        items
            .iter()
            .find(|item| item.name == name)
            .map(|item| item.says.clone())
    };
    let mut names: Vec<&str> = one.items.iter().map(|item| item.name.as_str()).collect();
    for item in &other.items {
        if !names.contains(&item.name.as_str()) {
            names.push(&item.name);
        }
    }
    let all = names.into_iter().map(|name| FieldDifference {
        name: name.to_owned(),
        first: says(&one.items, name),
        second: says(&other.items, name),
    });
    all.filter(|each| each.first != each.second).collect()
}

fn name(places: &[String], label: &str) -> String {
    let places = path(places);
    let label = shown(label);
    if places.is_empty() {
        label
    } else {
        format!("{places} › {label}")
    }
}

/// Says of a field what stood there, what was wanted and what stands there now.
fn told(field: &Field, w: &Wording) -> String {
    let word = FieldView::of(field, w).word;
    let after = field
        .after
        .as_ref()
        .map(|after| format!(", {}: {}", w.column_after, text(after, w)));
    format!(
        "{}: {}, {}: {}{} · {word}",
        w.column_before,
        text(&field.before, w),
        w.column_wanted,
        text(&field.wanted, w),
        after.unwrap_or_default()
    )
}

fn text(of: &Value, w: &Wording) -> String {
    match value(of, w) {
        Shown::One(text) => text,
        Shown::List(texts) => joined(&texts),
    }
}

fn joined(texts: &[String]) -> String {
    texts.iter().map(|text| shown(text)).collect::<Vec<_>>().join(" | ")
}

fn answered(visited: &Visited, w: &Wording) -> String {
    let status = visited
        .status
        .map_or_else(|| w.visit_silent.to_owned(), |status| format!("HTTP {status}"));
    let ended = visited.ended.as_deref().map(|ended| format!(" → {}", shown(ended)));
    format!("{status}{}", ended.unwrap_or_default())
}

fn reply(dialog: &Dialog, w: &Wording) -> String {
    match &dialog.answer {
        Some(DialogAnswer::Accepted) => w.dialog_accepted.to_owned(),
        Some(DialogAnswer::AcceptedWith(text)) => format!("{} {}", w.dialog_accepted_with, shown(text)),
        Some(DialogAnswer::Dismissed) => w.dialog_dismissed.to_owned(),
        None => w.dialog_open.to_owned(),
    }
}

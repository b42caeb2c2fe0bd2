//! The change table for the terminal.

use std::borrow::Cow;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Field, FieldStatus, Mode};
use crate::report::destroyed::as_fields;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::wording;

/// One line of the table, under the key of the loop's row that it belongs to.
struct Line<'b> {
    key: Option<&'b str>,
    field: Cow<'b, Field>,
}

/// Renders what a bundle's run changed or would change; unchanged fields are only counted.
pub(super) fn changes(bundle: &Bundle, language: Language) -> String {
    let lines = lines(bundle, language);
    let mut shown = Vec::new();
    let mut unchanged = 0;
    for line in &lines {
        if line.field.status == FieldStatus::Unchanged {
            unchanged += 1;
        } else {
            shown.push(line);
        }
    }
    let mut text = String::new();
    if !shown.is_empty() {
        let mode = bundle.started().map_or(Mode::Plan, |started| started.mode);
        text.push_str(&render(&shown, mode, language));
    }
    if unchanged > 0 {
        let rest = language.pick("Pola bez zmian", "Unchanged fields");
        text.push_str(rest);
        text.push_str(": ");
        text.push_str(&unchanged.to_string());
        text.push('\n');
    }
    text.push_str(&errands(bundle, language));
    text
}

/// Lists what a plan leaves to persons: whoever agrees to it agrees to being asked.
fn errands(bundle: &Bundle, language: Language) -> String {
    let ahead = bundle.records().iter().filter_map(|record| {
        let Event::Errand(errand) = &record.event else {
            return None;
        };
        let step = record.step.as_deref().filter(|_| errand.report.is_none())?;
        Some(format!("  {}\n", plain(&format!("{step}: {}", errand.says))))
    });
    let lines: Vec<String> = ahead.collect();
    if lines.is_empty() {
        return String::new();
    }
    let heading = language.pick("Do zrobienia przez osoby:", "For persons to do:");
    format!("{heading}\n{}", lines.concat())
}

fn lines(bundle: &Bundle, language: Language) -> Vec<Line<'_>> {
    let mut keys = std::collections::BTreeMap::new();
    let mut lines = Vec::new();
    for record in bundle.records() {
        match (&record.step, &record.event) {
            (Some(step), Event::StepStarted(started)) => {
                keys.insert(step.as_str(), started.key.as_deref());
            }
            (Some(step), Event::Field(field)) => lines.push(Line {
                key: keys.get(step.as_str()).copied().flatten(),
                field: Cow::Borrowed(field),
            }),
            (Some(_) | None, _) => {}
        }
    }
    for (step, field) in as_fields(bundle, language) {
        lines.push(Line {
            key: keys.get(step.as_str()).copied().flatten(),
            field: Cow::Owned(field),
        });
    }
    lines
}

fn render(lines: &[&Line<'_>], mode: Mode, language: Language) -> String {
    let heads = wording::columns(mode, language);
    let cells: Vec<[String; 4]> = lines
        .iter()
        .map(|line| {
            let field = &line.field;
            let name = field
                .places
                .iter()
                .chain([&field.label])
                .cloned()
                .collect::<Vec<_>>()
                .join(" › ");
            let after = field
                .after
                .as_ref()
                .map_or_else(|| "–".to_owned(), |value| wording::value(value, language));
            [
                name,
                wording::value(&field.before, language),
                wording::value(&field.wanted, language),
                after,
            ]
            .map(|cell| plain(&cell))
        })
        .collect();
    let columns = heads.len();
    let width = |column: usize| {
        cells
            .iter()
            .map(|row| row[column].chars().count())
            .chain([heads[column].chars().count()])
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let row = |row: &[&str]| {
        let mut text = String::from("  ");
        for (cell, width) in row.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width - cell.chars().count() + 2));
        }
        format!("{}\n", text.trim_end())
    };
    let mut text = row(&heads);
    text.push_str(&row(&widths
        .iter()
        .map(|width| "─".repeat(*width))
        .collect::<Vec<_>>()
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()));
    let mut key = None;
    for (line, cells) in lines.iter().zip(&cells) {
        if line.key != key {
            key = line.key;
            text.push_str(&plain(key.unwrap_or_default()));
            text.push('\n');
        }
        text.push_str(&row(&cells
            .iter()
            .take(columns)
            .map(String::as_str)
            .collect::<Vec<_>>()));
    }
    text
}

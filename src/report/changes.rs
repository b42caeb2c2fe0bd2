//! The one table that matters: each field with what stood there, what was wanted and what stands there now.

use std::collections::BTreeMap;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Field, FieldStatus, Mode, StepStarted};

use crate::text::language::Language;

use super::destroyed::as_fields;
use super::groups::Groups;
use super::shown::{Shown, places, shown, value};
use super::wording::{Wording, wording};
use super::words::field_sign;

/// Everything about the fields of a run.
#[derive(Debug, Default)]
pub(super) struct ChangesView {
    pub(super) groups: Vec<ChangeGroup>,
    pub(super) changed: usize,
    pub(super) unchanged: usize,
    pub(super) failed: usize,
}

/// The fields of one row of a loop, or those outside loops.
#[derive(Debug)]
pub(super) struct ChangeGroup {
    pub(super) title: String,
    pub(super) changed: Vec<FieldView>,
    pub(super) unchanged: Vec<FieldView>,
}

/// One field.
#[derive(Clone, Debug)]
pub(super) struct FieldView {
    pub(super) places: String,
    pub(super) label: String,
    pub(super) before: Shown,
    pub(super) wanted: Shown,
    pub(super) after: Shown,
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) class: &'static str,
}

impl FieldView {
    pub(super) fn of(field: &Field, wording: &Wording) -> Self {
        let (word, class) = match field.status {
            FieldStatus::Unchanged => (wording.field_unchanged, "unchanged"),
            FieldStatus::WouldChange => (wording.field_planned, "would-change"),
            FieldStatus::Changed => (wording.field_changed, "changed"),
            FieldStatus::Failed => (wording.field_failed, "failed"),
        };
        Self {
            places: places(field),
            label: shown(&field.label),
            before: value(&field.before, wording),
            wanted: value(&field.wanted, wording),
            after: field
                .after
                .as_ref()
                .map_or_else(|| Shown::One("–".to_owned()), |after| value(after, wording)),
            sign: field_sign(field.status),
            word,
            class,
        }
    }
}

impl ChangesView {
    pub(super) fn of(bundle: &Bundle, groups: &Groups, language: Language) -> Self {
        let wording = wording(language);
        let things = as_fields(bundle, language);
        let mut steps: BTreeMap<&str, &StepStarted> = BTreeMap::new();
        let mut latest: BTreeMap<(&str, &[String], &str), usize> = BTreeMap::new();
        let mut fields: Vec<(&str, &Field)> = Vec::new();
        for record in bundle.records() {
            let path = record.step.as_deref().unwrap_or_default();
            match &record.event {
                Event::StepStarted(step) => {
                    steps.insert(path, step);
                }
                Event::Field(field) => {
                    // A field read again in the same step replaces what was read first.
                    let name = (path, field.places.as_slice(), field.label.as_str());
                    if let Some(entry) = latest.get(&name).and_then(|index| fields.get_mut(*index)) {
                        entry.1 = field;
                    } else {
                        latest.insert(name, fields.len());
                        fields.push((path, field));
                    }
                }
                Event::RunStarted(_)
                | Event::Anchored(_)
                | Event::LoggedIn(_)
                | Event::Paused(_)
                | Event::Resumed(_)
                | Event::Observed(_)
                | Event::Intent(_)
                | Event::Outcome(_)
                | Event::Rows(_)
                | Event::Condition(_)
                | Event::Recorded(_)
                | Event::Visited(_)
                | Event::Errand(_)
                | Event::Dialog(_)
                | Event::Candidates(_)
                | Event::Destroying(_)
                | Event::Masked(_)
                | Event::Note(_)
                | Event::StepFinished(_)
                | Event::RunFinished(_)
                | Event::Recovered(_) => {}
            }
        }
        let mut view = Self::default();
        fields.extend(things.iter().map(|(path, field)| (path.as_str(), field)));
        for (path, field) in fields {
            let key = steps.get(path).and_then(|step| step.key.as_deref());
            let title = groups
                .title(path, key)
                .unwrap_or_else(|| wording.outside_rows.to_owned());
            view.add(title, field, wording);
        }
        view
    }

    /// Tells whether there is a group in which nothing differs.
    pub(super) fn has_settled(&self) -> bool {
        self.groups.iter().any(|group| group.changed.is_empty())
    }

    /// Tells whether there is anything in the table.
    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    fn add(&mut self, title: String, field: &Field, wording: &Wording) {
        let known = self.groups.iter().position(|group| group.title == title);
        let index = known.unwrap_or(self.groups.len());
        if known.is_none() {
            self.groups.push(ChangeGroup {
                title,
                changed: Vec::new(),
                unchanged: Vec::new(),
            });
        }
        let Some(group) = self.groups.get_mut(index) else {
            return;
        };
        match field.status {
            FieldStatus::Unchanged => {
                self.unchanged += 1;
                group.unchanged.push(FieldView::of(field, wording));
            }
            FieldStatus::WouldChange | FieldStatus::Changed => {
                self.changed += 1;
                group.changed.push(FieldView::of(field, wording));
            }
            FieldStatus::Failed => {
                self.failed += 1;
                group.changed.push(FieldView::of(field, wording));
            }
        }
    }
}

/// Tells whether the table has a column for what was read after saving.
pub(super) fn has_after(mode: Mode) -> bool {
    match mode {
        Mode::Plan => false,
        Mode::Apply => true,
    }
}

//! The two tables of the dialog `Załącz formularz` from which one row each is picked.

use askama::Template;

use super::PageError;
use super::control::Link;
use super::data_table::{Column, DataTable, row_action, rows_only};
use super::partial::Partial;
use crate::card_editor::{Dialogue, EPUAP_FORMS, Picker, required};
use crate::pager::polish_order;
use crate::request::Fields;
use crate::state::State;

/// A table in which one row is picked, with the choice above it.
#[derive(Template)]
#[template(path = "dialogue_picker.html")]
struct Section {
    id: String,
    label: &'static str,
    chosen: Option<String>,
    required: String,
    table: String,
}

struct PickerRow {
    index: usize,
    name: String,
    beside: String,
    pick: Link,
}

#[derive(Template)]
#[template(path = "dialogue_rows.html")]
struct PickerRows {
    rows: Vec<PickerRow>,
}

/// Which of the two tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Forms,
    Skrytki,
}

impl Table {
    const ALL: [Self; 2] = [Self::Forms, Self::Skrytki];

    fn id(self, state: &State) -> String {
        state.names.part(match self {
            Self::Forms => "okno:formularze",
            Self::Skrytki => "okno:skrytki",
        })
    }

    fn picker(self, dialogue: &mut Dialogue) -> &mut Picker {
        match self {
            Self::Forms => &mut dialogue.form,
            Self::Skrytki => &mut dialogue.skrytka,
        }
    }

    fn columns(self) -> [&'static str; 2] {
        match self {
            Self::Forms => ["Nazwa formularza", "Data utworzenia"],
            Self::Skrytki => ["Nazwa skrzynki", "Opis"],
        }
    }

    /// What can be picked, with the text beside it.
    fn offers(self, state: &State, podmiot: &str) -> Vec<(String, String)> {
        match self {
            Self::Forms => EPUAP_FORMS
                .map(|(name, date)| (name.to_owned(), date.to_owned()))
                .into(),
            Self::Skrytki => {
                let stored = state.shown_skrytki(podmiot);
                stored
                    .iter()
                    .map(|skrytka| (skrytka.name.clone(), skrytka.description.clone()))
                    .collect()
            }
        }
    }
}

/// Draws a table with the choice above it.
pub(super) fn section(
    state: &State,
    podmiot: &str,
    dialogue: &mut Dialogue,
    table: Table,
) -> Result<String, PageError> {
    let (label, missing) = match table {
        Table::Forms => ("Wybrany formularz:", "Wybrany formularz"),
        Table::Skrytki => ("Wybrana Skrytka:", "Wybrana skrytka"),
    };
    let id = table.id(state);
    let body = rows(state, podmiot, dialogue, table)?;
    let picker = table.picker(dialogue);
    let [name, beside] = table.columns();
    let sorted = Column {
        title: name.to_owned(),
        sort: Some(picker.pager.sort_icon()),
    };
    let data = DataTable {
        columns: vec![sorted, Column::plain(beside), Column::plain("")],
        filter: Some(picker.pager.filter.clone()),
        paginator: Some(picker.pager.paginator(picker.shown.len())),
        id: id.clone(),
        body,
    };
    Ok(Section {
        id: format!("{id}_punkt"),
        label,
        chosen: picker.chosen.clone(),
        required: required(missing),
        table: data.render()?,
    }
    .render()?)
}

/// Draws the rows of a table and remembers their order.
fn rows(state: &State, podmiot: &str, dialogue: &mut Dialogue, table: Table) -> Result<String, PageError> {
    let id = table.id(state);
    let picker = table.picker(dialogue);
    let mut found = table.offers(state, podmiot);
    found.retain(|(name, beside)| picker.pager.lets_through(&[name, beside]));
    if let Some(descending) = picker.pager.descending {
        found.sort_by_key(|(name, _)| polish_order(name));
        if descending {
            found.reverse();
        }
    }
    picker.shown = found.iter().map(|(name, _)| name.clone()).collect();
    let total = found.len();
    let rows = picker.pager.page(found, total).into_iter();
    let rows = rows.map(|(index, (name, beside))| PickerRow {
        index,
        name,
        beside,
        pick: Link::new(format!("{id}:{index}:wybierz"), "Wybierz", &state.faults),
    });
    Ok(PickerRows { rows: rows.collect() }.render()?)
}

/// Paging, sorting, filtering and `Wybierz` in one of the tables.
pub(super) fn pick(
    state: &State,
    podmiot: &str,
    dialogue: &mut Dialogue,
    fields: &Fields,
) -> Result<Partial, PageError> {
    let source = fields.source();
    for table in Table::ALL {
        let id = table.id(state);
        if source == id {
            table.picker(dialogue).pager.follow(fields, &id);
            let body = rows(state, podmiot, dialogue, table)?;
            let picker = table.picker(dialogue);
            return Ok(rows_only(&id, body, &picker.pager, picker.shown.len()));
        }
        if let Some((index, "wybierz")) = row_action(source, &id) {
            let picker = table.picker(dialogue);
            picker.chosen = picker.shown.get(index).cloned();
            let mut partial = Partial::default();
            partial.update(format!("{id}_punkt"), section(state, podmiot, dialogue, table)?);
            return Ok(partial);
        }
    }
    Ok(Partial::default())
}

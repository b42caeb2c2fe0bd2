//! The dialog `Załącz formularz`: its five points, the two tables to pick from, and `Aktualizuj`.

use askama::Template;

use super::PageError;
use super::card::touched;
use super::control::{Answer, Button, Control, Link, Widget};
use super::data_table::{Column, DataTable, row_action, rows_only};
use super::partial::Partial;
use crate::card::Card;
use crate::card_editor::{Dialogue, EPUAP_FORMS, FormKind, Picker, required};
use crate::pager::polish_order;
use crate::request::Fields;
use crate::session::CardView;
use crate::skrytka::Choice;
use crate::state::State;

/// The window, open or not; a partial response replaces it as a whole.
#[derive(Template)]
#[template(path = "dialogue.html")]
struct Window {
    id: String,
    form_id: String,
    content: Option<Content>,
}

struct Content {
    kind: Control,
    points: String,
    update: Button,
    cancel: Button,
}

/// Points 2 to 5, which another kind draws again.
#[derive(Template)]
#[template(path = "dialogue_points.html")]
struct Points {
    id: String,
    messages: Vec<String>,
    name: Control,
    url: Option<Control>,
    form: String,
    description: Control,
    skrytka: String,
}

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
enum Table {
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
                let stored = state.skrytki.get(podmiot).map_or(&[][..], Vec::as_slice);
                stored
                    .iter()
                    .map(|skrytka| (skrytka.name.clone(), skrytka.description.clone()))
                    .collect()
            }
        }
    }
}

/// Draws the window as it stands in the view.
pub(super) fn window(state: &State, view: &mut CardView) -> Result<String, PageError> {
    let faults = &state.faults;
    let id = state.names.part("okno");
    let form_id = state.names.part("okno:formularz");
    let podmiot = view.podmiot.clone();
    let mut content = None;
    if let Some(dialogue) = &mut view.dialogue {
        content = Some(Content {
            kind: kind(state, dialogue),
            points: points(state, &podmiot, dialogue)?,
            update: Button::new(state.names.part("okno:aktualizuj"), "Aktualizuj", "", faults),
            cancel: Button::new(state.names.part("okno:anuluj"), "Anuluj", "", faults),
        });
    }
    Ok(Window { id, form_id, content }.render()?)
}

fn kind(state: &State, dialogue: &Dialogue) -> Control {
    let answers = FormKind::ALL.iter().map(|(kind, label)| Answer {
        value: label,
        label: state.faults.label(label).to_owned(),
        chosen: *kind == dialogue.kind,
    });
    control(state, "rodzaj", Widget::Radio(answers.collect()))
}

fn control(state: &State, local: &str, widget: Widget) -> Control {
    Control {
        id: state.names.part(&format!("okno:{local}")),
        widget,
        enabled: true,
        invalid: false,
    }
}

fn points(state: &State, podmiot: &str, dialogue: &mut Dialogue) -> Result<String, PageError> {
    let line = |local, value: &String| {
        let value = value.clone();
        control(state, local, Widget::Line { value, size: 60 })
    };
    let (form, skrytka) = match dialogue.kind {
        FormKind::External => (String::new(), String::new()),
        FormKind::Epuap => (
            section(state, podmiot, dialogue, Table::Forms)?,
            section(state, podmiot, dialogue, Table::Skrytki)?,
        ),
    };
    let description = dialogue.description.clone();
    Ok(Points {
        id: state.names.part("okno:punkty"),
        messages: dialogue.messages.clone(),
        name: line("nazwa", &dialogue.name),
        url: (dialogue.kind == FormKind::External).then(|| line("url", &dialogue.url)),
        form,
        description: control(state, "opis", Widget::Area { value: description }),
        skrytka,
    }
    .render()?)
}

fn section(state: &State, podmiot: &str, dialogue: &mut Dialogue, table: Table) -> Result<String, PageError> {
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

/// Answers one request from the window.
pub(super) fn postback(
    state: &mut State,
    view: &mut CardView,
    fields: &Fields,
    card: &Card,
) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let podmiot = view.podmiot.clone();
    let part = |local: &str| state.names.part(&format!("okno:{local}"));
    let source = fields.source();
    let (cancel, update, kind) = (part("anuluj"), part("aktualizuj"), part("rodzaj"));
    let Some(dialogue) = &mut view.dialogue else {
        return Ok(partial);
    };
    if source == kind {
        if let Some(kind) = FormKind::from_label(fields.text(&kind)) {
            dialogue.choose(kind);
        }
        partial.update(part("punkty"), points(state, &podmiot, dialogue)?);
    } else if source == cancel {
        view.dialogue = None;
        partial.update(state.names.part("okno"), window(state, view)?);
    } else if source == update {
        for (local, place) in [
            ("nazwa", &mut dialogue.name),
            ("url", &mut dialogue.url),
            ("opis", &mut dialogue.description),
        ] {
            fields.text(&part(local)).clone_into(place);
        }
        return self::update(state, view, card);
    } else {
        return pick(state, &podmiot, dialogue, fields);
    }
    Ok(partial)
}

/// `Aktualizuj`: the card in the session gets the form, or the window says what is missing.
fn update(state: &mut State, view: &mut CardView, card: &Card) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let podmiot = view.podmiot.clone();
    let Some(dialogue) = &mut view.dialogue else {
        return Ok(partial);
    };
    let Some(form) = dialogue.finish() else {
        partial.arguments.validation_failed = true;
        partial.update(state.names.part("okno:punkty"), points(state, &podmiot, dialogue)?);
        return Ok(partial);
    };
    match dialogue.at.and_then(|at| view.forms.get_mut(at)) {
        Some((_, place)) => *place = form,
        None => view.forms.push((None, form)),
    }
    view.dialogue = None;
    partial.update(state.names.part("okno"), window(state, view)?);
    touched(state, view, card, &mut partial)?;
    Ok(partial)
}

/// Paging, sorting, filtering and `Wybierz` in one of the tables.
fn pick(state: &State, podmiot: &str, dialogue: &mut Dialogue, fields: &Fields) -> Result<Partial, PageError> {
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

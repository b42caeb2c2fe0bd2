//! `Lista Twoich skrytek`: paging, sorting, filtering, opening and deleting.

use askama::Template;

use super::PageError;
use super::control::{Button, Growl};
use super::partial::Partial;
use crate::fault::Fault;
use crate::journal::Event;
use crate::request::Fields;
use crate::session::TableView;
use crate::state::State;

/// Rows per page at the start.
const ROWS: usize = 10;

struct Row {
    index: usize,
    name: String,
    address: String,
    description: String,
}

#[derive(Template)]
#[template(path = "rows.html")]
struct TableBody {
    table: String,
    rows: Vec<Row>,
    edit_label: String,
    edit_disabled: bool,
    edit_hidden: bool,
    delete_label: String,
}

/// The whole table with both paginators.
#[derive(Template)]
#[template(path = "table.html")]
struct Table {
    id: String,
    body: String,
    filter: String,
    sort_icon: &'static str,
    paginator: Paginator,
}

struct Paginator {
    page: usize,
    pages: usize,
    rows: usize,
}

/// The buttons above the table.
pub(crate) fn buttons(state: &State) -> Vec<Button> {
    [
        ("dodaj", "Dodaj nową skrytkę", "ui-icon-plus"),
        ("importuj", "Importuj z XML", ""),
    ]
    .into_iter()
    .map(|(id, label, icon)| Button::new(state.names.part(&format!("lista:{id}")), label, icon, &state.faults))
    .collect()
}

/// The list at its start.
pub(crate) fn open(podmiot: String) -> TableView {
    TableView {
        podmiot,
        rows: ROWS,
        ..TableView::default()
    }
}

/// What a request from the list leads to.
pub(crate) enum Answer {
    /// Nodes to replace.
    Nodes(Partial),
    /// A skrytka was opened.
    Open(String),
}

/// Draws the whole table.
pub(crate) fn table(state: &mut State, view: &mut TableView) -> Result<String, PageError> {
    let body = rows(state, view)?;
    let table = Table {
        id: state.names.part("lista:tabela"),
        body,
        filter: view.filter.clone(),
        sort_icon: match view.descending {
            None => "ui-icon-carat-2-n-s",
            Some(false) => "ui-icon-triangle-1-n",
            Some(true) => "ui-icon-triangle-1-s",
        },
        paginator: Paginator {
            page: view.first / view.rows + 1,
            pages: view.shown.len().div_ceil(view.rows).max(1),
            rows: view.rows,
        },
    };
    Ok(table.render()?)
}

/// Draws the rows of the current page and remembers their order.
fn rows(state: &mut State, view: &mut TableView) -> Result<String, PageError> {
    let stored = state.skrytki.get(&view.podmiot).map_or(&[][..], Vec::as_slice);
    let needle = view.filter.to_lowercase();
    let description = view.description.to_lowercase();
    let mut found: Vec<Row> = stored
        .iter()
        .filter(|it| {
            [&it.name, &it.address, &it.description]
                .iter()
                .any(|text| text.to_lowercase().contains(&needle))
        })
        .filter(|it| it.description.to_lowercase().contains(&description))
        .map(|it| Row {
            index: 0,
            name: it.name.clone(),
            address: it.address.clone(),
            description: it.description.clone(),
        })
        .collect();
    if let Some(descending) = view.descending {
        found.sort_by_key(|row| polish_order(&row.name));
        if descending {
            found.reverse();
        }
    }
    if state.faults.is_on(&Fault::ReorderedRows) && !found.is_empty() {
        state.draws += 1;
        let shift = state.draws % found.len();
        found.rotate_left(shift);
    }
    for (index, row) in found.iter_mut().enumerate() {
        row.index = index;
    }
    view.shown = found.iter().map(|row| row.name.clone()).collect();
    if view.first >= found.len() {
        view.first = 0;
    }
    let page = found.into_iter().skip(view.first).take(view.rows).collect();
    Ok(TableBody {
        table: state.names.part("lista:tabela"),
        rows: page,
        edit_label: state.faults.label("Edytuj").to_owned(),
        edit_disabled: state.faults.disables("Edytuj"),
        edit_hidden: state.faults.hides("Edytuj"),
        delete_label: state.faults.label("Usuń").to_owned(),
    }
    .render()?)
}

/// Puts Polish letters right after their Latin neighbours.
fn polish_order(name: &str) -> String {
    let mut key = String::new();
    for letter in name.to_lowercase().chars() {
        let base = match letter {
            'ą' => 'a',
            'ć' => 'c',
            'ę' => 'e',
            'ł' => 'l',
            'ń' => 'n',
            'ó' => 'o',
            'ś' => 's',
            'ź' | 'ż' => 'z',
            plain => plain,
        };
        key.push(base);
        if base != letter {
            key.push('\u{7f}');
        }
    }
    key
}

/// Answers one request from the list.
pub(crate) fn postback(state: &mut State, view: &mut TableView, fields: &Fields) -> Result<Answer, PageError> {
    let id = state.names.part("lista:tabela");
    let source = fields.source().to_owned();
    if source == id {
        return features(state, view, fields, &id).map(Answer::Nodes);
    }
    let row = source
        .strip_prefix(&format!("{id}:"))
        .and_then(|rest| rest.split_once(':'))
        .and_then(|(index, action)| Some((view.shown.get(index.parse::<usize>().ok()?)?, action)));
    let mut partial = Partial::default();
    let (severity, text) = match row {
        Some((name, "edytuj")) => return Ok(Answer::Open(name.clone())),
        Some((name, "usun")) => delete(state, &view.podmiot.clone(), &name.clone()),
        _ => ("warn", "Funkcja niedostępna w portalu ćwiczebnym.".to_owned()),
    };
    let growl = Growl::new(&state.names, &state.faults, severity, text);
    partial.update(id, table(state, view)?);
    partial.update(growl.id.clone(), growl.render()?);
    Ok(Answer::Nodes(partial))
}

fn delete(state: &mut State, podmiot: &str, name: &str) -> (&'static str, String) {
    if !state.delete(podmiot, name) {
        return ("error", format!("Skrytka {name} nie istnieje."));
    }
    state.record(Event::Deleted {
        podmiot: podmiot.to_owned(),
        skrytka: name.to_owned(),
    });
    ("info", format!("Skrytka {name} została usunięta."))
}

/// Paging, sorting and filtering: only the rows travel.
fn features(state: &mut State, view: &mut TableView, fields: &Fields, id: &str) -> Result<Partial, PageError> {
    let number = |name: &str| fields.text(&format!("{id}_{name}")).parse::<usize>().ok();
    if let Some(filter) = fields.get(&format!("{id}:globalFilter")) {
        filter.trim().clone_into(&mut view.filter);
    }
    if let Some(description) = fields.get(&state.names.part("lista:filtrOpisu")) {
        description.trim().clone_into(&mut view.description);
    }
    if fields.get(&format!("{id}_pagination")).is_some() {
        view.rows = number("rows").filter(|rows| *rows > 0).unwrap_or(view.rows);
        view.first = number("first").unwrap_or(0) / view.rows * view.rows;
    } else {
        view.first = 0;
    }
    if fields.get(&format!("{id}_sorting")).is_some() {
        view.descending = Some(fields.text(&format!("{id}_sortDir")) == "-1");
    }
    let mut partial = Partial::default();
    let body = rows(state, view)?;
    partial.update(id.to_owned(), body);
    partial.arguments.total_records = Some(view.shown.len());
    partial.arguments.first = view.first;
    Ok(partial)
}

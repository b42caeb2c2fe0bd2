//! `Lista Twoich skrytek`: paging, sorting, filtering, opening and deleting.

use askama::Template;

use super::PageError;
use super::control::{Button, Link, Question};
use super::partial::Partial;
use super::postback::{Answer, tell};
use crate::fault::List;
use crate::message::Message;
use crate::pager::{Paginator, polish_order};
use crate::request::Fields;
use crate::session::{Place, TableView};
use crate::state::State;

struct Row {
    index: usize,
    name: String,
    address: String,
    description: String,
    edit: Link,
    delete: Link,
}

#[derive(Template)]
#[template(path = "rows.html")]
struct TableBody {
    rows: Vec<Row>,
}

/// The whole table with both paginators.
#[derive(Template)]
#[template(path = "table.html")]
struct Table {
    id: String,
    body: String,
    name_title: String,
    filter: String,
    sort_icon: &'static str,
    paginator: Paginator,
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
        ..TableView::default()
    }
}

/// Draws the whole table.
pub(crate) fn table(state: &mut State, view: &mut TableView) -> Result<String, PageError> {
    let body = rows(state, view)?;
    let table = Table {
        id: state.names.part("lista:tabela"),
        body,
        name_title: state.faults.label("Nazwa skrytki").to_owned(),
        filter: view.pager.filter.clone(),
        sort_icon: view.pager.sort_icon(),
        paginator: view.pager.paginator(view.shown.len()),
    };
    Ok(table.render()?)
}

/// Draws the rows of the current page and remembers their order.
fn rows(state: &mut State, view: &mut TableView) -> Result<String, PageError> {
    let mut found = found(state, view);
    if let Some(descending) = view.pager.descending {
        found.sort_by_key(|(name, ..)| polish_order(name));
        if descending {
            found.reverse();
        }
    }
    state.reorder(List::Skrytki, &mut found);
    view.shown = found.iter().map(|(name, ..)| name.clone()).collect();
    let total = found.len();
    let rows = view.pager.page(found, total).into_iter();
    let rows = rows.map(|(index, texts)| row(state, index, texts)).collect();
    Ok(TableBody { rows }.render()?)
}

/// Name, address and description of what the filters let through.
fn found(state: &State, view: &TableView) -> Vec<(String, String, String)> {
    let stored = state.shown_skrytki(&view.podmiot);
    let description = view.description.to_lowercase();
    stored
        .iter()
        .filter(|it| view.pager.lets_through(&[&it.name, &it.address, &it.description]))
        .filter(|it| it.description.to_lowercase().contains(&description))
        .map(|it| (it.name.clone(), it.address.clone(), it.description.clone()))
        .collect()
}

fn row(state: &State, index: usize, (name, address, description): (String, String, String)) -> Row {
    let id = |action: &str| state.names.part(&format!("lista:tabela:{index}:{action}"));
    let faults = &state.faults;
    let question = Question::new(faults, &name, |name| {
        format!("Czy na pewno chcesz usunąć skrytkę {name}?")
    });
    Row {
        index,
        edit: Link::new(id("edytuj"), "Edytuj", faults),
        delete: Link::new(id("usun"), "Usuń", faults).asking(question),
        name,
        address,
        description,
    }
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
    let message = match row {
        Some((name, "edytuj")) => return Ok(Answer::Open(Place::Skrytka(name.clone()))),
        Some((name, "usun")) => state.delete_skrytka(&view.podmiot, name),
        _ => Message::not_here(),
    };
    partial.update(id, table(state, view)?);
    tell(state, &mut partial, message)?;
    Ok(Answer::Nodes(partial))
}

/// Paging, sorting and filtering: only the rows travel.
fn features(state: &mut State, view: &mut TableView, fields: &Fields, id: &str) -> Result<Partial, PageError> {
    view.pager.follow(fields, id);
    if let Some(description) = fields.get(&state.names.part("lista:filtrOpisu")) {
        description.trim().clone_into(&mut view.description);
    }
    let mut partial = Partial::default();
    let body = rows(state, view)?;
    partial.update(id.to_owned(), body);
    partial.arguments.total_records = Some(view.shown.len());
    partial.arguments.first = view.pager.first;
    Ok(partial)
}

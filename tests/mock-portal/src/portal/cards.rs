//! `Karty spraw`: the list, opening, withdrawing and deleting.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;

use super::building::shell;
use super::control::{Link, Question};
use super::data_table::{Column, DataTable, row_action, rows_only};
use super::navigation::{Frame, frame};
use super::partial::Partial;
use super::postback::{Answer, keep, tell};
use super::shell::Shell;
use super::{PageError, page};
use crate::card::{Card, CardStatus, day};
use crate::fault::{self, Fault};
use crate::fixture::{self, Context};
use crate::pager::Pager;
use crate::request::Fields;
use crate::session::{CardsView, Place, View};
use crate::skrytka::Choice;
use crate::state::State;

/// Says that the person agreed to withdraw the card.
pub(super) const WITHDRAWAL: &str = "wycofanie";

struct Row {
    index: usize,
    title: String,
    status: &'static str,
    date: String,
    edit: Link,
    delete: Link,
}

#[derive(Template)]
#[template(path = "cards_rows.html")]
struct Rows {
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "cards_heading.html")]
struct Heading {
    id: String,
    office: &'static str,
    count: usize,
}

#[derive(Template)]
#[template(path = "cards.html")]
struct List {
    shell: Shell,
    frame: Frame,
    form_id: String,
    heading: String,
    table: String,
    dialog: String,
}

/// Shows the list of the context.
pub(super) fn show(
    state: &mut State,
    headers: &HeaderMap,
    context: Context,
    action: String,
) -> Result<Response, PageError> {
    let frame = frame(state, headers, &Place::Cards, action)?;
    let mut view = CardsView {
        podmiot: context.id.to_owned(),
        pager: Pager::default(),
        shown: Vec::new(),
    };
    let table = table(state, &mut view)?;
    let heading = heading(state, &view)?;
    keep(state, headers, &frame.view_state, View::Cards(view));
    page(&List {
        shell: shell(state, headers),
        form_id: state.names.part("karty"),
        dialog: state.names.part("potwierdzenie"),
        frame,
        heading,
        table,
    })
}

fn heading(state: &State, view: &CardsView) -> Result<String, PageError> {
    Ok(Heading {
        id: state.names.part("karty:naglowek"),
        office: fixture::context(&view.podmiot).map_or("", |context| context.name),
        count: state.shown_cards(&view.podmiot).len(),
    }
    .render()?)
}

fn table(state: &mut State, view: &mut CardsView) -> Result<String, PageError> {
    let body = rows(state, view)?;
    let columns = ["Opis usługi", "Status", "Data", ""];
    Ok(DataTable {
        id: state.names.part("karty:tabela"),
        columns: columns.map(|title| Column::plain(state.faults.label(title))).into(),
        filter: None,
        paginator: Some(view.pager.paginator(view.shown.len())),
        body,
    }
    .render()?)
}

/// Draws the rows of the current page and remembers their order.
fn rows(state: &mut State, view: &mut CardsView) -> Result<String, PageError> {
    let mut found = state.shown_cards(&view.podmiot).to_vec();
    state.reorder(fault::List::Cards, &mut found);
    view.shown = found.iter().map(|card| card.number).collect();
    let total = found.len();
    let rows = view.pager.page(found, total).into_iter();
    let rows = rows.map(|(index, card)| row(state, index, card)).collect();
    Ok(Rows { rows }.render()?)
}

fn row(state: &State, index: usize, card: Card) -> Row {
    let id = |action: &str| state.names.part(&format!("karty:tabela:{index}:{action}"));
    let delete = Link::new(id("usun"), "Usuń", &state.faults);
    Row {
        index,
        status: card.status.label(),
        date: day(card.modified),
        edit: Link::new(id("edytuj"), "Edytuj", &state.faults),
        delete: deletion(state, delete, &card),
        title: card.title,
    }
}

/// A published card can only be withdrawn at first, and has to be deleted with a second press.
fn deletion(state: &State, link: Link, card: &Card) -> Link {
    let faults = &state.faults;
    match card.status {
        CardStatus::Current if faults.is_on(&Fault::PublishedCardRefuses) => link,
        CardStatus::Current => {
            let id = &link.id;
            let command =
                format!("PrimeFaces.ab({{source:'{id}',process:'@this',params:[['{id}_zgoda','{WITHDRAWAL}']]}})");
            let question = "Karta jest opublikowana. Czy wycofać ją z publikacji?";
            Link { command, ..link }.asking(Question::new(faults, &card.title, |_| question.to_owned()))
        }
        CardStatus::Outdated => link.asking(Question::new(faults, &card.title, |title| {
            format!("Czy na pewno chcesz usunąć kartę „{title}”?")
        })),
    }
}

/// Answers one request from the list.
pub(super) fn postback(state: &mut State, view: &mut CardsView, fields: &Fields) -> Result<Answer, PageError> {
    let id = state.names.part("karty:tabela");
    let source = fields.source();
    if source == id {
        view.pager.follow(fields, &id);
        let body = rows(state, view)?;
        return Ok(Answer::Nodes(rows_only(&id, body, &view.pager, view.shown.len())));
    }
    let Some((index, action)) = row_action(source, &id) else {
        return Ok(Answer::Nodes(Partial::default()));
    };
    let Some(number) = view.shown.get(index).copied() else {
        return Ok(Answer::Nodes(Partial::default()));
    };
    if action == "edytuj" {
        return Ok(Answer::Open(Place::Card(number)));
    }
    let message = if fields.text(&format!("{source}_zgoda")) == WITHDRAWAL {
        state.withdraw_card(&view.podmiot, number, "Usuń")
    } else {
        state.delete_card(&view.podmiot, number)
    };
    let mut partial = Partial::default();
    partial.update(state.names.part("karty:naglowek"), heading(state, view)?);
    partial.update(id, table(state, view)?);
    tell(state, &mut partial, message)?;
    Ok(Answer::Nodes(partial))
}

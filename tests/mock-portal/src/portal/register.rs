//! `Rejestr Zdarzeń`: what was done in the name of a subject, newest first.

use std::sync::Arc;

use askama::Template;
use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;

use super::building::shell;
use super::data_table::{Column, DataTable, rows_only, text_rows};
use super::navigation::view_state;
use super::partial::Partial;
use super::postback::keep;
use super::shell::{Shell, current_context};
use super::{PageError, page};
use crate::fixture::FULL_NAME;
use crate::journal::{Entry, Event};
use crate::pager::Pager;
use crate::request::Fields;
use crate::session::View;
use crate::state::{Portal, State};

const COLUMNS: [&str; 4] = ["Data", "Użytkownik", "Zdarzenie", "Obiekt"];

/// The part of a page's frame that the form needs.
struct Frame {
    action: &'static str,
    view_state: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct Register {
    shell: Shell,
    frame: Frame,
    form_id: String,
    table: String,
}

/// Shows the register of the context.
pub(super) async fn show(Shared(portal): Shared<Arc<Portal>>, headers: HeaderMap) -> Result<Response, PageError> {
    let mut state = portal.lock();
    let context = match current_context(&state, &headers) {
        Ok(context) => context,
        Err(elsewhere) => return Ok(Redirect::to(elsewhere).into_response()),
    };
    let mut pager = Pager::default();
    let body = rows(&state, context.id, &mut pager)?;
    let table = DataTable {
        id: state.names.part("rejestr:tabela"),
        columns: COLUMNS.map(Column::plain).into(),
        filter: None,
        paginator: Some(pager.paginator(lines(&state, context.id).len())),
        body,
    };
    let frame = Frame {
        action: "/wps/myportal/aplikacje/rejestr-zdarzen",
        view_state: view_state()?,
    };
    let view = View::Register(context.id.to_owned(), pager);
    keep(&mut state, &headers, &frame.view_state, view);
    page(&Register {
        shell: shell(&state, &headers),
        form_id: state.names.part("rejestr"),
        table: table.render()?,
        frame,
    })
}

/// Answers paging; nothing else can be asked of the register.
pub(super) fn postback(state: &State, podmiot: &str, pager: &mut Pager, fields: &Fields) -> Result<Partial, PageError> {
    let id = state.names.part("rejestr:tabela");
    pager.follow(fields, &id);
    let body = rows(state, podmiot, pager)?;
    Ok(rows_only(&id, body, pager, lines(state, podmiot).len()))
}

fn rows(state: &State, podmiot: &str, pager: &mut Pager) -> Result<String, PageError> {
    let lines = lines(state, podmiot);
    let total = lines.len();
    text_rows(pager.page(lines, total), COLUMNS.len())
}

fn lines(state: &State, podmiot: &str) -> Vec<Vec<String>> {
    state
        .journal
        .iter()
        .rev()
        .filter_map(|entry| line(entry, podmiot))
        .collect()
}

/// What was done to one object, newest first; the column of the object is left out.
pub(super) fn lines_about(state: &State, podmiot: &str, object: &str) -> Vec<Vec<String>> {
    let mut lines = lines(state, podmiot);
    lines.retain(|line| line.last().is_some_and(|it| it == object));
    for line in &mut lines {
        line.truncate(COLUMNS.len() - 1);
    }
    lines
}

fn line(entry: &Entry, podmiot: &str) -> Option<Vec<String>> {
    let (what, owner, object) = told(&entry.event)?;
    let time = entry.time.to_zoned(TimeZone::system());
    (owner.is_none_or(|owner| owner == podmiot)).then(|| {
        vec![
            time.strftime("%d.%m.%Y %H:%M:%S").to_string(),
            FULL_NAME.to_owned(),
            what.to_owned(),
            object.to_owned(),
        ]
    })
}

/// The event in the portal's words, the subject that it belongs to and its object; most events are not for officials.
pub(super) fn told(event: &Event) -> Option<(&'static str, Option<&str>, &str)> {
    let (what, podmiot, object) = match event {
        Event::LoginDone { login } => return Some(("Logowanie", None, login)),
        Event::LoggedOut => return Some(("Wylogowanie", None, "")),
        Event::ContextChosen { podmiot } => ("Wybór podmiotu", podmiot, podmiot),
        Event::Saved { podmiot, skrytka, .. } => ("Zapis konfiguracji skrytki", podmiot, skrytka),
        Event::Deleted { podmiot, skrytka } => ("Usunięcie skrytki", podmiot, skrytka),
        Event::SystemDeleted { podmiot, system, .. } => ("Usunięcie systemu", podmiot, system),
        Event::CardWithdrawn { podmiot, card, .. } => ("Wycofanie karty sprawy z publikacji", podmiot, card),
        Event::CardDeleted { podmiot, card, .. } => ("Usunięcie karty sprawy", podmiot, card),
        Event::CardSaved { podmiot, card, .. } => ("Zapis karty sprawy", podmiot, card),
        Event::LoginRefused { .. }
        | Event::ContextSwitched { .. }
        | Event::EditOpened { .. }
        | Event::EditCancelled { .. }
        | Event::SaveRefused { .. }
        | Event::CardTouched { .. }
        | Event::Refused { .. }
        | Event::ChangedElsewhere { .. }
        | Event::Document { .. } => return None,
    };
    Some((what, Some(podmiot), object))
}

//! Requests of a page's script: finding the page view that they belong to, and answering them.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::Response;

use super::control::Growl;
use super::navigation::link;
use super::partial::{Partial, redirect, view_expired};
use super::shell::{SESSION_COOKIE, Shell, current_context};
use super::{PageError, card, cards, form, register, table};
use crate::fault::Moment;
use crate::message::Message;
use crate::request::{Fields, cookie};
use crate::session::{Place, View};
use crate::state::{Portal, State};

/// What a request leads to.
pub(super) enum Answer {
    /// Nodes to replace.
    Nodes(Partial),
    /// Another page.
    Open(Place),
}

/// Keeps a page view under its ViewState.
pub(super) fn keep(state: &mut State, headers: &HeaderMap, id: &str, view: View) {
    let session = cookie(headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id));
    if let Some(session) = session {
        session.keep_view(id.to_owned(), view);
    }
}

/// Answers a request of the page's script.
pub(super) async fn receive(
    Shared(portal): Shared<Arc<Portal>>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let fields = Fields(fields);
    let mut state = portal.lock();
    if let Err(elsewhere) = current_context(&state, &headers) {
        return Ok(redirect(elsewhere));
    }
    let edit = state.names.part("detal:edytuj");
    if fields.source() == edit
        && let Some(to) = state.faults.switch_at(Moment::EditPressed)
    {
        state.switch_contexts(&to);
    }
    let view = cookie(&headers, SESSION_COOKIE)
        .and_then(|id| state.sessions.get_mut(id))
        .and_then(|session| session.take_view(fields.view_state()));
    let Some(mut view) = view else {
        return Ok(view_expired());
    };
    let answer = answer(&mut state, &headers, &mut view, &fields);
    keep(&mut state, &headers, fields.view_state(), view);
    answer
}

fn answer(state: &mut State, headers: &HeaderMap, view: &mut View, fields: &Fields) -> Result<Response, PageError> {
    let answer = match view {
        View::Form(_) | View::Card(_) if fields.source() == state.names.survey("ankieta:j_idt7") => {
            Answer::Nodes(thanks(state)?)
        }
        View::Form(view) => Answer::Nodes(form::postback(state, view, fields)?),
        View::Table(view) => table::postback(state, view, fields)?,
        View::Cards(view) => cards::postback(state, view, fields)?,
        View::Card(view) => Answer::Nodes(card::postback(state, view, fields)?),
        View::Register(podmiot, pager) => Answer::Nodes(register::postback(state, podmiot, pager, fields)?),
    };
    let mut partial = match answer {
        Answer::Nodes(partial) => partial,
        Answer::Open(place) => return Ok(redirect(&link(state, headers, place)?)),
    };
    // The header is drawn again only when it would be wrong.
    if let Ok(context) = current_context(state, headers)
        && context.id != view.podmiot()
        && let Some(user) = Shell::of(state, Some(context.id)).user
    {
        partial.update(user.id.clone(), user.render()?);
    }
    partial.arguments.blocker_ms = state.faults.blocker().as_millis();
    Ok(partial.into_response(fields.view_state()))
}

fn thanks(state: &State) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    tell(state, &mut partial, Message::info("Dziękujemy za wypełnienie ankiety."))?;
    Ok(partial)
}

/// Lets a growl show a message.
pub(super) fn tell(state: &State, partial: &mut Partial, message: Message) -> Result<(), PageError> {
    let growl = Growl::new(&state.names, &state.faults, message);
    partial.update(growl.id.clone(), growl.render()?);
    Ok(())
}

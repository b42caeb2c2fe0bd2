//! Zarządzanie kontem: its addresses with navigational state, and the actions that each run once.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::building::shell;
use super::navigation::{Application, Frame, frame, link, place_of};
use super::shell::{SESSION_COOKIE, Shell, current_context};
use super::{PageError, page, systems};
use crate::fault::Fault;
use crate::fixture::Context;
use crate::message::Message;
use crate::request::{Fields, cookie};
use crate::session::Place;
use crate::state::{Portal, State};

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    shell: Shell,
    frame: Frame,
    context: Context,
}

#[derive(Template)]
#[template(path = "account_empty.html")]
struct Empty {
    shell: Shell,
    frame: Frame,
    heading: &'static str,
}

/// The plain address: shows the default place under an address with navigational state.
pub(super) async fn enter(Shared(portal): Shared<Arc<Portal>>, headers: HeaderMap) -> Result<Response, PageError> {
    let mut state = portal.lock();
    if let Err(elsewhere) = current_context(&state, &headers) {
        return Ok(Redirect::to(elsewhere).into_response());
    }
    let href = link(&mut state, &headers, Place::Account)?;
    Ok(Redirect::to(&href).into_response())
}

/// Shows the place that the navigational state names.
pub(super) async fn show(
    Shared(portal): Shared<Arc<Portal>>,
    Path(path): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let mut state = portal.lock();
    let context = match current_context(&state, &headers) {
        Ok(context) => context,
        Err(elsewhere) => return Ok(Redirect::to(elsewhere).into_response()),
    };
    let query = Fields(query);
    let place = place_of(&state, &headers, &path, Application::Account);
    let action = format!("{}/{path}", Application::Account.home());
    let notice = notice(&mut state, &headers, &query);
    let frame = frame(&mut state, &headers, &place, action)?;
    if place == Place::Systems {
        return systems::list(&mut state, &headers, context, frame, (notice, query.text("szukaj")));
    }
    if let Place::System(number) = place {
        return systems::detail(&mut state, &headers, context, frame, (notice, number));
    }
    let shell = shell(&state, &headers);
    match heading(&place) {
        None => page(&Account { shell, frame, context }),
        Some(heading) => page(&Empty { shell, frame, heading }),
    }
}

/// The heading of a page that the practice portal only names.
fn heading(place: &Place) -> Option<&'static str> {
    match place {
        Place::LoginHistory => Some("Historia logowania"),
        Place::NewProfile => Some("Utwórz nowy profil dla firmy lub instytucji"),
        Place::Permissions => Some("Uprawnienia"),
        Place::Roles => Some("Role"),
        Place::Account
        | Place::Systems
        | Place::System(_)
        | Place::Cards
        | Place::Card(_)
        | Place::Skrytki
        | Place::Forms
        | Place::Patterns
        | Place::Skrytka(_) => None,
    }
}

/// What the page has to tell: the outcome of the last action, or that a function is only for show.
fn notice(state: &mut State, headers: &HeaderMap, query: &Fields) -> Option<Message> {
    if query.get("funkcja").is_some() {
        return Some(Message::not_here());
    }
    let session = cookie(headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id))?;
    session.take_notice()
}

/// Carries out an action at the end of an address, unless it was carried out before.
///
/// It acts for the context of the session as it stands now, not for the one that the page was made for.
pub(super) async fn act(
    Shared(portal): Shared<Arc<Portal>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let mut state = portal.lock();
    let context = match current_context(&state, &headers) {
        Ok(context) => context,
        Err(elsewhere) => return Ok(Redirect::to(elsewhere).into_response()),
    };
    let place = place_of(&state, &headers, &path, Application::Account);
    let id = path.rsplit('/').next().unwrap_or_default();
    let spent = state.faults.take(&Fault::SpentAction);
    let session = cookie(&headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id));
    let fresh = session.is_some_and(|session| session.spend_action(id)) && !spent;
    if let Place::System(number) = place
        && fresh
        && let Some(message) = state.delete_system(context.id, number)
        && let Some(session) = cookie(&headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id))
    {
        session.keep_notice(message);
    }
    let href = link(&mut state, &headers, Place::Systems)?;
    Ok(Redirect::to(&href).into_response())
}

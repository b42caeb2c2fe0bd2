//! The way in and out: landing page, start of a login, the one-time token, logging out.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use super::shell::{SESSION_COOKIE, Shell};
use super::{PageError, page};
use crate::fixture::LOGIN;
use crate::journal::Event;
use crate::login::Attempt;
use crate::random;
use crate::request::{Fields, cookie};
use crate::session::Session;
use crate::state::Portal;

#[derive(Template)]
#[template(path = "landing.html")]
struct Landing {
    shell: Shell,
}

/// The public landing page.
pub(crate) async fn landing(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Result<Response, PageError> {
    let state = portal.lock();
    let session = cookie(&headers, SESSION_COOKIE).and_then(|id| state.sessions.get(id));
    page(&Landing {
        shell: Shell::of(&state, session.and_then(|session| session.context.as_deref())),
    })
}

/// Starts a login attempt and sends the browser to the login side.
pub(crate) async fn begin_login(State(portal): State<Arc<Portal>>) -> Result<Response, PageError> {
    let id = random::token(24)?;
    portal.lock().attempts.insert(id.clone(), Attempt::new()?);
    Ok(Redirect::to(&format!("{}/login/main?SAMLRequest={id}", portal.login_url)).into_response())
}

/// Takes the one-time token that the login side made the browser carry over.
pub(crate) async fn take_ticket(
    State(portal): State<Arc<Portal>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let fields = Fields(fields);
    let mut state = portal.lock();
    if !state.tickets.remove(fields.text("SAMLResponse")) {
        return Ok(Redirect::to("/wps/portal").into_response());
    }
    let id = random::token(32)?;
    let context = state.settings.context.clone();
    let session = Session::in_context(context, state.now());
    state.sessions.insert(id.clone(), session);
    state.record(Event::LoginDone {
        login: LOGIN.to_owned(),
    });
    let cookie = format!("{SESSION_COOKIE}={id}; Path=/; HttpOnly");
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/wps/myportal")).into_response())
}

/// Ends the session.
pub(crate) async fn log_out(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Response {
    let mut state = portal.lock();
    if let Some(id) = cookie(&headers, SESSION_COOKIE)
        && state.sessions.remove(id).is_some()
    {
        state.record(Event::LoggedOut);
    }
    Redirect::to("/wps/portal").into_response()
}

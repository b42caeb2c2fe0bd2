//! The way in and out: the login form on its own origin, the one-time token, logging out.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State as Shared};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::{self, START};
use crate::portal::{PageError, page};
use crate::random;
use crate::request::Fields;
use crate::sekap::door::{LOGIN, PASSWORD, SESSION_COOKIE};
use crate::sekap::journal::SekapEvent;
use crate::sekap::state::Sekap;

type Pairs = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "sekap_login.html")]
struct LoginPage {
    login: String,
    error: &'static str,
    hint_login: &'static str,
    hint_password: &'static str,
}

fn login_page(login: String, error: &'static str) -> Result<Response, PageError> {
    page(&LoginPage {
        login,
        error,
        hint_login: LOGIN,
        hint_password: PASSWORD,
    })
}

/// Sends the browser from the panel to the login side.
pub(super) async fn begin(Shared(sekap): Shared<Arc<Sekap>>) -> Redirect {
    Redirect::to(&format!("{}/peup/login.seam", sekap.login_url))
}

/// The login form.
pub(super) async fn form() -> Result<Response, PageError> {
    login_page(String::new(), "")
}

/// Compares login and password with the practice operator's.
pub(super) async fn check(Shared(sekap): Shared<Arc<Sekap>>, Form(fields): Form<Pairs>) -> Result<Response, PageError> {
    let fields = Fields(fields);
    let login = fields.text("logowanie:login").trim().to_owned();
    let mut state = sekap.lock();
    if login != LOGIN || fields.text("logowanie:haslo") != PASSWORD {
        state.record(SekapEvent::LoginRefused);
        return login_page(login, "Nieprawidłowy login lub hasło.");
    }
    let ticket = random::token(40)?;
    state.tickets.insert(ticket.clone());
    Ok(Redirect::to(&format!("{}/peup/wejscie.seam?bilet={ticket}", sekap.panel_url)).into_response())
}

/// Takes the one-time token over and opens a session.
pub(super) async fn enter(
    Shared(sekap): Shared<Arc<Sekap>>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let mut state = sekap.lock();
    if !state.tickets.remove(Fields(query).text("bilet")) {
        return Ok(Redirect::to(START).into_response());
    }
    let id = random::token(32)?;
    state.sessions.insert(id.clone(), HashMap::default());
    state.record(SekapEvent::LoggedIn {
        login: LOGIN.to_owned(),
    });
    let cookie = format!("{SESSION_COOKIE}={id}; Path=/; HttpOnly");
    Ok(([(SET_COOKIE, cookie)], Redirect::to(START)).into_response())
}

/// Ends the session.
pub(super) async fn leave(Shared(sekap): Shared<Arc<Sekap>>, headers: HeaderMap) -> Redirect {
    let mut state = sekap.lock();
    if let Some(id) = frame::session(&state, &headers) {
        state.sessions.remove(&id);
        state.record(SekapEvent::LoggedOut);
    }
    Redirect::to(START)
}

//! The pages of a login: tiles, password, code, and the form that carries the token back.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::attempt::{Attempt, Step};
use crate::fault::Fault;
use crate::fixture::{LOGIN, PASSWORD};
use crate::journal::Event;
use crate::portal::{PageError, page};
use crate::random;
use crate::request::Fields;
use crate::state::Portal;

type Pairs = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "login_tiles.html")]
struct Tiles {
    attempt: String,
}

#[derive(Template)]
#[template(path = "login_password.html")]
struct PasswordPage {
    attempt: String,
    login: String,
    error: &'static str,
    hint_login: &'static str,
    hint_password: &'static str,
}

#[derive(Template)]
#[template(path = "login_code.html")]
struct CodePage {
    attempt: String,
    code: String,
    error: &'static str,
    is_variant: bool,
}

#[derive(Template)]
#[template(path = "login_relay.html")]
struct Relay {
    target: String,
    ticket: String,
}

#[derive(Template)]
#[template(path = "login_used.html")]
struct Used {
    portal_url: String,
}

fn used(portal: &Portal) -> Result<Response, PageError> {
    page(&Used {
        portal_url: portal.url.clone(),
    })
}

/// Węzeł Krajowy: the choice of a way to log in.
pub(crate) async fn tiles(
    State(portal): State<Arc<Portal>>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let attempt = Fields(query).text("SAMLRequest").to_owned();
    match portal.lock().attempts.get(&attempt) {
        Some(found) if found.step != Step::Done => page(&Tiles { attempt }),
        _ => used(&portal),
    }
}

/// Profil Zaufany: login and password.
pub(crate) async fn password(
    State(portal): State<Arc<Portal>>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let attempt = Fields(query).text("ssot").to_owned();
    match portal.lock().attempts.get(&attempt) {
        Some(found) if found.step != Step::Done => page(&password_page(attempt, String::new(), "")),
        _ => used(&portal),
    }
}

fn password_page(attempt: String, login: String, error: &'static str) -> PasswordPage {
    PasswordPage {
        attempt,
        login,
        error,
        hint_login: LOGIN,
        hint_password: PASSWORD,
    }
}

/// Compares login and password with the practice person's.
pub(crate) async fn check_password(
    State(portal): State<Arc<Portal>>,
    Form(fields): Form<Pairs>,
) -> Result<Response, PageError> {
    let fields = Fields(fields);
    let id = fields.text("ssot").to_owned();
    let mut state = portal.lock();
    let Some(attempt) = state.attempts.get_mut(&id).filter(|it| it.step != Step::Done) else {
        return used(&portal);
    };
    let login = fields.text("login").trim().to_owned();
    if login != LOGIN || fields.text("password") != PASSWORD {
        state.record(Event::LoginRefused { step: "password" });
        let error = "Nieprawidłowa nazwa użytkownika lub hasło.";
        return page(&password_page(id, login, error));
    }
    attempt.step = Step::Code;
    Ok(Redirect::to(&format!("/dt/login/sms?ssot={id}")).into_response())
}

/// The page for the code, with the practice phone.
pub(crate) async fn code(State(portal): State<Arc<Portal>>, Query(query): Query<Pairs>) -> Result<Response, PageError> {
    let id = Fields(query).text("ssot").to_owned();
    let mut state = portal.lock();
    let under_way = state.attempts.get(&id).filter(|found| found.step == Step::Code);
    let Some(code) = under_way.map(Attempt::shown_code) else {
        return used(&portal);
    };
    state.codes.push(code.clone());
    page(&CodePage {
        attempt: id,
        code,
        error: "",
        is_variant: state.faults.is_on(&Fault::OtpVariant),
    })
}

/// Compares the code; a wrong one is followed by a new one on the phone.
pub(crate) async fn check_code(
    State(portal): State<Arc<Portal>>,
    Form(fields): Form<Pairs>,
) -> Result<Response, PageError> {
    let fields = Fields(fields);
    let id = fields.text("ssot").to_owned();
    let mut state = portal.lock();
    let Some(attempt) = state.attempts.get_mut(&id).filter(|it| it.step == Step::Code) else {
        return used(&portal);
    };
    if !attempt.accepts(fields.text("code")) {
        attempt.renew_code()?;
        let code = attempt.shown_code();
        state.codes.push(code.clone());
        state.record(Event::LoginRefused { step: "code" });
        return page(&CodePage {
            attempt: id,
            code,
            error: "Podano błędny kod. Wysłaliśmy nowy kod.",
            is_variant: state.faults.is_on(&Fault::OtpVariant),
        });
    }
    attempt.step = Step::Done;
    let ticket = random::token(40)?;
    state.tickets.insert(ticket.clone());
    page(&Relay {
        target: format!("{}/wps/acs", portal.url),
        ticket,
    })
}

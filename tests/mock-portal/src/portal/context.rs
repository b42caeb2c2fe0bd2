//! The choice of the subject on whose behalf the person works.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::shell::{SESSION_COOKIE, Shell};
use super::{PageError, page};
use crate::fixture::{self, CONTEXTS, Context};
use crate::journal::Event;
use crate::request::{Fields, cookie};
use crate::state::Portal;

#[derive(Template)]
#[template(path = "context.html")]
struct Offer {
    shell: Shell,
    contexts: &'static [Context],
    current: String,
}

/// Shows the subjects to choose from.
pub(crate) async fn offer(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Result<Response, PageError> {
    let state = portal.lock();
    let Some(session) = cookie(&headers, SESSION_COOKIE).and_then(|id| state.sessions.get(id)) else {
        return Ok(Redirect::to("/wps/logowanie").into_response());
    };
    let current = session.context.as_deref();
    page(&Offer {
        shell: Shell::of(&state, current),
        contexts: &CONTEXTS,
        current: current.unwrap_or_default().to_owned(),
    })
}

/// Takes the choice and reloads the home page. All open page views end.
pub(crate) async fn choose(
    State(portal): State<Arc<Portal>>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let fields = Fields(fields);
    let mut state = portal.lock();
    let Some(session) = cookie(&headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id)) else {
        return Redirect::to("/wps/logowanie").into_response();
    };
    let Some(context) = fixture::context(fields.text("podmiot")) else {
        return Redirect::to("/wps/myportal/zmien-podmiot").into_response();
    };
    session.context = Some(context.id.to_owned());
    session.end_views();
    state.record(Event::ContextChosen {
        podmiot: context.id.to_owned(),
    });
    Redirect::to("/wps/myportal").into_response()
}

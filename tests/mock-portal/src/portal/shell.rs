//! The frame around every portal page, the home page and the simple applications.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::{PageError, page};
use crate::fault::{Fault, Overlay};
use crate::fixture::{self, Context, FULL_NAME};
use crate::request::cookie;
use crate::state::{Portal, State};

/// The cookie of the portal's session.
pub(crate) const SESSION_COOKIE: &str = "JSESSIONID";

/// The logged-in person in the header.
#[derive(Clone, Debug, Template)]
#[template(path = "user_box.html")]
pub(crate) struct UserBox {
    pub(crate) id: String,
    pub(crate) name: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) office: bool,
}

/// What the frame shows.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    pub(crate) user: Option<UserBox>,
    pub(crate) overlay: Option<Overlay>,
    pub(crate) works_banner: bool,
    pub(crate) footer_is_fixed: bool,
}

impl Shell {
    /// The frame for a context; nobody is named until one is chosen.
    pub(crate) fn of(state: &State, context: Option<&str>) -> Self {
        let user = context.and_then(fixture::context).map(|context| UserBox {
            id: state.names.part("podmiot"),
            name: FULL_NAME,
            subject: context.id,
            office: context.office,
        });
        Self {
            user,
            overlay: state.faults.overlay(),
            works_banner: state.faults.is_on(&Fault::WorksBanner),
            footer_is_fixed: state.faults.footer_is_fixed(),
        }
    }
}

/// Where a browser without a session or context has to go first.
pub(crate) fn current_context(state: &State, headers: &HeaderMap) -> Result<Context, &'static str> {
    let Some(session) = cookie(headers, SESSION_COOKIE).and_then(|id| state.sessions.get(id)) else {
        return Err("/wps/logowanie");
    };
    session
        .context
        .as_deref()
        .and_then(fixture::context)
        .ok_or("/wps/myportal/zmien-podmiot")
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    shell: Shell,
    context: Context,
}

/// The home page of a logged-in person.
pub(crate) async fn home(Shared(portal): Shared<Arc<Portal>>, headers: HeaderMap) -> Result<Response, PageError> {
    let state = portal.lock();
    match current_context(&state, &headers) {
        Err(elsewhere) => Ok(Redirect::to(elsewhere).into_response()),
        Ok(context) => page(&Home {
            shell: Shell::of(&state, Some(context.id)),
            context,
        }),
    }
}

#[derive(Template)]
#[template(path = "application.html")]
struct Application {
    shell: Shell,
    title: &'static str,
}

/// An application that only shows a simple page.
pub(crate) async fn application(
    Shared(portal): Shared<Arc<Portal>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let title = match name.as_str() {
        "skrzynka" => "Moja skrzynka",
        "profile-zaufane" => "Moje profile zaufane",
        "logowanie" => "Zarządzanie Logowaniem",
        "nowy-profil" => "Utwórz profil firmy lub instytucji",
        _ => return Ok(StatusCode::NOT_FOUND.into_response()),
    };
    let state = portal.lock();
    match current_context(&state, &headers) {
        Err(elsewhere) => Ok(Redirect::to(elsewhere).into_response()),
        Ok(context) => page(&Application {
            shell: Shell::of(&state, Some(context.id)),
            title,
        }),
    }
}

//! The frame around every page of the panel, its plain pages, and who may see them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Request, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::portal::{PageError, page};
use crate::request::cookie;
use crate::sekap::door::{FULL_NAME, SESSION_COOKIE};
use crate::sekap::fault::SekapFault;
use crate::sekap::state::{Sekap, State};

/// The address of the page on which a visitor begins.
pub(super) const START: &str = "/peup/start.seam";
/// The address from which a login begins.
pub(super) const LOG_IN: &str = "/peup/logowanie.seam";

/// Who is logged in, as the frame shows it.
pub(super) struct Frame {
    pub(super) operator: Option<Operator>,
}

/// The logged-in operator.
pub(super) struct Operator {
    pub(super) name: &'static str,
    pub(super) unit: String,
}

impl Frame {
    pub(super) fn of(state: &State) -> Self {
        Self {
            operator: Some(Operator {
                name: FULL_NAME,
                unit: state.operator_unit().to_owned(),
            }),
        }
    }
}

/// The session of a logged-in browser; anybody else has to log in first.
pub(super) fn session(state: &State, headers: &HeaderMap) -> Option<String> {
    cookie(headers, SESSION_COOKIE)
        .filter(|id| state.sessions.contains_key(*id))
        .map(str::to_owned)
}

#[derive(Template)]
#[template(path = "sekap_down.html")]
struct Down;

/// Lets the faults of the whole panel bite, and passes the request on.
pub(super) async fn gate(
    Shared(sekap): Shared<Arc<Sekap>>,
    request: Request,
    next: Next,
) -> Result<Response, PageError> {
    let down = {
        let mut state = sekap.lock();
        state.before_request();
        state.faults.contains(&SekapFault::PanelDown)
    };
    if down {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, page(&Down)?).into_response());
    }
    Ok(next.run(request).await)
}

#[derive(Template)]
#[template(path = "sekap_start.html")]
struct Start {
    frame: Frame,
}

/// The first page: an invitation to log in, or the operator's desk.
pub(super) async fn start(Shared(sekap): Shared<Arc<Sekap>>, headers: HeaderMap) -> Result<Response, PageError> {
    let state = sekap.lock();
    let frame = match session(&state, &headers) {
        Some(_) => Frame::of(&state),
        None => Frame { operator: None },
    };
    page(&Start { frame })
}

/// A page that only holds a heading and links.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Settings,
    Users,
    Dictionaries,
    Cases,
    Messages,
}

impl Plain {
    fn at(name: &str) -> Option<Self> {
        match name {
            "ustawienia.seam" => Some(Self::Settings),
            "uzytkownicy.seam" => Some(Self::Users),
            "slowniki.seam" => Some(Self::Dictionaries),
            "sprawy.seam" => Some(Self::Cases),
            "korespondencja.seam" => Some(Self::Messages),
            _ => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Settings => "Ustawienia programu",
            Self::Users => "Użytkownicy i uprawnienia",
            Self::Dictionaries => "Słowniki",
            Self::Cases => "Sprawy",
            Self::Messages => "Korespondencja",
        }
    }
}

#[derive(Template)]
#[template(path = "sekap_plain.html")]
struct PlainPage {
    frame: Frame,
    title: &'static str,
    settings: bool,
}

/// One of the plain pages.
pub(super) async fn plain(
    Shared(sekap): Shared<Arc<Sekap>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let state = sekap.lock();
    match (Plain::at(&name), session(&state, &headers)) {
        (None, _) => Ok(StatusCode::NOT_FOUND.into_response()),
        (Some(_), None) => Ok(Redirect::to(LOG_IN).into_response()),
        (Some(plain), Some(_)) => page(&PlainPage {
            frame: Frame::of(&state),
            title: plain.title(),
            settings: plain == Plain::Settings,
        }),
    }
}

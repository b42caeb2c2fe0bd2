//! The answers that stand in the place of the usual one.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::partial::redirect;
use super::shell::Shell;
use super::{PageError, page};
use crate::fault::{HttpFailure, Works};
use crate::state::Portal;

#[derive(Template)]
#[template(path = "down.html")]
struct Down {
    heading: &'static str,
}

#[derive(Template)]
#[template(path = "failure.html")]
struct Failure {
    status: u16,
    reason: &'static str,
}

#[derive(Template)]
#[template(path = "session_ended.html")]
struct Ended {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "login_needed.html")]
struct LoginNeeded;

/// An answer that stands in the place of the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instead {
    /// None at all.
    Silence,
    Failure(HttpFailure),
    Works(Works),
    /// The login page, for the page's script of all things.
    LoginPage,
    /// A page that says „Sesja wygasła”.
    Notice,
    /// The page's script is sent to that page.
    ToNotice,
}

impl Instead {
    pub(super) async fn answer(self, portal: &Portal) -> Result<Response, PageError> {
        match self {
            Self::Silence => std::future::pending().await,
            Self::Failure(failure) => {
                let (status, reason) = told(failure);
                let number = status.as_u16();
                let html = page(&Failure { status: number, reason })?;
                Ok((status, html).into_response())
            }
            Self::Works(Works::Break) => {
                let heading = "Przerwa techniczna";
                Ok((StatusCode::SERVICE_UNAVAILABLE, page(&Down { heading })?).into_response())
            }
            Self::Works(Works::Unavailable) => page(&Down {
                heading: "Serwis chwilowo niedostępny",
            }),
            Self::LoginPage => page(&LoginNeeded),
            Self::Notice => page(&Ended {
                shell: Shell::of(&portal.lock(), None),
            }),
            // The address shows the notice to a browser whose session has ended.
            Self::ToNotice => Ok(redirect("/wps/myportal")),
        }
    }
}

/// The status and its usual words.
fn told(failure: HttpFailure) -> (StatusCode, &'static str) {
    match failure {
        HttpFailure::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
        HttpFailure::BadGateway => (StatusCode::BAD_GATEWAY, "Bad Gateway"),
        HttpFailure::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
    }
}

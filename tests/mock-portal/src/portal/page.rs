//! Turning templates into answers.

use std::{fmt, io};

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A page could not be made.
#[derive(Debug)]
pub(crate) enum PageError {
    /// A template failed.
    Template(askama::Error),
    /// The operating system gave no randomness.
    Random(io::Error),
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(error) => write!(f, "template failed: {error}"),
            Self::Random(error) => write!(f, "no randomness: {error}"),
        }
    }
}

impl std::error::Error for PageError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Template(error) => Some(error),
            Self::Random(error) => Some(error),
        }
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::Template(error)
    }
}

impl From<io::Error> for PageError {
    fn from(error: io::Error) -> Self {
        Self::Random(error)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.to_string()).into_response()
    }
}

/// Renders a full page that no browser may keep.
pub(crate) fn page(template: &impl Template) -> Result<Response, PageError> {
    let html = template.render()?;
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((headers, html).into_response())
}

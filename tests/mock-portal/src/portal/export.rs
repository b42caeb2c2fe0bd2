//! `Eksportuj do XML`: the stored settings of a skrytka as a file.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::PageError;
use super::shell::current_context;
use crate::field::Field;
use crate::state::Portal;
use crate::stored::text_of;

#[derive(Template)]
#[template(path = "export.xml")]
struct Export {
    fields: Vec<(&'static str, String)>,
}

/// Sends the file.
pub(crate) async fn export(
    Shared(portal): Shared<Arc<Portal>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let state = portal.lock();
    let context = match current_context(&state, &headers) {
        Ok(context) => context,
        Err(elsewhere) => return Ok(Redirect::to(elsewhere).into_response()),
    };
    let Some(skrytka) = state.shown_skrytka(context.id, &name) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let fields = Field::ALL.map(|field| (field.label(), text_of(skrytka, field)));
    let xml = Export {
        fields: fields.to_vec(),
    }
    .render()?;
    let headers = [
        (CONTENT_TYPE, "text/xml; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"skrytka.xml\""),
    ];
    Ok((headers, xml).into_response())
}

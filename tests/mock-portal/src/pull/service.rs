//! The three operations over HTTP.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;

use super::query::{self, Query};
use crate::soap::{Envelope, Exception, PULL, Parcel, answer, fault, write_text};
use crate::state::Portal;

/// The path of the service, as on the real portal.
pub(crate) const PATH: &str = "/pk_external_ws/services/pull";

/// `kod` of an answer that brings what was asked for.
const DONE: (u32, &str) = (1, "OK");
/// `kod` of an answer to a fetch when nothing waits.
const NOTHING: (u32, &str) = (0, "Brak dokumentów w kolejce.");

/// What a system can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// `oczekujaceDokumenty`.
    Count,
    /// `pobierzNastepny`.
    Fetch,
    /// `potwierdzOdebranie`.
    Confirm,
}

impl Operation {
    pub(crate) const ALL: [Self; 3] = [Self::Count, Self::Fetch, Self::Confirm];

    /// The element of the question.
    pub(crate) fn question(self) -> &'static str {
        match self {
            Self::Count => "ZapytaniePullOczekujace",
            Self::Fetch => "ZapytaniePullPobierz",
            Self::Confirm => "ZapytaniePullPotwierdz",
        }
    }

    /// The action in the HTTP header.
    pub(crate) fn action(self) -> String {
        let name = match self {
            Self::Count => "oczekujaceDokumenty",
            Self::Fetch => "pobierzNastepny",
            Self::Confirm => "potwierdzOdebranie",
        };
        format!("{PULL}{name}")
    }
}

pub(crate) fn router(portal: Arc<Portal>) -> Router {
    Router::new().route(PATH, post(call)).with_state(portal)
}

async fn call(Shared(portal): Shared<Arc<Portal>>, headers: HeaderMap, body: Bytes) -> Response {
    respond(&portal, &headers, &body).unwrap_or_else(|exception| fault(&exception))
}

fn respond(portal: &Portal, headers: &HeaderMap, body: &[u8]) -> Result<Response, Exception> {
    let envelope = Envelope::read(body).map_err(|why| query::malformed(&why))?;
    let action = headers.get("SOAPAction").and_then(|value| value.to_str().ok());
    let operation = query::operation(&envelope, action.unwrap_or("").trim_matches('"'))?;
    let query = Query::read(&envelope)?;
    let mut state = portal.lock();
    Ok(match operation {
        Operation::Count => {
            let count = state.count_waiting(&query)?;
            answer("OdpowiedzPullOczekujace", DONE, |writing| {
                write_text(writing, "oczekujace", &count.to_string())
            })
        }
        Operation::Fetch => match state.fetch_next(&query)? {
            None => answer("OdpowiedzPullPobierz", NOTHING, |_| Ok(())),
            Some(document) => {
                let parcel = Parcel::of(&document, &query.skrytka);
                answer("OdpowiedzPullPobierz", DONE, |writing| parcel.write_fetched(writing))
            }
        },
        Operation::Confirm => {
            let digest = envelope
                .content
                .text_of("skrot")
                .map_err(|why| query::malformed(&why))?;
            state.confirm(&query, digest)?;
            answer("OdpowiedzPullPotwierdz", DONE, |_| Ok(()))
        }
    })
}

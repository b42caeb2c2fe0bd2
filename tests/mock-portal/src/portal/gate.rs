//! What every portal request passes: the request log and the faults of the whole portal.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{PageError, page};
use crate::fault::Fault;
use crate::request::is_ajax;
use crate::state::Portal;

#[derive(Template)]
#[template(path = "down.html")]
struct Down;

/// Logs the request, lets the faults bite, and passes it on.
pub(crate) async fn pass(
    State(portal): State<Arc<Portal>>,
    request: Request,
    next: Next,
) -> Result<Response, PageError> {
    let (delay, down) = {
        let mut state = portal.lock();
        let ajax = is_ajax(request.headers());
        state.log_request(request.method().as_str(), request.uri().path(), ajax);
        if state.faults.take(&Fault::SessionExpired) {
            state.sessions.clear();
        }
        state.change_rows_elsewhere();
        if let Some(to) = state.faults.switch_before_request() {
            state.switch_contexts(&to);
        }
        (state.faults.next_delay(), state.faults.is_on(&Fault::PortalDown))
    };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    if down {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, page(&Down)?).into_response());
    }
    Ok(next.run(request).await)
}

//! What every portal request passes: the request log and the faults of the whole portal.

use std::sync::Arc;

use axum::extract::{Request, State as Shared};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::Response;

use super::PageError;
use super::asked::Asked;
use super::instead::Instead;
use crate::expiry::ExpiryShape;
use crate::fault::Reach;
use crate::faults::{Coming, Failing};

use crate::state::{Portal, State};

/// Where the pages of a logged-in person are.
const INSIDE: &str = "/wps/myportal";

/// What becomes of a request.
enum Fate {
    Served,
    /// Something else is the answer; how far the request comes.
    Answered(Instead, Reach),
}

/// Logs the request, lets the faults bite, and passes it on.
pub(crate) async fn pass(
    Shared(portal): Shared<Arc<Portal>>,
    request: Request,
    next: Next,
) -> Result<Response, PageError> {
    let (asked, request) = Asked::read(request).await;
    let (delay, fate) = {
        let mut state = portal.lock();
        receive(&mut state, &asked);
        (state.faults.next_delay(), fate(&mut state, &asked))
    };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    match fate {
        Fate::Served => {
            let response = next.run(request).await;
            if is_whole_page(&response) {
                portal.lock().faults.note_page_shown();
            }
            Ok(response)
        }
        Fate::Answered(instead, reach) => {
            if reach == Reach::Done {
                next.run(request).await;
            }
            instead.answer(&portal).await
        }
    }
}

/// Logs the request and lets everything happen that happens before it.
fn receive(state: &mut State, asked: &Asked) {
    let act = asked.act(&state.names);
    let request = state.log_request(asked.method.as_str(), &asked.path, asked.ajax, act);
    state.age_sessions(asked.session.as_deref());
    let logged_in = asked.session.as_ref().is_some_and(|id| state.sessions.contains_key(id));
    state.faults.follow_schedule(Coming {
        request,
        ajax: asked.ajax,
        act,
        logged_in,
    });
    if logged_in && let Some(shape) = state.faults.take_expiry(asked.ajax) {
        state.end_sessions(shape);
    }
    state.change_rows_elsewhere();
    if let Some(to) = state.faults.switch_before_request() {
        state.switch_contexts(&to);
    }
    state.begin_reading();
}

/// Decides what becomes of a request.
fn fate(state: &mut State, asked: &Asked) -> Fate {
    if let Some(failing) = state.faults.take_failing() {
        return match failing {
            Failing::Silent(reach) => Fate::Answered(Instead::Silence, reach),
            Failing::Told(failure, reach) => Fate::Answered(Instead::Failure(failure), reach),
        };
    }
    if let Some(works) = state.faults.works() {
        return Fate::Answered(Instead::Works(works), Reach::Received);
    }
    let ended = asked.session.as_ref().and_then(|id| state.ended.get(id));
    let instead = match ended {
        Some(shape) if asked.path.starts_with(INSIDE) => ending(*shape, asked.ajax),
        _ => None,
    };
    instead.map_or(Fate::Served, |instead| Fate::Answered(instead, Reach::Received))
}

/// What a browser gets for a session that has ended, where it is more than being sent to the login side.
fn ending(shape: ExpiryShape, ajax: bool) -> Option<Instead> {
    match shape {
        ExpiryShape::DeadButton if ajax => Some(Instead::LoginPage),
        ExpiryShape::Notice if ajax => Some(Instead::ToNotice),
        ExpiryShape::Notice => Some(Instead::Notice),
        ExpiryShape::DeadButton | ExpiryShape::PageRedirect | ExpiryShape::AjaxRedirect => None,
    }
}

fn is_whole_page(response: &Response) -> bool {
    let content = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    response.status() == StatusCode::OK && content.is_some_and(|content| content.starts_with("text/html"))
}

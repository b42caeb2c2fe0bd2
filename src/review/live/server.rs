//! The page of a run that works, served on this machine to one browser.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path as InPath, Request, State};
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;

use crate::report::html::STYLE;
use crate::review::answer::{asset, bound, page, refused, sent};
use crate::review::gate::Refusal;

use super::{Live, Phase};

/// Files of the page itself.
pub(super) const ASSETS: [&str; 3] = ["/report.css", "/live.css", "/live.js"];

/// The largest form that is read, in bytes.
const FORM: usize = 1024;

type Seat = State<Arc<Live>>;

pub(super) fn router(live: Arc<Live>) -> Router {
    let room = &live.gate.room;
    let css = "text/css; charset=utf-8";
    Router::new()
        .route("/{secret}", get(doorstep).post(enter))
        .route(&format!("/{room}/"), get(whole))
        .route(&format!("/{room}/turn"), get(turn))
        .route(&format!("/{room}/stop"), post(stop))
        .route(&format!("/{room}/{{folder}}/{{name}}"), get(file))
        .route(ASSETS[0], get(move || async move { asset(css, STYLE) }))
        .route(ASSETS[1], get(move || async move { asset(css, super::page::STYLE) }))
        .route(
            ASSETS[2],
            get(|| async { asset("text/javascript; charset=utf-8", super::page::SCRIPT) }),
        )
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(Arc::clone(&live), guard))
        .with_state(live)
}

async fn guard(State(live): Seat, request: Request, next: Next) -> Response {
    let judged = live.gate.check(request.method(), request.uri(), request.headers());
    let is_asset = live.gate.is_asset(request.uri().path());
    let mut response = match judged {
        Ok(()) => next.run(request).await,
        Err(Refusal::Method) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        Err(Refusal::Secret) => refused(StatusCode::FORBIDDEN, super::page::used(&live)),
        Err(Refusal::Host | Refusal::Stranger) => StatusCode::FORBIDDEN.into_response(),
    };
    bound(&mut response, is_asset);
    response
}

async fn doorstep(State(live): Seat) -> Response {
    page(StatusCode::OK, super::page::doorstep(&live))
}

async fn enter(State(live): Seat, InPath(secret): InPath<String>) -> Response {
    let Some(cookie) = live.gate.enter(&secret) else {
        return refused(StatusCode::FORBIDDEN, super::page::used(&live));
    };
    let inside = Redirect::to(&format!("/{}/", live.gate.room));
    ([(header::SET_COOKIE, cookie)], inside).into_response()
}

async fn whole(State(live): Seat) -> Response {
    let html = super::page::page(&live);
    if live.seen().phase == Phase::Ended {
        live.fetched.notify_one();
    }
    page(StatusCode::OK, html)
}

async fn turn(State(live): Seat) -> String {
    live.seen().turn.to_string()
}

/// What the button sends.
#[derive(Deserialize)]
struct Stopping {
    key: String,
}

async fn stop(State(live): Seat, Form(form): Form<Stopping>) -> Response {
    if !live.gate.is_key(&form.key) {
        return StatusCode::FORBIDDEN.into_response();
    }
    live.ask_to_stop();
    Redirect::to(&format!("/{}/", live.gate.room)).into_response()
}

/// Only what a record of the bundle can refer to is read, and no link is followed.
async fn file(State(live): Seat, InPath((folder, name)): InPath<(String, String)>) -> Response {
    let read = live
        .bundle()
        .and_then(|bundle| bundle.read(&format!("{folder}/{name}")).ok());
    match read {
        Some(bytes) => sent(&name, bytes),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

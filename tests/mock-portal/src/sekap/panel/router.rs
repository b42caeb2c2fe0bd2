//! The addresses of the panel and of its login side.

use std::sync::Arc;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

use super::{door, form, frame, tree};
use crate::sekap::state::Sekap;

pub(in crate::sekap) fn panel_router(sekap: Arc<Sekap>) -> Router {
    let pages = Router::new()
        .route("/", get(|| async { Redirect::to(frame::START) }))
        .route(frame::START, get(frame::start))
        .route(frame::LOG_IN, get(door::begin))
        .route("/peup/wejscie.seam", get(door::enter))
        .route("/peup/wyjscie.seam", get(door::leave))
        .route("/peup/struktura.seam", get(tree::show))
        .route("/peup/komorka.seam", get(form::show).post(form::take))
        .route("/peup/{name}", get(frame::plain))
        .route_layer(from_fn_with_state(Arc::clone(&sekap), frame::gate));
    Router::new()
        .route("/peup/res/sekap.css", get(style))
        .merge(pages)
        .with_state(sekap)
}

pub(in crate::sekap) fn login_router(sekap: Arc<Sekap>) -> Router {
    Router::new()
        .route("/peup/login.seam", get(door::form).post(door::check))
        .route("/peup/res/sekap.css", get(style))
        .with_state(sekap)
}

async fn style() -> impl IntoResponse {
    let css = include_str!("../../../assets/sekap.css");
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], css)
}

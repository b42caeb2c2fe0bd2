//! The addresses of the login side.

use std::sync::Arc;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

use super::page;
use crate::state::Portal;

pub(crate) fn router(portal: Arc<Portal>) -> Router {
    Router::new()
        .route("/login/main", get(page::tiles))
        .route("/dt/login/login", get(page::password).post(page::check_password))
        .route("/dt/login/sms", get(page::code).post(page::check_code))
        .route(
            "/themes/login.css",
            get(|| async {
                let css = include_str!("../../assets/login.css");
                ([(CONTENT_TYPE, "text/css; charset=utf-8")], css)
            }),
        )
        .with_state(portal)
}

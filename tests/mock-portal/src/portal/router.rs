//! The addresses of the portal.

use std::sync::Arc;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

use super::{account, building, context, entry, export, gate, postback, register, shell};
use crate::state::Portal;

pub(crate) fn router(portal: Arc<Portal>) -> Router {
    let pages = Router::new()
        .route("/", get(|| async { Redirect::to("/wps/portal") }))
        .route("/wps/portal", get(entry::landing))
        .route("/wps/portal/{*rest}", get(entry::landing))
        .route("/wps/logowanie", get(entry::begin_login))
        .route("/wps/acs", axum::routing::post(entry::take_ticket))
        .route("/wps/myportal", get(shell::home))
        .route("/wps/myportal/wyloguj", get(entry::log_out))
        .route("/wps/myportal/zmien-podmiot", get(context::offer).post(context::choose))
        .route("/wps/myportal/aplikacje/budowanie-uslug", get(building::enter))
        .route(
            "/wps/myportal/aplikacje/budowanie-uslug/eksport/{name}",
            get(export::export),
        )
        .route(
            "/wps/myportal/aplikacje/budowanie-uslug/{*state}",
            get(building::show).post(postback::receive),
        )
        .route("/wps/myportal/aplikacje/zarzadzanie-kontem", get(account::enter))
        .route(
            "/wps/myportal/aplikacje/zarzadzanie-kontem/{*state}",
            get(account::show).post(account::act),
        )
        .route(
            "/wps/myportal/aplikacje/rejestr-zdarzen",
            get(register::show).post(postback::receive),
        )
        .route("/wps/myportal/aplikacje/{name}", get(shell::application))
        .route_layer(from_fn_with_state(Arc::clone(&portal), gate::pass));
    Router::new()
        .route(
            "/wps/themes/portal.css",
            get(|| async { css(include_str!("../../assets/portal.css")) }),
        )
        .route(
            "/wps/themes/primefaces.css",
            get(|| async { css(include_str!("../../assets/primefaces.css")) }),
        )
        .route(
            "/wps/themes/primefaces.js",
            get(|| async { script(include_str!("../../assets/primefaces.js")) }),
        )
        .route(
            "/wps/themes/widgets.js",
            get(|| async { script(include_str!("../../assets/widgets.js")) }),
        )
        .merge(pages)
        .with_state(portal)
}

fn css(text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], text)
}

fn script(text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], text)
}

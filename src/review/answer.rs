//! What every answer is bound to: where it may take things from, what it may run, and that it is what it says.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};

/// What pages may do: show pictures and looks of their own, run the one script, ask and send forms here. Nothing else.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Binds an answer. Files of the pages themselves may be kept: the last page may still want its looks when the server has gone.
pub(super) fn bound(response: &mut Response, is_asset: bool) {
    let keep = if is_asset { "private, max-age=3600" } else { "no-store" };
    let rules = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Without a referrer browsers would not say either where a form comes from, which is asked of every change.
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, keep),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in rules {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
}

/// Turns away in words.
pub(super) fn refused(status: StatusCode, why: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], why).into_response()
}

/// A file of the pages themselves.
pub(super) fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// A page.
pub(super) fn page(status: StatusCode, html: askama::Result<String>) -> Response {
    match html {
        Ok(html) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A file of the bundle, by its ending; what is neither picture nor text is only handed over.
pub(super) fn sent(name: &str, bytes: Vec<u8>) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("png") => "image/png",
        Some("txt" | "toml" | "ndjson" | "json" | "csv") => "text/plain; charset=utf-8",
        Some(_) | None => {
            let rules = [
                (header::CONTENT_TYPE, "application/octet-stream"),
                (header::CONTENT_DISPOSITION, "attachment"),
            ];
            return (rules, bytes).into_response();
        }
    };
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}

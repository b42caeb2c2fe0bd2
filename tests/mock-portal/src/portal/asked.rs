//! What a request asks for, as far as it can be told before it is answered.

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::Method;

use super::Names;
use super::cards::WITHDRAWAL;
use super::shell::SESSION_COOKIE;
use crate::request::{Fields, cookie, is_ajax};
use crate::turn::Act;

/// The most that a form of the portal may carry.
const LARGEST_FORM: usize = 2 * 1024 * 1024;

/// What is known of a request at the gate.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) ajax: bool,
    /// The session that the browser believes to be in.
    pub(super) session: Option<String>,
    fields: Fields,
}

impl Asked {
    /// Reads a request and gives it back as it was; a form that is too large is passed on empty.
    pub(super) async fn read(request: Request) -> (Self, Request) {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, LARGEST_FORM).await.unwrap_or_default();
        let mut fields = Vec::new();
        if parts.method == Method::POST {
            let copy = Request::from_parts(parts.clone(), Body::from(body.clone()));
            // What is no form has no fields.
            fields = Form::from_request(copy, &())
                .await
                .map(|Form(fields)| fields)
                .unwrap_or_default();
        }
        let asked = Self {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            ajax: is_ajax(&parts.headers),
            session: cookie(&parts.headers, SESSION_COOKIE).map(str::to_owned),
            fields: Fields(fields),
        };
        (asked, Request::from_parts(parts, Body::from(body)))
    }

    /// What it asks for beyond being shown something.
    pub(super) fn act(&self, names: &Names) -> Option<Act> {
        if self.method != Method::POST {
            return None;
        }
        if self.path.contains("/act/id=0/") {
            return Some(Act::Delete);
        }
        let source = self.fields.source();
        let local = source.strip_prefix(&names.part(""))?;
        match local {
            "detal:zapisz" | "karta:zapisz" | "karta:wycofaj" => Some(Act::Save),
            _ if !local.ends_with(":usun") => None,
            _ if local.starts_with("lista:tabela:") => Some(Act::Delete),
            _ if !local.starts_with("karty:tabela:") => None,
            _ if self.fields.text(&format!("{source}_zgoda")) == WITHDRAWAL => Some(Act::Save),
            _ => Some(Act::Delete),
        }
    }
}

//! Reading what the browser sent: cookies and form fields.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The value of one cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Whether the page's own script sent the request.
pub(crate) fn is_ajax(headers: &HeaderMap) -> bool {
    headers
        .get("Faces-Request")
        .is_some_and(|value| value == "partial/ajax")
}

/// The fields of a submitted form, in order.
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The field's value; a field that was not sent reads as empty.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or("")
    }

    /// The component that the request comes from.
    pub(crate) fn source(&self) -> &str {
        self.text("javax.faces.source")
    }

    pub(crate) fn view_state(&self) -> &str {
        self.text("javax.faces.ViewState")
    }
}

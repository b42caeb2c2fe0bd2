//! The partial response: XML with the nodes to replace.

use std::fmt::Write as _;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// What the page's script learns besides the new nodes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) validation_failed: bool,
    pub(crate) total_records: Option<usize>,
    pub(crate) first: usize,
    pub(crate) blocker_ms: u128,
}

/// A partial response under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Partial {
    updates: Vec<(String, String)>,
    pub(crate) arguments: Arguments,
}

impl Partial {
    pub(crate) fn update(&mut self, id: String, html: String) {
        self.updates.push((id, html));
    }

    pub(crate) fn into_response(self, view_state: &str) -> Response {
        let mut body = String::from("<partial-response><changes>");
        for (id, html) in &self.updates {
            write_update(&mut body, id, html);
        }
        write_update(&mut body, "javax.faces.ViewState", view_state);
        let Arguments {
            validation_failed,
            total_records,
            first,
            blocker_ms,
        } = self.arguments;
        body.push_str("<extension ln=\"primefaces\" type=\"args\">{");
        if let Some(total) = total_records {
            // Writing to a String cannot fail.
            let _ = write!(body, "\"totalRecords\":{total},\"first\":{first},");
        }
        let _ = write!(
            body,
            "\"blockerMs\":{blocker_ms},\"validationFailed\":{validation_failed}}}</extension>"
        );
        body.push_str("</changes></partial-response>");
        xml(&body)
    }
}

fn write_update(body: &mut String, id: &str, html: &str) {
    let html = html.replace("]]>", "]]]]><![CDATA[>");
    // Writing to a String cannot fail.
    let _ = write!(body, "<update id=\"{id}\"><![CDATA[{html}]]></update>");
}

/// Sends the browser to another page.
pub(crate) fn redirect(url: &str) -> Response {
    let url = url.replace('&', "&amp;");
    xml(&format!(
        "<partial-response><redirect url=\"{url}\"></redirect></partial-response>"
    ))
}

/// Tells the script that the page view is gone. The person sees nothing.
pub(crate) fn view_expired() -> Response {
    xml("<partial-response><error>\
         <error-name>class javax.faces.application.ViewExpiredException</error-name>\
         <error-message><![CDATA[viewId:/skrytki.xhtml - View /skrytki.xhtml could not be restored.]]></error-message>\
         </error></partial-response>")
}

fn xml(body: &str) -> Response {
    let headers = [(CONTENT_TYPE, "text/xml; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
    (headers, format!("<?xml version='1.0' encoding='UTF-8'?>\n{body}")).into_response()
}

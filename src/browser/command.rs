//! The driver's own command beside the standard: a picture by the browser's quick way.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use url::{ParseError, Url};

/// `Page.captureScreenshot`, lossless, with the encoder's quickest setting.
#[derive(Debug)]
pub(super) struct QuickPicture;

impl WebDriverCompatibleCommand for QuickPicture {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = r#"{"cmd":"Page.captureScreenshot","params":{"format":"png","optimizeForSpeed":true}}"#;
        (Method::POST, Some(body.to_owned()))
    }
}

//! Commands that the client has no method for: the driver's own quick pictures, and the way out of all frames.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::json;
use url::{ParseError, Url};

/// `Page.captureScreenshot`, lossless, with the encoder's quickest setting.
#[derive(Debug)]
pub(super) struct QuickPicture {
    /// Width and height of the whole page; none for what the viewport shows.
    pub(super) whole: Option<(u32, u32)>,
}

impl WebDriverCompatibleCommand for QuickPicture {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let mut params = json!({ "format": "png", "optimizeForSpeed": true });
        if let Some((width, height)) = self.whole {
            params["captureBeyondViewport"] = json!(true);
            params["clip"] = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        }
        let body = json!({ "cmd": "Page.captureScreenshot", "params": params });
        (Method::POST, Some(body.to_string()))
    }
}

/// geckodriver's *Take Full Screenshot*.
#[derive(Debug)]
pub(super) struct FullPicture;

impl WebDriverCompatibleCommand for FullPicture {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/moz/screenshot/full", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

/// *Switch To Frame* with a null id: back to the window's own document.
#[derive(Debug)]
pub(super) struct TopFrame;

impl WebDriverCompatibleCommand for TopFrame {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/frame", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(r#"{"id":null}"#.to_owned()))
    }
}

//! Whoever opens a page that krok made, in a browser of the suite: no krok is at work there.
#![expect(clippy::disallowed_types, reason = "a reader has a browser and no krok")]

use std::path::Path;

use fantoccini::Client;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::browsers::{Held, browser, runtime};
use super::hand::hand;

/// A reader with a browser of their own for as long as the test lasts.
pub struct Reader {
    client: Client,
    _browser: Held,
}

impl Reader {
    pub fn sits_down() -> Self {
        let browser = browser();
        let client = runtime().block_on(hand(&browser.webdriver_url, &browser.session_id));
        Self {
            client,
            _browser: browser,
        }
    }

    /// Brings a browser of their own: whoever looks on while another browser of the suite is at work.
    pub fn looks_on() -> Self {
        let browser = Held::own();
        let client = runtime().block_on(hand(&browser.webdriver_url, &browser.session_id));
        Self {
            client,
            _browser: browser,
        }
    }

    /// Opens a file of the disk.
    pub fn opens(&self, file: &Path) {
        self.goes_to(&format!("file://{}", file.display()));
    }

    /// Opens an address.
    pub fn goes_to(&self, address: &str) {
        runtime().block_on(self.client.goto(address)).unwrap();
    }

    /// Asks the page, and waits for what it promises. A dialog that stands open, as a script of the page could have opened it, is an error.
    pub fn asks(&self, script: &str) -> Value {
        runtime().block_on(self.client.execute(script, Vec::new())).unwrap()
    }

    /// Sees everything light or dark, on screen or on paper (`Emulation.setEmulatedMedia`).
    pub fn sees(&self, scheme: &str, medium: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.tells(
            "Emulation.setEmulatedMedia",
            json!({ "media": medium, "features": features }),
        );
    }

    /// Holds a screen of that many pixels (`Emulation.setDeviceMetricsOverride`).
    pub fn holds(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tells("Emulation.setDeviceMetricsOverride", metrics);
    }

    fn tells(&self, command: &str, parameters: Value) {
        runtime()
            .block_on(self.client.issue_cmd(Cdp(command.to_owned(), parameters)))
            .unwrap();
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        for (command, parameters) in [
            ("Emulation.setEmulatedMedia", json!({ "media": "", "features": [] })),
            ("Emulation.clearDeviceMetricsOverride", json!({})),
        ] {
            let told = self.client.issue_cmd(Cdp(command.to_owned(), parameters));
            // A browser that is gone has nothing left to put back.
            let _ = runtime().block_on(told);
        }
        let _ = runtime().block_on(self.client.goto("about:blank"));
    }
}

/// A command of the DevTools protocol with its parameters.
#[derive(Debug)]
struct Cdp(String, Value);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (
            Method::POST,
            Some(json!({ "cmd": self.0, "params": self.1 }).to_string()),
        )
    }
}

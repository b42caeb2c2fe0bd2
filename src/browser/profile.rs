//! What is asked of the browser: the capability profile, and settings of one session.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::Path;

use super::error::StartError;

const CHROME: &str = include_str!("../../webdriver/chrome.toml");

/// Settings of one session.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without a display.
    pub headless: bool,
    /// Width and height of the viewport in CSS pixels.
    pub viewport: (u32, u32),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            headless: true,
            viewport: (1366, 1000),
        }
    }
}

/// How a picture is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureCommand {
    /// `Page.captureScreenshot` with `optimizeForSpeed`, through the driver.
    Cdp,
    /// Take Screenshot of the standard.
    W3c,
}

/// A capability profile as embedded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    args: Vec<String>,
    headless: Vec<String>,
    root: Vec<String>,
    preferences: Map<String, Value>,
    picture: Picture,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Picture {
    command: PictureCommand,
}

impl Profile {
    /// Reads the profile for Chromium and Chrome.
    pub fn chrome() -> Result<Self, StartError> {
        toml::from_str(CHROME).map_err(|wrong| StartError::Profile(wrong.to_string()))
    }

    /// Returns how a picture is taken.
    pub fn picture(&self) -> PictureCommand {
        self.picture.command
    }

    /// Puts the capabilities of one session together.
    pub(super) fn capabilities(&self, settings: &Settings, browser: &Path, data: &Path) -> Map<String, Value> {
        let mut args = self.args.clone();
        if settings.headless {
            args.extend_from_slice(&self.headless);
        }
        if rustix::process::geteuid().is_root() {
            args.extend_from_slice(&self.root);
        }
        let (width, height) = settings.viewport;
        args.push(format!("--window-size={width},{height}"));
        args.push(format!("--user-data-dir={}", data.display()));
        let mut capabilities = Map::new();
        for (name, value) in [
            ("browserName", json!("chrome")),
            ("acceptInsecureCerts", json!(false)),
            ("pageLoadStrategy", json!("normal")),
            // A native dialog is the runbook's business: nothing may answer it on the way.
            ("unhandledPromptBehavior", json!("ignore")),
            (
                "goog:chromeOptions",
                json!({ "binary": browser, "args": args, "prefs": self.preferences }),
            ),
        ] {
            capabilities.insert(name.to_owned(), value);
        }
        capabilities
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(settings: &Settings) -> Vec<String> {
        let all = Profile::chrome()
            .unwrap()
            .capabilities(settings, Path::new("/b"), Path::new("/d"));
        let args = &all["goog:chromeOptions"]["args"];
        serde_json::from_value(args.clone()).unwrap()
    }

    #[test]
    fn the_browser_has_no_open_port_and_its_own_folder() {
        let args = args(&Settings::default());
        assert!(args.contains(&"--remote-debugging-pipe".to_owned()));
        assert!(args.contains(&"--user-data-dir=/d".to_owned()));
        assert!(!args.iter().any(|arg| arg.starts_with("--remote-debugging-port")));
    }

    #[test]
    fn the_sandbox_is_only_given_up_for_root() {
        let root = rustix::process::geteuid().is_root();
        assert_eq!(args(&Settings::default()).contains(&"--no-sandbox".to_owned()), root);
    }

    #[test]
    fn a_display_is_used_when_asked_for() {
        let seen = Settings {
            headless: false,
            ..Settings::default()
        };
        assert!(!args(&seen).iter().any(|arg| arg.starts_with("--headless")));
    }
}

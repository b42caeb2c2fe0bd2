//! What is asked of the browser: the capability profile, and settings of one session.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::error::StartError;
use super::family::Family;
use super::versions::Versions;

/// Settings of one session.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without a display.
    pub headless: bool,
    /// Width and height of the viewport in CSS pixels.
    pub viewport: (u32, u32),
    /// Which servers it finds.
    pub reach: Reach,
}

/// Which servers a browser finds: a second wall, in the browser itself.
///
/// It stands around practice portals alone. On a real portal a person logs in by way of a bank or of Profil Zaufany,
/// through servers that no profile can list, and a wall that cuts them off in mid-login is worse than none. There the
/// guard of the executor keeps the list: no step acts, and nothing is read, on any other server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Any.
    Anywhere,
    /// Those on this machine alone.
    ThisMachine,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            headless: true,
            viewport: (1366, 1000),
            reach: Reach::Anywhere,
        }
    }
}

/// How a picture is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureCommand {
    /// `Page.captureScreenshot` with `optimizeForSpeed`, through the driver.
    Cdp,
    /// Take Screenshot of the standard; it shows no more than the viewport.
    W3c,
    /// Take Screenshot of the standard, and geckodriver's own for a whole page.
    Moz,
}

/// What becomes of a script for a document that is being left for another, which is still on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Leaving {
    /// The driver holds it back until the other document is there.
    Held,
    /// It runs in the old document.
    Runs,
}

/// A capability profile as embedded: all that differs between two families of browsers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    name: String,
    options: String,
    versions: Versions,
    pub(super) programs: Vec<String>,
    args: Vec<String>,
    headless: Vec<String>,
    this_machine: Vec<String>,
    root: Vec<String>,
    log: Option<String>,
    pub(super) driver: DriverProfile,
    #[serde(default)]
    capabilities: Map<String, Value>,
    preferences: Map<String, Value>,
    picture: Picture,
}

/// What a profile says of the driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DriverProfile {
    name: String,
    pub(super) programs: Vec<String>,
    args: Vec<String>,
    #[serde(default)]
    pub(super) environment: BTreeMap<String, String>,
    pub(super) listening: String,
    path: String,
    leaving: Leaving,
    version: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Picture {
    command: PictureCommand,
}

impl Profile {
    /// Reads the profile of a family of browsers.
    pub fn of(family: Family) -> Result<Self, StartError> {
        toml::from_str(family.profile()).map_err(|wrong| StartError::Profile(wrong.to_string()))
    }

    /// Returns how a picture is taken.
    pub fn picture(&self) -> PictureCommand {
        self.picture.command
    }

    /// Returns what becomes of a script for a document that is being left.
    pub(super) fn leaving(&self) -> Leaving {
        self.driver.leaving
    }

    /// Returns which driver belongs to which browser.
    pub(super) fn versions(&self) -> &Versions {
        &self.versions
    }

    /// Reads what browser and driver call themselves from a session's capabilities, and refuses a pair that does not
    /// belong together.
    pub(super) fn introduced(&self, capabilities: &Value) -> Result<String, StartError> {
        let word = |at: &str| capabilities.pointer(at).and_then(Value::as_str).unwrap_or("?");
        let browser = format!("{} {}", word("/browserName"), word("/browserVersion"));
        // ChromeDriver adds its branch in brackets.
        let version = word(&self.driver.version).split(' ').next().unwrap_or_default();
        let driver = format!("{} {version}", self.driver.name);
        self.versions.judge(&driver, &browser)?;
        Ok(format!("{browser}, {driver}"))
    }

    /// Puts the capabilities of one session together.
    pub(super) fn capabilities(&self, settings: &Settings, browser: &Path, folder: &Path) -> Map<String, Value> {
        let mut args = self.args.clone();
        if settings.headless {
            args.extend_from_slice(&self.headless);
        }
        if settings.reach == Reach::ThisMachine {
            args.extend_from_slice(&self.this_machine);
        }
        if rustix::process::geteuid().is_root() {
            args.extend_from_slice(&self.root);
        }
        let (width, height) = settings.viewport;
        let values = [
            ("{folder}", folder.display().to_string()),
            ("{width}", width.to_string()),
            ("{height}", height.to_string()),
        ];
        let args: Vec<String> = args.iter().map(|arg| filled(arg, &values)).collect();
        let mut options = json!({ "binary": browser, "args": args, "prefs": self.preferences });
        if let Some(level) = &self.log {
            options["log"] = json!({ "level": level });
        }
        let mut capabilities = Map::new();
        for (name, value) in [
            ("browserName", json!(self.name)),
            ("acceptInsecureCerts", json!(false)),
            ("pageLoadStrategy", json!("normal")),
            // A native dialog is the runbook's business: nothing may answer it on the way.
            (
                "unhandledPromptBehavior",
                json!({ "default": "ignore", "beforeUnload": "ignore" }),
            ),
            (&self.options, options),
        ] {
            capabilities.insert(name.to_owned(), value);
        }
        capabilities.extend(self.capabilities.clone());
        capabilities
    }
}

impl DriverProfile {
    /// Returns the arguments with which the driver is started.
    pub(super) fn arguments(&self, folder: &Path, secret: &str) -> Vec<String> {
        let values = [
            ("{folder}", folder.display().to_string()),
            ("{secret}", secret.to_owned()),
        ];
        self.args.iter().map(|arg| filled(arg, &values)).collect()
    }

    /// Returns where it answers.
    pub(super) fn url(&self, port: u16, secret: &str) -> String {
        let path = filled(&self.path, &[("{secret}", secret.to_owned())]);
        format!("http://127.0.0.1:{port}{path}")
    }

    /// Finds the port in the line in which the driver says where it listens.
    pub(super) fn port_in(&self, line: &str) -> Option<u16> {
        let (_, rest) = line.split_once(&self.listening)?;
        rest.trim_end().trim_end_matches('.').parse().ok()
    }
}

fn filled(text: &str, values: &[(&str, String)]) -> String {
    values
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(family: Family, settings: &Settings) -> Value {
        let profile = Profile::of(family).unwrap();
        profile.capabilities(settings, Path::new("/b"), Path::new("/d"))[&profile.options].clone()
    }

    fn args(family: Family, settings: &Settings) -> Vec<String> {
        serde_json::from_value(options(family, settings)["args"].clone()).unwrap()
    }

    #[test]
    fn chromium_has_no_open_port_and_its_own_folder() {
        let args = args(Family::Chromium, &Settings::default());
        assert!(args.contains(&"--remote-debugging-pipe".to_owned()));
        assert!(args.contains(&"--user-data-dir=/d/profile".to_owned()));
        assert!(args.contains(&"--window-size=1366,1000".to_owned()));
        assert!(!args.iter().any(|arg| arg.starts_with("--remote-debugging-port")));
    }

    #[test]
    fn firefox_has_its_ports_on_loopback_and_its_own_folder() {
        let driver = Profile::of(Family::Firefox).unwrap().driver;
        let started = driver.arguments(Path::new("/d"), "s");
        for wanted in [
            "--host=127.0.0.1",
            "--port=0",
            "--websocket-port=0",
            "--profile-root=/d",
        ] {
            assert!(started.contains(&wanted.to_owned()), "{wanted}");
        }
        // The hosts of Marionette and BiDi are loopback unless said otherwise.
        let all = [started, args(Family::Firefox, &Settings::default())].concat();
        for unwanted in ["--marionette", "--remote", "--allow", "-profile"] {
            assert!(!all.iter().any(|arg| arg.starts_with(unwanted)), "{unwanted}");
        }
    }

    #[test]
    fn firefox_asks_no_server_of_its_maker() {
        let preferences = &options(Family::Firefox, &Settings::default())["prefs"];
        for (name, value) in preferences.as_object().unwrap() {
            let foreign = value.as_str().is_some_and(|text| text.contains("://"));
            assert!(!foreign, "{name}");
        }
        let environment = Profile::of(Family::Firefox).unwrap().driver.environment;
        assert_eq!(environment["MOZ_REMOTE_SETTINGS_DEVTOOLS"], "1");
        assert_eq!(
            preferences["services.settings.server"],
            "data:,#remote-settings-dummy/v1"
        );
    }

    #[test]
    fn the_sandbox_is_only_given_up_for_root() {
        let root = rustix::process::geteuid().is_root();
        let settings = Settings::default();
        assert_eq!(
            args(Family::Chromium, &settings).contains(&"--no-sandbox".to_owned()),
            root
        );
        assert!(!args(Family::Firefox, &settings).contains(&"--no-sandbox".to_owned()));
    }

    #[test]
    fn only_a_practice_browser_is_kept_on_this_machine() {
        let wall = |arg: &String| arg.starts_with("--host-resolver-rules=");
        let practice = Settings {
            reach: Reach::ThisMachine,
            ..Settings::default()
        };
        assert!(args(Family::Chromium, &practice).iter().any(wall));
        assert!(!args(Family::Chromium, &Settings::default()).iter().any(wall));
    }

    #[test]
    fn a_display_is_used_when_asked_for() {
        let seen = Settings {
            headless: false,
            ..Settings::default()
        };
        for family in [Family::Chromium, Family::Firefox] {
            assert!(!args(family, &seen).iter().any(|arg| arg.contains("headless")));
            assert!(
                args(family, &Settings::default())
                    .iter()
                    .any(|arg| arg.contains("headless"))
            );
        }
    }

    #[test]
    fn the_port_is_read_from_the_line_of_success_only() {
        for (family, line, expected) in [
            (
                Family::Chromium,
                "ChromeDriver was started successfully on port 45123.\n",
                Some(45123),
            ),
            (Family::Chromium, "Starting ChromeDriver 156.0 (a21c) on port 0\n", None),
            (
                Family::Chromium,
                "ChromeDriver was started successfully on port x.\n",
                None,
            ),
            (
                Family::Firefox,
                "1795380092952\tgeckodriver\tINFO\tListening on 127.0.0.1:41569\n",
                Some(41569),
            ),
            (Family::Firefox, "Listening on [::1]:41569\n", None),
        ] {
            assert_eq!(Profile::of(family).unwrap().driver.port_in(line), expected, "{line}");
        }
    }

    #[test]
    fn chromedriver_listens_under_its_secret() {
        let driver = Profile::of(Family::Chromium).unwrap().driver;
        assert!(
            driver
                .arguments(Path::new("/d"), "s")
                .contains(&"--url-base=/s".to_owned())
        );
        assert_eq!(driver.url(7, "s"), "http://127.0.0.1:7/s/");
        let driver = Profile::of(Family::Firefox).unwrap().driver;
        assert_eq!(driver.url(7, "s"), "http://127.0.0.1:7/");
    }
}

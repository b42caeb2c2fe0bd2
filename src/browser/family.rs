//! The families of browsers that krok drives.

use serde::{Deserialize, Serialize};

/// A family of browsers: one driver, one capability profile. What differs between two is written in their profiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Chromium and Google Chrome.
    #[default]
    Chromium,
    /// Firefox.
    Firefox,
}

impl Family {
    /// Returns the family's capability profile as embedded.
    pub(super) fn profile(self) -> &'static str {
        match self {
            Self::Chromium => include_str!("../../webdriver/chrome.toml"),
            Self::Firefox => include_str!("../../webdriver/firefox.toml"),
        }
    }

    /// Names the family as a person does.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        }
    }

    /// Names the driver's program.
    pub fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
        }
    }

    /// Names the script that installs browser and driver.
    pub fn setup(self) -> &'static str {
        match self {
            Self::Chromium => "webdriver/setup",
            Self::Firefox => "webdriver/setup-firefox",
        }
    }
}

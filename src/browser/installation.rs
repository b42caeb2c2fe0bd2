//! Which driver and which browser are on this machine.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::StartError;

const DRIVERS: [&str; 2] = ["chromedriver", "chromium.chromedriver"];
const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// A driver and the browser that it is to drive.
#[derive(Clone, Debug)]
pub struct Installation {
    /// The WebDriver program.
    pub driver: PathBuf,
    /// The browser's program.
    pub browser: PathBuf,
}

impl Installation {
    /// Finds both in `PATH`.
    pub fn find() -> Result<Self, StartError> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        Self::find_in(&folders)
    }

    fn find_in(folders: &[PathBuf]) -> Result<Self, StartError> {
        let find = |names: &[&str]| {
            names
                .iter()
                .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
                .find(|program| program.is_file())
        };
        Ok(Self {
            driver: find(&DRIVERS).ok_or(StartError::DriverMissing)?,
            browser: find(&BROWSERS).ok_or(StartError::BrowserMissing)?,
        })
    }

    /// Asks both what they call themselves and refuses a pair of different major versions.
    pub fn check(&self) -> Result<(String, String), StartError> {
        let driver = version_of(&self.driver)?;
        let browser = version_of(&self.browser)?;
        match (major(&driver), major(&browser)) {
            (Some(one), Some(other)) if one == other => Ok((driver, browser)),
            _ => Err(StartError::Mismatch { driver, browser }),
        }
    }
}

fn version_of(program: &Path) -> Result<String, StartError> {
    let failed = |source| StartError::Program {
        program: program.to_path_buf(),
        source,
    };
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(failed)?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(failed(io::Error::other("it did not say its version")));
    }
    Ok(line.split(" (").next().unwrap_or(line).to_owned())
}

/// Reads the major number of the first dotted version in a text.
pub(super) fn major(text: &str) -> Option<u32> {
    text.split_ascii_whitespace()
        .filter(|word| word.contains('.'))
        .find_map(|word| word.split('.').next()?.parse().ok())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write what the product finds")]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_major_number_is_the_first_of_the_dotted_version() {
        for (said, expected) in [
            (
                "ChromeDriver 156.0.8078.79 (a21c-refs/branch-heads/8078@{#1704})",
                Some(156),
            ),
            ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12", Some(156)),
            ("Google Chrome 99.0.1.2", Some(99)),
            ("snap stub", None),
        ] {
            assert_eq!(major(said), expected, "{said}");
        }
    }

    fn program(folder: &Path, name: &str, says: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\necho '{says}'\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn what_is_missing_is_named_with_the_way_to_install_it() {
        let folder = tempfile::tempdir().unwrap();
        let folders = [folder.path().to_path_buf()];
        let missing = Installation::find_in(&folders).unwrap_err();
        assert!(matches!(missing, StartError::DriverMissing));
        assert!(missing.to_string().contains("webdriver/setup"));
        program(folder.path(), "chromedriver", "ChromeDriver 1.0");
        let missing = Installation::find_in(&folders).unwrap_err();
        assert!(matches!(missing, StartError::BrowserMissing));
    }

    #[test]
    fn different_major_versions_are_refused_with_both_named() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "chromedriver", "ChromeDriver 155.0.1 (x)");
        program(folder.path(), "chromium", "Chromium 156.0.1");
        let pair = Installation::find_in(&[folder.path().to_path_buf()]).unwrap();
        let refused = pair.check().unwrap_err().to_string();
        assert!(refused.contains("ChromeDriver 155.0.1") && refused.contains("Chromium 156.0.1"));
    }
}

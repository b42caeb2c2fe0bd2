//! Which driver and which browser are on this machine.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::StartError;
use super::family::Family;
use super::profile::Profile;

/// A driver and the browser that it is to drive.
#[derive(Clone, Debug)]
pub struct Installation {
    /// Which family they are of.
    pub family: Family,
    /// The WebDriver program.
    pub driver: PathBuf,
    /// The browser's program.
    pub browser: PathBuf,
}

impl Installation {
    /// Finds both in `PATH`, or where `webdriver/setup-firefox` builds what no package holds.
    pub fn find(family: Family) -> Result<Self, StartError> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = std::env::split_paths(&path).chain(built()).collect();
        Self::find_in(&folders, family)
    }

    fn find_in(folders: &[PathBuf], family: Family) -> Result<Self, StartError> {
        let find = |names: &[String]| {
            names
                .iter()
                .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
                .find(|program| program.is_file())
        };
        let profile = Profile::of(family)?;
        Ok(Self {
            family,
            driver: find(&profile.driver.programs).ok_or(StartError::DriverMissing(family))?,
            browser: find(&profile.programs).ok_or(StartError::BrowserMissing(family))?,
        })
    }

    /// Asks both what they call themselves and refuses a pair that does not belong together.
    pub fn check(&self) -> Result<(String, String), StartError> {
        let driver = version_of(&self.driver)?;
        let browser = version_of(&self.browser)?;
        Profile::of(self.family)?.versions().judge(&driver, &browser)?;
        Ok((driver, browser))
    }
}

/// The folder of programs below this user's cache, which `webdriver/setup-firefox` fills.
fn built() -> Option<PathBuf> {
    let named = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    named("XDG_CACHE_HOME")
        .or_else(|| Some(named("HOME")?.join(".cache")))
        .map(|cache| cache.join("krok/bin"))
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write what the product finds")]
mod tests {
    use std::fs;

    use super::*;

    fn program(folder: &Path, name: &str, says: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\necho '{says}'\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn what_is_missing_is_named_with_the_way_to_install_it() {
        for (family, driver) in [(Family::Chromium, "chromedriver"), (Family::Firefox, "geckodriver")] {
            let folder = tempfile::tempdir().unwrap();
            let folders = [folder.path().to_path_buf()];
            let missing = Installation::find_in(&folders, family).unwrap_err();
            assert!(matches!(missing, StartError::DriverMissing(of) if of == family));
            assert!(missing.to_string().contains(driver), "{missing}");
            assert!(missing.to_string().contains(family.setup()), "{missing}");
            program(folder.path(), driver, "Driver 1.0");
            let missing = Installation::find_in(&folders, family).unwrap_err();
            assert!(matches!(missing, StartError::BrowserMissing(of) if of == family));
            assert!(missing.to_string().contains(family.setup()), "{missing}");
        }
    }

    #[test]
    fn different_major_versions_are_refused_with_both_named() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "chromedriver", "ChromeDriver 155.0.1 (x)");
        program(folder.path(), "chromium", "Chromium 156.0.1");
        let pair = Installation::find_in(&[folder.path().to_path_buf()], Family::Chromium).unwrap();
        let refused = pair.check().unwrap_err().to_string();
        assert!(refused.contains("ChromeDriver 155.0.1") && refused.contains("Chromium 156.0.1"));
    }

    #[test]
    fn a_geckodriver_that_is_too_old_is_refused_with_the_oldest_that_serves() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "geckodriver", "geckodriver 0.31.0 (b617178ef491)");
        program(folder.path(), "firefox", "Mozilla Firefox 153.0");
        let pair = Installation::find_in(&[folder.path().to_path_buf()], Family::Firefox).unwrap();
        let refused = pair.check().unwrap_err().to_string();
        assert!(
            refused.contains("geckodriver 0.31.0") && refused.contains("0.36"),
            "{refused}"
        );
    }
}

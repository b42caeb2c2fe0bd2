//! Sessions that a person opened with `krok open`: where they are written down, and whether they still live.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Signal, kill_process_group};
use serde::{Deserialize, Serialize};

use super::error::StartError;
use super::family::Family;
use super::process::Process;
use super::scratch;

/// How the file of a lease ends.
const SUFFIX: &str = ".session.json";

/// An open browser that the next command may take over. Whoever can read it can drive the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// The portal for which it was opened.
    pub portal: String,
    /// Which browser it is. What was opened before there were two is the first.
    #[serde(default)]
    pub family: Family,
    /// Where its driver listens.
    pub webdriver_url: String,
    /// The session.
    pub session_id: String,
    /// The process on which driver and browser depend.
    pub driver: Process,
    /// Folder of driver and browser.
    pub folder: PathBuf,
    /// What browser and driver call themselves.
    pub browser: String,
}

impl Lease {
    /// Writes the lease down, readable to this user only.
    pub fn save(&self, state: &Path) -> Result<(), StartError> {
        let path = file(state, &self.portal, SUFFIX);
        let write = || -> io::Result<()> {
            make_private(state)?;
            // Never through an older file: that one could have been readable.
            let fresh = path.with_extension("new");
            remove_if_there(&fresh)?;
            let mut out = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&fresh)?;
            out.write_all(serde_json::to_string_pretty(self)?.as_bytes())?;
            fs::rename(&fresh, &path)
        };
        write().map_err(|source| StartError::File {
            path: path.clone(),
            source,
        })
    }

    /// Reads the lease of a portal; none if nothing was opened.
    pub fn load(state: &Path, portal: &str) -> Result<Option<Self>, StartError> {
        let path = file(state, portal, SUFFIX);
        let read = || -> io::Result<Option<Self>> {
            match fs::read_to_string(&path) {
                Ok(text) => Ok(Some(serde_json::from_str(&text)?)),
                Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(other) => Err(other),
            }
        };
        read().map_err(|source| StartError::File {
            path: path.clone(),
            source,
        })
    }

    /// Reads every lease there is.
    pub fn all(state: &Path) -> Result<Vec<Self>, StartError> {
        let failed = |source| StartError::File {
            path: state.to_owned(),
            source,
        };
        let entries = match fs::read_dir(state) {
            Ok(entries) => entries,
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(other) => return Err(failed(other)),
        };
        let mut leases = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            if path.to_string_lossy().ends_with(SUFFIX) {
                let text = fs::read_to_string(&path).map_err(failed)?;
                leases.push(serde_json::from_str(&text).map_err(|error| failed(error.into()))?);
            }
        }
        Ok(leases)
    }

    /// Forgets the lease.
    pub fn remove(state: &Path, portal: &str) -> Result<(), StartError> {
        let path = file(state, portal, SUFFIX);
        remove_if_there(&path).map_err(|source| StartError::File { path, source })
    }

    /// Says whether the driver still runs; whether it answers is found out by attaching.
    pub fn lives(&self) -> bool {
        self.driver.lives()
    }

    /// Ends the browser for good: on the person's word only.
    pub fn end(&self) {
        if !self.lives() {
            return;
        }
        if let Some(pid) = i32::try_from(self.driver.pid).ok().and_then(Pid::from_raw) {
            // It may end by itself at this very moment.
            let _ = kill_process_group(pid, Signal::KILL);
        }
        scratch::remove(&self.folder, Some(self.driver));
    }
}

/// Returns the folder in which leases are kept.
pub fn state_folder() -> Option<PathBuf> {
    let named = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    named("XDG_STATE_HOME")
        .or_else(|| Some(named("HOME")?.join(".local/state")))
        .map(|base| base.join("krok"))
}

/// Makes the state folder, for this user only.
pub fn make_private(state: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(state)?;
    fs::set_permissions(state, fs::Permissions::from_mode(0o700))
}

/// Returns the file of a portal in the state folder that ends so.
pub(super) fn file(state: &Path, portal: &str, suffix: &str) -> PathBuf {
    // A portal's name is a folder's name; anything else could lead out of the state folder.
    let name: String = portal
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' })
        .collect();
    state.join(format!("{name}{suffix}"))
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lease() -> Lease {
        Lease {
            portal: "epuap".into(),
            family: Family::Firefox,
            webdriver_url: "http://127.0.0.1:4444/secret/".into(),
            session_id: "abc".into(),
            driver: Process::own().unwrap(),
            folder: "/nowhere".into(),
            browser: "Chromium".into(),
        }
    }

    #[test]
    fn a_lease_is_private_and_comes_back_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("krok");
        lease().save(&state).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&state), 0o700);
        assert_eq!(mode(&state.join("epuap.session.json")), 0o600);
        assert_eq!(Lease::load(&state, "epuap").unwrap(), Some(lease()));
        assert!(lease().lives());
        Lease::remove(&state, "epuap").unwrap();
        Lease::remove(&state, "epuap").unwrap();
        assert_eq!(Lease::load(&state, "epuap").unwrap(), None);
    }

    #[test]
    fn a_name_cannot_lead_out_of_the_folder() {
        assert_eq!(file(Path::new("/s"), "../x", SUFFIX), Path::new("/s/___x.session.json"));
    }
}

//! Who works in the browser that `krok open` left: one krok at a time, or two would press in each other's windows.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::error::StartError;
use super::lease;
use super::process::Process;

/// How the file of a claim ends. It stays: a lock on one that was removed would lock nobody out.
const SUFFIX: &str = ".claim.json";

/// The right to work alone in the open browser of a portal. The kernel takes it back when this process ends, however it
/// does.
#[derive(Debug)]
pub struct Claim {
    file: File,
    since: String,
}

/// Who works in an open browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The process.
    pub process: Process,
    /// Since when, as a person reads it.
    pub since: String,
    /// The bundle that it writes, once it does.
    pub bundle: Option<PathBuf>,
}

impl Drop for Claim {
    fn drop(&mut self) {
        // A program that is just being started has a handle of the file for a moment, and the lock would go with the last.
        let _ = flock(&self.file, FlockOperation::Unlock);
    }
}

impl Claim {
    /// Takes the right to the browser of a portal; `since` is what the next one is told.
    ///
    /// # Errors
    ///
    /// Fails with [`StartError::InUse`] if another krok has it.
    pub fn take(state: &Path, portal: &str, since: String) -> Result<Self, StartError> {
        let path = lease::file(state, portal, SUFFIX);
        let failed = |source: io::Error| StartError::File {
            path: path.clone(),
            source,
        };
        lease::make_private(state).map_err(failed)?;
        let file = fs::OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(failed)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => return Err(StartError::InUse(holder(&path))),
            Err(error) => return Err(failed(error.into())),
        }
        let claim = Self { file, since };
        claim.tell(None);
        Ok(claim)
    }

    /// Tells whoever asks which bundle is written here.
    pub fn works_on(&self, bundle: &Path) {
        self.tell(std::path::absolute(bundle).ok());
    }

    /// Writes down who works here. The lock does not depend on it: on a full disk the next one is refused all the same,
    /// only in fewer words.
    fn tell(&self, bundle: Option<PathBuf>) {
        let told = Process::own().map(|process| Holder {
            process,
            since: self.since.clone(),
            bundle,
        });
        let Some(Ok(bytes)) = told.map(|holder| serde_json::to_vec(&holder)) else {
            return;
        };
        let written = self.file.set_len(0).and_then(|()| self.file.write_all_at(&bytes, 0));
        drop(written);
    }
}

/// Reads who works in a browser; none if that is not written yet, or is what somebody before left.
fn holder(path: &Path) -> Option<Holder> {
    let holder: Holder = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    holder.process.lives().then_some(holder)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn taken(state: &Path, portal: &str) -> Result<Claim, StartError> {
        Claim::take(state, portal, "dzisiaj".to_owned())
    }

    #[test]
    fn one_at_a_time_works_in_a_browser_and_the_next_is_told_who() {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("krok");
        let first = taken(&state, "epuap").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&state), 0o700);
        assert_eq!(mode(&state.join("epuap.claim.json")), 0o600);
        let own = Holder {
            process: Process::own().unwrap(),
            since: "dzisiaj".to_owned(),
            bundle: None,
        };
        assert!(matches!(taken(&state, "epuap"), Err(StartError::InUse(Some(holder))) if holder == own));
        first.works_on(Path::new("/teczki/jedna"));
        let working = Holder {
            bundle: Some("/teczki/jedna".into()),
            ..own
        };
        assert!(matches!(taken(&state, "epuap"), Err(StartError::InUse(Some(holder))) if holder == working));
        // Another portal, or the same at its practice address, is another browser.
        taken(&state, "epuap@127.0.0.1:1").unwrap();
        drop(first);
        taken(&state, "epuap").unwrap();
    }

    #[test]
    fn what_somebody_before_left_or_nobody_can_read_names_nobody() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("epuap.claim.json");
        let mut dead = Process::own().unwrap();
        dead.started += 1;
        let left = serde_json::to_vec(&Holder {
            process: dead,
            since: String::new(),
            bundle: None,
        });
        for text in [left.unwrap(), b"{".to_vec(), Vec::new()] {
            let first = taken(home.path(), "epuap").unwrap();
            let file = fs::OpenOptions::new().write(true).truncate(true).open(&file).unwrap();
            file.write_all_at(&text, 0).unwrap();
            assert!(matches!(taken(home.path(), "epuap"), Err(StartError::InUse(None))));
            drop(first);
        }
    }
}

//! The private folder of one driver: browser profile and temporary files, gone when the driver is.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::error::StartError;
use super::process::{Process, working_in};

const PREFIX: &str = "krok-browser-";
const OWNER: &str = "owner.json";
/// How long a browser that is killed may take to be gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// A private folder that is removed with everything that still works in it.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
    kept: bool,
}

impl Scratch {
    /// Makes a folder for this process, and removes those whose processes are dead.
    pub(super) fn new() -> Result<Self, StartError> {
        sweep(&std::env::temp_dir());
        let made = tempfile::Builder::new()
            .prefix(PREFIX)
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir()
            .map_err(|source| StartError::File {
                path: std::env::temp_dir(),
                source,
            })?;
        let scratch = Self {
            path: made.keep(),
            kept: false,
        };
        if let Some(own) = Process::own() {
            scratch.belongs_to(own)?;
        }
        Ok(scratch)
    }

    /// Returns the folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes down on whose life the folder depends.
    pub(super) fn belongs_to(&self, process: Process) -> Result<(), StartError> {
        let path = self.path.join(OWNER);
        let write = || -> io::Result<()> {
            let mut file = fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&path)?;
            file.write_all(serde_json::to_string(&process)?.as_bytes())
        };
        write().map_err(|source| StartError::File {
            path: path.clone(),
            source,
        })
    }

    /// Leaves the folder where it is: a browser goes on living in it.
    pub(super) fn keep(mut self) -> PathBuf {
        self.kept = true;
        self.path.clone()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.kept {
            remove(&self.path, None);
        }
    }
}

/// Ends what still works in a folder of ours and removes it. A process that was just killed has no command line any more
/// while it still counts as living, so the one on which the folder depends is waited for by its number.
pub(super) fn remove(folder: &Path, owner: Option<Process>) {
    let until = Instant::now() + PATIENCE;
    loop {
        let left = working_in(folder);
        for pid in &left {
            if let Some(pid) = i32::try_from(*pid).ok().and_then(Pid::from_raw) {
                // It may have ended by itself in between.
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        let gone = fs::remove_dir_all(folder);
        let has_ended = left.is_empty() && owner.is_none_or(|owner| !owner.lives());
        if (has_ended && (gone.is_ok() || !folder.exists())) || Instant::now() > until {
            return;
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "the kernel tells nobody when a stranger's process has ended"
        )]
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Removes the folders of dead processes.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !ours {
            continue;
        }
        // Without a readable owner it is being made this moment, or is somebody else's.
        let owner = fs::read_to_string(entry.path().join(OWNER))
            .ok()
            .and_then(|text| serde_json::from_str::<Process>(&text).ok());
        if owner.is_some_and(|owner| !owner.lives()) {
            remove(&entry.path(), None);
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write what the product finds")]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_private_and_goes_with_its_owner() {
        let scratch = Scratch::new().unwrap();
        let path = scratch.path().to_path_buf();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        drop(scratch);
        assert!(!path.exists());
    }

    #[test]
    fn only_folders_of_dead_processes_are_swept() {
        let parent = tempfile::tempdir().unwrap();
        let own = Process::own().unwrap();
        let dead = Process {
            started: own.started + 1,
            ..own
        };
        for (name, owner) in [
            ("krok-browser-dead", dead),
            ("krok-browser-alive", own),
            ("other", dead),
        ] {
            let folder = parent.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join(OWNER), serde_json::to_string(&owner).unwrap()).unwrap();
        }
        sweep(parent.path());
        let mut left: Vec<_> = fs::read_dir(parent.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["krok-browser-alive", "other"]);
    }
}

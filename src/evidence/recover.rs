//! Closes a bundle whose run broke off: what the run left stays as it is, and what was found is told behind it.
//!
//! Everything is looked at before anything is written. Then, in this order, so that a second try after a crash at any
//! point finds all there is:
//!
//! 1. room is made: the reserve and whatever was half written go;
//! 2. a torn last line is copied to `torn/`, durably, and only then cut off the trail;
//! 3. every file and every folder is synced, because nobody knows whether the run came to it;
//! 4. the record `recovered` is appended and synced;
//! 5. the seal is placed.
//!
//! A try that broke off between 2 and 4 leaves a piece that no record names yet: the next one names it, and if half a
//! record stands there again, that becomes a further piece. After 4 only the seal is missing. A failed sync ends the try
//! and is not repeated within it.

mod remains;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write what a killed program leaves")]
mod tests;

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::bundle::BundleError;
use super::error::{EvidenceError, Stored};
use super::finding::Finding;
use super::folder::{self, Place};
use super::format::{self, Event, Seal};

use remains::{Remains, Standing};

/// Program that closes a bundle.
const TOOL: &str = concat!("krok ", env!("CARGO_PKG_VERSION"));

/// A bundle that is closed now.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    /// Its seal.
    pub seal: Seal,
    /// What was found of the run; none if it came to its end and only the seal was missing.
    pub told: Option<format::Recovered>,
}

/// A bundle could not be closed.
#[derive(Clone, Debug)]
pub enum RecoverError {
    /// Its run, or somebody who closes it, is still at work.
    Alive(PathBuf),
    /// It is closed already.
    Sealed(PathBuf),
    /// The run broke off before its first record: nothing was done, and there is nothing to close.
    Empty(PathBuf),
    /// It cannot be read.
    Unreadable(String),
    /// More is wrong than a run that breaks off leaves behind; nothing was written.
    Damaged(Vec<Finding>),
    /// What is to be added could not be stored.
    Storage(EvidenceError),
}

impl fmt::Display for RecoverError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alive(path) => write!(
                out,
                "the run in `{}` is still going on\nhint: wait until it has ended",
                path.display()
            ),
            Self::Sealed(path) => write!(out, "the bundle `{}` is sealed already", path.display()),
            Self::Empty(path) => write!(
                out,
                "the run in `{}` broke off before it did anything\nhint: start it anew",
                path.display()
            ),
            Self::Unreadable(why) => out.write_str(why),
            Self::Damaged(findings) => write!(
                out,
                "the bundle is not as a run leaves it that breaks off: {} signs of change\nhint: `krok verify` names them",
                findings.len()
            ),
            Self::Storage(error) => error.fmt(out),
        }
    }
}

impl Error for RecoverError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Storage(error) => error.source(),
            Self::Alive(_) | Self::Sealed(_) | Self::Empty(_) | Self::Unreadable(_) | Self::Damaged(_) => None,
        }
    }
}

impl From<EvidenceError> for RecoverError {
    fn from(error: EvidenceError) -> Self {
        if let EvidenceError::Locked(path) = error {
            return Self::Alive(path);
        }
        Self::Storage(error)
    }
}

impl From<BundleError> for RecoverError {
    fn from(error: BundleError) -> Self {
        if let BundleError::Seal(why) = error {
            return Self::Damaged(vec![Finding::SealUnreadable(why)]);
        }
        Self::Unreadable(error.to_string())
    }
}

/// Closes the bundle of a run that broke off; the lock of its trail is held meanwhile.
///
/// # Errors
///
/// Fails without having written anything if the run is alive, the bundle sealed, empty or damaged in any other way than
/// a run that breaks off leaves it. Fails, and can be tried again, if something could not be stored.
pub fn recover(bundle: &Path) -> Result<Recovered, RecoverError> {
    Remains::look(bundle)?.close(&mut |_| Ok(()))
}

/// What is about to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Write {
    Removal,
    TornFolder,
    TornDraft,
    TornName,
    TornSync,
    Cut,
    FileSync,
    FolderSync,
    Record,
    RecordSync,
    Seal,
}

/// Told of each write before it happens; an error stands for that of the system.
type Watch<'w> = &'w mut dyn FnMut(Write) -> io::Result<()>;

impl Remains {
    fn close(mut self, watch: Watch<'_>) -> Result<Recovered, RecoverError> {
        self.make_room(watch)
            .map_err(|error| self.failed(Stored::Folder, error))?;
        if !self.torn.is_empty() {
            self.keep_torn(watch)
                .map_err(|error| self.failed(Stored::Torn, error))?;
            self.cut(watch).map_err(|error| self.failed(Stored::Trail, error))?;
        }
        self.sync(watch).map_err(|error| self.failed(Stored::Folder, error))?;
        let path = self.folder.path().to_owned();
        let failed = |what, error| EvidenceError::storage(what, path.clone(), error);
        let (mut trail, standing) = self.reopen()?;
        let told = match standing {
            Standing::Ended => None,
            Standing::Told(recovered) => Some(recovered),
            Standing::BrokenOff(recovered) => {
                watch(Write::Record).map_err(|error| failed(Stored::Trail, error))?;
                trail.append(None, Event::Recovered(recovered.clone()))?;
                watch(Write::RecordSync).map_err(|error| failed(Stored::Trail, error))?;
                trail.commit()?;
                Some(recovered)
            }
        };
        watch(Write::Seal).map_err(|error| failed(Stored::Seal, error))?;
        Ok(Recovered {
            seal: trail.seal()?,
            told,
        })
    }

    /// Removes what holds nothing: on a full disk there is no room for what is to come.
    fn make_room(&self, watch: Watch<'_>) -> io::Result<()> {
        watch(Write::Removal)?;
        self.folder.release()?;
        for (place, name) in &self.leftovers {
            watch(Write::Removal)?;
            self.folder.remove(*place, name)?;
        }
        Ok(())
    }

    /// Copies what is no whole line out of the trail, unless an earlier try did; durable it is in any case.
    fn keep_torn(&mut self, watch: Watch<'_>) -> io::Result<()> {
        watch(Write::TornFolder)?;
        self.folder.make_torn()?;
        if let Some(name) = self.piece_to_keep() {
            watch(Write::TornDraft)?;
            let draft = self.folder.draft(Place::Torn, &name, &self.torn)?;
            watch(Write::TornName)?;
            self.folder.settle(Place::Torn, &draft, &name)?;
            self.add_piece(&name);
        }
        watch(Write::TornSync)?;
        for path in self.pieces() {
            folder::open(self.folder.path(), path)?.sync_all()?;
        }
        self.folder.sync(Place::Torn)?;
        self.folder.sync(Place::Root)
    }

    fn cut(&self, watch: Watch<'_>) -> io::Result<()> {
        watch(Write::Cut)?;
        self.trail.set_len(self.whole.len() as u64)?;
        self.trail.sync_all()
    }

    fn sync(&self, watch: Watch<'_>) -> io::Result<()> {
        for path in self.files.keys() {
            watch(Write::FileSync)?;
            folder::open(self.folder.path(), path)?.sync_all()?;
        }
        watch(Write::FolderSync)?;
        for place in [Place::Pictures, Place::Texts, Place::Inputs, Place::Root] {
            self.folder.sync(place)?;
        }
        if self.pieces().next().is_some() {
            self.folder.sync(Place::Torn)?;
        }
        Ok(())
    }

    fn failed(&self, what: Stored, error: io::Error) -> RecoverError {
        EvidenceError::storage(what, self.folder.path(), error).into()
    }
}

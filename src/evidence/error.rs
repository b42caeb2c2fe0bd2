//! What can go wrong while evidence is stored. Each of these stops a run before its next act.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

pub use super::picture::PictureFault;

/// Evidence could not be stored.
#[derive(Clone, Debug)]
pub enum EvidenceError {
    /// A folder of this name is there already.
    FolderExists(PathBuf),
    /// The root is a link to elsewhere.
    Link(PathBuf),
    /// Another run is writing to this trail.
    Locked(PathBuf),
    /// The bundle was moved or removed while its run went on.
    Moved(PathBuf),
    /// Not a name for a file of a bundle.
    Name(String),
    /// What the browser sent is not a whole picture.
    Picture(PictureFault),
    /// A record that no reader would accept: its size in bytes.
    RecordTooLong(usize),
    /// The plan was carried out before.
    Used {
        /// Mark found.
        path: PathBuf,
        /// Run that carried it out, if the mark names it.
        by: Option<String>,
    },
    /// The system refused to store.
    Storage {
        /// What was to be stored.
        what: Stored,
        /// Where.
        path: PathBuf,
        /// Why not.
        source: Arc<io::Error>,
    },
}

/// What was to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// The folder of the run, or one below it.
    Folder,
    /// A line of the trail.
    Trail,
    /// What was cut off a trail.
    Torn,
    /// A picture.
    Picture,
    /// A text snapshot.
    Text,
    /// An input.
    Input,
    /// A time stamp.
    Token,
    /// The seal.
    Seal,
    /// The mark of a used plan.
    UsedMark,
    /// The mark of a used consent.
    ConsentMark,
    /// The record of a series.
    Series,
    /// The log of what became of a closed bundle.
    Custody,
    /// What is said of a bundle after its sealing.
    Statement,
    /// The place of a file that is to go.
    Erased,
    /// The key by which what is covered is known again.
    MaskKey,
}

impl Stored {
    fn word(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Trail => "trail",
            Self::Torn => "torn line",
            Self::Picture => "picture",
            Self::Text => "text snapshot",
            Self::Input => "input",
            Self::Token => "time stamp",
            Self::Seal => "seal",
            Self::UsedMark => "mark of the used plan",
            Self::ConsentMark => "mark of the used consent",
            Self::Series => "record of the series",
            Self::Custody => "custody log",
            Self::Statement => "statement",
            Self::Erased => "removal of",
            Self::MaskKey => "key of the masks",
        }
    }
}

impl EvidenceError {
    /// Names what could not be stored, and where.
    pub fn storage(what: Stored, path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::Storage {
            what,
            path: path.into(),
            source: Arc::new(source),
        }
    }

    /// Tells whether the disk, or the user's share of it, is full.
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Storage { source, .. } => {
                matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
            }
            Self::FolderExists(_)
            | Self::Link(_)
            | Self::Locked(_)
            | Self::Moved(_)
            | Self::Name(_)
            | Self::Picture(_)
            | Self::RecordTooLong(_)
            | Self::Used { .. } => false,
        }
    }
}

impl fmt::Display for EvidenceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FolderExists(path) => {
                write!(
                    out,
                    "the folder `{}` exists already\nhint: every run gets a folder of its own",
                    path.display()
                )
            }
            Self::Link(path) => write!(
                out,
                "`{}` is a link, not a folder\nhint: name the folder itself, so that evidence stays where you see it",
                path.display()
            ),
            Self::Locked(path) => write!(out, "another run is writing `{}`", path.display()),
            Self::Moved(path) => write!(
                out,
                "`{}` is not there any more: somebody moved or removed it while the run went on\nhint: put it back, then \
                 `krok resume`",
                path.display()
            ),
            Self::Name(name) => write!(
                out,
                "`{name}` is not a name for a file of the evidence\nhint: letters, digits, `.`, `_` and `-` only"
            ),
            Self::Picture(fault) => write!(out, "the picture from the browser cannot be stored: {fault}"),
            Self::RecordTooLong(size) => {
                write!(out, "a record of {size} bytes is too long for the trail")
            }
            Self::Used { path, by } => match by {
                Some(run) => write!(
                    out,
                    "the plan was already carried out by run `{run}` (`{}`)",
                    path.display()
                ),
                None => write!(out, "the plan was already carried out (`{}`)", path.display()),
            },
            Self::Storage { what, path, source } => {
                write!(
                    out,
                    "the {} `{}` could not be stored: {source}",
                    what.word(),
                    path.display()
                )?;
                match hint(source.kind()) {
                    Some(hint) => write!(out, "\nhint: {hint}"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Returns what a person can do about a refusal of the system.
fn hint(kind: io::ErrorKind) -> Option<&'static str> {
    if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        Some("the disk is full: make room, then start again")
    } else if matches!(
        kind,
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
    ) {
        Some("the folder cannot be written: choose another one, or ask for the right to write here")
    } else if kind == io::ErrorKind::NotADirectory {
        Some("a file or a link stands where a folder is needed")
    } else {
        None
    }
}

impl Error for EvidenceError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Storage { source, .. } => Some(&**source),
            Self::FolderExists(_)
            | Self::Link(_)
            | Self::Locked(_)
            | Self::Moved(_)
            | Self::Name(_)
            | Self::Picture(_)
            | Self::RecordTooLong(_)
            | Self::Used { .. } => None,
        }
    }
}

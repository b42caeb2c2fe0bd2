//! A bundle as a reader sees it. Strict about what it accepts; whether anything was changed is asked of
//! [`super::verify`].

use std::error::Error;
use std::fmt;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::chain;
use super::folder;
use super::format::{Event, Observed, Record, Recovered, RunFinished, RunStarted, Seal};
use super::journal::{self, Line};
use super::{paths, strict_json};

pub use super::journal::LineFault;

/// The longest trail that is read, in bytes.
pub(super) const TRAIL_LIMIT: u64 = 256 * 1024 * 1024;
/// The longest file of any other kind that is read, in bytes.
pub(super) const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// A bundle, open for reading.
#[derive(Debug)]
pub struct Bundle {
    path: PathBuf,
    records: Vec<Record>,
    seal: Option<Seal>,
    head: String,
    torn: bool,
}

/// A bundle could not be read.
#[derive(Debug)]
pub enum BundleError {
    /// A file is missing or cannot be read.
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file is larger than any that krok writes.
    TooLarge(PathBuf),
    /// Written in a format that this version does not know.
    UnknownFormat(String),
    /// A line of the trail is not a record.
    Line {
        /// Counted from 1.
        number: u64,
        /// What is wrong with it.
        fault: LineFault,
    },
    /// A record stands where another should: line and sequence number found.
    OutOfPlace {
        /// Counted from 1.
        number: u64,
        /// Sequence number found there.
        seq: u64,
    },
    /// The trail has no record at all.
    Empty,
    /// The seal is not one.
    Seal(String),
    /// A path that does not belong to the bundle was asked for.
    Path(String),
}

impl fmt::Display for BundleError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, source } => {
                write!(out, "`{}` cannot be read: {source}", path.display())
            }
            Self::TooLarge(path) => write!(out, "`{}` is larger than any file of a bundle", path.display()),
            Self::UnknownFormat(format) => write!(
                out,
                "the bundle's format is `{format}`, which this version does not know\nhint: use a newer krok to read it"
            ),
            Self::Line { number, fault } => write!(out, "{}:{number}: {fault}", paths::TRAIL),
            Self::OutOfPlace { number, seq } => {
                write!(
                    out,
                    "{}:{number}: the record's number is {seq}, not {}",
                    paths::TRAIL,
                    number.saturating_sub(1)
                )
            }
            Self::Empty => write!(out, "{} has no records", paths::TRAIL),
            Self::Seal(why) => write!(out, "{} cannot be understood: {why}", paths::SEAL),
            Self::Path(path) => write!(out, "`{path}` is not a file of the bundle"),
        }
    }
}

impl Error for BundleError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::TooLarge(_)
            | Self::UnknownFormat(_)
            | Self::Line { .. }
            | Self::OutOfPlace { .. }
            | Self::Empty
            | Self::Seal(_)
            | Self::Path(_) => None,
        }
    }
}

impl Bundle {
    /// Opens a bundle. A line cut off at the very end is left out, see [`Bundle::is_torn`]; any other fault is an error.
    pub fn open(path: &Path) -> Result<Self, BundleError> {
        let trail = read_file(path, paths::TRAIL, TRAIL_LIMIT)?;
        let mut lines = journal::read(&trail);
        let torn = lines.last().is_some_and(|line| line.record == Err(LineFault::Torn));
        if torn {
            lines.pop();
        }
        let head = lines
            .last()
            .map_or_else(|| chain::ORIGIN.to_owned(), |line| line.hash.clone());
        let records = lines.into_iter().map(accept).collect::<Result<Vec<_>, _>>()?;
        if records.is_empty() {
            return Err(BundleError::Empty);
        }
        Ok(Self {
            path: path.to_owned(),
            records,
            seal: read_seal(path)?,
            head,
            torn,
        })
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns all records in order.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Returns the record with this sequence number.
    pub fn record(&self, seq: u64) -> Option<&Record> {
        usize::try_from(seq).ok().and_then(|index| self.records.get(index))
    }

    /// Returns what was observed in the record with this sequence number; none if it is of another kind.
    pub fn observed(&self, seq: u64) -> Option<&Observed> {
        if let Event::Observed(observed) = &self.record(seq)?.event {
            return Some(observed);
        }
        None
    }

    /// Returns the circumstances of the run, from its first record.
    pub fn started(&self) -> Option<&RunStarted> {
        self.records.first()?.event.started()
    }

    /// Returns how the run ended, from its last record; none if it did not.
    pub fn finished(&self) -> Option<&RunFinished> {
        self.records.last()?.event.finished()
    }

    /// Returns what was found of a run that broke off, from the last record; none if it did not, or was not closed yet.
    pub fn recovered(&self) -> Option<&Recovered> {
        self.records.last()?.event.recovered()
    }

    /// Returns the seal; none if the bundle was never closed.
    pub fn seal(&self) -> Option<&Seal> {
        self.seal.as_ref()
    }

    /// Returns the chain hash of the last whole line.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Tells whether the last line was cut off.
    pub fn is_torn(&self) -> bool {
        self.torn
    }

    /// Reads a file that a record refers to, the trail or the seal.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, BundleError> {
        if paths::is_reference(path)
            || paths::torn_offset(path).is_some()
            || [paths::TRAIL, paths::SEAL].contains(&path)
        {
            read_file(&self.path, path, FILE_LIMIT)
        } else {
            Err(BundleError::Path(path.to_owned()))
        }
    }
}

fn accept(line: Line) -> Result<Record, BundleError> {
    match line.record {
        Ok(record) if record.seq.checked_add(1) == Some(line.number) => Ok(record),
        Ok(record) => Err(BundleError::OutOfPlace {
            number: line.number,
            seq: record.seq,
        }),
        Err(LineFault::Format(format)) => Err(BundleError::UnknownFormat(format)),
        Err(fault) => Err(BundleError::Line {
            number: line.number,
            fault,
        }),
    }
}

/// Reads the seal of a bundle; none if there is no such file.
pub(super) fn read_seal(bundle: &Path) -> Result<Option<Seal>, BundleError> {
    match read_file(bundle, paths::SEAL, FILE_LIMIT) {
        Ok(bytes) => {
            let understand = || {
                strict_json::check(&bytes)?;
                serde_json::from_slice(&bytes)
            };
            // JSON does without it: a seal that lost its last byte would be read as whole.
            if !bytes.ends_with(b"\n") {
                return Err(BundleError::Seal("the end of its last line is missing".to_owned()));
            }
            understand()
                .map(Some)
                .map_err(|error: serde_json::Error| BundleError::Seal(error.to_string()))
        }
        Err(BundleError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a file of a bundle up to a limit.
pub(super) fn read_file(bundle: &Path, path: &str, limit: u64) -> Result<Vec<u8>, BundleError> {
    let full = bundle.join(path);
    let failed = |source| BundleError::File {
        path: full.clone(),
        source,
    };
    let file = folder::open(bundle, path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        Err(BundleError::TooLarge(full))
    } else {
        Ok(bytes)
    }
}

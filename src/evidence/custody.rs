//! The log of what became of a bundle after it was closed: exports, imports and erasures, each line chained to the one
//! before.
//!
//! It lies outside the seal, which is older. Whoever holds the bundle can leave it out or write it anew; the same hash
//! of a file in the logs of two offices is what neither can write alone.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use rustix::fs::{FlockOperation, Mode, OFlags, flock, openat};
use rustix::io::Errno;

use super::error::{EvidenceError, Stored};
use super::finding::Finding;
use super::format::{CUSTODY_CHAIN, CustodyEvent, CustodyRecord};
use super::journal::{self, LineFault};
use super::trail::stamp;
use super::{bundle, chain, folder, paths, strict_json, text};

/// The longest log that is read or made longer, in bytes.
const CUSTODY_LIMIT: u64 = 4 * 1024 * 1024;

/// What a bundle tells of its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custody {
    /// The lines that can be understood.
    pub records: Vec<CustodyRecord>,
    /// What is wrong with the log. It says nothing against the seal.
    pub findings: Vec<Finding>,
}

/// Who does something with a bundle.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Account.
    pub by: String,
    /// Machine.
    pub host: String,
    /// Program and version.
    pub tool: String,
}

/// Why nothing was added to the log.
#[derive(Debug)]
pub enum CustodyError {
    /// The log is not as it was written: nothing can follow it.
    Broken(Vec<Finding>),
    /// It could not be stored.
    Storage(EvidenceError),
}

/// Adds a line to the log of a bundle, durably.
pub fn append(bundle: &Path, holder: &Holder, event: CustodyEvent) -> Result<(), CustodyError> {
    let mut log = Log::open(bundle)?;
    let mut lines = log.lines();
    log.add(&mut lines, holder, event)?;
    log.write(lines)
}

/// The log of a bundle, open to be made longer. Nobody else can while it is.
pub(super) struct Log {
    bundle: PathBuf,
    file: File,
    /// SHA-256 of the seal.
    seal: Option<String>,
    /// Length of what stands.
    length: u64,
    next: u64,
    head: String,
}

/// Lines that are to be added, and how the log goes on behind them.
pub(super) struct Lines {
    bytes: Vec<u8>,
    next: u64,
    head: String,
}

impl Log {
    /// Opens it, or makes it.
    ///
    /// Half a line at the end was told to nobody: whoever wrote it died over it, and it makes room for the new one.
    pub(super) fn open(bundle: &Path) -> Result<Self, CustodyError> {
        let failed = |error| failed(bundle, error);
        let mut file = open_to_append(bundle).map_err(failed)?;
        flock(&file, FlockOperation::NonBlockingLockExclusive).map_err(|error| match error {
            Errno::WOULDBLOCK => CustodyError::Storage(EvidenceError::Locked(bundle.join(paths::CUSTODY))),
            other => failed(other.into()),
        })?;
        let mut bytes = Vec::new();
        (&mut file)
            .take(CUSTODY_LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        if bytes.len() as u64 > CUSTODY_LIMIT {
            return Err(failed(io::ErrorKind::FileTooLarge.into()));
        }
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        bytes.truncate(whole);
        let seal = seal_of(bundle);
        let read = read(&bytes, seal.as_deref());
        if !read.custody.findings.is_empty() {
            return Err(CustodyError::Broken(read.custody.findings));
        }
        Ok(Self {
            bundle: bundle.to_owned(),
            file,
            seal,
            length: whole as u64,
            next: read.custody.records.len() as u64,
            head: read.head,
        })
    }

    /// Returns where lines are gathered that are written in one go.
    pub(super) fn lines(&self) -> Lines {
        Lines {
            bytes: Vec::new(),
            next: self.next,
            head: self.head.clone(),
        }
    }

    /// Puts an event into a line behind others, and returns its number and its JSON.
    pub(super) fn add(
        &self,
        lines: &mut Lines,
        holder: &Holder,
        event: CustodyEvent,
    ) -> Result<(u64, Vec<u8>), CustodyError> {
        let record = CustodyRecord {
            seq: lines.next,
            at: stamp(&Zoned::now()),
            by: holder.by.clone(),
            host: holder.host.clone(),
            tool: holder.tool.clone(),
            seal: self.seal.clone(),
            event,
        };
        let json = text::nameless_json(&record).and_then(|json| serde_json::to_vec(&json));
        let json = json.map_err(|error| failed(&self.bundle, error.into()))?;
        lines.head = chain::link_as(CUSTODY_CHAIN, &lines.head, &json);
        lines.bytes.extend_from_slice(&json);
        lines.bytes.extend_from_slice(format!("\t{}\n", lines.head).as_bytes());
        lines.next += 1;
        Ok((record.seq, json))
    }

    /// Writes lines, durably.
    pub(super) fn write(&mut self, lines: Lines) -> Result<(), CustodyError> {
        let mut write = || {
            // A log that would be too long to be read proves nothing.
            if self.length + lines.bytes.len() as u64 > CUSTODY_LIMIT {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            self.file.set_len(self.length)?;
            self.file.write_all(&lines.bytes)?;
            self.file.sync_all()?;
            File::open(&self.bundle)?.sync_all()
        };
        write().map_err(|error| failed(&self.bundle, error))?;
        self.length += lines.bytes.len() as u64;
        self.next = lines.next;
        self.head = lines.head;
        Ok(())
    }
}

fn failed(bundle: &Path, error: io::Error) -> CustodyError {
    CustodyError::Storage(EvidenceError::storage(
        Stored::Custody,
        bundle.join(paths::CUSTODY),
        error,
    ))
}

/// Reads the log of a bundle and says what is wrong with it; without a log there is nothing to say.
pub(super) fn look(bundle: &Path) -> Read {
    match bundle::read_file(bundle, paths::CUSTODY, CUSTODY_LIMIT) {
        Ok(bytes) => read(&bytes, seal_of(bundle).as_deref()),
        Err(bundle::BundleError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Read::default(),
        Err(error) => Read {
            custody: Custody {
                records: Vec::new(),
                findings: vec![Finding::CustodyUnreadable(error.to_string())],
            },
            ..Read::default()
        },
    }
}

/// A log as it was read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) custody: Custody,
    /// The lines before the first with anything wrong, with their JSON: what they say of files counts.
    pub(super) sound: Vec<(CustodyRecord, Vec<u8>)>,
    /// SHA-256 of the seal as it stands; none if there is none that can be read.
    pub(super) seal: Option<String>,
    /// Chain hash of the last line.
    head: String,
}

fn read(bytes: &[u8], seal: Option<&str>) -> Read {
    let mut custody = Custody::default();
    let mut sound = Vec::new();
    let mut head = chain::ORIGIN.to_owned();
    for (raw, number) in bytes.split_inclusive(|byte| *byte == b'\n').zip(1..) {
        let read = journal::take_apart(raw).and_then(|(json, hash)| {
            let is_linked = chain::link_as(CUSTODY_CHAIN, &head, json) == hash;
            head = hash;
            read_record(json).map(|record| (record, is_linked, json))
        });
        match read {
            Ok((record, is_linked, json)) => {
                if !is_linked || record.seq.checked_add(1) != Some(number) {
                    custody.findings.push(Finding::CustodyChanged(number));
                }
                if record.seal.is_some() && record.seal.as_deref() != seal {
                    custody.findings.push(Finding::CustodyOfOther(number));
                }
                if custody.findings.is_empty() {
                    sound.push((record.clone(), json.to_vec()));
                }
                custody.records.push(record);
            }
            Err(fault) => custody.findings.push(Finding::CustodyBroken { line: number, fault }),
        }
    }
    Read {
        custody,
        sound,
        seal: seal.map(str::to_owned),
        head,
    }
}

fn read_record(json: &[u8]) -> Result<CustodyRecord, LineFault> {
    strict_json::check(json).map_err(|error| LineFault::Json(error.to_string()))?;
    serde_json::from_slice(json).map_err(|error| LineFault::Record(error.to_string()))
}

/// Returns the hash of the seal; none if there is none that can be read.
fn seal_of(bundle: &Path) -> Option<String> {
    let bytes = bundle::read_file(bundle, paths::SEAL, bundle::FILE_LIMIT);
    bytes.ok().map(|bytes| chain::sha256(&bytes))
}

fn open_to_append(bundle: &Path) -> io::Result<File> {
    let directory = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let folder = rustix::fs::open(bundle, directory, Mode::empty())?;
    // Without NONBLOCK a named pipe in its place would hold the writer for ever.
    let flags = OFlags::CREATE | OFlags::RDWR | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = openat(&folder, paths::CUSTODY, flags, Mode::RUSR | Mode::WUSR)?;
    folder::regular(file)
}

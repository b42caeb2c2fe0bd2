//! The log of what became of a bundle after it was closed: exports and imports, each line chained to the one before.
//!
//! It lies outside the seal, which is older. Whoever holds the bundle can leave it out or write it anew; the same hash
//! of a file in the logs of two offices is what neither can write alone.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

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
///
/// Half a line at the end was told to nobody: whoever wrote it died over it, and it makes room for the new one.
pub fn append(bundle: &Path, holder: &Holder, event: CustodyEvent) -> Result<(), CustodyError> {
    let failed = |error: io::Error| {
        CustodyError::Storage(EvidenceError::storage(
            Stored::Custody,
            bundle.join(paths::CUSTODY),
            error,
        ))
    };
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
    let record = CustodyRecord {
        seq: read.custody.records.len() as u64,
        at: stamp(&Zoned::now()),
        by: holder.by.clone(),
        host: holder.host.clone(),
        tool: holder.tool.clone(),
        seal,
        event,
    };
    let json = text::nameless_json(&record).and_then(|json| serde_json::to_vec(&json));
    let mut line = json.map_err(|error| failed(error.into()))?;
    let hash = chain::link_as(CUSTODY_CHAIN, &read.head, &line);
    line.extend_from_slice(format!("\t{hash}\n").as_bytes());
    let mut write = || {
        file.set_len(whole as u64)?;
        file.write_all(&line)?;
        file.sync_all()?;
        File::open(bundle)?.sync_all()
    };
    write().map_err(failed)
}

/// Reads the log of a bundle and says what is wrong with it; without a log there is nothing to say.
pub(super) fn check(bundle: &Path) -> Custody {
    match bundle::read_file(bundle, paths::CUSTODY, CUSTODY_LIMIT) {
        Ok(bytes) => read(&bytes, seal_of(bundle).as_deref()).custody,
        Err(bundle::BundleError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Custody::default(),
        Err(error) => Custody {
            records: Vec::new(),
            findings: vec![Finding::CustodyUnreadable(error.to_string())],
        },
    }
}

struct Read {
    custody: Custody,
    /// Chain hash of the last line.
    head: String,
}

fn read(bytes: &[u8], seal: Option<&str>) -> Read {
    let mut custody = Custody::default();
    let mut head = chain::ORIGIN.to_owned();
    for (raw, number) in bytes.split_inclusive(|byte| *byte == b'\n').zip(1..) {
        let read = journal::take_apart(raw).and_then(|(json, hash)| {
            let is_linked = chain::link_as(CUSTODY_CHAIN, &head, json) == hash;
            head = hash;
            read_record(json).map(|record| (record, is_linked))
        });
        match read {
            Ok((record, is_linked)) => {
                if !is_linked || record.seq.checked_add(1) != Some(number) {
                    custody.findings.push(Finding::CustodyChanged(number));
                }
                if record.seal.is_some() && record.seal.as_deref() != seal {
                    custody.findings.push(Finding::CustodyOfOther(number));
                }
                custody.records.push(record);
            }
            Err(fault) => custody.findings.push(Finding::CustodyBroken { line: number, fault }),
        }
    }
    Read { custody, head }
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

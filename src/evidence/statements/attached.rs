//! Signed files of others that krok keeps and cannot check: podpis zaufany, XAdES, PAdES. Only their bytes are watched.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use crate::evidence::bundle::{self, BundleError, FILE_LIMIT};
use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::finding::{Finding, StatementFinding};
use crate::evidence::text::nameless_json;
use crate::evidence::trail::stamp;
use crate::evidence::{chain, folder, paths, strict_json};

use super::review::is_taken;
use super::{MOST, StatementError, add, seal_bytes};

/// The longest list that is read, in bytes.
const LIST_LIMIT: u64 = 1024 * 1024;

/// A line of the list of attached files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    /// Name of the file in `countersign/`.
    pub file: String,
    /// Name that it had.
    pub name: String,
    /// What it is, as whoever attached it says.
    #[serde(rename = "as")]
    pub kind: Kind,
    /// SHA-256 in hex.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was attached.
    pub at: String,
    /// Account of whoever attached it.
    pub by: String,
}

/// What an attached file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A reviewer's verdict.
    Verdict,
    /// A consent.
    Consent,
    /// Something else.
    Other,
}

/// Keeps a signed file in `countersign/` and lists it; returns its line.
///
/// # Errors
///
/// Fails if the bundle has no seal, or if the file cannot be read or stored.
pub fn attach(path: &Path, file: &Path, kind: Kind, by: &str) -> Result<Attached, StatementError> {
    seal_bytes(path)?;
    let bytes = read(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stored = store(path, &name, &bytes)?;
    let attached = Attached {
        file: stored,
        name,
        kind,
        sha256: chain::sha256(&bytes),
        size: bytes.len() as u64,
        at: stamp(&Zoned::now()),
        by: by.to_owned(),
    };
    let failed = |error: io::Error| {
        let list = path.join(paths::COUNTERSIGN).join(paths::ATTACHED);
        StatementError::Storage(EvidenceError::storage(Stored::Statement, list, error))
    };
    let mut line = nameless_json(&attached)
        .and_then(|line| serde_json::to_vec(&line))
        .map_err(|error| failed(error.into()))?;
    line.push(b'\n');
    folder::append(path, paths::COUNTERSIGN, paths::ATTACHED, &line).map_err(failed)?;
    Ok(attached)
}

fn read(file: &Path) -> Result<Vec<u8>, StatementError> {
    let about = fs::metadata(file).map_err(StatementError::Unreadable)?;
    if !about.is_file() {
        return Err(StatementError::Unreadable(io::Error::other("not a regular file")));
    }
    let mut bytes = Vec::new();
    fs::File::open(file)
        .and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes))
        .map_err(StatementError::Unreadable)?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(StatementError::TooLarge);
    }
    Ok(bytes)
}

/// Stores a file under the first number that is free, with the ending by which it opens.
fn store(path: &Path, name: &str, bytes: &[u8]) -> Result<String, StatementError> {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    let is_plain = |ending: &&str| ending.len() <= 8 && ending.chars().all(|c| c.is_ascii_alphanumeric());
    let ending = ending.filter(is_plain).map(|ending| format!(".{ending}"));
    let ending = ending.unwrap_or_default();
    let mut taken = StatementError::TooLarge;
    for number in 1..=MOST {
        let name = format!("attached-{number}{ending}");
        match add(path, Some(paths::COUNTERSIGN), &name, bytes) {
            Ok(()) => return Ok(name),
            Err(error) if is_taken(&error) => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Reads the list of a bundle; lines that cannot be read, and files that are not as the list has them, are named.
pub fn attached(path: &Path, findings: &mut Vec<Finding>) -> Vec<Attached> {
    let list = format!("{}/{}", paths::COUNTERSIGN, paths::ATTACHED);
    let bytes = match bundle::read_file(path, &list, LIST_LIMIT) {
        Ok(bytes) => bytes,
        Err(BundleError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            findings.push(Finding::Unreadable {
                path: list,
                why: error.to_string(),
            });
            return Vec::new();
        }
    };
    let mut read = Vec::new();
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    for (line, number) in lines.zip(1..).take(MOST) {
        let understood = strict_json::check(line).and_then(|()| serde_json::from_slice::<Attached>(line));
        match understood {
            Ok(attached) if attached.file.starts_with("attached-") && !attached.file.contains('/') => {
                compare(path, &attached, findings);
                read.push(attached);
            }
            Ok(_) | Err(_) => findings.push(Finding::Statement(StatementFinding::AttachedLine(number))),
        }
    }
    read
}

fn compare(path: &Path, attached: &Attached, findings: &mut Vec<Finding>) {
    let file = format!("{}/{}", paths::COUNTERSIGN, attached.file);
    match bundle::read_file(path, &file, FILE_LIMIT) {
        Ok(bytes) if chain::sha256(&bytes) == attached.sha256 => {}
        Ok(_) => findings.push(Finding::FileChanged(file)),
        Err(_) => findings.push(Finding::FileMissing(file)),
    }
}

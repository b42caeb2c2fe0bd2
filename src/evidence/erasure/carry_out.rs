//! The removing itself: first the line that says so, durably, then the files. Whoever dies in between leaves files that
//! are said to be gone; the next removing takes them away, and until then [`verify`] names them.

use std::io;
use std::path::Path;

use crate::evidence::custody::{CustodyError, Holder, Lines, Log};
use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::finding::Finding;
use crate::evidence::folder::{Folder, Place};
use crate::evidence::format::{CustodyEvent, Erasure, FileReference, Policy, SignedLine};
use crate::evidence::paths;
use crate::evidence::signature::{Namespace, SignFault, Signer};
use crate::evidence::verify::{Verification, verify};

use super::Kind;

/// Files named in one line, so that no line is longer than any reader takes.
const FILES: usize = 2000;

/// What is to be removed, and on whose word.
pub struct Order<'o> {
    /// Files as the seal lists them. Those whose removing was interrupted need not be among them.
    pub files: &'o [FileReference],
    /// Who decided it.
    pub by: &'o str,
    /// Why.
    pub why: &'o str,
    /// By which rule.
    pub policy: Option<&'o Policy>,
    /// Who signs the line.
    pub signer: Option<&'o Signer>,
}

/// Why nothing, or not everything, was removed.
#[derive(Debug)]
pub enum EraseError {
    /// The bundle is not closed, not as it was when it was closed, or in use.
    NotWhole(Box<Verification>),
    /// A file is none of those that may go, or gone already.
    NotThere(String),
    /// The line could not be written; nothing was removed.
    Custody(CustodyError),
    /// The line could not be signed; nothing was removed.
    Sign(SignFault),
    /// A file could not be removed. The line that says that it is gone stands: to be removed with the next try.
    Storage(EvidenceError),
}

/// Removes files from a closed bundle, with those whose removing was interrupted, and returns the paths of all.
///
/// # Errors
///
/// Fails if the bundle is not as it was when it was closed, if somebody else writes its log, or if the disk refuses.
pub fn erase(bundle: &Path, holder: &Holder, order: &Order<'_>) -> Result<Vec<String>, EraseError> {
    let refused = |error: io::Error| EraseError::Storage(EvidenceError::storage(Stored::Folder, bundle, error));
    let folder = Folder::open(bundle).map_err(refused)?;
    let mut log = Log::open(bundle).map_err(EraseError::Custody)?;
    // Under the lock: nobody else removes anything meanwhile.
    let verification = verify(bundle);
    let is_writing = verification.completeness.contains(&Finding::StillWriting);
    if !verification.sealed || !verification.is_intact() || is_writing {
        return Err(EraseError::NotWhole(Box::new(verification)));
    }
    let unfinished: Vec<&str> = unfinished(&verification).collect();
    let gone = |path: &str| verification.erased.iter().any(|erased| erased.file.path == path);
    if let Some(file) = order
        .files
        .iter()
        .find(|file| Kind::of(&file.path).is_none() || gone(&file.path))
    {
        return Err(EraseError::NotThere(file.path.clone()));
    }
    let fresh: Vec<FileReference> = order
        .files
        .iter()
        .filter(|file| !unfinished.contains(&file.path.as_str()))
        .cloned()
        .collect();
    let mut lines = log.lines();
    for files in fresh.chunks(FILES) {
        announce(&log, &mut lines, (holder, order), files)?;
    }
    if !fresh.is_empty() {
        log.write(lines).map_err(EraseError::Custody)?;
    }
    let paths = unfinished.into_iter().map(str::to_owned);
    let paths: Vec<String> = paths.chain(fresh.into_iter().map(|file| file.path)).collect();
    remove(&folder, &paths)?;
    Ok(paths)
}

/// Returns the files that are said to be gone and are still there.
pub fn unfinished(verification: &Verification) -> impl Iterator<Item = &str> {
    verification.completeness.iter().filter_map(|finding| {
        if let Finding::ErasureUnfinished(path) = finding {
            return Some(path.as_str());
        }
        None
    })
}

fn announce(
    log: &Log,
    lines: &mut Lines,
    (holder, order): (&Holder, &Order<'_>),
    files: &[FileReference],
) -> Result<(), EraseError> {
    let erasure = Erasure {
        files: files.to_vec(),
        by: order.by.to_owned(),
        why: order.why.to_owned(),
        policy: order.policy.cloned(),
    };
    let (over, json) = log
        .add(lines, holder, CustodyEvent::Erased(erasure))
        .map_err(EraseError::Custody)?;
    if let Some(signer) = order.signer {
        let signature = signer.sign(Namespace::Erasure, &json).map_err(EraseError::Sign)?;
        let signed = CustodyEvent::Signed(SignedLine { over, signature });
        log.add(lines, holder, signed).map_err(EraseError::Custody)?;
    }
    Ok(())
}

fn remove(folder: &Folder, paths: &[String]) -> Result<(), EraseError> {
    let refused = |path: &str, error: io::Error| {
        EraseError::Storage(EvidenceError::storage(Stored::Erased, folder.path().join(path), error))
    };
    let gone = |place: Place, name: &str| match folder.remove(place, name) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    };
    for path in paths {
        let place = match Kind::of(path) {
            Some(Kind::Picture) => Place::Pictures,
            Some(Kind::Text) => Place::Texts,
            None => return Err(EraseError::NotThere(path.clone())),
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        gone(place, name).map_err(|error| refused(path, error))?;
    }
    // The print shows the pictures once more; it can be made anew.
    gone(Place::Root, paths::PRINT).map_err(|error| refused(paths::PRINT, error))?;
    for place in [Place::Pictures, Place::Texts, Place::Root] {
        folder.sync(place).map_err(|error| refused("", error))?;
    }
    Ok(())
}

//! What others, or the operator once more, say of a bundle after it was sealed: the seal's signature, countersignatures with
//! their verdicts, signed consents, and signed files that krok keeps without being able to check them.
//!
//! Everything here lies outside the seal's list and is held against the seal, or stands by itself.

mod attached;
mod draft;
mod review;

use std::io;
use std::path::Path;

use super::bundle;
use super::chain;
use super::error::{EvidenceError, Stored};
use super::folder;
use super::paths;
use super::signature::{Key, Namespace, SignFault, Signer};

pub use attached::{Attached, Kind, attach, attached};
pub use draft::ReviewDraft;
pub use review::{REMARK, Review, Ruling, StepReview, StepRuling, Steps, countersign, kept, record_review};

/// Files in `countersign/` that are looked at; who needs more has another use for the folder.
pub const MOST: usize = 1000;

/// What is said of a bundle by signatures that are good, whoever made them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// The key that signed the seal.
    pub seal: Option<Key>,
    /// Verdicts of reviewers.
    pub reviews: Vec<SignedReview>,
    /// Reviews that nobody signed: anybody may have written them.
    pub unsigned: Vec<UnsignedReview>,
    /// Consents with a signature of their own.
    pub consents: Vec<SignedConsent>,
    /// Signed files that krok cannot check.
    pub attached: Vec<Attached>,
}

/// A reviewer's verdict with a good signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedReview {
    /// Its file, below the bundle's folder.
    pub file: String,
    /// What it says.
    pub review: Review,
    /// The key that signed it.
    pub key: Key,
}

/// A review without a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsignedReview {
    /// Its file, below the bundle's folder.
    pub file: String,
    /// What it says.
    pub review: Review,
}

/// A consent with a good signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedConsent {
    /// Its file, below the bundle's folder.
    pub file: String,
    /// Who gave it, as it says itself.
    pub from: String,
    /// The key that signed it.
    pub key: Key,
}

/// A statement could not be added to a bundle.
#[derive(Debug)]
pub enum StatementError {
    /// The bundle has no seal yet, or none that can be read.
    Unsealed,
    /// The seal is another than the one that was reviewed.
    SealOther,
    /// A review that is not finished cannot be understood.
    Draft {
        /// Its file, below the bundle's folder.
        file: String,
        /// Why.
        why: String,
    },
    /// The seal is signed already.
    Signed,
    /// The file is larger than any that a bundle keeps.
    TooLarge,
    /// The file cannot be read.
    Unreadable(io::Error),
    /// Nothing could be signed.
    Sign(SignFault),
    /// It could not be stored.
    Storage(EvidenceError),
}

/// Signs the seal of a bundle, durably; a signature that is there is never replaced.
///
/// # Errors
///
/// Fails if there is no seal, or a signature already, or if it cannot be made or stored.
pub fn sign_seal(path: &Path, signer: &Signer) -> Result<(), StatementError> {
    let seal = seal_bytes(path)?;
    let signature = signer.sign(Namespace::Seal, &seal).map_err(StatementError::Sign)?;
    add(path, None, paths::SEAL_SIGNATURE, signature.as_bytes()).map_err(|error| {
        let is_there = matches!(&error, StatementError::Storage(EvidenceError::Storage { source, .. })
            if source.kind() == io::ErrorKind::AlreadyExists);
        if is_there { StatementError::Signed } else { error }
    })
}

/// Returns the SHA-256 of the seal of a bundle, in hex: what a review is bound to.
///
/// # Errors
///
/// Fails if there is no seal, or none that can be read.
pub fn seal_hash(path: &Path) -> Result<String, StatementError> {
    seal_bytes(path).map(|bytes| chain::sha256(&bytes))
}

fn seal_bytes(path: &Path) -> Result<Vec<u8>, StatementError> {
    match bundle::read_seal(path) {
        Ok(Some(_)) => bundle::read_file(path, paths::SEAL, bundle::FILE_LIMIT).map_err(|_| StatementError::Unsealed),
        Ok(None) | Err(_) => Err(StatementError::Unsealed),
    }
}

/// Adds a file beside what the seal lists, whole or not at all, never in the place of another.
fn add(path: &Path, below: Option<&str>, name: &str, bytes: &[u8]) -> Result<(), StatementError> {
    folder::add(path, below, name, bytes).map_err(|error| {
        let place = below.map_or_else(|| path.to_owned(), |below| path.join(below));
        StatementError::Storage(EvidenceError::storage(Stored::Statement, place.join(name), error))
    })
}

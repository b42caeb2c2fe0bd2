//! A review that is not finished: kept beside the evidence, so that whoever closes the browser loses nothing.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::evidence::bundle::{self, BundleError};
use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::{folder, paths};

use super::StatementError;
use super::review::{StepReview, plain_name};

/// Name of the format.
const FORMAT: &str = "krok-review-draft/1";

/// The longest draft that is read, in bytes.
const LIMIT: u64 = 64 * 1024 * 1024;

/// A review that is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewDraft {
    format: String,
    /// SHA-256 of the seal, in hex: what it is about.
    pub seal: String,
    /// What the reviewer is called.
    pub name: String,
    /// Steps shown, by the record that begins each.
    #[serde(default)]
    pub opened: Vec<u64>,
    /// What is said of steps so far.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepReview>,
}

impl ReviewDraft {
    /// Begins one.
    pub fn of(seal: &str, name: &str) -> Self {
        Self {
            format: FORMAT.to_owned(),
            seal: seal.to_owned(),
            name: name.to_owned(),
            opened: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Reads that of a reviewer; none if there is none, or only one about another seal or of somebody else.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read or understood.
    pub fn read(path: &Path, seal: &str, name: &str) -> Result<Option<Self>, StatementError> {
        let file = format!("{}/{}", paths::REVIEWS, file_of(name));
        let bytes = match bundle::read_file(path, &file, LIMIT) {
            Ok(bytes) => bytes,
            Err(BundleError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(BundleError::File { source, .. }) => return Err(StatementError::Unreadable(source)),
            Err(_) => return Err(StatementError::TooLarge),
        };
        let unusable = |why: String| StatementError::Draft {
            file: file.clone(),
            why,
        };
        let text = String::from_utf8(bytes).map_err(|error| unusable(error.to_string()))?;
        let draft: Self = toml::from_str(&text).map_err(|error| unusable(error.message().to_owned()))?;
        if draft.format != FORMAT {
            return Err(unusable(draft.format));
        }
        Ok((draft.seal == seal && draft.name == name).then_some(draft))
    }

    /// Keeps it in the place of the last one, whole or not at all.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be stored.
    pub fn keep(&self, path: &Path) -> Result<(), StatementError> {
        let name = file_of(&self.name);
        let text = toml::to_string(self).map_err(|error| failed(path, &name, io::Error::other(error.to_string())))?;
        folder::replace(path, paths::REVIEWS, &name, text.as_bytes()).map_err(|error| failed(path, &name, error))
    }

    /// Takes it away: the review is finished.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be removed.
    pub fn discard(&self, path: &Path) -> Result<(), StatementError> {
        let name = file_of(&self.name);
        folder::remove(path, paths::REVIEWS, &name).map_err(|error| failed(path, &name, error))
    }
}

fn file_of(name: &str) -> String {
    format!("{}{}", plain_name(name), paths::REVIEW_DRAFT)
}

fn failed(path: &Path, name: &str, error: io::Error) -> StatementError {
    let file = path.join(paths::REVIEWS).join(name);
    StatementError::Storage(EvidenceError::storage(Stored::Statement, file, error))
}

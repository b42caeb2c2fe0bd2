//! Tokens over the seal, stored beside it once the bundle is closed.

use std::error::Error;
use std::fmt;
use std::path::Path;

use super::fault::Fault;
use super::token::{TOKEN_LIMIT, Token};
use crate::evidence::bundle::{self, FILE_LIMIT, read_file};
use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::{folder, paths};

/// A token was not stored.
#[derive(Clone, Debug)]
pub enum KeepError {
    /// The bundle has no seal that can be read: there is nothing for a token to be about. What was seen instead.
    Unsealed(Option<String>),
    /// The token is not a good one.
    Wrong(Fault),
    /// The bundle has as many as are read.
    TooMany,
    /// The system refused to store.
    Storage(EvidenceError),
}

impl fmt::Display for KeepError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsealed(None) => out.write_str("the bundle has no seal"),
            Self::Unsealed(Some(why)) => write!(out, "the seal cannot be read: {why}"),
            Self::Wrong(fault) => write!(out, "not a good token: {fault:?}"),
            Self::TooMany => out.write_str("the bundle has as many time stamps as are read"),
            Self::Storage(error) => error.fmt(out),
        }
    }
}

impl Error for KeepError {}

/// Returns the bytes of a bundle's seal, over which a token is to be.
pub fn sealed(path: &Path) -> Result<Vec<u8>, KeepError> {
    let unsealed = |error: bundle::BundleError| KeepError::Unsealed(Some(error.to_string()));
    if bundle::read_seal(path).map_err(unsealed)?.is_none() {
        return Err(KeepError::Unsealed(None));
    }
    read_file(path, paths::SEAL, FILE_LIMIT).map_err(unsealed)
}

/// Stores a token over the seal of a bundle, durably, if it is one; returns it with its path. The same bytes are stored once.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(Token, String), KeepError> {
    let seal = sealed(path)?;
    let token = Token::read(bytes).map_err(KeepError::Wrong)?;
    token.check_about(&seal).map_err(KeepError::Wrong)?;
    if let Some(fault) = token.faults(None).into_iter().next() {
        return Err(KeepError::Wrong(fault));
    }
    for place in paths::seal_tokens() {
        match read_file(path, &place, TOKEN_LIMIT as u64) {
            Ok(there) if there == bytes => return Ok((token, place)),
            Ok(_) | Err(bundle::BundleError::TooLarge(_)) => {}
            Err(_) => {
                let failed =
                    |error| KeepError::Storage(EvidenceError::storage(Stored::Token, path.join(&place), error));
                let name = place.strip_prefix("anchors/").unwrap_or(&place);
                folder::place_below(path, paths::ANCHORS, name, bytes).map_err(failed)?;
                return Ok((token, place));
            }
        }
    }
    Err(KeepError::TooMany)
}

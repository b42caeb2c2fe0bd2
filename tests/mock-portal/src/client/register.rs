//! The register of incoming mail of a client: what it keeps for good of the documents that reached it.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::documents::{Document, sha1};
use crate::soap::Parcel;

/// One document in a client's register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The id of the subject that it is for.
    pub podmiot: String,
    /// The address of the skrytka that it came through.
    pub address: String,
    /// The login of the sender.
    pub sender: String,
    /// When the portal had accepted it.
    pub time: Timestamp,
    /// The bytes of the file.
    pub content: Vec<u8>,
    /// SHA-1 of the content, as the client computed it.
    pub sha1: String,
}

/// What a client keeps, in the order of arrival. It outlives the client's process.
#[derive(Debug, Default)]
pub struct Register {
    kept: Mutex<Vec<Kept>>,
}

impl Register {
    /// Everything kept.
    pub fn all(&self) -> Vec<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many copies of an accepted document are kept.
    pub(crate) fn copies_of(&self, document: &Document) -> usize {
        let all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .filter(|kept| kept.address == document.address && kept.time == document.time)
            .filter(|kept| kept.sha1 == document.sha1 && kept.podmiot == document.podmiot)
            .count()
    }

    /// Keeps a document, unless it was kept before a confirmation that never reached the portal.
    /// Returns the digest to confirm it by.
    pub(crate) fn keep(&self, parcel: Parcel) -> String {
        let kept = Kept {
            sha1: sha1(&parcel.letter.content),
            podmiot: parcel.podmiot,
            address: parcel.address,
            sender: parcel.letter.sender,
            time: parcel.time,
            content: parcel.letter.content,
        };
        let digest = kept.sha1.clone();
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.contains(&kept) {
            all.push(kept);
        }
        digest
    }
}

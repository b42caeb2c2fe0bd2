//! The files beside the lines of a trail: written, listed with their hashes, handed over to be made durable.

use std::fs::File;
use std::io::Write as _;

use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::folder::Place;
use crate::evidence::format::{AnchorPlace, Anchored, FileReference, Mask, Picture};
use crate::evidence::name::is_plain_name;
use crate::evidence::stamp::Facts;
use crate::evidence::syncer::Job;
use crate::evidence::{chain, paths, picture, text};

use super::Trail;

impl Trail {
    /// Stores an input under a plain name below `inputs/`.
    pub fn store_input(&mut self, name: &str, bytes: &[u8]) -> Result<FileReference, EvidenceError> {
        if !is_plain_name(name) {
            return Err(EvidenceError::Name(name.to_owned()));
        }
        self.store_hashed((Stored::Input, Place::Inputs), name, bytes, chain::sha256(bytes))
    }

    /// Stores a picture exactly as received; the bytes of the last one again give the same file again.
    pub fn store_picture(&mut self, png: &[u8]) -> Result<Picture, EvidenceError> {
        self.store_covered(png, Vec::new())
    }

    /// Stores a picture in which something was covered before it was taken.
    pub fn store_covered(&mut self, png: &[u8], masks: Vec<Mask>) -> Result<Picture, EvidenceError> {
        let (width, height) = picture::measure(png).map_err(EvidenceError::Picture)?;
        let sha256 = chain::sha256(png);
        if let (None, Some(last)) = (&self.failure, &self.last_picture)
            && last.file.sha256 == sha256
        {
            // Equal pixels may lie under other masks: what was taken with this picture counts, not what was with that one.
            return Ok(Picture { masks, ..last.clone() });
        }
        let name = format!("{:04}.png", self.pictures + 1);
        let file = self.store_hashed((Stored::Picture, Place::Pictures), &name, png, sha256)?;
        self.pictures += 1;
        let picture = Picture {
            file,
            width,
            height,
            corner: None,
            masks,
        };
        self.last_picture = Some(picture.clone());
        Ok(picture)
    }

    /// Stores a text snapshot without characters that act instead of being read; the last one again is the same file.
    pub fn store_text(&mut self, snapshot: &str) -> Result<FileReference, EvidenceError> {
        let snapshot = text::storable(snapshot, &mut self.masking);
        let sha256 = chain::sha256(snapshot.as_bytes());
        if let (None, Some(last)) = (&self.failure, &self.last_text)
            && last.sha256 == sha256
        {
            return Ok(last.clone());
        }
        let name = format!("{:04}.txt", self.texts + 1);
        let file = self.store_hashed((Stored::Text, Place::Texts), &name, snapshot.as_bytes(), sha256)?;
        self.texts += 1;
        self.last_text = Some(file.clone());
        Ok(file)
    }

    /// Stores a token over the chain hash of a record, durably; returns what the trail is to say of it, after which nothing is
    /// older than the token.
    pub fn store_token(
        &mut self,
        (place, over): (AnchorPlace, u64),
        bytes: &[u8],
        facts: &Facts,
    ) -> Result<Anchored, EvidenceError> {
        self.refuse_after_failure()?;
        let name = paths::token_name(place, over);
        let path = format!("{}/{name}", paths::ANCHORS);
        if let Err(error) = self.folder.place_token(&name, bytes) {
            return Err(self.storage_failure(Stored::Token, &path, error));
        }
        let anchored = Anchored {
            place,
            over,
            file: FileReference {
                path,
                sha256: chain::sha256(bytes),
                size: bytes.len() as u64,
            },
            gen_time: facts.at.to_string(),
            policy: facts.policy.clone(),
            serial: facts.serial.clone(),
            tsa: facts.authority.clone(),
        };
        Ok(anchored)
    }

    fn store_hashed(
        &mut self,
        (what, place): (Stored, Place),
        name: &str,
        bytes: &[u8],
        sha256: String,
    ) -> Result<FileReference, EvidenceError> {
        self.refuse_after_failure()?;
        let path = place.path_of(name);
        let file = match self.folder.create_file(place, name) {
            Ok(file) => file,
            Err(error) => return Err(self.storage_failure(what, &path, error)),
        };
        if let Err(error) = (&file).write_all(bytes) {
            // The rest of a file that did not fit is no evidence. Should it stay, `verify` names it.
            let _ = self.folder.remove(place, name);
            return Err(self.storage_failure(what, &path, error));
        }
        let reference = FileReference {
            path: path.clone(),
            sha256,
            size: bytes.len() as u64,
        };
        self.files.insert(path.clone(), reference.clone());
        self.hand_over(what, place, &path, file)?;
        Ok(reference)
    }

    fn hand_over(&mut self, what: Stored, place: Place, path: &str, file: File) -> Result<(), EvidenceError> {
        let folder = match self.folder.share(place) {
            Ok(folder) => folder,
            Err(error) => return Err(self.storage_failure(what, path, error)),
        };
        let job = Job {
            what,
            path: self.folder.path().join(path),
            file,
            folder,
        };
        self.syncer.hand_over(job).map_err(|error| self.fail(error))
    }
}

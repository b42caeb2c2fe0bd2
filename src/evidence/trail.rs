//! The writer of a bundle. A run holds exactly one, and stops when it refuses.
//!
//! Lines and files are written at once. Files are made durable in the background; after [`Trail::commit`], which
//! stands before every act with an effect, all of it is. After a failed write or sync nothing is known of what is on
//! disk, so a failure is final: it is never retried, and every later call repeats it.

mod files;
pub(super) mod reopened;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Instant;

use jiff::Zoned;
use sha2::{Digest as _, Sha256};

use super::chain;
use super::clock::Day;
use super::error::{EvidenceError, Stored};
use super::folder::{Alive, Folder, Place};
use super::format::{Event, FORMAT, FileReference, Masked, Picture, Record, Seal, SealState};
use super::journal::LINE_LIMIT;
use super::name::RunName;
use super::open_acts::OpenActs;
use super::paths;
use super::syncer::Syncer;
use super::text;
use crate::text::mask::Masking;

/// The append-only journal of a run, with the files it refers to.
#[derive(Debug)]
pub struct Trail {
    folder: Folder,
    name: RunName,
    format: String,
    file: File,
    began: Instant,
    chain: Chain,
    files: BTreeMap<String, FileReference>,
    pictures: u64,
    texts: u64,
    last_picture: Option<Picture>,
    last_text: Option<FileReference>,
    masking: Masking,
    open: OpenActs,
    ended: bool,
    syncer: Syncer,
    has_new_lines: bool,
    failure: Option<EvidenceError>,
    /// The latest day by the clock so far.
    day: Day,
    _alive: Alive,
}

#[derive(Debug)]
struct Chain {
    records: u64,
    first: String,
    last: String,
    bytes: u64,
    digest: Sha256,
}

impl Trail {
    /// Makes the folder of a new run below a root; a folder that exists, or a root that is a link, is refused.
    pub fn create(root: &Path, name: &RunName) -> Result<Self, EvidenceError> {
        let folder = Folder::create(root, name)?;
        let failed = |error| EvidenceError::storage(Stored::Trail, folder.path().join(paths::TRAIL), error);
        let file = folder.create_file(Place::Root, paths::TRAIL).map_err(failed)?;
        let syncer = Syncer::start().map_err(failed)?;
        let alive = folder.lock(&file)?;
        folder
            .reserve()
            .and_then(|()| folder.sync(Place::Root))
            .map_err(failed)?;
        Ok(Self {
            folder,
            name: name.clone(),
            format: FORMAT.to_owned(),
            file,
            began: Instant::now(),
            chain: Chain {
                records: 0,
                first: chain::ORIGIN.to_owned(),
                last: chain::ORIGIN.to_owned(),
                bytes: 0,
                digest: Sha256::new(),
            },
            files: BTreeMap::new(),
            pictures: 0,
            texts: 0,
            last_picture: None,
            last_text: None,
            masking: Masking::default(),
            open: OpenActs::default(),
            ended: false,
            syncer,
            has_new_lines: false,
            failure: None,
            day: Day::today(),
            _alive: alive,
        })
    }

    /// Returns the folder of the run.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the name of the run.
    pub fn name(&self) -> &RunName {
        &self.name
    }

    /// Says what is covered; before the first record, and PESEL numbers in any case.
    pub fn mask_by(&mut self, masking: Masking) {
        self.masking = masking;
    }

    /// Returns what is covered, and the names given so far.
    pub fn masking(&mut self) -> &mut Masking {
        &mut self.masking
    }

    /// Returns the number of pictures stored.
    pub fn pictures(&self) -> u64 {
        self.pictures
    }

    /// Returns the last record's sequence number and chain hash; none before the first.
    pub fn head(&self) -> Option<(u64, &str)> {
        let last = self.chain.records.checked_sub(1)?;
        Some((last, &self.chain.last))
    }

    /// Returns the day, which goes back for no clock that is put back meanwhile.
    pub fn today(&self) -> Day {
        self.day.max(Day::today())
    }

    /// Writes the next line and returns its sequence number. On disk it is after the next [`Trail::commit`].
    ///
    /// Names of masks that it uses for the first time are told before it; those of the first line, right behind it.
    pub fn append(&mut self, step: Option<&str>, event: Event) -> Result<u64, EvidenceError> {
        if event.started().is_none() {
            text::masked_json(&(step, &event), &mut self.masking).map_err(|error| self.trail_failure(error.into()))?;
            self.tell_masks()?;
        }
        let seq = self.write(step, event)?;
        self.tell_masks()?;
        Ok(seq)
    }

    fn tell_masks(&mut self) -> Result<(), EvidenceError> {
        for named in self.masking.take_fresh() {
            let masked = Masked {
                name: named.name,
                rule: named.rule.word().to_owned(),
                mark: named.mark,
            };
            self.write(None, Event::Masked(masked))?;
        }
        Ok(())
    }

    fn write(&mut self, step: Option<&str>, event: Event) -> Result<u64, EvidenceError> {
        self.refuse_after_failure()?;
        self.still_in_place()?;
        let seq = self.chain.records;
        let now = Instant::now();
        if event.recovered().is_some() {
            // What this clock is counted from ended with the program that broke off.
            self.began = now;
        }
        self.day = self.today();
        let record = Record {
            seq,
            at: stamp(&Zoned::now()),
            mono_ms: u64::try_from(now.duration_since(self.began).as_millis()).unwrap_or(u64::MAX),
            step: step.map(str::to_owned),
            event,
        };
        let json = text::masked_json(&record, &mut self.masking).and_then(|json| serde_json::to_vec(&json));
        let json = json.map_err(|error| self.trail_failure(error.into()))?;
        let hash = chain::link(&self.chain.last, &json);
        let mut line = json;
        line.extend_from_slice(format!("\t{hash}\n").as_bytes());
        if line.len() > LINE_LIMIT {
            return Err(EvidenceError::RecordTooLong(line.len()));
        }
        if let Err(error) = self.file.write_all(&line) {
            return Err(self.fail(self.trail_failure(error)));
        }
        if let Some(started) = record.event.started() {
            self.format.clone_from(&started.format);
        }
        self.chain.advance(hash, &line);
        self.open.follow(&record);
        self.ended = matches!(record.event, Event::RunFinished(_));
        self.has_new_lines = true;
        Ok(seq)
    }

    /// Makes everything written so far durable. To be called before every act with an effect and when a step ends.
    pub fn commit(&mut self) -> Result<(), EvidenceError> {
        self.refuse_after_failure()?;
        self.sync().map_err(|error| self.fail(error))?;
        self.still_in_place()
    }

    /// Commits and closes the bundle: what the seal lists is all there is.
    pub fn seal(mut self) -> Result<Seal, EvidenceError> {
        self.commit()?;
        self.close()
    }

    /// Closes a bundle whose evidence could not all be stored: gives back the room set aside, drops a torn last
    /// line, writes the closing records and seals. What is then missing, `verify` names. A run that has told its end is
    /// left as it is: nothing may follow that, and nobody knows whether it was stored.
    pub fn give_up(mut self, closing: Vec<(Option<String>, Event)>) -> Result<Seal, EvidenceError> {
        if self.ended {
            self.refuse_after_failure()?;
        }
        self.folder.release().map_err(|error| self.trail_failure(error))?;
        self.file
            .set_len(self.chain.bytes)
            .map_err(|error| self.trail_failure(error))?;
        io::Seek::seek(&mut self.file, io::SeekFrom::End(0)).map_err(|error| self.trail_failure(error))?;
        self.failure = None;
        for (step, event) in closing {
            self.append(step.as_deref(), event)?;
        }
        self.commit()?;
        self.close()
    }

    fn close(self) -> Result<Seal, EvidenceError> {
        let failed = |error| EvidenceError::storage(Stored::Seal, self.folder.path().join(paths::SEAL), error);
        self.folder.release().map_err(failed)?;
        let trail = FileReference {
            path: paths::TRAIL.to_owned(),
            sha256: chain::hex(&self.chain.digest.clone().finalize()),
            size: self.chain.bytes,
        };
        let mut files: Vec<FileReference> = self.files.into_values().chain([trail]).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let seal = Seal {
            format: self.format,
            run: self.name.to_string(),
            records: self.chain.records,
            first: self.chain.first,
            last: self.chain.last,
            state: if self.ended {
                SealState::Complete
            } else {
                SealState::Interrupted
            },
            uncertain: self.open.uncertain(),
            files,
        };
        let mut bytes = serde_json::to_vec_pretty(&seal).map_err(|error| failed(error.into()))?;
        bytes.push(b'\n');
        self.folder.place(paths::SEAL, &bytes).map_err(failed)?;
        Ok(seal)
    }

    /// Syncs the lines while the files are being synced: a file system that commits once serves both.
    fn sync(&mut self) -> Result<(), EvidenceError> {
        if self.has_new_lines {
            self.file.sync_data().map_err(|error| self.trail_failure(error))?;
            self.has_new_lines = false;
        }
        let path = self.folder.path().to_owned();
        self.syncer
            .settle(|error| EvidenceError::storage(Stored::Folder, path, error))
    }

    fn still_in_place(&mut self) -> Result<(), EvidenceError> {
        self.folder.still_holds(&self.file).map_err(|moved| self.fail(moved))
    }

    fn refuse_after_failure(&self) -> Result<(), EvidenceError> {
        self.failure.clone().map_or(Ok(()), Err)
    }

    fn fail(&mut self, error: EvidenceError) -> EvidenceError {
        self.failure = Some(error.clone());
        error
    }

    fn storage_failure(&mut self, what: Stored, path: &str, error: io::Error) -> EvidenceError {
        let error = EvidenceError::storage(what, self.folder.path().join(path), error);
        self.fail(error)
    }

    fn trail_failure(&self, error: io::Error) -> EvidenceError {
        EvidenceError::storage(Stored::Trail, self.folder.path().join(paths::TRAIL), error)
    }
}

impl Chain {
    fn advance(&mut self, hash: String, line: &[u8]) {
        if self.records == 0 {
            self.first.clone_from(&hash);
        }
        self.last = hash;
        self.records += 1;
        self.bytes += line.len() as u64;
        self.digest.update(line);
    }
}

/// Returns a moment as records have it: RFC 3339, local with offset, milliseconds.
pub(super) fn stamp(time: &Zoned) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

//! A trail that goes on where another program broke off.

use std::collections::BTreeMap;
use std::fs::File;
use std::time::Instant;

use sha2::{Digest as _, Sha256};

use crate::evidence::chain;
use crate::evidence::clock::Day;
use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::folder::{Alive, Folder};
use crate::evidence::format::{Event, FileReference};
use crate::evidence::journal::Line;
use crate::evidence::name::RunName;
use crate::evidence::open_acts::OpenActs;
use crate::evidence::paths;
use crate::evidence::syncer::Syncer;
use crate::text::mask::Masking;

use super::{Chain, Trail};

/// A run that broke off, as its lines and files have it.
pub(in crate::evidence) struct BrokenOff<'l> {
    pub(in crate::evidence) folder: Folder,
    pub(in crate::evidence) name: RunName,
    pub(in crate::evidence) format: String,
    /// The trail, locked, with nothing behind its last whole line.
    pub(in crate::evidence) file: File,
    pub(in crate::evidence) alive: Alive,
    pub(in crate::evidence) bytes: &'l [u8],
    pub(in crate::evidence) lines: &'l [Line],
    /// Every file of the bundle but the trail.
    pub(in crate::evidence) files: BTreeMap<String, FileReference>,
}

impl Trail {
    /// Goes on behind the last line.
    pub(in crate::evidence) fn reopen(run: BrokenOff<'_>) -> Result<Self, EvidenceError> {
        let path = run.folder.path().join(paths::TRAIL);
        let syncer = Syncer::start().map_err(|error| EvidenceError::storage(Stored::Trail, path, error))?;
        let hash_of = |line: Option<&Line>| line.map_or_else(|| chain::ORIGIN.to_owned(), |line| line.hash.clone());
        let mut open = OpenActs::default();
        let mut ended = false;
        let mut masking = Masking::default();
        for record in run.lines.iter().filter_map(|line| line.record.as_ref().ok()) {
            open.follow(record);
            if let Event::Masked(masked) = &record.event {
                masking.remember(&masked.name, None);
            }
            ended = record.event.finished().is_some();
        }
        Ok(Self {
            pictures: last_number(&run.files, paths::PICTURES),
            texts: last_number(&run.files, paths::TEXTS),
            folder: run.folder,
            name: run.name,
            format: run.format,
            file: run.file,
            began: Instant::now(),
            chain: Chain {
                records: run.lines.len() as u64,
                first: hash_of(run.lines.first()),
                last: hash_of(run.lines.last()),
                bytes: run.bytes.len() as u64,
                digest: Sha256::new_with_prefix(run.bytes),
            },
            files: run.files,
            last_picture: None,
            last_text: None,
            masking,
            open,
            ended,
            syncer,
            // Nobody knows whether the program that broke off came to sync them.
            has_new_lines: true,
            failure: None,
            day: Day::today(),
            _alive: run.alive,
        })
    }
}

/// Returns the highest number that the files of a folder have for a name.
fn last_number(files: &BTreeMap<String, FileReference>, folder: &str) -> u64 {
    let numbers = files.keys().filter_map(|path| {
        let (place, name) = path.split_once('/')?;
        let (number, _) = name.split_once('.')?;
        number.parse().ok().filter(|_| place == folder)
    });
    numbers.max().unwrap_or_default()
}

//! What a run that broke off left behind, looked at without writing, and whether such a run can have left it so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::evidence::bundle::{BundleError, TRAIL_LIMIT, read_seal};
use crate::evidence::error::EvidenceError;
use crate::evidence::finding::Finding;
use crate::evidence::folder::{Alive, Folder, Place};
use crate::evidence::format::{FileReference, Record, Recovered};
use crate::evidence::journal::{self, Line};
use crate::evidence::name::RunName;
use crate::evidence::trail::Trail;
use crate::evidence::trail::reopened::BrokenOff;
use crate::evidence::verify::files::{self, Found};
use crate::evidence::verify::{check_trail, integrity};
use crate::evidence::{chain, durable, paths};

use super::{RecoverError, TOOL};

/// What a run left, with the lock of its trail.
pub(super) struct Remains {
    pub(super) folder: Folder,
    pub(super) trail: File,
    alive: Alive,
    /// The whole lines.
    pub(super) whole: Vec<u8>,
    /// What stands behind them.
    pub(super) torn: Vec<u8>,
    /// What holds nothing.
    pub(super) leftovers: Vec<(Place, String)>,
    /// Every file of the bundle but the trail.
    pub(super) files: BTreeMap<String, FileReference>,
    lines: Vec<Line>,
    name: RunName,
    format: String,
    standing: Standing,
}

/// How far a run, or an earlier try to close its bundle, came.
pub(super) enum Standing {
    /// The run did not come to its end: what is to be told of it.
    BrokenOff(Recovered),
    /// That is told already; the seal is missing.
    Told(Recovered),
    /// The run came to its end; the seal is missing.
    Ended,
}

impl Remains {
    /// Takes the lock and looks.
    pub(super) fn look(bundle: &Path) -> Result<Self, RecoverError> {
        let unreadable = |path: &str| {
            let path = bundle.join(path);
            move |source| BundleError::File { path, source }
        };
        let folder = Folder::open(bundle).map_err(unreadable(""))?;
        let trail = folder.open_trail().map_err(unreadable(paths::TRAIL))?;
        let alive = folder.lock(&trail)?;
        if read_seal(bundle)?.is_some() {
            return Err(RecoverError::Sealed(bundle.to_owned()));
        }
        let mut whole = Vec::new();
        let reading = (&trail).take(TRAIL_LIMIT + 1).read_to_end(&mut whole);
        reading.map_err(unreadable(paths::TRAIL))?;
        if whole.len() as u64 > TRAIL_LIMIT {
            return Err(BundleError::TooLarge(bundle.join(paths::TRAIL)).into());
        }
        let lines_end = whole.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let torn = whole.split_off(lines_end);
        if whole.is_empty() {
            return Err(RecoverError::Empty(bundle.to_owned()));
        }
        let lines = journal::read(&whole);
        let mut findings = Vec::new();
        check_trail(&lines, &mut findings);
        if !torn.is_empty() {
            findings.extend(integrity::check_rest(&lines));
        }
        let found = files::look(bundle, &mut findings);
        let judged = Judged::of(&lines, whole.len() as u64, &found, &mut findings);
        let started = lines
            .first()
            .and_then(|line| line.record.as_ref().ok())
            .and_then(|record| record.event.started());
        let named = started.and_then(|started| Some((RunName::parse(&started.run)?, started.format.clone())));
        let Some((name, format)) = named.filter(|_| findings.is_empty()) else {
            return Err(RecoverError::Damaged(findings));
        };
        Ok(Self {
            folder,
            trail,
            alive,
            whole,
            torn,
            leftovers: judged.leftovers,
            files: judged.files,
            name,
            format,
            standing: judged.standing,
            lines,
        })
    }

    /// Returns the name under which the torn line is to be kept; none if it is kept already.
    pub(super) fn piece_to_keep(&self) -> Option<String> {
        let sha256 = chain::sha256(&self.torn);
        let kept: Vec<&FileReference> = self.files.values().filter(|file| is_piece(file)).collect();
        let is_kept = kept.iter().any(|file| file.sha256 == sha256);
        (!is_kept).then(|| paths::torn_name(self.whole.len() as u64, kept.len() + 1))
    }

    /// Takes a piece that was stored now into account.
    pub(super) fn add_piece(&mut self, name: &str) {
        let file = FileReference {
            path: Place::Torn.path_of(name),
            sha256: chain::sha256(&self.torn),
            size: self.torn.len() as u64,
        };
        if let Standing::BrokenOff(recovered) = &mut self.standing {
            recovered.torn.push(file.clone());
        }
        self.files.insert(file.path.clone(), file);
    }

    /// Returns the paths of all that was cut off.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &str> {
        self.files
            .values()
            .filter(|file| is_piece(file))
            .map(|file| file.path.as_str())
    }

    /// Goes on with the trail, of which the whole lines are all there is by now.
    pub(super) fn reopen(self) -> Result<(Trail, Standing), EvidenceError> {
        let trail = Trail::reopen(BrokenOff {
            folder: self.folder,
            name: self.name,
            format: self.format,
            file: self.trail,
            alive: self.alive,
            bytes: &self.whole,
            lines: &self.lines,
            files: self.files,
        })?;
        Ok((trail, self.standing))
    }
}

fn is_piece(file: &FileReference) -> bool {
    paths::torn_offset(&file.path).is_some()
}

/// The files of a bundle, each as what it is.
struct Judged {
    files: BTreeMap<String, FileReference>,
    leftovers: Vec<(Place, String)>,
    standing: Standing,
}

impl Judged {
    fn of(lines: &[Line], end: u64, found: &BTreeMap<String, Found>, findings: &mut Vec<Finding>) -> Self {
        let records: Vec<&Record> = lines.iter().filter_map(|line| line.record.as_ref().ok()).collect();
        let told = records.last().and_then(|record| record.event.recovered());
        let cut_at = if told.is_some() {
            lines.last().map_or(0, |line| line.start)
        } else {
            end
        };
        let (mut files, mut leftovers) = (BTreeMap::new(), Vec::new());
        for (path, real) in found {
            if paths::is_reference(path) || paths::torn_offset(path) == Some(cut_at) {
                files.insert(path.clone(), reference(path, real));
            } else if let Some(leftover) = leftover(path) {
                leftovers.push(leftover);
            } else if path != paths::TRAIL {
                findings.push(Finding::FileAdded(path.clone()));
            }
        }
        let named: BTreeSet<(&str, &str)> = records
            .iter()
            .flat_map(|record| record.references())
            .map(|file| (file.path.as_str(), file.sha256.as_str()))
            .collect();
        let is_named = |file: &&FileReference| named.contains(&(file.path.as_str(), file.sha256.as_str()));
        let pieces = files.values().filter(|file| is_piece(file)).count();
        for piece in 1..=pieces {
            let path = Place::Torn.path_of(&paths::torn_name(cut_at, piece));
            if !files.contains_key(&path) {
                findings.push(Finding::FileMissing(path));
            }
        }
        let (mut torn, loose): (Vec<_>, Vec<_>) = files
            .values()
            .filter(|file| !is_named(file))
            .cloned()
            .partition(is_piece);
        // The order in which they were cut off: 7.bin, 7-2.bin, …, 7-10.bin.
        torn.sort_by_key(|file| (file.path.len(), file.path.clone()));
        let ended = records.last().is_some_and(|record| record.event.finished().is_some());
        let told_of = told.map(|told| told.lost.as_slice());
        let lost = lost(&records, found, ended, told_of, findings);
        let now = Recovered {
            tool: TOOL.to_owned(),
            torn,
            loose,
            lost,
        };
        let standing = match told {
            None if ended => {
                // Nothing is cut off behind the end.
                findings.extend(now.torn.iter().map(|file| Finding::TornStray(file.path.clone())));
                Standing::Ended
            }
            None => Standing::BrokenOff(now),
            Some(told) => {
                // Whatever came after it was told came from somebody else.
                let added = now.torn.iter().chain(&now.loose);
                findings.extend(added.map(|file| Finding::FileAdded(file.path.clone())));
                Standing::Told(told.clone())
            }
        };
        Self {
            files,
            leftovers,
            standing,
        }
    }
}

/// Returns what records name and the disk has not; what cannot have been lost with the power was taken by somebody.
fn lost(
    records: &[&Record],
    found: &BTreeMap<String, Found>,
    ended: bool,
    told: Option<&[FileReference]>,
    findings: &mut Vec<Finding>,
) -> Vec<FileReference> {
    let proved = durable::proved_up_to(records);
    let mut lost = Vec::new();
    for (seq, file) in files::unfounded(records, found) {
        let can_be = match told {
            Some(told) => told.contains(file),
            // A run that came to its end has nobody to tell of it.
            None => !ended && proved.is_none_or(|proved| seq > proved),
        };
        if can_be {
            lost.push(file.clone());
        } else {
            findings.push(files::not_found(seq, file, found));
        }
    }
    lost
}

fn reference(path: &str, real: &Found) -> FileReference {
    FileReference {
        path: path.to_owned(),
        sha256: real.sha256.clone(),
        size: real.size,
    }
}

fn leftover(path: &str) -> Option<(Place, String)> {
    if paths::LEFTOVERS.contains(&path) {
        return Some((Place::Root, path.to_owned()));
    }
    let piece = path.strip_suffix(paths::DRAFT)?;
    paths::torn_offset(piece)?;
    let (_, name) = path.split_once('/')?;
    Some((Place::Torn, name.to_owned()))
}

//! The files of a bundle against the seal's list and against the records that refer to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::evidence::erasure::Erased;
use crate::evidence::finding::Finding;
use crate::evidence::format::{FileReference, Record};
use crate::evidence::paths::{LISTED_FOLDERS, TRAIL, UNLISTED_FILES, UNLISTED_FOLDERS, is_reference, torn_offset};
use crate::evidence::{chain, folder};

/// Files looked at before the rest is called too much.
const COUNT_LIMIT: usize = 100_000;

/// What a file really is.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::evidence) struct Found {
    pub(in crate::evidence) sha256: String,
    pub(in crate::evidence) size: u64,
}

impl Found {
    /// Tells whether these are the bytes that a record or the seal names.
    pub(in crate::evidence) fn is(&self, file: &FileReference) -> bool {
        file.sha256 == self.sha256 && file.size == self.size
    }
}

/// Hashes every file that the seal should list; names what is no plain file, or has no place in a bundle.
pub(in crate::evidence) fn look(bundle: &Path, findings: &mut Vec<Finding>) -> BTreeMap<String, Found> {
    let mut found = BTreeMap::new();
    for (name, kind) in entries(bundle, "", findings) {
        if kind.is_dir() {
            if LISTED_FOLDERS.contains(&name.as_str()) {
                look_into(bundle, &name, &mut found, findings);
            } else if !UNLISTED_FOLDERS.contains(&name.as_str()) {
                findings.push(Finding::FileAdded(format!("{name}/")));
            }
        } else if !kind.is_file() || LISTED_FOLDERS.contains(&name.as_str()) {
            findings.push(Finding::NotAFile(name));
        } else if !UNLISTED_FILES.contains(&name.as_str()) {
            measure(bundle, name, &mut found, findings);
        }
    }
    found
}

fn look_into(bundle: &Path, folder: &str, found: &mut BTreeMap<String, Found>, findings: &mut Vec<Finding>) {
    for (name, kind) in entries(bundle, folder, findings) {
        let path = format!("{folder}/{name}");
        if kind.is_file() {
            measure(bundle, path, found, findings);
        } else {
            findings.push(Finding::NotAFile(path));
        }
    }
}

/// Lists a folder in the order of names. Names that are not UTF-8 are shown with replacement characters.
fn entries(bundle: &Path, below: &str, findings: &mut Vec<Finding>) -> Vec<(String, fs::FileType)> {
    let mut list = Vec::new();
    let mut read = || -> io::Result<()> {
        for entry in fs::read_dir(bundle.join(below))?.take(COUNT_LIMIT + 1) {
            let entry = entry?;
            list.push((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?));
        }
        if list.len() > COUNT_LIMIT {
            return Err(io::Error::other(format!("more than {COUNT_LIMIT} files")));
        }
        Ok(())
    };
    if let Err(error) = read() {
        let path = if below.is_empty() { "." } else { below };
        findings.push(Finding::Unreadable {
            path: path.to_owned(),
            why: error.to_string(),
        });
    }
    list.sort_by(|one, other| one.0.cmp(&other.0));
    list
}

fn measure(bundle: &Path, path: String, found: &mut BTreeMap<String, Found>, findings: &mut Vec<Finding>) {
    match hash(bundle, &path) {
        Ok(file) => {
            found.insert(path, file);
        }
        Err(error) => findings.push(Finding::Unreadable {
            path,
            why: error.to_string(),
        }),
    }
}

fn hash(bundle: &Path, path: &str) -> io::Result<Found> {
    let mut file = folder::open(bundle, path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(Found {
                sha256: chain::hex(&digest.finalize()),
                size,
            });
        }
        size += count as u64;
        digest.update(buffer.get(..count).unwrap_or_default());
    }
}

/// Compares the seal's list with the files.
pub(super) fn check_list(
    list: &[FileReference],
    found: &BTreeMap<String, Found>,
    erased: &[Erased],
    findings: &mut Vec<Finding>,
) {
    for pair in list.windows(2) {
        if let [one, next] = pair
            && one.path >= next.path
        {
            findings.push(Finding::SealList(next.path.clone()));
        }
    }
    let mut changed: Vec<&FileReference> = Vec::new();
    for file in list {
        if file.path != TRAIL && !is_reference(&file.path) && torn_offset(&file.path).is_none() {
            findings.push(Finding::SealList(file.path.clone()));
        }
        match found.get(&file.path) {
            None if is_erased(file, erased) => {}
            None => findings.push(Finding::FileMissing(file.path.clone())),
            Some(real) if real.is(file) => {}
            Some(_) => changed.push(file),
        }
    }
    let listed: BTreeSet<&str> = list.iter().map(|file| file.path.as_str()).collect();
    let added = found.keys().filter(|path| !listed.contains(path.as_str()));
    findings.extend(added.map(|path| Finding::FileAdded(path.clone())));
    name_changed(changed, found, findings);
}

/// Tells an exchange of two files from a change of one.
fn name_changed(mut changed: Vec<&FileReference>, found: &BTreeMap<String, Found>, findings: &mut Vec<Finding>) {
    let holds = |path: &str, other: &FileReference| found.get(path).is_some_and(|real| real.is(other));
    while let Some(file) = changed.pop() {
        let partner = changed
            .iter()
            .position(|other| holds(&file.path, other) && holds(&other.path, file));
        findings.push(match partner {
            Some(index) => Finding::FilesSwapped(changed.remove(index).path.clone(), file.path.clone()),
            None => Finding::FileChanged(file.path.clone()),
        });
    }
}

/// Tells whether a file was removed after the bundle was closed, as it was named.
pub(super) fn is_erased(file: &FileReference, erased: &[Erased]) -> bool {
    // In the order of paths, as they were settled.
    let at = erased.binary_search_by(|each| each.file.path.cmp(&file.path));
    at.is_ok_and(|at| erased.get(at).is_some_and(|each| each.file == *file))
}

/// Compares what records say of files with the files; each file is named once.
pub(super) fn check_references(
    records: &[&Record],
    found: &BTreeMap<String, Found>,
    erased: &[Erased],
    findings: &mut Vec<Finding>,
) {
    let told = || records.iter().filter_map(|record| record.event.recovered());
    let is_told = |file: &FileReference| told().any(|recovered| recovered.lost.contains(file));
    for (seq, file) in unfounded(records, found) {
        if !is_told(file) && !is_erased(file, erased) {
            findings.push(not_found(seq, file, found));
        }
    }
}

/// Returns the files that are not as a record names them, each once, with the first such record.
pub(in crate::evidence) fn unfounded<'r>(
    records: &[&'r Record],
    found: &BTreeMap<String, Found>,
) -> Vec<(u64, &'r FileReference)> {
    let mut named = BTreeSet::new();
    let all = records
        .iter()
        .flat_map(|record| record.references().map(|file| (record.seq, file)));
    all.filter(|(_, file)| !found.get(&file.path).is_some_and(|real| real.is(file)) && named.insert(&file.path))
        .collect()
}

/// Says what is wrong with a file that is not as a record names it.
pub(in crate::evidence) fn not_found(seq: u64, file: &FileReference, found: &BTreeMap<String, Found>) -> Finding {
    let path = file.path.clone();
    if found.contains_key(&path) {
        Finding::ReferenceDiffers { seq, path }
    } else {
        Finding::ReferenceMissing { seq, path }
    }
}

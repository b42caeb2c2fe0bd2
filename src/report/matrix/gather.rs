//! Every folder below a root, however it is nested; nothing that is wrong with one keeps the others from being read.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::evidence::paths;
use crate::report::index::IndexError;
use crate::text::language::Language;

use super::Vouching;
use super::folder::{Content, Folder};

/// Folders within each other that are looked into: an office's, a series', the bundle's.
const DEEPEST: u32 = 4;

/// Where a bundle or something else lies.
enum Place {
    Bundle(PathBuf),
    Other(PathBuf, Content),
}

/// Looks at every folder below a root.
pub(super) fn folders(root: &Path, vouching: Vouching<'_>, language: Language) -> Result<Vec<Folder>, IndexError> {
    let mut places = Vec::new();
    let has_bundle = look(root, Path::new(""), DEEPEST, &mut places).map_err(|source| IndexError::Folder {
        path: root.to_owned(),
        source,
    })?;
    if !has_bundle {
        return Err(IndexError::Empty(root.to_owned()));
    }
    let read = |place| match place {
        Place::Bundle(path) => Folder::read(root, path, vouching, language),
        Place::Other(path, content) => Folder { path, content },
    };
    Ok(places.into_iter().map(read).collect())
}

/// Gathers what lies below a folder; says whether there is a bundle among it.
fn look(root: &Path, below: &Path, depth: u32, places: &mut Vec<Place>) -> io::Result<bool> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        entries.push((entry.file_name(), entry.file_type()));
    }
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    let mut has_bundle = false;
    for (name, kind) in entries {
        let path = below.join(name);
        match kind {
            Err(error) => places.push(Place::Other(path, Content::Unreadable(error))),
            Ok(kind) => has_bundle |= take(root, path, kind, depth, places),
        }
    }
    Ok(has_bundle)
}

/// Takes in one entry of a folder.
fn take(root: &Path, path: PathBuf, kind: FileType, depth: u32, places: &mut Vec<Place>) -> bool {
    let full = root.join(&path);
    if kind.is_symlink() {
        // A link could show a bundle of elsewhere as one of these.
        if full.is_dir() {
            places.push(Place::Other(path, Content::Link));
        }
        return false;
    }
    if !kind.is_dir() {
        return false;
    }
    if is_bundle(&full) {
        places.push(Place::Bundle(path));
        return true;
    }
    let before = places.len();
    let found = match depth.checked_sub(1) {
        None => Ok(false),
        Some(depth) => look(root, &path, depth, places),
    };
    match found {
        Ok(true) => true,
        // Of a folder without any bundle its own name is enough.
        Ok(false) => {
            let is_readable = !places
                .iter()
                .skip(before)
                .any(|place| matches!(place, Place::Other(_, Content::Unreadable(_))));
            if is_readable {
                places.truncate(before);
                places.push(Place::Other(path, Content::Foreign));
            }
            false
        }
        Err(error) => {
            places.truncate(before);
            places.push(Place::Other(path, Content::Unreadable(error)));
            false
        }
    }
}

/// Tells whether a folder is, or was, that of a run.
pub(super) fn is_bundle(path: &Path) -> bool {
    [paths::TRAIL, paths::SEAL]
        .iter()
        .any(|name| path.join(name).symlink_metadata().is_ok())
}

//! Packing: the files of a bundle into one zip file, whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::evidence::paths::{LEFTOVERS, RESERVE, is_review_draft};
use crate::evidence::{chain, folder};

use super::error::{EntryFault, HandoverError};
use super::names::{self, EntryName, Taken};
use super::{ENTRY_LIMIT, TOTAL_LIMIT, limit_of};

/// A zip file that is written and durable but has no name yet: dropped, it is gone.
#[derive(Debug)]
pub struct Draft {
    file: NamedTempFile,
    out: PathBuf,
    /// SHA-256 of the whole file in hex.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Number of files in it.
    pub files: usize,
}

/// A file that goes along with those of a bundle, in the place of one of its path: path below the bundle's folder, bytes.
pub type Added<'a> = (&'a str, &'a [u8]);

/// Packs a bundle as it lies there; nothing stands at `out` before [`Draft::settle`].
pub fn pack(bundle: &Path, added: Option<Added<'_>>, out: &Path) -> Result<Draft, HandoverError> {
    let unreadable = |source| HandoverError::Unreadable {
        path: bundle.to_owned(),
        source,
    };
    let bundle = bundle.canonicalize().map_err(unreadable)?;
    let top = bundle.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if names::check_part(&top).is_err() {
        return Err(HandoverError::Folder(top));
    }
    let unwritable = |source| HandoverError::Unwritable {
        path: out.to_owned(),
        source,
    };
    let parent = parent_of(out);
    if parent.canonicalize().map_err(unwritable)?.starts_with(&bundle) {
        return Err(HandoverError::Inside(out.to_owned()));
    }
    if out.symlink_metadata().is_ok() {
        return Err(HandoverError::Exists(out.to_owned()));
    }
    let items = list(&bundle, added)?;
    check(&top, &items)?;
    let draft = tempfile::Builder::new().prefix(".krok-export-").tempfile_in(parent);
    let mut file = draft.map_err(unwritable)?;
    let mut zip = ZipWriter::new(BufWriter::new(file.as_file_mut()));
    for item in &items {
        add(&mut zip, &bundle, &top, item, out)?;
    }
    let written = zip
        .finish()
        .map_err(io::Error::from)
        .and_then(|mut inner| inner.flush());
    written.map_err(unwritable)?;
    let (sha256, size) = settle_and_hash(file.as_file_mut()).map_err(unwritable)?;
    Ok(Draft {
        file,
        out: out.to_owned(),
        sha256,
        size,
        files: items.iter().filter(|item| !item.is_folder).count(),
    })
}

impl Draft {
    /// Gives the file its name, durably; one that is there meanwhile is not overwritten.
    pub fn settle(self) -> Result<(), HandoverError> {
        let Self { file, out, .. } = self;
        let unwritable = |source| HandoverError::Unwritable {
            path: out.clone(),
            source,
        };
        match file.persist_noclobber(&out) {
            Ok(_) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Err(HandoverError::Exists(out)),
            Err(error) => return Err(unwritable(error.error)),
        }
        let directory = File::open(parent_of(&out)).and_then(|parent| parent.sync_all());
        directory.map_err(unwritable)
    }
}

/// A file or folder below the bundle's folder.
struct Item<'a> {
    path: String,
    is_folder: bool,
    /// What it holds, if that lies not in the bundle.
    added: Option<&'a [u8]>,
}

/// Lists what a bundle holds, sorted; what a program that died may have left half written is no part of it,
/// nor what a reviewer has not finished.
fn list<'a>(bundle: &Path, added: Option<Added<'a>>) -> Result<Vec<Item<'a>>, HandoverError> {
    let mut items = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let place = bundle.join(&below);
        let unreadable = |source| HandoverError::Unreadable {
            path: place.clone(),
            source,
        };
        for entry in fs::read_dir(&place).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_leftover = LEFTOVERS.contains(&name.as_str()) || name == RESERVE;
            if (below.is_empty() && is_leftover) || is_review_draft(&below, &name) {
                continue;
            }
            let path = if below.is_empty() {
                name
            } else {
                format!("{below}/{name}")
            };
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_symlink() {
                return Err(HandoverError::entry(path, EntryFault::Link));
            }
            if !kind.is_file() && !kind.is_dir() {
                return Err(HandoverError::entry(path, EntryFault::NotAFile));
            }
            // A folder too deep for the names of entries is refused by its name, and not gone into.
            if kind.is_dir() && EntryName::parse(format!("x/{path}/").as_bytes()).is_ok() {
                folders.push(path.clone());
            }
            items.push(Item {
                path,
                is_folder: kind.is_dir(),
                added: None,
            });
            if items.len() > ENTRY_LIMIT {
                return Err(HandoverError::TooMany(items.len()));
            }
        }
    }
    if let Some((path, bytes)) = added {
        items.retain(|item| item.path != path);
        items.push(Item {
            path: path.to_owned(),
            is_folder: false,
            added: Some(bytes),
        });
    }
    items.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(items)
}

/// Makes sure that whoever takes the file in accepts its names.
fn check(top: &str, items: &[Item<'_>]) -> Result<(), HandoverError> {
    let mut taken = Taken::default();
    for item in items {
        let refused = |fault| HandoverError::entry(item.path.clone(), fault);
        let name = EntryName::parse(entry_of(top, item).as_bytes());
        let name = name.map_err(|fault| refused(EntryFault::Name(fault)))?;
        taken.take(&name).map_err(refused)?;
    }
    Ok(())
}

fn entry_of(top: &str, item: &Item<'_>) -> String {
    let end = if item.is_folder { "/" } else { "" };
    format!("{top}/{}{end}", item.path)
}

fn add<W: Write + io::Seek>(
    zip: &mut ZipWriter<W>,
    bundle: &Path,
    top: &str,
    item: &Item<'_>,
    out: &Path,
) -> Result<(), HandoverError> {
    let unwritable = |source| HandoverError::Unwritable {
        path: out.to_owned(),
        source,
    };
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(if item.is_folder { 0o700 } else { 0o600 });
    let name = entry_of(top, item);
    if item.is_folder {
        return zip
            .add_directory(name, options)
            .map_err(|error| unwritable(error.into()));
    }
    zip.start_file(name, options)
        .map_err(|error| unwritable(error.into()))?;
    let unreadable = |source| HandoverError::Unreadable {
        path: bundle.join(&item.path),
        source,
    };
    if let Some(bytes) = item.added {
        return zip.write_all(bytes).map_err(unwritable);
    }
    let limit = limit_of(&item.path);
    let mut file = folder::open(bundle, &item.path).map_err(unreadable)?.take(limit + 1);
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    loop {
        let count = file.read(&mut buffer).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        size += count as u64;
        if size > limit {
            return Err(HandoverError::entry(item.path.clone(), EntryFault::TooLarge(size)));
        }
        zip.write_all(buffer.get(..count).unwrap_or_default())
            .map_err(unwritable)?;
    }
    Ok(())
}

/// Makes a file durable and returns its hash and size.
fn settle_and_hash(file: &mut File) -> io::Result<(String, u64)> {
    file.sync_all()?;
    let size = file.seek(SeekFrom::End(0))?;
    if size > TOTAL_LIMIT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok((hash(file)?, size))
}

/// Returns the SHA-256 of a whole file in hex.
pub(super) fn hash(file: &mut File) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(chain::hex(&digest.finalize()));
        }
        digest.update(buffer.get(..count).unwrap_or_default());
    }
}

fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

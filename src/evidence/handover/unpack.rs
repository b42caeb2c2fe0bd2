//! Unpacking: a zip file from anybody into a new folder, whole or not at all.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, Read, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use zip::ZipArchive;

use crate::evidence::{folder, paths};

use super::error::{EntryFault, HandoverError, ZipFault};
use super::layout::{self, Entry, Layout, Stop};
use super::{TOTAL_LIMIT, pack};

/// A bundle that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Its folder.
    pub path: PathBuf,
    /// SHA-256 of the zip file in hex.
    pub sha256: String,
    /// Size of the zip file in bytes.
    pub size: u64,
    /// Number of files in it.
    pub files: usize,
}

/// Unpacks a bundle into a new folder of its name below `into`. Refused or broken off, it leaves nothing behind.
pub fn unpack(archive: &Path, into: &Path) -> Result<Unpacked, HandoverError> {
    let unreadable = |source| HandoverError::Unreadable {
        path: archive.to_owned(),
        source,
    };
    let mut file = open(archive).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > TOTAL_LIMIT {
        return Err(HandoverError::TooLarge(size));
    }
    let layout = layout::read(&mut file).map_err(|stop| match stop {
        Stop::Read(source) => unreadable(source),
        Stop::Refused(error) => error,
    })?;
    let below = |entry: &Entry, path: &str| !entry.name.is_folder && entry.name.below().1 == Some(path);
    if !layout.entries.iter().any(|entry| below(entry, paths::TRAIL)) {
        return Err(HandoverError::NoBundle);
    }
    let sha256 = pack::hash(&mut file).map_err(unreadable)?;
    let path = into.join(&layout.top);
    let unwritable = |source| HandoverError::Unwritable {
        path: path.clone(),
        source,
    };
    if path.symlink_metadata().is_ok() {
        return Err(HandoverError::Exists(path));
    }
    folder::make_way(into).map_err(unwritable)?;
    let draft = tempfile::Builder::new().prefix(".krok-import-").tempdir_in(into);
    let draft = draft.map_err(unwritable)?;
    let files = unpack_all(file, &layout, draft.path(), archive)?;
    match rename(&draft.path().join(&layout.top), &path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(HandoverError::Exists(path)),
        Err(error) => return Err(unwritable(error)),
    }
    sync(into).map_err(unwritable)?;
    Ok(Unpacked {
        path,
        sha256,
        size,
        files,
    })
}

fn open(path: &Path) -> io::Result<File> {
    // Without NONBLOCK a named pipe in place of a file would hold the reader for ever.
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("not a regular file"))
    }
}

fn unpack_all(file: File, layout: &Layout, draft: &Path, archive: &Path) -> Result<usize, HandoverError> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| HandoverError::Zip(ZipFault::Directory))?;
    let mut folders = vec![draft.join(&layout.top)];
    let mut files = 0;
    for entry in &layout.entries {
        let target = draft.join(entry.name.path());
        let unwritable = |source| HandoverError::Unwritable {
            path: target.clone(),
            source,
        };
        let folder = if entry.name.is_folder {
            Some(target.as_path())
        } else {
            target.parent()
        };
        if let Some(folder) = folder {
            make(folder).map_err(unwritable)?;
            folders.extend(
                folder
                    .ancestors()
                    .take_while(|above| *above != draft)
                    .map(Path::to_owned),
            );
        }
        if entry.name.is_folder {
            continue;
        }
        files += 1;
        let broken = |why: String| HandoverError::entry(entry.name.path(), EntryFault::Contents(why));
        let packed = zip
            .by_name(entry.name.path())
            .map_err(|error| broken(error.to_string()))?;
        let out = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&target);
        let mut out = out.map_err(unwritable)?;
        copy(packed, &mut out, entry).map_err(|failed| match failed {
            Failed::Contents(why) => broken(why),
            Failed::Write(source) => unwritable(source),
        })?;
        out.sync_all().map_err(unwritable)?;
    }
    folders.sort();
    folders.dedup();
    for folder in folders {
        sync(&folder).map_err(|source| HandoverError::Unwritable {
            path: archive.with_file_name(&layout.top),
            source,
        })?;
    }
    Ok(files)
}

enum Failed {
    Contents(String),
    Write(io::Error),
}

/// Copies an entry: what it grows beyond the size that it declares is never written.
fn copy(packed: impl Read, out: &mut File, entry: &Entry) -> Result<(), Failed> {
    let mut packed = packed.take(entry.size + 1);
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    loop {
        // The reader compares the checksum when it comes to the end.
        let read = packed.read(&mut buffer);
        let count = read.map_err(|error| Failed::Contents(error.to_string()))?;
        size += count as u64;
        if size > entry.size || count == 0 && size < entry.size {
            return Err(Failed::Contents("size".to_owned()));
        }
        if count == 0 {
            return Ok(());
        }
        let bytes = buffer.get(..count).unwrap_or_default();
        out.write_all(bytes).map_err(Failed::Write)?;
    }
}

fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Gives a folder its name, unless something has it.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some file systems of networks and memory sticks do not know it.
        Err(Errno::INVAL | Errno::NOSYS) if to.symlink_metadata().is_err() => std::fs::rename(from, to),
        other => Ok(other?),
    }
}

//! The folder of a run: made for its owner only, written through handles, so that no link can lead a file elsewhere.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{
    AtFlags, FlockOperation, Mode, OFlags, RenameFlags, flock, fsync, linkat, mkdirat, openat, renameat, renameat_with,
    statat, unlinkat,
};
use rustix::io::Errno;

use super::error::{EvidenceError, Stored};
use super::name::RunName;
use super::paths;

/// Bytes kept back for the closing records of a run that meets a full disk.
const RESERVE_SIZE: usize = 256 * 1024;

/// The folder of a run and those below it, open.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    root: OwnedFd,
    pictures: OwnedFd,
    texts: OwnedFd,
    inputs: OwnedFd,
    /// Made only when something is cut off the trail.
    torn: Option<OwnedFd>,
}

/// One of the folders of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Root,
    Pictures,
    Texts,
    Inputs,
    Torn,
}

impl Place {
    fn prefix(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Pictures => "pictures/",
            Self::Texts => "texts/",
            Self::Inputs => "inputs/",
            Self::Torn => "torn/",
        }
    }

    /// Returns the path of a file here, below the bundle's folder.
    pub(super) fn path_of(self, name: &str) -> String {
        format!("{}{name}", self.prefix())
    }
}

/// The lock of a trail. It goes with its last handle, and a program that is just being started holds one of each for a moment:
/// so it is given back by name.
#[derive(Debug)]
pub(super) struct Alive(File);

impl Drop for Alive {
    fn drop(&mut self) {
        // The kernel takes it back in any case.
        let _ = flock(&self.0, FlockOperation::Unlock);
    }
}

impl Folder {
    pub(super) fn create(root: &Path, name: &RunName) -> Result<Self, EvidenceError> {
        let failed = |path: &Path, error: io::Error| EvidenceError::storage(Stored::Folder, path, error);
        make_way(root).map_err(|error| failed(root, error))?;
        let parent = open_root(root).map_err(|error| match error {
            Errno::LOOP | Errno::NOTDIR => EvidenceError::Link(root.to_owned()),
            other => failed(root, other.into()),
        })?;
        let path = root.join(name.as_str());
        let run = make_folder(&parent, name.as_str()).map_err(|error| match error {
            Errno::EXIST => EvidenceError::FolderExists(path.clone()),
            other => failed(&path, other.into()),
        })?;
        let below = |name: &str| make_folder(&run, name).map_err(|error| failed(&path.join(name), error.into()));
        let (pictures, texts, inputs) = (below(paths::PICTURES)?, below(paths::TEXTS)?, below(paths::INPUTS)?);
        for directory in [&run, &parent] {
            fsync(directory).map_err(|error| failed(&path, error.into()))?;
        }
        Ok(Self {
            path,
            root: run,
            pictures,
            texts,
            inputs,
            torn: None,
        })
    }

    /// Opens the folder of a run that broke off.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let root = open_root(path)?;
        let below = |name: &str| openat(&root, name, folder_flags(), Mode::empty());
        let torn = match below(paths::TORN) {
            Ok(torn) => Some(torn),
            Err(Errno::NOENT) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Self {
            path: path.to_owned(),
            pictures: below(paths::PICTURES)?,
            texts: below(paths::TEXTS)?,
            inputs: below(paths::INPUTS)?,
            torn,
            root,
        })
    }

    /// Opens the trail of a run that broke off, to read it and to append to it.
    pub(super) fn open_trail(&self) -> io::Result<File> {
        // Without NONBLOCK a named pipe in its place would hold the reader for ever.
        let flags = OFlags::RDWR | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        regular(openat(&self.root, paths::TRAIL, flags, Mode::empty())?)
    }

    /// Makes the folder of what is cut off the trail, if it is not there yet.
    pub(super) fn make_torn(&mut self) -> io::Result<()> {
        if self.torn.is_none() {
            self.torn = Some(make_folder(&self.root, paths::TORN)?);
        }
        Ok(())
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes a new file for its owner only; one that is there already is an error.
    pub(super) fn create_file(&self, place: Place, name: &str) -> io::Result<File> {
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(File::from(openat(
            self.handle(place)?,
            name,
            flags,
            Mode::RUSR | Mode::WUSR,
        )?))
    }

    /// Removes a file.
    pub(super) fn remove(&self, place: Place, name: &str) -> io::Result<()> {
        Ok(unlinkat(self.handle(place)?, name, AtFlags::empty())?)
    }

    /// Returns another handle of a folder.
    pub(super) fn share(&self, place: Place) -> io::Result<OwnedFd> {
        self.handle(place)?.try_clone()
    }

    /// Makes the names in a folder durable.
    pub(super) fn sync(&self, place: Place) -> io::Result<()> {
        Ok(fsync(self.handle(place)?)?)
    }

    /// Takes the lock that says: this run is alive.
    pub(super) fn lock(&self, trail: &File) -> Result<Alive, EvidenceError> {
        let path = self.path.join(paths::TRAIL);
        let failed = |error: io::Error| EvidenceError::storage(Stored::Trail, path.clone(), error);
        let held = trail.try_clone().map_err(failed)?;
        flock(&held, FlockOperation::NonBlockingLockExclusive).map_err(|error| match error {
            Errno::WOULDBLOCK => EvidenceError::Locked(path.clone()),
            other => failed(other.into()),
        })?;
        Ok(Alive(held))
    }

    /// Makes sure that the trail still stands where it was made: handles lead on into a folder that was moved or removed.
    pub(super) fn still_holds(&self, trail: &File) -> Result<(), EvidenceError> {
        let path = self.path.join(paths::TRAIL);
        let open = trail
            .metadata()
            .map_err(|error| EvidenceError::storage(Stored::Trail, &path, error))?;
        match path.symlink_metadata() {
            Ok(found) if (found.dev(), found.ino()) == (open.dev(), open.ino()) => Ok(()),
            Ok(_) => Err(EvidenceError::Moved(path)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Err(EvidenceError::Moved(path))
            }
            Err(error) => Err(EvidenceError::storage(Stored::Trail, path, error)),
        }
    }

    /// Sets room aside.
    pub(super) fn reserve(&self) -> io::Result<()> {
        self.create_file(Place::Root, paths::RESERVE)?
            .write_all(&vec![0; RESERVE_SIZE])
    }

    /// Gives the room back.
    pub(super) fn release(&self) -> io::Result<()> {
        match unlinkat(&self.root, paths::RESERVE, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a file whole or not at all, durably.
    pub(super) fn place(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let draft = self.draft(Place::Root, name, bytes)?;
        self.settle(Place::Root, &draft, name)
    }

    /// Writes a token whole or not at all, durably.
    pub(super) fn place_token(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        place_in(&self.root, paths::ANCHORS, name, bytes)
    }

    /// Writes a file under a name that says that it may be half written, durably but for the name, which it returns.
    pub(super) fn draft(&self, place: Place, name: &str, bytes: &[u8]) -> io::Result<String> {
        let draft = format!("{name}{}", paths::DRAFT);
        let mut file = self.create_file(place, &draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(draft)
    }

    /// Gives a draft its name, durably.
    pub(super) fn settle(&self, place: Place, draft: &str, name: &str) -> io::Result<()> {
        let folder = self.handle(place)?;
        renameat(folder, draft, folder, name)?;
        self.sync(place)
    }

    fn handle(&self, place: Place) -> io::Result<&OwnedFd> {
        Ok(match place {
            Place::Root => &self.root,
            Place::Pictures => &self.pictures,
            Place::Texts => &self.texts,
            Place::Inputs => &self.inputs,
            Place::Torn => self.torn.as_ref().ok_or(Errno::NOENT)?,
        })
    }
}

/// Makes a folder and those above it that are missing, for their owner only, durably.
pub(super) fn make_way(path: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    for parent in missing.iter().filter_map(|folder| folder.parent()) {
        let parent = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

fn folder_flags() -> OFlags {
    OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC
}

fn open_root(path: &Path) -> Result<OwnedFd, Errno> {
    rustix::fs::open(path, folder_flags(), Mode::empty())
}

fn make_folder(parent: &OwnedFd, name: &str) -> Result<OwnedFd, Errno> {
    mkdirat(parent, name, Mode::RWXU)?;
    openat(parent, name, folder_flags(), Mode::empty())
}

/// Opens a file of a bundle for reading: a regular one, reached through no link below the bundle's folder.
pub(super) fn open(bundle: &Path, path: &str) -> io::Result<File> {
    let mut directory = rustix::fs::open(
        bundle,
        OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
        Mode::empty(),
    )?;
    let mut rest = path;
    while let Some((folder, below)) = rest.split_once('/') {
        directory = openat(&directory, folder, folder_flags(), Mode::empty())?;
        rest = below;
    }
    // Without NONBLOCK a named pipe in place of a file would hold the reader for ever.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    regular(openat(&directory, rest, flags, Mode::empty())?)
}

pub(super) fn regular(handle: OwnedFd) -> io::Result<File> {
    let file = File::from(handle);
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("not a regular file"))
    }
}

/// Writes a new file into a folder of a bundle, which is made if it is missing: whole or not at all, durably, over no other.
pub(super) fn place_below(bundle: &Path, folder: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    place_in(&open_root(bundle)?, folder, name, bytes)
}

fn place_in(root: &OwnedFd, folder: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    match mkdirat(root, folder, Mode::RWXU) {
        Ok(()) => fsync(root)?,
        Err(Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    let folder = openat(root, folder, folder_flags(), Mode::empty())?;
    let draft = format!("{name}{}", paths::DRAFT);
    // Whoever died over it left it.
    match unlinkat(&folder, &draft, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
    }
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(&folder, &draft, flags, Mode::RUSR | Mode::WUSR)?);
    file.write_all(bytes)?;
    file.sync_all()?;
    // A link is refused where a renaming would replace.
    linkat(&folder, &draft, &folder, name, AtFlags::empty())?;
    unlinkat(&folder, &draft, AtFlags::empty())?;
    Ok(fsync(&folder)?)
}

/// Makes a new file in a bundle that is already closed, for its owner only.
pub(super) fn create_beside(bundle: &Path, name: &str) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(bundle.join(name))
}

/// Adds a file to a bundle that is closed, or to a folder of it, which is made if need be: whole or not at all, durably,
/// never in the place of another.
pub(super) fn add(bundle: &Path, below: Option<&str>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = below_of(bundle, below)?;
    let draft = format!("{name}{}", paths::DRAFT);
    match unlinkat(&folder, draft.as_str(), AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
    }
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(&folder, draft.as_str(), flags, Mode::RUSR | Mode::WUSR)?);
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let named = written.and_then(|()| give_name(&folder, &draft, name));
    if let Err(error) = named {
        // Half a file is none. Should it stay, the next try takes it away.
        let _ = unlinkat(&folder, draft.as_str(), AtFlags::empty());
        return Err(error);
    }
    Ok(fsync(&folder)?)
}

/// Puts a file into a folder of a closed bundle, in the place of an earlier one: whole or not at all, durably. The folder is
/// made if need be.
pub(super) fn replace(bundle: &Path, below: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = below_of(bundle, Some(below))?;
    let draft = format!("{name}{}", paths::DRAFT);
    match unlinkat(&folder, draft.as_str(), AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
    }
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(&folder, draft.as_str(), flags, Mode::RUSR | Mode::WUSR)?);
    file.write_all(bytes)?;
    file.sync_all()?;
    renameat(&folder, draft.as_str(), &folder, name)?;
    Ok(fsync(&folder)?)
}

/// Removes a file from a folder of a closed bundle, durably; one that is not there is no error.
pub(super) fn remove(bundle: &Path, below: &str, name: &str) -> io::Result<()> {
    let folder = below_of(bundle, Some(below))?;
    match unlinkat(&folder, name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(fsync(&folder)?)
}

/// Appends a line to a file in a folder of a closed bundle, durably; file and folder are made if need be.
pub(super) fn append(bundle: &Path, below: &str, name: &str, line: &[u8]) -> io::Result<()> {
    let folder = below_of(bundle, Some(below))?;
    let flags =
        OFlags::CREATE | OFlags::APPEND | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut file = regular(openat(&folder, name, flags, Mode::RUSR | Mode::WUSR)?)?;
    file.write_all(line)?;
    file.sync_all()?;
    Ok(fsync(&folder)?)
}

fn below_of(bundle: &Path, below: Option<&str>) -> io::Result<OwnedFd> {
    let root = rustix::fs::open(
        bundle,
        OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
        Mode::empty(),
    )?;
    let Some(below) = below else {
        return Ok(root);
    };
    match mkdirat(&root, below, Mode::RWXU) {
        Ok(()) => fsync(&root)?,
        Err(Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(openat(&root, below, folder_flags(), Mode::empty())?)
}

/// Renames without replacing; where the file system cannot do that in one, it is looked before.
fn give_name(folder: &OwnedFd, draft: &str, name: &str) -> io::Result<()> {
    match renameat_with(folder, draft, folder, name, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => match statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => Ok(renameat(folder, draft, folder, name)?),
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) => Err(error.into()),
        },
        other => Ok(other?),
    }
}

//! Why a bundle is not handed over, or not taken in.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// A bundle could not be packed or unpacked.
#[derive(Debug)]
pub enum HandoverError {
    /// A file cannot be read.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    Unwritable {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// What is to be made is there already.
    Exists(PathBuf),
    /// The file would lie within the bundle that it is made of.
    Inside(PathBuf),
    /// The folder has no name that every system reads alike.
    Folder(String),
    /// The file is not a zip file as a bundle is packed.
    Zip(ZipFault),
    /// An entry, or a file to become one, is refused.
    Entry {
        /// Its name, with replacement characters if it is no text.
        name: String,
        /// What is wrong with it.
        fault: EntryFault,
    },
    /// More entries than a bundle has.
    TooMany(usize),
    /// All entries together are larger than a bundle is.
    TooLarge(u64),
    /// There is no trail in it.
    NoBundle,
}

/// What is wrong with a zip file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZipFault {
    /// It does not end as a zip file ends, or something stands behind the end.
    End,
    /// It is one of several volumes.
    Volumes,
    /// It uses the extension for files over 4 GiB.
    Large,
    /// Its directory is not where or what the end says.
    Directory,
    /// Something lies between the entries that belongs to none.
    Gap,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryFault {
    /// Its name is not one that every system reads alike.
    Name(NameFault),
    /// It lies outside the folder in which the others lie.
    OutsideFolder(String),
    /// Its name stands twice.
    Twice,
    /// Some systems take its name for that of another entry.
    SameWithoutCase(String),
    /// It is a file, and another entry lies below it.
    FileAndFolder,
    /// It is a link.
    Link,
    /// It is neither file nor folder.
    NotAFile,
    /// It is encrypted.
    Encrypted,
    /// Its sizes stand behind it, so that readers can differ on where it ends.
    Streamed,
    /// It is packed in a way that is not read.
    Method(u16),
    /// It has an extension by which readers can differ on its name or contents.
    Extension(u16),
    /// The directory says something else of it than its own header.
    HeadersDiffer,
    /// It lies over another entry, or over the directory.
    Overlaps,
    /// It is larger than a file of a bundle.
    TooLarge(u64),
    /// It grows more in unpacking than any file of a bundle does.
    Bomb,
    /// It does not unpack to what it says: another size, another checksum, or broken.
    Contents(String),
}

/// Why a name is not one that every system reads alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is empty, or one of its parts is.
    Empty,
    /// It begins at the root.
    Absolute,
    /// It names a drive.
    Drive,
    /// It has a backslash.
    Backslash,
    /// It leads upwards or nowhere: `.` or `..`.
    Upwards,
    /// It has another character than letters, digits, `.`, `_` and `-`, or does not begin with a letter or digit.
    Letter,
    /// A part ends with a dot.
    TrailingDot,
    /// Some systems take it for a device.
    Device,
    /// It is too long.
    TooLong,
    /// It leads through too many folders.
    TooDeep,
}

impl HandoverError {
    pub(super) fn entry(name: impl Into<String>, fault: EntryFault) -> Self {
        Self::Entry {
            name: name.into(),
            fault,
        }
    }
}

impl fmt::Display for HandoverError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, source } => write!(out, "`{}` cannot be read: {source}", path.display()),
            Self::Unwritable { path, source } => write!(out, "`{}` cannot be written: {source}", path.display()),
            Self::Exists(path) => write!(out, "`{}` exists already", path.display()),
            Self::Inside(path) => write!(out, "`{}` lies within the bundle", path.display()),
            Self::Folder(name) => write!(out, "`{name}` is no name for the folder of a bundle"),
            Self::Zip(fault) => write!(out, "not a zip file of a bundle: {fault:?}"),
            Self::Entry { name, fault } => write!(out, "entry `{name}` is refused: {fault:?}"),
            Self::TooMany(count) => write!(out, "{count} entries are more than a bundle has"),
            Self::TooLarge(size) => write!(out, "{size} bytes are more than a bundle has"),
            Self::NoBundle => out.write_str("there is no trail in it"),
        }
    }
}

impl Error for HandoverError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } | Self::Unwritable { source, .. } => Some(source),
            Self::Exists(_)
            | Self::Inside(_)
            | Self::Folder(_)
            | Self::Zip(_)
            | Self::Entry { .. }
            | Self::TooMany(_)
            | Self::TooLarge(_)
            | Self::NoBundle => None,
        }
    }
}

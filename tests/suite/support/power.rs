//! What a disk holds when the power fails: of a file what was synced, of a folder the names that were synced, no more.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::tracer::Call;

/// A tree of files as it would be found after the power failed.
pub struct Disk {
    root: PathBuf,
    /// Bytes of the files, by inode.
    files: BTreeMap<u64, Vec<u8>>,
    /// Names in the folders, by inode.
    folders: BTreeMap<u64, Names>,
    /// Syncs that were begun and not yet seen to be done.
    begun: Vec<Sync>,
}

/// What a sync makes durable once it is done.
struct Sync {
    path: PathBuf,
    inode: u64,
    of: Durable,
}

enum Durable {
    Bytes(Vec<u8>),
    Names(Names),
}

/// What stands in a folder.
type Names = BTreeMap<OsString, Node>;

#[derive(Clone, Copy)]
struct Node {
    inode: u64,
    is_folder: bool,
}

impl Disk {
    /// Takes everything that stands there for durable.
    pub fn of(root: &Path) -> Self {
        let mut disk = Self {
            root: root.to_owned(),
            files: BTreeMap::new(),
            folders: BTreeMap::new(),
            begun: Vec::new(),
        };
        disk.take(root);
        disk
    }

    fn take(&mut self, path: &Path) {
        self.keep(sync_of(path));
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                self.take(&entry.unwrap().path());
            }
        }
    }

    fn keep(&mut self, sync: Sync) {
        match sync.of {
            Durable::Bytes(bytes) => drop(self.files.insert(sync.inode, bytes)),
            Durable::Names(names) => drop(self.folders.insert(sync.inode, names)),
        }
    }

    /// Follows a call that is about to be made.
    pub fn follow(&mut self, call: &Call) {
        for sync in std::mem::take(&mut self.begun) {
            if call.under_way.contains(&sync.path) {
                self.begun.push(sync);
            } else {
                self.keep(sync);
            }
        }
        if call.name.ends_with("sync") {
            self.begun.push(sync_of(&call.path));
        }
    }

    /// Writes down what would be left.
    pub fn left(&self, to: &Path) {
        self.write(node_of(&fs::metadata(&self.root).unwrap()), to);
    }

    fn write(&self, Node { inode, is_folder }: Node, to: &Path) {
        if is_folder {
            fs::create_dir(to).unwrap();
            for (name, node) in self.folders.get(&inode).into_iter().flatten() {
                self.write(*node, &to.join(name));
            }
        } else {
            let bytes = self.files.get(&inode).map_or(&[] as &[u8], Vec::as_slice);
            fs::write(to, bytes).unwrap();
        }
    }
}

fn node_of(found: &fs::Metadata) -> Node {
    Node {
        inode: found.ino(),
        is_folder: found.is_dir(),
    }
}

fn sync_of(path: &Path) -> Sync {
    let found = fs::metadata(path).unwrap();
    let of = if found.is_dir() {
        let names = fs::read_dir(path).unwrap().map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name(), node_of(&entry.metadata().unwrap()))
        });
        Durable::Names(names.collect())
    } else {
        Durable::Bytes(fs::read(path).unwrap())
    };
    Sync {
        path: path.to_owned(),
        inode: found.ino(),
        of,
    }
}

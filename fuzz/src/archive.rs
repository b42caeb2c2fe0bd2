//! Zip files from anybody: taken in whole as plain files in one new folder, or refused with nothing left behind.

use std::fs;
use std::path::Path;

use krok::evidence::bundle::Bundle;
use krok::evidence::handover::unpack;
use krok::evidence::verify::verify;

use super::{agrees, below};

/// Takes in a zip file, and looks at everything that came of it.
pub fn archive(input: &[u8]) {
    let root = tempfile::TempDir::new_in("/dev/shm").or_else(|_| tempfile::TempDir::new());
    let root = root.expect("a folder for the input");
    let (file, into) = (root.path().join("x.zip"), root.path().join("in"));
    fs::create_dir(&into).expect("a folder for the bundle");
    fs::write(&file, input).expect("a file for the input");
    let taken_in = unpack(&file, &into);
    assert!(
        fs::read(&file).is_ok_and(|left| left == input),
        "the zip file was written"
    );
    let left = below(root.path(), "").into_iter().filter(|path| path != "x.zip");
    let left: Vec<String> = left.collect();
    match taken_in {
        Err(_) => {
            let is_empty = fs::read_dir(&into).is_ok_and(|mut entries| entries.next().is_none());
            assert!(is_empty && left.is_empty(), "refused, yet something was left: {left:?}");
        }
        Ok(unpacked) => {
            assert_eq!(unpacked.path.parent(), Some(into.as_path()));
            let name = unpacked.path.file_name().unwrap_or_default().to_string_lossy();
            let top = format!("in/{name}/");
            assert!(
                left.iter().all(|path| path.starts_with(&top)),
                "outside its folder: {left:?}"
            );
            assert_eq!(left.len(), unpacked.files);
            assert!(
                left.iter().all(|path| is_plain(&root.path().join(path))),
                "no plain files: {left:?}"
            );
            let is_intact = verify(&unpacked.path).is_intact();
            assert!(
                !is_intact || agrees(&unpacked.path),
                "called intact although it does not agree"
            );
            drop(Bundle::open(&unpacked.path));
        }
    }
}

fn is_plain(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|facts| facts.is_file())
}

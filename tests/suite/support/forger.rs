//! A forger: whoever holds a bundle can write it anew, with every hash in place. What its records say must still agree.

use std::fs;
use std::path::Path;

use krok::evidence::chain;
use krok::evidence::finding::Finding;
use krok::evidence::format::{Event, Reason, Record, Seal};
use krok::evidence::verify::{Verification, verify};
use tempfile::TempDir;

/// Writes a bundle anew with changed records, chain and seal mended, and returns what is found.
pub fn forged(bundle: &Path, change: impl FnOnce(&mut Vec<Record>)) -> Vec<Finding> {
    let verification = rewritten(bundle, change);
    assert_eq!(verification.integrity, [], "the forger left no trace");
    verification.completeness
}

/// Writes a bundle anew with changed records, chain and seal mended, and verifies it.
pub fn rewritten(bundle: &Path, change: impl FnOnce(&mut Vec<Record>)) -> Verification {
    let root = TempDir::new().unwrap();
    let copy = root.path().join(bundle.file_name().unwrap());
    copy_folder(bundle, &copy);
    forge(&copy, change);
    verify(&copy)
}

/// Writes a bundle anew where it stands, with changed records, chain and seal mended.
pub fn forge(bundle: &Path, change: impl FnOnce(&mut Vec<Record>)) {
    let mut records = records_of(bundle);
    change(&mut records);
    rewrite(bundle, &records);
}

/// Puts a remark in the place of every record that is meant, so that no number has to change.
pub fn hide(records: &mut [Record], is_meant: impl Fn(&Record) -> bool) {
    let mut hidden = 0;
    for record in records.iter_mut().filter(|record| is_meant(record)) {
        record.event = Event::Note(Reason {
            code: "label-alias".to_owned(),
            values: std::collections::BTreeMap::new(),
        });
        hidden += 1;
    }
    assert!(hidden > 0, "nothing to hide");
}

/// Changes every record of which a part is meant.
pub fn change(records: &mut [Record], mut change: impl FnMut(&mut Record) -> bool) {
    let changed = records.iter_mut().filter_map(|record| change(record).then_some(()));
    assert!(changed.count() > 0, "nothing to change");
}

fn records_of(bundle: &Path) -> Vec<Record> {
    let trail = fs::read_to_string(bundle.join("trail.ndjson")).unwrap();
    let lines = trail.lines().map(|line| line.rsplit_once('\t').unwrap().0);
    lines.map(|json| serde_json::from_str(json).unwrap()).collect()
}

fn rewrite(bundle: &Path, records: &[Record]) {
    let mut hashes = vec![chain::ORIGIN.to_owned()];
    let mut trail = Vec::new();
    for record in records {
        let json = serde_json::to_vec(record).unwrap();
        let hash = chain::link(hashes.last().unwrap(), &json);
        trail.extend_from_slice(&json);
        trail.extend_from_slice(format!("\t{hash}\n").as_bytes());
        hashes.push(hash);
    }
    fs::write(bundle.join("trail.ndjson"), &trail).unwrap();
    let path = bundle.join("seal.json");
    let mut seal: Seal = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    seal.records = records.len() as u64;
    seal.first.clone_from(&hashes[1]);
    seal.last.clone_from(hashes.last().unwrap());
    for file in &mut seal.files {
        let bytes = fs::read(bundle.join(&file.path)).unwrap();
        file.sha256 = chain::sha256(&bytes);
        file.size = bytes.len() as u64;
    }
    // As krok writes it, to the last byte.
    let bytes = [serde_json::to_vec_pretty(&seal).unwrap(), b"\n".to_vec()].concat();
    fs::write(path, bytes).unwrap();
}

/// Copies a folder with all below it.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

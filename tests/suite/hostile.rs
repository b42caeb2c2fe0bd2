//! Files from anybody: whatever stands in them, the readers answer and never break down.

use std::fs;
use std::path::{Path, PathBuf};

use krok::evidence::bundle::Bundle;
use krok::evidence::verify::verify;
use krok::runbook::{read_instruction_source, read_portal_source, read_sources};
use krok::text::source::SourceFile;

use crate::support::dice::Dice;
use crate::support::golden::example;

/// What the fuzz targets call, with what must hold of every input.
#[path = "../../fuzz/src/lib.rs"]
mod readers;

/// What reads an input, and panics if something that must hold of it does not.
type Reads = fn(&[u8]);

/// Ways in which each file is spoiled.
const WAYS: u64 = 40;

/// Bytes on which readers are known to stumble.
const SPIKES: &[&[u8]] = &[
    b"",
    b"\0",
    b"\n",
    b"\r",
    b"\t",
    b"\"",
    b"\"\"\"",
    b"'''",
    b"\\",
    b"\\u",
    b"\\uD800",
    b"\\U00110000",
    b"[",
    b"]",
    b"[[",
    b"{",
    b"}",
    b"{{",
    b"=",
    b".",
    b",",
    b"#",
    b"-",
    b"1e999",
    b"-9223372036854775809",
    b"18446744073709551616",
    b"nan",
    b"null",
    b"{\"a\":",
    b"[[[[[[[[[[[[[[[[",
    b"../../x",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\x1b[2J",
    b"{x}",
    b"{",
    b"inf",
    b"0x",
    b"1979-13-99",
    b"''",
    b"\xf0\x9f\x91\xa9",
    b"\xcc\x81",
];

/// Spoils a file in up to four places: bytes put in, taken out, turned, repeated, or all that follows cut off.
fn spoiled(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(60)).min(bytes.len());
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].repeat(1 + dice.below(50));
                bytes.splice(at..at, again);
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            _ => {
                let spike = SPIKES[dice.below(SPIKES.len())];
                bytes.splice(at..end, spike.iter().copied());
            }
        }
    }
    bytes
}

fn tomls(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tomls(path.to_str().unwrap()));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn a_spoiled_runbook_or_profile_is_read_or_refused() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let profile = fs::read("runbooks/epuap/portal.toml").unwrap();
    let text = |bytes: Vec<u8>| SourceFile::new("x.toml", String::from_utf8_lossy(&bytes).into_owned());
    let files = tomls("runbooks");
    assert!(files.len() > 5);
    let mut refused = 0;
    for file in files {
        let whole = fs::read(&file).unwrap();
        for _ in 0..WAYS {
            let (runbook, portal) = (spoiled(&whole, &mut dice), spoiled(&profile, &mut dice));
            let by_runbook = read_sources(text(runbook.clone()), text(profile.clone()));
            refused += usize::from(by_runbook.is_err());
            refused += usize::from(read_sources(text(whole.clone()), text(portal.clone())).is_err());
            refused += usize::from(read_portal_source(text(portal)).is_err());
            refused += usize::from(read_instruction_source(text(runbook)).is_err());
        }
    }
    assert!(refused > 0);
}

#[test]
fn a_spoiled_bundle_is_read_or_refused_and_never_called_intact() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let example = example();
    let room = tempfile::tempdir().unwrap();
    let whole = ["trail.ndjson", "seal.json"].map(|name| (name, fs::read(example.join(name)).unwrap()));
    for (name, bytes) in &whole {
        for way in 0..WAYS * 3 {
            let worse = spoiled(bytes, &mut dice);
            if worse == *bytes {
                continue;
            }
            for (other, bytes) in &whole {
                put(room.path(), other, bytes);
            }
            put(room.path(), name, &worse);
            drop(Bundle::open(room.path()));
            // Its pictures are not there, so nothing of it can be intact.
            assert!(!verify(room.path()).is_intact(), "{name}: {way}");
        }
    }
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).unwrap();
}

/// Inputs that fuzzing found worth keeping, and those that once broke a reader.
#[test]
fn every_kept_input_is_read_or_refused() {
    let targets: [(&str, Reads); 6] = [
        ("archive", readers::archive),
        ("bundle", readers::bundle),
        ("profile", readers::profile),
        ("runbook", readers::runbook),
        ("token", readers::token),
        ("trail", readers::trail),
    ];
    for (target, reads) in targets {
        let kept = fs::read_dir(Path::new("tests/corpora").join(target)).unwrap();
        let mut count = 0;
        for entry in kept {
            reads(&fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count > 0, "{target}: nothing kept");
    }
}

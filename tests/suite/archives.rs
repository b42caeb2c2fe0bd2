//! Files that somebody made to do harm when a bundle is taken in.

use std::fs;
use std::process::Command;

use krok::evidence::handover::{EntryFault, HandoverError, NameFault, ZipFault, pack, unpack};
use krok::evidence::verify::verify;

use crate::support::golden::{Ending, room, written};
use crate::support::office::{krok, run};
use crate::support::raw_zip::{Around, Entry, zip};

fn run_of(entries: &[Entry]) -> Vec<Entry> {
    let trail = Entry::stored("run/trail.ndjson", b"x\n");
    [&[trail], entries].concat()
}

fn with(change: impl FnOnce(&mut Entry)) -> Vec<Entry> {
    let mut entry = Entry::stored("run/inputs/a.txt", b"tresc");
    change(&mut entry);
    run_of(&[entry])
}

/// Unpacks a file made of such entries into a new folder, which is left as it was if the file is refused.
fn taken_in(bytes: &[u8]) -> Result<(), HandoverError> {
    let room = room();
    let archive = room.path().join("x.zip");
    fs::write(&archive, bytes).unwrap();
    let into = room.path().join("in");
    fs::create_dir(&into).unwrap();
    let outcome = unpack(&archive, &into).map(drop);
    if outcome.is_err() {
        assert_eq!(fs::read_dir(&into).unwrap().count(), 0, "something was left behind");
    }
    outcome
}

fn fault_of(entries: &[Entry]) -> EntryFault {
    match taken_in(&zip(entries, &Around::default())) {
        Err(HandoverError::Entry { name, fault }) => {
            assert!(!name.is_empty() || fault == EntryFault::Name(NameFault::Empty));
            fault
        }
        other => panic!("{other:?}"),
    }
}

/// Deflate at its best, by a stranger.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let script = "import sys, zlib\nc = zlib.compressobj(9, zlib.DEFLATED, -15)\n\
                  sys.stdout.buffer.write(c.compress(b'\\0' * int(sys.argv[1])) + c.flush())";
    assert!(bytes.iter().all(|byte| *byte == 0));
    let output = Command::new("python3")
        .args(["-c", script, &bytes.len().to_string()])
        .output()
        .unwrap();
    output.stdout
}

/// What an archive tells of an entry that is not so.
type Lie<'a> = Box<dyn Fn(&mut Entry) + 'a>;

#[test]
#[expect(clippy::too_many_lines, reason = "one row a kind of lie: a table is read whole")]
fn every_kind_of_hostile_entry_is_refused_by_name_and_leaves_nothing() {
    assert!(taken_in(&zip(&with(|_| {}), &Around::default())).is_ok());
    let large = vec![0; 3 * 1024 * 1024];
    let bomb = deflated(&large);
    let contents = |fault: &EntryFault| matches!(fault, EntryFault::Contents(_));
    let lies: Vec<(&str, Lie<'_>, EntryFault)> = vec![
        ("link", Box::new(|e| e.mode = 0o120_777), EntryFault::Link),
        ("pipe", Box::new(|e| e.mode = 0o010_644), EntryFault::NotAFile),
        (
            "folder by mode only",
            Box::new(|e| e.mode = 0o040_700),
            EntryFault::NotAFile,
        ),
        ("encrypted", Box::new(|e| e.flags = 1), EntryFault::Encrypted),
        (
            "strongly encrypted",
            Box::new(|e| e.flags = 1 << 6),
            EntryFault::Encrypted,
        ),
        ("masked headers", Box::new(|e| e.flags = 1 << 13), EntryFault::Encrypted),
        ("data descriptor", Box::new(|e| e.flags = 1 << 3), EntryFault::Streamed),
        ("lzma", Box::new(|e| e.method = 14), EntryFault::Method(14)),
        (
            "zip64 extension",
            Box::new(|e| e.extra = vec![1, 0, 0, 0]),
            EntryFault::Extension(1),
        ),
        (
            "another name in an extension",
            Box::new(|e| e.extra = vec![0x75, 0x70, 0, 0]),
            EntryFault::Extension(0x7075),
        ),
        (
            "extension cut",
            Box::new(|e| e.extra = vec![9, 9, 9]),
            EntryFault::HeadersDiffer,
        ),
        (
            "another name of its own",
            Box::new(|e| e.local_name = Some(b"run/inputs/b.txt".to_vec())),
            EntryFault::HeadersDiffer,
        ),
        (
            "another size of its own",
            Box::new(|e| e.local_size = Some(4)),
            EntryFault::HeadersDiffer,
        ),
        (
            "lies over the entry before",
            Box::new(|e| e.offset = Some(0)),
            EntryFault::Overlaps,
        ),
        (
            "larger than any file",
            Box::new(|e| {
                e.method = 8;
                e.size = 64 * 1024 * 1024 + 1;
            }),
            EntryFault::TooLarge(64 * 1024 * 1024 + 1),
        ),
        (
            "bomb that says so",
            Box::new(|e| {
                e.method = 8;
                e.data.clone_from(&bomb);
                e.size = 3 * 1024 * 1024;
            }),
            EntryFault::Bomb,
        ),
    ];
    for (kind, lie, expected) in lies {
        assert_eq!(fault_of(&with(lie)), expected, "{kind}");
    }
    for (kind, entries) in [
        (
            "bomb that says it is small",
            with(|e| (e.method, e.data, e.size) = (8, bomb.clone(), 100)),
        ),
        ("deflate that is none", with(|e| e.method = 8)),
        ("stored with two sizes", with(|e| e.size = 6)),
        ("another checksum", with(|e| e.checksum ^= 1)),
        (
            "folder with contents",
            with(|e| {
                e.name = b"run/inputs/a/".to_vec();
                e.mode = 0;
            }),
        ),
    ] {
        let fault = fault_of(&entries);
        // A folder of this test has a size, which no folder has.
        assert!(
            contents(&fault) || matches!(fault, EntryFault::TooLarge(_)),
            "{kind}: {fault:?}"
        );
    }
    let named = |name: &[u8]| fault_of(&with(|e| e.name = name.to_vec()));
    for (name, fault) in [
        (b"../a".as_slice(), NameFault::Upwards),
        (b"run/../../a", NameFault::Upwards),
        (b"/etc/cron.d/a", NameFault::Absolute),
        (b"C:/a", NameFault::Drive),
        (b"run\\..\\a", NameFault::Backslash),
        (b"run/aux.txt", NameFault::Device),
        (b"run/a.", NameFault::TrailingDot),
        (b"run/\xff", NameFault::Letter),
        (b"run/a\x1b[2J", NameFault::Letter),
        (b"", NameFault::Empty),
    ] {
        assert_eq!(named(name), EntryFault::Name(fault), "{name:?}");
    }
    assert_eq!(named(b"run/trail.ndjson"), EntryFault::Twice);
    assert_eq!(
        named(b"run/Trail.ndjson"),
        EntryFault::SameWithoutCase("run/trail.ndjson".to_owned())
    );
    assert_eq!(named(b"run/trail.ndjson/a"), EntryFault::FileAndFolder);
    assert_eq!(named(b"inny/a.txt"), EntryFault::OutsideFolder("run".to_owned()));
}

#[test]
fn a_file_that_is_not_laid_out_as_a_zip_file_is_refused() {
    let good = zip(&with(|_| {}), &Around::default());
    let around = |change: fn(&mut Around)| {
        let mut around = Around::default();
        change(&mut around);
        zip(&with(|_| {}), &around)
    };
    for (kind, bytes, expected) in [
        ("nothing", Vec::new(), ZipFault::End),
        ("a text", "to nie zip".repeat(10).into_bytes(), ZipFault::End),
        ("cut", good[..good.len() - 1].to_vec(), ZipFault::End),
        ("more behind", [&good[..], b"x"].concat(), ZipFault::End),
        ("a comment", around(|a| a.comment = b"x".to_vec()), ZipFault::End),
        (
            "something before",
            around(|a| a.before = b"#!/bin/sh\n".to_vec()),
            ZipFault::Gap,
        ),
        (
            "something between",
            around(|a| a.before_directory = b"x".to_vec()),
            ZipFault::Gap,
        ),
        ("one entry more", around(|a| a.count = Some(3)), ZipFault::Directory),
        ("one entry less", around(|a| a.count = Some(1)), ZipFault::Directory),
        ("65535 entries", around(|a| a.count = Some(0xffff)), ZipFault::Large),
    ] {
        let refused = taken_in(&bytes);
        assert!(
            matches!(refused, Err(HandoverError::Zip(fault)) if fault == expected),
            "{kind}: {refused:?}"
        );
    }
    let many = taken_in(&around(|a| a.count = Some(20_001)));
    assert!(matches!(many, Err(HandoverError::TooMany(20_001))), "{many:?}");
    let empty = taken_in(&zip(&[], &Around::default()));
    assert!(matches!(empty, Err(HandoverError::NoBundle)), "{empty:?}");
    let other = taken_in(&zip(&[Entry::stored("run/a.txt", b"x")], &Around::default()));
    assert!(matches!(other, Err(HandoverError::NoBundle)), "{other:?}");
}

#[test]
fn no_prefix_and_no_turned_byte_of_a_packed_bundle_is_taken_in_as_whole() {
    let here = room();
    let path = written(&here.path().join("screenshots"), 2, 7, Ending::Finished);
    let archive = here.path().join("x.zip");
    pack(&path, None, &archive).unwrap().settle().unwrap();
    let whole = fs::read(&archive).unwrap();
    for length in (0..whole.len()).step_by(97) {
        assert!(taken_in(&whole[..length]).is_err(), "{length}");
    }
    let mut inert = 0;
    for at in (0..whole.len()).step_by(53) {
        let mut turned = whole.clone();
        turned[at] ^= 1 << (at % 8);
        let into = here.path().join("in");
        let from = here.path().join("turned.zip");
        fs::write(&from, &turned).unwrap();
        if let Ok(unpacked) = unpack(&from, &into) {
            // Times and the program's number are no part of the evidence; the name of the folder is none either.
            assert!(verify(&unpacked.path).is_intact(), "byte {at}");
            inert += 1;
            fs::remove_dir_all(&into).unwrap();
        }
    }
    assert!(inert * 4 < whole.len() / 53, "{inert} of {}", whole.len() / 53);
}

#[test]
fn a_refused_bundle_ends_with_its_own_code_and_names_what_is_wrong() {
    let room = room();
    fs::write(
        room.path().join("x.zip"),
        zip(&with(|e| e.name = b"run/../a".to_vec()), &Around::default()),
    )
    .unwrap();
    let polish = run(&mut krok(&["import", "x.zip", "--into", "in"], room.path()));
    assert_eq!(polish.code, 53);
    assert!(
        polish.stderr.contains("run/../a") && polish.stderr.contains("wyprowadza z teczki"),
        "{polish:?}"
    );
    assert!(polish.stderr.contains("krok export"), "{polish:?}");
    let english = run(&mut krok(
        &["--lang", "en", "import", "x.zip", "--into", "in"],
        room.path(),
    ));
    assert!(english.stderr.contains("leads out of the bundle"), "{english:?}");
    assert!(!room.path().join("in").exists());
    assert_eq!(run(&mut krok(&["import", "nie-ma.zip"], room.path())).code, 2);
}

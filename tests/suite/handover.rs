//! Bundles on their way to another office: what goes out comes in the same, and nothing else comes in.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use krok::evidence::custody::{self, CustodyError, Holder};
use krok::evidence::finding::Finding;
use krok::evidence::format::{CustodyEvent, HandedOver};
use krok::evidence::handover::{EntryFault, HandoverError, NameFault, ZipFault, pack, unpack};
use krok::evidence::verify::verify;
use krok::report::findings::words;
use krok::text::language::Language;
use tempfile::TempDir;

use crate::support::golden::{Ending, room, written};
use crate::support::office::{Ran, krok, run};
use crate::support::raw_zip::{Around, Entry, zip};

/// A bundle in a room of its own.
fn bundle(room: &TempDir) -> PathBuf {
    written(&room.path().join("screenshots"), 2, 7, Ending::Finished)
}

fn command(room: &Path, arguments: &[&str]) -> Ran {
    run(&mut krok(arguments, room))
}

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(
                contents(&path)
                    .into_iter()
                    .map(|(below, bytes)| (path.join(below), bytes)),
            );
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all.into_iter()
        .map(|(path, bytes)| (path.strip_prefix(folder).map(Path::to_owned).unwrap_or(path), bytes))
        .collect()
}

#[test]
fn what_is_exported_is_imported_the_same_and_both_logs_have_its_hash() {
    let here = room();
    let path = bundle(&here);
    assert_eq!(command(here.path(), &["report", path.to_str().unwrap()]).code, 0);
    let before = contents(&path);
    let out = here.path().join("teczka.zip");
    let exported = command(
        here.path(),
        &[
            "export",
            path.to_str().unwrap(),
            "--zip",
            "--znak-sprawy",
            "OR.1431.<7>.2026",
            "--jrwa",
            "1431",
            "--out",
            out.to_str().unwrap(),
        ],
    );
    assert_eq!(exported.code, 0, "{exported:?}");
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);

    let there = room();
    let imported = command(there.path(), &["import", out.to_str().unwrap(), "--into", "przyjete"]);
    assert_eq!(imported.code, 0, "{imported:?}");
    let came = there.path().join("przyjete").join(path.file_name().unwrap());
    let mut after = contents(&came);
    assert!(after.remove(Path::new("custody.ndjson")).is_some());
    let metadata = String::from_utf8(after.remove(Path::new("derived/metadane.xml")).unwrap()).unwrap();
    for wanted in [
        "<znak-sprawy>OR.1431.&#60;7&#62;.2026</znak-sprawy><jrwa>1431</jrwa>",
        "<kwalifikacja></kwalifikacja>",
        "<tworca rola=\"operator\">operator</tworca>",
        "<tytul>Próba</tytul>",
    ] {
        assert!(metadata.contains(wanted), "{wanted}: {metadata}");
    }
    // The report tells of the import, too.
    let name = Path::new("report.html");
    assert_ne!(after.remove(name), before.get(name).cloned());
    let mut wanted = before.clone();
    wanted.remove(name);
    assert_eq!(after, wanted);
    assert!(came.join("inputs").is_dir());

    let [sent, taken] = [&path, &came].map(|path| verify(path).custody);
    assert_eq!((&sent.findings, &taken.findings), (&vec![], &vec![]));
    let hash = |event: &CustodyEvent| match event {
        CustodyEvent::Exported(handed) => ("out", handed.sha256.clone(), handed.intact),
        CustodyEvent::Imported(handed) => ("in", handed.sha256.clone(), handed.intact),
    };
    let sha256 = krok::evidence::chain::sha256(&fs::read(&out).unwrap());
    assert_eq!(hash(&sent.records[0].event), ("out", sha256.clone(), true));
    assert_eq!(hash(&taken.records[0].event), ("in", sha256.clone(), true));
    assert!(exported.stdout.contains(&sha256) && imported.stdout.contains(&sha256));
    // A report that was right before is right after, and tells of it.
    let verified = command(here.path(), &["verify", came.to_str().unwrap()]);
    assert_eq!(verified.code, 0);
    assert!(
        verified.stdout.contains("rozpakowano z pliku teczka.zip"),
        "{verified:?}"
    );
    assert!(!format!("{verified:?}").contains("report.html"), "{verified:?}");
    assert!(
        fs::read_to_string(came.join("report.html"))
            .unwrap()
            .contains("rozpakowano z pliku teczka.zip")
    );
}

#[test]
fn the_same_bundle_makes_the_same_file_which_other_tools_read() {
    let room = room();
    let path = bundle(&room);
    let files = ["one.zip", "two.zip"].map(|name| room.path().join(name));
    for out in &files {
        pack(&path, None, out).unwrap().settle().unwrap();
    }
    let [one, two] = [&files[0], &files[1]].map(|out| fs::read(out).unwrap());
    assert!(one == two, "the two files differ");
    let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                  print('\\n'.join(i.filename for i in z.infolist()))";
    let read = Command::new("python3")
        .args(["-c", script])
        .arg(&files[0])
        .output()
        .unwrap();
    assert!(read.status.success(), "{read:?}");
    let names = String::from_utf8(read.stdout).unwrap();
    let top = path.file_name().unwrap().to_str().unwrap();
    assert!(
        names.lines().all(|name| name.starts_with(&format!("{top}/"))),
        "{names}"
    );
    assert!(names.lines().is_sorted());
    assert_eq!(
        names.lines().filter(|name| !name.ends_with('/')).count(),
        contents(&path).len()
    );
    let listed = Command::new("unzip").arg("-t").arg(&files[0]).output().unwrap();
    assert!(listed.status.success(), "{listed:?}");
}

#[test]
fn an_export_that_is_not_settled_leaves_nothing() {
    let room = room();
    let path = bundle(&room);
    let before = contents(room.path());
    drop(pack(&path, None, &room.path().join("x.zip")).unwrap());
    assert_eq!(contents(room.path()), before);
}

#[test]
fn an_altered_or_unsealed_bundle_goes_out_only_as_it_is() {
    for (ending, damage, code) in [(Ending::Finished, true, 1), (Ending::Killed, false, 3)] {
        let here = room();
        let path = written(&here.path().join("screenshots"), 1, 3, ending);
        if damage {
            fs::write(path.join("texts/0001.txt"), "inne").unwrap();
        }
        let arguments = ["export", path.to_str().unwrap(), "--zip", "--out", "x.zip"];
        let refused = command(here.path(), &arguments);
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(refused.stderr.contains("--as-it-is"), "{refused:?}");
        assert!(!here.path().join("x.zip").exists() && !path.join("custody.ndjson").exists());
        let let_go = command(here.path(), &[&arguments[..], &["--as-it-is"]].concat());
        assert_eq!(let_go.code, 0, "{let_go:?}");
        let imported = command(here.path(), &["import", "x.zip", "--into", "in"]);
        assert_eq!(imported.code, code, "{imported:?}");
        assert!(matches!(&verify(&path).custody.records[0].event, CustodyEvent::Exported(handed) if !handed.intact));
    }
}

#[test]
fn nothing_is_ever_overwritten_and_no_file_lies_within_its_bundle() {
    let room = room();
    let path = bundle(&room);
    let out = room.path().join("x.zip");
    fs::write(&out, "ważne").unwrap();
    assert!(matches!(pack(&path, None, &out), Err(HandoverError::Exists(_))));
    assert_eq!(fs::read(&out).unwrap(), "ważne".as_bytes());
    let inside = path.join("pictures/x.zip");
    assert!(matches!(pack(&path, None, &inside), Err(HandoverError::Inside(_))));
    // Something takes the name meanwhile.
    let late = room.path().join("late.zip");
    let draft = pack(&path, None, &late).unwrap();
    fs::write(&late, "ważne").unwrap();
    assert!(matches!(draft.settle(), Err(HandoverError::Exists(_))));
    assert_eq!(fs::read(&late).unwrap(), "ważne".as_bytes());
    let good = room.path().join("good.zip");
    pack(&path, None, &good).unwrap().settle().unwrap();
    assert!(matches!(unpack(&good, path.parent().unwrap()), Err(HandoverError::Exists(there)) if there == path));
    assert!(verify(&path).is_intact());
}

#[test]
fn what_is_no_plain_file_does_not_go_out() {
    let room = room();
    let path = bundle(&room);
    let out = room.path().join("x.zip");
    symlink("/etc/passwd", path.join("inputs/passwd")).unwrap();
    let refused = pack(&path, None, &out);
    assert!(
        matches!(&refused, Err(HandoverError::Entry { name, fault: EntryFault::Link }) if name == "inputs/passwd"),
        "{refused:?}"
    );
    fs::remove_file(path.join("inputs/passwd")).unwrap();
    fs::write(path.join("inputs/Zażółć.txt"), "x").unwrap();
    let refused = pack(&path, None, &out);
    let fault = EntryFault::Name(NameFault::Letter);
    assert!(
        matches!(&refused, Err(HandoverError::Entry { fault: found, .. }) if *found == fault),
        "{refused:?}"
    );
}

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
    let path = bundle(&here);
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
    let polish = command(room.path(), &["import", "x.zip", "--into", "in"]);
    assert_eq!(polish.code, 53);
    assert!(
        polish.stderr.contains("run/../a") && polish.stderr.contains("wyprowadza z teczki"),
        "{polish:?}"
    );
    assert!(polish.stderr.contains("krok export"), "{polish:?}");
    let english = command(room.path(), &["--lang", "en", "import", "x.zip", "--into", "in"]);
    assert!(english.stderr.contains("leads out of the bundle"), "{english:?}");
    assert!(!room.path().join("in").exists());
    assert_eq!(command(room.path(), &["import", "nie-ma.zip"]).code, 2);
}

fn handed(name: &str) -> CustodyEvent {
    CustodyEvent::Exported(HandedOver {
        file: name.to_owned(),
        sha256: "0".repeat(64),
        size: 1,
        intact: true,
    })
}

fn holder() -> Holder {
    Holder {
        by: "jan".to_owned(),
        host: "urzad".to_owned(),
        tool: "krok test".to_owned(),
    }
}

#[test]
fn whatever_is_done_to_the_custody_log_is_a_finding_of_its_own() {
    type Damage = fn(&mut Vec<String>);
    let room = room();
    let path = bundle(&room);
    for name in ["a.zip", "b.zip", "c.zip"] {
        custody::append(&path, &holder(), handed(name)).unwrap();
    }
    let log = path.join("custody.ndjson");
    assert_eq!(fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&log).unwrap();
    assert_eq!(verify(&path).custody.records.len(), 3);
    let damages: [(&str, Damage, Finding); 6] = [
        (
            "edited",
            |l| l[1] = l[1].replace("b.zip", "d.zip"),
            Finding::CustodyChanged(2),
        ),
        ("removed", |l| drop(l.remove(1)), Finding::CustodyChanged(2)),
        ("first removed", |l| drop(l.remove(0)), Finding::CustodyChanged(1)),
        ("moved", |l| l.swap(0, 1), Finding::CustodyChanged(1)),
        ("repeated", |l| l.insert(1, l[0].clone()), Finding::CustodyChanged(2)),
        (
            "cut",
            |l| l[2].truncate(40),
            Finding::CustodyBroken {
                line: 3,
                fault: krok::evidence::bundle::LineFault::Torn,
            },
        ),
    ];
    for (kind, damage, expected) in damages {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        damage(&mut lines);
        fs::write(&log, lines.concat()).unwrap();
        let verification = verify(&path);
        assert!(
            verification.custody.findings.contains(&expected),
            "{kind}: {verification:?}"
        );
        assert!(verification.is_intact() && verification.is_complete(), "{kind}");
        for language in [Language::Polish, Language::English] {
            assert!(!words(&expected, language).is_empty());
        }
        if kind != "cut" {
            // Nothing is added to a log that is not as it was written.
            let refused = custody::append(&path, &holder(), handed("e.zip"));
            assert!(matches!(refused, Err(CustodyError::Broken(_))), "{kind}");
            assert_eq!(fs::read_to_string(&log).unwrap(), lines.concat());
        }
    }
    // Half a line is what a killed program leaves, and told to nobody: the next line takes its place.
    custody::append(&path, &holder(), handed("e.zip")).unwrap();
    let custody = verify(&path).custody;
    assert_eq!((custody.records.len(), custody.findings.len()), (3, 0));
    // A log that belongs to another bundle.
    let other = written(&room.path().join("other"), 1, 9, Ending::Finished);
    fs::copy(&log, other.join("custody.ndjson")).unwrap();
    assert_eq!(
        verify(&other).custody.findings.first(),
        Some(&Finding::CustodyOfOther(1))
    );
}

#[test]
fn a_custody_log_that_cannot_be_written_stops_no_export() {
    let here = room();
    let path = bundle(&here);
    // Stands where the log goes; works for root, too, whom no permission stops.
    fs::create_dir(path.join("custody.ndjson")).unwrap();
    let arguments = [
        "export",
        path.to_str().unwrap(),
        "--zip",
        "--as-it-is",
        "--out",
        "x.zip",
    ];
    let exported = command(here.path(), &arguments);
    assert_eq!(exported.code, 0, "{exported:?}");
    assert!(exported.stderr.contains("nie dopisano do teczki"), "{exported:?}");
    assert!(here.path().join("x.zip").is_file());
}

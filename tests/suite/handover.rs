//! Bundles on their way to another office: what goes out comes in the same, and nothing else comes in.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use krok::evidence::custody::{self, CustodyError, Holder};
use krok::evidence::finding::Finding;
use krok::evidence::format::{CustodyEvent, HandedOver};
use krok::evidence::handover::{EntryFault, HandoverError, NameFault, pack, unpack};
use krok::evidence::verify::verify;
use krok::report::findings::words;
use krok::text::language::Language;
use tempfile::TempDir;

use crate::support::golden::{Ending, room, written};
use crate::support::office::{Ran, krok, run};

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
        CustodyEvent::Erased(_) | CustodyEvent::Signed(_) => panic!("nothing was removed"),
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

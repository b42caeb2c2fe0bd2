//! Pictures and texts that must not be kept: they go for good, and who took them, when and why stays.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use krok::evidence::custody::{self, CustodyError, Holder};
use krok::evidence::erasure::{EraseError, Order, erase};
use krok::evidence::error::EvidenceError;
use krok::evidence::finding::Finding;
use krok::evidence::format::{CustodyEvent, Erasure, Event, FileReference, Seal, SignedLine};
use krok::evidence::verify::verify;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::desk::Desk;
use crate::support::forger::forge;
use crate::support::golden::{Ending, room, written};
use crate::support::office::{Ran, krok, run};

/// Path of the first step of a bundle, which has two pictures.
const STEP: &str = "kazda[Skrytka 0]/ustaw";

fn bundle(room: &TempDir) -> PathBuf {
    written(&room.path().join("screenshots"), 2, 7, Ending::Finished)
}

fn command(room: &Path, arguments: &[&str]) -> Ran {
    run(&mut krok(arguments, room))
}

fn redact(room: &Path, bundle: &Path, more: &[&str]) -> Ran {
    let whose = ["--by", "Anna Wilk", "--reason", "wniosek osoby", "--yes"];
    command(
        room,
        &[&["redact", bundle.to_str().unwrap()], more, &whose[..]].concat(),
    )
}

fn json(room: &Path, bundle: &Path) -> Value {
    let ran = command(room, &["verify", bundle.to_str().unwrap(), "--json"]);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"))
}

fn holder() -> Holder {
    Holder {
        by: "jan".to_owned(),
        host: "urzad".to_owned(),
        tool: "krok test".to_owned(),
    }
}

/// Files of a bundle as its seal lists them.
fn listed(bundle: &Path, paths: &[&str]) -> Vec<FileReference> {
    let seal: Seal = serde_json::from_slice(&fs::read(bundle.join("seal.json")).unwrap()).unwrap();
    let files = seal.files.into_iter();
    files.filter(|file| paths.contains(&file.path.as_str())).collect()
}

/// Writes the line of an erasure, and removes nothing.
fn announce(bundle: &Path, files: Vec<FileReference>) {
    let event = CustodyEvent::Erased(Erasure {
        files,
        by: "Anna Wilk".to_owned(),
        why: "wniosek osoby".to_owned(),
        policy: None,
    });
    custody::append(bundle, &holder(), event).unwrap();
}

#[test]
fn what_is_removed_is_named_and_neither_missing_nor_altered() {
    let room = room();
    let path = bundle(&room);
    assert_eq!(command(room.path(), &["report", path.to_str().unwrap()]).code, 0);
    fs::write(path.join("protokol.pdf"), "druk z obrazami").unwrap();
    let before = listed(&path, &["pictures/0001.png"]).remove(0);
    let ran = redact(room.path(), &path, &["--step", STEP]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let gone = [
        "pictures/0001.png",
        "pictures/0002.png",
        "texts/0001.txt",
        "texts/0002.txt",
    ];
    for file in gone {
        assert!(
            ran.stdout.contains(file) && !path.join(file).exists(),
            "{file}: {ran:?}"
        );
    }
    assert!(path.join("pictures/0003.png").exists() && path.join("texts/0003.txt").exists());
    // The print has the pictures in it.
    assert!(!path.join("protokol.pdf").exists());

    let verification = verify(&path);
    assert_eq!(
        (&verification.integrity, &verification.completeness),
        (&vec![], &vec![])
    );
    let erased: Vec<&str> = verification.erased.iter().map(|each| each.file.path.as_str()).collect();
    assert_eq!(erased, gone);
    let verified = command(room.path(), &["verify", path.to_str().unwrap()]);
    assert_eq!(verified.code, 0, "{verified:?}");
    for told in [
        "nienaruszony",
        "usunięto zgodnie z zasadami przechowywania: 4 (obrazy: 2, teksty: 2)",
        "pictures/0001.png",
        before.sha256.as_str(),
        "Anna Wilk",
        "wniosek osoby",
        "bez podpisu",
    ] {
        assert!(verified.stdout.contains(told), "{told}: {verified:?}");
    }
    let told = json(room.path(), &path);
    let first = &told["completeness"]["erased"][0];
    assert_eq!(told["custody"]["handovers"], 0);
    assert_eq!(told["completeness"]["erased"].as_array().unwrap().len(), 4);
    assert_eq!(
        (&first["sha256"], &first["by"], &first["policy"], &first["signer"]),
        (&before.sha256.into(), &"Anna Wilk".into(), &Value::Null, &Value::Null)
    );

    // The report says so in the place of the pictures, and is what the evidence gives.
    let report = fs::read_to_string(path.join("report.html")).unwrap();
    assert!(report.contains("usunięto zgodnie z zasadami przechowywania"));
    assert!(!report.contains("src=\"pictures/0001.png\"") && report.contains("src=\"pictures/0003.png\""));
    assert!(!report.contains("href=\"texts/0001.txt\""));
    assert!(!format!("{verified:?}").contains("report.html"), "{verified:?}");

    // What went away is not there on the other side either, and nobody misses it.
    let zip = ["export", path.to_str().unwrap(), "--zip", "--out", "x.zip"];
    assert_eq!(command(room.path(), &zip).code, 0);
    let imported = command(room.path(), &["import", "x.zip", "--into", "in"]);
    assert_eq!(imported.code, 0, "{imported:?}");
    let came = room.path().join("in").join(path.file_name().unwrap());
    assert_eq!(verify(&came).erased.len(), 4);
}

#[test]
fn a_picture_that_two_steps_share_goes_from_both_and_both_are_named() {
    let room = room();
    let path = bundle(&room);
    forge(&path, |records| {
        let observed = |event: &Event| matches!(event, Event::Observed(_));
        let first = records
            .iter()
            .find(|record| observed(&record.event))
            .unwrap()
            .event
            .clone();
        let second = records
            .iter_mut()
            .filter(|record| observed(&record.event))
            .nth(2)
            .unwrap();
        second.event = first;
    });
    let other = "kazda[Skrytka 1]/ustaw";
    let ran = redact(room.path(), &path, &["--step", other, "--only", "pictures"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let line = ran
        .stdout
        .lines()
        .find(|line| line.contains("pictures/0001.png"))
        .unwrap();
    assert!(line.contains(STEP) && line.contains(other), "{line}");
    assert!(ran.stdout.contains("zniknie ze wszystkich"), "{ran:?}");
    assert!(!path.join("pictures/0001.png").exists() && path.join("texts/0001.txt").exists());
    assert!(path.join("pictures/0002.png").exists());
    assert!(verify(&path).is_intact());
}

#[test]
fn nothing_is_removed_without_a_yes_a_name_and_a_reason_or_from_what_is_not_there() {
    let room = room();
    let path = bundle(&room);
    let name = path.to_str().unwrap();
    let file = ["redact", name, "--file", "pictures/0001.png"];
    let refused: [(&[&str], i32); 8] = [
        // Nobody says yes; nobody says who; nobody says why.
        (&["--by", "Anna", "--reason", "x"], 14),
        (&["--reason", "x"], 2),
        (&["--by", "Anna", "--reason", " "], 2),
        (&["--yes", "--by", "Anna"], 2),
        (
            &["--yes", "--by", "Anna", "--reason", "x", "--file", "inputs/portal.toml"],
            2,
        ),
        (
            &["--yes", "--by", "Anna", "--reason", "x", "--file", "pictures/0099.png"],
            2,
        ),
        (&["--yes", "--by", "Anna", "--reason", "x", "--file", "../x"], 2),
        (&["--yes", "--by", "Anna", "--reason", "x", "--step", "kazda[Inna]"], 2),
    ];
    for (more, code) in refused {
        let ran = command(room.path(), &[&file[..], more].concat());
        assert_eq!(ran.code, code, "{more:?}: {ran:?}");
        assert!(
            path.join("pictures/0001.png").exists() && !path.join("custody.ndjson").exists(),
            "{more:?}"
        );
    }
    let none = redact(room.path(), &path, &[]);
    assert!(none.code == 2 && none.stderr.contains("--file"), "{none:?}");
    assert_eq!(redact(room.path(), &path, &["--file", "pictures/0001.png"]).code, 0);
    let again = redact(room.path(), &path, &["--file", "pictures/0001.png"]);
    assert!(again.code == 2 && again.stderr.contains("już usunięto"), "{again:?}");
    assert_eq!(verify(&path).custody.records.len(), 1);
}

#[test]
fn a_bundle_that_is_not_as_it_was_closed_loses_nothing() {
    type Damage = fn(&Path);
    let damages: [(Ending, Damage, i32); 4] = [
        (Ending::Killed, |_| {}, 3),
        (
            Ending::Finished,
            |p| fs::write(p.join("texts/0002.txt"), "inne").unwrap(),
            1,
        ),
        (
            Ending::Finished,
            |p| fs::remove_file(p.join("pictures/0002.png")).unwrap(),
            1,
        ),
        (
            Ending::Finished,
            // A folder of somebody else's in the place of the pictures.
            |p| {
                fs::rename(p.join("pictures"), p.join("../pictures")).unwrap();
                symlink("../pictures", p.join("pictures")).unwrap();
            },
            1,
        ),
    ];
    for (ending, damage, code) in damages {
        let room = room();
        let path = written(&room.path().join("screenshots"), 2, 7, ending);
        damage(&path);
        let ran = redact(room.path(), &path, &["--file", "pictures/0001.png"]);
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(path.join("pictures/0001.png").exists() && !path.join("custody.ndjson").exists());
    }
}

#[test]
fn a_removing_that_was_interrupted_is_named_and_finished_by_the_next() {
    let room = room();
    let path = bundle(&room);
    announce(&path, listed(&path, &["pictures/0001.png", "texts/0001.txt"]));
    fs::remove_file(path.join("texts/0001.txt")).unwrap();
    let verification = verify(&path);
    assert_eq!(
        (&verification.integrity, &verification.completeness),
        (
            &vec![],
            &vec![Finding::ErasureUnfinished("pictures/0001.png".to_owned())]
        )
    );
    assert_eq!(verification.erased.len(), 1);
    let told = command(room.path(), &["verify", path.to_str().unwrap()]);
    assert!(
        told.code == 3 && told.stdout.contains("dokończy je krok redact"),
        "{told:?}"
    );
    let ran = redact(room.path(), &path, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!path.join("pictures/0001.png").exists());
    let verification = verify(&path);
    assert!(verification.is_intact() && verification.is_complete());
    assert_eq!((verification.erased.len(), verification.custody.records.len()), (2, 1));
}

#[test]
fn a_file_that_is_gone_without_a_line_that_fits_is_missing() {
    type Damage = fn(&Path);
    let missing = Finding::FileMissing("pictures/0001.png".to_owned());
    let damages: [(&str, Damage, Option<Finding>); 5] = [
        ("no log", |p| fs::remove_file(p.join("custody.ndjson")).unwrap(), None),
        (
            "an edited line",
            |p| edit(p, "wniosek", "rozkaz"),
            Some(Finding::CustodyChanged(1)),
        ),
        (
            "a line about another seal",
            |p| {
                let seal = fs::read_to_string(p.join("seal.json")).unwrap();
                fs::write(p.join("seal.json"), format!("{seal}\n")).unwrap();
            },
            Some(Finding::CustodyOfOther(1)),
        ),
        (
            "another hash",
            |p| {
                fs::remove_file(p.join("custody.ndjson")).unwrap();
                let mut files = listed(p, &["pictures/0001.png"]);
                files[0].sha256 = "0".repeat(64);
                announce(p, files);
            },
            Some(Finding::ErasureDiffers("pictures/0001.png".to_owned())),
        ),
        (
            "another size",
            |p| {
                fs::remove_file(p.join("custody.ndjson")).unwrap();
                let mut files = listed(p, &["pictures/0001.png"]);
                files[0].size += 1;
                announce(p, files);
            },
            Some(Finding::ErasureDiffers("pictures/0001.png".to_owned())),
        ),
    ];
    for (kind, damage, custody) in damages {
        let room = room();
        let path = bundle(&room);
        announce(&path, listed(&path, &["pictures/0001.png"]));
        fs::remove_file(path.join("pictures/0001.png")).unwrap();
        assert!(verify(&path).is_intact());
        damage(&path);
        let verification = verify(&path);
        assert!(verification.integrity.contains(&missing), "{kind}: {verification:?}");
        assert_eq!(verification.custody.findings.first(), custody.as_ref(), "{kind}");
        assert!(verification.erased.is_empty(), "{kind}");
        for language in ["pl", "en"] {
            let told = command(room.path(), &["--lang", language, "verify", path.to_str().unwrap()]);
            assert_eq!(told.code, 1, "{kind}: {told:?}");
        }
    }
}

fn edit(bundle: &Path, from: &str, to: &str) {
    let log = bundle.join("custody.ndjson");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.replace(from, to)).unwrap();
}

#[test]
fn only_one_removes_and_only_what_may_go() {
    let room = room();
    let path = bundle(&room);
    let order = |files| Order {
        files,
        by: "Anna",
        why: "x",
        policy: None,
        signer: None,
    };
    let input = listed(&path, &["inputs/portal.toml"]);
    let refused = erase(&path, &holder(), &order(&input));
    assert!(matches!(refused, Err(EraseError::NotThere(_))), "{refused:?}");
    assert!(path.join("inputs/portal.toml").exists());
    let picture = listed(&path, &["pictures/0001.png"]);
    let log = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path.join("custody.ndjson"))
        .unwrap();
    log.lock().unwrap();
    let refused = erase(&path, &holder(), &order(&picture));
    assert!(
        matches!(
            refused,
            Err(EraseError::Custody(CustodyError::Storage(EvidenceError::Locked(_))))
        ),
        "{refused:?}"
    );
    assert!(path.join("pictures/0001.png").exists());
    log.unlock().unwrap();
    erase(&path, &holder(), &order(&picture)).unwrap();
    // Through a link no bundle is reached.
    let link = room.path().join("link");
    symlink(&path, &link).unwrap();
    let refused = erase(&link, &holder(), &order(&listed(&path, &["pictures/0002.png"])));
    assert!(matches!(refused, Err(EraseError::Storage(_))), "{refused:?}");
    assert!(path.join("pictures/0002.png").exists());
}

#[test]
fn a_signature_under_the_line_says_who_answers_for_it() {
    let desk = Desk::new();
    for key in ["anna", "obcy"] {
        desk.key(key, "ed25519");
    }
    desk.trust(&[("anna", "namespaces=\"krok-erasure@v1\"")]);
    let path = written(desk.folder.path(), 2, 7, Ending::Finished);
    let path = path.to_str().unwrap();
    let order = ["--by", "Anna Wilk", "--reason", "wniosek", "--yes", "--key"];
    let redact = |file: &str, key: &str| desk.done(&[&["redact", path, "--file", file], &order[..], &[key]].concat());
    redact("pictures/0001.png", "anna");
    redact("pictures/0002.png", "obcy");
    let verified = desk.krok(&["verify", path, "--trust", "zaufani"]);
    let line = |file: &str| verified.stdout.lines().find(|line| line.contains(file)).unwrap();
    assert!(line("pictures/0001.png").contains("podpis: anna"), "{verified:?}");
    assert!(
        line("pictures/0002.png").contains("lista zaufanych nie uznaje"),
        "{verified:?}"
    );

    // Without krok: the first line up to the tabulation is what was signed.
    let log = fs::read_to_string(Path::new(path).join("custody.ndjson")).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    let json: Value = serde_json::from_str(lines[1].split('\t').next().unwrap()).unwrap();
    fs::write(desk.path("sig"), json["event"]["signed"]["signature"].as_str().unwrap()).unwrap();
    let mut checking = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-f"])
        .arg(desk.path("zaufani"))
        .args(["-I", "anna", "-n", "krok-erasure@v1", "-s"])
        .arg(desk.path("sig"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let signed = lines[0].split('\t').next().unwrap();
    std::io::Write::write_all(&mut checking.stdin.take().unwrap(), signed.as_bytes()).unwrap();
    assert!(checking.wait().unwrap().success());

    // A signature that is moved to another line is none.
    let moved = CustodyEvent::Signed(SignedLine {
        over: 2,
        signature: json["event"]["signed"]["signature"].as_str().unwrap().to_owned(),
    });
    custody::append(Path::new(path), &holder(), moved).unwrap();
    let found = verify(Path::new(path)).custody.findings;
    assert!(
        matches!(
            found.as_slice(),
            [Finding::ErasureSignature {
                line: 5,
                fault: Some(_)
            }]
        ),
        "{found:?}"
    );
    assert!(verify(Path::new(path)).is_intact());
}

/// Ages a bundle: its last record has another time, chain and seal mended.
fn aged(room: &Path, seed: u64, last: &str) -> PathBuf {
    let path = written(room, 1, seed, Ending::Finished);
    forge(&path, |records| {
        let record = records.last_mut().unwrap();
        record.at = format!("{last}T10:00:00.000+01:00");
    });
    path
}

#[test]
fn what_is_over_goes_by_the_bundles_own_age_and_only_after_a_yes() {
    let room = room();
    let folder = room.path().join("teczki");
    let series = folder.join("2020-01-01-seria-x");
    let old = aged(&series, 1, "2020-03-01");
    let young = aged(&folder, 2, "2999-01-01");
    let altered = aged(&folder, 3, "2020-03-01");
    fs::write(altered.join("texts/0001.txt"), "inne").unwrap();
    fs::write(folder.join("notatka.txt"), "x").unwrap();
    symlink(&old, folder.join("link")).unwrap();
    fs::write(
        room.path().join("zasady.toml"),
        "title = \"Zarządzenie 12\"\n[all]\npictures = \"5y\"\n[practice]\npictures = \"90d\"\n",
    )
    .unwrap();
    let order = ["expire", "teczki", "--policy", "zasady.toml"];
    let asked = command(room.path(), &order);
    assert_eq!(asked.code, 14, "{asked:?}");
    assert!(
        asked.stdout.contains("z dnia 2020-03-01, obrazy: 2, teksty: 0"),
        "{asked:?}"
    );
    assert!(old.join("pictures/0001.png").exists() && !old.join("custody.ndjson").exists());

    let ran = command(room.path(), &[&order[..], &["--yes", "--by", "Anna Wilk"]].concat());
    // The bundle that was changed is named and left alone.
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("naruszona"), "{ran:?}");
    assert!(altered.join("pictures/0001.png").exists() && young.join("pictures/0001.png").exists());
    assert!(!old.join("pictures/0001.png").exists() && old.join("texts/0001.txt").exists());
    let verification = verify(&old);
    assert!(verification.is_intact());
    let policy = verification.erased[0].policy.clone().unwrap();
    let sha256 = krok::evidence::chain::sha256(&fs::read(room.path().join("zasady.toml")).unwrap());
    assert_eq!((policy.name.as_str(), policy.sha256), ("Zarządzenie 12", Some(sha256)));
    assert!(
        policy.keep == "pictures 5y" || policy.keep == "pictures 90d",
        "{}",
        policy.keep
    );

    // Both times have to be over; without a file the option is the rule, for pictures and texts.
    let both = [
        "expire",
        "teczki/2020-01-01-seria-x",
        "--policy",
        "zasady.toml",
        "--older-than",
        "900y",
        "--yes",
    ];
    let kept = command(room.path(), &both);
    assert!(kept.code == 0 && kept.stdout.contains("Nie ma nic"), "{kept:?}");
    let ran = command(
        room.path(),
        &["expire", old.to_str().unwrap(), "--older-than", "36m", "--yes"],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!old.join("texts/0001.txt").exists() && verify(&old).is_intact());
}

#[test]
fn rules_that_are_none_are_shown_with_their_place() {
    let room = room();
    let path = bundle(&room);
    for (rules, told) in [
        ("title = \"x\"\n[all]\npictures = \"5 lat\"\n", "zasady.toml:3:12"),
        ("title = \"x\"\n[al]\npictures = \"5y\"\n", "czy chodziło o `all`?"),
        ("title = \"x\"\n[plan]\nobrazy = \"5y\"\n", "zasady.toml:3:1"),
        ("title = \"x\"\n", "żadnego okresu"),
        ("[all]\npictures = \"5y\"\n", "title"),
        ("title = \"x\"\n[all]\npictures = 5\n", "zasady.toml:3:12"),
    ] {
        fs::write(room.path().join("zasady.toml"), rules).unwrap();
        let order = ["expire", path.to_str().unwrap(), "--policy", "zasady.toml", "--yes"];
        let ran = command(room.path(), &order);
        assert!(ran.code == 2 && ran.stderr.contains(told), "{told}: {ran:?}");
        assert!(path.join("pictures/0001.png").exists());
    }
    for wrong in [&["--older-than", "5w"][..], &[], &["--older-than", "0d"]] {
        let ran = command(
            room.path(),
            &[&["expire", path.to_str().unwrap(), "--yes"], wrong].concat(),
        );
        assert_eq!(ran.code, 2, "{ran:?}");
    }
    fs::create_dir(room.path().join("pusty")).unwrap();
    let none = command(room.path(), &["expire", "pusty", "--older-than", "1d", "--yes"]);
    assert!(
        none.code == 2 && none.stderr.contains("nie ma żadnej teczki"),
        "{none:?}"
    );
}

//! Two verifiers that share no line with krok, and that a stranger can read: they say of every bundle what krok says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use krok::evidence::chain;
use krok::evidence::custody::{self, Holder};
use krok::evidence::format::{CustodyEvent, Erasure, FileReference, HandedOver, Seal};
use krok::evidence::verify::verify;
use krok::report::assessment::{Integrity, assess};

use crate::support::forger::{change, copy_folder, forge, hide};
use crate::support::golden::{Ending, example, room, written};
use crate::support::outside_verifiers::{outside, python_says, shell_says};
use crate::support::torture::{Part, tell};
use crate::support::tsa::authorities;

/// Bits turned in each of trail and seal, if not all are asked for.
const TURNED: usize = 24;

/// What a verifier says, by its exit code, which both have from the documentation.
fn krok_says(bundle: &Path) -> i32 {
    match assess(&verify(bundle)).integrity {
        Integrity::Intact => 0,
        Integrity::Altered => 1,
        Integrity::Unsealed => 3,
    }
}

fn copy(from: &Path, room: &Path, number: usize) -> PathBuf {
    let to = room.join(format!("{number:06}"));
    copy_folder(from, &to);
    to
}

/// Bundles as honest runs leave them, damaged in every way that has a name, and forged with every hash in place.
fn corpus(room: &Path) -> Vec<PathBuf> {
    type Damage = fn(&Path);
    let endings = [Ending::Finished, Ending::Uncertain, Ending::Recovered, Ending::Killed];
    let honest = endings.map(|ending| written(&room.join(format!("{ending:?}")), 3, 5, ending));
    let damages: [Damage; 16] = [
        |_| {},
        |p| fs::remove_file(p.join("pictures/0001.png")).unwrap(),
        |p| fs::rename(p.join("texts/0001.txt"), p.join("texts/0009.txt")).unwrap(),
        |p| swap(p, "pictures/0001.png", "pictures/0002.png"),
        |p| fs::write(p.join("inputs/nowy.toml"), "x").unwrap(),
        |p| fs::write(p.join("notatka.txt"), "x").unwrap(),
        |p| fs::create_dir(p.join("inne")).unwrap(),
        |p| fs::create_dir(p.join("pictures/inne")).unwrap(),
        |p| std::os::unix::fs::symlink("/etc/hostname", p.join("texts/link")).unwrap(),
        |p| fs::write(p.join("trail.ndjson"), "").unwrap(),
        |p| lines(p, |l| drop(l.remove(2))),
        |p| lines(p, |l| l.swap(2, 3)),
        |p| lines(p, |l| l.insert(3, l[2].clone())),
        |p| lines(p, |l| drop(l.pop())),
        |p| lines(p, |l| l.last_mut().unwrap().truncate(30)),
        |p| {
            fs::write(
                p.join("trail.ndjson"),
                [&fs::read(p.join("trail.ndjson")).unwrap()[..], b"\0\n"].concat(),
            )
            .unwrap();
        },
    ];
    let mut all = Vec::new();
    for bundle in &honest {
        for damage in damages {
            let copy = copy(bundle, room, all.len());
            damage(&copy);
            all.push(copy);
        }
    }
    let sealless = copy(&honest[0], room, all.len());
    fs::remove_file(sealless.join("seal.json")).unwrap();
    all.push(sealless);
    let forgeries: [fn(&Path); 3] = [
        |p| {
            forge(p, |records| {
                change(records, |record| {
                    "2020-01-01T00:00:00.000+01:00".clone_into(&mut record.at);
                    true
                });
            });
        },
        |p| forge(p, |records| hide(records, |record| record.seq == 3)),
        |p| forge(p, |records| records.swap(2, 3)),
    ];
    for forgery in forgeries {
        let copy = copy(&honest[0], room, all.len());
        forgery(&copy);
        all.push(copy);
    }
    let handed = copy(&honest[0], room, all.len());
    custody::append(&handed, &holder(), handed_over("x.zip")).unwrap();
    all.push(handed);
    all.extend(erased(&honest[0], room, all.len()));
    all
}

/// Bundles from which files were removed: with an honest line, and with everything that makes such a line worth nothing.
fn erased(honest: &Path, room: &Path, from: usize) -> Vec<PathBuf> {
    type Damage = fn(&Path);
    let damages: [Damage; 10] = [
        |_| {},
        // The removing was interrupted.
        |p| fs::write(p.join("pictures/0001.png"), fs::read(p.join("../kept.png")).unwrap()).unwrap(),
        |p| fs::write(p.join("pictures/0001.png"), "x").unwrap(),
        |p| fs::remove_file(p.join("pictures/0002.png")).unwrap(),
        |p| fs::remove_file(p.join("custody.ndjson")).unwrap(),
        |p| log(p, |l| l[1] = l[1].replace("wniosek", "rozkaz")),
        |p| log(p, |l| drop(l.remove(0))),
        |p| log(p, |l| l[1].truncate(60)),
        // What comes behind the line does not touch it.
        |p| log(p, |l| l[2].truncate(60)),
        |p| fs::remove_file(p.join("seal.json")).unwrap(),
    ];
    fs::copy(honest.join("pictures/0001.png"), room.join("kept.png")).unwrap();
    let made = damages.into_iter().zip(from..).map(|(damage, number)| {
        let copy = copy(honest, room, number);
        let seal: Seal = serde_json::from_slice(&fs::read(copy.join("seal.json")).unwrap()).unwrap();
        let is_meant = |file: &FileReference| ["pictures/0001.png", "texts/0001.txt"].contains(&file.path.as_str());
        let files: Vec<FileReference> = seal.files.into_iter().filter(is_meant).collect();
        assert_eq!(files.len(), 2);
        for event in [handed_over("a.zip"), erasure(files), handed_over("b.zip")] {
            custody::append(&copy, &holder(), event).unwrap();
        }
        for gone in ["pictures/0001.png", "texts/0001.txt"] {
            fs::remove_file(copy.join(gone)).unwrap();
        }
        damage(&copy);
        copy
    });
    let mut all: Vec<PathBuf> = made.collect();
    // A line about another file than the seal has, and one about a file that may not go.
    for (path, sha256) in [
        ("pictures/0001.png", "0".repeat(64)),
        ("inputs/portal.toml", String::new()),
    ] {
        let copy = copy(honest, room, from + all.len());
        let bytes = fs::read(copy.join(path)).unwrap();
        let sha256 = if sha256.is_empty() {
            chain::sha256(&bytes)
        } else {
            sha256
        };
        let size = bytes.len() as u64;
        let file = FileReference {
            path: path.to_owned(),
            sha256,
            size,
        };
        custody::append(&copy, &holder(), erasure(vec![file])).unwrap();
        all.push(copy.clone());
        let gone = self::copy(&copy, room, from + all.len());
        fs::remove_file(gone.join(path)).unwrap();
        all.push(gone);
    }
    all
}

fn erasure(files: Vec<FileReference>) -> CustodyEvent {
    CustodyEvent::Erased(Erasure {
        files,
        by: "Anna Wilk".to_owned(),
        why: "wniosek osoby".to_owned(),
        policy: None,
    })
}

fn handed_over(name: &str) -> CustodyEvent {
    CustodyEvent::Exported(HandedOver {
        file: name.to_owned(),
        sha256: "0".repeat(64),
        size: 1,
        intact: true,
    })
}

fn log(bundle: &Path, change: impl FnOnce(&mut Vec<String>)) {
    let path = bundle.join("custody.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    let mut all: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    change(&mut all);
    fs::write(path, all.concat()).unwrap();
}

fn holder() -> Holder {
    Holder {
        by: "jan".to_owned(),
        host: "urzad".to_owned(),
        tool: "krok test".to_owned(),
    }
}

fn lines(bundle: &Path, change: impl FnOnce(&mut Vec<String>)) {
    let path = bundle.join("trail.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    let mut all: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    change(&mut all);
    fs::write(path, all.concat()).unwrap();
}

fn swap(bundle: &Path, one: &str, other: &str) {
    let [a, b] = [one, other].map(|name| fs::read(bundle.join(name)));
    // A run that was killed early has one of them only.
    if let (Ok(a), Ok(b)) = (a, b) {
        fs::write(bundle.join(one), b).unwrap();
        fs::write(bundle.join(other), a).unwrap();
    }
}

#[test]
fn both_say_what_krok_says_of_every_bundle_of_the_corpus() {
    let room = room();
    let mut bundles = corpus(room.path());
    bundles.push(example());
    let wanted: Vec<i32> = bundles.iter().map(|bundle| krok_says(bundle)).collect();
    let python = python_says(&bundles);
    for ((bundle, wanted), python) in bundles.iter().zip(&wanted).zip(python) {
        assert_eq!(
            python,
            *wanted,
            "Python: {}: {:?}",
            bundle.display(),
            verify(bundle).integrity
        );
        assert_eq!(
            shell_says(bundle),
            *wanted,
            "sh: {}: {:?}",
            bundle.display(),
            verify(bundle).integrity
        );
    }
    for verdict in [0, 1, 3] {
        assert!(
            wanted.contains(&verdict),
            "the corpus has no bundle of verdict {verdict}"
        );
    }
    tell(&format!(
        "outside verifiers: {} bundles, each with the verdict of krok",
        bundles.len()
    ));
}

#[test]
fn both_see_every_turned_bit_that_krok_sees() {
    let room = room();
    let golden = written(&room.path().join("golden"), 1, 11, Ending::Finished);
    let mut bundles = Vec::new();
    for name in ["trail.ndjson", "seal.json"] {
        let whole = fs::read(golden.join(name)).unwrap();
        let bits = whole.len() * 8;
        let step = if Part::asked_for().is_some() { 41 } else { bits / TURNED };
        for bit in (0..bits).step_by(step) {
            let copy = copy(&golden, room.path(), bundles.len());
            let mut turned = whole.clone();
            turned[bit / 8] ^= 1 << (bit % 8);
            fs::write(copy.join(name), turned).unwrap();
            bundles.push(copy);
        }
    }
    for (bundle, python) in bundles.iter().zip(python_says(&bundles)) {
        assert_eq!(krok_says(bundle), 1, "{}", bundle.display());
        assert_eq!(python, 1, "Python: {}", bundle.display());
        assert_eq!(shell_says(bundle), 1, "sh: {}", bundle.display());
    }
    tell(&format!(
        "outside verifiers: {} turned bits, each seen by both",
        bundles.len()
    ));
}

/// Runs both over one bundle with the verifier's own files.
fn both_say(bundle: &Path, signers: &Path, roots: &Path) -> [(i32, String); 2] {
    let shell = Command::new("sh")
        .arg(outside("sprawdz.sh"))
        .args([bundle, signers, roots])
        .output()
        .unwrap();
    let mut python = Command::new("python3");
    python
        .arg(outside("sprawdz.py"))
        .arg("--signers")
        .arg(signers)
        .arg("--roots")
        .arg(roots);
    let python = python.arg(bundle).output().unwrap();
    [shell, python].map(|output| (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap()))
}

/// Runs a program of the system in a folder, which has to succeed.
fn tool(folder: &Path, command: &str) {
    let output = Command::new("sh")
        .args(["-ec", command])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{command}: {output:?}");
}

#[test]
fn both_check_the_signature_against_the_verifiers_own_trust_file() {
    let room = room();
    let bundle = written(room.path(), 1, 31, Ending::Finished);
    fs::copy(bundle.join("seal.json"), room.path().join("seal.json")).unwrap();
    tool(
        room.path(),
        "for who in jan obcy; do ssh-keygen -q -t ed25519 -N '' -C $who -f $who; \
         printf '%s namespaces=\"krok-seal@v1\" %s\\n' $who \"$(cut -d ' ' -f 1,2 $who.pub)\" > $who.trust; done; \
         ssh-keygen -q -Y sign -f jan -n krok-seal@v1 seal.json; cp seal.json.sig good.sig; \
         rm seal.json.sig; ssh-keygen -q -Y sign -f jan -n inne@v1 seal.json; mv seal.json.sig other.sig",
    );
    let none = room.path().join("none");
    for (signature, trust, code) in [
        ("good.sig", "jan.trust", 0),
        ("good.sig", "obcy.trust", 1),
        ("other.sig", "jan.trust", 1),
    ] {
        fs::copy(room.path().join(signature), bundle.join("seal.json.sig")).unwrap();
        for (said, text) in both_say(&bundle, &room.path().join(trust), &none) {
            assert_eq!(said, code, "{signature}, {trust}: {text}");
        }
    }
}

/// Puts a bundle's tokens where a run keeps them, by one signer.
fn stamp(bundle: &Path, signer: &str) {
    let trail = fs::read_to_string(bundle.join("trail.ndjson")).unwrap();
    let first = trail.lines().next().unwrap().rsplit_once('\t').unwrap().1;
    let seal = fs::read(bundle.join("seal.json")).unwrap();
    fs::create_dir_all(bundle.join("anchors")).unwrap();
    let tokens = [
        ("start.tsr", authorities().stamp_hash(signer, first)),
        ("seal.tsr", authorities().stamp(signer, "sha256", &seal)),
        ("seal-2.tsr", authorities().stamp(signer, "sha512", &seal)),
    ];
    for (name, token) in tokens {
        fs::write(bundle.join("anchors").join(name), token).unwrap();
    }
}

#[test]
fn both_check_the_time_stamps_against_the_verifiers_own_roots() {
    let room = room();
    let bundle = written(room.path(), 1, 37, Ending::Finished);
    let none = room.path().join("none");
    let roots = |name: &str| authorities().file(name);
    let said = |bundle: &Path, roots: &Path| both_say(bundle, &none, roots);
    stamp(&bundle, "p256");
    for (code, text) in said(&bundle, &roots("root.pem")) {
        assert_eq!(code, 0, "{text}");
    }
    for (code, text) in said(&bundle, &roots("strange.pem")) {
        assert_eq!(code, 1, "{text}");
        for token in ["anchors/start.tsr", "anchors/seal.tsr", "anchors/seal-2.tsr"] {
            assert!(text.contains(token), "{text}");
        }
    }
    // Each in turn is a good token about something else.
    for name in ["start.tsr", "seal.tsr", "seal-2.tsr"] {
        let other = copy(&bundle, room.path(), name.len());
        let token = authorities().stamp("p256", "sha256", b"something else");
        fs::write(other.join("anchors").join(name), token).unwrap();
        for (code, text) in said(&other, &roots("root.pem")) {
            assert_eq!(code, 1, "{name}: {text}");
            let bad: Vec<&str> = text.lines().filter(|line| line.contains("anchors/")).collect();
            assert!(bad.len() == 1 && bad[0].contains(name), "{text}");
        }
    }
    // A certificate that is not for time stamps, and one that was over.
    let seal = fs::read(bundle.join("seal.json")).unwrap();
    let good = authorities().stamp("p256", "sha256", &seal);
    for (signer, wanted) in [("p256", 0), ("other", 1), ("expired", 1)] {
        // The token alone, without the answer around it.
        let token = authorities().resigned(&good, signer, &["-cades", "-md", "sha256"]);
        fs::write(bundle.join("anchors/seal.tsr"), token).unwrap();
        for (code, text) in said(&bundle, &roots("root.pem")) {
            assert_eq!(code, wanted, "{signer}: {text}");
        }
    }
}

#[test]
fn a_broken_custody_log_is_told_by_both_and_changes_no_verdict() {
    let room = room();
    let bundle = written(room.path(), 1, 33, Ending::Finished);
    let nothing = room.path().join("none");
    for name in ["a.zip", "b.zip"] {
        custody::append(&bundle, &holder(), handed_over(name)).unwrap();
    }
    let is_told = || {
        let said = both_say(&bundle, &nothing, &nothing);
        assert!(said.iter().all(|(code, _)| *code == 0), "{said:?}");
        [
            said[0].1.contains("przekazań jest uszkodzony"),
            said[1].1.contains("custody log is broken"),
        ]
    };
    assert_eq!(is_told(), [false, false]);
    let log = bundle.join("custody.ndjson");
    let text = fs::read_to_string(&log).unwrap().replace("a.zip", "c.zip");
    fs::write(&log, text).unwrap();
    assert_eq!(is_told(), [true, true]);
    assert!(!verify(&bundle).custody.findings.is_empty());
}

#[test]
fn both_are_as_short_as_a_stranger_can_read() {
    for (name, limit) in [("sprawdz.sh", 60), ("sprawdz.py", 200)] {
        let text = fs::read_to_string(outside(name)).unwrap();
        assert!(text.lines().count() <= limit, "{name}");
    }
}

//! The threat table of the evidence as a matrix that runs: each attack at many seeded places of a bundle of the real
//! format. What is caught must be caught every time, and what is honestly not caught must stay so until something is
//! added that catches it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;
use krok::evidence::assurance::{Assurance, Ground, Level};

use krok::evidence::finding::Finding;
use krok::evidence::handover::unpack;
use krok::evidence::signature::{KeyFile, Signer};
use krok::evidence::statements::{Ruling, countersign, sign_seal};
use krok::evidence::trust::TrustFile;
use krok::evidence::verify::verify;
use krok::report::assessment::{Integrity, assess};
use tempfile::TempDir;

use crate::support::attacks::{
    add_file, black_out, cut_and_mend, doctor_report, double_key, double_seal_key, edit_record, flip, forge_record,
    insert, lines, remove_picture, snapshot, splice_picture, splice_record, swap,
};
use crate::support::dice::Dice;
use crate::support::forger::copy_folder;
use crate::support::golden::{Ending, room, written};
use crate::support::raw_zip::{Around, Entry, zip};
use crate::support::torture::{Part, tell};

/// What the verifier holds beside the bundle, and asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    /// Nothing: chain and seal alone.
    Sealed,
    /// A list of keys that has the operator's.
    Signed,
    /// A list of keys that has the operator's and the reviewer's.
    Countersigned,
}

/// What must come of an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caught {
    /// It is named as a change, every time.
    Yes,
    /// It leaves no trace of a change, every time.
    No,
    /// It leaves no trace of a change, and the bundle is never called whole.
    NotWhole,
}

/// A row of the table: its number, the attack, the bundle it meets, and what must come of it by trust.
struct Row {
    number: u32,
    attack: &'static str,
    ending: Ending,
    carry_out: fn(&Path, &mut Dice),
    /// By chain and seal, by a signature, and by a countersignature.
    caught: [Caught; 3],
}

const fn row(number: u32, attack: &'static str, carry_out: fn(&Path, &mut Dice), caught: Caught) -> Row {
    by_trust(number, attack, carry_out, [caught; 3])
}

const fn by_trust(number: u32, attack: &'static str, carry_out: fn(&Path, &mut Dice), caught: [Caught; 3]) -> Row {
    Row {
        number,
        attack,
        ending: Ending::Finished,
        carry_out,
        caught,
    }
}

/// The rows of attacks upon what lies there.
const ROWS: [Row; 23] = [
    row(1, "edit a record", edit_record, Caught::Yes),
    row(1, "flip a bit in a picture", |p, d| flip(p, "pictures", d), Caught::Yes),
    row(1, "flip a bit in a text", |p, d| flip(p, "texts", d), Caught::Yes),
    row(1, "flip a bit in an input", |p, d| flip(p, "inputs", d), Caught::Yes),
    row(
        2,
        "delete a record",
        |p, d| lines(p, d, |l, d| drop(l.remove(d.below(l.len())))),
        Caught::Yes,
    ),
    row(
        2,
        "reorder records",
        |p, d| {
            lines(p, d, |l, d| {
                let (one, other) = d.pair(l.len());
                l.swap(one, other);
            });
        },
        Caught::Yes,
    ),
    row(
        2,
        "duplicate a record",
        |p, d| {
            lines(p, d, |l, d| {
                let (from, to) = d.pair(l.len());
                l.insert(to, l[from].clone());
            });
        },
        Caught::Yes,
    ),
    row(2, "insert a record that fits the one before", insert, Caught::Yes),
    row(3, "swap two pictures", |p, d| swap(p, "pictures", d), Caught::Yes),
    row(3, "swap two texts", |p, d| swap(p, "texts", d), Caught::Yes),
    row(3, "splice a picture of another run", splice_picture, Caught::Yes),
    row(3, "splice a record of another run", splice_record, Caught::Yes),
    by_trust(
        4,
        "edit a record and recompute every hash",
        forge_record,
        [Caught::No, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        4,
        "edit a record, recompute every hash and take the signatures away",
        |p, d| {
            forge_record(p, d);
            unsign(p);
        },
        [Caught::No, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        5,
        "cut the tail of a sealed run and recompute every hash",
        cut_and_mend,
        [Caught::NotWhole, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        8,
        "edit a record and sign all anew with a stranger's key",
        |p, d| {
            forge_record(p, d);
            sign_anew(p, &keys().stranger);
        },
        [Caught::No, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        9,
        "edit a record and sign all anew with the operator's key",
        |p, d| {
            forge_record(p, d);
            sign_anew(p, &keys().operator);
        },
        [Caught::No, Caught::No, Caught::Yes],
    ),
    row(7, "add a file", add_file, Caught::Yes),
    row(
        7,
        "double a key of a record and recompute every hash",
        double_key,
        Caught::Yes,
    ),
    row(7, "double a key of the seal", double_seal_key, Caught::Yes),
    row(15, "doctor the report", doctor_report, Caught::No),
    row(18, "black out a picture without a record of it", black_out, Caught::Yes),
    row(
        18,
        "remove a picture without a record of it",
        remove_picture,
        Caught::Yes,
    ),
];

/// How often each attack is tried.
fn placements() -> usize {
    if Part::asked_for().is_some() { 100 } else { 6 }
}

#[test]
fn every_attack_is_caught_or_honestly_not_caught_at_every_place() {
    for trust in [Trust::Sealed, Trust::Signed, Trust::Countersigned] {
        for row in ROWS {
            let wanted = row.caught[trust as usize];
            for placement in 0..placements() {
                let room = room();
                let seed = u64::from(row.number) * 1000 + placement as u64;
                let bundle = written(room.path(), 2, seed, row.ending);
                state(&bundle, trust);
                let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (seed + 1));
                let before = snapshot(&bundle);
                (row.carry_out)(&bundle, &mut dice);
                assert_ne!(snapshot(&bundle), before, "{}: nothing was done", row.attack);
                let found = seen(&bundle, trust);
                assert_eq!(found, wanted, "row {}: {}, seed {seed}", row.number, row.attack);
            }
            let times = placements();
            let caught = if wanted == Caught::Yes { times } else { 0 };
            tell(&format!(
                "row {}: {} ({trust:?}): caught {caught} of {times}",
                row.number, row.attack
            ));
        }
    }
}

/// Keys of the operator, of a reviewer and of somebody whom nobody knows, and the verifier's lists.
struct Keys {
    operator: PathBuf,
    reviewer: PathBuf,
    stranger: PathBuf,
    trust: TrustFile,
    _folder: TempDir,
}

fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let [operator, reviewer, stranger] = ["operator", "recenzent", "obcy"].map(|name| folder.path().join(name));
        for key in [&operator, &reviewer, &stranger] {
            KeyFile::make(key, "", None).unwrap();
        }
        let listed = [("operator", &operator), ("recenzent", &reviewer)];
        let lines = listed.map(|(name, key)| format!("{name} {}\n", KeyFile::read(key).unwrap().key().line()));
        Keys {
            trust: TrustFile::parse(&lines.concat()).unwrap(),
            operator,
            reviewer,
            stranger,
            _folder: folder,
        }
    })
}

fn signer(key: &Path) -> Signer {
    match KeyFile::read(key).unwrap() {
        KeyFile::Ready(key) => Signer::of_key(key),
        KeyFile::Locked(_) | KeyFile::Public(_) => panic!("the key has no passphrase"),
    }
}

/// Puts on a bundle what a verifier with this trust will ask for.
fn state(bundle: &Path, trust: Trust) {
    if trust != Trust::Sealed {
        sign_seal(bundle, &signer(&keys().operator)).unwrap();
    }
    if trust == Trust::Countersigned {
        countersign(bundle, (Ruling::Accepted, ""), "recenzent", &signer(&keys().reviewer)).unwrap();
    }
}

fn unsign(bundle: &Path) {
    for left in ["seal.json.sig", "countersign"] {
        let path = bundle.join(left);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else if path.exists() {
            fs::remove_file(path).unwrap();
        }
    }
}

/// Signs the seal in place of whoever did, and leaves what others said.
fn sign_anew(bundle: &Path, key: &Path) {
    let signature = bundle.join("seal.json.sig");
    if signature.exists() {
        fs::remove_file(signature).unwrap();
    }
    sign_seal(bundle, &signer(key)).unwrap();
}

/// Says what a verifier sees who asks for as much as this trust can give.
fn seen(bundle: &Path, trust: Trust) -> Caught {
    let verification = verify(bundle);
    let ground = Ground {
        trust: (trust != Trust::Sealed).then(|| &keys().trust),
        anchored: None,
        now: Timestamp::now(),
    };
    let required = [Level::Sealed, Level::Signed, Level::Countersigned][trust as usize];
    let is_met = Assurance::of(&verification, ground).meets(required);
    match (assess(&verification).integrity, verification.is_complete()) {
        (Integrity::Altered | Integrity::Unsealed, _) => Caught::Yes,
        (Integrity::Intact, _) if !is_met => Caught::Yes,
        (Integrity::Intact, true) => Caught::No,
        (Integrity::Intact, false) => Caught::NotWhole,
    }
}

/// Row 6.
#[test]
fn a_tail_cut_off_an_unsealed_run_is_not_seen_and_the_bundle_is_never_called_whole() {
    let room = room();
    let bundle = written(room.path(), 3, 61, Ending::Killed);
    let whole = fs::read_to_string(bundle.join("trail.ndjson")).unwrap();
    let all: Vec<&str> = whole.split_inclusive('\n').collect();
    for keep in 1..=all.len() {
        fs::write(bundle.join("trail.ndjson"), all[..keep].concat()).unwrap();
        let verification = verify(&bundle);
        assert_eq!(assess(&verification).integrity, Integrity::Unsealed, "{keep}");
        assert!(verification.completeness.contains(&Finding::EndMissing), "{keep}");
    }
    tell(&format!(
        "row 6: cut the tail of an unsealed run: called unsealed {0} of {0}",
        all.len()
    ));
}

/// Row 7, in the file in which a bundle is handed over.
#[test]
fn a_doubled_entry_of_a_packed_bundle_is_refused() {
    let room = room();
    let archive = room.path().join("x.zip");
    let entries = ["run/trail.ndjson", "run/seal.json", "run/texts/0001.txt"].map(|name| Entry::stored(name, b"x"));
    for doubled in &entries {
        let twice = [&entries[..], std::slice::from_ref(doubled)].concat();
        fs::write(&archive, zip(&twice, &Around::default())).unwrap();
        assert!(unpack(&archive, room.path()).is_err());
    }
}

/// Row 19.
#[test]
fn what_a_crash_leaves_open_is_named() {
    let tries = placements() as u64;
    for ending in [Ending::Uncertain, Ending::Recovered, Ending::Killed] {
        for seed in 0..tries {
            let room = room();
            let bundle = written(room.path(), 1 + seed % 3, seed, ending);
            let found = verify(&bundle).completeness;
            let is_open = |finding: &Finding| matches!(finding, Finding::ActOpen { .. } | Finding::ActUnknown { .. });
            assert!(found.iter().any(is_open), "{ending:?}, seed {seed}: {found:?}");
            assert!(
                found.contains(&Finding::EndMissing),
                "{ending:?}, seed {seed}: {found:?}"
            );
        }
    }
    tell(&format!(
        "row 19: a crash loses steps silently: named {0} of {0}",
        3 * tries
    ));
}

#[test]
fn no_turned_bit_no_prefix_and_no_moved_record_is_called_untouched() {
    let room = room();
    let bundle = written(room.path(), 1, 21, Ending::Finished);
    let is_all = Part::asked_for().is_some();
    let is_good = |bundle: &Path| verify(bundle).is_intact() && verify(bundle).is_complete();
    assert!(is_good(&bundle));
    for name in ["trail.ndjson", "seal.json"] {
        let path = bundle.join(name);
        let whole = fs::read(&path).unwrap();
        let mut tried = 0;
        // 97 is prime: over the bytes, every bit of the eight has its turn.
        for bit in (0..whole.len() * 8).step_by(if is_all { 1 } else { 97 }) {
            let mut turned = whole.clone();
            turned[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, &turned).unwrap();
            assert!(!verify(&bundle).is_intact(), "{name}: bit {bit}");
            tried += 1;
        }
        tell(&format!(
            "{name}: {tried} of {} single bits turned, each seen",
            whole.len() * 8
        ));
        let mut prefixes = 0;
        // The one that lacks the last byte alone is the likeliest to pass.
        for length in (0..whole.len()).rev().step_by(if is_all { 1 } else { 13 }) {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(!verify(&bundle).is_intact(), "{name}: {length} bytes");
            prefixes += 1;
        }
        tell(&format!("{name}: {prefixes} of {} prefixes, each seen", whole.len()));
        fs::write(&path, &whole).unwrap();
    }
    let path = bundle.join("trail.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    let mut changed: Vec<Vec<&str>> = Vec::new();
    for from in 0..all.len() {
        let mut rest = all.clone();
        let line = rest.remove(from);
        changed.push(rest.clone());
        for to in 0..=rest.len() {
            let mut moved = rest.clone();
            moved.insert(to, line);
            changed.push(moved);
            let mut doubled = all.clone();
            doubled.insert(to, line);
            changed.push(doubled);
        }
    }
    changed.retain(|lines| *lines != all);
    for lines in &changed {
        fs::write(&path, lines.concat()).unwrap();
        assert!(!verify(&bundle).is_intact(), "{lines:?}");
    }
    fs::write(&path, &text).unwrap();
    assert!(is_good(&bundle));
    tell(&format!(
        "every record removed, doubled and moved: {0} of {0} seen",
        changed.len()
    ));
}

#[test]
fn no_honest_run_raises_an_alarm() {
    let runs: u64 = if Part::asked_for().is_some() { 1000 } else { 40 };
    for seed in 0..runs {
        let room = room();
        let ending = match seed % 5 {
            3 => Ending::Uncertain,
            4 => Ending::Recovered,
            _ => Ending::Finished,
        };
        let bundle = written(room.path(), 1 + seed % 4, seed, ending);
        let moved = room.path().join("kopia");
        copy_folder(&bundle, &moved);
        for place in [&bundle, &moved] {
            let verification = verify(place);
            assert_eq!(verification.integrity, [], "seed {seed}");
            assert_eq!(
                verification.is_complete(),
                ending == Ending::Finished,
                "seed {seed}: {verification:?}"
            );
        }
    }
    tell(&format!("honest runs: {runs}, each copied, without a false alarm"));
}

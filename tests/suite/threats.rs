//! The threat table of the evidence as a matrix that runs: each attack at many seeded places of a bundle of the real
//! format. What is caught must be caught every time, and what is honestly not caught must stay so until something is
//! added that catches it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;
use krok::evidence::assurance::{Assurance, Ground, Level};

use krok::evidence::bundle::Bundle;
use krok::evidence::chain;
use krok::evidence::finding::Finding;
use krok::evidence::format::Seal;
use krok::evidence::handover::unpack;
use krok::evidence::signature::{KeyFile, Signer};
use krok::evidence::statements::{Ruling, countersign, sign_seal};
use krok::evidence::trust::TrustFile;
use krok::evidence::verify::verify;
use krok::report::assessment::{Integrity, assess};
use krok::report::html;
use krok::text::language::Language;
use tempfile::TempDir;

use crate::support::forger::{change, copy_folder, forge};
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

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }

    /// Two different numbers below a limit.
    fn pair(&mut self, limit: usize) -> (usize, usize) {
        let one = self.below(limit);
        (one, (one + 1 + self.below(limit - 1)) % limit)
    }
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

/// All that lies in a bundle, in one hash.
fn snapshot(bundle: &Path) -> String {
    let mut all = Vec::new();
    for folder in ["", "pictures", "texts", "inputs"] {
        for path in files_of(&bundle.join(folder)) {
            all.extend(path.to_str().unwrap().as_bytes());
            all.extend(fs::read(path).unwrap());
        }
    }
    chain::sha256(&all)
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn lines(bundle: &Path, dice: &mut Dice, change: impl FnOnce(&mut Vec<String>, &mut Dice)) {
    let path = bundle.join("trail.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    let mut all: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    change(&mut all, dice);
    fs::write(path, all.concat()).unwrap();
}

fn edit_record(bundle: &Path, dice: &mut Dice) {
    lines(bundle, dice, |all, dice| {
        let line = dice.below(all.len());
        let digits: Vec<usize> = all[line]
            .match_indices(|c: char| c.is_ascii_digit())
            .map(|(at, _)| at)
            .collect();
        let at = digits[dice.below(digits.len())];
        let other = if &all[line][at..=at] == "7" { "3" } else { "7" };
        all[line].replace_range(at..=at, other);
    });
}

fn flip(bundle: &Path, folder: &str, dice: &mut Dice) {
    let files = files_of(&bundle.join(folder));
    let file = &files[dice.below(files.len())];
    let mut bytes = fs::read(file).unwrap();
    let at = dice.below(bytes.len());
    bytes[at] ^= 1 << dice.below(8);
    fs::write(file, bytes).unwrap();
}

fn insert(bundle: &Path, dice: &mut Dice) {
    lines(bundle, dice, |all, dice| {
        let at = 1 + dice.below(all.len() - 1);
        let (json, hash) = all[at - 1].trim_end().rsplit_once('\t').unwrap();
        let line = format!("{json}\t{}\n", chain::link(hash, json.as_bytes()));
        all.insert(at, line);
    });
}

fn swap(bundle: &Path, folder: &str, dice: &mut Dice) {
    let files = files_of(&bundle.join(folder));
    let (one, other) = dice.pair(files.len());
    let [a, b] = [one, other].map(|index| fs::read(&files[index]).unwrap());
    fs::write(&files[one], b).unwrap();
    fs::write(&files[other], a).unwrap();
}

/// Another honest run of the same shape.
fn other_run(bundle: &Path, dice: &mut Dice) -> PathBuf {
    let room = bundle.parent().unwrap().join("other");
    written(&room, 2, 77_000 + dice.below(1000) as u64, Ending::Finished)
}

fn splice_picture(bundle: &Path, dice: &mut Dice) {
    let other = other_run(bundle, dice);
    let files = files_of(&other.join("pictures"));
    let file = &files[dice.below(files.len())];
    fs::copy(file, bundle.join("pictures").join(file.file_name().unwrap())).unwrap();
}

fn splice_record(bundle: &Path, dice: &mut Dice) {
    let other = fs::read_to_string(other_run(bundle, dice).join("trail.ndjson")).unwrap();
    lines(bundle, dice, |all, dice| {
        let at = dice.below(all.len());
        other.split_inclusive('\n').nth(at).unwrap().clone_into(&mut all[at]);
    });
}

fn forge_record(bundle: &Path, dice: &mut Dice) {
    let at = dice.below(10) as u64;
    forge(bundle, |records| {
        change(records, |record| {
            if record.seq == at {
                "2020-01-01T00:00:00.000+01:00".clone_into(&mut record.at);
            }
            record.seq == at
        });
    });
}

fn cut_and_mend(bundle: &Path, dice: &mut Dice) {
    forge(bundle, |records| {
        let keep = 1 + dice.below(records.len() - 1);
        records.truncate(keep);
        // The files of the records that are gone go with them.
        let named: Vec<String> = records
            .iter()
            .flat_map(|record| record.references().map(|f| f.path.clone()))
            .collect();
        let path = bundle.join("seal.json");
        let mut seal: Seal = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for file in &seal.files {
            if file.path != "trail.ndjson" && !named.contains(&file.path) {
                fs::remove_file(bundle.join(&file.path)).unwrap();
            }
        }
        seal.files
            .retain(|file| file.path == "trail.ndjson" || named.contains(&file.path));
        seal.state = krok::evidence::format::SealState::Interrupted;
        let open = records.iter().rev().find_map(|record| match &record.event {
            krok::evidence::format::Event::Intent(_) => Some(record.step.clone()),
            krok::evidence::format::Event::Outcome(_) => Some(None),
            _ => None,
        });
        seal.uncertain = open.flatten().into_iter().collect();
        fs::write(&path, serde_json::to_vec_pretty(&seal).unwrap()).unwrap();
    });
}

fn add_file(bundle: &Path, dice: &mut Dice) {
    let place = ["", "pictures/", "texts/", "inputs/"][dice.below(4)];
    fs::write(bundle.join(format!("{place}{:04}.png", 5000 + dice.below(1000))), "x").unwrap();
}

/// Recomputes chain and seal over lines as they stand.
fn mend(bundle: &Path) {
    let path = bundle.join("trail.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    let mut hashes = vec![chain::ORIGIN.to_owned()];
    let mut trail = String::new();
    for line in text.lines() {
        let json = line.rsplit_once('\t').unwrap().0;
        let hash = chain::link(hashes.last().unwrap(), json.as_bytes());
        trail.extend([json, "\t", &hash, "\n"]);
        hashes.push(hash);
    }
    fs::write(&path, &trail).unwrap();
    let path = bundle.join("seal.json");
    let mut seal: Seal = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    seal.first.clone_from(&hashes[1]);
    seal.last.clone_from(hashes.last().unwrap());
    let own = seal.files.iter_mut().find(|file| file.path == "trail.ndjson").unwrap();
    own.sha256 = chain::sha256(trail.as_bytes());
    own.size = trail.len() as u64;
    fs::write(path, serde_json::to_vec_pretty(&seal).unwrap()).unwrap();
}

fn double_key(bundle: &Path, dice: &mut Dice) {
    lines(bundle, dice, |all, dice| {
        let at = dice.below(all.len());
        all[at] = all[at].replacen("\"at\":", "\"at\":\"2020-01-01T00:00:00.000+01:00\",\"at\":", 1);
    });
    mend(bundle);
}

fn double_seal_key(bundle: &Path, dice: &mut Dice) {
    let path = bundle.join("seal.json");
    let text = fs::read_to_string(&path).unwrap();
    let keys: Vec<&str> = text
        .lines()
        .filter(|line| line.trim_end().ends_with(',') && line.contains(": "))
        .collect();
    let key = keys[dice.below(keys.len())];
    fs::write(&path, text.replacen(key, &format!("{key}\n{key}"), 1)).unwrap();
}

/// The verdict ignores the report; that it is not what the evidence gives is found by writing it anew.
fn doctor_report(bundle: &Path, dice: &mut Dice) {
    let rendered = || html::render(&Bundle::open(bundle).unwrap(), &verify(bundle), Language::Polish).unwrap();
    let mut report = rendered().into_bytes();
    let at = dice.below(report.len());
    report[at] = if report[at] == b'x' { b'y' } else { b'x' };
    let path = bundle.join("report.html");
    fs::write(&path, &report).unwrap();
    assert_ne!(fs::read(path).unwrap(), rendered().into_bytes());
}

fn black_out(bundle: &Path, dice: &mut Dice) {
    let files = files_of(&bundle.join("pictures"));
    let file = &files[dice.below(files.len())];
    let black = image::RgbImage::new(16, 12);
    black.save_with_format(file, image::ImageFormat::Png).unwrap();
}

fn remove_picture(bundle: &Path, dice: &mut Dice) {
    let files = files_of(&bundle.join("pictures"));
    fs::remove_file(&files[dice.below(files.len())]).unwrap();
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

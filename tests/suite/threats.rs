//! The threat table of the evidence as a matrix that runs: each attack at many seeded places of a bundle of the real
//! format. What is caught must be caught every time, and what is honestly not caught must stay so until something is
//! added that catches it.

use std::fs;
use std::path::{Path, PathBuf};

use krok::evidence::finding::Finding;
use krok::evidence::handover::unpack;
use krok::evidence::signature::{KeyFile, Namespace};
use krok::evidence::trust::TrustFile;
use krok::evidence::verify::verify;
use krok::report::assessment::{Integrity, assess};
use tempfile::TempDir;

use crate::support::attacks::{
    add_file, black_out, cut_and_mend, date_back, doctor_report, double_key, double_seal_key, edit_record,
    erase_picture, flip, forge_between, forge_record, insert, lines, remove_picture, reword_consent, sign_consent,
    snapshot, splice_picture, splice_record, swap,
};
use crate::support::dice::Dice;
use crate::support::forger::copy_folder;
use crate::support::golden::{Ending, consented, room, written};
use crate::support::raw_zip::{Around, Entry, zip};
use crate::support::torture::{Part, tell};
use crate::support::verifier::{
    ALL, Caught, STAMPED, Trust, keys, seen, sign_anew, signer, stamp_seal, stamp_start, stamped, state, unsign,
};

/// When somebody does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// After everybody has signed and stamped.
    Afterwards,
    /// Before anybody but the operator has seen the seal.
    Between,
}

/// A row of the table: its number, the attack, the bundle it meets, and what must come of it by trust.
struct Row {
    number: u32,
    attack: &'static str,
    carry_out: fn(&Path, &mut Dice),
    when: When,
    /// By chain and seal, by a signature, by time stamps, and by a countersignature.
    caught: [Caught; 4],
}

const fn row(number: u32, attack: &'static str, carry_out: fn(&Path, &mut Dice), caught: Caught) -> Row {
    by_trust(number, attack, carry_out, [caught; 4])
}

const fn by_trust(number: u32, attack: &'static str, carry_out: fn(&Path, &mut Dice), caught: [Caught; 4]) -> Row {
    Row {
        number,
        attack,
        when: When::Afterwards,
        carry_out,
        caught,
    }
}

const fn between(number: u32, attack: &'static str, carry_out: fn(&Path, &mut Dice), caught: [Caught; 4]) -> Row {
    Row {
        when: When::Between,
        ..by_trust(number, attack, carry_out, caught)
    }
}

/// The rows of attacks upon what lies there.
const ROWS: [Row; 27] = [
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
        [Caught::No, Caught::Yes, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        4,
        "edit a record, recompute every hash and take the signatures away",
        |p, d| {
            forge_record(p, d);
            unsign(p);
        },
        [Caught::No, Caught::Yes, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        5,
        "cut the tail of a sealed run and recompute every hash",
        cut_and_mend,
        [Caught::NotWhole, Caught::Yes, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        8,
        "edit a record and sign all anew with a stranger's key",
        |p, d| {
            forge_record(p, d);
            sign_anew(p, &keys().stranger);
        },
        [Caught::No, Caught::Yes, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        9,
        "edit a record and sign all anew with the operator's key",
        |p, d| {
            forge_record(p, d);
            sign_anew(p, &keys().operator);
        },
        [Caught::No, Caught::No, Caught::Yes, Caught::Yes],
    ),
    by_trust(
        9,
        "edit a record, sign all anew with the operator's key and have it stamped anew",
        |p, d| {
            forge_between(p, d);
            sign_anew(p, &keys().operator);
            if p.join("anchors").exists() {
                stamp_seal(p);
            }
        },
        // That it was sealed by an earlier time knows only whoever kept the earlier token.
        [Caught::No, Caught::No, Caught::No, Caught::Yes],
    ),
    between(
        10,
        "rewrite between the two time stamps",
        forge_between,
        [Caught::No; 4],
    ),
    between(
        11,
        "date the run back",
        date_back,
        [Caught::No, Caught::No, Caught::Told, Caught::No],
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
    // The holder says that it was removed, and nobody else can know: it is named, and no sign of change.
    row(
        18,
        "remove a picture and say that it was removed",
        erase_picture,
        Caught::No,
    ),
];

/// How often each attack is tried.
fn placements() -> usize {
    if Part::asked_for().is_some() { 100 } else { 6 }
}

#[test]
fn every_attack_is_caught_or_honestly_not_caught_at_every_place() {
    for trust in ALL {
        for row in ROWS {
            let wanted = row.caught[trust as usize];
            for placement in 0..placements() {
                let room = room();
                let seed = u64::from(row.number) * 1000 + placement as u64;
                let bundle = honest(room.path(), seed, trust, row.when);
                let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (seed + 1));
                let before = snapshot(&bundle);
                (row.carry_out)(&bundle, &mut dice);
                assert_ne!(snapshot(&bundle), before, "{}: nothing was done", row.attack);
                if row.when == When::Between {
                    state(&bundle, trust);
                }
                let found = seen(&bundle, trust, &keys().trust);
                assert_eq!(
                    found, wanted,
                    "row {}: {} ({trust:?}), seed {seed}",
                    row.number, row.attack
                );
            }
            say(row.number, row.attack, trust, wanted);
        }
    }
}

fn say(number: u32, attack: &str, trust: Trust, found: Caught) {
    let times = placements();
    let caught = if matches!(found, Caught::Yes | Caught::Told) {
        times
    } else {
        0
    };
    tell(&format!(
        "row {number}: {attack} ({trust:?}): caught {caught} of {times}"
    ));
}

/// Returns a bundle of an honest run, with what a verifier with this trust will ask for if everybody has spoken.
fn honest(room: &Path, seed: u64, trust: Trust, when: When) -> PathBuf {
    if trust == Trust::Anchored {
        let copy = room.join("kopia");
        copy_folder(
            &stamped()[usize::try_from(seed).unwrap() % STAMPED][when as usize],
            &copy,
        );
        return copy;
    }
    let bundle = written(room, 2, seed, Ending::Finished);
    if when == When::Afterwards {
        state(&bundle, trust);
    }
    bundle
}

/// Row 16. Whether a consent was used in another run only the marks of the machine that used it can tell.
#[test]
fn a_consent_that_nobody_gave_for_this_is_seen_or_honestly_not_seen() {
    type Attack = fn(&Path, &mut Dice);
    let rows: [(&str, Attack, usize, [Caught; 4]); 4] = [
        (
            "edit a consent and recompute every hash",
            reword_consent,
            placements(),
            [Caught::Yes; 4],
        ),
        (
            "sign a consent for something else",
            |p, _| sign_consent(p, &consent_signature(&keys().giver, "inna zgoda")),
            1,
            [Caught::Yes; 4],
        ),
        (
            "give a consent to oneself",
            |p, _| sign_consent(p, &consent_signature(&keys().operator, CONSENT)),
            1,
            [Caught::No, Caught::Told, Caught::Yes, Caught::Yes],
        ),
        (
            "have a consent signed by a stranger",
            |p, _| sign_consent(p, &consent_signature(&keys().stranger, CONSENT)),
            1,
            [Caught::No, Caught::Told, Caught::Told, Caught::Told],
        ),
    ];
    for trust in ALL {
        let room = room();
        let signature = consent_signature(&keys().giver, CONSENT);
        let whole = consented(room.path(), CONSENT, &signature, |trail| {
            if trust == Trust::Anchored {
                stamp_start(trail);
            }
        });
        let judged = |change: &dyn Fn(&Path)| {
            let room = TempDir::new_in(room.path()).unwrap();
            let copy = room.path().join("kopia");
            copy_folder(&whole, &copy);
            change(&copy);
            state(&copy, trust);
            seen(&copy, trust, &keys().trust)
        };
        assert_eq!(judged(&|_| {}), Caught::No, "an honest consent ({trust:?})");
        for (attack, carry_out, times, caught) in rows {
            let wanted = caught[trust as usize];
            for placement in 0..times {
                let found = judged(&|copy| carry_out(copy, &mut Dice(77 + placement as u64)));
                assert_eq!(found, wanted, "row 16: {attack} ({trust:?}), {placement}");
            }
            tell(&format!("row 16: {attack} ({trust:?}): {wanted:?}, {times} of {times}"));
        }
    }
}

/// What a consent says.
const CONSENT: &str = r#"from = "Urząd Marszałkowski"
about = "usunięcie systemu"
entity = "pzgliwice"
number = "OR.1.2026"
given = 2026-01-02
expires = 2999-12-31
document = "pismo.pdf"
"#;

fn consent_signature(key: &Path, text: &str) -> Vec<u8> {
    let signature = signer(key).sign(Namespace::Consent, text.as_bytes()).unwrap();
    signature.into_bytes()
}

/// Row 17: a key that was stolen is good for whoever does not know it; once it is taken back, for what was stamped before.
#[test]
fn a_stolen_key_is_good_until_it_is_taken_back_and_then_only_for_what_was_stamped_before() {
    let taken_back = |day: &str| {
        let line = KeyFile::read(&keys().operator).unwrap().key().line();
        TrustFile::parse(&format!("operator valid-before=\"{day}Z\" {line}\n")).unwrap()
    };
    let (later, earlier) = (taken_back("29991231"), taken_back("20260101"));
    for trust in [Trust::Signed, Trust::Anchored] {
        for placement in 0..placements() {
            let room = room();
            let bundle = honest(room.path(), placement as u64, trust, When::Between);
            forge_between(&bundle, &mut Dice(17 + placement as u64));
            state(&bundle, trust);
            assert_eq!(seen(&bundle, trust, &keys().trust), Caught::No);
            assert_eq!(seen(&bundle, trust, &earlier), Caught::Yes);
        }
        say(
            17,
            "sign with a stolen key that nobody knows to be stolen",
            trust,
            Caught::No,
        );
        say(17, "sign with a stolen key that was taken back", trust, Caught::Yes);
    }
    // Taken back after the time that the authority states: what was sealed before stays good.
    let room = room();
    let bundle = honest(room.path(), 1, Trust::Anchored, When::Afterwards);
    assert_eq!(seen(&bundle, Trust::Anchored, &later), Caught::No);
}

/// Row 18: what the holder says of an inconvenient picture stands beside its hash, and nobody vouches for it.
#[test]
fn a_removal_that_somebody_made_up_is_named_with_its_hash_and_has_no_name_of_the_trust_file() {
    let room = room();
    let bundle = written(room.path(), 2, 18, Ending::Finished);
    erase_picture(&bundle, &mut Dice(18));
    let erased = verify(&bundle).erased;
    let [one] = erased.as_slice() else { panic!("{erased:?}") };
    assert!(one.file.path.starts_with("pictures/") && one.file.sha256.len() == 64);
    assert_eq!(one.key, None);
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

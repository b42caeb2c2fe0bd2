//! What somebody may do to a finished bundle, at a place that dice choose.

use std::fs;
use std::path::{Path, PathBuf};

use krok::evidence::bundle::Bundle;
use krok::evidence::chain;
use krok::evidence::custody::{self, Holder};
use krok::evidence::format::{AnchorPlace, Anchored, CustodyEvent, Destroying, Erasure, Event, FileReference, Seal};
use krok::evidence::stamp::Token;
use krok::evidence::verify::verify;
use krok::report::html;
use krok::text::language::Language;

use super::dice::Dice;
use super::forger::{change, forge};
use super::golden::{Ending, written};
use super::tsa::authorities;

/// All that lies in a bundle, in one hash.
pub fn snapshot(bundle: &Path) -> String {
    let mut all = Vec::new();
    for folder in ["", "pictures", "texts", "inputs", "anchors"] {
        for path in files_of(&bundle.join(folder)) {
            all.extend(path.to_str().unwrap().as_bytes());
            all.extend(fs::read(path).unwrap());
        }
    }
    chain::sha256(&all)
}

pub fn files_of(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

pub fn lines(bundle: &Path, dice: &mut Dice, change: impl FnOnce(&mut Vec<String>, &mut Dice)) {
    let path = bundle.join("trail.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    let mut all: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    change(&mut all, dice);
    fs::write(path, all.concat()).unwrap();
}

pub fn edit_record(bundle: &Path, dice: &mut Dice) {
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

pub fn flip(bundle: &Path, folder: &str, dice: &mut Dice) {
    let files = files_of(&bundle.join(folder));
    let file = &files[dice.below(files.len())];
    let mut bytes = fs::read(file).unwrap();
    let at = dice.below(bytes.len());
    bytes[at] ^= 1 << dice.below(8);
    fs::write(file, bytes).unwrap();
}

pub fn insert(bundle: &Path, dice: &mut Dice) {
    lines(bundle, dice, |all, dice| {
        let at = 1 + dice.below(all.len() - 1);
        let (json, hash) = all[at - 1].trim_end().rsplit_once('\t').unwrap();
        let line = format!("{json}\t{}\n", chain::link(hash, json.as_bytes()));
        all.insert(at, line);
    });
}

pub fn swap(bundle: &Path, folder: &str, dice: &mut Dice) {
    let files = files_of(&bundle.join(folder));
    let (one, other) = dice.pair(files.len());
    let [a, b] = [one, other].map(|index| fs::read(&files[index]).unwrap());
    fs::write(&files[one], b).unwrap();
    fs::write(&files[other], a).unwrap();
}

/// Another honest run of the same shape.
pub fn other_run(bundle: &Path, dice: &mut Dice) -> PathBuf {
    let room = bundle.parent().unwrap().join("other");
    written(&room, 2, 77_000 + dice.below(1000) as u64, Ending::Finished)
}

pub fn splice_picture(bundle: &Path, dice: &mut Dice) {
    let other = other_run(bundle, dice);
    let files = files_of(&other.join("pictures"));
    let file = &files[dice.below(files.len())];
    fs::copy(file, bundle.join("pictures").join(file.file_name().unwrap())).unwrap();
}

pub fn splice_record(bundle: &Path, dice: &mut Dice) {
    let other = fs::read_to_string(other_run(bundle, dice).join("trail.ndjson")).unwrap();
    let other: Vec<&str> = other.split_inclusive('\n').collect();
    lines(bundle, dice, |all, dice| {
        // A run with time stamps has more records than one without.
        let at = dice.below(all.len().min(other.len()));
        other[at].clone_into(&mut all[at]);
    });
}

pub fn forge_record(bundle: &Path, dice: &mut Dice) {
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

pub fn cut_and_mend(bundle: &Path, dice: &mut Dice) {
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
            Event::Intent(_) => Some(record.step.clone()),
            Event::Outcome(_) => Some(None),
            _ => None,
        });
        seal.uncertain = open.flatten().into_iter().collect();
        fs::write(&path, serde_json::to_vec_pretty(&seal).unwrap()).unwrap();
    });
}

pub fn add_file(bundle: &Path, dice: &mut Dice) {
    let place = ["", "pictures/", "texts/", "inputs/"][dice.below(4)];
    fs::write(bundle.join(format!("{place}{:04}.png", 5000 + dice.below(1000))), "x").unwrap();
}

/// Recomputes chain and seal over lines as they stand.
pub fn mend(bundle: &Path) {
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

pub fn double_key(bundle: &Path, dice: &mut Dice) {
    lines(bundle, dice, |all, dice| {
        let at = dice.below(all.len());
        all[at] = all[at].replacen("\"at\":", "\"at\":\"2020-01-01T00:00:00.000+01:00\",\"at\":", 1);
    });
    mend(bundle);
}

pub fn double_seal_key(bundle: &Path, dice: &mut Dice) {
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
pub fn doctor_report(bundle: &Path, dice: &mut Dice) {
    let rendered = || html::render(&Bundle::open(bundle).unwrap(), &verify(bundle), Language::Polish).unwrap();
    let mut report = rendered().into_bytes();
    let at = dice.below(report.len());
    report[at] = if report[at] == b'x' { b'y' } else { b'x' };
    let path = bundle.join("report.html");
    fs::write(&path, &report).unwrap();
    assert_ne!(fs::read(path).unwrap(), rendered().into_bytes());
}

pub fn black_out(bundle: &Path, dice: &mut Dice) {
    let files = files_of(&bundle.join("pictures"));
    let file = &files[dice.below(files.len())];
    let black = image::RgbImage::new(16, 12);
    black.save_with_format(file, image::ImageFormat::Png).unwrap();
}

/// Removes a picture and writes the line of a removal that nobody decided.
pub fn erase_picture(bundle: &Path, dice: &mut Dice) {
    let seal: Seal = serde_json::from_slice(&fs::read(bundle.join("seal.json")).unwrap()).unwrap();
    let pictures = seal.files.into_iter().filter(|file| file.path.starts_with("pictures/"));
    let pictures: Vec<_> = pictures.collect();
    let file = pictures[dice.below(pictures.len())].clone();
    fs::remove_file(bundle.join(&file.path)).unwrap();
    let holder = Holder {
        by: "ktoś".to_owned(),
        host: "gdzieś".to_owned(),
        tool: "edytor".to_owned(),
    };
    let event = CustodyEvent::Erased(Erasure {
        files: vec![file],
        by: "dyrektor".to_owned(),
        why: "zasady".to_owned(),
        policy: None,
    });
    custody::append(bundle, &holder, event).unwrap();
}

pub fn remove_picture(bundle: &Path, dice: &mut Dice) {
    let files = files_of(&bundle.join("pictures"));
    fs::remove_file(&files[dice.below(files.len())]).unwrap();
}

/// Changes what came after the first time stamp and before the last one.
pub fn forge_between(bundle: &Path, dice: &mut Dice) {
    let at = 2 + dice.below(8) as u64;
    forge(bundle, |records| {
        change(records, |record| {
            if record.seq == at {
                "2020-01-01T00:00:00.000+01:00".clone_into(&mut record.at);
            }
            record.seq == at
        });
    });
}

/// Tells the run to have been years ago. Whoever does that has the clock put back before the first time stamp is got.
pub fn date_back(bundle: &Path, dice: &mut Dice) {
    let years = 1 + dice.below(20);
    forge(bundle, |records| {
        change(records, |record| {
            let year: usize = record.at[..4].parse().unwrap();
            // The day that not every year has.
            record.at = format!("{:04}{}", year - years, record.at[4..].replacen("-02-29", "-02-28", 1));
            true
        });
        let first = chain::link(chain::ORIGIN, &serde_json::to_vec(&records[0]).unwrap());
        if let Event::Anchored(anchored) = &mut records[1].event {
            *anchored = start_token(bundle, &first);
        }
    });
}

/// Gets a time stamp over the first record, in the place of an earlier one.
fn start_token(bundle: &Path, first: &str) -> Anchored {
    let bytes = authorities().stamp_hash("p256", first);
    let path = "anchors/start.tsr".to_owned();
    fs::write(bundle.join(&path), &bytes).unwrap();
    let token = Token::read(&bytes).unwrap();
    let facts = token.facts().clone();
    Anchored {
        place: AnchorPlace::Start,
        over: 0,
        file: FileReference {
            path,
            sha256: chain::sha256(&bytes),
            size: bytes.len() as u64,
        },
        gen_time: facts.at.to_string(),
        policy: facts.policy,
        serial: facts.serial,
        tsa: facts.authority,
    }
}

/// Puts another signature, or none that fits, on the consent that a run used.
pub fn sign_consent(bundle: &Path, signature: &[u8]) {
    let path = "inputs/consent-1.toml.sig";
    fs::write(bundle.join(path), signature).unwrap();
    refer_anew(bundle, path);
}

/// Changes the words of the consent that a run used.
pub fn reword_consent(bundle: &Path, dice: &mut Dice) {
    let path = "inputs/consent-1.toml";
    let mut text = fs::read(bundle.join(path)).unwrap();
    let at = dice.below(text.len());
    text[at] = if text[at] == b'x' { b'y' } else { b'x' };
    fs::write(bundle.join(path), text).unwrap();
    refer_anew(bundle, path);
}

/// Has the trail name a file of the consent as it is now.
fn refer_anew(bundle: &Path, path: &str) {
    let bytes = fs::read(bundle.join(path)).unwrap();
    forge(bundle, |records| {
        change(records, |record| {
            let Event::Destroying(Destroying::Consented(consented)) = &mut record.event else {
                return false;
            };
            let files = [Some(&mut consented.file), consented.signature.as_mut()];
            for file in files.into_iter().flatten().filter(|file| file.path == path) {
                (file.sha256, file.size) = (chain::sha256(&bytes), bytes.len() as u64);
            }
            true
        });
    });
}

//! Recoveries that break off themselves, at each of their writes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{RecoverError, Recovered, Remains, TOOL, Write, recover};
use crate::evidence::bundle::Bundle;
use crate::evidence::finding::Finding;
use crate::evidence::format::{
    Event, FORMAT, Intent, Mode, Observed, Portal, RunFinished, RunStarted, Runbook, SealState, StepStarted, Verdict,
};
use crate::evidence::name::RunName;
use crate::evidence::paths;
use crate::evidence::trail::Trail;
use crate::evidence::verify::verify;

const TORN: &[u8] = b"{\"seq\":5,\"at\":\"2026";

/// A folder in memory where there is one: what is tried hundreds of times need not wait for a disk.
fn memory() -> tempfile::TempDir {
    tempfile::TempDir::new_in("/dev/shm")
        .or_else(|_| tempfile::TempDir::new())
        .unwrap()
}

fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(2, 2, image::Rgb([shade, 80, 200]));
    picture
        .write_to(&mut io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

fn started(trail: &mut Trail) -> Event {
    let file = trail.store_input("skrytki-pull.toml", b"schema = 1\n").unwrap();
    let portal = trail.store_input("portal.toml", b"name = 'epuap'\n").unwrap();
    Event::RunStarted(RunStarted {
        format: FORMAT.to_owned(),
        run: trail.name().to_string(),
        number: None,
        nonce: "00".repeat(32),
        mode: Mode::Apply,
        tool: TOOL.to_owned(),
        runbook: Runbook {
            name: "skrytki-pull".to_owned(),
            title: "Skrytki".to_owned(),
            file,
            document: None,
            chapter: None,
            points: BTreeMap::new(),
        },
        portal: Portal {
            name: "epuap".to_owned(),
            title: "ePUAP".to_owned(),
            base: "https://epuap.gov.pl".to_owned(),
            practice: true,
            file: portal,
        },
        inputs: BTreeMap::new(),
        data: BTreeMap::new(),
        entity: "Gmina Testowa".to_owned(),
        browser: "Chromium".to_owned(),
        operator: "jan".to_owned(),
        host: "urzad".to_owned(),
        plan: None,
        continues: None,
        circumstances: Vec::new(),
    })
}

fn observed(trail: &mut Trail, shade: u8) -> Event {
    Event::Observed(Observed {
        url: "https://epuap.gov.pl/skrytki".to_owned(),
        title: "Skrytki".to_owned(),
        entity: None,
        messages: Vec::new(),
        picture: trail.store_picture(&png(shade)).unwrap(),
        text: trail.store_text(&format!("Skrytki {shade}")).unwrap(),
        story: Vec::new(),
    })
}

/// Writes a run up to the act of its step, and what it saw after it; it has no end.
fn begin(root: &Path) -> Trail {
    let name = RunName::new(Timestamp::UNIX_EPOCH, "epuap-skrytki-pull", Mode::Apply, 0x3f9c);
    let mut trail = Trail::create(root, &name).unwrap();
    let event = started(&mut trail);
    trail.append(None, event).unwrap();
    let step = Event::StepStarted(StepStarted {
        verb: "press".to_owned(),
        effect: "write".to_owned(),
        says: "Zapisz".to_owned(),
        cites: Vec::new(),
        line: 3,
        key: None,
    });
    trail.append(Some("zapisz"), step).unwrap();
    let event = observed(&mut trail, 1);
    let before = trail.append(Some("zapisz"), event).unwrap();
    let act = Event::Intent(Intent {
        act: "press".to_owned(),
        effect: "write".to_owned(),
        target: None,
        value: None,
        before: Some(before),
    });
    trail.append(Some("zapisz"), act).unwrap();
    trail.commit().unwrap();
    let event = observed(&mut trail, 2);
    trail.append(Some("zapisz"), event).unwrap();
    trail
}

/// Leaves a run as a killed program does: half a line, a picture without a record, what was half written.
fn broken_off(root: &Path) -> PathBuf {
    let mut trail = begin(root);
    trail.store_picture(&png(3)).unwrap();
    let path = trail.path().to_owned();
    drop(trail);
    append(&path, TORN);
    for name in paths::LEFTOVERS {
        fs::write(path.join(name), "{").unwrap();
    }
    path
}

fn append(bundle: &Path, bytes: &[u8]) {
    let mut trail = fs::read(bundle.join(paths::TRAIL)).unwrap();
    trail.extend_from_slice(bytes);
    fs::write(bundle.join(paths::TRAIL), trail).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// Every file with its bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(contents(&path));
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    files
}

fn whole_lines(bundle: &Path) -> Vec<u8> {
    let mut bytes = fs::read(bundle.join(paths::TRAIL)).unwrap();
    bytes.truncate(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1));
    bytes
}

/// Recovers, and copies the folder as it stands before each write.
fn watched(bundle: &Path, copies: &Path) -> (Result<Recovered, RecoverError>, Vec<(Write, PathBuf)>) {
    let mut states = Vec::new();
    let result = Remains::look(bundle).and_then(|remains| {
        remains.close(&mut |write| {
            // A sync shows in no folder.
            if write != Write::FileSync {
                let state = copies.join(states.len().to_string());
                copy(bundle, &state);
                states.push((write, state));
            }
            Ok(())
        })
    });
    (result, states)
}

/// Says of a recovered bundle that nothing of the run was lost, and that it agrees with itself.
fn check(bundle: &Path, whole: &[u8], how: &str) {
    let trail = fs::read(bundle.join(paths::TRAIL)).unwrap();
    assert!(trail.starts_with(whole), "{how}: a line of the run changed");
    let verification = verify(bundle);
    assert_eq!(verification.integrity, [], "{how}");
    let opened = Bundle::open(bundle).unwrap();
    assert_eq!(opened.seal().unwrap().state, SealState::Interrupted, "{how}");
    assert_eq!(opened.seal().unwrap().uncertain, ["zapisz"], "{how}");
    let told = opened.recovered().unwrap();
    let first = opened.read(&told.torn.first().unwrap().path).unwrap();
    assert_eq!(first, TORN, "{how}");
    let loose: Vec<&str> = told.loose.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(loose, ["pictures/0003.png"], "{how}");
    // Half a report goes when the report is written again, which is not the recovery's work.
    let leftovers = paths::LEFTOVERS.iter().chain([&paths::RESERVE]);
    for leftover in leftovers.filter(|name| **name != paths::REPORT_DRAFT) {
        assert!(!bundle.join(leftover).exists(), "{how}: {leftover}");
    }
}

#[test]
fn a_recovery_that_is_killed_at_any_write_is_done_by_the_next_and_that_one_may_be_killed_too() {
    let root = memory();
    let bundle = broken_off(root.path());
    let whole = whole_lines(&bundle);
    let (result, states) = watched(&bundle, &root.path().join("once"));
    check(&bundle, &whole, "undisturbed");
    assert_eq!(result.unwrap().told.unwrap().torn.len(), 1);
    let seen: Vec<Write> = states.iter().map(|(write, _)| *write).collect();
    // Nothing is cut off before its copy is durable, and nothing is told before all files are.
    let order = [
        Write::Removal,
        Write::Removal,
        Write::TornFolder,
        Write::TornDraft,
        Write::TornName,
        Write::TornSync,
        Write::Cut,
        Write::FolderSync,
        Write::Record,
        Write::RecordSync,
        Write::Seal,
    ];
    assert_eq!(seen, order);
    for (write, state) in states {
        let (result, again) = watched(&state, &state.with_extension("twice"));
        result.unwrap();
        check(&state, &whole, &format!("killed at {write:?}"));
        for (second, state) in again {
            recover(&state).unwrap();
            check(&state, &whole, &format!("killed at {write:?} and {second:?}"));
        }
    }
}

#[test]
fn half_a_record_of_a_recovery_becomes_a_piece_of_its_own() {
    let root = memory();
    let bundle = broken_off(root.path());
    let whole = whole_lines(&bundle);
    recover(&bundle).unwrap();
    let full = fs::read(bundle.join(paths::TRAIL)).unwrap();
    fs::remove_file(bundle.join(paths::SEAL)).unwrap();
    for end in (whole.len() + 1..full.len()).step_by(7) {
        let state = root.path().join(format!("cut-{end}"));
        copy(&bundle, &state);
        fs::write(state.join(paths::TRAIL), &full[..end]).unwrap();
        let told = recover(&state).unwrap().told.unwrap();
        check(&state, &whole, &format!("cut at {end}"));
        let half = &full[whole.len()..end];
        let kept = fs::read(state.join(&told.torn.last().unwrap().path)).unwrap();
        assert_eq!(kept, half, "cut at {end}");
        assert_eq!(told.torn.len(), 2);
    }
}

#[test]
fn files_half_written_by_a_recovery_do_not_stand_in_the_way() {
    let root = memory();
    let bundle = broken_off(root.path());
    let whole = whole_lines(&bundle);
    for end in 0..=TORN.len() {
        let state = root.path().join(format!("draft-{end}"));
        copy(&bundle, &state);
        fs::create_dir(state.join("torn")).unwrap();
        let draft = format!("torn/{}.tmp", paths::torn_name(whole.len() as u64, 1));
        fs::write(state.join(draft), &TORN[..end]).unwrap();
        recover(&state).unwrap();
        check(&state, &whole, &format!("draft of {end} bytes"));
    }
}

#[test]
fn a_failed_write_or_sync_ends_a_recovery_at_once_and_the_next_one_does_it() {
    let root = memory();
    let bundle = broken_off(root.path());
    let whole = whole_lines(&bundle);
    let mut count = 0;
    loop {
        let state = root.path().join(format!("failed-{count}"));
        copy(&bundle, &state);
        let mut writes = 0;
        let result = Remains::look(&state).unwrap().close(&mut |_| {
            writes += 1;
            if writes == count + 1 {
                return Err(io::Error::other("input/output error"));
            }
            Ok(())
        });
        if let Ok(recovered) = result {
            assert!(count > 15, "{count}");
            assert_eq!(recovered.told.unwrap().torn.len(), 1);
            return;
        }
        assert!(matches!(result, Err(RecoverError::Storage(_))), "{result:?}");
        assert_eq!(writes, count + 1, "something was written after a failure");
        assert!(!state.join(paths::SEAL).exists());
        recover(&state).unwrap();
        check(&state, &whole, &format!("failed at {count}"));
        count += 1;
    }
}

#[test]
fn what_no_run_leaves_when_it_breaks_off_is_refused_and_nothing_is_written() {
    type Damage = fn(&Path);
    type Meant = fn(&Finding) -> bool;
    let kinds: [(&str, Damage, Meant); 10] = [
        (
            "a byte of a line",
            |p| edit(p, "Zapisz", "Usun_x"),
            |f| matches!(f, Finding::LineChanged(2)),
        ),
        (
            "a line taken out",
            |p| {
                let text = fs::read_to_string(p.join(paths::TRAIL)).unwrap();
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                fs::write(p.join(paths::TRAIL), [&lines[..2], &lines[3..]].concat().concat()).unwrap();
            },
            |f| matches!(f, Finding::LineChanged(3)),
        ),
        (
            "a last line that is whole and wrong",
            |p| append(p, b"\n"),
            |f| matches!(f, Finding::LineBroken { line: 6, .. }),
        ),
        (
            "a file that no run puts there",
            |p| fs::write(p.join("note.txt"), "x").unwrap(),
            |f| *f == Finding::FileAdded("note.txt".to_owned()),
        ),
        (
            "a name that no run gives",
            |p| fs::write(p.join("pictures/.x"), "x").unwrap(),
            |f| *f == Finding::FileAdded("pictures/.x".to_owned()),
        ),
        (
            "a piece of elsewhere",
            |p| {
                fs::create_dir(p.join("torn")).unwrap();
                fs::write(p.join("torn/7.bin"), "x").unwrap();
            },
            |f| *f == Finding::FileAdded("torn/7.bin".to_owned()),
        ),
        (
            "a further piece without the first",
            |p| {
                fs::create_dir(p.join("torn")).unwrap();
                let name = paths::torn_name(whole_lines(p).len() as u64, 2);
                fs::write(p.join("torn").join(name), "x").unwrap();
            },
            |f| matches!(f, Finding::FileMissing(path) if path.starts_with("torn/")),
        ),
        (
            "a picture taken away that was durable before the act",
            |p| fs::remove_file(p.join("pictures/0001.png")).unwrap(),
            |f| matches!(f, Finding::ReferenceMissing { seq: 2, .. }),
        ),
        (
            "another picture in the place of one that was durable",
            |p| fs::write(p.join("pictures/0001.png"), png(9)).unwrap(),
            |f| matches!(f, Finding::ReferenceDiffers { seq: 2, .. }),
        ),
        (
            "half a seal under its own name",
            |p| fs::write(p.join(paths::SEAL), "{").unwrap(),
            |f| matches!(f, Finding::SealUnreadable(_)),
        ),
    ];
    for (kind, damage, is_meant) in kinds {
        let root = memory();
        let bundle = broken_off(root.path());
        damage(&bundle);
        let before = contents(&bundle);
        let result = recover(&bundle);
        assert!(
            matches!(&result, Err(RecoverError::Damaged(found)) if found.iter().any(is_meant)),
            "{kind}: {result:?}"
        );
        assert_eq!(contents(&bundle), before, "{kind}");
    }
}

fn edit(bundle: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(bundle.join(paths::TRAIL)).unwrap();
    assert!(text.contains(from));
    fs::write(bundle.join(paths::TRAIL), text.replacen(from, to, 1)).unwrap();
}

#[test]
fn what_the_power_took_after_the_last_commit_is_told_as_lost() {
    type Loss = fn(&Path);
    let kinds: [(Loss, usize); 2] = [
        (|p| fs::remove_file(p.join("pictures/0002.png")).unwrap(), 1),
        // Its name was on disk already, its bytes were not.
        (|p| fs::write(p.join("pictures/0002.png"), "").unwrap(), 2),
    ];
    for (loss, loose) in kinds {
        let root = memory();
        let bundle = broken_off(root.path());
        loss(&bundle);
        let told = recover(&bundle).unwrap().told.unwrap();
        assert_eq!(told.lost.first().unwrap().path, "pictures/0002.png");
        assert_eq!((told.lost.len(), told.loose.len()), (1, loose));
        let verification = verify(&bundle);
        assert_eq!(verification.integrity, []);
        let lost = Finding::FileLost("pictures/0002.png".to_owned());
        assert!(verification.completeness.contains(&lost));
        // Killed before the seal, and done again: the same is told.
        fs::remove_file(bundle.join(paths::SEAL)).unwrap();
        assert_eq!(recover(&bundle).unwrap().told, Some(told));
    }
}

#[test]
fn a_live_run_a_sealed_bundle_and_a_run_that_did_nothing_are_refused_each_by_its_name() {
    let root = memory();
    let trail = begin(root.path());
    let bundle = trail.path().to_owned();
    let result = recover(&bundle);
    assert!(matches!(result, Err(RecoverError::Alive(_))), "{result:?}");
    assert!(result.unwrap_err().to_string().contains("still going on"));
    drop(trail);
    let closing = Remains::look(&bundle).unwrap();
    assert!(matches!(recover(&bundle), Err(RecoverError::Alive(_))));
    drop(closing);
    recover(&bundle).unwrap();
    let sealed = contents(&bundle);
    assert!(matches!(recover(&bundle), Err(RecoverError::Sealed(_))));
    assert_eq!(contents(&bundle), sealed);

    let root = memory();
    let name = RunName::parse("run").unwrap();
    drop(Trail::create(root.path(), &name).unwrap());
    let empty = root.path().join("run");
    for half in ["", "{\"seq\":0"] {
        fs::write(empty.join(paths::TRAIL), half).unwrap();
        let before = contents(&empty);
        assert!(matches!(recover(&empty), Err(RecoverError::Empty(_))));
        assert_eq!(contents(&empty), before);
    }
    assert!(matches!(recover(root.path()), Err(RecoverError::Unreadable(_))));
}

#[test]
fn a_run_that_came_to_its_end_is_only_sealed() {
    let root = memory();
    let mut trail = begin(root.path());
    let end = Event::RunFinished(RunFinished {
        verdict: Verdict::Interrupted,
        reason: None,
        counts: BTreeMap::new(),
        changes: 0,
        pictures: 2,
    });
    trail.append(None, end).unwrap();
    let bundle = trail.path().to_owned();
    drop(trail);
    let before = fs::read(bundle.join(paths::TRAIL)).unwrap();
    let torn = root.path().join("torn");
    copy(&bundle, &torn);
    append(&torn, TORN);
    let result = recover(&torn);
    assert!(
        matches!(&result, Err(RecoverError::Damaged(found)) if found.contains(&Finding::AfterEnd(7))),
        "{result:?}"
    );
    let recovered = recover(&bundle).unwrap();
    assert_eq!(recovered.told, None);
    assert_eq!(recovered.seal.state, SealState::Complete);
    assert_eq!(fs::read(bundle.join(paths::TRAIL)).unwrap(), before);
    assert_eq!(verify(&bundle).integrity, []);
}

#[test]
fn a_bundle_of_an_earlier_format_keeps_it() {
    let root = memory();
    let name = RunName::parse("run").unwrap();
    let mut trail = Trail::create(root.path(), &name).unwrap();
    let Event::RunStarted(started) = started(&mut trail) else {
        panic!("not a beginning");
    };
    let format = "krok/1".to_owned();
    trail
        .append(None, Event::RunStarted(RunStarted { format, ..started }))
        .unwrap();
    let bundle = trail.path().to_owned();
    drop(trail);
    assert_eq!(recover(&bundle).unwrap().seal.format, "krok/1");
    assert_eq!(verify(&bundle).integrity, []);
}

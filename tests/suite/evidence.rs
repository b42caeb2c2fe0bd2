//! Bundles written to real folders, then damaged in every way that has a name.
#![expect(clippy::indexing_slicing, reason = "a failed test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use krok::evidence::bundle::{Bundle, BundleError};
use krok::evidence::error::EvidenceError;
use krok::evidence::finding::{Finding, SealPart};
use krok::evidence::format::{
    ActResult, Event, FORMAT, Field, FieldStatus, FileReference, Intent, Mode, Observed, Outcome, Portal, Reason,
    Rectangle, RunFinished, RunStarted, Runbook, SealState, Status, StepFinished, StepStarted, Target, Value, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::{Verification, verify};
use krok::evidence::{chain, used};
use tempfile::TempDir;

struct Run {
    /// Keeps the folder alive.
    _root: TempDir,
    path: PathBuf,
}

fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([shade, 80, 200]));
    picture
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

fn name() -> RunName {
    RunName::new(Timestamp::UNIX_EPOCH, "epuap-skrytki-pull", Mode::Apply, 0x3f9c)
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
        tool: "krok 0.1.0".to_owned(),
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
        entity: Some("Gmina Testowa".to_owned()),
        messages: Vec::new(),
        picture: trail.store_picture(&png(shade)).unwrap(),
        text: trail.store_text(&format!("nagłówek: Skrytki {shade}")).unwrap(),
        story: Vec::new(),
    })
}

fn intent(before: Option<u64>) -> Event {
    let rectangle = Rectangle {
        x: 1.0,
        y: 1.0,
        width: 10.0,
        height: 5.0,
    };
    Event::Intent(Intent {
        act: "press".to_owned(),
        effect: "write".to_owned(),
        target: Some(Target {
            label: "Zapisz".to_owned(),
            places: Vec::new(),
            role: "button".to_owned(),
            tier: "associated".to_owned(),
            rectangle,
        }),
        value: None,
        before,
    })
}

fn step_started() -> Event {
    Event::StepStarted(StepStarted {
        verb: "set".to_owned(),
        effect: "write".to_owned(),
        says: "Tryb pracy".to_owned(),
        cites: Vec::new(),
        line: 3,
        key: None,
    })
}

fn field() -> Event {
    Event::Field(Field {
        places: vec!["Tryb pracy".to_owned()],
        label: "Tryb pracy".to_owned(),
        before: Value::Text("PUSH".to_owned()),
        wanted: Value::Text("PULL".to_owned()),
        after: Some(Value::Text("PULL".to_owned())),
        status: FieldStatus::Changed,
    })
}

fn run_finished(pictures: u64) -> Event {
    Event::RunFinished(RunFinished {
        verdict: Verdict::Changed,
        reason: None,
        counts: BTreeMap::from([("changed".to_owned(), 1)]),
        changes: 1,
        pictures,
    })
}

fn write_to(trail: &mut Trail) {
    let event = started(trail);
    trail.append(None, event).unwrap();
    trail.append(Some("ustaw"), step_started()).unwrap();
    let event = observed(trail, 1);
    let before = trail.append(Some("ustaw"), event).unwrap();
    let act = trail.append(Some("ustaw"), intent(Some(before))).unwrap();
    trail.commit().unwrap();
    let event = observed(trail, 2);
    let after = trail.append(Some("ustaw"), event).unwrap();
    let outcome = Outcome {
        intent: act,
        result: ActResult::Done,
        after: Some(after),
        unseen: None,
    };
    trail.append(Some("ustaw"), Event::Outcome(outcome)).unwrap();
    trail.append(Some("ustaw"), field()).unwrap();
    let finished = StepFinished {
        status: Status::Changed,
        reason: None,
    };
    trail.append(Some("ustaw"), Event::StepFinished(finished)).unwrap();
    trail.append(None, run_finished(2)).unwrap();
}

fn sealed() -> Run {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    let path = trail.path().to_owned();
    write_to(&mut trail);
    trail.seal().unwrap();
    Run { _root: root, path }
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path.join("trail.ndjson")).unwrap();
    text.split_inclusive('\n').map(str::to_owned).collect()
}

fn write_lines(path: &Path, lines: &[String]) {
    fs::write(path.join("trail.ndjson"), lines.concat()).unwrap();
}

fn is_good(verification: &Verification) -> bool {
    verification.is_intact() && verification.is_complete()
}

#[test]
fn an_honest_bundle_is_intact_and_complete() {
    let run = sealed();
    let verification = verify(&run.path);
    assert_eq!(verification.integrity, []);
    assert_eq!(verification.completeness, []);
    let bundle = Bundle::open(&run.path).unwrap();
    assert_eq!(bundle.records().len(), 9);
    assert_eq!(bundle.seal().unwrap().state, SealState::Complete);
    assert_eq!(verification.head.as_deref(), Some(bundle.head()));
    let listed: Vec<&str> = bundle
        .seal()
        .unwrap()
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(
        listed,
        [
            "inputs/portal.toml",
            "inputs/skrytki-pull.toml",
            "pictures/0001.png",
            "pictures/0002.png",
            "texts/0001.txt",
            "texts/0002.txt",
            "trail.ndjson",
        ]
    );
}

#[test]
fn files_are_for_their_owner_only_and_pictures_are_the_bytes_received() {
    let run = sealed();
    let mode = |path: &str| fs::metadata(run.path.join(path)).unwrap().permissions().mode() & 0o777;
    for folder in ["", "pictures", "texts", "inputs"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
    for file in [
        "trail.ndjson",
        "seal.json",
        "pictures/0001.png",
        "texts/0001.txt",
        "inputs/portal.toml",
    ] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
    assert_eq!(fs::read(run.path.join("pictures/0002.png")).unwrap(), png(2));
}

#[expect(
    clippy::too_many_lines,
    reason = "one row a kind of tampering: a table is read whole"
)]
#[test]
fn every_kind_of_tampering_is_named() {
    type Damage = fn(&Path);
    let kinds: [(&str, Damage, Finding); 26] = [
        (
            "record edited",
            |p| edit_line(p, 6, "PULL", "PUSH"),
            Finding::LineChanged(7),
        ),
        (
            "record removed",
            |p| change_lines(p, |l| drop(l.remove(3))),
            out_of_place(4, 3, 4),
        ),
        (
            "records swapped",
            |p| change_lines(p, |l| l.swap(3, 4)),
            out_of_place(4, 3, 4),
        ),
        (
            "record repeated",
            |p| change_lines(p, |l| l.insert(4, l[3].clone())),
            out_of_place(5, 4, 3),
        ),
        ("record inserted", insert_record, Finding::LineChanged(6)),
        (
            "tail cut",
            |p| change_lines(p, |l| l.truncate(8)),
            differs(SealPart::Records, "9", "8"),
        ),
        (
            "chain recomputed",
            recompute_chain,
            Finding::FileChanged("trail.ndjson".to_owned()),
        ),
        (
            "line torn",
            |p| change_lines(p, |l| l[8] = l[8].trim_end().to_owned()),
            broken_torn(9),
        ),
        (
            "empty line",
            |p| change_lines(p, |l| l.insert(2, "\n".to_owned())),
            broken_shape(3),
        ),
        (
            "trail removed",
            |p| remove(p, "trail.ndjson"),
            Finding::FileMissing("trail.ndjson".to_owned()),
        ),
        (
            "trail emptied",
            |p| fs::write(p.join("trail.ndjson"), "").unwrap(),
            Finding::TrailEmpty,
        ),
        (
            "picture edited",
            |p| flip(p, "pictures/0001.png"),
            Finding::FileChanged("pictures/0001.png".to_owned()),
        ),
        (
            "picture removed",
            |p| remove(p, "pictures/0001.png"),
            Finding::FileMissing("pictures/0001.png".to_owned()),
        ),
        (
            "pictures swapped",
            swap_pictures,
            swapped("pictures/0001.png", "pictures/0002.png"),
        ),
        (
            "picture added",
            |p| add(p, "pictures/0003.png"),
            Finding::FileAdded("pictures/0003.png".to_owned()),
        ),
        (
            "text edited",
            |p| flip(p, "texts/0002.txt"),
            Finding::FileChanged("texts/0002.txt".to_owned()),
        ),
        (
            "text removed",
            |p| remove(p, "texts/0002.txt"),
            Finding::FileMissing("texts/0002.txt".to_owned()),
        ),
        (
            "input edited",
            |p| flip(p, "inputs/portal.toml"),
            Finding::FileChanged("inputs/portal.toml".to_owned()),
        ),
        (
            "input added",
            |p| add(p, "inputs/extra.toml"),
            Finding::FileAdded("inputs/extra.toml".to_owned()),
        ),
        (
            "file added",
            |p| add(p, "note.txt"),
            Finding::FileAdded("note.txt".to_owned()),
        ),
        (
            "folder added",
            |p| fs::create_dir(p.join("more")).unwrap(),
            Finding::FileAdded("more/".to_owned()),
        ),
        (
            "picture linked",
            link_picture,
            Finding::NotAFile("pictures/0001.png".to_owned()),
        ),
        ("folder linked", link_folder, Finding::NotAFile("texts".to_owned())),
        ("seal removed", |p| remove(p, "seal.json"), Finding::SealMissing),
        (
            "seal's count edited",
            |p| edit_seal(p, "\"records\": 9", "\"records\": 8"),
            differs(SealPart::Records, "8", "9"),
        ),
        (
            "seal's state edited",
            |p| edit_seal(p, "complete", "interrupted"),
            differs(SealPart::State, "interrupted", "complete"),
        ),
    ];
    for (kind, damage, expected) in kinds {
        let run = sealed();
        damage(&run.path);
        let found = verify(&run.path).integrity;
        assert!(found.contains(&expected), "{kind}: {expected:?} is not among {found:?}");
    }
}

fn out_of_place(line: u64, expected: u64, found: u64) -> Finding {
    Finding::LineOutOfPlace { line, expected, found }
}

fn differs(part: SealPart, sealed: &str, found: &str) -> Finding {
    Finding::SealDiffers {
        part,
        sealed: sealed.to_owned(),
        found: found.to_owned(),
    }
}

fn broken_torn(line: u64) -> Finding {
    Finding::LineBroken {
        line,
        fault: krok::evidence::bundle::LineFault::Torn,
    }
}

fn broken_shape(line: u64) -> Finding {
    Finding::LineBroken {
        line,
        fault: krok::evidence::bundle::LineFault::Shape,
    }
}

fn swapped(one: &str, other: &str) -> Finding {
    Finding::FilesSwapped(one.to_owned(), other.to_owned())
}

fn change_lines(path: &Path, change: fn(&mut Vec<String>)) {
    let mut all = lines(path);
    change(&mut all);
    write_lines(path, &all);
}

fn edit_line(path: &Path, index: usize, from: &str, to: &str) {
    let mut all = lines(path);
    assert!(all[index].contains(from));
    all[index] = all[index].replacen(from, to, 1);
    write_lines(path, &all);
}

fn insert_record(path: &Path) {
    let mut all = lines(path);
    let json = r#"{"seq":4,"at":"2026-11-22T14:05:09.000+01:00","mono_ms":1,"event":{"note":{"code":"forged"}}}"#;
    let previous = all[3].trim_end().rsplit('\t').next().unwrap().to_owned();
    all.insert(4, format!("{json}\t{}\n", chain::link(&previous, json.as_bytes())));
    write_lines(path, &all);
}

/// Somebody changes a record and mends the whole chain behind it, but not the seal.
fn recompute_chain(path: &Path) {
    let mut previous = chain::ORIGIN.to_owned();
    let mended: Vec<String> = lines(path)
        .iter()
        .map(|line| {
            let json = line.rsplit_once('\t').unwrap().0.replace("PUSH", "PULL");
            previous = chain::link(&previous, json.as_bytes());
            format!("{json}\t{previous}\n")
        })
        .collect();
    write_lines(path, &mended);
}

fn remove(path: &Path, file: &str) {
    fs::remove_file(path.join(file)).unwrap();
}

fn add(path: &Path, file: &str) {
    fs::write(path.join(file), b"x").unwrap();
}

fn flip(path: &Path, file: &str) {
    let mut bytes = fs::read(path.join(file)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path.join(file), bytes).unwrap();
}

fn swap_pictures(path: &Path) {
    let (one, other, spare) = (
        path.join("pictures/0001.png"),
        path.join("pictures/0002.png"),
        path.join("spare"),
    );
    fs::rename(&one, &spare).unwrap();
    fs::rename(&other, &one).unwrap();
    fs::rename(&spare, &other).unwrap();
}

fn link_picture(path: &Path) {
    let outside = path.parent().unwrap().join("outside.png");
    fs::rename(path.join("pictures/0001.png"), &outside).unwrap();
    symlink(&outside, path.join("pictures/0001.png")).unwrap();
}

fn link_folder(path: &Path) {
    let outside = path.parent().unwrap().join("outside");
    fs::rename(path.join("texts"), &outside).unwrap();
    symlink(&outside, path.join("texts")).unwrap();
}

fn edit_seal(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path.join("seal.json")).unwrap();
    assert!(text.contains(from));
    fs::write(path.join("seal.json"), text.replacen(from, to, 1)).unwrap();
}

#[test]
fn no_prefix_of_a_trail_is_intact_and_complete() {
    let run = sealed();
    let whole = fs::read(run.path.join("trail.ndjson")).unwrap();
    let seal = fs::read(run.path.join("seal.json")).unwrap();
    for length in 0..whole.len() {
        fs::write(run.path.join("trail.ndjson"), &whole[..length]).unwrap();
        let verification = verify(&run.path);
        assert!(!verification.is_intact(), "{length} bytes under the seal");
        fs::remove_file(run.path.join("seal.json")).unwrap();
        assert!(!verify(&run.path).is_complete(), "{length} bytes without seal");
        fs::write(run.path.join("seal.json"), &seal).unwrap();
        // Whatever the reader says, it says it without panic.
        drop(Bundle::open(&run.path));
    }
}

#[test]
fn no_changed_byte_of_trail_or_seal_list_goes_unseen() {
    let run = sealed();
    let whole = fs::read(run.path.join("trail.ndjson")).unwrap();
    for index in 0..whole.len() {
        let mut changed = whole.clone();
        changed[index] ^= 1 << (index % 8);
        fs::write(run.path.join("trail.ndjson"), &changed).unwrap();
        assert!(!verify(&run.path).is_intact(), "byte {index}");
    }
}

#[test]
fn no_changed_digit_of_the_seal_goes_unseen() {
    let run = sealed();
    let whole = fs::read_to_string(run.path.join("seal.json")).unwrap();
    let digits = whole
        .bytes()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_alphanumeric());
    for (index, byte) in digits {
        let mut changed = whole.clone().into_bytes();
        changed[index] = if byte == b'0' { b'1' } else { b'0' };
        fs::write(run.path.join("seal.json"), &changed).unwrap();
        assert!(!is_good(&verify(&run.path)), "byte {index}");
    }
}

#[test]
fn any_bytes_give_an_answer_and_no_panic() {
    let run = sealed();
    let mut state = 7_u64;
    for length in (0..400).chain([5_000, 2_000_000]) {
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                state.to_be_bytes()[0]
            })
            .collect();
        fs::write(run.path.join("trail.ndjson"), &bytes).unwrap();
        fs::write(run.path.join("seal.json"), &bytes).unwrap();
        assert!(!is_good(&verify(&run.path)));
        assert!(Bundle::open(&run.path).is_err());
    }
    assert!(!is_good(&verify(Path::new("/nonexistent/bundle"))));
}

#[test]
fn a_stranger_with_sha256sum_reaches_the_same_head() {
    let run = sealed();
    let script = r#"
        previous=$(printf '0%.0s' $(seq 64))
        while IFS= read -r line; do
            json=${line%"	"*}; claimed=${line##*"	"}
            previous=$(printf 'krok/1\n%s\n%s' "$previous" "$json" | sha256sum | cut -d' ' -f1)
            [ "$previous" = "$claimed" ] || exit 1
        done < trail.ndjson
        printf %s "$previous"
    "#;
    let output = Command::new("bash")
        .args(["-c", script])
        .current_dir(&run.path)
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        Bundle::open(&run.path).unwrap().head()
    );
}

#[test]
fn a_duplicate_key_or_a_path_outside_is_no_record() {
    for (from, to) in [
        ("\"inputs\":{}", "\"inputs\":{\"a\":\"1\",\"a\":\"2\"}"),
        ("inputs/portal.toml", "inputs/../seal.json"),
    ] {
        let run = sealed();
        let json = lines(&run.path)[0].rsplit_once('\t').unwrap().0.replace(from, to);
        let line = format!("{json}\t{}\n", chain::link(chain::ORIGIN, json.as_bytes()));
        write_lines(&run.path, &[line]);
        assert!(
            matches!(Bundle::open(&run.path), Err(BundleError::Line { number: 1, .. })),
            "{to}"
        );
        assert!(
            verify(&run.path)
                .integrity
                .iter()
                .any(|f| matches!(f, Finding::LineBroken { line: 1, .. }))
        );
    }
}

#[test]
fn another_format_is_refused_by_name() {
    let run = sealed();
    let json = r#"{"event":{"run-started":{"format":"krok/9","more":true}}}"#;
    write_lines(
        &run.path,
        &[format!("{json}\t{}\n", chain::link(chain::ORIGIN, json.as_bytes()))],
    );
    assert!(matches!(Bundle::open(&run.path), Err(BundleError::UnknownFormat(format)) if format == "krok/9"));
}

/// Writes a bundle whose completeness is flawed, and returns what is found.
fn incomplete(write: fn(&mut Trail)) -> Verification {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    let path = trail.path().to_owned();
    let event = started(&mut trail);
    trail.append(None, event).unwrap();
    trail.append(Some("ustaw"), step_started()).unwrap();
    write(&mut trail);
    trail.seal().unwrap();
    let verification = verify(&path);
    assert_eq!(verification.integrity, []);
    verification
}

#[test]
fn gaps_in_the_evidence_are_named() {
    type Write = fn(&mut Trail);
    let act_open = || Finding::ActOpen {
        seq: 3,
        step: "ustaw".to_owned(),
    };
    let kinds: [(Write, Finding); 7] = [
        (|_| {}, Finding::EndMissing),
        (|_| {}, Finding::StepOpen("ustaw".to_owned())),
        (act_without_outcome, act_open()),
        (
            |trail| act_with(trail, None, true),
            Finding::PictureBeforeMissing {
                seq: 3,
                step: "ustaw".to_owned(),
            },
        ),
        (
            |trail| act_with(trail, Some(2), false),
            Finding::PictureAfterMissing {
                seq: 3,
                step: "ustaw".to_owned(),
            },
        ),
        (
            |trail| {
                let finished = StepFinished {
                    status: Status::Unchanged,
                    reason: None,
                };
                trail.append(Some("ustaw"), Event::StepFinished(finished)).unwrap();
            },
            Finding::StepWithoutPicture("ustaw".to_owned()),
        ),
        (
            |trail| {
                let Event::Field(field) = field() else { return };
                trail
                    .append(Some("ustaw"), Event::Field(Field { after: None, ..field }))
                    .unwrap();
            },
            Finding::FieldOpen {
                step: "ustaw".to_owned(),
                field: "Tryb pracy".to_owned(),
            },
        ),
    ];
    for (write, expected) in kinds {
        let found = incomplete(write).completeness;
        assert!(found.contains(&expected), "{expected:?} is not among {found:?}");
    }
}

fn act_without_outcome(trail: &mut Trail) {
    let event = observed(trail, 1);
    let before = trail.append(Some("ustaw"), event).unwrap();
    trail.append(Some("ustaw"), intent(Some(before))).unwrap();
}

fn act_with(trail: &mut Trail, before: Option<u64>, after: bool) {
    let event = observed(trail, 1);
    trail.append(Some("ustaw"), event).unwrap();
    let act = trail.append(Some("ustaw"), intent(before)).unwrap();
    let event = observed(trail, 2);
    let seen = trail.append(Some("ustaw"), event).unwrap();
    let outcome = Outcome {
        intent: act,
        result: ActResult::Done,
        after: after.then_some(seen),
        unseen: None,
    };
    trail.append(Some("ustaw"), Event::Outcome(outcome)).unwrap();
}

#[test]
fn an_act_of_unknown_outcome_makes_its_step_uncertain_in_the_seal() {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    let event = started(&mut trail);
    trail.append(None, event).unwrap();
    let act = trail.append(Some("usun"), intent(None)).unwrap();
    let result = ActResult::Unknown(Reason {
        code: "browser-lost".to_owned(),
        values: BTreeMap::new(),
    });
    trail
        .append(
            Some("usun"),
            Event::Outcome(Outcome {
                intent: act,
                result,
                after: None,
                unseen: None,
            }),
        )
        .unwrap();
    let seal = trail.seal().unwrap();
    assert_eq!(seal.uncertain, ["usun"]);
    assert_eq!(seal.state, SealState::Interrupted);
}

#[test]
fn a_run_that_still_writes_is_not_complete() {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    write_to(&mut trail);
    let verification = verify(trail.path());
    assert!(verification.completeness.contains(&Finding::StillWriting));
    assert!(verification.integrity.contains(&Finding::SealMissing));
}

#[test]
fn an_existing_folder_or_a_linked_root_is_refused() {
    let root = TempDir::new().unwrap();
    drop(Trail::create(root.path(), &name()).unwrap());
    assert!(matches!(
        Trail::create(root.path(), &name()),
        Err(EvidenceError::FolderExists(_))
    ));
    let link = root.path().join("link");
    symlink(root.path(), &link).unwrap();
    assert!(matches!(Trail::create(&link, &name()), Err(EvidenceError::Link(_))));
}

#[test]
fn a_file_that_cannot_be_written_ends_every_further_call() {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    let event = started(&mut trail);
    trail.append(None, event).unwrap();
    // Stands where the next picture goes; works for root, too, whom no permission stops.
    fs::create_dir(trail.path().join("pictures/0001.png")).unwrap();
    assert!(matches!(
        trail.store_picture(&png(1)),
        Err(EvidenceError::Storage { .. })
    ));
    assert!(trail.append(None, field()).is_err());
    assert!(trail.store_text("x").is_err());
    assert!(trail.commit().is_err());
    let path = trail.path().to_owned();
    assert_eq!(
        trail.give_up(vec![(None, run_finished(0))]).unwrap().state,
        SealState::Complete
    );
    fs::remove_dir(path.join("pictures/0001.png")).unwrap();
    assert_eq!(verify(&path).integrity, []);
}

#[test]
fn a_message_of_storage_names_thing_place_and_way_out() {
    let root = TempDir::new().unwrap();
    let blocked = root.path().join("file");
    fs::write(&blocked, "").unwrap();
    let message = Trail::create(&blocked, &name()).unwrap_err().to_string();
    assert!(
        message.contains("folder") && message.contains(&blocked.display().to_string()),
        "{message}"
    );
}

#[test]
fn what_is_no_picture_is_refused_and_the_trail_goes_on() {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    let mut cut = png(1);
    cut.truncate(cut.len() - 1);
    for bytes in [b"".to_vec(), b"<html>".to_vec(), cut] {
        assert!(matches!(trail.store_picture(&bytes), Err(EvidenceError::Picture(_))));
    }
    trail.append(None, field()).unwrap();
}

#[test]
fn the_same_picture_again_is_the_same_file() {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    let first = trail.store_picture(&png(1)).unwrap();
    assert_eq!(trail.store_picture(&png(1)).unwrap(), first);
    let expected = FileReference {
        path: "pictures/0001.png".to_owned(),
        sha256: chain::sha256(&png(1)),
        size: png(1).len() as u64,
    };
    assert_eq!(first.file, expected);
    assert_eq!(trail.pictures(), 1);
}

#[test]
fn inputs_have_plain_names_only() {
    let root = TempDir::new().unwrap();
    let mut trail = Trail::create(root.path(), &name()).unwrap();
    for bad in ["../x", "a/b", "", ".hidden", "a\nb"] {
        assert!(
            matches!(trail.store_input(bad, b""), Err(EvidenceError::Name(_))),
            "{bad:?}"
        );
    }
}

#[test]
fn a_plan_is_used_once_and_the_mark_breaks_no_seal() {
    let run = sealed();
    assert!(!used::is_used(&run.path).unwrap());
    used::mark(&run.path, &name()).unwrap();
    assert!(used::is_used(&run.path).unwrap());
    let again = used::mark(&run.path, &name());
    assert!(matches!(again, Err(EvidenceError::Used { by: Some(by), .. }) if by == name().as_str()));
    assert!(is_good(&verify(&run.path)));
}

#[test]
fn an_act_that_destroys_needs_identity_and_key_before_it_and_a_proof_after_it() {
    let verification = incomplete(|trail| {
        let event = observed(trail, 1);
        let before = trail.append(Some("usun"), event).unwrap();
        let Event::StepStarted(step) = step_started() else {
            return;
        };
        let step = krok::evidence::format::StepStarted {
            verb: "destroy".to_owned(),
            effect: "destroy".to_owned(),
            ..step
        };
        trail.append(Some("usun"), Event::StepStarted(step)).unwrap();
        let Event::Intent(act) = intent(Some(before)) else {
            return;
        };
        let act = krok::evidence::format::Intent {
            effect: "destroy".to_owned(),
            ..act
        };
        trail.append(Some("usun"), Event::Intent(act)).unwrap();
        let finished = StepFinished {
            status: Status::Changed,
            reason: None,
        };
        trail.append(Some("usun"), Event::StepFinished(finished)).unwrap();
    });
    let step = || "usun".to_owned();
    for finding in [
        Finding::DestroyUnidentified { seq: 4, step: step() },
        Finding::DestroyWithoutKey { seq: 4, step: step() },
        Finding::DestroyUnproved(step()),
    ] {
        assert!(
            verification.completeness.contains(&finding),
            "{finding:?}: {verification:?}"
        );
    }
}

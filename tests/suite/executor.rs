//! The executor against a page that fails in ways no browser can be told to.

use std::cell::Cell;
use std::path::PathBuf;

use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{Event, FieldStatus, Mode, PlanReference, RunFinished, SealState, Status, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::executor::{Assignment, Attention, NoAccount, Planned, Presence, carry_out};
use krok::runbook::{self, Checked};
use krok::text::mask::{Key, Masking, Rules};
use krok::text::source::SourceFile;

use crate::support::fake_page::{FakePage, Trap};
use crate::support::records::{beginning, procedure};

const PORTAL: &str = r##"
schema = 1
name = "proba"
title = "Portal próbny"
base = "https://portal.example"
start = "/"
hosts = ["https://portal.example"]
[login]
hosts = ["https://login.example"]
marker = "Formularz"
patience = "1m"
[entity]
css = "#podmiot"
input = "podmiot"
[page]
deadline = "1s"
[effects]
navigate = ["Edytuj", "Anuluj"]
write = ["Zapisz"]
"##;

const RUNBOOK: &str = r#"
schema = 1
title = "Próba"
portal = "proba"
[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
[[step]]
id = "podmiot"
see = ["Formularz"]
[[step]]
id = "ustaw"
edit = "Edytuj"
save = "Zapisz"
cancel = "Anuluj"
saved = "Zmiany zostały zapisane."
[step.set]
"Tryb" = "PULL"
"Kolejka" = 0
"#;

struct Ran {
    page: FakePage,
    plan: PathBuf,
    bundle: PathBuf,
    finished: RunFinished,
    _folder: tempfile::TempDir,
}

/// Plans on a sound page, then applies on a page with the trap.
async fn plan_then_apply(trap: Option<Trap>, stop_after: Option<usize>) -> Ran {
    let checked = checked();
    let folder = tempfile::tempdir().unwrap();
    let mut page = FakePage::new(None);
    let (plan, planned) = {
        let (bundle, finished) = walk(&mut page, &checked, Assignment::Plan, folder.path(), None).await;
        assert_eq!(finished.verdict, Verdict::ChangesPlanned);
        assert!(page.acts.is_empty(), "a plan touches nothing: {:?}", page.acts);
        let read = Bundle::open(&bundle).unwrap();
        let reference = PlanReference {
            run: read.started().unwrap().run.clone(),
            head: read.head().to_owned(),
        };
        let planned = Planned::of(read.records(), reference);
        (bundle, planned)
    };
    let mut page = FakePage::new(trap);
    let (bundle, finished) = walk(
        &mut page,
        &checked,
        Assignment::Apply(&planned),
        folder.path(),
        stop_after,
    )
    .await;
    Ran {
        page,
        plan,
        bundle,
        finished,
        _folder: folder,
    }
}

pub fn checked() -> Checked {
    checked_of(RUNBOOK)
}

fn checked_of(runbook: &str) -> Checked {
    let read = runbook::read_sources(
        SourceFile::new("proba.toml", runbook),
        SourceFile::new("portal.toml", PORTAL),
    );
    read.unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

async fn walk(
    page: &mut FakePage,
    checked: &Checked,
    assignment: Assignment<'_>,
    root: &std::path::Path,
    stop_after: Option<usize>,
) -> (PathBuf, RunFinished) {
    walk_masked(page, checked, (assignment, Masking::default()), root, stop_after).await
}

async fn walk_masked(
    page: &mut FakePage,
    checked: &Checked,
    (assignment, masking): (Assignment<'_>, Masking),
    root: &std::path::Path,
    stop_after: Option<usize>,
) -> (PathBuf, RunFinished) {
    let mode = match assignment {
        Assignment::Plan => Mode::Plan,
        Assignment::Apply(_) => Mode::Apply,
    };
    let name = RunName::new(Timestamp::now(), "proba", mode, 1);
    let mut trail = Trail::create(root, &name).unwrap();
    trail.mask_by(masking);
    let started = beginning(&mut trail, &name, mode);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let procedure = procedure(checked);
    let intents = Cell::new(0);
    let attention = Attention {
        listen: &mut |_, event| {
            if matches!(event, Event::Intent(_)) {
                intents.set(intents.get() + 1);
            }
        },
        stop: &|| stop_after.is_some_and(|most| intents.get() >= most),
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: Presence::Nobody,
        stamp: None,
    };
    let finished = carry_out(page, &mut trail, &procedure, assignment, attention)
        .await
        .unwrap();
    let path = trail.path().to_owned();
    let seal = trail.seal().unwrap();
    assert_eq!(seal.state, SealState::Complete);
    (path, finished)
}

/// Plans on a form that holds a number, applies on one that holds another or the same, and returns how the step ended.
async fn masked_between(planned: &str, found: &str, keys: [u8; 2]) -> (Status, String) {
    let checked = checked();
    let folder = tempfile::tempdir().unwrap();
    let page_of = |value: &str| {
        let mut page = FakePage::new(None);
        page.stored.insert("Tryb".to_owned(), format!("dla {value}"));
        page
    };
    let [key, later] = keys.map(|byte| Some(Key::new([byte; 32])));
    let assignment = (Assignment::Plan, Masking::new(Rules::default(), key));
    let (plan, _) = walk_masked(&mut page_of(planned), &checked, assignment, folder.path(), None).await;
    let read = Bundle::open(&plan).unwrap();
    let reference = PlanReference {
        run: read.started().unwrap().run.clone(),
        head: read.head().to_owned(),
    };
    let mut masking = Masking::new(Rules::default(), later);
    for record in read.records() {
        if let Event::Masked(masked) = &record.event {
            masking.remember(&masked.name, masked.mark.as_deref());
        }
    }
    let agreed = Planned::of(read.records(), reference);
    let assignment = (Assignment::Apply(&agreed), masking);
    let (apply, _) = walk_masked(&mut page_of(found), &checked, assignment, folder.path(), None).await;
    for bundle in [&plan, &apply] {
        let trail = std::fs::read_to_string(bundle.join("trail.ndjson")).unwrap();
        assert!(trail.contains("dla [PESEL-"), "{trail}");
        assert!(!trail.contains(planned) && !trail.contains(found), "{trail}");
        assert_eq!(verify(bundle).completeness, []);
    }
    status_of(&apply, "ustaw")
}

#[tokio::test]
async fn what_changed_between_plan_and_apply_is_noticed_though_it_is_covered() {
    let (one, other) = ("02070803628", "44051401359");
    assert_eq!(masked_between(one, one, [7, 7]).await, (Status::Changed, String::new()));
    // Another number has another name; without the plan's key every number has.
    for (found, later) in [(other, 7), (one, 8)] {
        let (status, code) = masked_between(one, found, [7, later]).await;
        assert_eq!(
            (status, code.as_str()),
            (Status::Blocked, "stale-plan"),
            "{found} {later}"
        );
    }
}

fn status_of(bundle: &std::path::Path, step: &str) -> (Status, String) {
    let bundle = Bundle::open(bundle).unwrap();
    let found = bundle.records().iter().find_map(|record| match &record.event {
        Event::StepFinished(finished) if record.step.as_deref() == Some(step) => Some(finished.clone()),
        _ => None,
    });
    let finished = found.unwrap();
    (
        finished.status,
        finished.reason.map(|reason| reason.code).unwrap_or_default(),
    )
}

/// What a step asks of a page with more text than is read, what becomes of the step, and whether that is noted.
const ASKED_OF_MUCH: &[(&str, Status, &str, bool)] = &[
    ("see = \"Formularz\"", Status::Unchanged, "", false),
    ("see = \"Inny\"", Status::Failed, "text-unread", false),
    ("not_see = \"Inny\"", Status::Failed, "text-unread", false),
    ("not_see = \"Formularz\"", Status::Failed, "text-present", false),
    (
        "require = { see = \"Formularz\" }\nsee = \"Formularz\"",
        Status::Unchanged,
        "",
        false,
    ),
    (
        "require = { not_see = \"Formularz\" }\nsee = \"Formularz\"",
        Status::Blocked,
        "require",
        false,
    ),
    (
        "require = { not_see = \"Inny\" }\nsee = \"Formularz\"",
        Status::Skipped,
        "unknown-until-applied",
        true,
    ),
    (
        "when = { not_see = \"Inny\" }\nsee = \"Formularz\"",
        Status::Skipped,
        "unknown-until-applied",
        true,
    ),
    (
        "when = { see = \"Inny\" }\nsee = \"Formularz\"",
        Status::Skipped,
        "unknown-until-applied",
        true,
    ),
];

#[tokio::test]
async fn a_page_that_is_not_read_whole_proves_nothing_absent() {
    for (asks, status, code, is_noted) in ASKED_OF_MUCH {
        let head = RUNBOOK.split_once("[[step]]").unwrap().0;
        let checked = checked_of(&format!("{head}[[step]]\nid = \"krok\"\n{asks}\n"));
        let folder = tempfile::tempdir().unwrap();
        let mut page = FakePage::new(Some(Trap::MuchText));
        let (bundle, _) = walk(&mut page, &checked, Assignment::Plan, folder.path(), None).await;
        assert_eq!(status_of(&bundle, "krok"), (*status, (*code).to_owned()), "{asks}");
        let read = Bundle::open(&bundle).unwrap();
        let is_note = |event: &Event| matches!(event, Event::Note(reason) if reason.code == "text-unread");
        let notes = read.records().iter().filter(|record| is_note(&record.event)).count();
        assert_eq!(notes > 0, *is_noted, "{asks}");
    }
}

#[tokio::test]
async fn a_sound_page_is_changed_once_and_read_again() {
    let ran = plan_then_apply(None, None).await;
    assert_eq!(ran.finished.verdict, Verdict::Changed);
    assert_eq!(ran.finished.changes, 2);
    assert_eq!(ran.page.acts, ["Edytuj", "Tryb = PULL", "Kolejka = 0", "Zapisz"]);
    assert_eq!(ran.page.stored["Tryb"], "PULL");
    let verification = verify(&ran.bundle);
    assert_eq!(verification.integrity, []);
    assert_eq!(verification.completeness, []);
    assert!(verify(&ran.plan).is_complete());
}

#[tokio::test]
async fn a_driver_lost_in_the_save_is_uncertain_and_nothing_is_pressed_again() {
    for arrived in [true, false] {
        let ran = plan_then_apply(
            Some(Trap::LostAt {
                button: "Zapisz",
                arrived,
            }),
            None,
        )
        .await;
        assert_eq!(ran.finished.verdict, Verdict::Uncertain);
        assert_eq!(ran.page.presses("Zapisz"), usize::from(arrived));
        let asked = ran.page.asked.iter().filter(|button| *button == "Zapisz").count();
        assert_eq!(asked, 1, "a write is asked for once");
        assert_eq!(ran.page.presses("Anuluj"), 0);
        assert_eq!(
            status_of(&ran.bundle, "ustaw"),
            (Status::Uncertain, "write-unknown".to_owned())
        );
        assert!(verify(&ran.bundle).is_intact());
        assert!(
            !verify(&ran.bundle).is_complete(),
            "an unknown write is never called complete"
        );
    }
}

#[tokio::test]
async fn a_driver_lost_before_any_write_is_an_interruption_not_an_uncertainty() {
    let ran = plan_then_apply(
        Some(Trap::LostAt {
            button: "Edytuj",
            arrived: false,
        }),
        None,
    )
    .await;
    assert_eq!(ran.finished.verdict, Verdict::Interrupted);
    assert_eq!(status_of(&ran.bundle, "ustaw").1, "browser-lost");
}

#[tokio::test]
async fn a_node_replaced_between_look_and_press_is_found_afresh_and_pressed_once() {
    for button in ["Edytuj", "Zapisz"] {
        let ran = plan_then_apply(Some(Trap::DetachedAt(button)), None).await;
        assert_eq!(ran.finished.verdict, Verdict::Changed, "{button}");
        assert_eq!(ran.page.presses(button), 1);
        assert!(verify(&ran.bundle).is_complete());
    }
}

#[tokio::test]
async fn without_a_picture_there_is_no_press() {
    let ran = plan_then_apply(Some(Trap::NoPictureFrom(1)), None).await;
    assert_eq!(ran.finished.verdict, Verdict::Failed);
    assert!(ran.page.acts.is_empty(), "{:?}", ran.page.acts);
}

#[tokio::test]
async fn a_picture_without_the_box_that_the_page_has_is_not_kept_and_stops_the_run() {
    let ran = plan_then_apply(Some(Trap::BareFrom(1)), None).await;
    assert_eq!(ran.finished.verdict, Verdict::Failed);
    assert_eq!(status_of(&ran.bundle, "podmiot").1, "mask-failed");
    assert!(ran.page.acts.is_empty(), "{:?}", ran.page.acts);
    let kept = std::fs::read_dir(ran.bundle.join("pictures")).unwrap().count();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn an_entity_that_changes_in_the_edit_blocks_the_save() {
    let trap = Trap::EntityAfter {
        button: "Edytuj",
        entity: "osoba prywatna",
    };
    let ran = plan_then_apply(Some(trap), None).await;
    assert_eq!(ran.finished.verdict, Verdict::Blocked);
    assert_eq!(
        status_of(&ran.bundle, "ustaw"),
        (Status::Blocked, "entity-wrong".to_owned())
    );
    assert_eq!(ran.page.presses("Zapisz"), 0);
    assert_eq!(ran.page.stored["Tryb"], "PUSH");
}

#[tokio::test]
async fn a_login_page_after_a_press_is_never_looked_at() {
    let ran = plan_then_apply(Some(Trap::LoginAfter("Edytuj")), None).await;
    assert_eq!(ran.finished.verdict, Verdict::Interrupted);
    assert_eq!(status_of(&ran.bundle, "ustaw").1, "session-lost");
    assert_eq!(ran.page.acts, ["Edytuj"]);
}

#[tokio::test]
async fn a_save_that_stores_nothing_fails_and_names_field_wanted_and_found() {
    let ran = plan_then_apply(Some(Trap::NotStored), None).await;
    assert_eq!(ran.finished.verdict, Verdict::Failed);
    let reason = ran.finished.reason.unwrap();
    assert_eq!(reason.code, "value-differs");
    assert_eq!(reason.values["field"], "Tryb");
    assert_eq!(
        (reason.values["wanted"].as_str(), reason.values["found"].as_str()),
        ("PULL", "PUSH")
    );
    let bundle = Bundle::open(&ran.bundle).unwrap();
    let failed = bundle
        .records()
        .iter()
        .filter(|record| matches!(&record.event, Event::Field(field) if field.status == FieldStatus::Failed));
    assert_eq!(failed.count(), 2);
}

#[tokio::test]
async fn a_save_without_its_message_is_proved_by_reading_and_noted() {
    let ran = plan_then_apply(Some(Trap::SilentSave), None).await;
    assert_eq!(ran.finished.verdict, Verdict::Changed);
    let bundle = Bundle::open(&ran.bundle).unwrap();
    let noted = bundle
        .records()
        .iter()
        .any(|record| matches!(&record.event, Event::Note(reason) if reason.code == "message-missing"));
    assert!(noted);
}

#[tokio::test]
async fn twin_buttons_are_ambiguous_and_the_form_is_left() {
    let ran = plan_then_apply(Some(Trap::Twin("Zapisz")), None).await;
    assert_eq!(ran.finished.verdict, Verdict::Failed);
    assert_eq!(status_of(&ran.bundle, "ustaw").1, "target-ambiguous");
    assert_eq!(ran.page.presses("Zapisz"), 0);
    assert_eq!(ran.page.presses("Anuluj"), 1);
}

#[tokio::test]
async fn stopping_leaves_the_form_before_the_next_write_and_keeps_the_trail() {
    let ran = plan_then_apply(None, Some(2)).await;
    assert_eq!(ran.finished.verdict, Verdict::Interrupted);
    assert_eq!(ran.page.presses("Zapisz"), 0);
    assert_eq!(ran.page.stored["Tryb"], "PUSH");
    assert!(verify(&ran.bundle).is_intact());
}

#[tokio::test]
async fn a_page_that_changed_since_the_plan_is_not_touched() {
    let checked = checked();
    let folder = tempfile::tempdir().unwrap();
    let mut page = FakePage::new(None);
    let (bundle, _) = walk(&mut page, &checked, Assignment::Plan, folder.path(), None).await;
    let read = Bundle::open(&bundle).unwrap();
    let planned = Planned::of(
        read.records(),
        PlanReference {
            run: String::new(),
            head: String::new(),
        },
    );
    page.stored.insert("Tryb".to_owned(), "PULL".to_owned());
    let (bundle, finished) = walk(&mut page, &checked, Assignment::Apply(&planned), folder.path(), None).await;
    assert_eq!(finished.verdict, Verdict::Blocked);
    assert_eq!(status_of(&bundle, "ustaw").1, "stale-plan");
    assert!(page.acts.is_empty());
}

#[tokio::test]
async fn a_converged_page_is_neither_edited_nor_saved() {
    let checked = checked();
    let folder = tempfile::tempdir().unwrap();
    let mut page = FakePage::new(None);
    page.stored = [
        ("Tryb".to_owned(), "PULL".to_owned()),
        ("Kolejka".to_owned(), "0".to_owned()),
    ]
    .into();
    let (bundle, finished) = walk(&mut page, &checked, Assignment::Plan, folder.path(), None).await;
    assert_eq!(finished.verdict, Verdict::Unchanged);
    let read = Bundle::open(&bundle).unwrap();
    let planned = Planned::of(
        read.records(),
        PlanReference {
            run: String::new(),
            head: String::new(),
        },
    );
    let (_, finished) = walk(&mut page, &checked, Assignment::Apply(&planned), folder.path(), None).await;
    assert_eq!(finished.verdict, Verdict::Unchanged);
    assert!(page.acts.is_empty(), "{:?}", page.acts);
}

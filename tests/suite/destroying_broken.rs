//! Destroying on a page that breaks at the press: what is not known is called unknown, and nothing is pressed twice.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::consent::{MarkPlace, Permission};
use krok::evidence::finding::{ConsentPart, Finding};
use krok::evidence::format::{
    Consent, Consented, Destroying, Event, FileReference, KeyBy, Mode, PlanReference, Reason, Record, RunFinished,
    Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::stamp::{Place, Request, Roots, Trust, judge};
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::executor::{
    Approval, Assignment, Attention, AwaitedStamp, GetsStamp, Granted, NoAccount, Planned, Presence, Stamped,
    Unstamped, carry_out,
};
use krok::runbook::{self, Checked};
use krok::text::source::SourceFile;

use crate::support::fake_list::{Break, FakeList};
use crate::support::forger::rewritten;
use crate::support::records::{beginning, procedure};
use crate::support::tsa::authorities;

const PORTAL: &str = r##"
schema = 1
name = "proba"
title = "Portal próbny"
base = "https://portal.example"
start = "/"
hosts = ["https://portal.example"]
[login]
hosts = ["https://login.example"]
marker = "Systemy"
patience = "1m"
[entity]
css = "#podmiot"
input = "podmiot"
[session]
lost = ["Sesja wygasła"]
[page]
deadline = "1s"
[effects]
destroy = ["Usuń"]
"##;

const RUNBOOK: &str = r#"
schema = 1
title = "Próba"
portal = "proba"
[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
[[step]]
id = "lista"
open = "/systemy"
[[step]]
id = "usun"
destroy = "Usuń"
row = "SEKAP"
identity = { "Nazwa" = "SEKAP", "Opis" = "serwer SEKAP" }
gone = { table = "Systemy", key = "Nazwa", row = "SEKAP" }
consent = { from = "Urząd Marszałkowski", about = "usunięcie systemu SEKAP" }
"#;

fn checked() -> Checked {
    let read = runbook::read_sources(
        SourceFile::new("proba.toml", RUNBOOK),
        SourceFile::new("portal.toml", PORTAL),
    );
    read.unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// What an operator has agreed to.
#[derive(Clone, Copy)]
enum Agreed {
    /// Nothing.
    Not,
    /// By key alone.
    ByKey,
    /// By key and consent: about what, good until when.
    ByConsent(&'static str, &'static str),
}

const CONSENTED: Agreed = Agreed::ByConsent("usunięcie systemu SEKAP", "2999-12-31");

fn granted(folder: &Path, about: &str, expires: &str) -> Granted {
    let permission = Permission {
        from: "Urząd Marszałkowski",
        about,
        entity: "pzgliwice",
        number: "1",
        document: "aa",
    };
    let file = || FileReference {
        path: "inputs/consent-1.toml".to_owned(),
        sha256: "aa".to_owned(),
        size: 1,
    };
    Granted {
        consented: Consented {
            terms: Consent {
                from: permission.from.to_owned(),
                about: about.to_owned(),
                entity: permission.entity.to_owned(),
                number: permission.number.to_owned(),
                given: "2020-01-01".to_owned(),
                expires: expires.to_owned(),
            },
            file: file(),
            document: file(),
            signature: None,
            binding: "x".to_owned(),
        },
        place: MarkPlace::of(&folder.join("state"), &permission, true),
    }
}

/// Plans on a sound page and takes the agreement of an operator.
async fn planned(folder: &Path, agreed: Agreed) -> Planned {
    let mut page = FakeList::new(Break::Never);
    let (bundle, finished) = walk(&mut page, Assignment::Plan, folder).await;
    assert_eq!((finished.verdict, page.presses), (Verdict::ChangesPlanned, 0));
    assert_eq!(verify(&bundle).completeness, []);
    let read = Bundle::open(&bundle).unwrap();
    let reference = PlanReference {
        run: read.started().unwrap().run.clone(),
        head: read.head().to_owned(),
    };
    let mut planned = Planned::of(read.records(), reference);
    let consent = match agreed {
        Agreed::Not => return planned,
        Agreed::ByKey => None,
        Agreed::ByConsent(about, expires) => Some(granted(folder, about, expires)),
    };
    let approval = Approval {
        key: "SEKAP".to_owned(),
        by: KeyBy::Typed,
        things: 1,
        consent,
    };
    planned.approve("usun", approval);
    planned
}

async fn walk(page: &mut FakeList, assignment: Assignment<'_>, root: &Path) -> (PathBuf, RunFinished) {
    walk_stamped(page, assignment, root, None).await
}

async fn walk_stamped(
    page: &mut FakeList,
    assignment: Assignment<'_>,
    root: &Path,
    stamp: Option<GetsStamp<'_>>,
) -> (PathBuf, RunFinished) {
    let checked = checked();
    let mode = match assignment {
        Assignment::Plan => Mode::Plan,
        Assignment::Apply(_) => Mode::Apply,
    };
    let name = RunName::new(Timestamp::now(), "proba", mode, 1);
    let mut trail = Trail::create(root, &name).unwrap();
    let started = beginning(&mut trail, &name, mode);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let procedure = procedure(&checked);
    let attention = Attention {
        listen: &mut |_, _| {},
        stop: &|| false,
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: Presence::Nobody,
        stamp,
    };
    let finished = carry_out(page, &mut trail, &procedure, assignment, attention)
        .await
        .unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    (path, finished)
}

/// Answers as a time stamping authority does.
fn stamped(hash: [u8; 32]) -> AwaitedStamp {
    let request = Request::about(hash, [1; 16], None).unwrap();
    let bytes = authorities().answer("p256", "sha256", request.bytes());
    let facts = request.accept(&bytes).unwrap().facts().clone();
    Box::pin(async { Ok(Stamped { bytes, facts }) })
}

/// Returns verdict, reason, presses and rows left.
async fn applied(breaks: Break, agreed: Agreed) -> (Verdict, String, usize, usize, Vec<Finding>) {
    let folder = tempfile::tempdir().unwrap();
    let planned = planned(folder.path(), agreed).await;
    let mut page = FakeList::new(breaks);
    let (bundle, finished) = walk(&mut page, Assignment::Apply(&planned), folder.path()).await;
    let reason = finished.reason.map(|reason| reason.code).unwrap_or_default();
    let completeness = verify(&bundle).completeness;
    (finished.verdict, reason, page.presses, page.rows.len(), completeness)
}

#[tokio::test]
async fn a_sound_list_loses_the_one_row() {
    let ended = applied(Break::Never, CONSENTED).await;
    assert_eq!(ended, (Verdict::Changed, String::new(), 1, 1, Vec::new()));
}

#[tokio::test]
async fn what_is_destroyed_stands_between_two_time_stamps() {
    let folder = tempfile::tempdir().unwrap();
    let planned = planned(folder.path(), CONSENTED).await;
    let mut page = FakeList::new(Break::Never);
    let stamp: GetsStamp<'_> = &stamped;
    let (bundle, _) = walk_stamped(&mut page, Assignment::Apply(&planned), folder.path(), Some(stamp)).await;
    assert_eq!(verify(&bundle).completeness, []);
    let roots = Roots::of_pem(&authorities().root("root")).unwrap();
    let trust = Trust {
        roots: Some(&roots),
        policy: None,
    };
    let places = judge(&bundle, trust).tokens.into_iter().map(|token| match token.place {
        Place::Act(seq) if token.is_good() => seq,
        _ => panic!("{token:?}"),
    });
    let [before, after] = places.collect::<Vec<_>>().try_into().unwrap();
    let records = Bundle::open(&bundle).unwrap().records().to_vec();
    let at = |is_it: &dyn Fn(&Event) -> bool| records.iter().find(|record| is_it(&record.event)).unwrap().seq;
    let pressed = at(&|event| matches!(event, Event::Intent(intent) if intent.effect == "destroy"));
    let proved = at(&|event| matches!(event, Event::Destroying(Destroying::Proved(_))));
    assert!(before < pressed && pressed < proved && proved == after);
}

/// An authority that answers the first so many requests; what becomes of a walk without it.
async fn stamped_so_often(answers: usize, unstamped: fn(Reason) -> Unstamped) -> (RunFinished, usize, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let planned = planned(folder.path(), CONSENTED).await;
    let mut page = FakeList::new(Break::Never);
    let asked = Cell::new(0);
    let stamp = |hash| -> AwaitedStamp {
        asked.set(asked.get() + 1);
        if asked.get() <= answers {
            return stamped(hash);
        }
        let reason = Reason {
            code: "anchor-missing".to_owned(),
            values: [("tsa", "http://tsa.example/"), ("said", "silent")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        };
        Box::pin(async move { Err(unstamped(reason)) })
    };
    let (bundle, finished) = walk_stamped(&mut page, Assignment::Apply(&planned), folder.path(), Some(&stamp)).await;
    assert_eq!(verify(&bundle).completeness, []);
    let records = Bundle::open(&bundle).unwrap().records().to_vec();
    let notes = records.into_iter().filter_map(|record| match record.event {
        Event::Note(reason) => Some(reason.code),
        Event::Destroying(Destroying::Consented(_) | Destroying::KeyGiven(_)) => Some("agreed".to_owned()),
        _ => None,
    });
    (finished, page.presses, notes.collect())
}

#[tokio::test]
async fn without_a_required_time_stamp_before_it_nothing_is_pressed_and_no_consent_is_used() {
    /// Stamps got, what becomes of a walk without one, and what it says.
    type Way = (usize, fn(Reason) -> Unstamped, &'static [&'static str]);
    let (finished, presses, notes) = stamped_so_often(0, Unstamped::Forbids).await;
    let reason = finished.reason.as_ref().map(|reason| reason.code.as_str());
    assert_eq!(
        (finished.verdict, reason, presses),
        (Verdict::Blocked, Some("anchor-missing"), 0)
    );
    assert_eq!(notes, [""; 0]);
    // Where none is required, the walk says that there is none; and what is gone is gone.
    let ways: [Way; 2] = [
        (
            0,
            Unstamped::Told,
            &["anchor-missing", "agreed", "agreed", "anchor-missing"],
        ),
        (1, Unstamped::Forbids, &["agreed", "agreed", "anchor-missing"]),
    ];
    for (answers, unstamped, told) in ways {
        let (finished, presses, notes) = stamped_so_often(answers, unstamped).await;
        assert_eq!((finished.verdict, presses), (Verdict::Changed, 1));
        assert_eq!(notes, told);
    }
}

#[tokio::test]
async fn a_driver_that_dies_at_the_press_leaves_it_unknown_and_pressed_once() {
    for (breaks, left) in [(Break::BeforeItArrives, 2), (Break::AfterItArrived, 1)] {
        let (verdict, reason, presses, rows, completeness) = applied(breaks, CONSENTED).await;
        assert_eq!(
            (verdict, reason.as_str(), presses, rows),
            (Verdict::Uncertain, "write-unknown", 1, left)
        );
        let is_unknown = |finding: &Finding| matches!(finding, Finding::ActUnknown { step, .. } if step == "usun");
        assert!(completeness.iter().any(is_unknown), "{completeness:?}");
    }
}

#[tokio::test]
async fn a_press_that_another_page_answers_leaves_it_unknown() {
    for (breaks, cause) in [
        (Break::AnotherEntityAnswers, "entity-wrong"),
        (Break::SessionEnds, "session-lost"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let planned = planned(folder.path(), CONSENTED).await;
        let mut page = FakeList::new(breaks);
        let (_, finished) = walk(&mut page, Assignment::Apply(&planned), folder.path()).await;
        assert_eq!((finished.verdict, page.presses), (Verdict::Uncertain, 1), "{cause}");
        let reason = finished.reason.unwrap();
        assert_eq!(
            (reason.code.as_str(), reason.values["cause"].as_str()),
            ("write-unknown", cause)
        );
    }
}

#[tokio::test]
async fn a_press_that_the_portal_ignores_is_named_and_not_made_again() {
    let (verdict, reason, presses, rows, completeness) = applied(Break::Ignored, CONSENTED).await;
    assert_eq!(
        (verdict, reason.as_str(), presses, rows, completeness),
        (Verdict::Failed, "action-ignored", 1, 2, Vec::new())
    );
}

/// Dates the records of a run long after every consent has expired.
fn date_late(records: &mut [Record]) {
    for record in records {
        record.at.replace_range(..4, "3000");
    }
}

#[tokio::test]
async fn a_clock_that_is_put_back_makes_no_consent_good_again() {
    let folder = tempfile::tempdir().unwrap();
    let good = planned(folder.path(), CONSENTED).await;
    let plan = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let mut records = Bundle::open(&plan).unwrap().records().to_vec();
    date_late(&mut records);
    let mut late = Planned::of(&records, good.reference().clone());
    let consent = Some(granted(folder.path(), "usunięcie systemu SEKAP", "2999-12-31"));
    let approval = Approval {
        key: "SEKAP".to_owned(),
        by: KeyBy::Typed,
        things: 1,
        consent,
    };
    late.approve("usun", approval);
    let mut page = FakeList::new(Break::Never);
    let (_, finished) = walk(&mut page, Assignment::Apply(&late), folder.path()).await;
    let reason = finished.reason.unwrap().code;
    assert_eq!(
        (finished.verdict, reason.as_str(), page.presses),
        (Verdict::Blocked, "consent-expired", 0)
    );

    // Whoever checks afterwards sees a day in the trail that had come before.
    let folder = tempfile::tempdir().unwrap();
    let good = planned(folder.path(), CONSENTED).await;
    let (bundle, _) = walk(&mut page, Assignment::Apply(&good), folder.path()).await;
    assert_eq!(verify(&bundle).completeness, []);
    let is_day = |finding: &Finding| {
        matches!(
            finding,
            Finding::ConsentDiffers {
                part: ConsentPart::Day,
                ..
            }
        )
    };
    let found = rewritten(&bundle, |records| date_late(&mut records[..1]));
    assert!(found.completeness.iter().any(is_day), "{found:?}");
    let told: Vec<&str> = found.notices.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(told, ["clock-put-back"]);
}

#[tokio::test]
async fn without_a_key_nothing_is_pressed() {
    let (verdict, reason, presses, rows, _) = applied(Break::Never, Agreed::Not).await;
    assert_eq!(
        (verdict, reason.as_str(), presses, rows),
        (Verdict::Blocked, "key-missing", 0, 2)
    );
}

#[tokio::test]
async fn a_consent_that_expired_since_or_is_about_something_else_is_none() {
    for (agreed, refused) in [
        (Agreed::ByKey, "consent-missing"),
        (
            Agreed::ByConsent("usunięcie systemu SOD", "2999-12-31"),
            "consent-missing",
        ),
        (
            Agreed::ByConsent("usunięcie systemu SEKAP", "2020-12-31"),
            "consent-expired",
        ),
    ] {
        let (verdict, reason, presses, rows, _) = applied(Break::Never, agreed).await;
        assert_eq!(
            (verdict, reason.as_str(), presses, rows),
            (Verdict::Blocked, refused, 0, 2)
        );
    }
}

#[tokio::test]
async fn an_attribute_that_changes_before_the_press_stops_it() {
    let (verdict, reason, presses, rows, _) = applied(Break::OtherAfterFirstLook, CONSENTED).await;
    assert_eq!((verdict, presses, rows), (Verdict::Blocked, 0, 2), "{reason}");
    assert!(
        ["identity-differs", "stale-plan"].contains(&reason.as_str()),
        "{reason}"
    );
}

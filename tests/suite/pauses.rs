//! Runs whose portal breaks off: they pause for a person, take the step up again, and press nothing twice; with nobody
//! there they stop.

use std::cell::Cell;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};

use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{Event, KeyBy, Mode, PlanReference, RunFinished, Status, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::executor::{Approval, Assignment, Attention, AwaitedWord, NoAccount, Planned, Presence, WaitsFor, carry_out};
use krok::page::deed::Way;
use krok::page::protocol::Page;
use krok::page::touch::Touch;
use krok::runbook::{self, Checked};
use krok::text::source::SourceFile;
use mock_portal::person::Person;
use mock_portal::{ExpiryShape, Fault, Settings};

use crate::support::fake_list::{Break, FakeList};
use crate::support::fake_page::{FakePage, Trap};
use crate::support::leaving_page::{At, LeavingPage, Shape};
use crate::support::office::{FLAGSHIP, Office};
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
marker = "MARKER"
patience = "1s"
[entity]
css = "#podmiot"
input = "podmiot"
[session]
lost = ["Sesja wygasła"]
maintenance = ["Przerwa techniczna"]
[page]
deadline = "1s"
[effects]
navigate = ["Edytuj", "Anuluj"]
write = ["Zapisz"]
destroy = ["Usuń"]
"##;

const FORM: &str = r#"
schema = 1
title = "Próba"
portal = "proba"
[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
[[step]]
id = "formularz"
open = "/form"
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

const BARE: &str = r#"
schema = 1
title = "Próba"
portal = "proba"
[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
[[step]]
id = "formularz"
open = "/form"
[[step]]
id = "odblokuj"
press = "Edytuj"
[[step]]
id = "zapisz"
press = "Zapisz"
"#;

const LIST: &str = r#"
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
"#;

/// Whether somebody is there, and how often the word was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Nobody,
    Somebody,
    /// Somebody who asks krok to stop while it waits.
    Stopping,
}

impl There {
    fn stops_at(self, event: &Event) -> bool {
        self == Self::Stopping && matches!(event, Event::Paused(_))
    }
}

struct Ran<P> {
    page: LeavingPage<P>,
    bundle: PathBuf,
    finished: RunFinished,
    /// How often the person was asked for a word.
    asked: usize,
    _folder: tempfile::TempDir,
}

impl<P> Ran<P> {
    fn reason(&self) -> &str {
        self.finished.reason.as_ref().map_or("", |reason| &reason.code)
    }

    fn count(&self, is_it: impl Fn(&Event) -> bool) -> usize {
        let bundle = Bundle::open(&self.bundle).unwrap();
        bundle.records().iter().filter(|record| is_it(&record.event)).count()
    }

    /// How often the run paused and how often it went on.
    fn pauses(&self) -> (usize, usize) {
        (
            self.count(|event| matches!(event, Event::Paused(_))),
            self.count(|event| matches!(event, Event::Resumed(_))),
        )
    }

    fn notes(&self) -> Vec<String> {
        let bundle = Bundle::open(&self.bundle).unwrap();
        let notes = bundle.records().iter().filter_map(|record| match &record.event {
            Event::Note(reason) => Some(reason.code.clone()),
            _ => None,
        });
        notes.collect()
    }

    fn status(&self, step: &str) -> Status {
        let bundle = Bundle::open(&self.bundle).unwrap();
        let ended = bundle.records().iter().find_map(|record| match &record.event {
            Event::StepFinished(finished) if record.step.as_deref() == Some(step) => Some(finished.status),
            _ => None,
        });
        ended.unwrap()
    }

    fn check_evidence(&self) {
        let verification = verify(&self.bundle);
        assert_eq!(verification.integrity, []);
        assert_eq!(verification.completeness, []);
    }
}

fn checked(text: &str, marker: &str) -> Checked {
    let read = runbook::read_sources(
        SourceFile::new("proba.toml", text),
        SourceFile::new("portal.toml", PORTAL.replace("MARKER", marker)),
    );
    read.unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

async fn walk<P: Page>(
    page: &mut P,
    checked: &Checked,
    assignment: Assignment<'_>,
    root: &Path,
    there: There,
) -> (PathBuf, RunFinished, usize) {
    let mode = match assignment {
        Assignment::Plan => Mode::Plan,
        Assignment::Apply(_) => Mode::Apply,
    };
    let name = RunName::new(Timestamp::now(), "proba", mode, 1);
    let mut trail = Trail::create(root, &name).unwrap();
    let started = beginning(&mut trail, &name, mode);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let procedure = procedure(checked);
    let (asked, stops) = (Cell::new(0), Cell::new(false));
    let word = |what| -> AwaitedWord {
        asked.set(asked.get() + usize::from(what == WaitsFor::PortalUp));
        Box::pin(async { Ok(()) })
    };
    let attention = Attention {
        listen: &mut |_, event| stops.set(stops.get() || there.stops_at(event)),
        stop: &|| stops.get(),
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: match there {
            There::Nobody => Presence::Nobody,
            There::Somebody | There::Stopping => Presence::Somebody(&word),
        },
        stamp: None,
    };
    let finished = carry_out(page, &mut trail, &procedure, assignment, attention)
        .await
        .unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    (path, finished, asked.get())
}

/// Plans on a sound page and applies on one that breaks off.
async fn run<P: Page>(
    (text, marker): (&str, &str),
    new: impl Fn() -> P,
    prepare: impl Fn(&mut LeavingPage<P>),
    (at, shape): (At, Shape),
    there: There,
) -> Ran<P> {
    let checked = checked(text, marker);
    let folder = tempfile::tempdir().unwrap();
    let (plan, finished, _) = walk(&mut new(), &checked, Assignment::Plan, folder.path(), There::Nobody).await;
    assert_eq!(finished.verdict, Verdict::ChangesPlanned);
    let read = Bundle::open(&plan).unwrap();
    let reference = PlanReference {
        run: read.started().unwrap().run.clone(),
        head: read.head().to_owned(),
    };
    let mut planned = Planned::of(read.records(), reference);
    let approval = Approval {
        key: "SEKAP".to_owned(),
        by: KeyBy::Typed,
        things: 1,
        consent: None,
    };
    planned.approve("usun", approval);
    let mut page = LeavingPage::new(new(), at, shape);
    prepare(&mut page);
    let assignment = Assignment::Apply(&planned);
    let (bundle, finished, asked) = walk(&mut page, &checked, assignment, folder.path(), there).await;
    Ran {
        page,
        bundle,
        finished,
        asked,
        _folder: folder,
    }
}

async fn form(at: At, shape: Shape, there: There) -> Ran<FakePage> {
    run((FORM, "Formularz"), || FakePage::new(None), |_| {}, (at, shape), there).await
}

async fn list(at: At, shape: Shape, there: There) -> Ran<FakeList> {
    let new = || FakeList::new(Break::Never);
    run((LIST, "Systemy"), new, |_| {}, (at, shape), there).await
}

const fn press(control: &'static str, arrived: bool) -> At {
    At::Press { control, arrived }
}

/// Every place in which a form can be left.
const PLACES: [At; 7] = [
    At::Opened(1),
    press("Edytuj", false),
    press("Edytuj", true),
    At::Entry("Tryb"),
    press("Zapisz", false),
    press("Zapisz", true),
    At::Opened(2),
];

const SESSION: [Shape; 3] = [Shape::LoginHost, Shape::Text, Shape::DeadButton];
const PORTAL_FAILS: [Shape; 5] = [
    Shape::Works,
    Shape::WorksBehind,
    Shape::ServerFails,
    Shape::Unanswered,
    Shape::Silent,
];

/// A request that is answered amiss, or not, belongs to a press or an entry; a page that opens has none.
fn can_be(at: At, shape: Shape) -> bool {
    !matches!(at, At::Opened(_)) || !matches!(shape, Shape::DeadButton | Shape::WorksBehind | Shape::Unanswered)
}

#[tokio::test]
async fn a_form_that_is_left_anywhere_is_saved_once_after_the_pause() {
    for shape in SESSION.into_iter().chain(PORTAL_FAILS) {
        for at in PLACES.into_iter().filter(|at| can_be(*at, shape)) {
            let ran = form(at, shape, There::Somebody).await;
            let told = format!("{shape:?} at {at:?}: {:?}", ran.finished);
            assert_eq!(ran.finished.verdict, Verdict::Changed, "{told}");
            assert_eq!((ran.finished.changes, ran.pauses()), (2, (1, 1)), "{told}");
            let page = &ran.page;
            assert_eq!(page.inner.presses("Zapisz"), 1, "{told}: {:?}", page.inner.acts);
            assert_eq!(page.inner.stored["Tryb"], "PULL", "{told}");
            assert_eq!((page.spied, page.times), (0, 0), "{told}");
            assert_eq!(ran.asked, usize::from(PORTAL_FAILS.contains(&shape)), "{told}");
            let noted = ran.notes().contains(&"save-not-stored".to_owned());
            assert_eq!(noted, at == press("Zapisz", false), "{told}: {:?}", ran.notes());
            ran.check_evidence();
        }
    }
}

/// What somebody may do to a form, and after how many acts of krok: before it is edited, while it is filled in, before it
/// is saved.
fn touches() -> impl Iterator<Item = (usize, Touch)> {
    let touches = [
        Touch::Keys("Kolejka".to_owned()),
        Touch::Pointer("Pomoc".to_owned()),
        Touch::Went(Way::Typed),
        Touch::Went(Way::Turned),
        Touch::Went(Way::Reloaded),
        Touch::Hidden,
        Touch::OpenedTab,
    ];
    touches
        .into_iter()
        .flat_map(|touch| (0..4).map(move |acts| (acts, touch.clone())))
}

async fn touched((acts, touch): (usize, Touch), there: There) -> Ran<FakePage> {
    let never = (At::Opened(usize::MAX), Shape::Text);
    let trap = Trap::TouchedAfter { acts, touch };
    let touched = |page: &mut LeavingPage<FakePage>| page.inner = FakePage::new(Some(trap.clone()));
    run((FORM, "Formularz"), || FakePage::new(None), touched, never, there).await
}

#[tokio::test]
async fn a_form_that_somebody_touched_is_opened_anew_before_it_is_saved() {
    for (acts, touch) in touches() {
        let ran = touched((acts, touch.clone()), There::Somebody).await;
        let told = format!("{touch:?} after {acts}: {:?} {:?}", ran.finished, ran.page.inner.acts);
        assert_eq!(ran.finished.verdict, Verdict::Changed, "{told}");
        assert_eq!((ran.finished.changes, ran.pauses()), (2, (1, 1)), "{told}");
        assert_eq!(ran.page.inner.presses("Zapisz"), 1, "{told}");
        assert_eq!(ran.page.inner.presses("Anuluj"), 0, "{told}");
        assert_eq!(ran.page.inner.stored["Kolejka"], "0", "{told}");
        ran.check_evidence();
    }
}

#[tokio::test]
async fn a_touched_form_is_not_saved_with_nobody_there() {
    for (acts, touch) in touches() {
        let ran = touched((acts, touch.clone()), There::Nobody).await;
        let told = format!("{touch:?} after {acts}: {:?} {:?}", ran.finished, ran.page.inner.acts);
        let ended = (ran.finished.verdict, ran.reason());
        assert_eq!(ended, (Verdict::Interrupted, "page-touched"), "{told}");
        assert_eq!(ran.page.inner.acts.len(), acts, "nothing more is done: {told}");
        assert_eq!(ran.page.inner.stored["Kolejka"], "100", "{told}");
        assert!(verify(&ran.bundle).is_intact(), "{told}");
    }
}

#[tokio::test]
async fn where_the_portal_itself_leads_on_a_lesser_act_is_made_and_a_form_filled_in_anew() {
    // The save is brought into sight first, after which the page has been looked at anew.
    for (acts, moves) in [(0, 0), (1, 1), (2, 1), (3, 0)] {
        let ran = touched((acts, Touch::Went(Way::Led)), There::Nobody).await;
        let told = format!("after {acts}: {:?} {:?}", ran.finished, ran.page.inner.acts);
        assert_eq!(
            (ran.finished.verdict, ran.pauses()),
            (Verdict::Changed, (0, 0)),
            "{told}"
        );
        let moved = ran.notes().iter().filter(|code| *code == "page-moved").count();
        assert_eq!((moved, ran.page.inner.presses("Zapisz")), (moves, 1), "{told}");
        assert_eq!(ran.page.inner.stored["Kolejka"], "0", "{told}");
        ran.check_evidence();
    }
}

#[tokio::test]
async fn with_nobody_there_the_run_stops_where_it_is() {
    for (shape, code) in [
        (Shape::LoginHost, "session-lost"),
        (Shape::Text, "session-lost"),
        (Shape::DeadButton, "session-lost"),
        (Shape::Works, "maintenance"),
        (Shape::WorksBehind, "maintenance"),
        (Shape::ServerFails, "server-error"),
        (Shape::Unanswered, "answer-missing"),
        (Shape::Silent, "page-silent"),
    ] {
        for at in PLACES.into_iter().filter(|at| can_be(*at, shape)) {
            let ran = form(at, shape, There::Nobody).await;
            let told = format!("{shape:?} at {at:?}: {:?}", ran.finished);
            assert_eq!(ran.pauses(), (0, 0), "{told}");
            let page = &ran.page;
            assert!(page.inner.presses("Zapisz") <= 1, "{told}");
            assert_eq!(page.inner.presses("Anuluj"), 0, "{told}");
            if ran.finished.verdict == Verdict::Uncertain {
                let reason = ran.finished.reason.as_ref().unwrap();
                assert_eq!(
                    (ran.reason(), &*reason.values["cause"]),
                    ("write-unknown", code),
                    "{told}"
                );
                // A request that stays unanswered shows at the first thing that needs its answer.
                let is_late = shape == Shape::Unanswered && at == press("Edytuj", true);
                let is_write = matches!(at, At::Press { control: "Zapisz", .. } | At::Entry(_));
                assert!(is_write || is_late, "{told}");
            } else {
                assert_eq!(
                    (ran.finished.verdict, ran.reason()),
                    (Verdict::Interrupted, code),
                    "{told}"
                );
                assert!(!matches!(at, At::Press { control: "Zapisz", .. }), "{told}");
                // Of a first page that never came nothing can be pictured.
                let is_seen = shape != Shape::Silent || at != At::Opened(1);
                let verification = verify(&ran.bundle);
                assert_eq!(verification.is_complete(), is_seen, "{told}: {verification:?}");
            }
            assert!(verify(&ran.bundle).is_intact(), "{told}");
        }
    }
}

#[tokio::test]
async fn whoever_stops_krok_while_it_waits_leaves_an_interrupted_bundle() {
    for shape in SESSION.into_iter().chain(PORTAL_FAILS) {
        for at in PLACES.into_iter().filter(|at| can_be(*at, shape)) {
            let ran = form(at, shape, There::Stopping).await;
            let told = format!("{shape:?} at {at:?}: {:?}", ran.finished);
            // What nobody knows of a write weighs more.
            let is_known = ran.finished.verdict != Verdict::Uncertain;
            let ended = (ran.finished.verdict, ran.reason());
            assert!(!is_known || ended == (Verdict::Interrupted, "interrupted"), "{told}");
            assert!(is_known || matches!(at, At::Press { .. } | At::Entry(_)), "{told}");
            assert_eq!(ran.pauses(), (1, 0), "{told}");
            assert!(ran.page.inner.presses("Zapisz") <= 1, "{told}");
            assert_eq!(ran.page.inner.presses("Anuluj"), 0, "{told}");
            assert!(verify(&ran.bundle).is_intact(), "{told}");
        }
    }
}

const REQUIRED: &str = r#"
schema = 1
title = "Próba"
portal = "proba"
require = { see = "Formularz" }
[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
[[step]]
id = "ustaw"
edit = "Edytuj"
save = "Zapisz"
cancel = "Anuluj"
saved = "Zmiany zostały zapisane."
[step.set]
"Tryb" = "PULL"
"#;

#[tokio::test]
async fn what_the_run_requires_is_judged_again_after_a_pause() {
    for (shape, code) in [
        (Shape::LoginHost, "session-lost"),
        (Shape::Text, "session-lost"),
        (Shape::Works, "maintenance"),
        (Shape::ServerFails, "server-error"),
    ] {
        let broken = (At::Opened(0), shape);
        let required = |there| run((REQUIRED, "Formularz"), || FakePage::new(None), |_| {}, broken, there);
        let ran = required(There::Somebody).await;
        assert_eq!(ran.finished.verdict, Verdict::Changed, "{shape:?}: {:?}", ran.finished);
        assert_eq!(
            (ran.pauses(), ran.status("require")),
            ((1, 1), Status::Unchanged),
            "{shape:?}"
        );
        assert_eq!(ran.page.inner.presses("Zapisz"), 1, "{shape:?}");
        ran.check_evidence();
        let ran = required(There::Nobody).await;
        let ended = (ran.finished.verdict, ran.reason());
        assert_eq!(ended, (Verdict::Interrupted, code), "{shape:?}");
        assert!(ran.page.inner.acts.is_empty(), "{shape:?}: {:?}", ran.page.inner.acts);
    }
}

#[tokio::test]
async fn on_a_host_that_looks_like_the_portals_nothing_is_done_and_nobody_is_waited_for() {
    for at in PLACES {
        let ran = form(at, Shape::AlikeHost, There::Somebody).await;
        let told = format!("{at:?}: {:?}", ran.finished);
        let reason = ran.finished.reason.as_ref().unwrap();
        let codes = (ran.reason(), reason.values.get("cause").map(String::as_str));
        // Nobody knows what became of a write that ended there.
        let is_write = matches!(at, At::Press { control: "Zapisz", .. } | At::Entry(_));
        let expected = if is_write {
            ("write-unknown", Some("host-wrong"))
        } else {
            ("host-wrong", None)
        };
        let is_unknown = ran.finished.verdict == Verdict::Uncertain;
        assert_eq!((is_unknown, codes), (is_write, expected), "{told}");
        assert_eq!(ran.page.inner.presses("Anuluj"), 0, "{told}");
        let saved = usize::from(at == press("Zapisz", true) || at == At::Opened(2));
        assert_eq!(ran.page.inner.presses("Zapisz"), saved, "{told}");
        assert_eq!((ran.pauses(), ran.page.spied), ((0, 0), 0), "{told}");
        assert!(verify(&ran.bundle).is_intact(), "{told}");
    }
}

#[tokio::test]
async fn another_entity_after_the_login_stops_the_run() {
    let new = || FakePage::new(None);
    let choose = |page: &mut LeavingPage<FakePage>| page.chosen = Some("inny");
    let left = (press("Edytuj", true), Shape::LoginHost);
    let ran = run((FORM, "Formularz"), new, choose, left, There::Somebody).await;
    assert_eq!((ran.finished.verdict, ran.reason()), (Verdict::Blocked, "entity-wrong"));
    assert_eq!(ran.pauses(), (1, 0));
    assert_eq!(ran.notes(), ["entity-other"]);
    assert_eq!(ran.page.inner.presses("Zapisz"), 0);
}

#[tokio::test]
async fn a_portal_that_breaks_off_again_and_again_is_left_alone() {
    let new = || FakePage::new(None);
    let left = (press("Edytuj", true), Shape::LoginHost);
    let often = |page: &mut LeavingPage<FakePage>| page.times = 9;
    let ran = run((FORM, "Formularz"), new, often, left, There::Somebody).await;
    assert_eq!(
        (ran.finished.verdict, ran.reason()),
        (Verdict::Interrupted, "session-lost")
    );
    assert_eq!(ran.pauses(), (3, 3));
    assert_eq!(ran.notes(), ["pauses-too-many"]);
    assert_eq!(ran.page.inner.presses("Edytuj"), 4);
    assert_eq!(ran.page.inner.stored["Tryb"], "PUSH");
    assert!(verify(&ran.bundle).is_complete());
}

#[tokio::test]
async fn a_bare_press_is_never_made_again() {
    for arrived in [true, false] {
        for shape in SESSION.into_iter().chain(PORTAL_FAILS) {
            let new = || FakePage::new(None);
            let left = (press("Zapisz", arrived), shape);
            let ran = run((BARE, "Formularz"), new, |_| {}, left, There::Somebody).await;
            let told = format!("{shape:?} {arrived}: {:?}", ran.finished);
            assert_eq!(
                (ran.finished.verdict, ran.reason()),
                (Verdict::Uncertain, "write-unknown"),
                "{told}"
            );
            assert_eq!(ran.page.inner.presses("Zapisz"), usize::from(arrived), "{told}");
            assert_eq!(
                (ran.pauses(), ran.status("zapisz")),
                ((0, 0), Status::Uncertain),
                "{told}"
            );
        }
    }
}

#[tokio::test]
async fn a_thing_whose_destroying_was_not_confirmed_is_looked_for_and_never_pressed_again() {
    for shape in SESSION.into_iter().chain(PORTAL_FAILS) {
        let ran = list(press("SEKAP", true), shape, There::Somebody).await;
        let told = format!("{shape:?}: {:?}", ran.finished);
        assert_eq!(ran.finished.verdict, Verdict::Changed, "{told}");
        assert_eq!((ran.page.inner.presses, ran.page.inner.rows.len()), (1, 1), "{told}");
        // Only of a page in answer to a request nobody knows yet what it was.
        let asked = matches!(shape, Shape::DeadButton | Shape::WorksBehind).then_some("portal-asked");
        let noted: Vec<&str> = asked.into_iter().chain(["gone-after-pause"]).collect();
        assert_eq!(
            (ran.pauses(), ran.notes()),
            ((1, 1), noted.iter().map(|&code| code.to_owned()).collect()),
            "{told}"
        );
        ran.check_evidence();

        let ran = list(press("SEKAP", false), shape, There::Somebody).await;
        let told = format!("{shape:?}: {:?}", ran.finished);
        assert_eq!(
            (ran.finished.verdict, ran.reason()),
            (Verdict::Blocked, "still-there"),
            "{told}"
        );
        assert_eq!((ran.page.inner.presses, ran.page.inner.rows.len()), (0, 2), "{told}");
        assert_eq!((ran.pauses(), ran.page.times), ((1, 1), 0), "{told}");
        ran.check_evidence();
    }
}

#[tokio::test]
async fn a_thing_is_destroyed_after_a_pause_before_the_press() {
    for at in [At::Opened(1)] {
        let ran = list(at, Shape::LoginHost, There::Somebody).await;
        assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
        assert_eq!((ran.page.inner.presses, ran.pauses()), (1, (1, 1)));
        ran.check_evidence();
    }
}

#[tokio::test]
async fn a_destroying_with_nobody_there_stays_unknown() {
    for arrived in [true, false] {
        let ran = list(press("SEKAP", arrived), Shape::LoginHost, There::Nobody).await;
        assert_eq!(
            (ran.finished.verdict, ran.reason()),
            (Verdict::Uncertain, "write-unknown")
        );
        assert_eq!(ran.page.inner.presses, usize::from(arrived));
        assert!(!verify(&ran.bundle).is_complete());
    }
}

/// What a person typed to log in, and what the phone showed: none of it is for krok.
fn typed_by_the_person(office: &Office) -> Vec<String> {
    let codes = office.portal.truth().codes();
    let joined = codes.iter().map(|code| code.replace(' ', ""));
    let person = Person::practice();
    codes
        .iter()
        .cloned()
        .chain(joined)
        .chain([person.login, person.password])
        .collect()
}

/// No process shows them to the other accounts of the machine: not krok, the driver or the browser.
fn told_by_processes(office: &Office) {
    let secrets = typed_by_the_person(office);
    assert!(secrets.len() >= 6, "two logins, each with a code: {}", secrets.len());
    for entry in fs::read_dir("/proc").unwrap() {
        for name in ["cmdline", "environ"] {
            let said = fs::read(entry.as_ref().unwrap().path().join(name)).unwrap_or_default();
            holds_none(&secrets, &said, name);
        }
    }
}

fn holds_none(secrets: &[String], bytes: &[u8], place: &str) {
    for secret in secrets {
        let is_there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!is_there, "{place} holds a secret of {} letters", secret.len());
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let below = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    below
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// What a person does at the terminal or in the browser once krok waits.
type Waited<'w> = &'w dyn Fn(&mut ChildStdin);

/// Runs the flagship in a terminal, breaks the portal after the first save, and lets a person act once krok waits.
fn interrupted_after_a_save(office: &Office, fault: &Fault, waited: Waited<'_>) -> (Option<i32>, String) {
    let profile = office.folder().join("runbooks/epuap/portal.toml");
    let text = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, text.replace("patience = \"3s\"", "patience = \"2m\"")).unwrap();
    let prepared = office.command(&[&["run"] as &[&str], &FLAGSHIP].concat());
    let words = prepared.get_args().map(|word| format!("'{}'", word.to_str().unwrap()));
    let words: Vec<String> = words.collect();
    let command = format!("exec {} {}", env!("CARGO_BIN_EXE_krok"), words.join(" "));
    fs::create_dir(office.folder().join("tmp")).unwrap();
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .current_dir(office.folder())
        .env("XDG_STATE_HOME", office.folder().join("state"))
        .env("TMPDIR", office.folder().join("tmp"))
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut keys = terminal.stdin.take().unwrap();
    let mut screen = terminal.stdout.take().unwrap();
    let mut shown = String::new();
    let (mut is_agreed, mut is_broken, mut is_back) = (false, false, false);
    let mut bytes = [0; 4096];
    loop {
        let count = screen.read(&mut bytes).unwrap();
        if count == 0 {
            break;
        }
        shown.push_str(&String::from_utf8_lossy(&bytes[..count]));
        if !is_agreed && shown.contains("Wprowadzić te zmiany") {
            is_agreed = true;
            keys.write_all("tak\n".as_bytes()).unwrap();
        }
        if !is_broken && office.writes() == 1 {
            is_broken = true;
            office.portal.set_fault(fault.clone());
        }
        if !is_back && shown.contains("Proszę zalogować się w otwartym oknie") {
            is_back = true;
            waited(&mut keys);
        }
    }
    (terminal.wait().unwrap().code(), shown)
}

#[test]
fn a_person_logs_in_again_while_krok_waits_and_the_run_goes_on() {
    let office = Office::open(Settings::default());
    office.portal.set_fault(Fault::OtpVariant);
    let fault = Fault::SessionExpired(ExpiryShape::DeadButton);
    let (code, shown) = interrupted_after_a_save(&office, &fault, &|_| {
        office.log_in_again();
        told_by_processes(&office);
    });
    assert_eq!(code, Some(0), "{shown}");
    let secrets = typed_by_the_person(&office);
    holds_none(&secrets, shown.as_bytes(), "the terminal");
    let written = files(office.folder());
    assert!(written.len() > 50, "{}", written.len());
    for file in written {
        holds_none(&secrets, &fs::read(&file).unwrap(), &file.display().to_string());
    }
    assert_eq!((office.writes(), office.deviations()), (2, Vec::new()), "{shown}");
    let bundle = office.last();
    let count = |is_it: fn(&Event) -> bool| bundle.0.records().iter().filter(|each| is_it(&each.event)).count();
    let pauses = count(|event| matches!(event, Event::Paused(_)));
    let ends = count(|event| matches!(event, Event::Resumed(_)));
    assert!(pauses > 0 && pauses == ends, "{shown}");
    assert_eq!(verify(bundle.0.path()).completeness, []);
    let report = fs::read_to_string(bundle.0.path().join("report.html")).unwrap();
    assert!(report.contains("Potem krok podjęto na nowo."));
}

#[test]
fn who_presses_ctrl_c_while_krok_waits_for_the_login_can_resume() {
    let office = Office::open(Settings::default());
    let fault = Fault::SessionExpired(ExpiryShape::PageRedirect);
    let (code, shown) = interrupted_after_a_save(&office, &fault, &|keys| keys.write_all(b"\x03").unwrap());
    assert_eq!(code, Some(130), "{shown}");
    let stopped = office.last();
    let ended = (stopped.finished().verdict, stopped.reason().code);
    assert_eq!(ended, (Verdict::Interrupted, "interrupted".to_owned()), "{shown}");
    let bundle = stopped.0.path();
    assert!(verify(bundle).is_intact() && bundle.join("report.html").exists());
    assert!(shown.contains("krok resume"), "{shown}");
    assert_eq!(office.writes(), 1);
    office.come_back();
    let resumed = office.krok(&["resume", bundle.to_str().unwrap(), "--yes"]);
    assert_eq!(resumed.code, 0, "{resumed:?}");
    assert_eq!((office.writes(), office.deviations()), (2, Vec::new()));
}

#[test]
fn somebody_who_works_in_the_window_of_krok_is_noticed_before_anything_is_saved() {
    let office = Office::open(Settings::default());
    let mut krok = office.start(&[&["run", "--yes"] as &[&str], &FLAGSHIP].concat());
    let code = loop {
        if let Some(ended) = krok.try_wait().unwrap() {
            break ended.code();
        }
        office.type_in_open_form("7");
    };
    let last = office.last();
    let reason = last.reason();
    assert_eq!((code, reason.code.as_str()), (Some(130), "page-touched"), "{reason:?}");
    assert_eq!(reason.values.get("how").map(String::as_str), Some("keys"));
    assert_eq!(office.writes(), 0);
    assert!(verify(last.0.path()).is_intact());
}

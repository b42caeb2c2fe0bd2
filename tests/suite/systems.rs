//! Chapter 2 and points 10 to 13 of chapter 3 on the practice portal: the decision, the start of another way to receive
//! documents, and only then the end of SEKAP's system.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use krok::evidence::chain::sha256;
use krok::evidence::format::{ErrandOutcome, ErrandSource, Event as Recorded, Status, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{
    Event, Fault, List, Mode, Moment, OFFICE, OTHER_OFFICE, SEKAP_SYSTEM, Settings, Skrytka, System, SystemSet,
};
use tempfile::TempDir;

use crate::support::forger::copy_folder;
use crate::support::office::{Office, Ran};
use crate::support::patience::kill_when;

const DECISION: &str = "runbooks/epuap/decyzja-integracji.toml";
const START: &str = "runbooks/epuap/uruchomienie-sod.toml";
const SYSTEM: &str = "runbooks/epuap/system-sekap-usun.toml";

const DECIDED: &str = r#"[sposob]
outcome     = "done"
by          = "Anna Nowak, sekretarz"
answer      = "inny system obiegu dokumentów"
note        = "Decyzja starosty z 3.11.2026"
attachments = ["decyzja.pdf"]

[dostawca]
outcome = "done"
by      = "Jan Lis, informatyk"
note    = "ustalono z p. Zielińską"

[termin]
outcome = "done"
by      = "Jan Lis, informatyk"
note    = "1.12.2026"
"#;

const STARTED: &str = r#"[odbiera]
outcome = "done"
by      = "Jan Lis, informatyk"
answer  = "odbiera system obiegu dokumentów"
note    = "pierwszy dokument: 17/2026"
"#;

pub const CONSENT: &str = r#"from     = "Urząd Marszałkowski Województwa Śląskiego"
about    = "usunięcie systemu i4m4hvn61u (serwer SEKAP)"
entity   = "pzgliwice"
number   = "OR.1234.5.2026"
given    = 2020-01-02
expires  = 2999-12-31
document = "pismo.pdf"
"#;

/// Lets persons answer a runbook.
fn answer(office: &Office, runbook: &str, answers: &str) -> Ran {
    fs::write(office.folder().join("odpowiedzi.toml"), answers).unwrap();
    fs::write(office.folder().join("decyzja.pdf"), b"%PDF decyzja").unwrap();
    let order = ["run", runbook, "--yes", "--input", "podmiot=pzgliwice"];
    office.krok(&[&order as &[&str], &["--answers", "odpowiedzi.toml"]].concat())
}

/// The evidence of an office whose skrytki are in PULL mode and whose documents somebody else receives, and its skrytki.
struct Ready {
    home: TempDir,
    skrytki: Vec<Skrytka>,
}

/// Carries out once what every test here needs to have been done before.
fn ready() -> &'static Ready {
    static READY: OnceLock<Ready> = OnceLock::new();
    READY.get_or_init(|| {
        let office = Office::open(Settings::default());
        assert_eq!(answer(&office, DECISION, DECIDED).code, 0);
        let ran = office.run();
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(answer(&office, START, STARTED).code, 0);
        let home = tempfile::tempdir().unwrap();
        copy_folder(&office.folder().join("screenshots"), &home.path().join("screenshots"));
        let skrytki = office.portal.truth().state()[OFFICE].clone();
        Ready { home, skrytki }
    })
}

/// Opens an office in which everything was done that must come before, with a consent that fits.
pub fn prepared(systems: SystemSet) -> Office {
    let ready = ready();
    let office = Office::open(Settings {
        systems,
        ..Settings::default()
    });
    for skrytka in &ready.skrytki {
        office
            .portal
            .arrange_skrytka(OFFICE, &skrytka.name, |stored| stored.clone_from(skrytka));
    }
    copy_folder(
        &ready.home.path().join("screenshots"),
        &office.folder().join("screenshots"),
    );
    consent(&office, CONSENT);
    office
}

pub fn consent(office: &Office, text: &str) {
    fs::write(office.folder().join("zgoda.toml"), text).unwrap();
    // Another consent comes in another letter.
    fs::write(office.folder().join("pismo.pdf"), format!("%PDF zgoda {text}")).unwrap();
}

pub const AGREED: [&str; 4] = ["--confirm", SEKAP_SYSTEM, "--consent", "usun=zgoda.toml"];

/// Plans and applies the deletion.
fn delete(office: &Office) -> Ran {
    let order = ["run", SYSTEM, "--yes", "--input", "podmiot=pzgliwice"];
    office.krok(&[&order as &[&str], &AGREED].concat())
}

pub fn plan(office: &Office) -> PathBuf {
    let ran = office.krok(&["plan", SYSTEM, "--input", "podmiot=pzgliwice"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    office.last().0.path().to_owned()
}

fn apply(office: &Office, plan: &Path) -> Ran {
    let order = ["apply", plan.to_str().unwrap(), "--yes"];
    office.krok(&[&order as &[&str], &AGREED].concat())
}

/// Names of the systems that the portal deleted, whosever they were.
pub fn deleted(office: &Office) -> Vec<String> {
    let journal = office.portal.truth().journal();
    let name = |entry: &mock_portal::Entry| match &entry.event {
        Event::SystemDeleted { system, .. } => Some(system.clone()),
        _ => None,
    };
    journal.iter().filter_map(name).collect()
}

fn left(office: &Office) -> Vec<String> {
    let systems = office.portal.truth().systems();
    systems[OFFICE].iter().map(|system| system.name.clone()).collect()
}

/// A run that ended with a code and a reason, and deleted no system.
fn refused(office: &Office, ran: &Ran, (code, reason): (i32, &str)) {
    let bundle = office.last();
    assert_eq!((ran.code, bundle.reason().code.as_str()), (code, reason), "{ran:?}");
    assert_eq!(deleted(office), [""; 0], "{reason}");
    let verification = verify(bundle.0.path());
    assert_eq!(verification.integrity, [], "{reason}");
    assert_eq!(verification.completeness, [], "{reason}");
}

#[test]
fn the_system_of_sekap_is_deleted_once_and_its_consent_is_used_up() {
    let office = prepared(SystemSet::Unexpected);
    let sekap = office.portal.truth().systems()[OFFICE][1].clone();
    assert_eq!(sekap.name, SEKAP_SYSTEM);
    let ran = delete(&office);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(deleted(&office), [SEKAP_SYSTEM]);
    assert_eq!(left(&office), ["d3n3f04ve3", "i4m4hvn61v", "k7p2sod001", "x9q8test"]);
    assert_eq!(office.writes(), 1, "nothing else was stored");
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    let verification = verify(bundle.0.path());
    assert_eq!(verification.integrity, []);
    assert_eq!(verification.completeness, []);
    let notes = bundle.notes();
    let unexpected = notes.iter().filter(|code| *code == "row-unexpected");
    assert_eq!(unexpected.count(), 4, "{notes:?}");
    assert!(notes.iter().any(|code| code == "rows-more-than-advised"), "{notes:?}");
    let report = fs::read_to_string(bundle.0.path().join("report.html")).unwrap();
    for told in ["OR.1234.5.2026", "k7p2sod001", "Pozostałe wiersze są te same."] {
        assert!(report.contains(told), "{told}");
    }

    let again = delete(&office);
    assert_ne!(again.code, 0, "{again:?}");
    office.portal.arrange_systems(OFFICE, |systems| systems.push(sekap));
    let again = delete(&office);
    assert_eq!(again.code, 18, "{again:?}");
    assert_eq!(deleted(&office).len(), 1);
}

#[test]
fn a_plan_stops_where_the_office_is_not_as_it_must_be() {
    let office = prepared(SystemSet::Instruction);
    let set = |mode| {
        office
            .portal
            .arrange_skrytka(OFFICE, "Domyślna", |skrytka| skrytka.mode = mode);
    };
    set(Mode::Push);
    refused(&office, &delete(&office), (36, "value-differs"));
    set(Mode::Pull);

    let missing = Fault::MissingControl("Usuń system".to_owned());
    office.portal.set_fault(missing.clone());
    refused(&office, &delete(&office), (30, "target-missing"));
    office.portal.clear_fault(&missing);

    let systems = |name: &str, description: &str, count: usize| {
        office.portal.arrange_systems(OFFICE, |systems| {
            systems.truncate(1);
            for number in 2..2 + u32::try_from(count).unwrap() {
                let until = "13.01.2022 12:06";
                systems.push(System::external(number, name, description, until));
            }
        });
    };
    systems(SEKAP_SYSTEM, "serwer EZD", 1);
    refused(&office, &delete(&office), (39, "identity-differs"));
    systems(SEKAP_SYSTEM, "serwer SEKAP", 2);
    refused(&office, &delete(&office), (31, "target-ambiguous"));
    systems("i4m4hvn61v", "serwer SEKAP", 1);
    refused(&office, &delete(&office), (30, "target-missing"));
    assert_eq!(office.writes(), 0);
}

#[test]
fn what_changed_after_the_plan_or_is_asked_about_another_system_is_not_deleted() {
    let office = prepared(SystemSet::Instruction);
    let mut number = 0;
    // A consent that came as far as the press is used up, whatever the portal did then.
    let mut again = |path: &Path, fault: Fault, expected: (i32, &str)| {
        number += 1;
        consent(&office, &CONSENT.replace("OR.1234.5", &format!("OR.1234.{number}")));
        office.portal.set_fault(fault.clone());
        let ran = apply(&office, path);
        office.portal.clear_fault(&fault);
        refused(&office, &ran, expected);
    };
    let path = plan(&office);
    again(
        &path,
        Fault::ConfirmAbout("d3n3f04ve3".to_owned()),
        (41, "dialog-other"),
    );
    let path = plan(&office);
    again(&path, Fault::NoPermission("Usuń system".to_owned()), (42, "not-gone"));
    let path = plan(&office);
    let switch = |at| Fault::ContextSwitch {
        to: OTHER_OFFICE.to_owned(),
        at,
    };
    again(&path, switch(Moment::DetailOpened), (11, "entity-wrong"));
    assert_eq!(office.writes(), 0);
}

#[test]
fn a_row_that_came_meanwhile_is_reported_and_one_that_went_is_not_looked_for_elsewhere() {
    let office = prepared(SystemSet::Instruction);
    let path = plan(&office);
    office.portal.set_fault(Fault::RowVanishes {
        list: List::Systems,
        row: SEKAP_SYSTEM.to_owned(),
        after: 0,
    });
    refused(&office, &apply(&office, &path), (12, "stale-plan"));
    office.portal.clear_faults();
    assert_eq!(left(&office), ["d3n3f04ve3"]);
    drop(office);

    let office = prepared(SystemSet::Instruction);
    let path = plan(&office);
    office.portal.set_fault(Fault::RowAppears {
        list: List::Systems,
        row: "nowy".to_owned(),
        after: 1,
    });
    let ran = apply(&office, &path);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(office.last().notes().contains(&"row-appeared".to_owned()));
    assert_eq!(deleted(&office), [SEKAP_SYSTEM]);
    assert_eq!(left(&office), ["d3n3f04ve3", "nowy"]);
}

#[test]
fn without_a_consent_that_fits_nobody_touches_the_portal() {
    let office = prepared(SystemSet::Instruction);
    let path = plan(&office);
    let requests = office.portal.truth().request_log().len();
    for (from, to) in [
        ("pzgliwice", "pzbytom"),
        ("2999-12-31", "2020-02-01"),
        ("Śląskiego", "Opolskiego"),
        ("i4m4hvn61u", "d3n3f04ve3"),
    ] {
        consent(&office, &CONSENT.replace(from, to));
        let ran = apply(&office, &path);
        assert_eq!(ran.code, 17, "{to}: {ran:?}");
    }
    let order = ["apply", path.to_str().unwrap(), "--yes", "--confirm", SEKAP_SYSTEM];
    let ran = office.krok(&order);
    assert_eq!(ran.code, 16, "{ran:?}");
    assert_eq!(office.portal.truth().request_log().len(), requests);
    assert_eq!(deleted(&office), [""; 0]);
}

#[test]
fn nothing_goes_before_what_must_come_first() {
    let office = Office::closed(Settings::default());
    consent(&office, CONSENT);
    let first = |ran: &Ran, missing: &str| {
        assert_eq!(ran.code, 10, "{ran:?}");
        assert!(ran.stderr.contains(missing), "{missing}: {}", ran.stderr);
    };
    first(&delete(&office), "Najpierw urząd musi zdecydować");
    first(&answer(&office, START, STARTED), "Najpierw urząd musi zdecydować");
    assert_eq!(answer(&office, DECISION, DECIDED).code, 0);
    first(
        &delete(&office),
        "Najpierw wszystkie skrytki muszą przejść w tryb PULL.",
    );
    first(&answer(&office, START, STARTED), "ze skrytek w trybie PULL");
    assert_eq!(office.portal.truth().request_log().len(), 0, "no browser was opened");

    let ready = ready();
    let before_start = |path: &PathBuf| !path.to_string_lossy().contains("uruchomienie-sod");
    let bundles = fs::read_dir(ready.home.path().join("screenshots")).unwrap();
    let bundles = bundles.map(|entry| entry.unwrap().path()).filter(before_start);
    for bundle in bundles {
        let name = bundle.file_name().unwrap();
        copy_folder(&bundle, &office.folder().join("screenshots").join(name));
    }
    first(&delete(&office), "Najpierw ktoś inny musi odbierać dokumenty");
    let failed = STARTED.replace("\"done\"", "\"failed\"");
    assert_ne!(answer(&office, START, &failed).code, 0);
    first(&delete(&office), "Najpierw ktoś inny musi odbierać dokumenty");
    assert_eq!(office.portal.truth().request_log().len(), 0);
}

/// What persons said of a step of the last run.
fn said(office: &Office, step: &str) -> krok::evidence::format::ErrandReport {
    let told = office.last();
    let report = told.0.records().iter().find_map(|record| match &record.event {
        Recorded::Errand(errand) if record.step.as_deref() == Some(step) => errand.report.clone(),
        _ => None,
    });
    report.unwrap()
}

#[test]
fn a_decision_is_kept_with_who_took_it_and_its_document() {
    let office = Office::closed(Settings::default());
    let ran = answer(&office, DECISION, DECIDED);
    assert_eq!(ran.code, 0, "{ran:?}");
    let bundle = office.last();
    assert_eq!(verify(bundle.0.path()).completeness, []);
    let given = said(&office, "sposob");
    assert_eq!((given.outcome, given.source), (ErrandOutcome::Done, ErrandSource::File));
    assert_eq!(given.by, "Anna Nowak, sekretarz");
    assert_eq!(given.answer.as_deref(), Some("inny system obiegu dokumentów"));
    assert_eq!(given.note.as_deref(), Some("Decyzja starosty z 3.11.2026"));
    let [attachment] = &given.attachments[..] else {
        panic!("one attachment: {given:?}");
    };
    assert_eq!(attachment.name, "decyzja.pdf");
    assert_eq!(attachment.file.sha256, sha256(b"%PDF decyzja"));
    let kept = fs::read(bundle.0.path().join(attachment.file.path.as_str())).unwrap();
    assert_eq!(kept, b"%PDF decyzja");
    assert_eq!(said(&office, "termin").note.as_deref(), Some("1.12.2026"));

    let end = DECIDED.find("[dostawca]").unwrap();
    let by_hand = DECIDED[..end].replace("inny system obiegu dokumentów", "przez stronę ePUAP");
    let ran = answer(&office, DECISION, &by_hand);
    assert_eq!(ran.code, 0, "{ran:?}");
    for step in ["dostawca", "termin"] {
        assert_eq!(office.last().status_of(step), Status::Skipped, "{step}");
    }
    assert_eq!(office.portal.truth().request_log().len(), 0, "no browser was opened");
}

#[test]
fn a_decision_that_failed_or_says_too_little_is_none() {
    let office = Office::closed(Settings::default());
    for (from, to) in [
        ("\"done\"", "\"failed\""),
        ("answer      = \"inny system obiegu dokumentów\"", ""),
        ("inny system obiegu dokumentów", "jakoś"),
        ("note        = \"Decyzja starosty z 3.11.2026\"", ""),
    ] {
        let ran = answer(&office, DECISION, &DECIDED.replacen(from, to, 1));
        assert_ne!(ran.code, 0, "{from}: {ran:?}");
        let ran = answer(&office, START, STARTED);
        assert!(ran.stderr.contains("Najpierw urząd musi zdecydować"), "{from}: {ran:?}");
    }
    let start = DECIDED.find("[dostawca]").unwrap();
    let ran = answer(&office, DECISION, &DECIDED[start..]);
    assert_ne!(ran.code, 0, "{ran:?}");
}

/// Answers of the portal come so late that a run can be killed between a press and its answer.
const LATE: Fault = Fault::Latency {
    fixed: Duration::from_millis(500),
    jitter: Duration::ZERO,
    seed: 1,
};

/// Starts the deletion and kills it at once when something has come about.
fn killed_when(office: &Office, came: impl Fn(&Office) -> bool) -> PathBuf {
    office.portal.set_fault(LATE);
    let order = ["run", SYSTEM, "--yes", "--input", "podmiot=pzgliwice"];
    let run = office.start(&[&order as &[&str], &AGREED].concat());
    kill_when(office, run, came);
    let broken = office.bundles().pop().unwrap();
    assert!(!broken.join("seal.json").exists(), "it was killed");
    broken
}

fn resume(office: &Office, broken: &Path, agreed: &[&str]) -> Ran {
    let order = ["resume", broken.to_str().unwrap(), "--yes"];
    office.krok(&[&order as &[&str], agreed].concat())
}

#[test]
fn a_deletion_that_arrived_before_the_run_was_killed_is_adopted_from_the_list() {
    let office = prepared(SystemSet::OnlySekap);
    let broken = killed_when(&office, |office| !deleted(office).is_empty());
    let ran = resume(&office, &broken, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(deleted(&office), [SEKAP_SYSTEM]);
    let bundle = office.last();
    assert!(
        bundle.notes().contains(&"gone-after-open-press".to_owned()),
        "{:?}",
        bundle.notes()
    );
    assert_eq!(verify(&broken).integrity, []);
}

#[test]
fn a_deletion_that_did_not_arrive_needs_a_key_and_a_consent_of_its_own() {
    let office = prepared(SystemSet::OnlySekap);
    let marks = office.folder().join("state/krok/consents");
    let broken = killed_when(&office, |_| fs::read_dir(&marks).is_ok_and(|marks| marks.count() > 0));
    assert_eq!(deleted(&office), [""; 0]);
    let ran = resume(&office, &broken, &AGREED);
    assert_eq!(ran.code, 18, "{ran:?}");
    consent(&office, &CONSENT.replace("OR.1234.5.2026", "OR.1234.6.2026"));
    let ran = resume(&office, &broken, &AGREED[2..]);
    assert_eq!(ran.code, 19, "{ran:?}");
    assert_eq!(deleted(&office), [""; 0]);
    let ran = resume(&office, &broken, &AGREED);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(deleted(&office), [SEKAP_SYSTEM]);
}

//! Destroying for good on the practice portal: exactly the thing that was recognised and agreed to, or nothing at all.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use krok::evidence::format::{Destroying, Event, KeyBy, Status, Verdict};
use krok::evidence::signature::{KeyFile, Namespace, Signer};
use krok::evidence::verify::verify;
use mock_portal::{Event as Told, Fault, List, Settings, SystemSet};

use crate::support::office::{Office, Ran, home, run};

const SYSTEM: &str = r#"
schema = 1
title  = "Usunięcie systemu SEKAP"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Podmiot" }

[[step]]
id  = "systemy"
go  = ["Zarządzanie kontem", "Systemy"]
see = "Nazwa systemu"

[[step]]
id    = "zobacz"
press = "Zobacz"
row   = "i4m4hvn61u"
see   = "Nazwa i opis systemu"

[[step]]
id       = "usun"
destroy  = "Usuń system"
identity = { "Nazwa systemu" = "i4m4hvn61u", "Opis systemu" = "serwer SEKAP" }
confirm  = { says = "Czy na pewno chcesz usunąć system i4m4hvn61u?", press = "Tak, usuń", cancel = "Anuluj" }
gone     = { table = "Systemy", key = "Nazwa systemu", row = "i4m4hvn61u" }
"#;

const CONSENT: &str = r#"consent  = { from = "Urząd Marszałkowski", about = "usunięcie systemu" }
"#;

const GIVEN: &str = r#"from     = "Urząd Marszałkowski"
about    = "usunięcie systemu"
entity   = "pzgliwice"
number   = "OR.1234.5.2026"
given    = 2020-01-02
expires  = 2999-12-31
document = "pismo.pdf"
"#;

fn office(settings: Settings, steps: &str) -> Office {
    let office = Office::open(settings);
    fs::write(office.folder().join("runbooks/epuap/usun.toml"), steps).unwrap();
    office
}

fn with_consent() -> String {
    format!("{SYSTEM}{CONSENT}")
}

fn give(office: &Office, text: &str) {
    fs::write(office.folder().join("zgoda.toml"), text).unwrap();
    fs::write(office.folder().join("pismo.pdf"), b"%PDF zgoda").unwrap();
}

fn krok(office: &Office, verb: &str, more: &[&str]) -> Ran {
    let mut arguments = vec![verb, "runbooks/epuap/usun.toml", "--input", "podmiot=pzgliwice"];
    arguments.extend(more);
    office.krok(&arguments)
}

fn plan(office: &Office) -> PathBuf {
    let ran = krok(office, "plan", &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    office.bundles().pop().unwrap()
}

fn destroyed(office: &Office) -> Vec<String> {
    let journal = office.portal.truth().journal();
    let name = |entry: &mock_portal::Entry| match &entry.event {
        Told::SystemDeleted {
            system, description, ..
        } => Some(format!("{system}/{description}")),
        Told::CardDeleted { card, .. } => Some(card.clone()),
        _ => None,
    };
    journal.iter().filter_map(name).collect()
}

#[test]
fn a_plan_recognises_the_thing_and_asks_the_portal_nothing() {
    let office = office(Settings::default(), SYSTEM);
    plan(&office);
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::ChangesPlanned);
    assert_eq!(bundle.finished().changes, 1);
    assert_eq!(bundle.status_of("usun"), Status::WouldChange);
    let things: Vec<String> = bundle
        .0
        .records()
        .iter()
        .filter_map(|record| match &record.event {
            Event::Destroying(Destroying::Identified(thing)) => Some(
                thing
                    .attributes
                    .iter()
                    .map(|attribute| format!("{} = {}", attribute.name, attribute.found))
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            _ => None,
        })
        .collect();
    assert_eq!(things, ["Nazwa systemu = i4m4hvn61u, Opis systemu = serwer SEKAP"]);
    let presses = bundle
        .0
        .records()
        .iter()
        .filter(|record| matches!(&record.event, Event::Intent(intent) if intent.effect == "destroy"));
    assert_eq!(presses.count(), 0);
    assert_eq!(office.writes(), 0);
    assert_eq!(verify(bundle.0.path()).completeness, []);
}

#[test]
fn what_was_agreed_to_by_key_and_consent_is_destroyed_and_nothing_else_and_the_consent_is_used_up() {
    let office = office(Settings::default(), &with_consent());
    give(&office, GIVEN);
    let (first, second) = (plan(&office), plan(&office));
    let apply = |plan: &PathBuf| {
        let plan = plan.to_str().unwrap();
        office.krok(&[
            "apply",
            plan,
            "--yes",
            "--confirm",
            "usun=i4m4hvn61u",
            "--consent",
            "usun=zgoda.toml",
        ])
    };
    let ran = apply(&first);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(destroyed(&office), ["i4m4hvn61u/serwer SEKAP"]);
    assert_eq!(office.writes(), 1);
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    let verification = verify(bundle.0.path());
    assert_eq!(
        (verification.integrity, verification.completeness),
        (Vec::new(), Vec::new())
    );
    let path = bundle.0.path();
    assert_eq!(fs::read(path.join("inputs/consent-1.toml")).unwrap(), GIVEN.as_bytes());
    assert_eq!(
        fs::read(path.join("inputs/consent-1-document.pdf")).unwrap(),
        b"%PDF zgoda"
    );
    let report = fs::read_to_string(path.join("report.html")).unwrap();
    for told in [
        "OR.1234.5.2026",
        "serwer SEKAP",
        "Czy na pewno chcesz usunąć system i4m4hvn61u?",
        "Pozostałe wiersze są te same.",
    ] {
        assert!(report.contains(told), "{told}");
    }
    let requests = office.portal.truth().request_log().len();
    // Neither another way to write its number nor another number over the same letter makes it a new one.
    let run = &bundle.0.started().unwrap().run;
    for (number, letter) in [
        ("OR.1234.5.2026", "%PDF zgoda"),
        ("Nr or.1234.5. 2026", "%PDF inny skan"),
        ("OR.9999.9.2026", "%PDF zgoda"),
    ] {
        give(&office, &GIVEN.replace("OR.1234.5.2026", number));
        fs::write(office.folder().join("pismo.pdf"), letter).unwrap();
        let again = apply(&second);
        assert_eq!(again.code, 18, "{number}: {again:?}");
        assert!(again.stderr.contains(run), "{number}: {}", again.stderr);
    }
    assert_eq!(
        office.portal.truth().request_log().len(),
        requests,
        "the browser did nothing"
    );
}

#[test]
fn a_consent_that_does_not_fit_is_refused_before_the_browser_does_anything() {
    let office = office(Settings::default(), &with_consent());
    let path = plan(&office);
    let requests = office.portal.truth().request_log().len();
    let apply = |arguments: &[&str]| {
        let plan = path.to_str().unwrap();
        let mut all = vec!["apply", plan, "--yes", "--confirm", "i4m4hvn61u"];
        all.extend(arguments);
        office.krok(&all)
    };
    for (from, to, code, said) in [
        ("2999-12-31", "2020-02-01", 17, "zgoda.toml:6:12"),
        ("\"pzgliwice\"", "\"pzbytom\"", 17, "zgoda.toml:3:12"),
        ("Urząd Marszałkowski", "Urząd Miasta", 17, "zgoda.toml:1:12"),
        ("usunięcie systemu", "usunięcie karty", 17, "zgoda.toml:2:12"),
        ("2020-01-02", "2999-01-02", 17, "zgoda.toml:5:12"),
        ("\"pismo.pdf\"", "\"../pismo.pdf\"", 17, "zgoda.toml:7:12"),
        ("\"pismo.pdf\"", "\"inne.pdf\"", 17, "inne.pdf"),
        ("number ", "numer ", 2, "zgoda.toml:4:1"),
    ] {
        give(&office, &GIVEN.replace(from, to));
        let ran = apply(&["--consent", "usun=zgoda.toml"]);
        assert_eq!(ran.code, code, "{to}: {ran:?}");
        assert!(ran.stderr.contains(said), "{to}: {}", ran.stderr);
    }
    give(&office, GIVEN);
    let beside = office.folder().join("zgoda.toml.sig");
    for (signature, said) in bad_signatures(office.folder()) {
        fs::write(&beside, signature).unwrap();
        let ran = apply(&["--consent", "usun=zgoda.toml"]);
        assert_eq!(ran.code, 17, "{ran:?}");
        for told in [said, "zgoda.toml.sig", "krok consent sign"] {
            assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
        }
    }
    fs::remove_file(&beside).unwrap();
    let none = apply(&[]);
    assert_eq!(none.code, 16, "{none:?}");
    let elsewhere = apply(&["--consent", "zobacz=zgoda.toml"]);
    assert_eq!(elsewhere.code, 2, "{elsewhere:?}");
    assert_eq!(office.portal.truth().request_log().len(), requests);
    assert_eq!(destroyed(&office), [""; 0]);
}

/// Signatures that are none of the consent, and what is said of each.
fn bad_signatures(folder: &Path) -> [(Vec<u8>, &'static str); 3] {
    let key = folder.join("urzad");
    KeyFile::make(&key, "", None).unwrap();
    let KeyFile::Ready(key) = KeyFile::read(&key).unwrap() else {
        panic!("the key has no passphrase");
    };
    let signer = Signer::of_key(key);
    let sign = |purpose, text: &str| signer.sign(purpose, text.as_bytes()).unwrap().into_bytes();
    let other = GIVEN.replace("OR.1234.5.2026", "OR.1.2026");
    [
        (b"to nie podpis".to_vec(), "nie można go odczytać"),
        (sign(Namespace::Consent, &other), "nie pasuje do pliku obok"),
        (sign(Namespace::Seal, GIVEN), "w innym celu"),
    ]
}

#[test]
fn yes_does_not_stand_for_the_key_and_another_key_is_none() {
    let office = office(Settings::default(), SYSTEM);
    for more in [&["--yes"] as &[&str], &["--yes", "--confirm", "serwer SEKAP"]] {
        let ran = krok(&office, "run", more);
        assert_eq!(ran.code, 19, "{ran:?}");
    }
    let typed = |text: &str| {
        let arguments = ["run", "runbooks/epuap/usun.toml", "--input", "podmiot=pzgliwice"];
        let mut child = office
            .command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = typed("tak\ni4m4hvn61\n");
    assert_eq!(code, Some(19), "{told}");
    assert_eq!(destroyed(&office), [""; 0]);
    let (code, told) = typed("tak\ni4m4hvn61u\n");
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("Opis systemu: serwer SEKAP") && told.contains("pictures/"),
        "{told}"
    );
    let is_typed =
        |event: &Event| matches!(event, Event::Destroying(Destroying::KeyGiven(key)) if key.by == KeyBy::Typed);
    assert!(office.last().0.records().iter().any(|record| is_typed(&record.event)));
    assert_eq!(destroyed(&office), ["i4m4hvn61u/serwer SEKAP"]);
}

/// What a run must come to: exit code, reason, things destroyed.
fn refused(settings: Settings, fault: Option<Fault>, (code, reason, count): (i32, &str, usize)) {
    let office = office(settings, SYSTEM);
    let fault = fault.inspect(|fault| office.portal.set_fault(fault.clone()));
    let ran = krok(&office, "run", &["--yes", "--confirm", "i4m4hvn61u"]);
    let bundle = office.last();
    assert_eq!(
        (ran.code, bundle.reason().code.as_str()),
        (code, reason),
        "{fault:?}: {ran:?}"
    );
    assert_eq!(destroyed(&office).len(), count, "{fault:?}");
    let verification = verify(bundle.0.path());
    assert_eq!(verification.integrity, [], "{fault:?}");
    assert_eq!(verification.completeness, [], "{fault:?}");
}

macro_rules! refusals {
    ($($name:ident: $systems:ident, $fault:expr => $expected:expr;)+) => {
        $(#[test]
        fn $name() {
            let settings = Settings { systems: SystemSet::$systems, ..Settings::default() };
            refused(settings, $fault, $expected);
        })+
    };
}

refusals! {
    another_description_is_another_system: OtherDescription, None => (39, "identity-differs", 0);
    two_systems_of_one_name_are_not_told_apart: Twins, None => (31, "target-ambiguous", 0);
    a_question_about_another_system_is_cancelled: Instruction, Some(Fault::ConfirmAbout("d3n3f04ve3".to_owned())) => (41, "dialog-other", 0);
    a_native_question_that_nobody_declared_is_cancelled: Instruction, Some(Fault::NativeConfirm) => (41, "dialog-other", 0);
    a_deletion_that_only_pretends_is_seen: Instruction, Some(Fault::PretendedDelete) => (42, "not-gone", 0);
    a_system_in_use_stays_and_the_portal_is_quoted: Instruction, Some(Fault::SystemInUse) => (42, "not-gone", 0);
    an_action_that_was_used_already_is_named_although_the_portal_says_nothing: Instruction, Some(Fault::SpentAction) => (42, "action-ignored", 0);
    a_missing_permission_is_told: Instruction, Some(Fault::NoPermission("Usuń system".to_owned())) => (42, "not-gone", 0);
    a_missing_button_stops_the_plan: Instruction, Some(Fault::MissingControl("Usuń system".to_owned())) => (30, "target-missing", 0);
    a_disabled_button_is_not_pressed: Instruction, Some(Fault::DisabledControl("Usuń system".to_owned())) => (33, "target-disabled", 0);
    a_row_that_goes_along_is_reported: Instruction, Some(Fault::RowVanishes { list: List::Systems, row: "d3n3f04ve3".to_owned(), after: 1 }) => (42, "others-vanished", 1);
}

#[test]
fn a_row_that_comes_meanwhile_is_reported_and_does_no_harm() {
    let office = office(Settings::default(), SYSTEM);
    office.portal.set_fault(Fault::RowAppears {
        list: List::Systems,
        row: "nowy".to_owned(),
        after: 1,
    });
    let ran = krok(&office, "run", &["--yes", "--confirm", "i4m4hvn61u"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(office.last().notes(), ["row-appeared"]);
}

const CARDS: &str = r#"
schema = 1
title  = "Usunięcie kart"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Podmiot" }
karty   = { type = "list", ask = "Karty" }

[[step]]
id = "karty"
go = ["Budowanie usług", "Karty spraw"]

[[step]]
id       = "kazda"
for_each = { each_of = "karty", as = "karta", at_most = 20 }
run      = "karta"

[[block.karta]]
id       = "usun"
destroy  = "Usuń"
row      = "{karta}"
identity = { "Opis usługi" = "{karta}", "Status" = "Nieaktualna" }
confirm  = { says = "Czy na pewno chcesz usunąć kartę „{karta}”?", press = "Tak", cancel = "Nie" }
gone     = { table = "Karty sprawy POWIAT GLIWICKI", key = "Opis usługi", row = "{karta}" }
"#;

/// Titles of cards that may be deleted, each of one card only.
fn outdated(office: &Office) -> Vec<String> {
    let cards = office.portal.truth().cards().remove(mock_portal::OFFICE).unwrap();
    let is_alone = |title: &str| cards.iter().filter(|other| other.title == title).count() == 1;
    let outdated = cards
        .iter()
        .filter(|card| card.status == mock_portal::CardStatus::Outdated && is_alone(&card.title));
    outdated.map(|card| card.title.clone()).collect()
}

#[test]
fn a_consent_for_one_card_deletes_no_other() {
    let consent = "consent  = { from = \"Urząd Marszałkowski\", about = \"usunięcie karty {karta}\" }\n";
    let office = office(Settings::default(), &format!("{CARDS}{consent}"));
    let chosen: Vec<String> = outdated(&office).into_iter().take(2).collect();
    let list = format!("karty={}", chosen.join(";"));
    for (card, number) in chosen.iter().zip(1..) {
        let about = format!("usunięcie karty {card}");
        let given = GIVEN
            .replace("usunięcie systemu", &about)
            .replace("OR.1234.5", &format!("OR.{number}"))
            .replace("pismo.pdf", &format!("pismo-{number}.pdf"));
        fs::write(office.folder().join(format!("zgoda-{number}.toml")), given).unwrap();
        fs::write(office.folder().join(format!("pismo-{number}.pdf")), about).unwrap();
    }
    let delete = |consents: &[&str]| {
        let mut arguments = vec!["--input", &list, "--yes", "--confirm", "pzgliwice 2"];
        arguments.extend(consents.iter().flat_map(|consent| ["--consent", *consent]));
        krok(&office, "run", &arguments)
    };
    let half = delete(&["usun=zgoda-1.toml"]);
    assert_eq!(half.code, 17, "{half:?}");
    assert!(half.stderr.contains(&chosen[1]), "{}", half.stderr);
    assert_eq!(destroyed(&office), [""; 0]);
    let both = delete(&["usun=zgoda-2.toml", "kazda/usun=zgoda-1.toml"]);
    assert_eq!(both.code, 0, "{both:?}");
    assert_eq!(destroyed(&office), chosen);
    assert_eq!(verify(office.last().0.path()).completeness, []);
}

/// Two loops, each of which deletes cards.
fn two_loops() -> String {
    let second = CARDS[CARDS.find("[[step]]\nid       = \"kazda\"").unwrap()..]
        .replace("\"kazda\"", "\"reszta\"")
        .replace("\"karty\"", "\"inne\"")
        .replace("block.karta", "block.inna")
        .replace("run      = \"karta\"", "run      = \"inna\"");
    let inputs = "karty   = { type = \"list\", ask = \"Karty\" }\n";
    let both = format!("{inputs}inne    = {{ type = \"list\", ask = \"Inne karty\" }}\n");
    format!("{}{second}", CARDS.replace(inputs, &both))
}

#[test]
fn a_key_is_for_one_step_and_no_other() {
    let office = office(Settings::default(), &two_loops());
    let cards = outdated(&office);
    let (first, second) = (format!("karty={}", cards[0]), format!("inne={}", cards[1]));
    let delete = |keys: &[&str]| {
        let mut arguments = vec!["--input", &first, "--input", &second, "--yes"];
        arguments.extend(keys.iter().flat_map(|key| ["--confirm", *key]));
        krok(&office, "run", &arguments)
    };
    let requests = office.portal.truth().request_log().len();
    for (key, told) in [
        (
            "pzgliwice 1",
            "--confirm \"kazda/usun=KLUCZ\", --confirm \"reszta/usun=KLUCZ\"",
        ),
        (
            "usun=pzgliwice 1",
            "--confirm \"kazda/usun=KLUCZ\", --confirm \"reszta/usun=KLUCZ\"",
        ),
        ("kazda=pzgliwice 1", "nie ma kroku `kazda`"),
    ] {
        let unclear = delete(&[key]);
        assert_eq!(unclear.code, 2, "{key}: {unclear:?}");
        assert!(unclear.stderr.contains(told), "{key}: {}", unclear.stderr);
    }
    assert_eq!(
        office.portal.truth().request_log().len(),
        requests,
        "nothing was opened"
    );
    // The same key, meant for cards of the other loop.
    let other = delete(&["reszta/usun=pzgliwice 1"]);
    assert_eq!(other.code, 19, "{other:?}");
    let told = "--confirm \"kazda/usun=pzgliwice 1\"";
    assert!(other.stderr.contains(told), "{}", other.stderr);
    assert_eq!(destroyed(&office), [""; 0]);
}

#[test]
fn a_consent_for_steps_of_one_name_has_to_name_one() {
    let consent = "consent  = { from = \"Urząd Marszałkowski\", about = \"usunięcie karty\" }\n";
    let steps = two_loops();
    let at = steps.find("\n[[step]]\nid       = \"reszta\"").unwrap();
    let steps = format!("{}\n{consent}{}{consent}", &steps[..at], &steps[at..]);
    let home = home("3s");
    fs::write(home.path().join("runbooks/epuap/usun.toml"), steps).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
    command
        .args([
            "run",
            "runbooks/epuap/usun.toml",
            "--input",
            "podmiot=pzgliwice",
            "--yes",
        ])
        .args([
            "--input",
            "karty=A",
            "--input",
            "inne=B",
            "--consent",
            "usun=zgoda.toml",
        ])
        .args(["--practice", "http://127.0.0.1:9", "http://127.0.0.1:9"])
        .current_dir(home.path())
        .env("XDG_STATE_HOME", home.path().join("state"))
        .stdin(Stdio::null());
    let ran = run(&mut command);
    assert_eq!(ran.code, 2, "{ran:?}");
    let told = "--consent kazda/usun=zgoda.toml, --consent reszta/usun=zgoda.toml";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
}

#[test]
fn of_a_loop_every_thing_is_found_again_and_agreed_to_at_once() {
    let office = office(Settings::default(), CARDS);
    let cards = office.portal.truth().cards();
    let outdated = cards[mock_portal::OFFICE]
        .iter()
        .filter(|card| card.status == mock_portal::CardStatus::Outdated)
        .map(|card| card.title.clone());
    let all: Vec<String> = cards[mock_portal::OFFICE]
        .iter()
        .map(|card| card.title.clone())
        .collect();
    let is_alone = |title: &String| all.iter().filter(|other| *other == title).count() == 1;
    let chosen: Vec<String> = outdated.filter(is_alone).take(2).collect();
    assert_eq!(chosen.len(), 2, "{all:?}");
    let list = format!("karty={}", chosen.join(";"));
    let ran = krok(
        &office,
        "run",
        &["--input", &list, "--yes", "--confirm", "kazda/usun=pzgliwice 2"],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(destroyed(&office), chosen);
    let bundle = office.last();
    let verification = verify(bundle.0.path());
    assert_eq!(
        (verification.integrity, verification.completeness),
        (Vec::new(), Vec::new())
    );
    let again = krok(&office, "run", &["--input", &list, "--yes"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(office.last().finished().verdict, Verdict::Unchanged);
    assert_eq!(office.last().notes(), ["already-gone", "already-gone"]);
}

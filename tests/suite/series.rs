//! Series: several runbooks for one office, as an operator starts them and a reviewer finds them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use krok::evidence::series::{StageState, read};
use krok::evidence::verify::verify;
use mock_portal::{BipPage, DataSet, MARSHALS_OFFICE, MockBip, MockSekap, OFFICE, PARTNER, SekapSettings, Settings};

use crate::support::browsers::runtime;
use crate::support::office::{ADDRESSES, Office, Ran, home, run};
use crate::support::panel::Panel;

const SERIES: &str = r#"schema = 1
title  = "Wszystko dla urzędu"
source = { document = "Instrukcja", chapter = "1", points = { "1.1" = "Najpierw skrytki." } }

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }
tekst   = { type = "text", ask = "Co ma być widać" }

[[step]]
id    = "skrytki"
cites = ["1.1"]
use   = "epuap/skrytki-pull"
with  = { podmiot = "{podmiot}", adresy = "kancelaria@powiat.example; informatyk@powiat.example" }

[[step]]
id      = "przeglad"
use     = "epuap/przeglad"
with    = { podmiot = "{podmiot}", tekst = "{tekst}" }
when    = { value = "{tekst}", is_not = "nic" }
require = { done = "epuap/skrytki-pull", because = "najpierw skrytki" }

[[step]]
id   = "koniec"
use  = "epuap/przeglad"
with = { podmiot = "{podmiot}", tekst = "Lista Twoich skrytek" }
"#;

const REVIEW: &str = r#"schema = 1
title  = "Przegląd listy"
portal = "epuap"
source = { document = "Instrukcja", chapter = "1", points = { "1.2" = "Obejrzeć listę." } }

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }
tekst   = { type = "text", ask = "Co ma być widać" }

[[step]]
id    = "lista"
cites = ["1.2"]
go    = ["Administrowanie", "Budowanie usług", "Skrytki"]
see   = "{tekst}"
"#;

const INSTRUCTION: &str = r#"schema = 1
document = "Instrukcja"

[[chapter]]
number = "1"
title  = "Skrytki"
points = { "1.1" = "Najpierw skrytki.", "1.2" = "Obejrzeć listę.", "1.3" = "Odpocząć." }
"#;

fn office() -> Office {
    let office = Office::open(Settings {
        data: DataSet::Instruction,
        ..Settings::default()
    });
    let runbooks = office.folder().join("runbooks");
    fs::write(runbooks.join("epuap/przeglad.toml"), REVIEW).unwrap();
    fs::write(runbooks.join("seria.toml"), SERIES).unwrap();
    fs::write(runbooks.join("instrukcja.toml"), INSTRUCTION).unwrap();
    office
}

fn arguments<'a>(command: &'a str, text: &'a str) -> Vec<&'a str> {
    vec![
        command,
        "runbooks/seria.toml",
        "--input",
        "podmiot=pzgliwice",
        "--input",
        text,
    ]
}

/// Plans the series, in which a certain text has to be seen.
fn planned(office: &Office, text: &str) -> Ran {
    office.series(&arguments("plan", text))
}

/// Runs the series.
fn ran(office: &Office, text: &str) -> Ran {
    let mut arguments = arguments("run", text);
    arguments.push("--yes");
    office.series(&arguments)
}

const SEEN: &str = "tekst=Lista Twoich skrytek";

/// Folders of series, the newest last.
fn folders(office: &Office) -> Vec<PathBuf> {
    let entries = fs::read_dir(office.folder().join("screenshots")).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.to_string_lossy().contains("-seria-"));
    found.sort_by_key(|path| fs::metadata(path.join("seria.json")).unwrap().modified().unwrap());
    found
}

fn last(office: &Office) -> PathBuf {
    folders(office).pop().unwrap()
}

fn page(folder: &Path) -> String {
    fs::read_to_string(folder.join("index.html")).unwrap()
}

/// What became of each stage, in a word.
fn states(folder: &Path) -> Vec<&'static str> {
    let run = read(folder).unwrap().unwrap();
    let stages = run.stages.iter();
    stages
        .map(|stage| match &stage.state {
            StageState::Waiting => "waiting",
            StageState::Blocked(_) => "blocked",
            StageState::Skipped(_) => "skipped",
            StageState::Ran(bundles) => match bundles.len() {
                1 => "once",
                2 => "twice",
                _ => "often",
            },
        })
        .collect()
}

#[test]
fn a_plan_reads_every_stage_and_blocks_what_waits_for_an_earlier_one() {
    let office = office();
    let planned = planned(&office, SEEN);
    assert_eq!(planned.code, 0, "{planned:?}");
    assert!(planned.stderr.contains("wstrzymano"), "{}", planned.stderr);
    let folder = last(&office);
    assert_eq!(states(&folder), ["once", "blocked", "once"]);
    assert_eq!(office.writes(), 0);
    let page = page(&folder);
    assert!(
        page.contains("najpierw skrytki") && page.contains("● zaplanowano"),
        "{page}"
    );
}

#[test]
fn a_run_carries_out_every_stage_and_a_second_one_finds_them_done() {
    let office = office();
    let first = ran(&office, SEEN);
    assert_eq!(first.code, 0, "{first:?}");
    let folder = last(&office);
    assert_eq!(states(&folder), ["twice", "once", "once"]);
    assert_eq!(office.deviations(), Vec::<String>::new());
    let run = read(&folder).unwrap().unwrap();
    for stage in &run.stages {
        let StageState::Ran(bundles) = &stage.state else {
            panic!("{stage:?}")
        };
        for bundle in bundles {
            let verification = verify(&folder.join(bundle));
            assert!(verification.is_intact() && verification.is_complete(), "{bundle}");
        }
    }
    let page = page(&folder);
    assert!(page.contains("<b>3/3</b>") && page.contains("<b>2/3</b>"), "{page}");
    assert!(page.contains("Wszystkie etapy zakończono"), "{page}");
    let writes = office.writes();
    let second = ran(&office, SEEN);
    assert_eq!(second.code, 0, "{second:?}");
    assert_eq!(office.writes(), writes, "what is done is not done again");
    assert_eq!(states(&last(&office)), ["once", "once", "once"]);
    assert_eq!(folders(&office).len(), 2);
}

#[test]
fn a_stage_that_fails_stops_the_series_and_the_index_says_so() {
    let office = office();
    let stopped = ran(&office, "tekst=Lista cudzych skrytek");
    assert_eq!(stopped.code, 35, "{stopped:?}");
    let folder = last(&office);
    assert_eq!(states(&folder), ["twice", "once", "waiting"]);
    let page = page(&folder);
    assert!(page.contains("Nie udało się w całości: przeglad."), "{page}");
    assert!(page.contains("nie rozpoczęto"), "{page}");
    assert!(page.contains("<b>1/3</b>"), "{page}");
}

#[test]
fn a_stage_without_its_requirement_is_blocked_and_those_that_do_not_need_it_go_on() {
    let office = office();
    let path = office.folder().join("runbooks/seria.toml");
    fs::write(
        &path,
        SERIES.replace("done = \"epuap/skrytki-pull\"", "done = \"epuap/inne\""),
    )
    .unwrap();
    let blocked = ran(&office, SEEN);
    assert_eq!(blocked.code, 10, "{blocked:?}");
    assert_eq!(states(&last(&office)), ["twice", "blocked", "once"]);
    let left_out = ran(&office, "tekst=nic");
    assert_eq!(left_out.code, 0, "{left_out:?}");
    assert_eq!(states(&last(&office)), ["once", "skipped", "once"]);
}

/// A series that begins with a conversation and ends on the portal on behalf of somebody else.
const PERSONS: &str = r#"schema = 1
title  = "Rozmowa i przegląd"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id   = "rozmowa"
use  = "epuap/rozmowa"
with = { podmiot = "{podmiot}" }

[[step]]
id      = "przeglad"
use     = "epuap/przeglad"
with    = { podmiot = "inny", tekst = "Lista Twoich skrytek" }
require = { done = "epuap/rozmowa" }
"#;

const TALK: &str = r#"schema = 1
title  = "Rozmowa"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id     = "telefon"
manual = "Zadzwonić do dostawcy."
"#;

#[test]
fn what_persons_did_is_not_asked_again_and_counts_for_the_entity_of_the_series() {
    let office = office();
    let runbooks = office.folder().join("runbooks");
    fs::write(runbooks.join("osoby.toml"), PERSONS).unwrap();
    fs::write(runbooks.join("epuap/rozmowa.toml"), TALK).unwrap();
    let answers = office.folder().join("odpowiedzi");
    fs::create_dir(&answers).unwrap();
    fs::write(
        answers.join("rozmowa.toml"),
        "telefon = { outcome = \"done\", by = \"Anna Nowak\" }\n",
    )
    .unwrap();
    let run = |podmiot: &str| {
        let arguments = [
            "run",
            "runbooks/osoby.toml",
            "--input",
            podmiot,
            "--answers",
            "odpowiedzi",
            "--yes",
        ];
        office.series(&arguments)
    };
    let first = run("podmiot=pzgliwice");
    assert_eq!(first.code, 11, "nobody acts for the other entity: {first:?}");
    assert_eq!(states(&last(&office)), ["twice", "waiting"]);
    assert_eq!(run("podmiot=pzgliwice").code, 11);
    assert_eq!(states(&last(&office)), ["skipped", "waiting"]);
    assert!(page(&last(&office)).contains("Osoby wykonały to już wcześniej"));
    assert_eq!(run("podmiot=pzknurow").code, 11);
    assert_eq!(
        states(&last(&office)),
        ["twice", "waiting"],
        "another office is asked on its own"
    );
}

#[test]
fn the_index_is_made_anew_from_the_bundles_and_believes_none_that_was_changed() {
    let office = office();
    assert_eq!(planned(&office, SEEN).code, 0);
    let folder = last(&office);
    let before = page(&folder);
    fs::remove_file(folder.join("index.html")).unwrap();
    let made = office_index(&folder);
    assert_eq!(made.code, 0, "{made:?}");
    assert_eq!(page(&folder), before);
    let run = read(&folder).unwrap().unwrap();
    let StageState::Ran(bundles) = &run.stages[2].state else {
        panic!()
    };
    let trail = folder.join(&bundles[0]).join("trail.ndjson");
    let text = fs::read_to_string(&trail).unwrap();
    fs::write(&trail, text.replacen("Przegląd", "Przewrót", 1)).unwrap();
    assert_eq!(office_index(&folder).code, 0);
    let after = page(&folder);
    assert!(after.contains("✗ naruszony"), "{after}");
    assert!(
        before.contains("#s") && !after.contains(&format!("{}/report.html#s", bundles[0])),
        "{after}"
    );
    // Without the record of the series the bundles stand for themselves.
    fs::remove_file(folder.join("seria.json")).unwrap();
    assert_eq!(office_index(&folder).code, 0);
    assert!(page(&folder).contains("Teczki w tym folderze"));
    let empty = office_index(&office.folder().join("runbooks"));
    assert_eq!(empty.code, 2, "{empty:?}");
}

fn office_index(folder: &Path) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
    command.args(["index"]).arg(folder).stdin(Stdio::null());
    run(&mut command)
}

/// Runs krok on files that no browser is needed for.
fn checked(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .stdin(Stdio::null());
    run(&mut command)
}

#[test]
fn what_is_given_to_a_series_is_given_by_portal_and_by_stage() {
    let home = home("3s");
    fs::write(home.path().join("runbooks/epuap/przeglad.toml"), REVIEW).unwrap();
    fs::write(home.path().join("runbooks/seria.toml"), SERIES).unwrap();
    let plan = |more: &[&str]| {
        let arguments = [arguments("plan", SEEN), more.to_vec()].concat();
        checked(home.path(), &arguments)
    };
    let here = "http://127.0.0.1:9";
    let single = plan(&["--practice", here, here]);
    assert!(
        single.code == 2 && single.stderr.contains("--practice-at"),
        "{single:?}"
    );
    let other = plan(&["--practice-at", "sekap", here, here]);
    assert!(other.code == 2 && other.stderr.contains("`epuap`"), "{other:?}");
    let real = plan(&["--practice-at", "epuap", "https://epuap.gov.pl", here]);
    assert!(real.code == 2 && real.stderr.contains("127.0.0.1"), "{real:?}");
    assert!(!home.path().join("screenshots").exists());
    let run = |more: &[&str]| {
        let arguments = [
            arguments("run", SEEN),
            vec!["--practice-at", "epuap", here, here],
            more.to_vec(),
        ]
        .concat();
        checked(home.path(), &arguments)
    };
    let stray = run(&["--consent", "usun=zgoda.toml"]);
    assert!(
        stray.code == 2 && stray.stderr.contains("skrytki, przeglad, koniec"),
        "{stray:?}"
    );
    let stray = run(&["--confirm", "usun=pzgliwice 1"]);
    assert!(
        stray.code == 2 && stray.stderr.contains("ETAP/KROK=KLUCZ\": skrytki, przeglad, koniec"),
        "{stray:?}"
    );
    fs::create_dir_all(home.path().join("odpowiedzi")).unwrap();
    fs::write(home.path().join("odpowiedzi/pzreglad.toml"), "").unwrap();
    let misspelt = run(&["--answers", "odpowiedzi"]);
    assert!(
        misspelt.code == 2 && misspelt.stderr.contains("odpowiedzi/pzreglad.toml"),
        "{misspelt:?}"
    );
    let answers = run(&["--answers", "runbooks/seria.toml"]);
    assert!(answers.code == 2 && answers.stderr.contains("folder"), "{answers:?}");
    assert!(!home.path().join("screenshots").exists());
}

#[test]
fn a_key_for_one_stage_of_a_series_is_none_for_another() {
    let home = home("3s");
    let here = "http://127.0.0.1:9";
    let lines = [
        (
            "przekierowania.csv",
            "karta;formularz;nazwa;adres\nA;B;C;https://bip.example/a\n",
        ),
        ("formularze.csv", "karta;formularz;wzor;skrytka\nA;B;C;D\n"),
        ("karty.csv", "karta;data\nA;1.1.2015\n"),
        ("skrytki.csv", "skrytka;adres;czynnosc\nZMOKU;/pzgliwice/ZMOKU;usunąć\n"),
    ];
    for (name, text) in lines {
        fs::write(home.path().join(name), text).unwrap();
    }
    let run = |key: &str| {
        let mut arguments = vec!["run", "runbooks/migracja.toml", "--yes", "--confirm", key];
        for portal in ["epuap", "sekap"] {
            arguments.extend(["--practice-at", portal, here, here]);
        }
        let inputs = [
            "podmiot=pzgliwice",
            "urzad=POWIAT GLIWICKI",
            "adresy=a@b.example",
            "przekierowania=przekierowania.csv",
            "formularze=formularze.csv",
            "karty=karty.csv",
            "skrytki=skrytki.csv",
            "operator=Urząd",
            "partnerzy=Starostwo",
        ];
        arguments.extend(inputs.iter().flat_map(|input| ["--input", *input]));
        checked(home.path(), &arguments)
    };
    let bare = run("pzgliwice 1");
    assert_eq!(bare.code, 2, "{bare:?}");
    for step in [
        "karty/kazda-karta/usun",
        "nieuzywane/kazda-nieuzywana/usun",
        "system/usun",
    ] {
        let option = format!("--confirm \"{step}=KLUCZ\"");
        assert!(bare.stderr.contains(&option), "{step}: {}", bare.stderr);
    }
    let elsewhere = run("skrytki/usun=pzgliwice 1");
    assert!(
        elsewhere.code == 2 && elsewhere.stderr.contains("nie ma kroku `skrytki/usun`"),
        "{elsewhere:?}"
    );
    assert!(!home.path().join("screenshots").exists());
}

#[test]
fn a_series_stays_in_its_folder_and_ends_somewhere() {
    let home = home("3s");
    let runbooks = home.path().join("runbooks");
    fs::write(runbooks.join("epuap/przeglad.toml"), REVIEW).unwrap();
    let outside = home.path().join("obcy.toml");
    fs::write(&outside, REVIEW).unwrap();
    symlink(&outside, runbooks.join("epuap/obcy.toml")).unwrap();
    let used = |path: &str| {
        format!(
            "schema = 1\ntitle = \"Próba\"\n[inputs]\npodmiot = {{ type = \"text\", ask = \"?\" }}\n\
             [[step]]\nid = \"a\"\nuse = \"{path}\"\nwith = {{ podmiot = \"{{podmiot}}\" }}\n"
        )
    };
    fs::write(runbooks.join("seria.toml"), used("epuap/obcy")).unwrap();
    let link = checked(home.path(), &["check", "runbooks/seria.toml"]);
    assert!(
        link.code == 2 && link.stderr.contains("dowiązaniem poza folder"),
        "{link:?}"
    );
    for (file, next) in [
        ("s1", "s2"),
        ("s2", "s3"),
        ("s3", "s4"),
        ("s4", "s5"),
        ("s5", "epuap/decyzja-integracji"),
    ] {
        fs::write(runbooks.join(format!("{file}.toml")), used(next)).unwrap();
    }
    let deep = checked(home.path(), &["check", "runbooks/s1.toml"]);
    assert!(deep.code == 2 && deep.stderr.contains("głębiej niż 4"), "{deep:?}");
    let within = checked(home.path(), &["check", "runbooks/s2.toml"]);
    assert_eq!(within.code, 0, "{within:?}");
    assert!(within.stdout.contains("w porządku"), "{}", within.stdout);
}

/// The end of the migration for whoever has SEKAP's panel and whoever has not; what comes last is left to a person here.
const PANEL: &str = r#"schema = 1
title  = "Odłączenie i koniec"

[inputs]
podmiot     = { type = "text", ask = "Identyfikator podmiotu" }
panel_sekap = { type = "text", ask = "Czy jest dostęp do panelu" }
operator    = { type = "text", ask = "Jednostka operatora" }
partnerzy   = { type = "rows", ask = "Plik z komórkami", columns = { jednostka = "text", identyfikator = "text" } }

[[step]]
id   = "sekap"
use  = "sekap/odlacz-partnera"
with = { operator = "{operator}", podmiot = "{podmiot}", partnerzy = "{partnerzy}" }
when = { value = "{panel_sekap}", is = "tak" }

[[step]]
id   = "zawiadomienie"
use  = "epuap/odlaczenie-zawiadomienie"
with = { podmiot = "{podmiot}" }
when = { value = "{panel_sekap}", is_not = "tak" }

[[step]]
id      = "system"
use     = "epuap/rozmowa"
with    = { podmiot = "{podmiot}" }
require = { done = ["sekap/odlacz-partnera", "epuap/odlaczenie-zawiadomienie"], because = "najpierw odłączenie" }
"#;

const NOTICE: &str = "[zawiadomienie]\noutcome = \"done\"\nby = \"Anna Wilk\"\n\
    note = \"Pismo CI-RI.042.17.2026, odłączono 27.11.2026.\"\n";

/// Opens the panel, beside it a series that ends with a person.
fn panel() -> Panel {
    let panel = Panel::open();
    let folder = panel.folder();
    fs::write(folder.join("runbooks/panel.toml"), PANEL).unwrap();
    fs::write(folder.join("runbooks/epuap/rozmowa.toml"), TALK).unwrap();
    let lines = format!("jednostka;identyfikator\n{PARTNER};{OFFICE}\n");
    fs::write(folder.join("partnerzy.csv"), lines).unwrap();
    let answers = folder.join("odpowiedzi");
    fs::create_dir(&answers).unwrap();
    fs::write(answers.join("pismo.pdf"), "%PDF-1.4\n%%EOF\n").unwrap();
    fs::write(
        answers.join("system.toml"),
        "telefon = { outcome = \"done\", by = \"Anna Wilk\" }\n",
    )
    .unwrap();
    panel
}

fn last_of(panel: &Panel) -> PathBuf {
    let entries = fs::read_dir(panel.folder().join("screenshots")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .max_by_key(|path| fs::metadata(path.join("seria.json")).unwrap().modified().unwrap())
        .unwrap()
}

#[test]
fn an_office_without_the_panel_keeps_the_notice_and_is_asked_for_nothing_of_the_panel() {
    let panel = panel();
    let order = |command: &'static str, more: &[&'static str]| {
        let inputs = ["--input", "podmiot=pzgliwice", "--input", "panel_sekap=nie"];
        panel.series(&[&[command, "runbooks/panel.toml"], &inputs[..], more].concat())
    };
    let planned = order("plan", &[]);
    assert_eq!(planned.code, 0, "{planned:?}");
    assert_eq!(states(&last_of(&panel)), ["skipped", "once", "blocked"]);
    let reason = "jedną z procedur: sekap/odlacz-partnera, epuap/odlaczenie-zawiadomienie";
    assert!(page(&last_of(&panel)).contains(reason), "{}", page(&last_of(&panel)));

    let notice = panel.folder().join("odpowiedzi/zawiadomienie.toml");
    let run = || order("run", &["--answers", "odpowiedzi", "--yes"]);
    fs::write(&notice, NOTICE).unwrap();
    let without = run();
    assert_ne!(without.code, 0, "the letter belongs to it: {without:?}");
    assert_ne!(states(&last_of(&panel))[2], "twice");
    fs::write(&notice, format!("{NOTICE}attachments = [\"pismo.pdf\"]\n")).unwrap();
    let ran = run();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(states(&last_of(&panel)), ["skipped", "twice", "twice"]);
    assert!(panel.sekap.truth().journal().len() < 3, "the login alone");
    assert_eq!(panel.opened(), [""; 0]);
}

#[test]
fn an_operator_of_the_panel_disconnects_the_office_and_no_notice_is_asked_for() {
    let panel = panel();
    let operator = format!("operator={MARSHALS_OFFICE}");
    let order = |podmiot: &str, answer: &str| {
        let mut arguments = vec!["run", "runbooks/panel.toml", "--answers", "odpowiedzi", "--yes"];
        for input in [podmiot, answer, &operator, "partnerzy=partnerzy.csv"] {
            arguments.extend(["--input", input]);
        }
        panel.series(&arguments)
    };
    let ran = order("podmiot=pzgliwice", "panel_sekap=tak");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(states(&last_of(&panel)), ["twice", "skipped", "twice"]);
    assert_eq!(panel.saved(), [PARTNER]);

    // What was done for one office says nothing of another.
    let other = order("podmiot=pzgliwice2", "panel_sekap=tak");
    assert_ne!(other.code, 0, "{other:?}");
    assert_eq!(states(&last_of(&panel))[1..], ["waiting", "waiting"]);
    let plan = panel.series(&[
        "plan",
        "runbooks/panel.toml",
        "--input",
        "podmiot=pzgliwice2",
        "--input",
        "panel_sekap=nie",
    ]);
    assert_eq!(plan.code, 0, "{plan:?}");
    assert_eq!(states(&last_of(&panel)), ["skipped", "once", "blocked"]);
    assert_eq!(panel.saved(), [PARTNER]);
}

/// Before SEKAP is taken away the cards lead elsewhere: nothing but the series' own conditions says so.
#[test]
fn no_card_is_deleted_and_no_partner_disconnected_before_the_cards_are_redirected() {
    let office = Office::open(Settings {
        data: DataSet::Instruction,
        ..Settings::default()
    });
    let sekap = runtime().block_on(MockSekap::start(SekapSettings::default())).unwrap();
    let bip = runtime().block_on(MockBip::start()).unwrap();
    let file = |name: &str, text: &str| fs::write(office.folder().join(name), text).unwrap();
    let address = format!("{}{}", bip.url(), BipPage::FishingCard.path());
    let card = "Wydanie karty łowiectwa podwodnego";
    file(
        "przekierowania.csv",
        &format!("karta;formularz;nazwa;adres\n{card};{card};Karta;{address}\n"),
    );
    file("formularze.csv", "karta;formularz;wzor;skrytka\n");
    file("karty.csv", "karta;data\nWydanie prawa jazdy;17.06.2015\n");
    file("skrytki.csv", "skrytka;adres;czynnosc\n");
    file(
        "partnerzy.csv",
        &format!("jednostka;identyfikator\n{PARTNER};{OFFICE}\n"),
    );
    let done = |runbook: &str, more: &[&str]| {
        let runbook = format!("runbooks/epuap/{runbook}.toml");
        let order = ["run", &runbook, "--yes", "--input", "podmiot=pzgliwice"];
        let ran = office.krok(&[&order, more].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
    };
    let by = "outcome = \"done\"\nby = \"Anna Wilk\"\nnote = \"Ustalono.\"\n";
    file(
        "decyzja.toml",
        &format!("[sposob]\nanswer = \"przez stronę ePUAP\"\n{by}"),
    );
    file(
        "odbior.toml",
        &format!("[odbiera]\nanswer = \"odbierają pracownicy przez stronę ePUAP\"\n{by}"),
    );
    done("decyzja-integracji", &["--answers", "decyzja.toml"]);
    done("skrytki-pull", &["--input", ADDRESSES]);
    done("uruchomienie-sod", &["--answers", "odbior.toml"]);
    done("karty-formularz-epuap", &["--input", "mapa=formularze.csv"]);

    let operator = format!("operator={MARSHALS_OFFICE}");
    let mut order = vec!["plan", "runbooks/migracja.toml"];
    for input in [
        "podmiot=pzgliwice",
        "urzad=POWIAT GLIWICKI",
        ADDRESSES,
        "przekierowania=przekierowania.csv",
        "formularze=formularze.csv",
        "karty=karty.csv",
        "skrytki=skrytki.csv",
        "panel_sekap=tak",
        &operator,
        "partnerzy=partnerzy.csv",
    ] {
        order.extend(["--input", input]);
    }
    order.extend(["--practice-at", "sekap", sekap.panel_url(), sekap.login_url()]);
    let planned = office.series(&order);
    let run = read(&last(&office)).unwrap().unwrap();
    for stage in ["karty", "sekap"] {
        let found = run.stages.iter().find(|known| known.path == stage).unwrap();
        let StageState::Blocked(reason) = &found.state else {
            panic!("{stage}: {found:?}, {planned:?}")
        };
        assert!(
            reason.values.values().any(|value| value == "epuap/karty-przekieruj"),
            "{stage}: {reason:?}"
        );
    }
    assert!(sekap.truth().journal().is_empty(), "{:?}", sekap.truth().journal());
    assert!(office.portal.truth().card(OFFICE, "Wydanie prawa jazdy").is_some());
}

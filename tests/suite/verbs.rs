//! Reading into the evidence, addresses outside the portal, and what persons do: from the outside, against the
//! practice portal's write journal.

use std::fs;
use std::process::{Command, Stdio};

use krok::evidence::format::{
    Errand, ErrandOutcome, ErrandSource, Event, Recorded, RecordedTable, RowStanding, Status, Value, Verdict, Visited,
};
use krok::evidence::verify::verify;
use mock_portal::Settings;

use crate::support::office::{Office, Ran, Told};
use crate::support::outside::Outside;
use crate::support::patience::PATIENCE;

const HEAD: &str = r#"schema = 1
title  = "Próba"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }
"#;

const LIST: &str = r#"
[[step]]
id  = "lista"
go  = ["Administrowanie", "Budowanie usług", "Skrytki"]
see = "Lista Twoich skrytek"
"#;

/// Writes a runbook into the office.
fn runbook(office: &Office, inputs: &str, steps: &str) {
    let file = office.folder().join("runbooks/epuap/proba.toml");
    fs::write(file, format!("{HEAD}{inputs}{steps}")).unwrap();
}

fn krok(office: &Office, command: &str, more: &[&str]) -> Ran {
    let mut arguments = vec![command, "runbooks/epuap/proba.toml", "--input", "podmiot=pzgliwice"];
    arguments.extend(more);
    office.krok(&arguments)
}

fn tables(told: &Told) -> Vec<RecordedTable> {
    let recorded = told.0.records().iter().filter_map(|record| match &record.event {
        Event::Recorded(Recorded::Table(table)) => Some(table.clone()),
        _ => None,
    });
    recorded.collect()
}

fn visits(told: &Told) -> Vec<Visited> {
    let visited = told.0.records().iter().filter_map(|record| match &record.event {
        Event::Visited(visited) => Some(visited.clone()),
        _ => None,
    });
    visited.collect()
}

fn errands(told: &Told) -> Vec<Errand> {
    let errands = told.0.records().iter().filter_map(|record| match &record.event {
        Event::Errand(errand) => Some(errand.clone()),
        _ => None,
    });
    errands.collect()
}

fn report(told: &Told) -> String {
    fs::read_to_string(told.0.path().join("report.html")).unwrap()
}

fn check_bundle(told: &Told) {
    let verification = verify(told.0.path());
    assert_eq!((verification.integrity, verification.completeness), (vec![], vec![]));
}

#[test]
fn a_table_is_recorded_over_all_its_pages_with_all_its_cells() {
    let office = Office::open(Settings {
        data: mock_portal::DataSet::Many,
        ..Settings::default()
    });
    let step = r#"
[[step]]
id     = "skrytki"
record = { table = "Lista Twoich skrytek", key = "Nazwa skrytki", advised = 2 }
"#;
    runbook(&office, "", &format!("{LIST}{step}"));
    let ran = krok(&office, "plan", &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = office.last();
    let [table] = &tables(&told)[..] else {
        panic!("one table");
    };
    let rows = office.portal.truth().state()[mock_portal::OFFICE].len();
    assert_eq!(table.rows.len(), rows);
    assert!(table.columns.len() > 1, "{:?}", table.columns);
    assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
    assert!(table.rows.iter().all(|row| row.standing == RowStanding::Read));
    assert_eq!(told.notes(), ["rows-more-than-advised"]);
    assert!(ran.stderr.contains("Instrukcja zaleca najwyżej 2"), "{}", ran.stderr);
    assert!(report(&told).contains("Tabela odczytana do akt"));
    assert_eq!(told.finished().verdict, Verdict::Unchanged);
    check_bundle(&told);
    assert_eq!(office.writes(), 0);
}

#[test]
fn rows_that_are_not_as_expected_are_noted_and_fail_the_run_only_where_it_says_so() {
    let office = Office::open(Settings::default());
    for (differs, code) in [("", 0), ("differs = \"report\"", 36)] {
        let steps = format!(
            r#"{LIST}
[[step]]
id     = "skrytki"
record = {{ table = "Lista Twoich skrytek", key = "Nazwa skrytki", expected = ["Domyślna", "Zniknęła"] }}
{differs}

[[step]]
id  = "dalej"
see = "Lista Twoich skrytek"
"#
        );
        runbook(&office, "", &steps);
        let ran = krok(&office, "plan", &[]);
        assert_eq!(ran.code, code, "{ran:?}");
        let told = office.last();
        let mut notes = told.notes();
        notes.sort();
        assert!(
            notes.contains(&"row-absent".to_owned()) && notes.contains(&"row-unexpected".to_owned()),
            "{notes:?}"
        );
        assert_eq!(tables(&told)[0].absent, ["Zniknęła"]);
        assert_eq!(told.status_of("dalej"), Status::Unchanged, "the walk goes on");
        check_bundle(&told);
        let page = report(&told);
        assert!(page.contains("nieoczekiwany") && page.contains("Oczekiwane wiersze, których nie ma:"));
        if code == 36 {
            assert_eq!(told.reason().code, "differs");
            assert_eq!(told.status_of("skrytki"), Status::Failed);
            let bundle = told.0.path().to_str().unwrap().to_owned();
            assert_ne!(
                office.krok(&["apply", &bundle, "--yes"]).code,
                0,
                "what differs is no plan"
            );
        }
    }
}

#[test]
fn a_field_that_differs_is_reported_and_the_walk_goes_on() {
    let office = Office::open(Settings::default());
    let steps = format!(
        r#"{LIST}
[[step]]
id    = "otworz"
press = "Edytuj"
row   = "Domyślna"
see   = "Konfiguracja skrytki: Domyślna"

[[step]]
id      = "tryb"
differs = "report"
[step.check."Tryb pracy"]
"Tryb pracy" = "PULL"

[[step]]
id     = "pola"
tab    = "Tryb pracy"
record = {{ fields = ["Tryb pracy", "Maksymalna liczba dokumentów w kolejce"] }}
"#
    );
    runbook(&office, "", &steps);
    let ran = krok(&office, "plan", &[]);
    assert_eq!(ran.code, 36, "{ran:?}");
    let told = office.last();
    assert_eq!(told.status_of("tryb"), Status::Failed);
    let facts = told.0.records().iter().find_map(|record| match &record.event {
        Event::Recorded(Recorded::Facts(facts)) => Some(facts.clone()),
        _ => None,
    });
    let facts = facts.unwrap();
    assert_eq!(facts.len(), 2);
    assert_eq!(facts[0].value, Value::Text("PUSH".to_owned()));
    check_bundle(&told);
}

const ADDRESS: &str = "adres = { type = \"text\", ask = \"Adres formularza\" }\n";

const VISIT: &str = r#"
[[step]]
id  = "start"
see = "Elektroniczna Skrzynka Podawcza"

[[step]]
id    = "formularz"
visit = "{adres}"
see   = "Skargi i wnioski"

[[step]]
id  = "dalej"
see = "Elektroniczna Skrzynka Podawcza"
"#;

#[test]
fn an_address_that_answers_is_pictured_and_the_portal_is_in_front_again() {
    let office = Office::open(Settings::default());
    let outside = Outside::serve();
    runbook(&office, ADDRESS, VISIT);
    for (path, ended) in [("/formularz", None), ("/stary", Some("/formularz")), ("/okno", None)] {
        let address = format!("adres={}{path}", outside.base);
        let ran = krok(&office, "plan", &["--input", &address]);
        assert_eq!(ran.code, 0, "{path} {ran:?}");
        let told = office.last();
        let [visited] = &visits(&told)[..] else {
            panic!("one visit");
        };
        assert_eq!(visited.status, Some(200), "{path}");
        assert_eq!(visited.ended, ended.map(|ended| format!("{}{ended}", outside.base)));
        let seen = told.0.observed(visited.observed.unwrap()).unwrap();
        assert!(seen.url.starts_with(&outside.base), "{}", seen.url);
        assert_eq!(told.status_of("dalej"), Status::Unchanged);
        check_bundle(&told);
        let page = report(&told);
        assert!(page.contains("Odwiedzony adres") && page.contains("HTTP 200"));
    }
    assert_eq!(office.writes(), 0);
}

#[test]
fn every_address_that_fails_has_its_own_reason_and_the_portal_is_in_front_again() {
    let office = Office::open(Settings::default());
    let outside = Outside::serve();
    let other = Outside::serve();
    runbook(&office, ADDRESS, VISIT);
    let base = &outside.base;
    let portal = format!("{}/wps/portal", office.portal.portal_url());
    for (address, reason, step) in [
        (format!("{base}/brak"), "visit-refused", Status::Failed),
        (format!("{base}/awaria"), "visit-refused", Status::Failed),
        (format!("{base}/pytanie"), "dialog-open", Status::Failed),
        (format!("{base}/pytanie-w-trakcie"), "dialog-open", Status::Failed),
        ("http://127.0.0.1:9/".to_owned(), "visit-unanswered", Status::Failed),
        (
            format!("{base}/dalej?{}/formularz", other.base),
            "visit-elsewhere",
            Status::Failed,
        ),
        (format!("{base}/dalej?{portal}"), "visit-elsewhere", Status::Failed),
        (
            "http://bip.przyklad.invalid/".to_owned(),
            "visit-insecure",
            Status::Blocked,
        ),
        ("bip".to_owned(), "visit-insecure", Status::Blocked),
        (portal.clone(), "visit-inside", Status::Blocked),
        (office.portal.login_url().to_owned(), "visit-inside", Status::Blocked),
    ] {
        let ran = krok(&office, "plan", &["--input", &format!("adres={address}")]);
        assert_ne!(ran.code, 0, "{address} {ran:?}");
        let told = office.last();
        assert_eq!(told.reason().code, reason, "{address} {ran:?}");
        assert_eq!(told.status_of("formularz"), step, "{address}");
        check_bundle(&told);
        assert!(office.browser_is_open());
        let here = office.script("return location.origin");
        assert_eq!(here.as_str(), Some(office.portal.portal_url()), "{address}");
    }
    assert_eq!(
        other.asked().len(),
        1,
        "a browser follows, and nothing is looked at there"
    );
    assert_eq!(office.writes(), 0);
}

const DECISION: &str = r#"
[[step]]
id          = "decyzja"
manual      = "Proszę podać sposób integracji dla {podmiot}."
answers     = ["bezpośrednio", "przez SOD"]
as          = "sposob"
note        = "required"
attachments = "optional"

[[step]]
id     = "dostawca"
manual = "Proszę uzgodnić termin: {sposob}."
"#;

#[test]
fn a_procedure_of_persons_alone_opens_no_browser_and_keeps_who_answered_what() {
    let office = Office::closed(Settings::default());
    runbook(&office, "", DECISION);
    let ran = krok(&office, "plan", &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let plan = office.last();
    assert!(
        ran.stdout
            .contains("Do zrobienia przez osoby:\n  decyzja: Proszę podać sposób integracji dla pzgliwice."),
        "{}",
        ran.stdout
    );
    assert_eq!(plan.finished().verdict, Verdict::ChangesPlanned);
    assert_eq!(plan.status_of("decyzja"), Status::WouldChange);
    assert_eq!(
        plan.status_of("dostawca"),
        Status::Skipped,
        "its text rests on an answer that nobody has given"
    );
    assert!(errands(&plan)[0].report.is_none());
    assert!(report(&plan).contains("do wykonania przez osobę"));
    check_bundle(&plan);

    fs::write(office.folder().join("pismo ż.pdf"), "uchwała").unwrap();
    let answers = r#"
[decyzja]
outcome     = "done"
by          = "Anna Nowak, sekretarz"
answer      = "przez SOD"
note        = "uchwała 5/2026"
attachments = ["pismo ż.pdf"]

[dostawca]
outcome = "skipped"
by      = "Anna Nowak, sekretarz"
"#;
    fs::write(office.folder().join("odpowiedzi.toml"), answers).unwrap();
    let path = plan.0.path().to_str().unwrap().to_owned();
    let ran = office.krok(&["apply", &path, "--yes", "--answers", "odpowiedzi.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = office.last();
    assert_eq!(told.finished().verdict, Verdict::Changed);
    assert_eq!(told.status_of("decyzja"), Status::Manual);
    assert_eq!(told.status_of("dostawca"), Status::Skipped);
    let errands = errands(&told);
    let given = errands[0].report.clone().unwrap();
    assert_eq!(given.outcome, ErrandOutcome::Done);
    assert_eq!(given.source, ErrandSource::File);
    assert_eq!(given.by, "Anna Nowak, sekretarz");
    assert_eq!(given.answer.as_deref(), Some("przez SOD"));
    assert_eq!(given.attachments[0].name, "pismo ż.pdf");
    assert_eq!(given.attachments[0].file.path, "inputs/attachment-0001-pismo__.pdf");
    let copy = told.0.read(&given.attachments[0].file.path).unwrap();
    assert_eq!(copy, "uchwała".as_bytes());
    assert_eq!(errands[1].says, "Proszę uzgodnić termin: przez SOD.");
    check_bundle(&told);
    let page = report(&told);
    for words in ["Anna Nowak, sekretarz", "przez SOD", "uchwała 5/2026", "pismo ż.pdf"] {
        assert!(page.contains(words), "{words}");
    }
    fs::write(told.0.path().join(&given.attachments[0].file.path), "inna").unwrap();
    assert!(!verify(told.0.path()).is_intact());
}

#[test]
fn without_anybody_to_ask_the_run_stops_before_the_step() {
    let office = Office::closed(Settings::default());
    runbook(&office, "", DECISION);
    let ran = krok(&office, "run", &["--yes"]);
    assert_ne!(ran.code, 0);
    let told = office.last();
    assert_eq!(told.reason().code, "nobody-to-ask");
    assert_eq!(told.status_of("decyzja"), Status::Blocked);
    assert!(ran.stderr.contains("--answers"), "{}", ran.stderr);
    check_bundle(&told);
}

#[test]
fn what_a_person_did_not_achieve_stops_and_what_does_not_fit_is_refused() {
    let office = Office::closed(Settings::default());
    runbook(&office, "", DECISION);
    let by = "by = \"Anna Nowak\"\n";
    for (answer, code, status) in [
        (
            "outcome = \"failed\"\nnote = \"brak zgody\"\n",
            "manual-failed",
            Status::Failed,
        ),
        ("outcome = \"done\"\nnote = \"tak\"\n", "answer-unfit", Status::Blocked),
        (
            "outcome = \"done\"\nanswer = \"może\"\nnote = \"tak\"\n",
            "answer-unfit",
            Status::Blocked,
        ),
        (
            "outcome = \"done\"\nanswer = \"przez SOD\"\n",
            "answer-unfit",
            Status::Blocked,
        ),
    ] {
        fs::write(office.folder().join("o.toml"), format!("[decyzja]\n{by}{answer}")).unwrap();
        let ran = krok(&office, "run", &["--yes", "--answers", "o.toml"]);
        assert_ne!(ran.code, 0);
        let told = office.last();
        assert_eq!(told.reason().code, code, "{answer}");
        assert_eq!(told.status_of("decyzja"), status, "{answer}");
        check_bundle(&told);
    }
    fs::write(
        office.folder().join("o.toml"),
        format!("[decyzja]\n{by}outcome = \"skipped\"\n"),
    )
    .unwrap();
    let ran = krok(&office, "run", &["--yes", "--answers", "o.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = office.last();
    assert_eq!(told.status_of("decyzja"), Status::Skipped);
    assert_eq!(
        told.status_of("dostawca"),
        Status::Skipped,
        "nobody gave the answer that it rests on"
    );
}

#[test]
fn a_file_of_answers_is_read_before_anything_begins() {
    let office = Office::closed(Settings::default());
    runbook(&office, "", DECISION);
    for (answers, said) in [
        (
            "[decyzje]\noutcome = \"done\"\nby = \"A\"\n",
            "czy chodziło o `decyzja`?",
        ),
        (
            "[decyzja]\noutcome = \"gotowe\"\nby = \"A\"\n",
            "`outcome` nie zna słowa `gotowe`",
        ),
        ("[decyzja]\noutcome = \"done\"\n", "brakuje klucza `by`"),
        (
            "[decyzja]\noutcome = \"done\"\nby = \"A\"\nattachments = [\"brak.pdf\"]\n",
            "brak.pdf",
        ),
        ("[decyzja]\noutcome = done\n", "o.toml:2"),
    ] {
        fs::write(office.folder().join("o.toml"), answers).unwrap();
        let ran = krok(&office, "run", &["--yes", "--answers", "o.toml"]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
        assert!(office.bundles().is_empty(), "nothing was begun");
    }
}

/// Types into a terminal of its own, each answer only once its question stands there.
fn in_terminal(office: &Office, early: &str, answers: &[(&str, &str)]) -> Ran {
    use std::io::{Read as _, Write as _};
    let command = office.command(&[
        "run",
        "runbooks/epuap/proba.toml",
        "--input",
        "podmiot=pzgliwice",
        "--yes",
    ]);
    let mut line = vec![command.get_program().to_string_lossy().into_owned()];
    line.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy().into_owned()),
    );
    let mut child = Command::new("script")
        .args(["-qec", &line.join(" "), "/dev/null"])
        .current_dir(office.folder())
        .env("XDG_STATE_HOME", office.folder().join("state"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    let mut screen = child.stdout.take().unwrap();
    keyboard.write_all(early.as_bytes()).unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = screen.read(&mut bytes) {
            if tell.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut shown = Vec::new();
    let mut rest = answers.iter();
    let mut next = rest.next();
    let mut from = 0;
    while let Ok(bytes) = told.recv_timeout(PATIENCE) {
        shown.extend(bytes);
        let text = String::from_utf8_lossy(&shown).into_owned();
        while let Some((question, answer)) = next
            && let Some(at) = text[from..].find(question)
        {
            from += at + question.len();
            // The question is written after what was typed too early is thrown away.
            keyboard.write_all(format!("{answer}\n").as_bytes()).unwrap();
            next = rest.next();
        }
    }
    let code = child.wait().unwrap().code().unwrap_or(-1);
    Ran {
        code,
        stdout: String::from_utf8_lossy(&shown).into_owned(),
        stderr: String::new(),
    }
}

#[test]
fn the_operator_answers_in_the_terminal_and_keys_pressed_too_early_answer_nothing() {
    let office = Office::closed(Settings::default());
    runbook(&office, "", DECISION);
    fs::write(office.folder().join("pismo.pdf"), "uchwała").unwrap();
    let ran = in_terminal(
        &office,
        "n\nn\nn\n",
        &[
            ("[p] pominięto: ", "x"),
            ("[p] pominięto: ", "w"),
            ("Kto to zrobił", "Anna Nowak"),
            ("Numer odpowiedzi: ", "2"),
            ("Notatka (wymagana): ", ""),
            ("Notatka (wymagana): ", "uchwała 5"),
            ("(pusty wiersz kończy): ", "brak.pdf"),
            ("(pusty wiersz kończy): ", "'pismo.pdf'"),
            ("(pusty wiersz kończy): ", ""),
            ("[p] pominięto: ", "w"),
            ("Kto to zrobił", ""),
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let told = office.last();
    let errands = errands(&told);
    let given = errands[0].report.clone().unwrap();
    assert_eq!(given.outcome, ErrandOutcome::Done);
    assert_eq!(given.source, ErrandSource::Terminal);
    assert_eq!(
        (given.by.as_str(), given.answer.as_deref(), given.note.as_deref()),
        ("Anna Nowak", Some("przez SOD"), Some("uchwała 5"))
    );
    assert_eq!(given.attachments.len(), 1);
    assert!(!errands[1].report.clone().unwrap().by.is_empty());
    check_bundle(&told);
}

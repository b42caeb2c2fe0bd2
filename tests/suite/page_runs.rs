//! Small runbooks on small pages in a real browser: what a step does beyond one document, one window and one picture.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use krok::browser::family::Family;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{DialogAnswer, Event, FieldStatus, Mode, PlanReference, RunFinished, Value, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::executor::{Assignment, Attention, NoAccount, Planned, Presence, Procedure, carry_out};
use krok::page::error::PageError;
use krok::page::observation::Answer;
use krok::page::protocol::Page;
use krok::runbook;
use krok::runbook::model::Scope;
use krok::text::source::SourceFile;
use tempfile::TempDir;

use crate::support::browsers::family;
use crate::support::records::beginning;
use crate::support::room::Room;

const FORM: &str = r#"
[[step]]
id = "wniosek"
open = "/run_form.html"
see = "Wniosek"
[[step]]
id = "ustaw"
edit = "Edytuj"
save = "Zapisz"
cancel = "Anuluj"
saved = "Zapisano."
asked = { says = "Czy zapisać wniosek?", answer = "accept" }
[step.set]
"Tytuł" = "Zmiana adresu"
"Uzasadnienie" = "przeprowadzka"
"Liczba egzemplarzy" = 3
"Termin" = 2026-12-01
"Rodzaj" = "korekta"
"Odbiorcy" = ["Gliwice", "Bytom"]
"Pilne" = true
"Priorytet" = "wysoki"
"Miejscowość" = "Gliwice"
"Załącznik" = "{umowa}"
"Uwagi" = "na końcu strony"
"#;

/// What became of a runbook.
pub struct Ran {
    pub finished: RunFinished,
    pub bundle: Bundle,
    pub path: PathBuf,
    _folder: TempDir,
}

impl Ran {
    pub fn code(&self) -> String {
        let reason = self.finished.reason.as_ref();
        reason.map(|reason| reason.code.clone()).unwrap_or_default()
    }

    fn events(&self) -> impl Iterator<Item = &Event> {
        self.bundle.records().iter().map(|record| &record.event)
    }

    fn acts(&self) -> Vec<String> {
        let intents = self.events().filter_map(|event| match event {
            Event::Intent(intent) => Some(intent),
            _ => None,
        });
        let told = intents.map(|intent| {
            let target = intent.target.as_ref().map(|target| target.label.clone());
            let aim = target.or_else(|| intent.value.clone()).unwrap_or_default();
            format!("{} {aim}", intent.act)
        });
        told.filter(|act| !act.starts_with("open ")).collect()
    }

    fn dialogs(&self) -> Vec<(String, Option<DialogAnswer>)> {
        let dialogs = self.events().filter_map(|event| match event {
            Event::Dialog(dialog) => Some((dialog.says.clone(), dialog.answer.clone())),
            _ => None,
        });
        dialogs.collect()
    }

    pub fn check_bundle(&self) {
        let verification = verify(&self.path);
        assert_eq!(verification.integrity, []);
        assert_eq!(verification.completeness, []);
    }
}

fn runbook_of(base: &str, steps: &str) -> runbook::Checked {
    let portal = format!(
        r#"
schema = 1
name = "proba"
title = "Portal próbny"
base = "{base}"
start = "/"
hosts = ["{base}"]
[login]
hosts = ["https://login.example"]
marker = "pzgliwice"
patience = "1m"
[entity]
css = ".entity"
input = "podmiot"
[page]
deadline = "5s"
[effects]
navigate = ["Edytuj", "Anuluj", "Pokaż umowę", "Otwórz okienko", "Rozwiń", "Dalej", "Znajdź", "Umowy", "Odśwież", "Zobacz", "Wybierz"]
write = ["Zapisz", "Zapisz zmiany", "Aktualizuj", "Zamknij rejestr"]
destroy = ["Usuń"]
"#
    );
    let inputs = r#"
schema = 1
title = "Próba"
portal = "proba"
[inputs]
podmiot = { type = "text", ask = "Podmiot", example = "pzgliwice" }
"#;
    let file = if steps.contains("{umowa}") {
        "umowa = { type = \"file\", ask = \"Umowa\" }\n"
    } else {
        ""
    };
    let read = runbook::read_sources(
        SourceFile::new("proba.toml", format!("{inputs}{file}{steps}")),
        SourceFile::new("portal.toml", portal),
    );
    read.unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// Plans, or plans and applies, in a browser that forgot everything before.
pub fn run(room: &mut Room, steps: &str, mode: Mode) -> Ran {
    room.open("run_clear");
    again(room, steps, mode)
}

fn again(room: &mut Room, steps: &str, mode: Mode) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("umowa.pdf"), b"%PDF").unwrap();
    let plan = walk(room, steps, Assignment::Plan, folder.path());
    if plan.1.verdict != Verdict::Failed {
        assert_eq!(verify(&plan.0).completeness, []);
    }
    let (path, finished) = if mode == Mode::Plan || plan.1.verdict == Verdict::Failed {
        plan
    } else {
        let read = Bundle::open(&plan.0).unwrap();
        let reference = PlanReference {
            run: read.started().unwrap().run.clone(),
            head: read.head().to_owned(),
        };
        let planned = Planned::of(read.records(), reference);
        walk(room, steps, Assignment::Apply(&planned), folder.path())
    };
    Ran {
        finished,
        bundle: Bundle::open(&path).unwrap(),
        path,
        _folder: folder,
    }
}

fn walk(room: &mut Room, steps: &str, assignment: Assignment<'_>, folder: &Path) -> (PathBuf, RunFinished) {
    let checked = runbook_of(&room.base, steps);
    let mode = match assignment {
        Assignment::Plan => Mode::Plan,
        Assignment::Apply(_) => Mode::Apply,
    };
    let name = RunName::new(Timestamp::now(), "proba", mode, 1);
    let mut trail = Trail::create(folder, &name).unwrap();
    let started = beginning(&mut trail, &name, mode);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let file = folder.join("umowa.pdf").display().to_string();
    let procedure = Procedure {
        runbook: &checked.runbook,
        portal: &checked.portal,
        inputs: Scope::from([
            ("podmiot".to_owned(), "pzgliwice".to_owned()),
            ("umowa".to_owned(), file),
        ]),
        data: std::collections::BTreeMap::new(),
        earlier: Vec::new(),
        gone_before: Vec::new(),
        continuation: None,
        entity: "pzgliwice".to_owned(),
    };
    let attention = Attention {
        listen: &mut |_, _| {},
        stop: &|| false,
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: Presence::Nobody,
    };
    let Room { runtime, session, .. } = room;
    let finished = runtime
        .block_on(carry_out(session, &mut trail, &procedure, assignment, attention))
        .unwrap();
    let path = trail.path().to_owned();
    trail.seal().unwrap();
    (path, finished)
}

#[test]
fn a_form_of_every_kind_is_filled_saved_and_read_again() {
    let mut room = Room::enter();
    let ran = run(&mut room, FORM, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    let fields: Vec<(String, Value, FieldStatus)> = ran
        .events()
        .filter_map(|event| match event {
            Event::Field(field) => Some((field.label.clone(), field.after.clone()?, field.status)),
            _ => None,
        })
        .collect();
    assert!(
        fields.iter().all(|(_, _, status)| *status == FieldStatus::Changed),
        "{fields:?}"
    );
    let after = |label: &str| fields.iter().find(|field| field.0 == label).unwrap().1.clone();
    assert_eq!(
        after("Odbiorcy"),
        Value::Several(vec!["Gliwice".into(), "Bytom".into()])
    );
    assert_eq!(after("Priorytet"), Value::Text("wysoki".into()));
    assert_eq!(
        ran.dialogs(),
        [("Czy zapisać wniosek?".to_owned(), Some(DialogAnswer::Accepted))]
    );
    let Room { runtime, session, .. } = &mut *room;
    let stored = runtime
        .block_on(session.settle(None, std::time::Duration::from_secs(2)))
        .unwrap();
    assert!(stored.texts.contains(&"wysoki".to_owned()), "{:?}", stored.texts);
    ran.check_bundle();

    let whole = FORM.replace("\"Załącznik\" = \"{umowa}\"\n", "");
    let ran = again(&mut room, &whole, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Unchanged, "{:?}", ran.finished);
    assert!(!ran.acts().iter().any(|act| act.contains("Edytuj")), "{:?}", ran.acts());
}

const PICK: &str = r#"
[[step]]
id = "karta"
open = "/run_pick.html"
see = "Karta sprawy"
[[step]]
id = "otworz"
press = "Edytuj"
see = "Załącz formularz"
[[step]]
id = "ustaw"
save = ["Aktualizuj", "Zapisz zmiany"]
cancel = "Anuluj"
saved = "Zmiany zostały zapisane."
appears = "Wybrany formularz"
[step.set]
"Rodzaj formularza" = "Dostępny na ePUAP"
"Wybrany formularz" = { pick = "odwołanie", press = "Wybierz" }
"#;

#[test]
fn a_row_is_taken_over_from_any_page_of_its_table_and_stored_by_both_buttons() {
    let mut room = Room::enter();
    let planned = run(&mut room, PICK, Mode::Plan);
    assert_eq!(
        planned.finished.verdict,
        Verdict::ChangesPlanned,
        "{:?}",
        planned.finished
    );
    assert_eq!(
        planned.acts(),
        ["press Edytuj", "press Anuluj"],
        "the dialog covers nothing afterwards"
    );
    assert_eq!(planned.finished.changes, 2);

    let ran = run(&mut room, PICK, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    let stored = room.stored("pick");
    assert_eq!(
        (stored["form"].as_str(), stored["writes"].as_u64()),
        (Some("odwołanie"), Some(1))
    );
    ran.check_bundle();

    let unchanged = again(&mut room, PICK, Mode::Apply);
    assert_eq!(
        unchanged.finished.verdict,
        Verdict::Unchanged,
        "{:?}",
        unchanged.finished
    );
    assert_eq!(room.stored("pick")["writes"], 1);

    let filtered = PICK.replace(
        "press = \"Wybierz\"",
        "press = \"Wybierz\", filter = \"Globalny filtr\"",
    );
    let filtered = again(&mut room, &filtered.replace("odwołanie", "wniosek"), Mode::Apply);
    assert_eq!(filtered.finished.verdict, Verdict::Changed, "{:?}", filtered.finished);
    assert_eq!(
        room.stored("pick")["form"],
        "wniosek",
        "and not the one whose name begins so"
    );
}

#[test]
fn a_check_compares_what_is_told_beside_a_label_too() {
    let mut room = Room::enter();
    let check = |value: &str| {
        format!(
            "[[step]]\nid = \"fakty\"\nopen = \"/facts.html\"\n[[step]]\nid = \"porownaj\"\n[step.check]\n\"Status Karty\" = \"{value}\"\n\"Nazwa i opis systemu\".\"Opis systemu\" = \"serwer SEKAP\"\n"
        )
    };
    let same = run(&mut room, &check("Aktualna"), Mode::Plan);
    assert_eq!(same.finished.verdict, Verdict::Unchanged, "{:?}", same.finished);
    let other = run(&mut room, &check("Nieaktualna"), Mode::Plan);
    assert_eq!(
        (other.finished.verdict, other.code().as_str()),
        (Verdict::Failed, "value-differs")
    );
}

#[test]
fn a_row_that_the_table_does_not_have_leaves_everything_as_it_was() {
    let mut room = Room::enter();
    let ran = run(&mut room, &PICK.replace("odwołanie", "Wniosek"), Mode::Apply);
    assert_eq!(
        (ran.finished.verdict, ran.code().as_str()),
        (Verdict::Failed, "target-missing"),
        "{:?}",
        ran.finished
    );
    assert_eq!(ran.acts().last().map(String::as_str), Some("press Anuluj"));
    assert_eq!(room.stored("pick"), serde_json::Value::Null);
}

const DOUBLES: &str = r#"
[[step]]
id = "podzial"
open = "/double_lists.html"
[[step]]
id = "ustaw"
save = "Zapisz"
saved = "Zapisano."
[step.set]
"Kategorie" = ["oświata", "dostawy"]
"Gminy" = ["Gliwice", "Zabrze"]
"Role" = ["pisze"]
"Działy" = ["Płace"]
"Wzory" = ["U-1"]
"#;

#[test]
fn of_a_double_list_only_the_difference_is_moved() {
    let mut room = Room::enter();
    let ran = run(&mut room, DOUBLES, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    assert_eq!(
        ran.acts(),
        [
            "choose Kategorie:",
            "press Wybierz zaznaczone",
            "choose Kategorie:",
            "press Wybierz zaznaczone",
            "choose Kategorie:",
            "press Usuń zaznaczone",
            "choose Gminy",
            "press Dodaj",
            "choose Gminy",
            "press Usuń",
            "choose Role",
            "choose Role",
            "press ›",
            "choose Działy",
            "choose Działy",
            "choose Wzory",
            "press >",
            "choose Wzory",
            "press <",
            "press Zapisz",
        ]
    );
    let after = ran.events().filter_map(|event| match event {
        Event::Field(field) => field.after.clone(),
        _ => None,
    });
    let several = |texts: &[&str]| Value::Several(texts.iter().map(|text| (*text).to_owned()).collect());
    assert_eq!(
        after.collect::<Vec<_>>(),
        [
            several(&["oświata", "dostawy"]),
            several(&["Gliwice", "Zabrze"]),
            several(&["pisze"]),
            several(&["Płace"]),
            several(&["U-1"]),
        ]
    );
    ran.check_bundle();

    let ran = again(&mut room, DOUBLES, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Unchanged, "{:?}", ran.finished);
    assert_eq!(ran.acts(), [""; 0]);
}

const ROWS: &str = r#"
[[step]]
id = "umowa"
open = "/run_inline.html"
[[step]]
id = "aneksy"
save = "Zapisz"
saved = "Zapisano."
[step.set."Aneksy"."A/2"]
"Z dnia" = 2026-12-01
"Obowiązuje" = false
"#;

#[test]
fn a_field_is_found_by_its_column_in_the_row_that_another_field_names() {
    let mut room = Room::enter();
    let ran = run(&mut room, ROWS, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    assert_eq!(ran.acts(), ["fill Z dnia", "switch Obowiązuje", "press Zapisz"]);
    let told = |ran: &Ran| {
        ran.events().find_map(|event| match event {
            Event::Field(field) => Some((field.before.clone(), field.after.clone())),
            _ => None,
        })
    };
    let text = |value: &str| Value::Text(value.to_owned());
    assert_eq!(told(&ran), Some((text(""), Some(text("01.12.2026")))));
    ran.check_bundle();

    let ran = again(&mut room, &ROWS.replace("A/2", "A/1"), Mode::Plan);
    assert_eq!(told(&ran), Some((text("01.02.2026"), None)));
    let ran = again(&mut room, &ROWS.replace("A/2", "A/3"), Mode::Plan);
    assert_eq!(ran.code(), "target-missing", "{:?}", ran.finished);
}

#[test]
fn a_link_beside_a_field_is_told_from_its_twins_by_the_fields_name() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "umowa"
open = "/run_inline.html"
[[step]]
id = "dzisiaj"
press = "Dzisiaj"
section = "Data wygaśnięcia"
effect = "navigate"
[[step]]
id = "sprawdz"
[step.check]
"Data zawarcia" = ""
"Data wygaśnięcia" = "24.12.2026"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    let ran = run(
        &mut room,
        &steps.replace("section = \"Data wygaśnięcia\"\n", ""),
        Mode::Plan,
    );
    assert_eq!(ran.code(), "target-ambiguous", "{:?}", ran.finished);
    assert_eq!(ran.acts(), [""; 0]);
}

#[test]
fn an_option_that_a_double_list_does_not_have_is_named_and_nothing_is_moved() {
    let mut room = Room::enter();
    let ran = run(&mut room, &DOUBLES.replace("\"dostawy\"", "\"nieznana\""), Mode::Apply);
    assert_eq!(ran.code(), "option-missing", "{:?}", ran.finished);
    assert_eq!(ran.acts(), [""; 0]);
}

#[test]
fn a_field_below_the_window_is_read_on_a_picture_of_the_whole_page() {
    let mut room = Room::enter();
    let ran = run(&mut room, FORM, Mode::Plan);
    let pictures: Vec<_> = ran
        .events()
        .filter_map(|event| match event {
            Event::Observed(observed) => Some(&observed.picture),
            _ => None,
        })
        .collect();
    let whole = pictures.iter().find(|picture| picture.corner.is_some()).unwrap();
    assert!(whole.height > 1400, "{whole:?}");
    ran.check_bundle();
}

#[test]
fn a_dialog_that_nobody_declared_stops_the_run_and_stays_open() {
    let mut room = Room::enter();
    let steps = FORM.replace("asked = { says = \"Czy zapisać wniosek?\", answer = \"accept\" }\n", "");
    let ran = run(&mut room, &steps, Mode::Apply);
    assert_eq!(
        (ran.finished.verdict, ran.code().as_str()),
        (Verdict::Failed, "dialog-open")
    );
    assert_eq!(ran.dialogs(), [("Czy zapisać wniosek?".to_owned(), None)]);
    let Room { runtime, session, .. } = &mut *room;
    let seen = runtime.block_on(session.look());
    assert_eq!(seen, Err(PageError::DialogOpen("Czy zapisać wniosek?".to_owned())));
    runtime.block_on(session.answer(&Answer::Dismiss)).unwrap();
}

#[test]
fn dialogs_are_answered_in_order_also_when_they_come_late() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "rejestr"
open = "/run_prompt.html"
[[step]]
id = "odswiez"
press = "Odśwież"
asked = { says = "Czy odświeżyć?", answer = "dismiss" }
see = "nie odświeżono"
[[step]]
id = "zamknij"
press = "Zamknij rejestr"
asked = [
  { says = "Czy na pewno?", answer = "accept" },
  { says = "Czy przenieść do archiwum?", answer = "accept" },
  { says = "Podaj powód", answer = "accept", text = "koniec roku" },
  { says = "Zamknięto: koniec roku", answer = "accept" },
]
see = "Powód: koniec roku"
"#;
    let ran = run(&mut room, steps, Mode::Apply);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    assert_eq!(ran.dialogs().len(), 4);
    assert_eq!(
        ran.dialogs()[2].1,
        Some(DialogAnswer::AcceptedWith("koniec roku".to_owned()))
    );
    let missed = ran.events().find_map(|event| match event {
        Event::Note(reason) if reason.code == "dialog-not-shown" => reason.values.get("text"),
        _ => None,
    });
    assert_eq!(missed.map(String::as_str), Some("Czy przenieść do archiwum?"));
    ran.check_bundle();
}

#[test]
fn leaving_a_page_with_changes_is_asked_about_and_never_passed_over() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "szkic"
open = "/run_leaving.html"
[[step]]
id = "tresc"
filter = { "Treść" = "abc" }
[[step]]
id = "umowy"
press = "Umowy"
asked = { leaving = true, answer = "accept" }
see = "Umowy"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    assert_eq!(ran.dialogs(), [(String::new(), Some(DialogAnswer::Accepted))]);
    let ran = run(
        &mut room,
        &steps.replace("asked = { leaving = true, answer = \"accept\" }\n", ""),
        Mode::Plan,
    );
    assert_eq!(ran.code(), "dialog-open");
    let Room { runtime, session, .. } = &mut *room;
    runtime.block_on(session.answer(&Answer::Dismiss)).unwrap();
    let address = runtime.block_on(session.address()).unwrap();
    assert!(address.ends_with("/run_leaving.html"), "{address}");
    // The page would ask whoever opens the next one.
    room.press_through("Umowy");
}

#[test]
fn a_window_is_followed_worked_in_and_closed() {
    let mut room = Room::enter();
    for opener in ["Pokaż umowę", "Otwórz okienko"] {
        let steps = format!(
            r#"
[[step]]
id = "umowy"
open = "/run_windows.html"
[[step]]
id = "umowa"
press = "{opener}"
see = "Treść umowy"
[[step]]
id = "rozwin"
window = "Umowa nr 7"
press = "Rozwiń"
see = "Rozwinięto"
[[step]]
id = "dalej"
press = "Dalej"
see = "Po umowie"
"#
        );
        let ran = run(&mut room, &steps, Mode::Plan);
        assert_eq!(ran.code(), "", "{:?}", ran.finished);
        let expected = [
            format!("press {opener}"),
            "press Rozwiń".to_owned(),
            "close-window Umowa nr 7".to_owned(),
            "press Dalej".to_owned(),
        ];
        assert_eq!(ran.acts(), expected);
        ran.check_bundle();
        let Room { runtime, session, .. } = &mut *room;
        assert_eq!(runtime.block_on(session.windows()).unwrap(), Vec::<String>::new());
    }
}

#[test]
fn a_window_that_closes_itself_leads_back_and_one_that_is_not_there_is_named() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "umowy"
open = "/run_windows.html"
[[step]]
id = "umowa"
press = "Otwórz okienko"
[[step]]
id = "wybierz"
window = "Umowa nr 7"
press = "Wybierz"
see = "Umowy"
[[step]]
id = "dalej"
press = "Dalej"
see = "Po umowie"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    let steps = steps.replace("window = \"Umowa nr 7\"", "window = \"Umowa nr 8\"");
    let ran = run(&mut room, &steps, Mode::Plan);
    assert_eq!(ran.code(), "window-missing");
    let values = ran.finished.reason.unwrap().values;
    assert_eq!(values["windows"], "Umowa nr 7");
    let Room { runtime, session, .. } = &mut *room;
    runtime.block_on(session.close_window()).unwrap();
}

#[test]
fn a_label_is_found_in_the_frame_that_is_named() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "uslugi"
open = "/run_frames.html"
[[step]]
id = "edytuj"
press = "Edytuj"
frame = "Skrytki"
see = "otwarto w ramce"
[[step]]
id = "szukaj"
filter = { "Szukaj" = "abc" }
frame = "Filtry"
see = "abc"
[[step]]
id = "znajdz"
press = "Znajdź"
see = "znaleziono"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    let places: Vec<Vec<String>> = ran
        .events()
        .filter_map(|event| match event {
            Event::Intent(intent) => intent.target.as_ref().map(|target| target.places.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(places[0], ["Skrytki", "Usługi", "Aplikacja"]);
    assert_eq!(places[2][..2], ["Skrytki", "Filtry"]);
    ran.check_bundle();
    let twins = run(&mut room, &steps.replacen("frame = \"Skrytki\"\n", "", 1), Mode::Plan);
    assert_eq!(twins.code(), "target-ambiguous");
    let candidates = twins.events().find_map(|event| match event {
        Event::Candidates(candidates) => Some(candidates.clone()),
        _ => None,
    });
    let candidates = candidates.unwrap();
    assert_eq!(candidates.targets.len(), 2);
    assert!(candidates.observed.is_some());
    assert!(candidates.targets.iter().all(|target| target.rectangle.width > 0.0));
    twins.check_bundle();
}

#[test]
fn what_lies_out_of_sight_in_a_box_that_scrolls_is_shown_before_it_is_read_or_pressed() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "wniosek"
open = "/run_scrolled.html"
[[step]]
id = "ustaw"
save = "Zapisz"
saved = "Zapisano."
set = { "Tytuł" = "Odwołanie", "Nadawca" = "Gmina" }
"#;
    let ran = run(&mut room, steps, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    let acts = ran.acts();
    for act in ["scroll Nadawca", "scroll Zapisz"] {
        assert!(acts.contains(&act.to_owned()), "{acts:?}");
    }
    let presses = ran.events().filter_map(|event| match event {
        Event::Intent(intent) if intent.act == "press" => intent.target.as_ref(),
        _ => None,
    });
    for target in presses {
        assert!(target.rectangle.height > 0.0, "{target:?}");
    }
    ran.check_bundle();
}

#[test]
fn rows_that_come_by_scrolling_are_read_counted_and_found() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "karty"
open = "/run_virtual.html"
[[step]]
id = "kazda"
for_each = { row_of = "Lista kart", key = "Nazwa", as = "karta", at_most = 200 }
run = "karta"
[[block.karta]]
id = "nic"
see = "{karta}"
"#;
    let ran = run(
        &mut room,
        &steps.replace("see = \"{karta}\"", "see = \"Karty\"\nnot_see = \"brak {karta}\""),
        Mode::Plan,
    );
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    let rows = ran.events().find_map(|event| match event {
        Event::Rows(rows) => Some(rows.rows.clone()),
        _ => None,
    });
    let rows = rows.unwrap();
    assert_eq!(
        (rows.len(), rows[0].as_str(), rows[119].as_str()),
        (120, "Karta 1", "Karta 120")
    );
    let steps = r#"
[[step]]
id = "karty"
open = "/run_virtual.html"
[[step]]
id = "edytuj"
press = "Edytuj"
row = "Karta 97"
see = "Otwarto kartę 97"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    ran.check_bundle();
}

#[test]
fn a_row_on_a_later_page_is_found_and_a_wrong_count_stops_press_and_loop() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "urzedy"
open = "/run_counted.html"
[[step]]
id = "zobacz"
press = "Zobacz"
row = "Gmina 21"
see = "Wybrano: Gmina 21"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    let ran = run(&mut room, &steps.replace("counted.html", "counted.html?23"), Mode::Plan);
    assert_eq!(ran.code(), "rows-miscounted", "{:?}", ran.finished);
    let steps = r#"
[[step]]
id = "urzedy"
open = "/run_counted.html?23"
[[step]]
id = "kazdy"
for_each = { row_of = "Partnerzy", key = "Nazwa", as = "gmina", at_most = 50 }
run = "gmina"
[[block.gmina]]
id = "nic"
not_see = "{gmina}?"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "rows-miscounted", "{:?}", ran.finished);
    let values = ran.finished.reason.unwrap().values;
    assert_eq!((values["said"].as_str(), values["count"].as_str()), ("(23)", "22"));
}

#[test]
fn what_is_not_ready_is_waited_for_told_and_pressed_once() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "kolejka"
open = "/run_slow.html"
[[step]]
id = "dalej"
press = "Dalej"
[[step]]
id = "rozwin"
press = "Rozwiń"
see = "Rozwinięto 1 raz"
[[step]]
id = "wybierz"
press = "Wybierz"
dialog = "Warunki"
see = "Wybrano"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    let told: Vec<&str> = ran
        .events()
        .filter_map(|event| match event {
            Event::Observed(observed) => Some(observed.story.iter().map(|line| line.what.as_str())),
            _ => None,
        })
        .flatten()
        .collect();
    assert!(
        told.iter().any(|line| line.starts_with("covered: Rozwiń, div")),
        "{told:?}"
    );
    assert!(told.contains(&"disabled: Rozwiń"), "{told:?}");
    ran.check_bundle();
}

#[test]
fn what_never_rests_is_no_change_and_holds_no_step_up() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "strona"
open = "/mover.html"
[[step]]
id = "odswiez"
press = "Odśwież"
see = "zapisano"
deadline = "20s"
"#;
    let began = Instant::now();
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.finished.verdict, Verdict::Unchanged, "{:?}", ran.finished);
    assert!(ran.finished.pictures <= 4, "{:?}", ran.finished);
    assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
}

const LISTS: &str = r#"
[[step]]
id = "wydzial"
open = "/run_lists.html"
[[step]]
id = "ustaw"
save = "Zapisz"
saved = "Zapisano."
[step.set]
"Role" = ["pisze", "zatwierdza"]
"Zgody" = ["telefony"]
"Uwagi" = "bez uwag"
"#;

#[test]
fn a_list_that_krok_has_opened_is_closed_again_before_the_next_field() {
    let mut room = Room::enter();
    let ran = run(&mut room, LISTS, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    let acts = ran.acts();
    let count = |wanted: &str| acts.iter().filter(|act| *act == wanted).count();
    assert_eq!((count("escape Role"), count("press Role")), (1, 1), "{acts:?}");
    assert_eq!((count("escape Zgody"), count("press Zgody")), (0, 2), "{acts:?}");
    ran.check_bundle();
    let ran = again(&mut room, LISTS, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Unchanged, "{:?}", ran.finished);
}

#[test]
fn a_list_that_does_not_close_is_named_and_nothing_is_saved() {
    let mut room = Room::enter();
    let steps = LISTS.replace("run_lists.html", "run_lists.html?uparta");
    let ran = run(&mut room, &steps, Mode::Apply);
    assert_eq!(ran.code(), "list-open", "{:?}", ran.finished);
    assert_eq!(ran.finished.reason.as_ref().unwrap().values["field"], "Role");
    assert!(!ran.acts().contains(&"press Zapisz".to_owned()), "{:?}", ran.acts());
}

const ADDRESS: &str = r#"
[[step]]
id = "adres"
open = "/run_saved.html"
[[step]]
id = "ustaw"
save = "Zapisz"
cancel = "Anuluj"
saved = "Zapisano."
set = { "Ulica" = "Łąkowa" }
"#;

#[test]
fn another_message_than_the_one_waited_for_is_judged_by_what_is_stored() {
    let mut room = Room::enter();
    let ran = run(&mut room, ADDRESS, Mode::Apply);
    assert_eq!(ran.code(), "message-other", "{:?}", ran.finished);
    assert_eq!(ran.finished.changes, 1);
    let reason = ran.finished.reason.clone().unwrap();
    let told = krok::report::reasons::words(&reason, krok::text::language::Language::Polish).message;
    assert!(
        told.contains("zostały zapisane")
            && told.contains("Jest: Zmieniono adres.")
            && told.contains("Miało być: Zapisano."),
        "{told}"
    );
    ran.check_bundle();
    let ran = again(&mut room, ADDRESS, Mode::Plan);
    assert_eq!(ran.finished.verdict, Verdict::Unchanged, "{:?}", ran.finished);

    let steps = ADDRESS.replace("run_saved.html", "run_saved.html?odmowa");
    let ran = run(&mut room, &steps, Mode::Apply);
    assert_eq!(
        (ran.code().as_str(), ran.finished.changes),
        ("validation", 0),
        "{:?}",
        ran.finished
    );
    assert_eq!(
        ran.finished.reason.as_ref().unwrap().values["messages"],
        "Nie ma takiej ulicy."
    );
    ran.check_bundle();
}

#[test]
fn a_message_that_more_will_follow_is_waited_out() {
    let mut room = Room::enter();
    let steps = ADDRESS.replace("run_saved.html", "run_saved.html?powoli");
    let ran = run(&mut room, &steps, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    ran.check_bundle();
}

#[test]
fn a_text_that_differs_by_one_sign_is_written() {
    let mut room = Room::enter();
    let steps = ADDRESS.replace("Zapisano.", "Zmieniono adres.");
    let ran = run(&mut room, &steps.replace("Łąkowa", "Łąkowa:"), Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    let ran = again(&mut room, &steps, Mode::Apply);
    assert_eq!(
        (ran.finished.verdict, ran.finished.changes),
        (Verdict::Changed, 1),
        "{:?}",
        ran.finished
    );
}

#[test]
fn a_covered_pager_is_waited_for_and_told_without_the_drivers_words() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "urzedy"
open = "/run_pager_covered.html"
[[step]]
id = "kazdy"
for_each = { row_of = "Partnerzy", key = "Nazwa", as = "gmina", at_most = 50 }
run = "gmina"
[[block.gmina]]
id = "nic"
not_see = "{gmina}?"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "target-covered", "{:?}", ran.finished);
    let reason = ran.finished.reason.clone().unwrap();
    let told = krok::report::reasons::words(&reason, krok::text::language::Language::Polish).message;
    assert_eq!(told, "„Partnerzy Strona 1 z 2” jest zasłonięte.");
    let steps = steps.replace("run_pager_covered.html", "run_pager_covered.html?na-chwile");
    let ran = run(&mut room, &steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
}

#[test]
fn a_loop_waits_for_rows_that_are_still_to_come_and_stops_where_too_few_do() {
    let mut room = Room::enter();
    let steps = |page: &str, least: &str| {
        format!(
            r#"
[[step]]
id = "umowy"
open = "/run_list_late.html{page}"
[[step]]
id = "kazda"
for_each = {{ row_of = "Wykaz umów", key = "Numer", as = "numer", {least}at_most = 5 }}
run = "umowa"
[[block.umowa]]
id = "patrz"
see = "{{numer}}"
"#
        )
    };
    for (page, least, code, rows) in [
        ("", "at_least = 2, ", "", vec!["UM/1", "UM/2"]),
        ("?jedna", "", "", vec!["UM/1"]),
        ("?jedna", "at_least = 2, ", "rows-too-few", vec!["UM/1"]),
        ("?pusta", "", "rows-too-few", vec![]),
        ("?pusta", "at_least = 0, ", "", vec![]),
    ] {
        let ran = run(&mut room, &steps(page, least), Mode::Plan);
        assert_eq!(ran.code(), code, "{page} {least} {:?}", ran.finished);
        let read = ran.events().find_map(|event| match event {
            Event::Rows(rows) => Some(rows.rows.clone()),
            _ => None,
        });
        assert_eq!(read.unwrap(), rows, "{page} {least}");
        ran.check_bundle();
    }
}

#[test]
fn a_link_named_by_its_rows_key_is_pressed_unless_the_key_turns_out_to_be_on_a_list() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "umowy"
open = "/run_keys.html"
[[step]]
id = "kazda"
for_each = { row_of = "Wykaz umów", key = "Numer", as = "numer", at_most = 5 }
run = "umowa"
[[block.umowa]]
id = "otworz"
press = "{numer}"
row = "{numer}"
effect = "navigate"
see = "Otwarto {numer}"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    assert_eq!(ran.acts(), ["press UM/1", "press UM/2"]);
    for (page, effect, pressed) in [
        ("?usun", "navigate", vec!["press UM/1"]),
        ("?usun", "write", vec![]),
        ("?nazwana", "navigate", vec!["press UM/1"]),
    ] {
        let steps = steps.replace("run_keys.html", &format!("run_keys.html{page}"));
        let steps = steps.replace("navigate", effect);
        let ran = run(&mut room, &steps, Mode::Plan);
        let verdict = (ran.finished.verdict, ran.code());
        assert_eq!(
            verdict,
            (Verdict::Blocked, "effect-greater".to_owned()),
            "{page} {effect}"
        );
        assert_eq!(ran.finished.reason.as_ref().unwrap().values["label"], "Usuń");
        assert_eq!(ran.acts(), pressed, "{page} {effect}");
    }
}

#[test]
fn a_page_that_a_busy_machine_has_no_time_for_is_waited_for_until_the_deadline() {
    let mut room = Room::enter();
    let steps = r#"
[[step]]
id = "zestawienie"
open = "/run_busy.html"
[[step]]
id = "dalej"
press = "Dalej"
see = "Zestawienie gotowe"
deadline = "20s"
"#;
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.code(), "", "{:?}", ran.finished);
    let is_silent = |event: &Event| match event {
        Event::Observed(observed) => observed
            .story
            .iter()
            .any(|line| line.what == "the page does not answer"),
        _ => false,
    };
    // geckodriver itself waits for the page.
    assert_eq!(ran.events().any(is_silent), family() == Family::Chromium);
}

const UNIT: &str = r#"
[[step]]
id = "sprawa"
open = "/run_tree_list.html"
[[step]]
id = "ustaw"
save = "Zapisz"
saved = "Zapisano."
set = { "Komórka" = "Kancelaria" }
"#;

#[test]
fn an_option_within_a_branch_is_chosen_once_all_branches_are_open() {
    let mut room = Room::enter();
    let ran = run(&mut room, UNIT, Mode::Apply);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    let ran = again(&mut room, UNIT, Mode::Plan);
    assert_eq!(ran.finished.verdict, Verdict::Unchanged, "{:?}", ran.finished);

    let steps = UNIT.replace("run_tree_list.html", "run_tree_list.html?blizniacze");
    let ran = run(&mut room, &steps, Mode::Apply);
    assert_eq!(ran.code(), "target-ambiguous", "{:?}", ran.finished);
    assert!(!ran.acts().contains(&"press Zapisz".to_owned()));
}

//! Small runbooks on small pages in a real browser: what a step does beyond one document, one window and one picture.

use krok::browser::family::Family;
use krok::evidence::format::{DialogAnswer, Event, Mode, Verdict};
use krok::page::error::PageError;
use krok::page::observation::Answer;
use krok::page::protocol::Page;

use crate::page_forms::FORM;
use crate::support::browsers::family;
use crate::support::room::Room;
use crate::support::small_run::run;

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
    let told = ran.waited_for();
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
    let ran = run(&mut room, steps, Mode::Plan);
    assert_eq!(ran.finished.verdict, Verdict::Unchanged, "{:?}", ran.finished);
    assert!(ran.finished.pictures <= 4, "{:?}", ran.finished);
    let told = ran.waited_for();
    assert!(told.contains(&"quiet") && !told.contains(&"deadline"), "{told:?}");
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

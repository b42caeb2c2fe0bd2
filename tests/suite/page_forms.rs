//! Forms on small pages in a real browser: fields of every kind, rows and lists to choose from, what a save answers.

use krok::evidence::format::{DialogAnswer, Event, FieldStatus, Mode, Value, Verdict};
use krok::page::protocol::Page;

use crate::support::room::Room;
use crate::support::small_run::{Ran, again, run};

pub const FORM: &str = r#"
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

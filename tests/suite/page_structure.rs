//! What stands on a page, where, and what brings it into sight: controls, places, tables, pagers, and the wait's story.

use krok::page::observation::{Control, Scroll, State, View};
use krok::page::protocol::Page;

use crate::support::room::{Room, find, in_row, press};

#[test]
fn the_item_of_a_rows_menu_is_pressed_through_the_button_of_that_row() {
    let mut room = Room::enter();
    for (fixture, opener, item, key) in [
        ("menu_primefaces", "▼", "Edytuj", "wniosek"),
        ("menu_bootstrap", "Akcje", "Edytuj", "Wniosek B"),
        ("menu_widgets", "Więcej", "Usuń system", "i4m4hvn61u"),
    ] {
        let view = room.seen(fixture);
        let hidden = find(&view, item, in_row(key));
        assert_eq!(hidden.state, State::Hidden, "{fixture}");
        let opens = hidden.opener.as_ref().unwrap();
        assert_eq!(opens.handle, find(&view, opener, in_row(key)).handle, "{fixture}");
        press(&mut room, opener, in_row(key));
        let view = room.look();
        let shown = find(&view, item, |control| {
            in_row(key)(control) && control.state == State::Ready
        });
        assert_eq!(shown.role.word(), "menuitem", "{fixture}");
    }
}

#[test]
fn a_menu_that_is_only_there_while_open_belongs_to_the_row_that_opened_it() {
    let mut room = Room::enter();
    room.open("menu_portal");
    press(&mut room, "Więcej", in_row("OR.2.2026"));
    let view = room.look();
    assert_eq!(
        find(&view, "Archiwizuj", |_| true).place.row,
        Some(vec!["OR.2.2026".into(), "⋮".into()])
    );
}

#[test]
fn menus_open_level_by_level_wherever_they_stand() {
    let mut room = Room::enter();
    let view = room.seen("menu_levels");
    let top = find(&view, "Wniosek", |_| true).opener.clone().unwrap();
    assert_eq!(top.label, "Plik");
    press(&mut room, "Plik", |_| true);
    let view = room.look();
    let next = find(&view, "Wniosek", |_| true).opener.clone().unwrap();
    assert_eq!(next.label, "Nowy");
    press(&mut room, "Nowy", |_| true);
    assert_eq!(find(&room.look(), "Wniosek", |_| true).state, State::Ready);
}

#[test]
fn a_branch_opens_by_its_sign_and_is_chosen_by_its_text() {
    let mut room = Room::enter();
    let view = room.seen("tree_primefaces");
    let branch = find(&view, "Ośrodek Pomocy", |_| true);
    let sign = branch.expander.clone().unwrap().handle;
    let twin = |control: &Control| {
        control
            .place
            .sections
            .last()
            .is_some_and(|name| name == "Ośrodek Pomocy")
    };
    assert_eq!(find(&view, "Sekretariat", twin).opener.as_ref().unwrap().handle, sign);
    let Room { runtime, session, .. } = &mut *room;
    runtime.block_on(session.press(&sign)).unwrap();
    assert_eq!(room.settle(None).title, view_title("tree_primefaces"));
    let view = room.look();
    assert!(find(&view, "Ośrodek Pomocy", |_| true).expander.is_none());
    press(&mut room, "Sekretariat", twin);
    assert_eq!(room.settle(None).title, "Sekretariat");
}

/// The title of a fixture as it is written.
fn view_title(fixture: &str) -> String {
    let path = format!("{}/tests/fixtures/{fixture}.html", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once("<title>").unwrap();
    rest.split_once("</title>").unwrap().0.to_owned()
}

#[test]
fn a_panel_that_comes_with_its_tab_is_in_that_tab() {
    let mut room = Room::enter();
    room.open("tabs_roles");
    press(&mut room, "Powiadomienia", |_| true);
    let view = room.look();
    assert_eq!(view.fields[0].place.tab.as_deref(), Some("Powiadomienia"));
}

#[test]
fn a_row_keeps_its_number_while_the_table_scrolls() {
    let mut room = Room::enter();
    for (table, key) in [("Wirtualna", "OR.5"), ("Cała", "K5")] {
        let of = |view: &View| {
            let found = view.tables.iter().find(|each| each.titles[0] == table).unwrap().clone();
            let row = found.rows.iter().find(|row| row.cells[0] == key).unwrap().at;
            (found, row)
        };
        let (shown, before) = of(&room.seen("table_scrolls"));
        let Room { runtime, session, .. } = &mut *room;
        let handle = shown.scroller.unwrap().handle;
        runtime.block_on(session.scroll(&handle, Scroll::Onward)).unwrap();
        room.settle(None);
        let (shown, after) = of(&room.look());
        assert_eq!(before, after, "{table}");
        assert!(shown.scroller.unwrap().above);
    }
}

#[test]
fn the_actions_of_a_row_show_under_the_pointer() {
    let mut room = Room::enter();
    let view = room.seen("row_hover");
    let over = find(&view, "Usuń", in_row("b.pdf")).opener.clone().unwrap().handle;
    let Room { runtime, session, .. } = &mut *room;
    runtime.block_on(session.hover(&over)).unwrap();
    assert_eq!(find(&room.look(), "Usuń", in_row("b.pdf")).state, State::Ready);
    press(&mut room, "Usuń", in_row("b.pdf"));
    assert_eq!(room.settle(None).title, "b");
}

#[test]
fn a_page_is_told_in_words_with_its_frames_shadows_and_dialogs() {
    let mut room = Room::enter();
    room.open("words");
    let snapshot = room.settle(None).snapshot.to_string();
    let lines: Vec<&str> = snapshot.lines().collect();
    assert_eq!(lines, WORDS);
}

const WORDS: &[&str] = &[
    "heading: Skrytka",
    "tab: Ogólne (selected)",
    "tab: Historia",
    "date: Data = 2026-11-22",
    "choice: Role = [x] UPP [ ] UPD",
    "files: Plik = ",
    "switch: Aktywna = on",
    "treeitem: Rejestry (closed)",
    "heading: Powiadomienia",
    "button: Dodaj (disabled)",
    "button: Usuń – umowa.pdf",
    "frame: Ramka",
    "heading: W ramce",
    "button: Drukuj",
    "table: Systemy",
    "| Nazwa |  |",
    "| test | Zobacz |",
    "dialog: Usuwanie – Czy na pewno?",
    "button: Tak",
    "heading: W cieniu",
    "button: Ukryj",
];

#[test]
fn what_a_box_would_have_to_be_scrolled_for_has_no_place_in_the_picture() {
    let mut room = Room::enter();
    let view = room.seen("scrolled_away");
    let named = |label: &str| {
        let labelled = |control: &&Control| control.labels[0].text == label;
        view.controls.iter().find(labelled).unwrap()
    };
    for (label, drawn) in [("Pierwszy", true), ("Przypięty", true), ("Drugi", false)] {
        let control = named(label);
        assert_eq!(control.state, State::Ready, "{label}");
        assert_eq!(
            control.rectangle.height > 0.0,
            drawn,
            "{label}: {:?}",
            control.rectangle
        );
    }
}

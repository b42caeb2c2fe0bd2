//! What a wait waits for, what it does not, and what it hears: queues, requests, motion, messages.

use krok::page::observation::Observation;

use crate::support::room::{Room, press, press_and_see};

/// Milliseconds of a wait as it tells them: how fast the machine is otherwise does not count.
fn lasted(seen: &Observation) -> u64 {
    seen.story.last().unwrap().ms
}

fn tells(seen: &Observation, what: &str) -> bool {
    seen.story.iter().any(|line| line.what.contains(what))
}

#[test]
fn the_queues_of_libraries_are_waited_for() {
    let mut room = Room::enter();
    for library in ["Angular", "jQuery", "Microsoft", "Prototype", "Ext", "PrimeFaces"] {
        room.open("queues");
        press(&mut room, library, |_| true);
        let seen = room.settle(None);
        assert!(
            seen.texts.contains(&format!("po {library}")),
            "{library}: {:?}",
            seen.story
        );
    }
}

#[test]
fn work_told_to_those_who_cannot_see_is_waited_for_and_a_meter_is_not() {
    let mut room = Room::enter();
    for (button, after) in [("Wczytaj", "po"), ("Pasek", "pasek")] {
        room.open("aria_busy");
        press(&mut room, button, |_| true);
        let seen = room.settle(None);
        assert!(seen.texts.contains(&after.to_owned()), "{button}: {:?}", seen.story);
    }
}

#[test]
fn a_request_that_never_ends_is_waited_for_once() {
    let mut room = Room::enter();
    room.open("long_poll");
    for (most, told) in [(6000, true), (1500, true)] {
        press(&mut room, "Zapisz", |_| true);
        let seen = room.settle(None);
        assert!(seen.quiet && lasted(&seen) < most, "{:?}", seen.story);
        assert_eq!(
            tells(&seen, "no longer waited for: requests of the page are running"),
            told
        );
    }
}

#[test]
fn a_frame_that_is_never_complete_is_waited_for_once() {
    let mut room = Room::enter();
    room.open("unclosed");
    for most in [7000, 1500] {
        press(&mut room, "Zapisz", |_| true);
        let seen = room.settle(None);
        assert!(seen.quiet && lasted(&seen) < most, "{:?}", seen.story);
        assert!(tells(
            &seen,
            "no longer waited for: the document of a frame is not complete"
        ));
    }
}

#[test]
fn what_moves_without_end_is_named_and_known_the_next_time() {
    let mut room = Room::enter();
    room.open("mover");
    let first = room.settle(None);
    assert!(first.quiet, "{:?}", first.story);
    for part in ["div#ball", "ul#feed", "div.slide in div#slides"] {
        assert!(tells(&first, part), "{part}: {:?}", first.story);
    }
    press(&mut room, "Odśwież", |_| true);
    let seen = room.settle(None);
    assert!(seen.texts.contains(&"zapisano".to_owned()));
    assert!(seen.quiet && lasted(&seen) < 1000, "{:?}", seen.story);
}

#[test]
fn a_bar_that_counts_down_does_not_hold_up_the_wait() {
    let mut room = Room::enter();
    room.open("toast_bar");
    let seen = press_and_see(&mut room, "Zapisz");
    assert_eq!(seen.messages, ["Zapisano"]);
    assert!(seen.quiet && lasted(&seen) < 1000, "{:?}", seen.story);
}

/// What each button of `live_regions` makes the page say.
const SAID: &[(&str, &[&str])] = &[
    ("Status", &["3 wyniki"]),
    ("Region", &["Zapisano"]),
    ("Alert", &["Błąd! Pole wymagane."]),
    ("Toast", &["Usunięto"]),
    ("Oblicz", &["42 zł"]),
    ("Reszta", &[]),
    ("Dwie", &["Pierwsza", "Druga"]),
    ("Na nowo", &["12 wyników"]),
];

#[test]
fn what_a_live_region_says_anew_is_a_message_and_what_stood_there_is_not() {
    let mut room = Room::enter();
    for (button, expected) in SAID {
        room.open("live_regions");
        let standing = room.settle(None);
        assert!(!standing.messages.contains(&"Zapisano".to_owned()));
        let seen = press_and_see(&mut room, button);
        let (standing, said): (Vec<String>, Vec<String>) = seen
            .messages
            .into_iter()
            .partition(|text| text == "Planowane prace serwisowe");
        assert_eq!(standing.len(), 1, "an alert is told for as long as it stands");
        assert_eq!(said, *expected, "{button}");
    }
}

#[test]
fn a_message_is_heard_from_a_shadow_root_and_from_a_frame() {
    let mut room = Room::enter();
    for (button, message) in [("Cień", "Zapisano w cieniu"), ("Ramka", "Zapisano w ramce")] {
        room.open("live_hidden_trees");
        room.settle(None);
        press(&mut room, button, |_| true);
        assert_eq!(room.settle(None).messages, [message]);
    }
}

#[test]
fn a_message_that_comes_with_the_next_page_is_told() {
    let mut room = Room::enter();
    room.open("flash");
    room.settle(None);
    let seen = press_and_see(&mut room, "Wyślij");
    assert_eq!(seen.messages, ["Wniosek wysłany."]);
}

#[test]
fn what_an_answer_changes_is_waited_for() {
    let mut room = Room::enter();
    room.open("answer_comes");
    let seen = press_and_see(&mut room, "Wczytaj");
    assert!(seen.texts.contains(&"po".to_owned()), "{:?}", seen.story);
}

//! Fields and their labels as a person meets them, in a real headless browser: one trap a fixture.

use super::support::room::{Room, sketch};

/// Fixture, and the sketch of what is to be seen in it.
const TRAPS: &[(&str, &[&str])] = &[(
    "shadow_roots",
    &[
        "button: Zapisz (associated) § Skrytka",
        "button: Pod spodem (associated) covered by i",
        "Kod (associated), Treść w szczelinie (neighbour) = “” § Skrytka",
        "Nazwa (neighbour) = “n”",
        "Opis (neighbour) = “o”",
    ],
)];

#[test]
fn every_trap_is_seen_as_a_person_sees_it() {
    let mut room = Room::enter();
    for (fixture, expected) in TRAPS {
        assert_eq!(sketch(&room.seen(fixture)), *expected, "{fixture}");
    }
}

#[test]
fn what_a_shadow_root_shows_is_told_and_one_that_fills_late_is_waited_for() {
    let mut room = Room::enter();
    let view = room.seen("shadow_roots");
    let seen = room.settle(None);
    for text in ["Skrytka", "Treść w szczelinie", "Pod spodem"] {
        assert!(seen.texts.contains(&text.to_owned()), "{text}: {:?}", seen.texts);
    }
    assert!(!seen.texts.iter().any(|text| text.contains("nie do szczeliny")));
    assert_eq!(seen.fingerprint, view.fingerprint);
    let lines: Vec<&str> = seen.snapshot.lines().collect();
    assert_eq!(lines[0], "heading: Skrytka", "{}", seen.snapshot);

    let view = room.seen("shadow_late");
    room.press("Wczytaj");
    let seen = room.settle(Some(&view.fingerprint));
    assert!(seen.texts.contains(&"wczytano".to_owned()), "{seen:?}");
}

#[test]
fn the_wait_answers_for_the_frames_that_can_be_entered() {
    let mut room = Room::enter();
    let view = room.seen("frames");
    let seen = room.settle(None);
    for text in ["Ramki", "w ramce", "w cieniu ramki", "Lista skrytek"] {
        assert!(seen.texts.contains(&text.to_owned()), "{text}: {:?}", seen.texts);
    }
    assert!(!seen.texts.iter().any(|text| text == "nie widać" || text == "obca"));
    assert_eq!(seen.fingerprint.split('|').count(), 3);
    assert_eq!(seen.fingerprint, view.fingerprint);
}

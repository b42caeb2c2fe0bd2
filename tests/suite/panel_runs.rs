//! Chapter 1 in SEKAP's panel, whose every button loads a whole page, judged by the panel's write journal.

use mock_portal::{MARSHALS_OFFICE, PARTNER, SekapEvent, SekapFault, Unit};

use crate::support::office::Ran;
use crate::support::panel::Panel;

fn disconnect(panel: &Panel, operator: &str) -> Ran {
    disconnect_all(panel, operator, PARTNER)
}

fn disconnect_all(panel: &Panel, operator: &str, partners: &str) -> Ran {
    let operator = format!("operator={operator}");
    let partners = format!("partnerzy={partners}");
    let runbook = "runbooks/sekap/odlacz-partnera.toml";
    panel.krok(&["run", runbook, "--input", &operator, "--input", &partners, "--yes"])
}

fn unit(panel: &Panel) -> Unit {
    panel.sekap.truth().unit(PARTNER).unwrap()
}

#[test]
fn a_partner_is_disconnected_over_both_tabs_with_one_save() {
    let panel = Panel::open();
    let before = panel.sekap.truth().units();
    let ran = disconnect(&panel, MARSHALS_OFFICE);
    assert_eq!(ran.code, 0, "{ran:?}");
    let number = unit(&panel).number;
    let expected: Vec<Unit> = before
        .into_iter()
        .map(|unit| match unit.number {
            same if same == number => Unit {
                current: false,
                in_bip: false,
                ..Unit::plain(same, unit.parent, PARTNER)
            },
            _ => unit,
        })
        .collect();
    assert_eq!(panel.sekap.truth().units(), expected);
    assert_eq!(panel.sekap.truth().writes().len(), 1);
}

#[test]
fn each_partner_of_a_list_is_disconnected_and_its_neighbours_stay() {
    let panel = Panel::open();
    let towns = "Urząd Miejski w Tychach; Urząd Miejski w Gliwicach";
    let ran = disconnect_all(&panel, MARSHALS_OFFICE, towns);
    assert_eq!(ran.code, 0, "{ran:?}");
    let units = panel.sekap.truth().units();
    let former: Vec<&str> = units
        .iter()
        .filter(|unit| !unit.current)
        .map(|unit| unit.name.as_str())
        .collect();
    assert_eq!(former, ["Urząd Miejski w Gliwicach", "Urząd Miejski w Tychach"]);
    assert_eq!(panel.sekap.truth().writes().len(), 2);
}

#[test]
fn a_field_that_the_panel_loses_is_found_and_not_sent_twice() {
    let panel = Panel::open();
    panel.sekap.set_fault(SekapFault::LostField("Ikona".to_owned()));
    let ran = disconnect(&panel, MARSHALS_OFFICE);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().writes().len(), 1);
    assert!(!unit(&panel).icon.is_empty());
}

#[test]
fn twins_in_the_tree_are_touched_by_nobody() {
    let panel = Panel::open();
    panel.sekap.arrange_units(|units| {
        let twin = units.iter().find(|unit| unit.name == PARTNER).unwrap().clone();
        units.push(Unit { number: 900, ..twin });
    });
    let ran = disconnect(&panel, MARSHALS_OFFICE);
    assert_ne!(ran.code, 0, "{ran:?}");
    let opened = |event: &SekapEvent| matches!(event, SekapEvent::UnitOpened { .. });
    assert!(!panel.sekap.truth().journal().iter().any(|entry| opened(&entry.event)));
}

#[test]
fn another_unit_than_the_marshals_office_disconnects_nobody() {
    let panel = Panel::open();
    let ran = disconnect(&panel, PARTNER);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().writes(), []);
}

#[test]
fn a_session_that_ends_midway_writes_nothing() {
    let panel = Panel::open();
    panel.sekap.set_fault(SekapFault::SessionExpired);
    let ran = disconnect(&panel, MARSHALS_OFFICE);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().writes(), []);
}

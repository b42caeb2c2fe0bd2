//! SEKAP's panel, whose every button loads a whole page, judged by the panel's write journal.

use mock_portal::{MARSHALS_OFFICE, PARTNER, SekapEvent, SekapFault, Unit};

use crate::support::office::Ran;
use crate::support::panel::Panel;

const DISCONNECT: &str = r#"schema = 1
title  = "Odłączenie partnera"
portal = "sekap"

[inputs]
operator = { type = "text", ask = "Komórka operatora" }
partner  = { type = "text", ask = "Nazwa komórki partnera" }

[[step]]
id  = "drzewo"
go  = ["Ustawienia programu", "Struktura organizacyjna, rejestry"]
see = "Struktura organizacyjna, rejestry"

[[step]]
id     = "komorka"
press  = "{partner}"
effect = "navigate"
see    = "Edycja komórki: {partner}"

[[step]]
id     = "odlacz"
save   = "Zapisz"
cancel = "Anuluj"
saved  = "Zmiany zapisano."

[step.set."Struktura organizacyjna, rejestr"]
"Aktualny" = false
"Do BIP"   = false

[step.set."Opis"]
"Parametry wydruku"      = ""
"Ikona"                  = ""
"Powiązana skrzynka"     = "(brak)"
"Identyfikator na ePUAP" = ""
"Adres skrytki na ePUAP" = ""
"#;

fn disconnect(panel: &Panel, operator: &str) -> Ran {
    let operator = format!("operator={operator}");
    let partner = format!("partner={PARTNER}");
    let runbook = "runbooks/sekap/partner.toml";
    panel.krok(&["run", runbook, "--input", &operator, "--input", &partner, "--yes"])
}

fn unit(panel: &Panel) -> Unit {
    panel.sekap.truth().unit(PARTNER).unwrap()
}

#[test]
fn a_partner_is_disconnected_over_both_tabs_with_one_save() {
    let panel = Panel::open(DISCONNECT);
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
fn a_field_that_the_panel_loses_is_found_and_not_sent_twice() {
    let panel = Panel::open(DISCONNECT);
    panel.sekap.set_fault(SekapFault::LostField("Ikona".to_owned()));
    let ran = disconnect(&panel, MARSHALS_OFFICE);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().writes().len(), 1);
    assert!(!unit(&panel).icon.is_empty());
}

#[test]
fn twins_in_the_tree_are_touched_by_nobody() {
    let panel = Panel::open(DISCONNECT);
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
    let panel = Panel::open(DISCONNECT);
    let ran = disconnect(&panel, PARTNER);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().writes(), []);
}

#[test]
fn a_session_that_ends_midway_writes_nothing() {
    let panel = Panel::open(DISCONNECT);
    panel.sekap.set_fault(SekapFault::SessionExpired);
    let ran = disconnect(&panel, MARSHALS_OFFICE);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().writes(), []);
}

//! Chapter 1 of the instruction in SEKAP's panel, whose every button loads a whole page, judged by its write journal.

use std::fmt::Write as _;
use std::fs;

use krok::evidence::format::Verdict;
use krok::evidence::verify::verify;
use mock_portal::{MARSHALS_OFFICE, OFFICE, OTHER_OFFICE, OTHER_PARTNER, PARTNER, SekapFault, Unit};

use crate::support::office::Ran;
use crate::support::panel::Panel;

const RUNBOOK: &str = "runbooks/sekap/odlacz-partnera.toml";
const BYTOM: &str = "Urząd Miejski w Bytomiu";
const LABOUR_OFFICE: &str = "Powiatowy Urząd Pracy w Gliwicach";

impl Panel {
    /// Disconnects partners of several offices as the operator of a unit.
    fn disconnect(&self, operator: &str, partners: &[&str]) -> Ran {
        let lines: Vec<(&str, &str)> = partners.iter().map(|partner| (*partner, identifier(partner))).collect();
        self.disconnect_for("każdy", operator, &lines)
    }

    /// Disconnects units, each with its identifier on ePUAP, on behalf of an office.
    fn disconnect_for(&self, podmiot: &str, operator: &str, units: &[(&str, &str)]) -> Ran {
        write_units(self, units);
        let inputs = [
            format!("operator={operator}"),
            format!("podmiot={podmiot}"),
            UNITS.to_owned(),
        ];
        let inputs = inputs.iter().flat_map(|input| ["--input", input]);
        let order: Vec<&str> = ["run", RUNBOOK, "--yes"].into_iter().chain(inputs).collect();
        self.krok(&order)
    }
}

const UNITS: &str = "partnerzy=partnerzy.csv";

fn write_units(panel: &Panel, units: &[(&str, &str)]) {
    let mut lines = "jednostka;identyfikator\n".to_owned();
    for (unit, identifier) in units {
        writeln!(lines, "{unit};{identifier}").unwrap();
    }
    fs::write(panel.folder().join("partnerzy.csv"), lines).unwrap();
}

/// The identifier that a unit has on ePUAP at the start.
fn identifier(unit: &str) -> &'static str {
    match unit {
        PARTNER => OFFICE,
        OTHER_PARTNER => OTHER_OFFICE,
        BYTOM => "sekap_m02",
        LABOUR_OFFICE => "sekap_pup",
        _ => "nieznany",
    }
}

/// What the instruction wants of all units: the partners without a connection, the others as they were.
fn disconnected(before: &[Unit], partners: &[&str]) -> Vec<Unit> {
    let wanted = before.iter().map(|unit| {
        if !partners.contains(&unit.name.as_str()) {
            return unit.clone();
        }
        Unit {
            current: false,
            in_bip: false,
            ..Unit::plain(unit.number, unit.parent, &unit.name)
        }
    });
    wanted.collect()
}

#[test]
fn partners_are_disconnected_over_both_tabs_with_one_save_each_and_found_so_the_second_time() {
    let panel = Panel::open();
    let partners = [PARTNER, BYTOM, LABOUR_OFFICE];
    let before = panel.sekap.truth().units();
    let ran = panel.disconnect(MARSHALS_OFFICE, &partners);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().units(), disconnected(&before, &partners));
    assert_eq!(panel.saved(), partners);
    let bundle = panel.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    assert_eq!(bundle.finished().changes, 21, "seven fields of each");
    assert_eq!(verify(bundle.0.path()).completeness, []);

    let again = panel.disconnect(MARSHALS_OFFICE, &partners);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(panel.last().finished().verdict, Verdict::Unchanged);
    assert_eq!(panel.saved(), partners);
}

#[test]
fn a_partner_that_the_tree_does_not_name_stops_the_plan_before_anything_is_saved() {
    let panel = Panel::open();
    for unknown in ["Starostwo Powiatowe w Gliwicac", "starostwo powiatowe w gliwicach"] {
        let ran = panel.disconnect(MARSHALS_OFFICE, &[BYTOM, unknown, PARTNER]);
        assert_eq!(ran.code, 30, "{ran:?}");
        assert!(ran.stderr.contains(unknown), "{}", ran.stderr);
    }
    assert_eq!(panel.saved(), [""; 0]);
    assert!(!panel.opened().contains(&PARTNER.to_owned()));
}

#[test]
fn a_unit_of_another_office_is_not_disconnected_nor_those_before_it() {
    let panel = Panel::open();
    let own = (PARTNER, OFFICE);
    let mistaken = panel.disconnect_for(OFFICE, MARSHALS_OFFICE, &[own, (OTHER_PARTNER, OFFICE)]);
    assert_eq!(mistaken.code, 10, "{mistaken:?}");
    let other = format!("Komórka {OTHER_PARTNER} należy na ePUAP do innego podmiotu niż {OFFICE}");
    assert!(mistaken.stderr.contains(&other), "{}", mistaken.stderr);
    for podmiot in [OFFICE, "każdy"] {
        let swapped = panel.disconnect_for(podmiot, MARSHALS_OFFICE, &[(OTHER_PARTNER, OFFICE), own]);
        assert_eq!(swapped.code, 10, "{swapped:?}");
    }
    assert_eq!(panel.saved(), [""; 0]);

    let opened = panel.opened().len();
    let foreign = panel.disconnect_for(OFFICE, MARSHALS_OFFICE, &[(OTHER_PARTNER, OTHER_OFFICE), own]);
    assert_eq!(foreign.code, 10, "{foreign:?}");
    assert!(
        foreign.stderr.contains("tylko w przebiegu dla podmiotu pzgliwice2"),
        "{foreign:?}"
    );
    assert_eq!(panel.opened().len(), opened, "it is not even opened");

    // Nobody knows whose unit it is once the identifier is gone and the rest stands.
    panel.sekap.arrange_units(|units| {
        let unit = units.iter_mut().find(|unit| unit.name == PARTNER).unwrap();
        unit.epuap_id = String::new();
    });
    let unowned = panel.disconnect_for(OFFICE, MARSHALS_OFFICE, &[own]);
    assert_eq!(unowned.code, 36, "{unowned:?}");
    assert_eq!(panel.saved(), [""; 0]);
}

#[test]
fn a_unit_whose_name_only_begins_the_same_is_disconnected_by_its_whole_name_alone() {
    let panel = Panel::open();
    let before = panel.sekap.truth().units();
    let ran = panel.disconnect(MARSHALS_OFFICE, &[OTHER_PARTNER]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(panel.sekap.truth().units(), disconnected(&before, &[OTHER_PARTNER]));
    assert!(!panel.opened().contains(&PARTNER.to_owned()));
}

#[test]
fn a_name_that_stands_twice_in_the_tree_opens_neither_unit() {
    let panel = Panel::open();
    panel.sekap.arrange_units(|units| {
        let twin = units.iter().find(|unit| unit.name == PARTNER).unwrap().clone();
        units.push(Unit { number: 900, ..twin });
    });
    let ran = panel.disconnect(MARSHALS_OFFICE, &[PARTNER]);
    assert_eq!(ran.code, 31, "{ran:?}");
    assert_eq!(panel.opened(), [""; 0]);
}

#[test]
fn a_field_that_the_panel_loses_is_named_and_nothing_is_sent_twice() {
    let panel = Panel::open();
    panel.sekap.set_fault(SekapFault::LostField("Ikona".to_owned()));
    let ran = panel.disconnect(MARSHALS_OFFICE, &[PARTNER, BYTOM]);
    assert_eq!(ran.code, 36, "{ran:?}");
    assert!(ran.stderr.contains("Ikona"), "{}", ran.stderr);
    assert_eq!(panel.saved(), [PARTNER]);
    assert_eq!(panel.last().finished().verdict, Verdict::Failed);
}

#[test]
fn an_operator_of_another_unit_disconnects_nobody() {
    let panel = Panel::open();
    let ran = panel.disconnect(PARTNER, &[BYTOM]);
    assert_eq!(ran.code, 11, "{ran:?}");
    let silesia = "Urząd Marszałkowski Województwa Śląskiego – filia".to_owned();
    panel.sekap.set_fault(SekapFault::OtherOperator(silesia));
    let ran = panel.disconnect(MARSHALS_OFFICE, &[BYTOM]);
    assert_eq!(ran.code, 11, "{ran:?}");
    assert_eq!(panel.opened(), [""; 0]);
}

#[test]
fn a_session_that_ended_after_the_plan_is_named_and_the_operator_asked_to_log_in_again() {
    let panel = Panel::open();
    let operator = format!("operator={MARSHALS_OFFICE}");
    write_units(&panel, &[(PARTNER, OFFICE)]);
    let inputs = ["--input", &operator, "--input", "podmiot=pzgliwice", "--input", UNITS];
    let plan = [&["plan", RUNBOOK], &inputs[..]].concat();
    let planned = panel.krok(&plan);
    assert_eq!(planned.code, 0, "{planned:?}");
    let bundle = panel.last().0.path().to_str().unwrap().to_owned();
    panel.sekap.set_fault(SekapFault::SessionExpired);
    let applied = panel.krok(&["apply", &bundle, "--yes"]);
    assert_eq!(applied.code, 24, "{applied:?}");
    assert!(
        applied.stderr.contains("Sesja na portalu wygasła"),
        "{}",
        applied.stderr
    );
    let again = panel.krok(&plan);
    assert_eq!(again.code, 23, "{again:?}");
    assert_eq!(panel.saved(), [""; 0]);
}

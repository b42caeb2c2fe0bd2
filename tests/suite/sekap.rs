//! Chapter 1 of the instruction in SEKAP's panel, whose every button loads a whole page, judged by its write journal.

use krok::evidence::format::Verdict;
use krok::evidence::verify::verify;
use mock_portal::{MARSHALS_OFFICE, OTHER_PARTNER, PARTNER, SekapEvent, SekapFault, Unit};

use crate::support::office::Ran;
use crate::support::panel::Panel;

const RUNBOOK: &str = "runbooks/sekap/odlacz-partnera.toml";
const BYTOM: &str = "Urząd Miejski w Bytomiu";
const LABOUR_OFFICE: &str = "Powiatowy Urząd Pracy w Gliwicach";

impl Panel {
    /// Disconnects partners as the operator of a unit.
    fn disconnect(&self, operator: &str, partners: &[&str]) -> Ran {
        let operator = format!("operator={operator}");
        let partners = format!("partnerzy={}", partners.join("; "));
        self.krok(&["run", RUNBOOK, "--yes", "--input", &operator, "--input", &partners])
    }

    /// Lists the units that were opened for editing.
    fn opened(&self) -> Vec<String> {
        let journal = self.sekap.truth().journal();
        let opened = journal.into_iter().filter_map(|entry| match entry.event {
            SekapEvent::UnitOpened { name, .. } => Some(name),
            _ => None,
        });
        opened.collect()
    }

    /// Lists the units that were stored, one for each save.
    fn saved(&self) -> Vec<String> {
        let saved = self.sekap.truth().writes().into_iter().map(|entry| match entry.event {
            SekapEvent::UnitSaved { name, .. } => name,
            other => panic!("{other:?}"),
        });
        saved.collect()
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
    let partner = format!("partnerzy={PARTNER}");
    let plan = ["plan", RUNBOOK, "--input", &operator, "--input", &partner];
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

//! Every fault of the practice portal, and what krok is expected to do about it.

use std::time::Duration;

use krok::evidence::format::{Event as RecordEvent, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{
    EditScope, Event, ExpiryShape, Fault, HttpFailure, List, Mode, Moment, OFFICE, PRIVATE_PERSON, Reach, Settings,
    Turn, Works,
};

use crate::support::office::Office;

/// What a fault must come to.
enum Expected {
    /// Everything right in the end, one save for each skrytka.
    Overcome,
    /// Refused: exit code, reason, saves that the portal received.
    Refused(i32, &'static str, usize),
}

fn faulty(office: &Office, fault: &Fault, expected: &Expected) {
    let skrytki = office.portal.truth().state()[OFFICE].len();
    office.portal.set_fault(fault.clone());
    let ran = office.run();
    let bundle = office.last();
    let verification = verify(bundle.0.path());
    assert_eq!(verification.integrity, [], "{fault:?}");
    match expected {
        Expected::Overcome => {
            assert_eq!(ran.code, 0, "{fault:?}: {ran:?}");
            assert_eq!(office.deviations(), Vec::<String>::new(), "{fault:?}");
            assert_eq!(office.writes(), skrytki, "{fault:?}");
            assert_eq!(bundle.finished().verdict, Verdict::Changed, "{fault:?}");
            assert_eq!(bundle.notes(), Vec::<String>::new(), "{fault:?}");
        }
        Expected::Refused(code, reason, writes) => {
            assert_eq!(
                (ran.code, bundle.reason().code.as_str()),
                (*code, *reason),
                "{fault:?}: {ran:?}"
            );
            assert_eq!(office.writes(), *writes, "{fault:?}");
        }
    }
    assert_eq!(verification.completeness, [], "{fault:?}");
    assert!(bundle.0.path().join("report.html").exists());
    assert!(office.browser_is_open());
}

macro_rules! faults {
    ($($name:ident: $fault:expr => $expected:expr;)+) => {
        $(#[test]
        fn $name() {
            faulty(&Office::of_one_skrytka(), &$fault, &$expected);
        })+
    };
}

faults! {
    latency_with_jitter_is_waited_for: Fault::Latency { fixed: Duration::from_millis(80), jitter: Duration::from_millis(120), seed: 7 } => Expected::Overcome;
    fields_drawn_again_on_change_are_found_afresh: Fault::ReplacedField => Expected::Overcome;
    a_blocker_after_every_answer_is_waited_for: Fault::Blocker(Duration::from_millis(400)) => Expected::Overcome;
    a_growl_of_half_a_second_is_caught: Fault::ShortGrowl => Expected::Overcome;
    twin_buttons_are_ambiguous: Fault::TwinSave => Expected::Refused(31, "target-ambiguous", 0);
    a_relabelled_field_is_missing:
        Fault::Relabel { from: "Typ skrytki".to_owned(), to: "Rodzaj skrytki".to_owned() } => Expected::Refused(30, "target-missing", 0);
    a_context_switched_before_the_edit_is_never_saved:
        Fault::ContextSwitch { to: PRIVATE_PERSON.to_owned(), at: Moment::EditPressed } => Expected::Refused(11, "entity-wrong", 0);
    a_context_switched_when_a_record_opens_is_seen:
        Fault::ContextSwitch { to: "pzgliwice2".to_owned(), at: Moment::DetailOpened } => Expected::Refused(11, "entity-wrong", 0);
    a_session_that_ended_is_named: Fault::SessionExpired(ExpiryShape::PageRedirect) => Expected::Refused(24, "session-lost", 0);
    a_session_that_ended_behind_a_request_is_named: Fault::SessionExpired(ExpiryShape::AjaxRedirect) => Expected::Refused(24, "session-lost", 0);
    a_dead_button_is_named: Fault::SessionExpired(ExpiryShape::DeadButton) => Expected::Refused(24, "session-lost", 0);
    a_page_that_says_that_the_session_ended_is_named: Fault::SessionExpired(ExpiryShape::Notice) => Expected::Refused(24, "session-lost", 0);
    a_server_that_fails_is_named:
        Fault::ServerError { failure: HttpFailure::BadGateway, reach: Reach::Received } => Expected::Refused(22, "server-error", 0);
    a_notice_of_works_stops_nothing: Fault::WorksBanner => Expected::Overcome;
    a_portal_closed_for_works_is_named: Fault::PortalDown(Works::Break) => Expected::Refused(22, "maintenance", 0);
    a_disabled_button_is_not_pressed: Fault::DisabledControl("Zapisz".to_owned()) => Expected::Refused(33, "target-disabled", 0);
    a_covered_button_is_not_pressed: Fault::CoveredButton("Zapisz".to_owned()) => Expected::Refused(34, "target-covered", 0);
    a_hidden_button_is_not_pressed: Fault::HiddenTarget("Zapisz".to_owned()) => Expected::Refused(32, "target-hidden", 0);
}

#[test]
fn rows_in_another_order_are_found_by_their_key() {
    let office = Office::open(Settings::default());
    faulty(&office, &Fault::ReorderedRows, &Expected::Overcome);
}

#[test]
fn a_field_that_is_not_stored_fails_after_the_first_save() {
    let office = Office::open(Settings::default());
    let lost = Fault::LostField("Maksymalna liczba dokumentów w kolejce".to_owned());
    faulty(&office, &lost, &Expected::Refused(36, "value-differs", 1));
}

#[test]
fn edits_that_a_tab_drops_are_noticed_before_the_save() {
    let office = Office::open(Settings {
        edit_scope: EditScope::PerTab,
        ..Settings::default()
    });
    let ran = office.run();
    assert_eq!(
        (ran.code, office.last().reason().code.as_str()),
        (36, "value-differs"),
        "{ran:?}"
    );
    assert_eq!(office.writes(), 0);
    let left = office
        .portal
        .truth()
        .journal()
        .into_iter()
        .any(|entry| matches!(entry.event, Event::EditCancelled { .. }));
    assert!(left, "the form is left as it was found");
}

#[test]
fn what_was_not_stored_is_named_with_field_wanted_and_found() {
    let office = Office::of_one_skrytka();
    office
        .portal
        .set_fault(Fault::LostField("O błędach dostarczenia".to_owned()));
    let ran = office.run();
    assert_eq!(ran.code, 36, "{ran:?}");
    let reason = office.last().reason();
    assert_eq!(reason.values["field"], "Powiadomienia › O błędach dostarczenia");
    assert_eq!(
        (reason.values["wanted"].as_str(), reason.values["found"].as_str()),
        ("true", "false")
    );
    assert!(ran.stderr.contains("O błędach dostarczenia"), "{}", ran.stderr);
}

/// The skrytki stored so far, in order.
fn saved(office: &Office) -> Vec<String> {
    let writes = office.portal.truth().writes();
    let names = writes.into_iter().map(|entry| match entry.event {
        Event::Saved { skrytka, .. } => skrytka,
        other => panic!("{other:?}"),
    });
    names.collect()
}

#[test]
fn a_skrytka_that_goes_before_its_turn_or_after_it_ends_the_loop() {
    for (row, after, code, reason) in [
        ("Domyślna", 1, 30, "target-missing"),
        ("Skrytka_ESP", 2, 38, "row-vanished"),
    ] {
        let office = Office::open(Settings::default());
        office.portal.set_fault(Fault::RowVanishes {
            list: List::Skrytki,
            row: row.to_owned(),
            after,
        });
        let ran = office.run();
        let bundle = office.last();
        assert_eq!((ran.code, bundle.reason().code.as_str()), (code, reason), "{ran:?}");
        assert!(ran.stderr.contains(row), "{}", ran.stderr);
        let order = ["Skrytka_ESP", "Domyślna"];
        assert_eq!(saved(&office), order[..after as usize]);
        assert_eq!(verify(bundle.0.path()).completeness, []);
    }
}

#[test]
fn a_skrytka_that_comes_during_the_loop_is_told_and_left_as_it_is() {
    let office = Office::open(Settings::default());
    office.portal.set_fault(Fault::RowAppears {
        list: List::Skrytki,
        row: "Nowa".to_owned(),
        after: 1,
    });
    let ran = office.run();
    assert_eq!(ran.code, 0, "{ran:?}");
    let bundle = office.last();
    assert_eq!(bundle.notes(), ["row-appeared"]);
    assert!(ran.stderr.contains("Nowa"), "{}", ran.stderr);
    assert_eq!(saved(&office), ["Skrytka_ESP", "Domyślna"]);
    assert_eq!(office.portal.truth().skrytka(OFFICE, "Nowa").unwrap().mode, Mode::Push);
    assert_eq!(verify(bundle.0.path()).completeness, []);
}

/// What the portal may notify instead of the two addresses of the input.
const OTHER_ADDRESSES: [&str; 5] = [
    "kancelaria@powiat.example\ninformatyk@gmina.example",
    "kancelaria@powiat.example",
    "kancelaria@powiat.example\ninformatyk@powiat.example\nbyly.pracownik@powiat.example",
    "kancelaria@powiat.example\ninformatyk@powiat.example.com",
    "",
];

#[test]
fn other_missing_or_more_addresses_of_one_skrytka_leave_all_as_they_are() {
    let office = Office::open(Settings::default());
    for addresses in OTHER_ADDRESSES {
        office
            .portal
            .arrange_skrytka(OFFICE, "Domyślna", |skrytka| addresses.clone_into(&mut skrytka.emails));
        let ran = office.run();
        let bundle = office.last();
        assert_eq!(
            (ran.code, bundle.reason().code.as_str()),
            (36, "value-differs"),
            "{addresses}: {ran:?}"
        );
        let field = "Powiadomienia › Adresy e-mail do powiadomień";
        assert_eq!(bundle.reason().values["field"], field);
        assert_eq!(verify(bundle.0.path()).completeness, []);
        assert_eq!(office.writes(), 0);
    }
    // The order is the portal's own business.
    office.portal.arrange_skrytka(OFFICE, "Domyślna", |skrytka| {
        "informatyk@powiat.example; kancelaria@powiat.example".clone_into(&mut skrytka.emails);
    });
    let ran = office.plan();
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn what_a_missing_answer_left_undone_is_not_blamed_on_the_form() {
    // A request opens the skrytka; behind it, its tabs and its form comes that of the first choice, which frees other fields.
    const OPENS: u32 = 1;
    const CHOOSES: u32 = 5;
    let fails = Fault::ServerError {
        failure: HttpFailure::Internal,
        reach: Reach::Received,
    };
    let answers = [
        (Fault::NoAnswer(Reach::Done), OPENS, (22, "answer-missing")),
        (fails, CHOOSES, (22, "server-error")),
        (
            Fault::SessionExpired(ExpiryShape::DeadButton),
            CHOOSES,
            (24, "session-lost"),
        ),
    ];
    for (fault, request, ended) in answers {
        let office = Office::of_one_skrytka();
        assert_eq!(office.plan().code, 0);
        let plan = office.bundles().pop().unwrap();
        office.portal.set_fault_at(fault.clone(), Turn::ajax(request));
        let ran = office.krok(&["apply", plan.to_str().unwrap(), "--yes"]);
        let bundle = office.last();
        assert_eq!((ran.code, bundle.reason().code.as_str()), ended, "{fault:?}: {ran:?}");
        assert_eq!(office.writes(), 0, "{fault:?}");
        let is_chosen = bundle
            .0
            .records()
            .iter()
            .any(|record| matches!(&record.event, RecordEvent::Intent(intent) if intent.effect == "write"));
        assert_eq!(is_chosen, request == CHOOSES, "{fault:?} came elsewhere");
        office.portal.clear_faults();
        office.come_back();
        let resumed = office.krok(&["resume", bundle.0.path().to_str().unwrap(), "--yes"]);
        assert_eq!(resumed.code, 0, "{fault:?}: {resumed:?}");
        assert_eq!((office.writes(), office.deviations()), (1, Vec::new()), "{fault:?}");
    }
}

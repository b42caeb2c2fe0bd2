//! Chapter 4, points 1 and 2.1 on the practice portal: chosen cards are withdrawn if need be and deleted, and no others,
//! whatever the portal and other persons do meanwhile.

use std::fs;

use krok::evidence::format::Verdict;
use krok::evidence::verify::verify;
use mock_portal::{CardSet, CardStatus, Event, Fault, List, Moment, OFFICE, OTHER_OFFICE, Settings};

use crate::support::office::{Office, Ran};

const LICENCE: &str = "Wydanie prawa jazdy";
const INSTRUCTOR: &str = "Wpis do ewidencji instruktorów nauki jazdy";
const LECTURER: &str = "Wpis do ewidencji instruktorów/wykładowców nauki jazdy";
const FISHING: &str = "Wydanie karty wędkarskiej";
/// Published.
const LICENCE_LINE: &str = "Wydanie prawa jazdy;17.06.2015";
/// Withdrawn already.
const INSTRUCTOR_LINE: &str = "Wpis do ewidencji instruktorów nauki jazdy;19.06.2015";

const ONE: &str = "pzgliwice 1";
const TWO: &str = "pzgliwice 2";

fn office(cards: CardSet) -> Office {
    Office::open(Settings {
        cards,
        ..Settings::default()
    })
}

fn faulty(fault: Fault) -> Office {
    let office = office(CardSet::Few);
    office.portal.set_fault(fault);
    office
}

/// Lets krok wait for longer than a message of the portal lies over what it presses next.
fn patient(office: &Office) {
    let profile = office.folder().join("runbooks/epuap/portal.toml");
    let patient = fs::read_to_string(&profile).unwrap().replace("\"4s\"", "\"10s\"");
    fs::write(&profile, patient).unwrap();
}

/// Gives the runbook its lines.
fn ask(office: &Office, verb: &str, lines: &[&str], more: &[&str]) -> Ran {
    fs::write(
        office.folder().join("karty.csv"),
        format!("karta;data\n{}\n", lines.join("\n")),
    )
    .unwrap();
    let order = [
        verb,
        "runbooks/epuap/karty-usun.toml",
        "--input",
        "podmiot=pzgliwice",
        "--input",
        "karty=karty.csv",
        "--input",
        "urzad=POWIAT GLIWICKI",
    ];
    office.krok(&[&order as &[&str], more].concat())
}

/// Plans and applies, with the key of what is to be deleted.
fn delete(office: &Office, lines: &[&str], key: &str) -> Ran {
    ask(office, "run", lines, &["--yes", "--confirm", key])
}

fn titles_of(office: &Office, podmiot: &str) -> Vec<String> {
    let cards = office.portal.truth().cards();
    cards[podmiot].iter().map(|card| card.title.clone()).collect()
}

fn titles(office: &Office) -> Vec<String> {
    titles_of(office, OFFICE)
}

/// Every card that was withdrawn or deleted, in order.
fn done(office: &Office) -> Vec<String> {
    let writes = office.portal.truth().writes();
    writes
        .into_iter()
        .map(|entry| match entry.event {
            Event::CardWithdrawn { podmiot, card, .. } => format!("{podmiot}: {card} withdrawn"),
            Event::CardDeleted { podmiot, card, .. } => format!("{podmiot}: {card} deleted"),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn withdrawn(card: &str) -> String {
    format!("pzgliwice: {card} withdrawn")
}

fn deleted(card: &str) -> String {
    format!("pzgliwice: {card} deleted")
}

const NOTHING: [String; 0] = [];

/// Holds a run against its exit code and reason; its bundle tells all of it.
#[track_caller]
fn ended(office: &Office, ran: &Ran, code: i32, reason: &str) {
    let bundle = office.last();
    assert_eq!((ran.code, bundle.reason().code.as_str()), (code, reason), "{ran:?}");
    let verification = verify(bundle.0.path());
    assert_eq!((verification.integrity, verification.completeness), (vec![], vec![]));
}

#[test]
fn chosen_cards_are_withdrawn_if_need_be_and_deleted_and_no_others() {
    let office = office(CardSet::Few);
    let before = titles(&office);
    let lines = [LICENCE_LINE, INSTRUCTOR_LINE];
    let unasked = ask(&office, "run", &lines, &["--yes"]);
    assert_eq!(unasked.code, 19, "`--yes` is no key: {unasked:?}");
    assert_eq!(done(&office), NOTHING);

    let ran = delete(&office, &lines, TWO);
    assert_eq!(ran.code, 0, "{ran:?}");
    let left: Vec<String> = before
        .into_iter()
        .filter(|title| ![LICENCE, INSTRUCTOR].contains(&title.as_str()))
        .collect();
    assert_eq!(titles(&office), left);
    assert_eq!(
        done(&office),
        [withdrawn(LICENCE), deleted(LICENCE), deleted(INSTRUCTOR)]
    );
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Changed);
    assert_eq!(verify(bundle.0.path()).completeness, []);

    let again = delete(&office, &lines, TWO);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(office.last().finished().verdict, Verdict::Unchanged);
    assert_eq!(titles(&office), left);
}

#[test]
fn a_card_of_another_date_or_of_a_title_that_stands_twice_is_not_deleted() {
    let office = office(CardSet::Few);
    let ran = delete(&office, &["Wydanie prawa jazdy;18.06.2015"], ONE);
    ended(&office, &ran, 39, "identity-differs");
    office.portal.arrange_cards(OFFICE, |cards| {
        let mut twin = cards[2].clone();
        twin.number = 700;
        cards.push(twin);
    });
    let ran = delete(&office, &[LICENCE_LINE], ONE);
    ended(&office, &ran, 38, "rows-duplicate");
    assert_eq!(done(&office), NOTHING);
    assert_eq!(titles(&office).len(), 7);
}

/// Of the 92 cards: one of page 1, two neighbours of page 2, the last of page 4, whose title and one word more is that of
/// the next, and one of the last page. The second is withdrawn already.
const OF_ALL_PAGES: [(&str, &str); 5] = [
    (LICENCE, "17.06.2015"),
    ("Wydanie wtórnika nalepki kontrolnej", "19.06.2015"),
    ("Rejestracja pojazdu nowego", "19.06.2015"),
    ("Zezwolenie na wykonywanie przewozów regularnych", "19.06.2015"),
    ("Wydanie karty parkingowej osobie niepełnosprawnej", "19.06.2015"),
];

#[test]
fn cards_of_all_pages_are_deleted_and_neighbours_and_near_twins_stay() {
    let office = office(CardSet::Many);
    let cards = office.portal.truth().cards();
    let lines: Vec<String> = OF_ALL_PAGES
        .iter()
        .map(|(title, date)| format!("{title};{date}"))
        .collect();
    let is_chosen = |title: &str| OF_ALL_PAGES.iter().any(|(chosen, _)| *chosen == title);
    let chosen = cards[OFFICE].iter().filter(|card| is_chosen(&card.title));
    let statuses: Vec<CardStatus> = chosen.map(|card| card.status).collect();
    assert!(statuses.contains(&CardStatus::Current) && statuses.contains(&CardStatus::Outdated));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let ran = delete(&office, &lines, "pzgliwice 5");
    assert_eq!(ran.code, 0, "{ran:?}");
    let left: Vec<String> = cards[OFFICE]
        .iter()
        .map(|card| card.title.clone())
        .filter(|title| !is_chosen(title))
        .collect();
    assert_eq!(left.len(), 87);
    assert_eq!(titles(&office), left);
    assert_eq!(titles_of(&office, OTHER_OFFICE).len(), 92);
    let bundle = office.last();
    assert_eq!(bundle.notes(), [""; 0]);
    assert_eq!(verify(bundle.0.path()).completeness, []);
}

#[test]
fn rows_in_another_order_are_deleted_by_what_they_say() {
    let office = faulty(Fault::ReorderedRows);
    let ran = delete(&office, &[LICENCE_LINE, INSTRUCTOR_LINE], TWO);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        done(&office),
        [withdrawn(LICENCE), deleted(LICENCE), deleted(INSTRUCTOR)]
    );
}

/// A fault of the cards' list after the first deletion, which is one write.
fn vanishes(row: &str, after: u32) -> Fault {
    Fault::RowVanishes {
        list: List::Cards,
        row: row.to_owned(),
        after,
    }
}

fn appears(row: &str, after: u32) -> Fault {
    Fault::RowAppears {
        list: List::Cards,
        row: row.to_owned(),
        after,
    }
}

#[test]
fn a_card_that_goes_along_with_a_deletion_stops_the_loop() {
    for gone in [FISHING, LICENCE] {
        let office = faulty(vanishes(gone, 1));
        let ran = delete(&office, &[INSTRUCTOR_LINE, LICENCE_LINE], TWO);
        ended(&office, &ran, 42, "others-vanished");
        assert!(ran.stderr.contains(gone), "{}", ran.stderr);
        assert_eq!(office.last().notes(), ["row-not-reached"]);
        assert_eq!(done(&office), [deleted(INSTRUCTOR)]);
    }
}

#[test]
fn a_card_that_comes_between_two_deletions_is_told_and_stays() {
    let office = faulty(appears("Nowa karta", 1));
    let ran = delete(&office, &[INSTRUCTOR_LINE, LICENCE_LINE], TWO);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(office.last().notes(), ["row-appeared"]);
    assert_eq!(
        done(&office),
        [deleted(INSTRUCTOR), withdrawn(LICENCE), deleted(LICENCE)]
    );
    assert!(titles(&office).contains(&"Nowa karta".to_owned()));
}

#[test]
fn a_twin_that_comes_between_two_deletions_keeps_both_of_the_name() {
    let office = faulty(appears(LICENCE, 1));
    let ran = delete(&office, &[INSTRUCTOR_LINE, LICENCE_LINE], TWO);
    ended(&office, &ran, 38, "rows-duplicate");
    assert_eq!(done(&office), [deleted(INSTRUCTOR)]);
}

#[test]
fn a_card_that_somebody_deletes_once_krok_has_withdrawn_it_is_found_gone() {
    let office = faulty(vanishes(LICENCE, 1));
    let ran = delete(&office, &[LICENCE_LINE, INSTRUCTOR_LINE], TWO);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(done(&office), [withdrawn(LICENCE), deleted(INSTRUCTOR)]);
    assert!(!titles(&office).contains(&LICENCE.to_owned()));
}

#[test]
fn a_card_that_came_or_went_after_the_plan_is_not_taken_for_the_planned_one() {
    for (fault, code, reason) in [
        (vanishes(LICENCE, 0), 12, "stale-plan"),
        (appears(LICENCE, 0), 38, "rows-duplicate"),
    ] {
        let office = office(CardSet::Few);
        let plan = ask(&office, "plan", &[LICENCE_LINE], &[]);
        assert_eq!(plan.code, 0, "{plan:?}");
        let plan = office.bundles().pop().unwrap();
        office.portal.set_fault(fault);
        let ran = office.krok(&["apply", plan.to_str().unwrap(), "--yes", "--confirm", ONE]);
        ended(&office, &ran, code, reason);
        assert_eq!(done(&office), NOTHING);
    }
}

#[test]
fn a_published_card_that_the_portal_will_not_delete_stays_and_the_portal_is_quoted() {
    let office = faulty(Fault::PublishedCardRefuses);
    patient(&office);
    let ran = delete(&office, &[LICENCE_LINE], ONE);
    ended(&office, &ran, 42, "not-gone");
    let said = "Nie można usunąć karty o statusie Aktualna. Najpierw wycofaj kartę z publikacji.";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    assert_eq!(done(&office), NOTHING);
    assert_eq!(titles(&office).len(), 6);
}

#[test]
fn a_question_about_another_card_is_cancelled() {
    let other = Fault::ConfirmAbout(LECTURER.to_owned());
    let office = faulty(other.clone());
    let ran = delete(&office, &[INSTRUCTOR_LINE], ONE);
    ended(&office, &ran, 41, "dialog-other");
    assert!(ran.stderr.contains(LECTURER), "{}", ran.stderr);
    assert_eq!(done(&office), NOTHING);
    // The question about the withdrawal names no card; the one that follows does.
    let ran = delete(&office, &[LICENCE_LINE], ONE);
    ended(&office, &ran, 41, "dialog-other");
    assert_eq!(done(&office), [withdrawn(LICENCE)]);
    assert_eq!(titles(&office).len(), 6);
}

#[test]
fn without_permission_nothing_is_deleted() {
    let usun = || "Usuń".to_owned();
    for (fault, line, code, reason) in [
        (Fault::NoPermission(usun()), INSTRUCTOR_LINE, 42, "not-gone"),
        // Not even withdrawn, so that the portal asks about that once more.
        (Fault::NoPermission(usun()), LICENCE_LINE, 41, "dialog-other"),
        (Fault::MissingControl(usun()), INSTRUCTOR_LINE, 30, "target-missing"),
        (Fault::DisabledControl(usun()), INSTRUCTOR_LINE, 33, "target-disabled"),
    ] {
        let office = faulty(fault.clone());
        if matches!(fault, Fault::NoPermission(_)) {
            patient(&office);
        }
        let ran = delete(&office, &[line], ONE);
        ended(&office, &ran, code, reason);
        if reason == "not-gone" {
            let said = "Nie masz uprawnień do wykonania tej operacji.";
            assert!(ran.stderr.contains(said), "{}", ran.stderr);
        }
        assert_eq!(done(&office), NOTHING, "{fault:?}");
        assert_eq!(titles(&office).len(), 6);
    }
}

#[test]
fn a_context_that_switches_ends_the_loop_and_the_other_office_keeps_its_cards() {
    let switch = |at| Fault::ContextSwitch {
        to: OTHER_OFFICE.to_owned(),
        at,
    };
    for (lines, at, code, reason, writes) in [
        (
            [INSTRUCTOR_LINE, LICENCE_LINE],
            Moment::Request(1),
            11,
            "entity-wrong",
            vec![],
        ),
        (
            [INSTRUCTOR_LINE, LICENCE_LINE],
            Moment::Write(1),
            40,
            "write-unknown",
            vec![deleted(INSTRUCTOR)],
        ),
        (
            [LICENCE_LINE, INSTRUCTOR_LINE],
            Moment::Write(1),
            40,
            "write-unknown",
            // The request that the question was about is the one that comes too late.
            vec![withdrawn(LICENCE), deleted(LICENCE)],
        ),
    ] {
        let office = office(CardSet::Few);
        let plan = ask(&office, "plan", &lines, &[]);
        assert_eq!(plan.code, 0, "{plan:?}");
        let plan = office.bundles().pop().unwrap();
        office.portal.set_fault(switch(at));
        let ran = office.krok(&["apply", plan.to_str().unwrap(), "--yes", "--confirm", TWO]);
        ended(&office, &ran, code, reason);
        assert_eq!(done(&office), writes, "{at:?}");
        assert_eq!(titles_of(&office, OTHER_OFFICE).len(), 6, "{at:?}");
    }
}

#[test]
fn a_withdrawal_that_moves_the_date_leaves_the_card_withdrawn_until_it_is_asked_for_by_its_new_date() {
    let office = faulty(Fault::WithdrawalMovesDate);
    let ran = delete(&office, &[LICENCE_LINE, INSTRUCTOR_LINE], TWO);
    ended(&office, &ran, 39, "identity-differs");
    let reason = office.last().reason();
    assert_eq!(
        (reason.values["wanted"].as_str(), reason.values["found"].as_str()),
        ("17.06.2015", "24.06.2015")
    );
    assert_eq!(done(&office), [withdrawn(LICENCE)]);
    assert!(
        office.last().notes().contains(&"agreed-first".to_owned()),
        "what was done is told"
    );
    assert_eq!(titles(&office).len(), 6);

    let ran = delete(&office, &["Wydanie prawa jazdy;24.06.2015"], ONE);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(done(&office), [withdrawn(LICENCE), deleted(LICENCE)]);
}

//! How many reviewers are enough: the rules of a file, held against the verdicts of a bundle.

use std::fs;

use serde_json::Value;

use crate::support::desk::Desk;
use crate::support::reviewer::{Reviewing, desk};

/// Reviews the bundle step by step.
fn review(desk: &Desk, who: &str, key: &str, verdict: &str) {
    let review = Reviewing::start(desk, &["--reviewer", who, "--key", key]);
    let seat = review.enter();
    seat.accept_all();
    let done = seat.post("finish", &[("verdict", verdict), ("remark", "Przejrzano.")]);
    assert_eq!(done.status, 200, "{done:?}");
    assert_eq!(review.ended().0, Some(0));
}

fn policy(desk: &Desk, text: &str) {
    fs::write(desk.path("zasady.toml"), format!("title = \"Dwie osoby\"\n{text}\n")).unwrap();
}

/// Verifies; returns the exit code, the decision, how many count, and why each verdict that does not count does not.
fn judged(desk: &Desk) -> (i32, String, u64, Vec<String>) {
    let ran = desk.verified(&["--json", "--policy", "zasady.toml"]);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
    assert_eq!(told["exit"], ran.code);
    let acceptance = &told["acceptance"];
    let verdicts = acceptance["verdicts"].as_array().unwrap();
    let passed_over = verdicts
        .iter()
        .filter_map(|verdict| verdict["passed_over"].as_str().map(str::to_owned));
    (
        ran.code,
        acceptance["decision"].as_str().unwrap().to_owned(),
        acceptance["accepted"].as_u64().unwrap(),
        passed_over.collect(),
    )
}

/// A signed bundle, and the keys of everybody.
fn signed() -> Desk {
    let desk = desk("");
    for name in ["operator", "anna", "jan", "obcy"] {
        desk.key(name, "ed25519");
    }
    desk.done(&["sign", "teczka", "--key", "operator"]);
    desk.trust(&[("operator", ""), ("anna", ""), ("jan", "")]);
    desk
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn two_persons_who_are_not_the_operator_are_enough_and_one_is_not() {
    let desk = signed();
    policy(&desk, "quorum = 2");
    assert_eq!(judged(&desk), (4, "short".to_owned(), 0, none()));
    review(&desk, "Anna", "anna", "accepted");
    assert_eq!(judged(&desk), (4, "short".to_owned(), 1, none()));
    review(&desk, "Anna", "anna", "accepted");
    assert_eq!(judged(&desk), (4, "short".to_owned(), 1, vec!["again".to_owned()]));
    review(&desk, "Ja Sam", "operator", "accepted");
    let (code, decision, accepted, mut why) = judged(&desk);
    why.sort();
    assert_eq!((code, decision.as_str(), accepted), (4, "short", 1));
    assert_eq!(why, ["again", "operator"]);
    // A verdict on the whole, given in the terminal, is one like the others.
    desk.done(&["countersign", "teczka", "--verdict", "accepted", "--key", "jan"]);
    let (code, decision, accepted, _) = judged(&desk);
    assert_eq!((code, decision.as_str(), accepted), (0, "accepted", 2));
    let told = desk.krok(&["verify", "teczka", "--trust", "zaufani", "--policy", "zasady.toml"]);
    assert!(
        told.stdout
            .contains("przyjęcie (Dwie osoby): PRZYJĘTA – przyjęły osoby: 2, potrzeba: 2"),
        "{told:?}"
    );
    assert!(told.stdout.contains("to osoba, która wykonała przebieg"), "{told:?}");
}

#[test]
fn a_rejection_outweighs_everybody_who_accepts() {
    let desk = signed();
    policy(&desk, "quorum = 1");
    review(&desk, "Anna", "anna", "accepted");
    assert_eq!(judged(&desk), (0, "accepted".to_owned(), 1, none()));
    review(&desk, "Jan", "jan", "rejected");
    assert_eq!(judged(&desk), (4, "rejected".to_owned(), 1, none()));
}

#[test]
fn only_those_whom_the_rules_name_count() {
    let desk = signed();
    policy(&desk, "quorum = 1\nreviewers = [\"anna\"]");
    review(&desk, "Anna", "obcy", "accepted");
    let (code, decision, accepted, why) = judged(&desk);
    assert_eq!((code, decision.as_str(), accepted), (4, "short", 0));
    assert_eq!(why, ["unknown"]);
    desk.done(&["countersign", "teczka", "--verdict", "rejected", "--key", "jan"]);
    policy(&desk, "quorum = 1\nreviewers = [\"Anna\"]");
    let (_, decision, _, mut why) = judged(&desk);
    why.sort();
    assert_eq!(decision, "short");
    assert_eq!(why, ["not-named", "unknown"]);
}

#[test]
fn what_nobody_signed_counts_only_where_the_rules_say_so() {
    let desk = desk("");
    fs::write(desk.path("zaufani"), "").unwrap();
    policy(&desk, "quorum = 1");
    review(&desk, "Anna Nowak", "none", "accepted");
    assert_eq!(judged(&desk), (4, "short".to_owned(), 0, vec!["unsigned".to_owned()]));
    policy(&desk, "quorum = 1\nunsigned = true");
    assert_eq!(judged(&desk), (0, "accepted".to_owned(), 1, none()));
    // The account that carried out the run, whatever the case of its name.
    policy(&desk, "quorum = 2\nunsigned = true");
    review(&desk, "OPERATOR", "none", "accepted");
    assert_eq!(judged(&desk), (4, "short".to_owned(), 1, vec!["operator".to_owned()]));
}

#[test]
fn a_changed_bundle_is_accepted_by_nobody() {
    let desk = signed();
    policy(&desk, "quorum = 1");
    review(&desk, "Anna", "anna", "accepted");
    fs::write(desk.bundle().join("texts/obcy.txt"), "x").unwrap();
    let (code, decision, ..) = judged(&desk);
    assert_eq!((code, decision.as_str()), (1, "short"));
}

#[test]
fn every_mistake_in_the_rules_is_told_with_its_place() {
    let desk = desk("");
    let wrong = [
        ("quorum = 0", "zasady.toml:2:10", "od 1 do 20"),
        ("quorum = \"dwa\"", "zasady.toml:2:10", "liczba całkowita"),
        ("quorum = 2\nreviewers = [\"anna\"]", "zasady.toml:3:13", "wymieniono 1"),
        ("quorum = 1\nunsigned = false", "zasady.toml:3:12", "true"),
        ("qourum = 1", "zasady.toml:2:1", "quorum"),
    ];
    for (text, place, word) in wrong {
        policy(&desk, text);
        let ran = desk.krok(&["verify", "teczka", "--policy", "zasady.toml"]);
        assert_eq!(ran.code, 2, "{text}: {ran:?}");
        assert!(
            ran.stderr.contains(place) && ran.stderr.contains(word) && ran.stderr.contains('^'),
            "{text}: {}",
            ran.stderr
        );
    }
    fs::write(desk.path("zasady.toml"), "").unwrap();
    let ran = desk.krok(&["verify", "teczka", "--policy", "zasady.toml"]);
    assert!(
        ran.stderr.contains("title") && ran.stderr.contains("quorum"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.krok(&["verify", "teczka", "--policy", "nie-ma.toml"]).code, 2);
}

//! Bundles with dialogs, candidates and whole pages: what verify asks of them, and what it says when they were damaged.

use std::fs;

use krok::evidence::chain;
use krok::evidence::finding::Finding;
use krok::evidence::format::{DialogAnswer, Event, Mask, Masked, Rectangle, Status};
use krok::evidence::verify::{Verification, verify};
use krok::report::findings::words;
use krok::text::language::Language;

use crate::support::cards::{Cards, STEP, Sealed, reason, target};

/// A dialog answered, one left open, and twins, in one step that failed.
fn honest() -> Sealed {
    let mut cards = Cards::begin("press");
    cards.act("attach", Some(target("Umowa nr 7", 20.0, 30.0)), Some("umowa.pdf"));
    let before = cards.picture((400, 900), Some((0.0, 120.0)), &[]);
    let press = cards.intent("press", Some(target("Umowa nr 7", 20.0, 30.0)), None, before);
    cards.dialog("Czy na pewno?", Some(DialogAnswer::Accepted), Some(press));
    let after = cards.look();
    cards.done(press, Some(after));
    cards.act("scroll", None, None);
    cards.act("close-window", None, Some("Umowa nr 8"));
    let seen = cards.look();
    let twins = vec![target("Umowa nr 7", 20.0, 30.0), target("Umowa nr 8", 20.0, 70.0)];
    cards.candidates(Some(seen), twins);
    let last = cards.intent("press", Some(target("Umowa nr 8", 20.0, 70.0)), None, seen);
    cards.dialog("Podaj powód", None, Some(last));
    cards.done(last, None);
    cards.end(Status::Failed, Some(reason("dialog-open", &[("text", "Podaj powód")])))
}

fn found(sealed: &Sealed) -> Verification {
    verify(&sealed.path)
}

/// Changes the text of one line and nothing else.
fn edited(from: &str, to: &str) -> (u64, Verification) {
    let sealed = honest();
    let path = sealed.path.join("trail.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().position(|line| line.contains(from)).unwrap();
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    (line as u64 + 1, found(&sealed))
}

/// Changes the trail and mends every hash behind it, but not the seal.
fn rewritten(from: &str, to: &str) -> Verification {
    let sealed = honest();
    let path = sealed.path.join("trail.ndjson");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    let mut previous = chain::ORIGIN.to_owned();
    let lines = text.replacen(from, to, 1);
    let mended = lines.lines().map(|line| {
        let json = line.rsplit_once('\t').unwrap().0;
        previous = chain::link(&previous, json.as_bytes());
        format!("{json}\t{previous}\n")
    });
    fs::write(&path, mended.collect::<String>()).unwrap();
    found(&sealed)
}

#[test]
fn dialogs_candidates_and_whole_pages_are_intact_and_complete() {
    let sealed = honest();
    assert_eq!(found(&sealed).integrity, []);
    assert_eq!(found(&sealed).completeness, []);
}

#[test]
fn no_word_of_a_dialog_and_no_number_of_a_candidate_changes_unseen() {
    for (from, to) in [
        ("Czy na pewno?", "Czy na pewne?"),
        ("\"answer\":\"accepted\"", "\"answer\":\"dismissed\""),
        ("Umowa nr 8\"],\"role\"", "Umowa nr 9\"],\"role\""),
        ("\"y\":70.0", "\"y\":71.0"),
        ("\"corner\":[0.0,120.0]", "\"corner\":[0.0,0.0]"),
        ("\"act\":\"attach\"", "\"act\":\"scroll\""),
    ] {
        let (line, found) = edited(from, to);
        assert!(
            found.integrity.contains(&Finding::LineChanged(line)),
            "{from}: {found:?}"
        );
        let found = rewritten(from, to);
        let changed = Finding::FileChanged("trail.ndjson".to_owned());
        assert!(found.integrity.contains(&changed), "{from}: {found:?}");
    }
}

#[test]
fn a_place_that_is_no_number_is_no_record_and_one_that_is_none_is_named() {
    let found = rewritten("\"y\":70.0", "\"y\":1e999");
    let broken = |finding: &Finding| matches!(finding, Finding::LineBroken { .. });
    assert!(found.integrity.iter().any(broken), "{found:?}");
    let found = rewritten("\"width\":60.0,\"height\":20.0", "\"width\":-60.0,\"height\":20.0");
    let wrong = |finding: &Finding| matches!(finding, Finding::RectangleWrong(_));
    assert!(found.completeness.iter().any(wrong), "{found:?}");
}

/// Writes a step by hand, and returns what is missing from it.
fn gaps(status: Status, write: impl FnOnce(&mut Cards)) -> Vec<Finding> {
    let mut cards = Cards::begin("press");
    write(&mut cards);
    let sealed = cards.end(status, Some(reason("dialog-open", &[])));
    assert_eq!(found(&sealed).integrity, []);
    found(&sealed).completeness
}

fn passed_over(seq: u64) -> Finding {
    let step = STEP.to_owned();
    Finding::DialogPassedOver { seq, step }
}

#[test]
fn a_dialog_belongs_to_an_act_that_is_under_way() {
    let none = gaps(Status::Failed, |cards| {
        cards.look();
        cards.dialog("Czy?", Some(DialogAnswer::Dismissed), None);
    });
    assert_eq!(none, []);
    let never = gaps(Status::Failed, |cards| {
        let seen = cards.look();
        cards.dialog("Czy?", Some(DialogAnswer::Dismissed), Some(seen));
    });
    assert_eq!(never, [Finding::DialogStray(3)]);
    let ended = gaps(Status::Failed, |cards| {
        let before = cards.look();
        let press = cards.intent("press", None, None, before);
        let after = cards.look();
        cards.done(press, Some(after));
        cards.dialog("Czy?", Some(DialogAnswer::Dismissed), Some(press));
    });
    assert_eq!(ended, [Finding::DialogStray(6)]);
}

#[test]
fn the_text_of_an_open_dialog_stands_in_for_the_picture_that_nobody_can_take() {
    let open = |answer: Option<DialogAnswer>| {
        gaps(Status::Failed, |cards| {
            let before = cards.look();
            let press = cards.intent("press", None, None, before);
            cards.dialog("Czy?", answer, Some(press));
            cards.done(press, None);
        })
    };
    assert_eq!(open(None), []);
    let step = STEP.to_owned();
    let missing = [Finding::PictureAfterMissing { seq: 3, step }];
    assert_eq!(open(Some(DialogAnswer::Accepted)), missing);
}

#[test]
fn a_dialog_left_open_ends_its_step() {
    let acted = gaps(Status::Failed, |cards| {
        cards.look();
        cards.dialog("Czy?", None, None);
        cards.act("press", Some(target("Umowa nr 7", 1.0, 1.0)), None);
    });
    assert_eq!(acted, [passed_over(3)]);
    let succeeded = gaps(Status::Unchanged, |cards| {
        cards.look();
        cards.dialog("Czy?", None, None);
    });
    assert_eq!(succeeded, [passed_over(3)]);
}

#[test]
fn candidates_are_shown_by_a_record_of_the_page() {
    let seen_by = |observed: fn(u64) -> Option<u64>| {
        gaps(Status::Failed, |cards| {
            let seen = cards.look();
            cards.candidates(observed(seen), vec![target("Umowa nr 7", 1.0, 1.0)]);
        })
    };
    assert_eq!(seen_by(Some), []);
    let step = STEP.to_owned();
    let unseen = [Finding::CandidatesUnseen { seq: 3, step }];
    assert_eq!(seen_by(|_| None), unseen);
    assert_eq!(seen_by(|seen| Some(seen - 1)), unseen);
    assert_eq!(seen_by(|_| Some(900)), unseen);
}

#[test]
fn every_new_act_needs_its_outcome() {
    for act in ["attach", "scroll", "close-window"] {
        let open = gaps(Status::Failed, |cards| {
            let before = cards.look();
            cards.intent(act, None, None, before);
        });
        let step = STEP.to_owned();
        assert_eq!(open, [Finding::ActOpen { seq: 3, step }], "{act}");
    }
}

#[test]
fn each_finding_has_its_words_in_both_languages() {
    let step = STEP.to_owned();
    for finding in [
        Finding::DialogStray(7),
        passed_over(7),
        Finding::CandidatesUnseen { seq: 7, step },
        Finding::RectangleWrong(7),
        Finding::MaskUntold(7),
    ] {
        let (polish, english) = (words(&finding, Language::Polish), words(&finding, Language::English));
        assert!(polish.contains("nr 7"), "{polish}");
        assert!(english.contains("record 7"), "{english}");
    }
}

/// A picture with one box, whose name the trail has told under a rule.
fn boxed(told: &[(&str, &str)], x: f64) -> Vec<Finding> {
    gaps(Status::Failed, |cards| {
        for (rule, name) in told {
            cards.append(Event::Masked(Masked {
                name: (*name).to_owned(),
                rule: (*rule).to_owned(),
                mark: None,
            }));
        }
        cards.cover(vec![boxed_at(x)]);
        cards.look();
    })
}

fn boxed_at(x: f64) -> Mask {
    let area = Rectangle {
        x,
        y: 10.0,
        width: 100.0,
        height: 20.0,
    };
    Mask {
        rule: "pesel".to_owned(),
        name: "PESEL-1".to_owned(),
        area,
    }
}

#[test]
fn a_box_has_a_name_that_was_told_and_lies_in_its_picture() {
    assert_eq!(boxed(&[("pesel", "PESEL-1")], 300.0), []);
    for told in [&[][..], &[("e-mail", "PESEL-1")], &[("pesel", "PESEL-2")]] {
        let found = boxed(told, 300.0);
        assert!(matches!(found[..], [Finding::MaskUntold(_)]), "{told:?}: {found:?}");
    }
    for x in [-1.0, 301.0] {
        let found = boxed(&[("pesel", "PESEL-1")], x);
        assert!(matches!(found[..], [Finding::RectangleWrong(_)]), "{x}: {found:?}");
    }
}

//! What a report shows beyond pictures of acts: dialogs, what an ambiguous target could mean, whole pages, lists, windows.

use krok::evidence::bundle::Bundle;
use krok::evidence::format::{DialogAnswer, Event, Field, FieldStatus, Mask, Masked, Rectangle, Status, Value};
use krok::evidence::verify::verify;
use krok::report::html;
use krok::text::language::Language;

use crate::support::cards::{Cards, Sealed, reason, target};

fn page(sealed: &Sealed, language: Language) -> String {
    let bundle = Bundle::open(&sealed.path).unwrap();
    html::render(&bundle, &verify(&sealed.path), language).unwrap()
}

/// Returns what stands between two texts.
fn between<'h>(html: &'h str, from: &str, to: &str) -> &'h str {
    let rest = html.split_once(from).unwrap_or_else(|| panic!("no {from} in {html}")).1;
    rest.split_once(to).unwrap().0
}

/// A press that brings up a dialog.
fn asked(says: &str, answer: Option<DialogAnswer>) -> Sealed {
    let mut cards = Cards::begin("press");
    let before = cards.look();
    let press = cards.intent("press", Some(target("Umowa nr 7", 20.0, 30.0)), None, before);
    let is_open = answer.is_none();
    cards.dialog(says, answer, Some(press));
    let after = (!is_open).then(|| cards.look());
    cards.done(press, after);
    if is_open {
        return cards.end(Status::Failed, Some(reason("dialog-open", &[("text", says)])));
    }
    cards.end(Status::Unchanged, None)
}

#[test]
fn an_answered_dialog_is_a_card_at_its_act_with_its_answer_and_who_declared_it() {
    let sealed = asked(
        "Podaj powód",
        Some(DialogAnswer::AcceptedWith("koniec roku".to_owned())),
    );
    let html = page(&sealed, Language::Polish);
    let act = between(&html, "<section class=\"act\">", "<div class=\"pair\">");
    for text in [
        "<blockquote>Podaj powód</blockquote>",
        "OK, po wpisaniu „koniec roku”",
        "(„asked”), wiersz 12",
    ] {
        assert!(act.contains(text), "{text} is not in {act}");
    }
    let english = page(&asked("Leave?", Some(DialogAnswer::Dismissed)), Language::English);
    assert!(english.contains("Answered: <b>Cancel</b>"), "{english}");
}

#[test]
fn a_dialog_left_open_says_so_and_why_no_picture_follows() {
    let html = page(&asked("Czy na pewno?", None), Language::Polish);
    let act = between(&html, "<section class=\"act\">", "</section>");
    assert!(
        act.contains("dialog open") && act.contains("Pozostawiono otwarte"),
        "{act}"
    );
    assert!(act.contains("Jego treść podano wyżej"), "{act}");
    assert!(!html.contains("Brak obrazu – luka w teczce"), "{html}");
    assert!(html.contains("✓ kompletny"), "{html}");
}

#[test]
fn the_browsers_own_question_has_words_though_it_has_no_text() {
    let html = page(&asked("", Some(DialogAnswer::Accepted)), Language::Polish);
    assert!(html.contains("czy opuścić stronę z niezapisanymi zmianami"), "{html}");
    assert!(!html.contains("<blockquote>"));
}

#[test]
fn a_dialog_without_an_act_stands_where_it_came() {
    let mut cards = Cards::begin("press");
    cards.look();
    cards.dialog("Najpierw", Some(DialogAnswer::Accepted), None);
    cards.act("press", Some(target("Umowa nr 7", 20.0, 30.0)), None);
    cards.dialog("Potem", Some(DialogAnswer::Accepted), None);
    let html = page(&cards.end(Status::Unchanged, None), Language::Polish);
    let (before, act) = html.split_once("<section class=\"act\">").unwrap();
    assert!(before.contains("Najpierw") && act.contains("Potem"), "{html}");
}

/// Twins in a picture of the whole page that was scrolled.
fn twins(height: u32, rows: &[f64]) -> Sealed {
    let mut cards = Cards::begin("press");
    let seen = cards.picture((640, height), Some((0.0, 100.0)), &[]);
    let targets = rows
        .iter()
        .zip(1..)
        .map(|(y, row)| target(&format!("Umowa nr {row}"), 300.0, *y));
    let targets = targets.collect();
    cards.candidates(Some(seen), targets);
    let why = reason(
        "target-ambiguous",
        &[("label", "Edytuj"), ("candidates", "Umowa nr 1 › Edytuj")],
    );
    cards.end(Status::Failed, Some(why))
}

#[test]
fn every_candidate_is_boxed_and_numbered_where_the_step_failed() {
    let html = page(&twins(480, &[30.0, 70.0]), Language::Polish);
    let reason = html.find("class=\"reason failed\"").unwrap();
    let candidates = html.find("class=\"candidates\"").unwrap();
    assert!(reason < candidates && candidates < html.find("<dl class=\"facts small\">").unwrap());
    let shown = between(&html, "class=\"candidates\"", "</section>");
    for text in [
        "<rect class=\"box\" x=\"296\" y=\"126\" width=\"68\" height=\"28\" rx=\"4\"/>",
        "<rect class=\"box\" x=\"296\" y=\"166\" width=\"68\" height=\"28\" rx=\"4\"/>",
        ">1</text>",
        ">2</text>",
        "Umowy › Umowa nr 1 ›",
        "Umowy › Umowa nr 2 ›",
        "przycisk · odnaleziono przez własną etykietę",
    ] {
        assert!(shown.contains(text), "{text} is not in {shown}");
    }
    assert_eq!(html.matches("<img ").count(), 1, "the picture stands once");
    let outside = page(&twins(480, &[30.0, 900.0]), Language::Polish);
    assert_eq!(outside.matches("element leżał poza tym obrazem").count(), 1);
}

#[test]
fn a_long_page_is_cut_to_windows_on_its_boxes_and_whole_after_a_click() {
    let html = page(&twins(4000, &[30.0, 70.0, 3600.0]), Language::Polish);
    let shown = between(&html, "class=\"candidates\"", "</section>");
    assert_eq!(
        shown
            .matches("<a class=\"picture part\" href=\"pictures/0001.png\">")
            .count(),
        2
    );
    assert!(shown.contains("viewBox=\"0 0 640 384\""), "{shown}");
    assert!(shown.contains("viewBox=\"0 3518 640 384\""), "{shown}");
    assert!(shown.contains("wycinek obrazu całej strony"), "{shown}");
    assert!(!shown.contains("<img "), "{shown}");
}

#[test]
fn a_long_page_without_a_box_scrolls_in_its_frame() {
    let mut cards = Cards::begin("see");
    cards.picture((640, 4000), Some((0.0, 0.0)), &[]);
    let html = page(&cards.end(Status::Unchanged, None), Language::English);
    assert!(
        html.contains("<div class=\"tall\" tabindex=\"0\" role=\"region\""),
        "{html}"
    );
}

#[test]
fn a_target_outside_its_picture_is_said_to_be_there_and_one_nobody_saw_has_no_box() {
    let mut cards = Cards::begin("press");
    cards.act("press", Some(target("Umowa nr 7", 20.0, 900.0)), None);
    let mut unseen = target("(1 of 2)", 0.0, 0.0);
    (unseen.rectangle.width, unseen.rectangle.height) = (0.0, 0.0);
    cards.act("press", Some(unseen), None);
    let html = page(&cards.end(Status::Unchanged, None), Language::Polish);
    assert_eq!(html.matches("element leżał poza tym obrazem").count(), 1);
    assert!(!html.contains("<rect"), "{html}");
}

#[test]
fn windows_that_open_and_close_are_told() {
    let mut cards = Cards::begin("press");
    let before = cards.look();
    let press = cards.intent("press", Some(target("Umowa nr 7", 20.0, 30.0)), None, before);
    let after = cards.picture((400, 300), None, &["another window opened", "quiet"]);
    cards.done(press, Some(after));
    cards.act("close-window", None, Some("Umowa nr 7"));
    let sealed = cards.end(Status::Unchanged, None);
    let html = page(&sealed, Language::Polish);
    assert!(html.contains("Otworzyło się nowe okno: „Umowa nr 7”"), "{html}");
    assert!(html.contains("zamknięto okno: <b>Umowa nr 7</b>"), "{html}");
    assert!(page(&sealed, Language::English).contains("A new window opened: “Umowa nr 7”"));
}

#[test]
fn the_pictures_counted_are_those_that_can_be_opened() {
    let mut cards = Cards::begin("press");
    let before = cards.look();
    let press = cards.intent("press", None, None, before);
    let same = cards.again(before);
    cards.done(press, Some(same));
    cards.picture((640, 4000), Some((0.0, 0.0)), &[]);
    let html = page(&cards.end(Status::Unchanged, None), Language::Polish);
    assert!(html.contains("<b>2</b> <span>obrazy</span>"), "{html}");
}

#[test]
fn several_values_are_a_list_and_none_is_empty() {
    let mut cards = Cards::begin("set");
    cards.look();
    let several = |labels: &[&str]| Value::Several(labels.iter().map(|label| (*label).to_owned()).collect());
    cards.append(Event::Field(Field {
        places: Vec::new(),
        label: "Odbiorcy".to_owned(),
        before: several(&[]),
        wanted: several(&["Gliwice; Zabrze", "Bytom"]),
        after: Some(several(&["Gliwice; Zabrze", "Bytom"])),
        status: FieldStatus::Changed,
    }));
    let html = page(&cards.end(Status::Changed, None), Language::Polish);
    let list = "<ul class=\"values\"><li>Gliwice; Zabrze</li><li>Bytom</li></ul>";
    // Wanted and after, in the table of changes and at the step.
    assert_eq!(html.matches(list).count(), 4, "{html}");
    assert!(html.contains("<span>(puste)</span>"), "{html}");
}

#[test]
fn hostile_texts_of_dialogs_and_candidates_stay_texts() {
    let sealed = |spice: &str| {
        let mut cards = Cards::begin("press");
        let before = cards.look();
        let press = cards.intent("press", Some(target(spice, 20.0, 30.0)), Some(spice), before);
        cards.dialog(spice, Some(DialogAnswer::AcceptedWith(spice.to_owned())), Some(press));
        let seen = cards.look();
        cards.done(press, Some(seen));
        cards.candidates(Some(seen), vec![target(spice, 1.0, 1.0), target(spice, 9.0, 90.0)]);
        cards.end(Status::Failed, Some(reason("target-ambiguous", &[("label", spice)])))
    };
    let tags = |html: &str| html.matches('<').count();
    let honest = tags(&page(&sealed("x"), Language::Polish));
    let long = "A".repeat(60_000);
    for hostile in [
        "<script>alert(1)</script>",
        "\"><svg onload=alert(1)>",
        "</blockquote></text><!--",
        &long,
    ] {
        let html = page(&sealed(hostile), Language::Polish);
        assert_eq!(tags(&html), honest, "{hostile:.40}");
        assert!(!html.contains("<script") && !html.contains("<!--"));
    }
}

#[test]
fn the_report_counts_what_is_covered_on_a_picture_and_in_the_run() {
    let mask = |(rule, name): (&str, &str), y| Mask {
        rule: rule.to_owned(),
        name: name.to_owned(),
        area: Rectangle {
            x: 10.0,
            y,
            width: 100.0,
            height: 20.0,
        },
    };
    let (one, other, mail) = (("pesel", "PESEL-1"), ("pesel", "PESEL-2"), ("e-mail", "e-mail-1"));
    let mut cards = Cards::begin("press");
    for (rule, name) in [one, other, mail] {
        cards.append(Event::Masked(Masked {
            name: name.to_owned(),
            rule: rule.to_owned(),
            mark: None,
        }));
    }
    cards.cover(vec![
        mask(one, 10.0),
        mask(one, 40.0),
        mask(other, 70.0),
        mask(mail, 100.0),
    ]);
    cards.look();
    let sealed = cards.end(Status::Unchanged, None);
    let html = page(&sealed, Language::Polish);
    assert!(html.contains("zakryto: 1× adres e-mail, 3× PESEL"), "{html}");
    let cover = between(&html, "id=\"facts\"", "</section>");
    assert!(cover.contains("<dd>1× adres e-mail, 2× PESEL<small>"), "{cover}");
    let english = page(&sealed, Language::English);
    assert!(english.contains("covered: 1× e-mail address, 3× PESEL"), "{english}");
    let bare = page(&twins(480, &[30.0]), Language::Polish);
    assert!(!bare.contains("akryto"), "{bare}");
}

//! The pages of a review in a real browser, by keyboard alone, and with a portal's texts that mean harm.
#![expect(clippy::disallowed_types, reason = "the suite looks over the reviewer's shoulder")]

use std::time::Duration;

use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use krok::evidence::statements::{Ruling, StepRuling};
use krok::evidence::verify::verify;

use crate::accessibility::question;
use crate::support::browsers::{Held, browser, runtime};
use crate::support::hand::hand;
use crate::support::pages::Outside;
use crate::support::reviewer::{Reviewing, desk};

/// A reviewer at a keyboard.
struct Keyboard {
    client: Client,
    _browser: Held,
}

impl Keyboard {
    fn sit_down(address: &str) -> Self {
        let browser = browser();
        let client = runtime().block_on(async {
            let client = hand(&browser.webdriver_url, &browser.session_id).await;
            client.goto(address).await.unwrap();
            client
        });
        Self {
            client,
            _browser: browser,
        }
    }

    /// Waits until something that this describes stands on the page.
    fn see(&self, xpath: &str) {
        let found = async {
            let patience = Duration::from_secs(20);
            self.client
                .wait()
                .at_most(patience)
                .for_element(Locator::XPath(xpath))
                .await
        };
        if let Err(error) = runtime().block_on(found) {
            panic!("{xpath}: {error}\n{}", self.script("return document.body.innerText"));
        }
    }

    fn see_heading(&self, text: &str) {
        self.see(&format!("//h1[starts-with(normalize-space(.), '{text}')]"));
    }

    /// What is said of the step in front.
    fn see_said(&self, word: &str) {
        self.see(&format!("//p[@id='said'][contains(., '{word}')]"));
    }

    /// Presses keys wherever the focus is.
    fn press(&self, keys: &str) {
        let typed = async { self.client.active_element().await?.send_keys(keys).await };
        runtime().block_on(typed).unwrap();
    }

    /// Presses Tab until the focus is on what this selects.
    fn tab_to(&self, css: &str) {
        for _ in 0..60 {
            if self.script(&format!("return document.activeElement.matches('{css}')")) == true {
                return;
            }
            self.press("\u{e004}");
        }
        panic!("no way to {css} by Tab");
    }

    fn script(&self, text: &str) -> serde_json::Value {
        runtime().block_on(self.client.execute(text, Vec::new())).unwrap()
    }

    /// Checks the page in front against the rules of accessibility, and folds up again what was unfolded for it.
    fn breaks_no_rule(&self) {
        assert_eq!(self.script(&question()), serde_json::json!([]));
        self.script("for (const each of document.querySelectorAll('details')) each.open = false;");
    }

    /// Says it in the remark, once the focus is there.
    fn write(&self, text: &str) {
        self.see("//p[@id='remark-hint'][contains(., 'Ctrl+Enter')]");
        assert_eq!(self.script("return document.activeElement.id"), "remark");
        let store = format!("{}{}", char::from(Key::Control), char::from(Key::Enter));
        self.press(text);
        self.press(&store);
    }
}

const ENTER: &str = "\u{e007}";

#[test]
fn a_whole_review_goes_by_keyboard_alone() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &["--reviewer", "Anna Nowak", "--key", "none"]);
    let at = Keyboard::sit_down(&review.address);
    at.see("//button[contains(., 'Zacznij przegląd')]");
    at.breaks_no_rule();
    at.press(ENTER);
    at.see_heading("Próba");
    at.breaks_no_rule();
    // Not yet: four steps were not seen.
    at.press("f");
    at.see_heading("Zakończenie przeglądu");
    assert_eq!(
        at.script("return document.querySelectorAll('#obstacles ~ form button').length"),
        4
    );
    assert_eq!(
        at.script("return document.querySelector('[value=accepted]').disabled"),
        true
    );
    at.press("o");
    at.see_heading("Próba");
    at.press("n");
    at.see_heading("Krok ustaw");
    at.see_said("Jeszcze bez oceny");
    at.breaks_no_rule();
    at.press("a");
    at.see_said("przyjęty");
    at.press("n");
    at.see_heading("Krok usun");
    at.press("q");
    at.write("Kto się zgodził?");
    at.see_said("pytanie");
    at.press("k");
    at.see_heading("Krok ustaw");
    at.press("k");
    at.see_heading("Krok lista");
    at.press("j");
    at.see_heading("Krok ustaw");
    at.press("n");
    at.see_heading("Krok telefon");
    at.press("a");
    at.see_said("przyjęty");
    at.press("n");
    at.see_heading("Krok konto");
    // Second thoughts: Esc leaves the remark without a verdict.
    at.press("r");
    at.see("//p[@id='remark-hint'][contains(., 'Ctrl+Enter')]");
    at.press("\u{e00c}");
    at.see_said("Jeszcze bez oceny");
    at.press("r");
    at.write("Nie zapisano.");
    at.see_said("odrzucony");
    // A letter in the remark is a letter.
    at.tab_to("#remark");
    at.press("jka");
    at.see_heading("Krok konto");
    at.press("\u{e00c}");
    at.press("f");
    at.see_heading("Zakończenie przeglądu");
    at.see("//button[contains(., 'Krok nie jest przyjęty')]");
    at.breaks_no_rule();
    // Both are answered meanwhile.
    for step in ["Krok usun", "Krok konto"] {
        at.tab_to("#obstacles ~ form button");
        at.press(ENTER);
        at.see_heading(step);
        at.press("a");
        at.see_said("przyjęty");
        at.press("f");
        at.see_heading("Zakończenie przeglądu");
    }
    at.tab_to("#remark");
    at.press("Wyjaśniono.");
    at.tab_to("[value=accepted]");
    at.press(ENTER);
    at.see_heading("Przegląd zakończony");
    at.see("//b[@id='verdict'][.='przyjęto']");
    at.breaks_no_rule();
    let looks = "return getComputedStyle(document.querySelector('main')).maxWidth";
    assert_ne!(at.script(looks), "none", "the last page has lost its looks");
    assert_eq!(review.ended().0, Some(0));
    let statements = verify(&desk.bundle()).statements;
    let review = &statements.unsigned[0].review;
    assert_eq!(
        (review.verdict, review.remark.as_str()),
        (Ruling::Accepted, "Wyjaśniono.")
    );
    let question = review.steps.iter().find(|step| step.path == "usun").unwrap();
    assert_eq!(question.verdict, StepRuling::Accepted);
    assert_eq!(question.remark, "Kto się zgodził?");
}

#[test]
fn keys_can_be_switched_off_and_stay_off() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &["--reviewer", "Anna", "--key", "none"]);
    let at = Keyboard::sit_down(&review.address);
    at.press(ENTER);
    at.see_heading("Próba");
    at.press("n");
    at.see_heading("Krok ustaw");
    at.tab_to("details.keys summary");
    at.press(ENTER);
    at.tab_to("#keys");
    at.press(" ");
    at.press("j");
    at.press("f");
    at.press("a");
    at.see_heading("Krok ustaw");
    at.see_said("Jeszcze bez oceny");
    at.script("document.querySelector('[data-key=j]').click()");
    at.see_heading("Krok usun");
    assert_eq!(at.script("return document.querySelector('#keys').checked"), false);
    review.stop();
}

#[test]
fn a_changed_bundle_is_an_alarm_first_and_cannot_be_accepted_in_the_browser() {
    let desk = desk("");
    std::fs::write(desk.bundle().join("pictures/obcy.png"), "x").unwrap();
    let review = Reviewing::start(&desk, &["--reviewer", "Anna", "--key", "none"]);
    let at = Keyboard::sit_down(&review.address);
    at.see("//p[@role='alert'][contains(., 'Teczka jest naruszona')]");
    at.press(ENTER);
    at.see_heading("✗ Teczka jest naruszona");
    let first = "return document.querySelector('main').firstElementChild.getAttribute('role')";
    assert_eq!(at.script(first), "alert");
    at.press("f");
    at.see_heading("Zakończenie przeglądu");
    assert_eq!(
        at.script("return document.querySelector('[value=accepted]').disabled"),
        true
    );
    at.tab_to("#remark");
    at.press("Obcy plik.");
    at.tab_to("[value=rejected]");
    at.press(ENTER);
    at.see("//b[@id='verdict'][.='odrzucono']");
    assert_eq!(review.ended().0, Some(0));
}

#[test]
fn hostile_texts_stay_texts_in_the_browser() {
    let outside = Outside::new();
    let bait = &outside.bait;
    let hostile = format!(
        "\"'></textarea></button></form></title><img src=\"{bait}\" onerror=\"window.ran=1\"><script>window.ran=1</script>\
         <script src=\"{bait}\"></script><form action=\"{bait}\"><meta http-equiv=refresh content=\"0;url={bait}\">\
         <a href=\"javascript:window.ran=1\" data-key=\"a\">x</a><base href=\"{bait}\">"
    );
    let desk = desk(&hostile);
    let review = Reviewing::start(&desk, &["--reviewer", &format!("Anna{hostile}"), "--key", "none"]);
    let at = Keyboard::sit_down(&review.address);
    at.press(ENTER);
    at.see_heading("Próba");
    let is_clean = || {
        assert_eq!(at.script("return window.ran === undefined"), true);
        assert_eq!(at.script("return document.scripts.length"), 1);
        let foreign = "return document.querySelectorAll('base, iframe, meta[http-equiv], img[onerror], a[href^=\"javascript\"]').length";
        assert_eq!(at.script(foreign), 0);
    };
    is_clean();
    for step in ["ustaw", "usun", "telefon", "konto"] {
        at.press("n");
        at.see_heading(&format!("Krok {step}"));
        is_clean();
        at.press("r");
        at.write(&hostile);
        at.see_said("odrzucony");
        is_clean();
        let kept = at.script("return document.querySelector('#remark').value");
        assert_eq!(kept, hostile);
    }
    at.press("f");
    at.see_heading("Zakończenie przeglądu");
    is_clean();
    at.tab_to("[value=rejected]");
    at.press(ENTER);
    at.see("//b[@id='verdict'][.='odrzucono']");
    is_clean();
    assert_eq!(review.ended().0, Some(0));
    outside.was_not_asked();
}

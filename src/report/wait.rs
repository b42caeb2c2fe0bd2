//! What was waited for, in words. The page's own scripts tell it in English; other phrases are shown as they are.

use crate::text::language::Language;

use super::shown::shown;

/// What the browser says of a press that opened a window.
pub(super) const WINDOW_OPENED: &str = "another window opened";

/// What the browser says of a window that went away by itself.
pub(super) const WINDOW_CLOSED: &str = "the window closed itself";

/// Phrases of `webdriver/page/settle.js`, `unrest.js`, `changes.js` and the browser, with the Polish.
const PHRASES: &[(&str, &str)] = &[
    ("quiet", "strona ucichła"),
    ("deadline", "upłynął czas oczekiwania"),
    (
        "waiting for two frames",
        "sprawdzenie, czy obraz strony się nie zmienia",
    ),
    ("nothing has changed yet", "na stronie nic się jeszcze nie zmieniło"),
    ("fonts are loading", "wczytuje się pismo strony"),
    ("the document is loading", "strona się wczytuje"),
    ("the document is not complete", "strona się wczytuje"),
    (
        "the document of a frame is not complete",
        "ramka na stronie się wczytuje",
    ),
    ("the page is being left", "przejście do innej strony"),
    (
        "the request queue of the page is not empty",
        "strona wymienia dane z portalem",
    ),
    ("requests of the page are running", "strona wymienia dane z portalem"),
    (WINDOW_OPENED, "otworzyło się inne okno"),
    (WINDOW_CLOSED, "okno zamknęło się samo"),
    ("the page was left for another", "przejście do innej strony"),
    ("the page does not answer", "strona na razie nie odpowiada"),
];

/// Phrases that name parts of the page after a colon.
const BEGINNINGS: &[(&str, &str)] = &[
    ("not there yet: ", "jeszcze nie ma: "),
    ("there more than once: ", "jest więcej niż raz: "),
    ("not visible yet: ", "jeszcze nie widać: "),
    ("disabled: ", "jeszcze nieaktywne: "),
    ("in motion: ", "w ruchu: "),
    ("covered: ", "zasłonięte: "),
    ("replaced just now: ", "strona właśnie podmieniła: "),
    ("its list is still open: ", "lista pola jest wciąż otwarta: "),
    ("not worked yet: ", "jeszcze nie dało się użyć: "),
    ("not offered yet: ", "jeszcze nie ma do wyboru: "),
    ("changing: ", "zmienia się część strony: "),
    ("busy: ", "portal pokazuje, że pracuje: "),
    ("moving: ", "coś się porusza: "),
    (
        "only the same parts keep changing: ",
        "wciąż zmieniają się tylko te same części strony: ",
    ),
];

/// Returns a phrase in a language.
pub(super) fn phrase(said: &str, language: Language) -> String {
    match language {
        Language::Polish => polish(said),
        Language::English => shown(said),
    }
}

fn polish(said: &str) -> String {
    if let Some(rest) = said.strip_prefix("no longer waited for: ") {
        return format!("już bez czekania na to: {}", polish(rest));
    }
    if let Some((_, polish)) = PHRASES.iter().find(|(known, _)| *known == said) {
        return (*polish).to_owned();
    }
    let beginning = BEGINNINGS
        .iter()
        .find_map(|(known, polish)| said.strip_prefix(known).map(|rest| (polish, rest)));
    match beginning {
        Some((polish, rest)) => format!("{polish}{}", shown(rest)),
        None => shown(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTLE: &str = include_str!("../../webdriver/page/settle.js");
    const UNREST: &str = include_str!("../../webdriver/page/unrest.js");
    const CHANGES: &str = include_str!("../../webdriver/page/changes.js");
    const HINDRANCES: &str = include_str!("../executor/reason.rs");
    const PAGE: &str = include_str!("../browser/settling.rs");

    #[test]
    fn every_known_phrase_is_one_that_a_page_can_tell() {
        for (phrase, _) in PHRASES.iter().chain(BEGINNINGS) {
            assert!(
                [SETTLE, UNREST, CHANGES, PAGE, HINDRANCES]
                    .iter()
                    .any(|source| source.contains(phrase)),
                "nobody says `{phrase}`"
            );
        }
    }

    #[test]
    fn every_phrase_that_a_page_can_tell_is_known() {
        let told = UNREST
            .lines()
            .filter_map(|line| line.split_once("return '"))
            .filter_map(|(_, rest)| rest.split('\'').next())
            .filter(|phrase| phrase.contains(' '));
        for phrase in told.chain([
            "quiet",
            "nothing has changed yet",
            "waiting for two frames",
            "the page is being left",
        ]) {
            assert_ne!(polish(phrase), phrase);
        }
    }

    #[test]
    fn parts_of_the_page_keep_their_names_and_unknown_phrases_their_words() {
        assert_eq!(
            phrase("busy: div.ui-blockui", Language::Polish),
            "portal pokazuje, że pracuje: div.ui-blockui"
        );
        assert_eq!(
            phrase("no longer waited for: busy: div.x", Language::Polish),
            "już bez czekania na to: portal pokazuje, że pracuje: div.x"
        );
        assert_eq!(phrase("zajęte: x", Language::Polish), "zajęte: x");
        assert_eq!(phrase("quiet", Language::English), "quiet");
    }
}

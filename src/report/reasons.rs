//! Reasons in words: what was seen, what was wanted, and what a person can do.

use std::collections::BTreeMap;

use crate::evidence::format::Reason;
use crate::text::language::Language;

use super::conditions;
use super::shown::shown;
use super::wait;
use super::words;

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonWords {
    /// What was seen and what was wanted; one sentence.
    pub message: String,
    /// What to do; none for codes that this version does not know.
    pub hint: Option<String>,
}

/// Words of one code in both languages. `{name}` is a value; a part in `[…]` is left out if a value in it is missing.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) code: &'static str,
    pub(super) polish: (&'static str, &'static str),
    pub(super) english: (&'static str, &'static str),
}

/// Returns the words of a reason. An unknown code is shown as stored, with its values.
pub fn words(reason: &Reason, language: Language) -> ReasonWords {
    match super::reason_table::REASONS
        .iter()
        .find(|entry| entry.code == reason.code)
    {
        Some(entry) => {
            let (message, hint) = match language {
                Language::Polish => entry.polish,
                Language::English => entry.english,
            };
            let values = spoken(reason, language);
            ReasonWords {
                message: format!("{}{}", fill(message, &values), in_line(reason, language)),
                hint: Some(fill(hint, &values)),
            }
        }
        None => ReasonWords {
            message: raw(reason),
            hint: None,
        },
    }
}

/// Returns the values; those that krok itself said in English are put in the reader's language.
fn spoken(reason: &Reason, language: Language) -> BTreeMap<String, String> {
    let mut values = reason.values.clone();
    if let "value-differs" | "stale-plan" | "identity-differs" = reason.code.as_str() {
        // An empty value is not stored, and a gap in the sentence would not say that the field is empty.
        for name in ["found", "wanted", "planned"] {
            let empty = language.pick("(puste)", "(empty)").to_owned();
            values.entry(name.to_owned()).or_insert(empty);
        }
    }
    if let Some(question) = conditions::question(&values, language) {
        values.insert("question".to_owned(), question);
    }
    for (name, value) in &mut values {
        match (reason.code.as_str(), name.as_str()) {
            ("not-quiet", "what") => *value = wait::phrase(value, language),
            ("target-not-ready" | "write-unknown", "cause") => *value = cause(value, language),
            ("page-touched", "how") => *value = touched(value, language),
            ("answer-unfit", "lacking") => *value = lacking(value, language),
            ("anchor-missing", "said") => *value = no_token(value, language),
            ("effect-greater", "declared" | "listed") => *value = words::effect(value, language),
            (_, _) => {}
        }
    }
    values
}

/// Says why an authority issued no time stamp.
fn no_token(said: &str, language: Language) -> String {
    match said.split_once(' ').unwrap_or((said, "")) {
        ("silent", _) => language
            .pick("nie odpowiedział na czas", "no answer in time")
            .to_owned(),
        ("unreachable", _) => language
            .pick("nie można się z nim połączyć", "it cannot be reached")
            .to_owned(),
        ("status", number) => match language {
            Language::Polish => format!("odpowiedział kodem HTTP {}", shown(number)),
            Language::English => format!("it answered with HTTP status {}", shown(number)),
        },
        ("refused", why) => match language {
            Language::Polish => format!("odmówił ({})", shown(why)),
            Language::English => format!("it refused ({})", shown(why)),
        },
        ("bad-token", _) => language
            .pick(
                "jego odpowiedź nie jest dobrym znacznikiem czasu",
                "its answer is no good time stamp",
            )
            .to_owned(),
        ("no-randomness", _) => language
            .pick(
                "komputer nie dał liczb losowych do zapytania",
                "the machine gave no random bits for the request",
            )
            .to_owned(),
        _ => shown(said),
    }
}

/// Says for which line of which file the run was at work.
fn in_line(reason: &Reason, language: Language) -> String {
    let (Some(file), Some(line)) = (reason.values.get("file"), reason.values.get("line")) else {
        return String::new();
    };
    let (file, line) = (shown(file), shown(line));
    match language {
        Language::Polish => format!(" Plik „{file}”, wiersz {line}."),
        Language::English => format!(" File “{file}”, line {line}."),
    }
}

/// A code within another reason: the few that may stand there have a few words of their own.
fn cause(code: &str, language: Language) -> String {
    let (polish, english) = match code {
        "target-covered" => ("coś go zasłania", "something lies over it"),
        "target-hidden" => ("nie widać go", "it cannot be seen"),
        "target-disabled" => ("jest nieaktywny", "it is disabled"),
        "target-replaced" => ("strona podmieniła go na nowy", "the page put another in its place"),
        "window-closed" => ("zamknięto okno przeglądarki", "the browser window was closed"),
        "browser-lost" => ("utracono połączenie z przeglądarką", "the browser is gone"),
        "browser-protocol" => (
            "przeglądarka odpowiedziała w nieoczekiwany sposób",
            "an unexpected answer of the browser",
        ),
        "page-silent" => (
            "strona nie odpowiedziała w wyznaczonym czasie",
            "the page did not answer in time",
        ),
        "page-unreachable" => ("nie udało się otworzyć strony", "the page could not be opened"),
        "host-wrong" => ("portal przeszedł pod inny adres", "the portal went to another address"),
        "maintenance" => ("portal zamknięto na czas prac", "the portal was closed for works"),
        "server-error" => ("serwer portalu zgłosił błąd", "the portal's server failed"),
        "answer-missing" => ("portal nie odpowiedział", "the portal gave no answer"),
        "session-lost" => ("portal zakończył sesję", "the portal ended the session"),
        "page-touched" => ("ktoś użył strony", "somebody touched the page"),
        _ => return shown(code),
    };
    language.pick(polish, english).to_owned()
}

/// What somebody did to a page, in a few words.
fn touched(code: &str, language: Language) -> String {
    let (polish, english) = match code {
        "keys" => ("naciśnięto klawisz", "a key was pressed"),
        "pointer" => ("kliknięto", "something was clicked"),
        "other-page" => (
            "otwarto w tej karcie inną stronę",
            "another page was opened in this tab",
        ),
        "turned" => ("cofnięto się do poprzedniej strony", "the page before was gone back to"),
        "reloaded" => ("odświeżono stronę", "the page was reloaded"),
        "other-tab" => (
            "pokazano inną kartę przeglądarki albo zminimalizowano okno",
            "another tab of the browser was brought to the front, or the window was minimised",
        ),
        "tab-opened" => ("otwarto inną kartę lub okno", "another tab or window was opened"),
        _ => return shown(code),
    };
    language.pick(polish, english).to_owned()
}

/// What is wrong with an answer, in a few words.
fn lacking(code: &str, language: Language) -> String {
    let (polish, english) = match code {
        "by" => ("nie mówi, kto to zrobił", "it does not say who did it"),
        "answer" => (
            "brakuje odpowiedzi albo nie ma jej do wyboru",
            "the answer is missing, or none to choose from",
        ),
        "note" => ("brakuje notatki", "the note is missing"),
        "attachments" => ("brakuje załącznika", "the attachment is missing"),
        "unasked" => ("podaje coś, o co krok nie pyta", "it gives what was not asked for"),
        _ => return shown(code),
    };
    language.pick(polish, english).to_owned()
}

fn raw(reason: &Reason) -> String {
    let values: Vec<String> = reason
        .values
        .iter()
        .map(|(name, value)| format!("{}: {}", shown(name), shown(value)))
        .collect();
    if values.is_empty() {
        shown(&reason.code)
    } else {
        format!("{} ({})", shown(&reason.code), values.join("; "))
    }
}

/// Puts the values in. Values are texts of the portal: they are inserted, never read as templates.
fn fill(template: &str, values: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((plain, optional)) = rest.split_once('[') {
        text.push_str(&fill_part(plain, values).0);
        let (part, after) = optional.split_once(']').unwrap_or((optional, ""));
        let (filled, whole) = fill_part(part, values);
        if whole {
            text.push_str(&filled);
        }
        rest = after;
    }
    text.push_str(&fill_part(rest, values).0);
    text
}

/// Fills a part and tells whether no value was missing.
fn fill_part(template: &str, values: &BTreeMap<String, String>) -> (String, bool) {
    let mut text = String::new();
    let mut whole = true;
    let mut rest = template;
    while let Some((plain, named)) = rest.split_once('{') {
        text.push_str(plain);
        let (name, after) = named.split_once('}').unwrap_or((named, ""));
        if let Some(value) = values.get(name) {
            text.push_str(&shown(value));
        } else {
            whole = false;
            text.push('…');
        }
        rest = after;
    }
    text.push_str(rest);
    (text, whole)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::super::reason_table::REASONS;
    use super::*;

    fn reason(code: &str, values: &[(&str, &str)]) -> Reason {
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Reason {
            code: code.to_owned(),
            values,
        }
    }

    fn names(template: &str) -> BTreeSet<&str> {
        template
            .split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next())
            .collect()
    }

    #[test]
    fn both_languages_name_the_same_values() {
        for entry in REASONS {
            assert_eq!(names(entry.polish.0), names(entry.english.0), "{}", entry.code);
            assert_eq!(names(entry.polish.1), names(entry.english.1), "{}", entry.code);
            assert!(
                !entry.polish.1.is_empty() && !entry.english.1.is_empty(),
                "{} has no hint",
                entry.code
            );
        }
    }

    #[test]
    fn each_code_stands_once() {
        let codes: BTreeSet<&str> = REASONS.iter().map(|entry| entry.code).collect();
        assert_eq!(codes.len(), REASONS.len());
    }

    /// Returns every file of a folder of the sources, whole.
    fn sources(folder: &Path) -> Vec<String> {
        let mut texts = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                texts.extend(sources(&path));
            } else {
                texts.push(fs::read_to_string(&path).unwrap());
            }
        }
        texts
    }

    /// Returns the string literals that stand right after a mark, white space apart.
    fn literals_after<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
        text.split(mark)
            .skip(1)
            .filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next())
    }

    #[test]
    fn every_code_that_krok_stores_has_its_sentence() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let texts: Vec<String> = ["executor", "cli", "browser"]
            .into_iter()
            .flat_map(|module| sources(&source.join(module)))
            .collect();
        let stored: BTreeSet<&str> = texts
            .iter()
            .flat_map(|text| literals_after(text, "reason(").chain(literals_after(text, "code:")))
            .collect();
        assert!(stored.len() > 30, "the scan found only {stored:?}");
        for code in stored {
            assert!(
                REASONS.iter().any(|entry| entry.code == code),
                "`{code}` has no sentence in reason_table.rs"
            );
        }
    }

    #[test]
    fn what_krok_itself_said_in_english_is_polish_in_polish() {
        let told = words(
            &reason("not-quiet", &[("what", "the document is loading")]),
            Language::Polish,
        );
        assert!(told.message.ends_with("w wyznaczonym czasie: strona się wczytuje."));
        let effects = [("label", "Usuń"), ("declared", "write"), ("listed", "destroy")];
        let told = words(&reason("effect-greater", &effects), Language::Polish);
        assert!(told.message.contains("(usunięcie danych)"), "{}", told.message);
    }

    #[test]
    fn what_the_driver_said_stays_in_the_record() {
        let said = ("said", "element click intercepted: Element <a> is not clickable");
        for (code, cause, told) in [
            ("target-not-ready", "target-covered", "coś go zasłania"),
            ("write-unknown", "browser-lost", "utracono połączenie z przeglądarką"),
            ("browser-lost", "", "Utracono połączenie z przeglądarką: zamknięto ją"),
            ("window-closed", "", "zostało zamknięte"),
            ("browser-protocol", "", "w nieoczekiwany sposób."),
            ("evidence-failed", "", "zapisać dowodów."),
            ("page-silent", "", "Strona nie odpowiedziała w wyznaczonym czasie."),
        ] {
            let words = words(&reason(code, &[("cause", cause), said]), Language::Polish);
            assert!(words.message.contains(told), "{}", words.message);
            assert!(!words.message.contains("intercepted"), "{}", words.message);
        }
    }

    #[test]
    fn an_empty_value_is_called_empty() {
        let differs = reason("value-differs", &[("field", "Ulica"), ("wanted", "Łąkowa")]);
        let told = words(&differs, Language::Polish).message;
        assert!(told.contains("(puste)"), "{told}");
    }

    #[test]
    fn a_missing_value_takes_its_part_of_the_sentence_along() {
        let bare = words(&reason("target-missing", &[("label", "Edytuj")]), Language::Polish);
        assert_eq!(bare.message, "Na stronie nie ma „Edytuj”.");
        let full = reason(
            "target-missing",
            &[("label", "Edytuj"), ("places", "Tryb pracy"), ("nearest", "Edycja")],
        );
        assert_eq!(
            words(&full, Language::Polish).message,
            "Na stronie nie ma „Edytuj” (miejsce: Tryb pracy). Najbardziej podobne: Edycja."
        );
    }

    #[test]
    fn a_value_is_never_read_as_a_template() {
        let words = words(&reason("text-missing", &[("text", "{text} [x]")]), Language::English);
        assert!(words.message.contains("{text} [x]"));
    }

    #[test]
    fn an_unknown_code_is_shown_as_stored() {
        let words = words(&reason("moon-full", &[("phase", "3")]), Language::Polish);
        assert_eq!(
            words,
            ReasonWords {
                message: "moon-full (phase: 3)".to_owned(),
                hint: None
            }
        );
    }
}

//! Conditions in words: what was asked, what was found, and whether it holds.

use std::collections::BTreeMap;

use crate::evidence::format::{Clause, Condition, Reason, Truth};
use crate::text::language::Language;

use super::shown::shown;

/// Returns a condition that was judged, in one line.
pub(super) fn words(condition: &Condition, language: Language) -> String {
    let question = phrase(&condition.asked.code, &condition.asked.values, language);
    let question = question.unwrap_or_else(|| shown(&condition.asked.code));
    let clause = match condition.clause {
        Clause::When => language.pick("warunek kroku", "condition of the step"),
        Clause::Require => language.pick("wymagane", "required"),
    };
    let truth = truth(condition.truth, language);
    let found = condition.found.as_deref().map(|found| {
        let is = language.pick("jest", "found");
        format!(" ({is}: {})", shown(found))
    });
    format!("{clause}: {question} – {truth}{}", found.unwrap_or_default())
}

/// Returns what was asked; none for a question that this version does not know.
pub fn asked(asked: &Reason, language: Language) -> Option<String> {
    phrase(&asked.code, &asked.values, language)
}

/// Says whether a condition holds.
pub fn truth(truth: Truth, language: Language) -> &'static str {
    match truth {
        Truth::Holds => language.pick("zachodzi", "holds"),
        Truth::HoldsNot => language.pick("nie zachodzi", "does not hold"),
        Truth::Unknown => language.pick("nie da się jeszcze rozstrzygnąć", "cannot be decided yet"),
    }
}

/// Returns the question behind a reason that names a condition; none if it names none.
pub(super) fn question(values: &BTreeMap<String, String>, language: Language) -> Option<String> {
    phrase(values.get("asked")?, values, language)
}

fn phrase(code: &str, values: &BTreeMap<String, String>, language: Language) -> Option<String> {
    let value = |name: &str| values.get(name).map(|value| shown(value)).unwrap_or_default();
    // A name alone stands for what a person gave under it; braces are the author's.
    let named = |noun: &str| {
        let written = value("value");
        let name = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        match (name.filter(|name| !name.contains(['{', '}'])), language) {
            (Some(name), _) => format!("{noun} {name}"),
            (None, Language::Polish) => format!("„{written}”"),
            (None, Language::English) => format!("“{written}”"),
        }
    };
    Some(match (language, code) {
        (Language::Polish, "see") => format!("na stronie jest „{}”", value("text")),
        (Language::English, "see") => format!("the page shows “{}”", value("text")),
        (Language::Polish, "not-see") => format!("na stronie nie ma „{}”", value("text")),
        (Language::English, "not-see") => format!("the page does not show “{}”", value("text")),
        (Language::Polish, "field-is") => format!("w polu „{}” jest „{}”", value("field"), value("wanted")),
        (Language::English, "field-is") => format!("the field “{}” says “{}”", value("field"), value("wanted")),
        (Language::Polish, "field-is-not") => format!("w polu „{}” nie ma „{}”", value("field"), value("wanted")),
        (Language::English, "field-is-not") => {
            format!("the field “{}” does not say “{}”", value("field"), value("wanted"))
        }
        (Language::Polish, "value-is") => format!("{} ma być „{}”", named("dana"), value("wanted")),
        (Language::English, "value-is") => format!("{} is “{}”", named("the value"), value("wanted")),
        (Language::Polish, "value-is-not") => format!("{} nie może być „{}”", named("dana"), value("wanted")),
        (Language::English, "value-is-not") => format!("{} is not “{}”", named("the value"), value("wanted")),
        (Language::Polish, "table-has") => format!("w tabeli „{}” jest wiersz „{}”", value("table"), value("row")),
        (Language::English, "table-has") => format!("the table “{}” has the row “{}”", value("table"), value("row")),
        (Language::Polish, "table-lacks") => {
            format!("w tabeli „{}” nie ma wiersza „{}”", value("table"), value("row"))
        }
        (Language::English, "table-lacks") => {
            format!("the table “{}” has no row “{}”", value("table"), value("row"))
        }
        (Language::Polish, "done") => format!("wykonano wcześniej procedurę „{}”", value("runbook")),
        (Language::English, "done") => format!("the runbook “{}” was carried out before", value("runbook")),
        (Language::Polish, "done-one-of") => format!("wykonano wcześniej jedną z procedur: {}", value("runbook")),
        (Language::English, "done-one-of") => {
            format!("one of the runbooks was carried out before: {}", value("runbook"))
        }
        (Language::Polish, "answered") => format!(
            "w procedurze „{}”, krok „{}”, odpowiedziano „{}”",
            value("runbook"),
            value("step"),
            value("wanted")
        ),
        (Language::English, "answered") => format!(
            "“{}” was answered in the step “{}” of the runbook “{}”",
            value("wanted"),
            value("step"),
            value("runbook")
        ),
        (Language::Polish | Language::English, _) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_that_krok_stores_has_its_words() {
        let source = include_str!("../executor/question.rs");
        let codes: Vec<&str> = source
            .split("asking(")
            .filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next())
            .collect();
        assert_eq!(codes.len(), 11, "{codes:?}");
        for code in codes {
            for language in [Language::Polish, Language::English] {
                assert!(phrase(code, &BTreeMap::new(), language).is_some(), "{code}");
            }
        }
    }
}

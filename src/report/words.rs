//! The stored codes of verbs, acts, roles, tiers, effects and statuses, as people say them.

use crate::evidence::format::{FieldStatus, Status};
use crate::text::language::Language;

use super::shown::shown;

/// Code, Polish, English.
type Entry = (&'static str, &'static str, &'static str);

const VERBS: &[Entry] = &[
    ("go", "przejście", "go"),
    ("open", "otwarcie adresu", "open"),
    ("press", "naciśnięcie", "press"),
    ("see", "sprawdzenie treści", "see"),
    ("not_see", "sprawdzenie nieobecności", "not see"),
    ("set", "ustawienie wartości", "set"),
    ("check", "sprawdzenie wartości", "check"),
    ("destroy", "usunięcie", "destroy"),
    ("filter", "wyszukiwanie", "filter"),
    ("record", "odczyt do akt", "record"),
    ("visit", "sprawdzenie adresu zewnętrznego", "visit"),
    ("manual", "czynność osoby", "manual"),
    ("for_each", "dla każdego wiersza", "for each"),
    ("run", "czynności dla wiersza", "run"),
    ("use", "inna procedura", "use"),
    ("require", "warunki rozpoczęcia", "what the run requires"),
];

const EFFECTS: &[Entry] = &[
    ("read", "tylko odczyt", "reads only"),
    ("navigate", "przejście po portalu", "moves about"),
    ("write", "zmiana danych", "changes data"),
    ("destroy", "usunięcie danych", "destroys data"),
    ("manual", "działa osoba", "a person acts"),
];

const ACTS: &[Entry] = &[
    ("open", "otwarto adres", "opened"),
    ("press", "naciśnięto", "pressed"),
    ("hover", "wskazano kursorem", "pointed at"),
    ("escape", "zamknięto klawiszem Esc", "closed with Esc"),
    ("fill", "wpisano", "filled in"),
    ("choose", "wybrano", "chose"),
    ("switch", "przełączono", "switched"),
    ("attach", "załączono plik", "attached a file"),
    ("scroll", "przewinięto część strony", "scrolled a part of the page"),
    ("visit", "odwiedzono adres", "visited"),
    ("close-window", "zamknięto okno", "closed the window"),
];

const ROLES: &[Entry] = &[
    ("button", "przycisk", "button"),
    ("link", "odnośnik", "link"),
    ("tab", "zakładka", "tab"),
    ("menuitem", "pozycja menu", "menu item"),
    ("radio", "pole jednokrotnego wyboru", "radio button"),
    ("checkbox", "pole wyboru", "checkbox"),
    ("switch", "przełącznik", "switch"),
    ("textbox", "pole tekstowe", "text field"),
    ("spinbutton", "pole liczbowe", "number field"),
    ("combobox", "pole z listą", "field with a list"),
    ("listbox", "lista wielokrotnego wyboru", "list of several"),
    ("file", "pole na plik", "file field"),
    ("treeitem", "gałąź drzewa", "branch of a tree"),
    ("clickable", "element do kliknięcia", "clickable element"),
    ("option", "pozycja listy", "option"),
    ("table", "tabela", "table"),
    ("definition", "opisana wartość", "labelled value"),
];

const TIERS: &[Entry] = &[
    ("associated", "własną etykietę", "its own label"),
    ("aria", "etykietę dostępności", "its accessible name"),
    ("wrapping", "etykietę obejmującą", "the label around it"),
    ("neighbour", "tekst obok", "the text beside it"),
    ("title", "podpowiedź", "its hint"),
    ("text", "własny tekst", "its own text"),
];

/// Returns the word of a verb.
pub fn verb(code: &str, language: Language) -> String {
    word(VERBS, code, language)
}

/// Returns the words of an effect.
pub(super) fn effect(code: &str, language: Language) -> String {
    word(EFFECTS, code, language)
}

/// Returns the word of an act.
pub fn act(code: &str, language: Language) -> String {
    word(ACTS, code, language)
}

/// Returns the word of a role.
pub fn role(code: &str, language: Language) -> String {
    word(ROLES, code, language)
}

/// Returns the words of a tier, as the end of "found by".
pub fn tier(code: &str, language: Language) -> String {
    word(TIERS, code, language)
}

/// A code that is not known is shown as it is stored.
fn word(entries: &[Entry], code: &str, language: Language) -> String {
    entries.iter().find(|(known, _, _)| *known == code).map_or_else(
        || shown(code),
        |(_, polish, english)| language.pick(polish, english).to_owned(),
    )
}

/// Returns the word of a step's status.
pub fn status(status: Status, language: Language) -> &'static str {
    match status {
        Status::Unchanged => language.pick("bez zmian", "unchanged"),
        Status::Changed => language.pick("zmieniono", "changed"),
        Status::WouldChange => language.pick("do zmiany", "would change"),
        Status::Skipped => language.pick("pominięto", "skipped"),
        Status::Blocked => language.pick("wstrzymano", "blocked"),
        Status::Failed => language.pick("nie powiodło się", "failed"),
        Status::Manual => language.pick("wykonała osoba", "done by a person"),
        Status::Uncertain => language.pick("wynik nieznany", "uncertain"),
    }
}

/// Returns the sign before a step's status; the word says the same.
pub(super) fn sign(status: Status) -> &'static str {
    match status {
        Status::Unchanged => "=",
        Status::Changed => "✓",
        Status::WouldChange => "→",
        Status::Skipped => "–",
        Status::Blocked => "■",
        Status::Failed => "✗",
        Status::Manual => "☞",
        Status::Uncertain => "?",
    }
}

/// Returns the sign before a field's status.
pub(super) fn field_sign(status: FieldStatus) -> &'static str {
    match status {
        FieldStatus::Unchanged => "=",
        FieldStatus::WouldChange => "→",
        FieldStatus::Changed => "✓",
        FieldStatus::Failed => "✗",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every source in which the executor or the page gives a code.
    const GESTURE: &str = include_str!("../executor/gesture.rs");
    const SAY: &str = include_str!("../executor/say.rs");
    const CANDIDATE: &str = include_str!("../executor/candidate.rs");
    const OBSERVATION: &str = include_str!("../page/observation.rs");
    const INTENTS: &[&str] = &[
        include_str!("../executor/act.rs"),
        include_str!("../executor/rows.rs"),
        include_str!("../executor/windows.rs"),
    ];

    /// Returns the texts in quotes that stand right after a mark, white space apart.
    fn after<'t>(source: &'t str, mark: &'t str) -> BTreeSet<&'t str> {
        source
            .split(mark)
            .skip(1)
            .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
            .collect()
    }

    /// Returns the part of a source from a mark to the end of its function.
    fn function<'t>(source: &'t str, head: &str) -> &'t str {
        let body = source.split_once(head).map(|(_, rest)| rest).unwrap_or_default();
        body.split_once("\n}").map_or(body, |(body, _)| body)
    }

    #[test]
    fn every_role_tier_act_and_verb_has_its_words() {
        let roles = after(function(OBSERVATION, "impl Role {"), "=>");
        let fields = after(function(CANDIDATE, "fn role_of("), "=>");
        let tiers = after(function(OBSERVATION, "impl Tier {"), "=>");
        let acts = after(function(GESTURE, "impl Act {"), "=>");
        let intents: BTreeSet<&str> = INTENTS.iter().flat_map(|text| after(text, ".intent(")).collect();
        let verbs: BTreeSet<&str> = after(SAY, "=> (")
            .into_iter()
            .chain(after(SAY, "\n            ("))
            .collect();
        for (table, codes, least) in [
            (ROLES, roles, 6),
            (ROLES, fields, 6),
            (TIERS, tiers, 5),
            (ACTS, acts, 6),
            (ACTS, intents, 2),
            (VERBS, verbs, 5),
        ] {
            assert!(codes.len() >= least, "the scan found only {codes:?}");
            for code in codes {
                assert!(
                    table.iter().any(|(known, _, _)| *known == code),
                    "`{code}` has no words"
                );
            }
        }
    }
}

//! Data of persons, as far as they can be told by their shape alone. They never stand in a draft.

use crate::text::personal::is_pesel;

/// What a text seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// A PESEL number with a right check digit.
    Pesel,
    /// An address of electronic mail.
    Mail,
    /// A telephone number.
    Phone,
}

/// Says what personal data a text seems to hold, if any; a longer text is judged by its words.
pub(super) fn personal(text: &str) -> Option<Personal> {
    let words = || text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>' | '"'));
    if words().any(is_mail) {
        return Some(Personal::Mail);
    }
    if words().any(is_pesel) {
        return Some(Personal::Pesel);
    }
    has_phone(text).then_some(Personal::Phone)
}

/// Says whether a label asks for a secret, which krok never types.
pub(super) fn asks_for_secret(label: &str) -> bool {
    let label = label.to_lowercase();
    let words = || label.split(|c: char| !c.is_alphanumeric());
    words().any(|word| matches!(word, "pin" | "puk" | "hasło" | "hasła" | "password" | "token"))
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.trim_end_matches('.').is_empty()
    })
}

/// Nine digits in a row or in groups, or any number that begins with a country's code.
fn has_phone(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '\u{a0}')))
        .map(str::trim)
        .any(|run| {
            let digits = run.chars().filter(char::is_ascii_digit).count();
            let international = run.starts_with('+') && (9..=15).contains(&digits);
            let polish = digits == 11 && run.starts_with("48");
            international || polish || digits == 9 && groups(run)
        })
}

/// Says whether nine digits stand as a telephone number is written: together, or in groups of two or three.
fn groups(run: &str) -> bool {
    run.split([' ', '-', '\u{a0}'])
        .filter(|group| !group.is_empty())
        .all(|group| matches!(group.len(), 2 | 3 | 9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_person_is_known_by_its_shape() {
        for (text, expected) in [
            ("44051401359", Some(Personal::Pesel)),
            ("PESEL: 02070803628", Some(Personal::Pesel)),
            ("44051401358", None),
            ("jan.kowalski@urzad.example", Some(Personal::Mail)),
            ("Jan <jan@urzad.example>, ul. Nowa 1", Some(Personal::Mail)),
            ("a@b", None),
            ("+48 32 123 45 67", Some(Personal::Phone)),
            ("600 700 800", Some(Personal::Phone)),
            ("tel. 600-700-800", Some(Personal::Phone)),
            ("600700800", Some(Personal::Phone)),
            ("1000", None),
            ("22.11.2026 14:05", None),
            ("44-100 Gliwice", None),
            ("Skrytka_ESP", None),
        ] {
            assert_eq!(personal(text), expected, "{text}");
        }
    }

    #[test]
    fn a_secret_is_asked_for_by_a_word_of_its_own() {
        for label in ["Hasło", "Powtórz hasło:", "PIN"] {
            assert!(asks_for_secret(label), "{label}");
        }
        for label in ["Opinia", "Nazwa skrytki", "Spinacz"] {
            assert!(!asks_for_secret(label), "{label}");
        }
    }
}

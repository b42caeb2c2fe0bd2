//! Names that a profile lists: whole words, whatever their case and the spaces between them.

use super::{Find, Rule};

/// Returns where names stand in a text. The value of a find is the place of the name in the list.
pub(super) fn names(text: &str, names: &[String]) -> Vec<Find> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        let begins = !before.is_alphanumeric() && sign.is_alphanumeric();
        before = sign;
        if !begins {
            continue;
        }
        found.extend(names.iter().enumerate().filter_map(|(place, name)| {
            let length = length_of(name, &text[at..], |one, other| {
                one.to_lowercase().eq(other.to_lowercase())
            })?;
            Some(Find {
                range: at..at + length,
                rule: Rule::Name,
                value: (place + 1).to_string(),
            })
        }));
    }
    found
}

/// Returns how many bytes of a text are the words with which it begins, whatever the spaces between them.
pub(super) fn length_of(name: &str, text: &str, is_same: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut rest = text;
    let mut words = name.split_whitespace().peekable();
    words.peek()?;
    while let Some(word) = words.next() {
        for wanted in word.chars() {
            let sign = rest.chars().next()?;
            if !is_same(sign, wanted) {
                return None;
            }
            rest = &rest[sign.len_utf8()..];
        }
        if words.peek().is_some() {
            let behind = rest.trim_start();
            if behind.len() == rest.len() {
                return None;
            }
            rest = behind;
        }
    }
    (!rest.starts_with(char::is_alphanumeric)).then(|| text.len() - rest.len())
}

/// Returns the regular expression of a name, as ECMAScript has it with the flags `i` and `u`.
pub(super) fn hint(name: &str) -> String {
    let escaped = |word: &str| -> String {
        let mut text = String::new();
        for sign in word.chars() {
            if "\\^$.*+?()[]{}|/".contains(sign) {
                text.push('\\');
            }
            text.push(sign);
        }
        text
    };
    let words: Vec<String> = name.split_whitespace().map(escaped).collect();
    words.join(r"\s+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_says_the_name_and_nothing_else() {
        assert_eq!(hint("Jan  (st.) Kowalski"), r"Jan\s+\(st\.\)\s+Kowalski");
    }
}

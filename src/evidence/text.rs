//! What of a portal's text may be shown or stored as text: no control characters, nothing that reorders what is read.

use crate::text::plain::is_acting;

/// Tells whether a character acts on a terminal or on the reading order instead of being read.
pub fn is_unprintable(character: char) -> bool {
    let layout = matches!(character, '\n' | '\t');
    is_acting(character) && !layout
}

/// Returns the text without unprintable characters; newlines and tabs stay.
pub fn printable(text: &str) -> String {
    text.chars().filter(|character| !is_unprintable(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_overrides_are_dropped_and_letters_stay() {
        let hostile = "Za\u{1b}[31mpisz\u{202e} zażółć\u{9b}\u{0}\nwiersz\u{7f}";
        assert_eq!(printable(hostile), "Za[31mpisz zażółć\nwiersz");
    }
}

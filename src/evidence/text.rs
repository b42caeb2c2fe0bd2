//! What of a portal's text may be shown or stored as text: no control characters, nothing that reorders what is read.

/// Tells whether a character acts on a terminal or on the reading order instead of being read.
pub fn is_unprintable(character: char) -> bool {
    let layout = matches!(character, '\n' | '\t');
    (character.is_control() && !layout) || is_bidirectional_override(character)
}

/// Returns the text without unprintable characters; newlines and tabs stay.
pub fn printable(text: &str) -> String {
    text.chars().filter(|character| !is_unprintable(*character)).collect()
}

/// Embeddings, overrides and isolates: they can make one text look like another.
fn is_bidirectional_override(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
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

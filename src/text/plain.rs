//! Text from outside made harmless: portal texts never carry control characters to a terminal, a record or a report.

use unicode_normalization::UnicodeNormalization;

/// Replaces control characters by spaces and drops bidirectional and other format controls.
pub fn plain(raw: &str) -> String {
    raw.chars()
        .filter(|c| !is_format_control(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Says whether two texts typed into fields are the same: every white space is a space, and none counts at the ends.
pub fn is_same(one: &str, other: &str) -> bool {
    let read = |text: &str| -> String {
        let spaced = text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c });
        spaced.collect::<String>().trim().to_owned()
    };
    read(one) == read(other)
}

fn is_format_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn escapes_and_overrides_do_not_pass() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\u{9b}d\n"), "a [31mbc d ");
    }
}

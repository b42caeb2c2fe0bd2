//! Text from outside made harmless: portal texts never carry control characters to a terminal, a record or a report.

/// Replaces control characters by spaces and drops bidirectional and other format controls.
pub fn plain(raw: &str) -> String {
    raw.chars()
        .filter(|c| !is_format_control(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
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

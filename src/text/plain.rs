//! Text from outside made harmless: portal texts never carry control characters to a terminal, a record or a report.

use unicode_normalization::UnicodeNormalization;

/// Replaces control characters and separators of lines by spaces and drops what turns the reading order or is no text.
pub fn plain(raw: &str) -> String {
    raw.chars()
        .filter(|c| !is_format_control(*c))
        .map(|c| if c.is_control() || is_separator(c) { ' ' } else { c })
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

/// Says whether a character acts on a terminal or on the reading order instead of being read.
pub fn is_acting(c: char) -> bool {
    c.is_control() || is_separator(c) || is_format_control(c)
}

/// Ends of lines and paragraphs that are no control characters.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks, embeddings, overrides and isolates of direction, deprecated format controls, interlinear annotations, tags.
fn is_format_control(c: char) -> bool {
    matches!(c,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{is_acting, plain};

    #[test]
    fn escapes_and_overrides_do_not_pass() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\u{9b}d\n"), "a [31mbc d ");
    }

    /// What terminals are known to act on, around one word.
    const SEQUENCES: &[&str] = &[
        "\u{1b}[2J",
        "\u{1b}[H",
        "\u{1b}[1;1H",
        "\u{1b}[31m",
        "\u{1b}[8m",
        "\u{1b}[?1049h",
        "\u{1b}[?25l",
        "\u{1b}[6n",
        "\u{1b}[c",
        "\u{1b}[>c",
        "\u{1b}[21t",
        "\u{1b}[2A",
        "\u{1b}[K",
        "\u{1b}[1P",
        "\u{1b}[200~",
        "\u{1b}[?2004h",
        "\u{1b}]0;tytuł\u{7}",
        "\u{1b}]2;x\u{1b}\\",
        "\u{1b}]8;;https://evil.example\u{7}x\u{1b}]8;;\u{7}",
        "\u{1b}]52;c;ZWNobw==\u{7}",
        "\u{1b}]4;0;?\u{7}",
        "\u{1b}]10;?\u{7}",
        "\u{1b}]1337;File=:AA\u{7}",
        "\u{1b}P+q544e\u{1b}\\",
        "\u{1b}P$qm\u{1b}\\",
        "\u{1b}_Gf=100;AA\u{1b}\\",
        "\u{1b}^x\u{1b}\\",
        "\u{1b}Xx\u{1b}\\",
        "\u{1b}c",
        "\u{1b}7",
        "\u{1b}8",
        "\u{1b}(0",
        "\u{1b}#8",
        "\u{1b}M",
        "\u{1b}D",
        "\u{1b}E",
        "\u{1b}=",
        "\u{1b}",
        "\u{9b}2J",
        "\u{9d}0;x\u{9c}",
        "\u{90}x\u{9c}",
        "\u{9f}x\u{9c}",
        "\u{84}",
        "\u{85}",
        "\u{8d}",
        "\r",
        "\n",
        "\r\n",
        "\u{b}",
        "\u{c}",
        "\t",
        "\u{7}",
        "\u{8}\u{8}\u{8}",
        "\u{0}",
        "\u{5}",
        "\u{e}",
        "\u{f}",
        "\u{7f}",
        "\u{18}",
        "\u{1a}",
    ];

    #[test]
    fn nothing_that_acts_passes() {
        let acting = (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| is_acting(*c));
        let each = acting
            .map(String::from)
            .chain(SEQUENCES.iter().map(|text| (*text).to_owned()));
        let mut count = 0;
        for payload in each {
            let read = plain(&format!("Zapisz{payload}kartę"));
            assert!(!read.contains(is_acting), "{payload:?} came through as {read:?}");
            assert!(read.starts_with("Zapisz") && read.ends_with("kartę"), "{payload:?}");
            count += 1;
        }
        assert!(count > 150, "{count}");
    }

    #[test]
    fn letters_of_every_writing_stay() {
        for text in [
            "zażółć gęślą jaźń",
            "שלום",
            "سلام",
            "日本語",
            "e\u{301}",
            "👩\u{200d}👧",
            "–—„”…§€",
        ] {
            assert_eq!(plain(text), text);
        }
    }
}

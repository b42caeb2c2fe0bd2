//! The one rule by which a label in a runbook and a text on a page are the same.
//!
//! NFC, every run of white space (NBSP included) is one space, a trailing `:` or `*` and sort glyphs are dropped. Case and
//! accents are kept: `Skrytka_ESP` is not `skrytka_esp`, `Domyślna` is not `Domyslna`.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// A label after normalisation; equal labels compare equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(String);

impl Label {
    /// Normalises a text as written or as seen.
    pub fn new(raw: &str) -> Self {
        let composed: String = raw.nfc().collect();
        let mut words = composed
            .split(|c: char| c.is_whitespace() || is_invisible(c))
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        while let Some(rest) = words.strip_suffix(is_decoration) {
            words.truncate(rest.trim_end().len());
        }
        Self(words)
    }

    /// Returns the normalised text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Label {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')
}

fn is_decoration(c: char) -> bool {
    matches!(
        c,
        ':' | '*'
            | '↓'
            | '↑'
            | '↕'
            | '▲'
            | '▼'
            | '△'
            | '▽'
            | '▾'
            | '▴'
            | '▿'
            | '▵'
            | '▸'
            | '▹'
            | '⌄'
            | '⌃'
            | 'ⓘ'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_differing_only_in_decoration_are_equal() {
        for seen in [
            "Typ skrytki",
            "  Typ\u{a0}skrytki : ",
            "Typ skrytki *",
            "Typ skrytki ↓",
            "Typ\n skrytki:*",
            "Typ skrytki ⓘ",
            "Typ skrytki ▾",
        ] {
            assert_eq!(Label::new(seen), Label::new("Typ skrytki"), "{seen:?}");
        }
        assert_eq!(Label::new("Z\u{307}ary"), Label::new("Żary"));
    }

    #[test]
    fn case_accents_and_inner_marks_are_kept() {
        for (one, other) in [
            ("Skrytka_ESP", "SkrytkaESP"),
            ("Domyślna", "Domyslna"),
            ("UPP", "upp"),
            ("własny:", "Konfiguracja: własny"),
        ] {
            assert_ne!(Label::new(one), Label::new(other));
        }
    }
}

//! Where lines end: between words, never after a word of one letter, and within a word only if it is wider than the column.

use super::font::{Faces, Style};

/// Sets a text into lines that are no wider than a column.
pub(super) fn lines(text: &str, width: f32, style: Style, faces: &Faces) -> Vec<String> {
    let text = faces.fit(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(&text) {
        let joined = if line.is_empty() {
            piece.clone()
        } else {
            format!("{line} {piece}")
        };
        if faces.width(&joined, style) <= width {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = chop(&piece, width, style, faces, &mut lines);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Takes a text apart where a line may end. A word of one letter stays with the one after it, as Polish typography wants.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut held = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        held.push_str(word);
        let mut letters = word.chars();
        let is_short = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
        if is_short && held.chars().count() < 8 {
            held.push(' ');
        } else {
            pieces.push(std::mem::take(&mut held));
        }
    }
    let held = held.trim_end();
    if !held.is_empty() {
        pieces.push(held.to_owned());
    }
    pieces
}

/// Cuts a piece that is wider than the column, and returns what is left of it.
fn chop(piece: &str, width: f32, style: Style, faces: &Faces, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    let mut taken = 0.0;
    for letter in piece.chars() {
        let advance = faces.width(letter.encode_utf8(&mut [0; 4]), style);
        if taken + advance > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            taken = 0.0;
        }
        line.push(letter);
        taken += advance;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style {
        is_bold: false,
        size: 10.0,
        colour: (0, 0, 0),
    };

    #[test]
    fn no_line_ends_with_a_word_of_one_letter_and_none_is_too_wide() {
        let faces = Faces::load().unwrap();
        let text = "Zażółć gęślą jaźń i w domu, a z nim o świcie u boku ".repeat(9) + &"ż".repeat(300);
        let set = lines(&text, 120.0, STYLE, &faces);
        for line in &set {
            assert!(faces.width(line, STYLE) <= 120.0, "{line}");
            let last = line.rsplit(' ').next().unwrap();
            assert!(last.chars().count() > 1, "{line}");
        }
        let kept: String = set.concat().split(' ').collect();
        assert_eq!(kept, text.split(' ').collect::<String>());
    }

    #[test]
    fn what_acts_is_dropped_and_what_the_font_lacks_shows_as_lacking() {
        let faces = Faces::load().unwrap();
        assert_eq!(
            faces.fit("a\u{202e}b\u{1b}\u{200b}c\nd\u{e001}漢ł"),
            "abc d\u{fffd}\u{fffd}ł"
        );
    }
}

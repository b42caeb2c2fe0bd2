//! Numbers that name a person: told by their shape, and never written.

use std::borrow::Cow;
use std::ops::Range;

/// What stands where a PESEL number stood.
pub const MASK: &str = "[PESEL]";

/// Digits of a PESEL number.
const DIGITS: usize = 11;

/// Longest word in which such digits are looked for: longer ones are hashes and pictures in letters, full of chance.
const LONGEST_WORD: usize = 30;

/// Returns the text with every PESEL number masked.
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut from = 0;
    while let Some(found) = pesel_behind(text, from) {
        kept.push_str(&text[from..found.start]);
        kept.push_str(MASK);
        from = found.end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[from..]);
    Cow::Owned(kept)
}

/// Returns where the first PESEL number stands.
pub fn pesel_in(text: &str) -> Option<Range<usize>> {
    pesel_behind(text, 0)
}

/// Says whether these are the digits of a PESEL number: a day that can be one, and the right check digit.
pub fn is_pesel(word: &str) -> bool {
    let digits: Vec<u32> = word.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != DIGITS || word.len() != DIGITS {
        return false;
    }
    let weighed = digits.iter().zip([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    let month = digits[2] * 10 + digits[3];
    let day = digits[4] * 10 + digits[5];
    weighed.map(|(digit, weight)| digit * weight).sum::<u32>() % 10 == 0
        && (1..=12).contains(&(month % 20))
        && (1..=31).contains(&day)
}

/// Returns where the first PESEL number behind a place stands.
pub(super) fn pesel_behind(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if let Some(behind) = behind_escape(bytes, at) {
            at = behind;
            continue;
        }
        let digits = run(bytes, at, u8::is_ascii_digit);
        let found = at..at + digits;
        if digits == DIGITS && is_pesel(&text[found.clone()]) && word_around(bytes, &found) <= LONGEST_WORD {
            return Some(found);
        }
        at += digits.max(1);
    }
    None
}

/// Returns the end of a sign written as `%3A`: its digits belong to no number.
fn behind_escape(bytes: &[u8], at: usize) -> Option<usize> {
    let is_escape = bytes[at] == b'%' && run(bytes, at + 1, u8::is_ascii_hexdigit) >= 2;
    is_escape.then_some(at + 3)
}

fn run(bytes: &[u8], from: usize, is_of: impl Fn(&u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().take_while(|byte| is_of(byte)).count()
}

/// Returns how long the word of letters and digits around a find is.
fn word_around(bytes: &[u8], found: &Range<usize>) -> usize {
    let before = bytes[..found.start].iter().rev();
    let before = before.take_while(|byte| byte.is_ascii_alphanumeric()).count();
    before + found.len() + run(bytes, found.end, u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_masked_wherever_it_stands() {
        for (text, expected) in [
            ("02070803628", "[PESEL]"),
            ("PESEL: 02070803628, 44051401359.", "PESEL: [PESEL], [PESEL]."),
            ("/osoba?nr=02070803628&x=1", "/osoba?nr=[PESEL]&x=1"),
            ("?q=PESEL%3A%2002070803628%20", "?q=PESEL%3A%20[PESEL]%20"),
            ("ął02070803628ó", "ął[PESEL]ó"),
            ("pesel02070803628", "pesel[PESEL]"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn what_is_no_such_number_stays() {
        for text in [
            "",
            "%",
            "%0",
            "02070803629",
            "00000000000",
            "020708036281",
            "9902070803628",
            "0207080362",
            "48123456789",
            "2026-11-22T19:37:57.123+01:00",
            "a1f302070803628bd99bbd06121cac17e577b6bae398f3b9a574c053343f6b33",
        ] {
            assert_eq!(masked(text), text);
            assert_eq!(pesel_in(text), None, "{text}");
        }
    }
}

//! Account and telephone numbers, with the spaces and dashes that people write them with.

use std::ops::Range;

use super::{Find, Rule};

/// Digits of an account number without its country: two of the check, twenty-four of the bank and the account.
const NRB: usize = 26;
/// Shortest and longest IBAN of any country (ISO 13616).
const SHORTEST: usize = 15;
/// See [`SHORTEST`].
const LONGEST: usize = 34;
/// Digits of a Polish telephone number, and the code of the country before them.
const PHONE: usize = 9;
/// See [`PHONE`].
const COUNTRY: &str = "48";

/// Digits or letters with at most one space or dash between them, from one place of a text on.
struct Spaced {
    signs: String,
    /// Where each sign ends in the text.
    ends: Vec<usize>,
}

impl Spaced {
    fn read(text: &str, from: usize, most: usize, is_of: impl Fn(char) -> bool) -> Self {
        let mut read = Self {
            signs: String::new(),
            ends: Vec::new(),
        };
        let mut gap = 0;
        for (at, sign) in text[from..].char_indices() {
            if is_of(sign) && read.ends.len() < most {
                read.signs.push(sign.to_ascii_uppercase());
                read.ends.push(from + at + sign.len_utf8());
                gap = 0;
            } else if is_gap(sign) && gap == 0 && !read.ends.is_empty() {
                gap += 1;
            } else {
                break;
            }
        }
        read
    }
}

/// Returns the account numbers of a text.
pub(super) fn accounts(text: &str) -> Vec<Find> {
    gathered(text, |at| account(text, at))
}

/// Returns the telephone numbers of a text.
pub(super) fn phones(text: &str) -> Vec<Find> {
    gathered(text, |at| phone(text, at))
}

/// Tries every place where a word begins.
fn gathered(text: &str, read: impl Fn(usize) -> Option<Find>) -> Vec<Find> {
    let mut found = Vec::new();
    let mut behind = 0;
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        let begins =
            !before.is_alphanumeric() && before != '+' && (sign.is_ascii_alphanumeric() || "+(".contains(sign));
        before = sign;
        if at < behind || !begins {
            continue;
        }
        if let Some(find) = read(at) {
            behind = find.range.end;
            found.push(find);
        }
    }
    found
}

fn account(text: &str, at: usize) -> Option<Find> {
    let country: String = text[at..].chars().take(2).filter(char::is_ascii_alphabetic).collect();
    let read = Spaced::read(text, at, LONGEST, |sign| sign.is_ascii_alphanumeric());
    let lengths = match country.len() {
        2 => SHORTEST..=LONGEST,
        0 => NRB..=NRB,
        _ => return None,
    };
    let is_account = |length: &usize| {
        let signs = read.signs.get(..*length);
        let whole = signs.map(|signs| {
            if country.is_empty() {
                format!("PL{signs}")
            } else {
                signs.to_owned()
            }
        });
        whole.is_some_and(|whole| is_iban(&whole)) && ends_word(text, read.ends[length - 1])
    };
    let length = lengths.rev().find(is_account)?;
    let signs = &read.signs[..length];
    Some(Find {
        range: at..read.ends[length - 1],
        rule: Rule::Iban,
        value: if country.is_empty() {
            format!("PL{signs}")
        } else {
            signs.to_owned()
        },
    })
}

/// Says whether two letters, two digits and the rest pass the check (ISO 7064, mod 97-10).
fn is_iban(signs: &str) -> bool {
    let (head, rest) = signs.split_at(4);
    let is_head = head[..2].bytes().all(|letter| letter.is_ascii_uppercase())
        && head[2..].bytes().all(|digit| digit.is_ascii_digit());
    let is_polish =
        !head.starts_with("PL") || signs.len() == NRB + 2 && rest.bytes().all(|digit| digit.is_ascii_digit());
    let value = |sign: char| sign.to_digit(36).unwrap_or_default();
    let left = rest.chars().chain(head.chars()).fold(0, |left, sign| {
        let value = value(sign);
        (left * if value > 9 { 100 } else { 10 } + value) % 97
    });
    is_head && is_polish && left == 1
}

fn phone(text: &str, at: usize) -> Option<Find> {
    let from = behind_country(text, at);
    let opened = text[from..].starts_with('(');
    let digits = from + usize::from(opened);
    let area = area_end(text, digits).filter(|_| opened);
    let read = match area {
        // A number of a place, whose code stands in brackets.
        Some(end) => {
            let rest = end + 1 + leading_gap(&text[end + 1..]);
            let local = Spaced::read(text, rest, PHONE + 1, |sign| sign.is_ascii_digit());
            Spaced {
                signs: format!("{}{}", &text[digits..end], local.signs),
                ends: (digits..end).map(|digit| digit + 1).chain(local.ends).collect(),
            }
        }
        None if opened => return None,
        None => Spaced::read(text, digits, PHONE + 1, |sign| sign.is_ascii_digit()),
    };
    let end = *read.ends.last()?;
    let is_one = read.ends.len() == PHONE && ends_word(text, end) && !read.signs.starts_with('0');
    let is_bare = from == at && !opened;
    (is_one && (!is_bare || is_written_as_phone(text, at..end))).then_some(Find {
        range: at..end,
        rule: Rule::Phone,
        value: read.signs,
    })
}

/// Skips the code of Poland, in any way that people write it.
fn behind_country(text: &str, at: usize) -> usize {
    for before in ["+", "00", "(+", "(00"] {
        let Some(rest) = text[at..]
            .strip_prefix(before)
            .and_then(|rest| rest.strip_prefix(COUNTRY))
        else {
            continue;
        };
        let rest = if before.starts_with('(') {
            rest.strip_prefix(')').unwrap_or(rest)
        } else {
            rest
        };
        return text.len() - rest.len() + leading_gap(rest);
    }
    at
}

fn area_end(text: &str, digits: usize) -> Option<usize> {
    let end = digits + text[digits..].find(')')?;
    let area = &text[digits..end];
    (area.len() == 2 && area.bytes().all(|digit| digit.is_ascii_digit())).then_some(end)
}

/// Groups of two and three digits, or nine at once that nothing calls a REGON: that has nine digits, too.
fn is_written_as_phone(text: &str, range: Range<usize>) -> bool {
    let groups: Vec<usize> = text[range.clone()].split(is_gap).map(str::len).collect();
    let before: String = text[..range.start].chars().rev().take(12).collect();
    match groups.as_slice() {
        [9] => !before.to_lowercase().contains("noger"),
        [3, 3, 3] | [2, 3, 2, 2] | [2, 7] => true,
        _ => false,
    }
}

fn is_gap(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2011}' | '\u{2013}')
}

fn leading_gap(text: &str) -> usize {
    text.chars()
        .next()
        .filter(|sign| is_gap(*sign))
        .map_or(0, char::len_utf8)
}

fn ends_word(text: &str, end: usize) -> bool {
    !text[end..].starts_with(char::is_alphanumeric)
}

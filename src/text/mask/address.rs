//! E-mail addresses.

use super::{Find, Rule};

/// Longest part before and after the sign (RFC 5321 §4.5.3.1).
const LONGEST: usize = 254;

/// Returns the e-mail addresses of a text.
pub(super) fn emails(text: &str) -> Vec<Find> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('@') {
        let local = before(&text[from..at]);
        let domain = domain(&text[at + 1..]);
        if local == 0 || domain == 0 {
            continue;
        }
        let range = at - local..at + 1 + domain;
        from = range.end;
        found.push(Find {
            value: text[range.clone()].to_lowercase(),
            range,
            rule: Rule::Email,
        });
    }
    found
}

/// Returns how many bytes before the sign are of the address.
fn before(text: &str) -> usize {
    let is_of = |sign: &char| sign.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(*sign);
    let all: usize = text
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(is_of)
        .map(char::len_utf8)
        .sum();
    let local = &text[text.len() - all..];
    local.trim_start_matches(|sign: char| !sign.is_alphanumeric()).len()
}

/// Returns how many bytes after the sign are of the address: labels with dots between, the last one of letters.
fn domain(text: &str) -> usize {
    let is_of = |sign: &char| sign.is_alphanumeric() || matches!(sign, '.' | '-');
    let all: usize = text.chars().take(LONGEST).take_while(is_of).map(char::len_utf8).sum();
    let domain = text[..all].trim_end_matches(['.', '-']);
    let mut labels = domain.rsplit('.');
    let last = labels.next().unwrap_or_default();
    let is_top = last.chars().count() >= 2 && last.chars().all(char::is_alphabetic);
    let others: Vec<&str> = labels.collect();
    let is_name = !others.is_empty() && others.iter().all(|label| !label.is_empty());
    if is_top && is_name { domain.len() } else { 0 }
}

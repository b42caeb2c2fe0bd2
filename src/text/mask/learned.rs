//! What pages have shown in covered fields and parts: the same values are covered wherever else they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::word::{hint, length_of};
use super::{Find, Rule};
use crate::text::label::Label;

/// Fewest letters of a value that is looked for in other texts: a shorter one is part of too many.
const SHORTEST: usize = 4;

/// Values by what of them is looked for, and labels of the fields that held them.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned {
    values: BTreeMap<String, String>,
    labels: BTreeSet<Label>,
}

impl Learned {
    /// Remembers a value; says whether it is a new one that is looked for.
    pub(super) fn learn(&mut self, value: &str) -> bool {
        let core = value.trim_matches(|sign: char| !sign.is_alphanumeric());
        let is_long = core.chars().filter(|sign| sign.is_alphanumeric()).count() >= SHORTEST;
        let is_new = is_long && !self.values.contains_key(core);
        if is_new {
            self.values.insert(core.to_owned(), value.to_owned());
        }
        is_new
    }

    /// Remembers a further label of a covered field.
    pub(super) fn learn_label(&mut self, label: &str) {
        self.labels.insert(Label::new(label));
    }

    /// Says whether a covered field has been seen with this label.
    pub(super) fn has_label(&self, label: &str) -> bool {
        !self.labels.is_empty() && self.labels.contains(&Label::new(label))
    }

    /// Returns where the values stand in a text: as whole words, whatever the spaces between them.
    pub(super) fn finds(&self, text: &str) -> Vec<Find> {
        let mut found = Vec::new();
        if self.values.is_empty() {
            return found;
        }
        let mut before = ' ';
        for (at, sign) in text.char_indices() {
            let begins = !before.is_alphanumeric() && sign.is_alphanumeric();
            before = sign;
            if !begins || is_name_of_mask(text, at) {
                continue;
            }
            found.extend(self.values.iter().filter_map(|(core, value)| {
                let length = length_of(core, &text[at..], |one, other| one == other)?;
                Some(Find {
                    range: at..at + length,
                    rule: Rule::Field,
                    value: value.clone(),
                })
            }));
        }
        found
    }

    /// Returns regular expressions of the values, as ECMAScript has them with the flags `i` and `u`.
    pub(super) fn hints(&self) -> impl Iterator<Item = String> {
        self.values.keys().map(|core| hint(core))
    }
}

/// Says whether the name of a mask begins here, which holds nothing of a value.
fn is_name_of_mask(text: &str, at: usize) -> bool {
    text[..at].ends_with('[')
        && Rule::ALL.into_iter().any(|rule| {
            let number = text[at..]
                .strip_prefix(rule.stem())
                .and_then(|rest| rest.strip_prefix('-'));
            let digits = number.map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
            digits > 0 && number.is_some_and(|rest| rest[digits..].starts_with(']'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(values: &[&str]) -> Learned {
        let mut learned = Learned::default();
        for value in values {
            learned.learn(value);
        }
        learned
    }

    fn found<'t>(learned: &Learned, text: &'t str) -> Vec<&'t str> {
        let finds = learned.finds(text);
        finds.iter().map(|find| &text[find.range.clone()]).collect()
    }

    #[test]
    fn a_value_is_found_as_whole_words_and_to_the_letter() {
        let learned = learned(&["ul. Długa 5/7", "(Nowak)"]);
        assert_eq!(found(&learned, "adres: ul.  Długa\u{a0}5/7."), ["ul.  Długa\u{a0}5/7"]);
        assert_eq!(
            found(&learned, "Nowak, nowak, Nowakowski, pani Nowak"),
            ["Nowak", "Nowak"]
        );
        assert_eq!(found(&learned, "ul. Długa 5/70"), [""; 0]);
    }

    #[test]
    fn short_values_and_names_of_masks_are_left_alone() {
        let learned = learned(&["tak", "4", "---", "pole", ""]);
        assert_eq!(found(&learned, "tak, 4, --- i [pole-1]"), [""; 0]);
        assert_eq!(found(&learned, "[pole-a], pole-1"), ["pole", "pole"]);
    }
}

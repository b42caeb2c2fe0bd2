//! Names of masks: equal values have one name within a chain of runs, unequal ones never do, and no value is kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use hmac::digest::Key as Block;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

use super::find::apart;
use super::learned::Learned;
use super::{Find, Placed, Rule, Rules, Whole};
use crate::text::plain::plain;

/// Bytes of a mark: no two values of a run have the same.
const MARK: usize = 16;
/// Most texts of pages of which it is kept what in them is covered.
const KEPT: usize = 300;

/// What makes marks of values; whoever has it not learns nothing of a value from its mark. It never leaves the machine.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// Takes random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes, to be kept on this machine alone.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the mark of a value: HMAC-SHA-256 (RFC 2104), cut to its first half.
    fn mark(&self, rule: Rule, value: &str) -> String {
        let said = [rule.word(), "\n", value].concat();
        // A key shorter than a block is one with zeros behind it.
        let mut block = Block::<Hmac<Sha256>>::default();
        block[..self.0.len()].copy_from_slice(&self.0);
        let mark = <Hmac<Sha256> as KeyInit>::new(&block).chain_update(said).finalize();
        mark.into_bytes()[..MARK].iter().fold(String::new(), |mut mark, byte| {
            for digit in [byte >> 4, byte & 15] {
                mark.extend(char::from_digit(u32::from(digit), 16));
            }
            mark
        })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key")
    }
}

/// The name of a mask, as it is made known once in each trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Name (`PESEL-1`).
    pub name: String,
    /// Why the value is covered.
    pub rule: Rule,
    /// By which a later run of the chain knows the value again; none without a key.
    pub mark: Option<String>,
}

/// What is covered in one run, and how it is called.
#[derive(Clone, Debug, Default)]
pub struct Masking {
    rules: Rules,
    key: Option<Key>,
    /// Names of the values seen in this run.
    names: BTreeMap<(Rule, String), String>,
    /// Names of values that earlier runs of the chain have seen, by mark.
    earlier: BTreeMap<String, String>,
    /// The highest number used for each rule.
    numbers: BTreeMap<Rule, usize>,
    /// Names that are not yet made known.
    fresh: Vec<Named>,
    /// What is known of texts that pages have shown.
    judged: BTreeMap<String, Vec<Cover>>,
    /// What pages have shown in covered fields and parts.
    learned: Learned,
    /// What is known of fields and parts of pages.
    pub(super) placed: Placed,
}

/// A part of a text, with the name of its mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Why it is covered.
    pub rule: Rule,
    /// The name of its mask.
    pub name: String,
}

impl Masking {
    /// Begins a run.
    pub fn new(rules: Rules, key: Option<Key>) -> Self {
        Self {
            rules,
            key,
            ..Self::default()
        }
    }

    /// Returns what is covered.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Takes over a name of an earlier run: it is given to the same value or to none.
    pub fn remember(&mut self, name: &str, mark: Option<&str>) {
        if let Some((rule, number)) = parsed(name) {
            let highest = self.numbers.entry(rule).or_default();
            *highest = number.max(*highest);
        }
        if let Some(mark) = mark {
            self.earlier.insert(mark.to_owned(), name.to_owned());
        }
    }

    /// Returns the name of a value, a new one if it was not seen before.
    pub fn name(&mut self, rule: Rule, value: &str) -> String {
        let known = (rule, value.to_owned());
        if let Some(name) = self.names.get(&known) {
            return name.clone();
        }
        let mark = self
            .key
            .as_ref()
            .filter(|_| rule != Rule::Name)
            .map(|key| key.mark(rule, value));
        let earlier = mark.as_ref().and_then(|mark| self.earlier.get(mark));
        let name = match (rule, earlier) {
            // Its place in the profile's list, which every run of a chain has.
            (Rule::Name, _) => format!("{}-{value}", rule.stem()),
            (_, Some(name)) => name.clone(),
            (_, None) => {
                let number = self.numbers.entry(rule).or_default();
                *number += 1;
                format!("{}-{number}", rule.stem())
            }
        };
        self.names.insert(known, name.clone());
        self.fresh.push(Named {
            name: name.clone(),
            rule,
            mark,
        });
        name
    }

    /// Returns the name of a whole value that is covered for the place where it stands; none for an empty one, which tells nothing.
    /// A value that is found by its shape, too, has one name everywhere.
    pub fn whole(&mut self, rule: Rule, value: &str) -> Option<Whole> {
        let (rule, value) = self.identity(rule, value)?;
        let name = self.name(rule, &value);
        Some(Whole { rule, name })
    }

    /// Returns a whole value as it may be stored: the name of its mask, or nothing if it is empty.
    pub fn kept(&mut self, rule: Rule, value: &str) -> String {
        self.whole(rule, value)
            .map_or_else(String::new, |whole| inserted(&whole.name))
    }

    /// Remembers what stands in a covered field or part, and each of several values in one text: from now on they are covered
    /// wherever else they stand.
    pub fn learn(&mut self, value: &str) {
        let several = value.split(['\n', ';']);
        for value in std::iter::once(value).chain(several) {
            if let Some((Rule::Field, value)) = self.identity(Rule::Field, value)
                && self.learned.learn(&value)
            {
                self.judged.clear();
            }
        }
    }

    /// Remembers the labels of a covered field: by any of them it is known again.
    pub fn learn_labels(&mut self, labels: &[String]) {
        for label in labels {
            self.learned.learn_label(label);
        }
    }

    /// Says whether what stands under a label, within places, is covered.
    pub fn covers(&self, label: &str, places: &[String]) -> bool {
        let is_field = |label: &str| self.rules.covers_field(label) || self.learned.has_label(label);
        let is_within = |place: &String| self.rules.covers_place(place) || is_field(place);
        self.rules.has_places() && (is_field(label) || places.iter().any(is_within))
    }

    /// Returns by what a whole value is told from others.
    fn identity(&self, rule: Rule, value: &str) -> Option<(Rule, String)> {
        let value = plain(value);
        let value = value.trim();
        let by_shape = self.rules.finds(value);
        match by_shape.as_slice() {
            _ if value.is_empty() => None,
            [find] if find.range == (0..value.len()) => Some((find.rule, find.value.clone())),
            _ => Some((rule, value.to_owned())),
        }
    }

    /// Returns what is covered of a text, wherever it stands.
    pub fn finds(&self, text: &str) -> Vec<Find> {
        let mut found = self.rules.finds(text);
        found.extend(self.learned.finds(text));
        apart(found)
    }

    /// Returns a regular expression, as ECMAScript has it with the flags `i` and `u`, that some part of every text with a
    /// find in it matches.
    pub fn hint(&self) -> String {
        let learned: Vec<String> = self.learned.hints().collect();
        let parts = std::iter::once(self.rules.hint()).chain(learned);
        parts.collect::<Vec<_>>().join("|")
    }

    /// Returns a text as it may be stored: with the name of its mask in place of every value.
    pub fn masked<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let found = self.finds(text);
        self.named(text, found)
    }

    /// Returns the same of a text that no page wrote: without what is known from covered fields.
    pub fn masked_by_shape<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let found = self.rules.finds(text);
        self.named(text, found)
    }

    fn named<'t>(&mut self, text: &'t str, found: Vec<Find>) -> Cow<'t, str> {
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut kept = String::new();
        let mut from = 0;
        for find in found {
            kept.push_str(&text[from..find.range.start]);
            kept.push_str(&inserted(&self.name(find.rule, &find.value)));
            from = find.range.end;
        }
        kept.push_str(&text[from..]);
        Cow::Owned(kept)
    }

    /// Finds out what is covered in texts of a page, and keeps it for the next picture.
    pub fn judge(&mut self, texts: Vec<String>) {
        if self.judged.len() + texts.len() > KEPT {
            self.judged.clear();
        }
        for text in texts {
            let finds = self.finds(&text);
            let covers = finds.into_iter().map(|find| Cover {
                name: self.name(find.rule, &find.value),
                range: find.range,
                rule: find.rule,
            });
            let covers = covers.collect();
            self.judged.insert(text, covers);
        }
    }

    /// Returns the texts of pages of which it is known what in them is covered.
    pub fn judged(&self) -> impl Iterator<Item = (&str, &[Cover])> {
        self.judged
            .iter()
            .map(|(text, covers)| (text.as_str(), covers.as_slice()))
    }

    /// Hands over the names that were given since the last time, in their order.
    pub fn take_fresh(&mut self) -> Vec<Named> {
        std::mem::take(&mut self.fresh)
    }
}

/// Returns a mask's name as it stands in a text.
fn inserted(name: &str) -> String {
    format!("[{name}]")
}

fn parsed(name: &str) -> Option<(Rule, usize)> {
    let (stem, number) = name.rsplit_once('-')?;
    let rule = Rule::ALL.into_iter().find(|rule| rule.stem() == stem)?;
    Some((rule, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::label::Label;

    fn masking(key: Option<Key>) -> Masking {
        let rules = Rules {
            patterns: [Rule::Email].into(),
            names: vec!["Ala".to_owned(), "Jan Kowalski".to_owned()],
            fields: [Label::new("Telefon")].into(),
            regions: [Label::new("Dane osoby")].into(),
        };
        Masking::new(rules, key)
    }

    #[test]
    fn equal_values_have_one_name_and_unequal_ones_never() {
        let mut masking = masking(None);
        assert_eq!(
            masking.masked("02070803628, 44051401359, a@b.pl, 02070803628, A@b.pl, Jan Kowalski"),
            "[PESEL-1], [PESEL-2], [e-mail-1], [PESEL-1], [e-mail-1], [nazwa-2]"
        );
        assert_eq!(masking.masked("44051401359"), "[PESEL-2]");
    }

    #[test]
    fn what_is_masked_stays_as_it_is() {
        let mut masking = masking(None);
        let once = masking.masked("02070803628 a@b.pl").into_owned();
        assert_eq!(masking.masked(&once), once);
    }

    #[test]
    fn a_later_run_with_the_key_knows_a_value_again() {
        let key = Key::new([7; 32]);
        let mut plan = masking(Some(key.clone()));
        plan.masked("44051401359 02070803628");
        let told = plan.take_fresh();
        assert!(plan.take_fresh().is_empty());
        let mut apply = masking(Some(key));
        for named in &told {
            apply.remember(&named.name, named.mark.as_deref());
        }
        assert_eq!(apply.masked("02070803628 92010112350"), "[PESEL-2] [PESEL-3]",);
        assert_eq!(apply.take_fresh()[0], told[1]);
    }

    #[test]
    fn a_later_run_without_the_key_gives_no_name_of_another_value() {
        let mut plan = masking(Some(Key::new([7; 32])));
        plan.masked("44051401359");
        for key in [None, Some(Key::new([8; 32]))] {
            let mut apply = masking(key);
            for named in plan.clone().take_fresh() {
                apply.remember(&named.name, named.mark.as_deref());
            }
            assert_eq!(apply.masked("02070803628"), "[PESEL-2]");
        }
    }

    #[test]
    fn a_whole_value_has_one_name_and_an_empty_one_has_none() {
        let mut masking = masking(None);
        assert_eq!(masking.kept(Rule::Field, " ul. Długa 5 "), "[pole-1]");
        assert_eq!(masking.kept(Rule::Field, "ul. Długa 6"), "[pole-2]");
        assert_eq!(masking.kept(Rule::Field, "ul.\nDługa 5"), "[pole-1]");
        assert_eq!(masking.kept(Rule::Field, "02070803628"), "[PESEL-1]");
        assert_eq!(masking.kept(Rule::Field, "PESEL 02070803628"), "[pole-3]");
        assert_eq!(masking.kept(Rule::Region, "ul. Długa 5"), "[obszar-1]");
        assert_eq!(masking.kept(Rule::Field, " \u{200e}\n"), "");
    }

    #[test]
    fn what_a_covered_field_held_is_masked_in_every_text() {
        let mut masking = masking(None);
        assert_eq!(masking.masked("zapisano: ul. Długa 5"), "zapisano: ul. Długa 5");
        masking.learn("ul. Długa 5");
        assert_eq!(
            masking.masked("zapisano: ul. Długa 5 (a@b.pl)"),
            "zapisano: [pole-1] ([e-mail-1])"
        );
        assert!(masking.hint().contains(r"|ul\.\s+Długa\s+5"), "{}", masking.hint());
        let once = masking.masked("ul. Długa 5").into_owned();
        assert_eq!(masking.masked(&once), once);
    }

    #[test]
    fn a_field_is_known_by_its_label_by_another_of_its_own_and_by_its_place() {
        let mut masking = masking(None);
        assert!(masking.covers("Telefon *", &[]));
        assert!(masking.covers("Ulica", &["Dane  osoby:".to_owned()]));
        assert!(!masking.covers("tel.", &[]));
        masking.learn_labels(&["Telefon".to_owned(), "tel.".to_owned()]);
        assert!(masking.covers("tel.", &[]));
        assert!(!masking.covers("telefon", &["Dane".to_owned()]));
    }

    #[test]
    fn a_mark_is_that_of_the_standard() {
        // HMAC-SHA-256 of "pesel\n1" under thirty-two bytes 0x0b, reckoned by `openssl mac`.
        let mark = Key::new([0x0b; 32]).mark(Rule::Pesel, "1");
        assert_eq!(mark, MARK_BY_OPENSSL);
    }

    const MARK_BY_OPENSSL: &str = "d007ab9797b0527ddd8fe906d56d3afc";
}

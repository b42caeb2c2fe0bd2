//! What is covered in pictures and left out of texts: numbers and names of persons, found in a text by their shape, and
//! whatever stands in a field or a part of a page that the portal profile names.
//!
//! The rule exists once, here; a page script gathers only what [`Masking::hint`] lets through, and names of fields and parts.

mod address;
mod find;
mod learned;
mod naming;
mod number;
mod placed;
mod word;

use std::collections::BTreeSet;

use super::label::Label;
pub use find::Find;
pub use naming::{Cover, Key, Masking, Named};
pub use placed::{Held, Placed, Unplaced, Whole};

/// Why something is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A PESEL number with a right check digit. Always covered.
    Pesel,
    /// An account number: IBAN, or NRB without its country (ISO 13616, check by mod 97).
    Iban,
    /// An e-mail address.
    Email,
    /// A Polish telephone number.
    Phone,
    /// A name that the portal profile lists.
    Name,
    /// What stands in a field that the portal profile lists.
    Field,
    /// What stands in a part of a page that the portal profile lists.
    Region,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 7] = [
        Self::Pesel,
        Self::Iban,
        Self::Email,
        Self::Phone,
        Self::Name,
        Self::Field,
        Self::Region,
    ];

    /// Returns the word by which records and profiles name the rule.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pesel => "pesel",
            Self::Iban => "iban",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Name => "name",
            Self::Field => "field",
            Self::Region => "region",
        }
    }

    /// Returns the rule of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }

    /// Returns what the names of its masks begin with: they stand in the evidence, which is Polish.
    pub fn stem(self) -> &'static str {
        match self {
            Self::Pesel => "PESEL",
            Self::Iban => "IBAN",
            Self::Email => "e-mail",
            Self::Phone => "telefon",
            Self::Name => "nazwa",
            Self::Field => "pole",
            Self::Region => "obszar",
        }
    }
}

/// What of a portal is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Patterns beside PESEL, which is none of choice.
    pub patterns: BTreeSet<Rule>,
    /// Names, each as it is written.
    pub names: Vec<String>,
    /// Labels of fields whose values are covered whole.
    pub fields: BTreeSet<Label>,
    /// Names of parts of pages that are covered whole: sections, tabs, dialogs, tables and columns of tables.
    pub regions: BTreeSet<Label>,
}

impl Rules {
    /// Says whether the value of a field with this label is covered.
    pub fn covers_field(&self, label: &str) -> bool {
        !self.fields.is_empty() && self.fields.contains(&Label::new(label))
    }

    /// Says whether a part of a page with this name is covered.
    pub fn covers_place(&self, name: &str) -> bool {
        !self.regions.is_empty() && self.regions.contains(&Label::new(name))
    }

    /// Says whether anything is covered for the place where it stands.
    pub fn has_places(&self) -> bool {
        !(self.fields.is_empty() && self.regions.is_empty())
    }

    /// Returns a regular expression, as ECMAScript has it with the flags `i` and `u`, that some part of every text with a
    /// find in it matches.
    pub fn hint(&self) -> String {
        let mut parts = vec![r"\d{11}".to_owned()];
        if self.patterns.contains(&Rule::Email) {
            parts.push("@".to_owned());
        }
        if self.patterns.contains(&Rule::Phone) {
            parts.push(r"\d(?:[^\p{L}\d]{0,3}\d){8}".to_owned());
        }
        if self.patterns.contains(&Rule::Iban) {
            parts.push(r"\d{2}(?:[\s-]{0,2}[\p{L}\d]){11}".to_owned());
        }
        parts.extend(self.names.iter().map(|name| word::hint(name)));
        parts.join("|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_its_rule() {
        for rule in Rule::ALL {
            assert_eq!(Rule::of_word(rule.word()), Some(rule));
        }
        assert_eq!(Rule::of_word("PESEL"), None);
    }
}

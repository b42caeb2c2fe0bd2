//! Everything of a text that is covered.

use std::ops::Range;

use super::{Rule, Rules, address, number, word};
use crate::text::personal::pesel_behind;

/// A part of a text that is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Why it is covered.
    pub rule: Rule,
    /// What tells it from others: equal values are equal here, however they are spaced or written.
    pub value: String,
}

impl Rules {
    /// Returns what is covered of a text, in its order and without overlaps.
    pub fn finds(&self, text: &str) -> Vec<Find> {
        let mut found = pesels(text);
        for rule in &self.patterns {
            found.extend(match rule {
                Rule::Iban => number::accounts(text),
                Rule::Phone => number::phones(text),
                Rule::Email => address::emails(text),
                Rule::Pesel | Rule::Name | Rule::Field | Rule::Region => Vec::new(),
            });
        }
        found.extend(word::names(text, &self.names));
        apart(found)
    }
}

fn pesels(text: &str) -> Vec<Find> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(range) = pesel_behind(text, from) {
        from = range.end;
        found.push(Find {
            value: text[range.clone()].to_owned(),
            range,
            rule: Rule::Pesel,
        });
    }
    found
}

/// Of finds that overlap the longer one stays, and the first of equally long ones.
pub(super) fn apart(mut found: Vec<Find>) -> Vec<Find> {
    found.sort_by_key(|find| (std::cmp::Reverse(find.range.len()), find.range.start, find.rule));
    let mut kept: Vec<Find> = Vec::new();
    for find in found {
        let is_free = |other: &Find| other.range.end <= find.range.start || find.range.end <= other.range.start;
        if kept.iter().all(is_free) {
            kept.push(find);
        }
    }
    kept.sort_by_key(|find| find.range.start);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules {
            patterns: [Rule::Iban, Rule::Email, Rule::Phone].into(),
            names: vec!["Jan Kowalski".to_owned(), "Żak".to_owned()],
            ..Rules::default()
        }
    }

    fn found(text: &str) -> Vec<(&str, &str)> {
        let rules = rules();
        let finds = rules.finds(text);
        finds
            .iter()
            .map(|find| (find.rule.word(), &text[find.range.clone()]))
            .collect()
    }

    #[test]
    fn every_kind_is_found_where_it_stands() {
        for (text, expected) in [
            ("PESEL 02070803628.", vec![("pesel", "02070803628")]),
            (
                "<jan.kowalski+x@urząd.gov.pl>",
                vec![("e-mail", "jan.kowalski+x@urząd.gov.pl")],
            ),
            ("a@b.pl,c@d.eu.", vec![("e-mail", "a@b.pl"), ("e-mail", "c@d.eu")]),
            ("tel. 501 234 567", vec![("phone", "501 234 567")]),
            (
                "tel. 501-234-567, 32 256 12 34",
                vec![("phone", "501-234-567"), ("phone", "32 256 12 34")],
            ),
            ("+48 501234567", vec![("phone", "+48 501234567")]),
            ("(32) 256 12 34", vec![("phone", "(32) 256 12 34")]),
            ("0048501234567", vec![("phone", "0048501234567")]),
            ("501234567", vec![("phone", "501234567")]),
            (
                "Konto: PL61 1090 1014 0000 0712 1981 2874",
                vec![("iban", "PL61 1090 1014 0000 0712 1981 2874")],
            ),
            (
                "61109010140000071219812874",
                vec![("iban", "61109010140000071219812874")],
            ),
            (
                "61 1090 1014 0000 0712 1981 2874",
                vec![("iban", "61 1090 1014 0000 0712 1981 2874")],
            ),
            (
                "DE89 3704 0044 0532 0130 00 oraz",
                vec![("iban", "DE89 3704 0044 0532 0130 00")],
            ),
            ("GB82WEST12345698765432", vec![("iban", "GB82WEST12345698765432")]),
            (
                "pan JAN  kowalski, pani Żak",
                vec![("name", "JAN  kowalski"), ("name", "Żak")],
            ),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_resembles_one_stays() {
        for text in [
            "",
            "@",
            "a@b",
            "@urzad.pl",
            "jan@",
            "jan@.pl",
            "REGON 000513420",
            "NIP 123-456-78-19",
            "2026-11-29 12:43:28",
            "1234567890",
            "61109010140000071219812875",
            "PL62 1090 1014 0000 0712 1981 2874",
            "DE88 3704 0044 0532 0130 00",
            "Żaków, Kowalski Jan, Janek",
            "a1f302501234567bd99bbd06121cac17e577b6bae398f3b9a574c053343f6b33",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn patterns_that_are_not_switched_on_find_nothing_and_pesel_always_does() {
        let text = "a@b.pl 501 234 567 61109010140000071219812874 02070803628";
        let words: Vec<&str> = Rules::default()
            .finds(text)
            .iter()
            .map(|find| find.rule.word())
            .collect();
        assert_eq!(words, ["pesel"]);
    }

    #[test]
    fn equal_values_are_equal_however_they_are_written() {
        for (one, other) in [
            ("+48 501 234 567", "501-234-567"),
            ("A@B.pl", "a@b.PL"),
            ("PL61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874"),
            ("JAN KOWALSKI", "Jan  Kowalski"),
        ] {
            assert_eq!(rules().finds(one)[0].value, rules().finds(other)[0].value);
        }
    }

    #[test]
    fn any_text_is_borne() {
        for text in [
            "%",
            "%0",
            "+",
            "+48",
            "PL",
            "PL6",
            "żółć@żółć.żółć",
            "\u{0}@\u{0}.pl",
            "(",
            "(32",
            "0048",
            "ﷺ501234567",
        ] {
            let _ = rules().finds(text);
        }
        let long = "5".repeat(100_000);
        assert_eq!(found(&long), []);
        let mails = "a@".repeat(50_000);
        assert_eq!(found(&mails), []);
    }
}

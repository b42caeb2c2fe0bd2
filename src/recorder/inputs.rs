//! The inputs of a draft: the acting entity, and what a person typed that must not stand in a file.

use unicode_normalization::UnicodeNormalization;

use crate::runbook::model::{Part, Template};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::personal::personal;
use super::remark::Remark;

/// An input that the draft asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) ask: String,
    pub(super) is_file: bool,
}

/// Inputs, and the values that they stand for. The values are never written.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    asked: Vec<Asked>,
    values: Vec<(String, String)>,
}

impl Inputs {
    /// Begins with the input that names the acting entity; `shown` is what the portal showed of it.
    pub(super) fn of_entity(name: &str, shown: Option<&str>) -> Self {
        let ask = "Identyfikator podmiotu, w imieniu którego działa portal".to_owned();
        Self {
            asked: vec![Asked {
                name: name.to_owned(),
                ask,
                is_file: false,
            }],
            values: shown
                .map(|shown| (shown.to_owned(), name.to_owned()))
                .into_iter()
                .collect(),
        }
    }

    /// Forgets the inputs that no step came to use; the entity stays.
    pub(super) fn keep(&mut self, used: &[String]) {
        let mut at = 0;
        self.asked.retain(|asked| {
            at += 1;
            at == 1 || used.contains(&asked.name)
        });
    }

    /// Returns the inputs in the order needed.
    pub(super) fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// Makes a text fit for a file: data of a person becomes an input, asked for by `label`.
    pub(super) fn text(&mut self, text: &str, label: &str) -> (Template, Option<Remark>) {
        let known = self
            .values
            .iter()
            .find(|(value, _)| Label::new(value) == Label::new(text));
        if let Some((_, name)) = known {
            return (Template::new(vec![Part::Name(name.clone())]), None);
        }
        let Some(kind) = personal(text) else {
            return (Template::literal(text), None);
        };
        let name = self.ask(label, false);
        self.values.push((text.to_owned(), name.clone()));
        let input = name.clone();
        (
            Template::new(vec![Part::Name(name)]),
            Some(Remark::Personal { kind, input }),
        )
    }

    /// Asks for a file: which one was chosen says nothing to another machine.
    pub(super) fn file(&mut self, label: &str) -> Template {
        let asked = self
            .asked
            .iter()
            .find(|asked| asked.is_file && asked.ask == plain(label));
        let name = asked.map(|asked| asked.name.clone());
        Template::new(vec![Part::Name(name.unwrap_or_else(|| self.ask(label, true)))])
    }

    fn ask(&mut self, label: &str, is_file: bool) -> String {
        let name = self.free_name(label);
        self.asked.push(Asked {
            name: name.clone(),
            ask: plain(label),
            is_file,
        });
        name
    }

    fn free_name(&self, label: &str) -> String {
        let stem = slug(label, "dana");
        // A name begins with a letter, a slug may begin with a digit.
        let stem = if stem.starts_with(|c: char| c.is_ascii_digit()) {
            format!("dana-{stem}")
        } else {
            stem
        };
        let taken = |name: &str| self.asked.iter().any(|asked| asked.name == name);
        numbered(&stem, taken)
    }
}

/// Makes an identifier of a label: small letters a–z, digits and hyphens.
pub(super) fn slug(text: &str, otherwise: &str) -> String {
    let mut made = String::new();
    for c in text.to_lowercase().replace('ł', "l").nfd() {
        if c.is_ascii_alphanumeric() {
            made.push(c);
        } else if !is_mark(c) && !made.is_empty() && !made.ends_with('-') {
            made.push('-');
        }
        if made.len() >= 40 {
            break;
        }
    }
    let made = made.trim_end_matches('-');
    if made.is_empty() {
        otherwise.to_owned()
    } else {
        made.to_owned()
    }
}

/// Puts a number behind a name that is taken.
pub(super) fn numbered(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = stem.to_owned();
    let mut number = 1;
    while taken(&name) {
        number += 1;
        name = format!("{stem}-{number}");
    }
    name
}

/// Combining marks, as the letters of European languages fall apart into.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_keeps_the_letters_of_the_label() {
        for (label, expected) in [
            ("Lista Twoich skrytek", "lista-twoich-skrytek"),
            ("Łączność: żółw!", "lacznosc-zolw"),
            ("★", "krok"),
            ("3.2 Ogólne", "3-2-ogolne"),
        ] {
            assert_eq!(slug(label, "krok"), expected);
        }
    }

    #[test]
    fn the_same_data_is_asked_for_once() {
        let mut inputs = Inputs::of_entity("podmiot", Some("pzgliwice"));
        assert_eq!(inputs.text("pzgliwice", "Podmiot").0.to_string(), "{podmiot}");
        let (first, remark) = inputs.text("jan@urzad.example", "Adres e-mail");
        assert_eq!(first.to_string(), "{adres-e-mail}");
        assert!(remark.is_some());
        let (again, remark) = inputs.text("jan@urzad.example", "Kopia do");
        assert_eq!((again.to_string().as_str(), remark), ("{adres-e-mail}", None));
        assert_eq!(
            inputs.text("ola@urzad.example", "Adres e-mail").0.to_string(),
            "{adres-e-mail-2}"
        );
        assert_eq!(inputs.asked().len(), 3);
    }
}

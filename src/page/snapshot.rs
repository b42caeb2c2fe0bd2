//! The page in words, line by line, with what stands in fields and cells kept apart until it is known what is covered.

use std::collections::BTreeMap;
use std::fmt;

use crate::text::label::Label;
use crate::text::mask::{Masking, Rule};

/// The page in words: roles, labels, values, one a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The lines in the order of the page.
    pub lines: Vec<Line>,
}

/// One heading, control, field, fact, table or message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Names of the parts of the page in which it stands, outermost first.
    pub places: Vec<String>,
    /// What it says.
    pub parts: Vec<Part>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A text as it stands.
    Text(String),
    /// What a cell of a table says.
    Cell {
        /// Title of its column.
        column: String,
        /// Its text.
        text: String,
    },
    /// What a field holds, or what is told under a name.
    Value {
        /// All its labels.
        labels: Vec<String>,
        /// How the line says it.
        shown: String,
        /// The value itself.
        value: String,
        /// How it came there.
        came: Came,
    },
}

/// How a value came into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It was typed, or stands there for reading: wherever else it stands, it says the same.
    Typed,
    /// It was chosen among words of the portal, which stand everywhere.
    Chosen,
}

impl Snapshot {
    /// Takes a text of which nothing is covered for its place.
    pub fn of_text(text: &str) -> Self {
        let line = |line: &str| Line {
            places: Vec::new(),
            parts: vec![Part::Text(line.to_owned())],
        };
        Self {
            lines: text.lines().map(line).collect(),
        }
    }

    /// Returns the page in words as it may be stored, and remembers what of it is covered for its place.
    pub fn kept(&self, masking: &mut Masking) -> String {
        if !masking.rules().has_places() {
            return self.to_string();
        }
        let mut regions: BTreeMap<Label, (usize, String, Vec<String>)> = BTreeMap::new();
        let mut kept: Vec<Option<String>> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let region = line.places.iter().find(|place| masking.rules().covers_place(place));
            let Some(region) = region else {
                kept.push(Some(line.kept(masking)));
                continue;
            };
            line.learn(masking);
            let (_, _, said) = regions
                .entry(Label::new(region))
                .or_insert_with(|| (at, region.clone(), Vec::new()));
            said.push(line.to_string());
            kept.push(None);
        }
        for (at, name, said) in regions.into_values() {
            let mask = masking.kept(Rule::Region, &said.join("\n"));
            kept[at] = Some(format!("region: {name} = {mask}"));
        }
        kept.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

impl Line {
    /// Remembers all values of a line that is covered whole.
    fn learn(&self, masking: &mut Masking) {
        for part in &self.parts {
            match part {
                Part::Text(_) => {}
                Part::Cell { text, .. } => masking.learn(text),
                Part::Value {
                    labels, value, came, ..
                } => {
                    masking.learn_labels(labels);
                    if *came == Came::Typed {
                        masking.learn(value);
                    }
                }
            }
        }
    }

    fn kept(&self, masking: &mut Masking) -> String {
        self.parts.iter().map(|part| part.kept(masking)).collect()
    }
}

impl Part {
    fn kept(&self, masking: &mut Masking) -> String {
        match self {
            Self::Cell { column, text } if masking.rules().covers_place(column) => {
                masking.learn(text);
                masking.kept(Rule::Field, text)
            }
            Self::Value {
                labels, value, came, ..
            } if labels.iter().any(|label| masking.rules().covers_field(label)) => {
                masking.learn_labels(labels);
                if *came == Came::Typed {
                    masking.learn(value);
                }
                masking.kept(Rule::Field, value)
            }
            Self::Text(_) | Self::Cell { .. } | Self::Value { .. } => self.said().to_owned(),
        }
    }

    fn said(&self) -> &str {
        match self {
            Self::Text(text) | Self::Cell { text, .. } | Self::Value { shown: text, .. } => text,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| out.write_str(part.said()))
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, line) in self.lines.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(out, "{end}{line}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mask::Rules;

    fn value(label: &str, value: &str, came: Came) -> Part {
        Part::Value {
            labels: vec![label.to_owned(), "tel.".to_owned()],
            shown: value.to_owned(),
            value: value.to_owned(),
            came,
        }
    }

    fn line(places: &[&str], parts: Vec<Part>) -> Line {
        Line {
            places: places.iter().map(|place| (*place).to_owned()).collect(),
            parts,
        }
    }

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    fn page() -> Snapshot {
        let cell = |column: &str, text: &str| Part::Cell {
            column: column.to_owned(),
            text: text.to_owned(),
        };
        Snapshot {
            lines: vec![
                line(
                    &[],
                    vec![text("text: Telefon = "), value("Telefon:", "12-34", Came::Typed)],
                ),
                line(&[], vec![text("choice: Płeć = "), value("Płeć", "K", Came::Chosen)]),
                line(
                    &["Wniosek", "Dane osoby"],
                    vec![text("text: Ulica = "), value("Ulica", "Długa 5", Came::Typed)],
                ),
                line(
                    &["Wniosek"],
                    vec![text("| "), cell("Adres", "Krótka 7"), text(" | "), cell("Lp.", "1")],
                ),
                line(&["Dane osoby"], vec![text("button: Zmień")]),
                line(&[], vec![text("message: zapisano Długa 5, 12-34")]),
            ],
        }
    }

    #[test]
    fn a_page_without_covered_places_is_kept_as_it_says_itself() {
        let kept = page().kept(&mut Masking::default());
        assert_eq!(kept, page().to_string());
        assert!(kept.starts_with("text: Telefon = 12-34\nchoice: Płeć = K\n"), "{kept}");
    }

    #[test]
    fn fields_columns_and_parts_give_way_to_names_of_their_masks() {
        let rules = Rules {
            fields: [Label::new("Telefon"), Label::new("Płeć")].into(),
            regions: [Label::new("Dane osoby"), Label::new("Adres")].into(),
            ..Rules::default()
        };
        let mut masking = Masking::new(rules, None);
        let kept = page().kept(&mut masking);
        assert_eq!(
            kept,
            "text: Telefon = [pole-1]\nchoice: Płeć = [pole-2]\nregion: Dane osoby = [obszar-1]\n| [pole-3] | 1\n\
             message: zapisano Długa 5, 12-34"
        );
        // What was learned is covered as soon as the text is stored.
        let stored = masking.masked(&kept).into_owned();
        assert!(stored.ends_with("zapisano [pole-4], [pole-1]"), "{stored}");
        assert!(masking.covers("tel.", &[]));
    }
}

//! How long an office keeps what a bundle shows: the rules by which `krok expire` removes pictures and texts.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::document::Table;
use super::fault::{KeepFault, Part};
use super::load::{document_of, open};
use super::reader::Reader;

/// Every key of the file.
const RETENTION: &[&str] = &["title", "all", "plan", "apply", "practice"];

/// Kinds of files for which a rule has a time.
const KINDS: &[&str] = &["pictures", "texts"];

/// Longest time that is kept in years; what is kept longer needs no rule.
const LONGEST: u32 = 1000;

/// The rules of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// What the office calls it.
    pub title: String,
    /// The whole text of the file, by whose hash it is known later.
    pub text: String,
    all: Rule,
    plan: Rule,
    apply: Rule,
    practice: Rule,
}

/// How long each kind is kept; none for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Pictures.
    pub pictures: Option<KeepTime>,
    /// Texts.
    pub texts: Option<KeepTime>,
}

impl Rule {
    fn or(self, other: Self) -> Self {
        Self {
            pictures: self.pictures.or(other.pictures),
            texts: self.texts.or(other.texts),
        }
    }
}

/// A time to keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeepTime {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: KeepUnit,
}

/// What a time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepUnit {
    /// Days.
    Days,
    /// Months of the calendar.
    Months,
    /// Years of the calendar.
    Years,
}

impl KeepTime {
    /// Reads `90d`, `36m` or `5y`; none if it is none of them.
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let (unit, most) = match unit {
            "d" => (KeepUnit::Days, LONGEST * 365),
            "m" => (KeepUnit::Months, LONGEST * 12),
            "y" => (KeepUnit::Years, LONGEST),
            _ => return None,
        };
        // Digits alone: a parser would take a sign, too.
        let digits = count.bytes().all(|byte| byte.is_ascii_digit());
        let count = count
            .parse()
            .ok()
            .filter(|count| digits && (1..=most).contains(count))?;
        Some(Self { count, unit })
    }
}

impl fmt::Display for KeepTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            KeepUnit::Days => 'd',
            KeepUnit::Months => 'm',
            KeepUnit::Years => 'y',
        };
        write!(out, "{}{unit}", self.count)
    }
}

/// What a bundle is to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// A run on the practice portal.
    Practice,
    /// A plan.
    Plan,
    /// What was carried out.
    Apply,
}

impl Retention {
    /// Reads a file of rules.
    ///
    /// # Errors
    ///
    /// Returns every mistake of the file by position.
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let file = Arc::new(open(path)?);
        let table = document_of(&file)?;
        let mut reader = Reader::new(Arc::clone(&file));
        reader.keys(&table, Part::Retention, RETENTION);
        let title = reader.required(&table, "title", Part::Retention);
        let title = title
            .and_then(|entry| reader.text(entry))
            .map(|title| title.text.to_owned());
        let [all, plan, apply, practice] =
            ["all", "plan", "apply", "practice"].map(|category| rule(&mut reader, &table, category));
        if [all, plan, apply, practice].iter().all(|rule| *rule == Rule::default()) && reader.is_clean() {
            reader.report(&table.span, KeepFault::NoRule);
        }
        let is_clean = reader.is_clean();
        let found = reader.finish();
        title
            .filter(|_| is_clean)
            .map(|title| Self {
                title,
                text: file.text().to_owned(),
                all,
                plan,
                apply,
                practice,
            })
            .ok_or(found)
    }

    /// Returns how long a bundle of a category is kept: the rule of the category goes before that of all.
    pub fn rule(&self, category: Category) -> Rule {
        let own = match category {
            Category::Practice => self.practice,
            Category::Plan => self.plan,
            Category::Apply => self.apply,
        };
        own.or(self.all)
    }
}

fn rule(reader: &mut Reader, table: &Table, category: &str) -> Rule {
    let Some(table) = table.entry(category).and_then(|entry| reader.table(entry)) else {
        return Rule::default();
    };
    reader.keys(table, Part::Rule, KINDS);
    let [pictures, texts] = ["pictures", "texts"].map(|kind| keep(reader, table, kind));
    Rule { pictures, texts }
}

fn keep(reader: &mut Reader, table: &Table, kind: &str) -> Option<KeepTime> {
    let written = table.entry(kind).and_then(|entry| reader.text(entry))?;
    let time = KeepTime::parse(written.text);
    if time.is_none() {
        reader.report(written.span, KeepFault::NoTime(written.text.to_owned()));
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_days_months_or_years_and_nothing_else() {
        for text in ["90d", "36m", "5y", "1d", "1000y"] {
            assert_eq!(
                KeepTime::parse(text).map(|time| time.to_string()).as_deref(),
                Some(text)
            );
        }
        for text in [
            "",
            "y",
            "0y",
            "5",
            "5 y",
            "-5y",
            "+5y",
            "5w",
            "1001y",
            "99999999999d",
            "5ż",
            "5Y",
        ] {
            assert_eq!(KeepTime::parse(text), None, "{text}");
        }
    }
}

//! The matrix as JUnit has it: a suite for each runbook, a case for each institution.

use std::collections::BTreeMap;

use askama::Template;

use crate::evidence::text::printable;
use crate::report::html::ReportError;

use super::Inventory;
use super::attention::reasons;
use super::cell::{Cell, Checked, Standing};
use super::folder::Content;
use super::reviews::Review;
use super::words::standing;

#[derive(Template)]
#[template(path = "matrix_junit.xml")]
struct Page {
    suites: Vec<Suite>,
}

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    class: String,
    outcome: Outcome,
    /// What is the matter, or what is to be known.
    says: String,
}

/// What a build server makes of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Skipped,
    Failed,
    Error,
}

impl Suite {
    fn count(&self, wanted: Outcome) -> usize {
        self.cases.iter().filter(|case| case.outcome == wanted).count()
    }
}

impl Case {
    fn is(&self, wanted: Outcome) -> bool {
        self.outcome == wanted
    }
}

/// Returns the matrix as JUnit.
///
/// # Errors
///
/// Fails if the document cannot be put together.
pub fn junit(inventory: &Inventory) -> Result<String, ReportError> {
    let mut suites: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for cell in &inventory.cells {
        let name = format!("{}/{}", cell.portal, cell.runbook);
        suites
            .entry(name.clone())
            .or_default()
            .push(of_cell(cell, name, inventory));
    }
    let strays: Vec<Case> = inventory
        .strays()
        .map(|folder| Case {
            name: folder.name(),
            class: folder.content.code().to_owned(),
            outcome: match folder.content {
                Content::Bundle(_) => Outcome::Passed,
                Content::Damaged(_) | Content::Unreadable(_) => Outcome::Error,
                Content::Foreign | Content::Link => Outcome::Skipped,
            },
            says: folder.remark(inventory.language),
        })
        .collect();
    if !strays.is_empty() {
        suites.entry("folders".to_owned()).or_default().extend(strays);
    }
    let suites = suites.into_iter().map(|(name, cases)| Suite { name, cases }).collect();
    let text = Page { suites }.render().map_err(ReportError::Page)?;
    Ok(printable(&text).chars().filter(|letter| is_xml(*letter)).collect())
}

fn of_cell(cell: &Cell, class: String, inventory: &Inventory) -> Case {
    let is_trouble = cell.checked != Checked::Sound
        || cell.standing.is_trouble()
        || matches!(cell.review, Review::Rejected(_) | Review::Void);
    let outcome = if is_trouble {
        Outcome::Failed
    } else if cell.standing == Standing::Planned {
        Outcome::Skipped
    } else {
        Outcome::Passed
    };
    let mut says = reasons(cell, inventory.language);
    if says.is_empty() {
        says.push(standing(cell.standing, inventory.language).word.to_owned());
    }
    let practice = if cell.is_practice { " (practice)" } else { "" };
    Case {
        name: format!("{}{practice}", cell.entity),
        class,
        outcome,
        says: says.join("; "),
    }
}

/// Tells whether XML 1.0 has the character.
fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

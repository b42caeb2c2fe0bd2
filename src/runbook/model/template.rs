//! Texts of a runbook, with the names whose values are put in.

use std::collections::BTreeMap;
use std::fmt;

/// Text with `{name}` places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

/// A piece of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Literal(String),
    /// Value of an input or parameter.
    Name(String),
}

/// Values by name; a block's scope holds its parameters only.
pub type Scope = BTreeMap<String, String>;

impl Template {
    /// Joins the pieces.
    pub fn new(parts: Vec<Part>) -> Self {
        Self(parts)
    }

    /// Takes a text without names.
    pub fn literal(text: impl Into<String>) -> Self {
        Self(vec![Part::Literal(text.into())])
    }

    /// Returns the pieces.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Puts the values in. Names were resolved when the runbook was checked; a missing one shows itself as `{name}`.
    pub fn fill(&self, scope: &Scope) -> String {
        self.0
            .iter()
            .map(|part| match part {
                Part::Literal(text) => text.clone(),
                Part::Name(name) => scope.get(name).cloned().unwrap_or_else(|| format!("{{{name}}}")),
            })
            .collect()
    }
}

impl fmt::Display for Template {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            match part {
                Part::Literal(text) => out.write_str(text)?,
                Part::Name(name) => write!(out, "{{{name}}}")?,
            }
        }
        Ok(())
    }
}

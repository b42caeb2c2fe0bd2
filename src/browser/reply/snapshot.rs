//! The page in words, as `snapshot.js` tells it.

use serde::Deserialize;

use super::unexpected;
use crate::page::error::PageError;
use crate::page::snapshot::{Came, Line, Part, Snapshot};

/// Names of the parts of the page around a line, and what it says.
#[derive(Deserialize)]
pub(super) struct ToldLine(Vec<String>, Vec<ToldPart>);

/// A text; column and text of a cell; how a value came into a field, its labels, the value as shown and itself.
#[derive(Deserialize)]
#[serde(untagged)]
enum ToldPart {
    Text(String),
    Cell(String, String),
    Value(String, Vec<String>, String, String),
}

/// Reads the lines.
pub(super) fn known(lines: Vec<ToldLine>) -> Result<Snapshot, PageError> {
    let line = |ToldLine(places, parts)| {
        let parts = parts.into_iter().map(ToldPart::known).collect::<Result<_, _>>()?;
        Ok(Line { places, parts })
    };
    let lines = lines.into_iter().map(line).collect::<Result<_, PageError>>()?;
    Ok(Snapshot { lines })
}

impl ToldPart {
    fn known(self) -> Result<Part, PageError> {
        Ok(match self {
            Self::Text(text) => Part::Text(text),
            Self::Cell(column, text) => Part::Cell { column, text },
            Self::Value(came, labels, shown, value) => Part::Value {
                labels,
                shown,
                value,
                came: match came.as_str() {
                    "typed" => Came::Typed,
                    "chosen" => Came::Chosen,
                    other => return Err(unexpected(format!("a value that came so: {other}"))),
                },
            },
        })
    }
}

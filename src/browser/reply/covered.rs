//! What `cover.js` and `uncover.js` say.

use serde::Deserialize;
use serde_json::Value;

use super::{elsewhere, read};
use crate::browser::cover::Covering;
use crate::page::error::PageError;
use crate::page::observation::{Mask, Rectangle};
use crate::text::mask::{Held, Rule, Unplaced};

/// Rule, name, and left, top, right and bottom edge.
type Laid = (String, String, (f64, f64, f64, f64));

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Said {
    Unknown(Asked),
    Covers(Vec<Laid>),
    Failed(String),
}

/// Texts, names of fields and parts, and what stands in those that are covered: rule, value, whether it is covered elsewhere, too.
#[derive(Deserialize)]
struct Asked {
    texts: Vec<String>,
    labels: Vec<String>,
    places: Vec<String>,
    values: Vec<(String, String, bool)>,
}

#[derive(Deserialize)]
struct Uncovered {
    whole: bool,
}

/// Reads what is covered.
pub(in crate::browser) fn covering(reply: Value) -> Result<Covering, PageError> {
    elsewhere(&reply)?;
    Ok(match read(reply)? {
        Said::Unknown(asked) => Covering::Unknown {
            unplaced: Unplaced {
                labels: asked.labels,
                places: asked.places,
                values: asked.values.into_iter().map(value).collect::<Result<_, _>>()?,
            },
            texts: asked.texts,
        },
        Said::Failed(why) => Covering::Failed(why),
        Said::Covers(covers) => Covering::Laid(covers.into_iter().map(mask).collect::<Result<_, _>>()?),
    })
}

/// Reads whether everything lay under its box until it was taken away.
pub(in crate::browser) fn uncovered(reply: Value) -> Result<bool, PageError> {
    elsewhere(&reply)?;
    read::<Uncovered>(reply).map(|uncovered| uncovered.whole)
}

fn value((rule, text, spreads): (String, String, bool)) -> Result<Held, PageError> {
    let rule = known(&rule)?;
    Ok(Held { rule, text, spreads })
}

fn known(rule: &str) -> Result<Rule, PageError> {
    Rule::of_word(rule).ok_or_else(|| PageError::Protocol(format!("no rule: {rule}")))
}

fn mask((rule, name, (left, top, right, bottom)): Laid) -> Result<Mask, PageError> {
    Ok(Mask {
        rule: known(&rule)?,
        name,
        area: Rectangle {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
        },
    })
}

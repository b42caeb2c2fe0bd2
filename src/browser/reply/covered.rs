//! What `cover.js` and `uncover.js` say.

use serde::Deserialize;
use serde_json::Value;

use super::{elsewhere, read};
use crate::browser::cover::Covering;
use crate::page::error::PageError;
use crate::page::observation::{Mask, Rectangle};
use crate::text::mask::Rule;

/// Rule, name, and left, top, right and bottom edge.
type Laid = (String, String, (f64, f64, f64, f64));

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Said {
    Unknown(Vec<String>),
    Covers(Vec<Laid>),
    Failed(String),
}

#[derive(Deserialize)]
struct Uncovered {
    whole: bool,
}

/// Reads what is covered.
pub(in crate::browser) fn covering(reply: Value) -> Result<Covering, PageError> {
    elsewhere(&reply)?;
    Ok(match read(reply)? {
        Said::Unknown(texts) => Covering::Unknown(texts),
        Said::Failed(why) => Covering::Failed(why),
        Said::Covers(covers) => Covering::Laid(covers.into_iter().map(mask).collect::<Result<_, _>>()?),
    })
}

/// Reads whether everything lay under its box until it was taken away.
pub(in crate::browser) fn uncovered(reply: Value) -> Result<bool, PageError> {
    elsewhere(&reply)?;
    read::<Uncovered>(reply).map(|uncovered| uncovered.whole)
}

fn mask((rule, name, (left, top, right, bottom)): Laid) -> Result<Mask, PageError> {
    let rule = Rule::of_word(&rule).ok_or_else(|| PageError::Protocol(format!("no rule: {rule}")))?;
    Ok(Mask {
        rule,
        name,
        area: Rectangle {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
        },
    })
}

//! Acts, what came of them, and what stood in their way.

use serde::{Deserialize, Serialize};

use super::Reason;
use super::page::Rectangle;

/// The control that an act is aimed at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Label as shown.
    pub label: String,
    /// Places from outermost to innermost (`Tryb pracy`), as shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Role (`button`, `link`, `tab`, `radio`, `checkbox`, `textbox`, …).
    pub role: String,
    /// Tier by which the label was found (`associated`, `aria`, `wrapping`, `neighbour`, `title`, `text`).
    pub tier: String,
    /// Where it stood in the picture before.
    pub rectangle: Rectangle,
}

/// An act about to happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intent {
    /// `open`, `press`, `hover`, `escape`, `fill`, `choose`, `switch`, `attach`, `visit`, `scroll`, `close-window`.
    pub act: String,
    /// Effect of this act alone.
    pub effect: String,
    /// Aim; none for `open`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Value to be entered or chosen, or the address opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Sequence number of the [`Observed`](super::Observed) record that shows the page before; none before the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
}

/// What came of an intent. The picture after is in the [`Observed`](super::Observed) record named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Sequence number of the intent.
    pub intent: u64,
    /// Whether the act was carried out; the reason if not or if nobody knows.
    pub result: ActResult,
    /// Sequence number of the [`Observed`](super::Observed) record that shows the page after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
    /// Why the page after was not to be looked at: it was on no host of the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unseen: Option<Reason>,
}

/// Whether an act was carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActResult {
    /// It was.
    Done,
    /// It was not: the browser refused.
    Refused(Reason),
    /// Nobody knows.
    Unknown(Reason),
}

/// A native dialog (alert, confirm, prompt, beforeunload).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialog {
    /// Its text.
    pub says: String,
    /// What was answered as the runbook declares it; none if it was left open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<DialogAnswer>,
    /// Sequence number of the intent that brought it up, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<u64>,
}

/// The answer to a native dialog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DialogAnswer {
    /// OK.
    Accepted,
    /// OK, with this text.
    AcceptedWith(String),
    /// Cancel.
    Dismissed,
}

/// The candidates of an ambiguous target, numbered from 1 in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidates {
    /// Label wanted.
    pub label: String,
    /// Sequence number of the [`Observed`](super::Observed) record that shows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<u64>,
    /// The candidates.
    pub targets: Vec<Target>,
}

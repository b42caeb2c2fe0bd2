//! Things destroyed for good: how each was recognised, who agreed, what the portal asked, and the proof that it is gone.

use serde::{Deserialize, Serialize};

use super::FileReference;
use super::act::Target;

/// What belongs to the destroying of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Destroying {
    /// The thing as it was recognised; a plan goes no further.
    Identified(Identified),
    /// A permission from outside was used.
    Consented(Consented),
    /// The operator typed the key.
    KeyGiven(KeyGiven),
    /// The portal asked in the page.
    Asked(AskedInPage),
    /// The list was read again on a fresh view.
    Proved(Proof),
}

/// A thing to be destroyed, as it was recognised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identified {
    /// The control that destroys it.
    pub target: Target,
    /// The attributes by which it was recognised; the value of the first is the key.
    pub attributes: Vec<Attribute>,
    /// What must be gone afterwards.
    pub gone: GoneRow,
    /// What the portal has to ask in the page, if it is to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// The permission that is needed, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentNeeded>,
    /// Sequence number of the [`Observed`](super::Observed) record that shows it.
    pub observed: u64,
}

/// A name with the text wanted and the text found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Column, or label of a fact.
    pub name: String,
    /// Text wanted.
    pub wanted: String,
    /// Text found, as shown.
    pub found: String,
}

/// A row by its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoneRow {
    /// Heading of the table.
    pub table: String,
    /// Column of the keys.
    pub key: String,
    /// Key of the row.
    pub row: String,
}

/// A permission that a step needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentNeeded {
    /// Who has to give it.
    pub from: String,
    /// About what.
    pub about: String,
}

/// A permission from outside, as it was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consented {
    /// What it says.
    pub terms: Consent,
    /// The consent file below `inputs/`.
    pub file: FileReference,
    /// The document below `inputs/`.
    pub document: FileReference,
    /// Signature over the consent file, below `inputs/`; none if it came without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<FileReference>,
    /// SHA-256 over plan, step, attributes and document, in hex: what it was used for.
    pub binding: String,
}

/// What a permission says. Days are written `2026-11-28`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Who gave it.
    pub from: String,
    /// About what.
    pub about: String,
    /// For which entity.
    pub entity: String,
    /// Number of the document.
    pub number: String,
    /// Day on which it was given.
    pub given: String,
    /// Last day on which it may be used.
    pub expires: String,
}

/// The key by which the operator agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyGiven {
    /// The key as typed.
    pub key: String,
    /// How it was given.
    pub by: KeyBy,
    /// For how many things at once.
    pub things: u64,
}

/// How a key was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyBy {
    /// Typed by the operator who saw the thing.
    Typed,
    /// Given with the command, nobody was asked.
    Option,
}

/// What the portal asked in the page before it destroyed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedInPage {
    /// The whole text of the dialog.
    pub says: String,
    /// The text that the runbook has.
    pub wanted: String,
    /// Label of what was pressed in answer.
    pub pressed: String,
}

/// What the list showed on a fresh view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// What had to be gone.
    pub gone: GoneRow,
    /// Whether it is.
    pub is_gone: bool,
    /// The keys before, over all pages.
    pub before: Vec<String>,
    /// The keys after, over all pages.
    pub after: Vec<String>,
    /// Other keys that went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vanished: Vec<String>,
    /// Keys that came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appeared: Vec<String>,
}

impl Identified {
    /// Returns what the operator has to type: the value of the first attribute.
    pub fn key(&self) -> &str {
        self.attributes
            .first()
            .map_or("", |attribute| attribute.wanted.as_str())
    }
}

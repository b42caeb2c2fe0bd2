//! What is stored, word for word. Any change here comes with a new [`FORMAT`] and a way to read the old one.
//!
//! `trail.ndjson` holds one record a line: JSON, TAB, chain hash in hex, LF. The chain hash of a line is
//! `SHA-256("krok/1\n" ‖ previous hash in hex ‖ "\n" ‖ the JSON bytes)`; before the first line the previous hash is 64
//! zeros. Raw bytes are hashed, so nobody needs to agree on a canonical JSON.

mod act;
mod anchored;
mod condition;
mod custody;
mod destroying;
mod errand;
mod field;
mod masked;
mod page;
mod recorded;
mod recovered;
mod run;
mod seal;
mod step;
mod visited;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use act::{ActResult, Candidates, Dialog, DialogAnswer, Intent, Outcome, Target};
pub use anchored::{AnchorPlace, Anchored};
pub use condition::{Clause, Condition, Truth};
pub use custody::{CUSTODY_CHAIN, CustodyEvent, CustodyRecord, Erasure, HandedOver, Policy, SignedLine};
pub use destroying::{
    AskedInPage, Attribute, Consent, ConsentNeeded, Consented, Destroying, GoneRow, Identified, KeyBy, KeyGiven, Proof,
};
pub use errand::{Attachment, Errand, ErrandOutcome, ErrandReport, ErrandSource};
pub use field::{Field, FieldStatus, Rows, Value};
pub use masked::Masked;
pub use page::{Mask, Observed, Picture, Rectangle, StoryLine};
pub use recorded::{Recorded, RecordedFact, RecordedRow, RecordedTable, RowStanding};
pub use recovered::Recovered;
pub use run::{
    Continued, DataFile, LoggedIn, Mode, Paused, PlanReference, Portal, Resumed, RunFinished, RunStarted, Runbook,
    Verdict,
};
pub use seal::{Seal, SealState};
pub use step::{Status, StepFinished, StepStarted};
pub use visited::Visited;

/// Name of this format.
pub const FORMAT: &str = "krok/5";

/// Formats that are read. Each is the one before it with more kinds of events or parts of them: what an older one holds means the same.
/// A bundle keeps the format that its first record names, also when a later version recovers it.
pub const READABLE: [&str; 5] = ["krok/1", "krok/2", "krok/3", "krok/4", FORMAT];

/// First line of what each chain hash covers: the rule of the chain has been the same since the first format.
pub const CHAIN: &str = "krok/1";

/// One line of the trail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Counted from 0 without gaps; the order of things is this, not the clock.
    pub seq: u64,
    /// Wall clock, RFC 3339 with offset and milliseconds.
    pub at: String,
    /// Milliseconds since the run began, monotonic; from [`Recovered`] on, which has 0, since the recovery.
    pub mono_ms: u64,
    /// Path of the step (`kazda[Domyślna]/ustaw`); none outside steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[expect(clippy::large_enum_variant, reason = "the large one stands once in a trail")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// First record of a bundle.
    RunStarted(RunStarted),
    /// A time stamp was got.
    Anchored(Anchored),
    /// The person was logging in: nothing was captured between the two times.
    LoggedIn(LoggedIn),
    /// A step begins.
    StepStarted(StepStarted),
    /// The page as it stood.
    Observed(Observed),
    /// About to act; on disk before the act.
    Intent(Intent),
    /// What came of the intent.
    Outcome(Outcome),
    /// One field compared with its wanted value.
    Field(Field),
    /// The keys of a loop, read over all pages before the first row is worked on.
    Rows(Rows),
    /// A condition that was judged.
    Condition(Condition),
    /// A table or labelled values, read into the evidence.
    Recorded(Recorded),
    /// An address outside the portal, and what it answered.
    Visited(Visited),
    /// What was left to a person, and what the person said of it.
    Errand(Errand),
    /// A native dialog, which no picture can show.
    Dialog(Dialog),
    /// What an ambiguous target could have meant.
    Candidates(Candidates),
    /// The name that stands for something covered, before the first record that uses it.
    Masked(Masked),
    /// What belongs to the destroying of one thing.
    Destroying(Destroying),
    /// The portal broke off, and the run waits.
    Paused(Paused),
    /// The wait is over.
    Resumed(Resumed),
    /// Something a reviewer should know.
    Note(Reason),
    /// A step ends.
    StepFinished(StepFinished),
    /// Last record of a complete bundle.
    RunFinished(RunFinished),
    /// Last record of a bundle whose run broke off and that was closed later.
    Recovered(Recovered),
}

/// A file of the bundle, by path below the bundle's folder and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileReference {
    /// Path with `/`, below the folder.
    pub path: String,
    /// SHA-256 in hex.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
}

/// Why something is as it is: a code with its values. Words for it, in every language, are the report's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Kebab-case code (`target-missing`).
    pub code: String,
    /// Values by name (`label`, `seen`, `wanted`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl Event {
    /// Returns the circumstances, if this begins a run.
    pub fn started(&self) -> Option<&RunStarted> {
        if let Self::RunStarted(started) = self {
            return Some(started);
        }
        None
    }

    /// Returns the end, if this ends a run.
    pub fn finished(&self) -> Option<&RunFinished> {
        if let Self::RunFinished(finished) = self {
            return Some(finished);
        }
        None
    }

    /// Returns what was found, if this closes a bundle whose run broke off.
    pub fn recovered(&self) -> Option<&Recovered> {
        if let Self::Recovered(recovered) = self {
            return Some(recovered);
        }
        None
    }
}

impl Record {
    /// Returns the files that the record refers to.
    pub fn references(&self) -> impl Iterator<Item = &FileReference> {
        let files = match &self.event {
            Event::RunStarted(started) => {
                let data = started.data.values().map(|data| &data.file);
                [&started.runbook.file, &started.portal.file]
                    .into_iter()
                    .chain(data)
                    .collect()
            }
            Event::Observed(observed) => vec![&observed.picture.file, &observed.text],
            Event::Errand(errand) => {
                let reports = errand.report.iter();
                reports
                    .flat_map(|report| report.attachments.iter().map(|attachment| &attachment.file))
                    .collect()
            }
            Event::Destroying(Destroying::Consented(consented)) => {
                let signature = consented.signature.as_ref();
                [&consented.file, &consented.document]
                    .into_iter()
                    .chain(signature)
                    .collect()
            }
            Event::Recovered(recovered) => recovered.torn.iter().chain(&recovered.loose).collect(),
            Event::Destroying(_)
            | Event::Anchored(_)
            | Event::LoggedIn(_)
            | Event::Paused(_)
            | Event::Resumed(_)
            | Event::StepStarted(_)
            | Event::Intent(_)
            | Event::Outcome(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::Condition(_)
            | Event::Recorded(_)
            | Event::Visited(_)
            | Event::Dialog(_)
            | Event::Candidates(_)
            | Event::Masked(_)
            | Event::Note(_)
            | Event::StepFinished(_)
            | Event::RunFinished(_) => Vec::new(),
        };
        files.into_iter()
    }
}

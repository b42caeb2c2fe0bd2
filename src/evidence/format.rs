//! What is stored, word for word. Any change here comes with a new [`FORMAT`] and a way to read the old one.
//!
//! `trail.ndjson` holds one record a line: JSON, TAB, chain hash in hex, LF. The chain hash of a line is
//! `SHA-256("krok/1\n" ‖ previous hash in hex ‖ "\n" ‖ the JSON bytes)`; before the first line the previous hash is 64
//! zeros. Raw bytes are hashed, so nobody needs to agree on a canonical JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Name of this format; the first line of what each chain hash covers.
pub const FORMAT: &str = "krok/1";

/// One line of the trail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Counted from 0 without gaps; the order of things is this, not the clock.
    pub seq: u64,
    /// Wall clock, RFC 3339 with offset and milliseconds.
    pub at: String,
    /// Milliseconds since the run began, monotonic.
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
    /// A native dialog, which no picture can show.
    Dialog(Dialog),
    /// What an ambiguous target could have meant.
    Candidates(Candidates),
    /// Something a reviewer should know.
    Note(Reason),
    /// A step ends.
    StepFinished(StepFinished),
    /// Last record of a complete bundle.
    RunFinished(RunFinished),
}

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Reads only.
    Plan,
    /// Carries out a plan.
    Apply,
}

/// The circumstances of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunStarted {
    /// [`FORMAT`].
    pub format: String,
    /// Name of the run = name of the folder.
    pub run: String,
    /// 256 random bits in hex.
    pub nonce: String,
    /// Plan or apply.
    pub mode: Mode,
    /// Name and version of the program.
    pub tool: String,
    /// Runbook as carried out.
    pub runbook: Runbook,
    /// Portal profile's name, title and address really used.
    pub portal: Portal,
    /// Inputs by name.
    pub inputs: BTreeMap<String, String>,
    /// Acting entity that the run is for.
    pub entity: String,
    /// Browser and driver, name and version.
    pub browser: String,
    /// Name of the user account on the machine.
    pub operator: String,
    /// Name of the machine.
    pub host: String,
    /// Run that made the plan, and the last chain hash of its trail; none for a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanReference>,
    /// Remarks on the machine that weaken the evidence (shared machine, …), as reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circumstances: Vec<Reason>,
}

/// The runbook behind a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runbook {
    /// Short name (`skrytki-pull`).
    pub name: String,
    /// Title for people.
    pub title: String,
    /// File below `inputs/`.
    pub file: FileReference,
    /// Title of the written instruction, if named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Chapter of the instruction, if named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
    /// Points of the instruction to be covered, each with its sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub points: BTreeMap<String, String>,
}

/// The portal of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// Short name (`epuap`).
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Address that the run really used.
    pub base: String,
    /// Whether this was the practice portal and not the real one.
    pub practice: bool,
    /// File below `inputs/`.
    pub file: FileReference,
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

/// The plan that an apply carries out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanReference {
    /// Name of the plan's run.
    pub run: String,
    /// Chain hash of the last line of its trail.
    pub head: String,
}

/// The blackout of the login.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoggedIn {
    /// When krok stopped looking.
    pub from: String,
    /// When the gate opened.
    pub to: String,
}

/// A step as the runbook has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepStarted {
    /// Verb (`go`, `press`, `set`, …).
    pub verb: String,
    /// `read`, `navigate`, `write`, `destroy` or `manual`.
    pub effect: String,
    /// The step in a few of the runbook's own words (`Administrowanie → Budowanie usług`).
    pub says: String,
    /// Points of the instruction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    /// Line in the runbook file.
    pub line: u64,
    /// Key of the loop's row that the step works on, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// The page as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// Address without query and fragment.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Acting entity shown by the portal; none if the page shows none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Messages on the page, as seen or caught while they were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<String>,
    /// Picture of this state; an unchanged state refers to the earlier picture.
    pub picture: Picture,
    /// Text snapshot of this state.
    pub text: FileReference,
    /// What was waited for, if anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub story: Vec<StoryLine>,
}

/// A picture exactly as received.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The PNG.
    pub file: FileReference,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// In a picture of the whole page: where the viewport's top left corner lies. Rectangles count from that corner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corner: Option<(f64, f64)>,
}

/// One line of what was waited for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryLine {
    /// Milliseconds since the wait began.
    pub ms: u64,
    /// What was so (`busy: .ui-blockui`, `not yet seen: Zmiany zostały zapisane`).
    pub what: String,
}

/// A rectangle in a picture, in its pixels from the viewport's top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rectangle {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

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
    /// `open`, `press`, `hover`, `fill`, `choose`, `switch`, `attach`, `scroll`, `close-window`.
    pub act: String,
    /// Effect of this act alone.
    pub effect: String,
    /// Aim; none for `open`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Value to be entered or chosen, or the address opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Sequence number of the [`Observed`] record that shows the page before; none before the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
}

/// What came of an intent. The picture after is in the [`Observed`] record named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Sequence number of the intent.
    pub intent: u64,
    /// Whether the act was carried out; the reason if not or if nobody knows.
    pub result: ActResult,
    /// Sequence number of the [`Observed`] record that shows the page after.
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

/// Life of a field in plan and apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Places from outermost to innermost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Label.
    pub label: String,
    /// Value found first.
    pub before: Value,
    /// Value wanted.
    pub wanted: Value,
    /// Value read on a fresh view after saving; none in a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    /// `unchanged`, `would-change`, `changed` or `failed`.
    pub status: FieldStatus,
}

/// What became of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldStatus {
    /// Already as wanted.
    Unchanged,
    /// A plan would change it.
    WouldChange,
    /// Changed, saved and read again.
    Changed,
    /// Differs from what was wanted after saving, or fails a check.
    Failed,
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
    /// Sequence number of the [`Observed`] record that shows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<u64>,
    /// The candidates.
    pub targets: Vec<Target>,
}

/// A value as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Text of a field, or label of the chosen option; empty if none.
    Text(String),
    /// Checkbox on or off.
    Switch(bool),
    /// Labels of all options chosen, or names of files.
    Several(Vec<String>),
}

/// The keys of a loop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// Heading of the table.
    pub table: String,
    /// Column of the keys.
    pub key: String,
    /// The keys in the order read.
    pub rows: Vec<String>,
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

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFinished {
    /// The status.
    pub status: Status,
    /// Why; always there for `skipped`, `blocked`, `failed` and `uncertain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// Status of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Looked and moved only, or found everything as wanted.
    Unchanged,
    /// Changed, and read again.
    Changed,
    /// A plan found differences.
    WouldChange,
    /// Not done, with reason.
    Skipped,
    /// A guard refused.
    Blocked,
    /// Tried and not achieved.
    Failed,
    /// A person acted.
    Manual,
    /// An intent without an outcome.
    Uncertain,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunFinished {
    /// The verdict.
    pub verdict: Verdict,
    /// Why the run stopped; none if it came to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Steps by status word.
    pub counts: BTreeMap<String, u64>,
    /// Fields that were changed (apply) or would be (plan).
    pub changes: u64,
    /// Pictures stored.
    pub pictures: u64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything is as wanted, and nothing had to be changed.
    Unchanged,
    /// A plan found differences.
    ChangesPlanned,
    /// Everything was changed as planned and read again.
    Changed,
    /// A guard refused.
    Blocked,
    /// Something was not achieved.
    Failed,
    /// A write of unknown outcome.
    Uncertain,
    /// The operator stopped it.
    Interrupted,
}

/// What closes a bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// [`FORMAT`].
    pub format: String,
    /// Name of the run.
    pub run: String,
    /// Number of records.
    pub records: u64,
    /// Chain hash of the first line.
    pub first: String,
    /// Chain hash of the last line.
    pub last: String,
    /// Whether the trail has its end.
    pub state: SealState,
    /// Paths of steps with an intent without outcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uncertain: Vec<String>,
    /// Every file, sorted by path, except the seal itself and what is derived.
    pub files: Vec<FileReference>,
}

/// Whether the trail has its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealState {
    /// With `RunFinished`.
    Complete,
    /// Without.
    Interrupted,
}

impl Record {
    /// Returns the files that the record refers to.
    pub fn references(&self) -> impl Iterator<Item = &FileReference> {
        let pair = match &self.event {
            Event::RunStarted(started) => [Some(&started.runbook.file), Some(&started.portal.file)],
            Event::Observed(observed) => [Some(&observed.picture.file), Some(&observed.text)],
            Event::LoggedIn(_)
            | Event::StepStarted(_)
            | Event::Intent(_)
            | Event::Outcome(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::Dialog(_)
            | Event::Candidates(_)
            | Event::Note(_)
            | Event::StepFinished(_)
            | Event::RunFinished(_) => [None, None],
        };
        pair.into_iter().flatten()
    }
}

impl Status {
    /// Returns the word used in records and counts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Changed => "changed",
            Self::WouldChange => "would-change",
            Self::Skipped => "skipped",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
            Self::Manual => "manual",
            Self::Uncertain => "uncertain",
        }
    }
}

//! A run: its circumstances, and how it ended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FileReference, Reason};

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
    /// [`FORMAT`](super::FORMAT).
    pub format: String,
    /// Name of the run = name of the folder.
    pub run: String,
    /// Place among the runs of the folder in which bundles are kept, counted from 1: the order of runs is this, not the
    /// clock. None in formats without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
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
    /// Files of lines and lists among the inputs, by the input's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, DataFile>,
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
    /// Earlier run that this one continues; none if it begins anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<Continued>,
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

/// A file of lines or a list that the operator gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataFile {
    /// Name that the operator knows it by.
    pub name: String,
    /// Exact bytes below `inputs/`.
    pub file: FileReference,
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

/// The plan that an apply carries out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanReference {
    /// Name of the plan's run.
    pub run: String,
    /// Chain hash of the last line of its trail.
    pub head: String,
}

/// The earlier run that a run continues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Continued {
    /// Name of the earlier run.
    pub run: String,
    /// Chain hash of the last line of its sealed trail.
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

/// The run waits for a person or for the portal. Nothing is captured until it goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paused {
    /// What interrupted it.
    pub cause: Reason,
}

/// The run goes on, and takes the step at hand up again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resumed {
    /// Sequence number of the [`Paused`] record.
    pub paused: u64,
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
    /// The operator stopped it, or the portal could not be worked on any more and nobody was there to wait.
    Interrupted,
}

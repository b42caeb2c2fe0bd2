//! Series: runbooks carried out one after another.

use std::collections::BTreeMap;

use super::{Condition, Input, Source, Template};

/// Runbooks in their order, for one entity.
#[derive(Clone, Debug)]
pub struct Series {
    /// Name: the file's stem.
    pub name: String,
    /// Title shown to people.
    pub title: String,
    /// The written instruction it carries out.
    pub source: Option<Source>,
    /// Declared inputs in file order.
    pub inputs: Vec<Input>,
}

/// One runbook of a series.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Name within the series.
    pub id: String,
    /// Points of the instruction that its place in the series carries out.
    pub cites: Vec<String>,
    /// Line in the file, counted from 1.
    pub line: usize,
    /// Path of the runbook below the folder of the series, without its ending (`epuap/skrytki-pull`).
    pub uses: String,
    /// Inputs of that runbook by name.
    pub with: BTreeMap<String, Template>,
    /// What must hold for it to be carried out; otherwise it is left out.
    pub when: Vec<Condition>,
    /// What must hold before it begins; otherwise it is blocked.
    pub require: Vec<Condition>,
}

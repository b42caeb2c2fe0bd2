//! A series with every runbook that it uses: where they are found, and whether they take what they are given.

mod opening;
mod shelf;

use std::path::Path;
use std::sync::Arc;

use opening::{Chain, Opening};
use shelf::{Shelf, Taken};

use super::diagnostic::Diagnostic;
use super::fault::FileFault;
use super::load::{self, Checked};
use super::lower;
use super::model::{Condition, Scope, Series, Stage};
use crate::text::source::SourceFile;

/// A procedure of one portal, or several in their order.
#[derive(Clone, Debug)]
pub enum AnyRunbook {
    /// A runbook with its portal.
    Single(Box<Checked>),
    /// A series.
    Series(Box<CheckedSeries>),
}

impl AnyRunbook {
    /// Returns what somebody should look at.
    pub fn warnings(&self) -> &[Diagnostic] {
        match self {
            Self::Single(checked) => &checked.warnings,
            Self::Series(series) => &series.warnings,
        }
    }
}

/// A series without errors, with every runbook it uses.
#[derive(Clone, Debug)]
pub struct CheckedSeries {
    /// The series.
    pub series: Series,
    /// Its stages in order.
    pub stages: Vec<CheckedStage>,
    /// What somebody should look at, here and in the runbooks used.
    pub warnings: Vec<Diagnostic>,
    /// The file as read.
    pub file: SourceFile,
}

/// A stage with its runbook.
#[derive(Clone, Debug)]
pub struct CheckedStage {
    /// The stage.
    pub stage: Stage,
    /// What it uses.
    pub used: AnyRunbook,
}

/// One runbook of a series when its turn comes, with the values of its inputs.
#[derive(Debug)]
pub struct Turn<'s> {
    /// Names of the stages that lead to it, the outermost first (`skrytki`, `urzad/skrytki`).
    pub path: String,
    /// Path of the runbook below the folder of the outermost series, without its ending.
    pub uses: String,
    /// Points that its place in the series carries out, with those of the stages around it.
    pub cites: Vec<String>,
    /// Its runbook.
    pub checked: &'s Checked,
    /// Values of the runbook's inputs.
    pub inputs: Scope,
    /// What its stage asks before it begins, and the stages around it, the outermost first.
    pub demands: Vec<Demand<'s>>,
}

/// A condition of a stage, with the values it is asked with.
#[derive(Clone, Debug)]
pub struct Demand<'s> {
    /// What it means if it does not hold.
    pub clause: Clause,
    /// What is asked.
    pub condition: &'s Condition,
    /// Values of the inputs of its series.
    pub scope: Scope,
}

/// What a condition of a stage is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    /// If it does not hold, the stage is left out.
    When,
    /// If it does not hold, the stage is blocked.
    Require,
}

/// What the stages around a series bring to its own.
#[derive(Default)]
struct Around<'s> {
    path: String,
    folder: String,
    cites: Vec<String>,
    demands: Vec<Demand<'s>>,
}

impl CheckedSeries {
    /// Input that names the entity for which all runbooks work.
    pub const ENTITY: &'static str = lower::ENTITY;

    /// Returns the runbooks in their order, with the values that they get from those of the series.
    pub fn turns(&self, inputs: &Scope) -> Vec<Turn<'_>> {
        self.turns_below(&Around::default(), inputs)
    }

    /// Says whether an input is needed by a stage that is not left out; that of the entity always is.
    pub fn needs(&self, input: &str, is_left_out: impl Fn(&Stage) -> bool) -> bool {
        let mut stages = self.stages.iter().map(|checked| &checked.stage);
        input == Self::ENTITY || stages.any(|stage| stage.names().contains(input) && !is_left_out(stage))
    }

    fn turns_below<'s>(&'s self, around: &Around<'s>, inputs: &Scope) -> Vec<Turn<'s>> {
        let mut turns = Vec::new();
        for checked in &self.stages {
            let stage = &checked.stage;
            let path = format!("{}{}", around.path, stage.id);
            let uses = format!("{}{}", around.folder, stage.uses);
            let cites: Vec<String> = around.cites.iter().chain(&stage.cites).cloned().collect();
            let values = stage.with.iter();
            let values = values.map(|(name, value)| (name.clone(), value.fill(inputs))).collect();
            let own = [(Clause::When, &stage.when), (Clause::Require, &stage.require)];
            let own = own.into_iter().flat_map(|(clause, conditions)| {
                conditions.iter().map(move |condition| Demand {
                    clause,
                    condition,
                    scope: inputs.clone(),
                })
            });
            let demands: Vec<Demand<'s>> = around.demands.iter().cloned().chain(own).collect();
            match &checked.used {
                AnyRunbook::Single(checked) => turns.push(Turn {
                    path,
                    uses,
                    cites,
                    checked,
                    inputs: values,
                    demands,
                }),
                AnyRunbook::Series(series) => {
                    let around = Around {
                        path: format!("{path}/"),
                        folder: uses
                            .rsplit_once('/')
                            .map_or_else(String::new, |(folder, _)| format!("{folder}/")),
                        cites,
                        demands,
                    };
                    turns.extend(series.turns_below(&around, &values));
                }
            }
        }
        turns
    }
}

/// Reads a runbook with the profile beside it, or a series with every runbook below its folder that it uses.
///
/// # Errors
///
/// Returns every mistake of every file.
pub fn read_any(path: &Path) -> Result<AnyRunbook, Vec<Diagnostic>> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let taken = Taken {
        key: path
            .canonicalize()
            .unwrap_or_else(|_| path.to_owned())
            .display()
            .to_string(),
        file: load::read_file(path),
        portal: load::read_profile(path),
        shelf: Shelf::Folder(folder.to_owned()),
    };
    any(taken, &[])
}

/// Reads a series, or a runbook, out of texts.
///
/// # Errors
///
/// Returns every mistake of every file.
pub fn read_any_of(texts: &'static [(&'static str, &'static str)], path: &str) -> Result<AnyRunbook, Vec<Diagnostic>> {
    let shelf = Shelf::Texts {
        texts,
        folder: String::new(),
    };
    match shelf.take(path) {
        Ok(taken) => any(taken, &[]),
        Err(_) => Err(vec![*load::whole_file(path.to_owned(), FileFault::NotFound)]),
    }
}

fn any(taken: Taken, chain: &Chain<'_>) -> Result<AnyRunbook, Vec<Diagnostic>> {
    let file = match taken.file {
        Ok(file) => file,
        Err(diagnostic) => return Err(vec![*diagnostic]),
    };
    let source = Arc::new(file);
    let is_series = load::document_of(&source).is_ok_and(|table| lower::is_series(&table));
    let file = Arc::unwrap_or_clone(source);
    if !is_series {
        return load::check(Ok(file), taken.portal).map(|checked| AnyRunbook::Single(Box::new(checked)));
    }
    let mut stages = Vec::new();
    let mut elsewhere = Vec::new();
    let (series, file, mut found) = load::parsed(Ok(file), |reader, table, name| {
        load::check_name(reader, name);
        let draft = lower::series(reader, table, name);
        for stage in draft.stages {
            let mut opening = Opening {
                reader,
                elsewhere: &mut elsewhere,
                shelf: &taken.shelf,
                key: &taken.key,
                chain,
                inputs: draft.series.as_ref().map(|series| series.inputs.as_slice()),
            };
            stages.extend(opening.stage(stage, name));
        }
        draft.series.filter(|_| reader.is_clean())
    });
    for diagnostic in elsewhere {
        // A runbook used twice has its mistakes only once.
        let is_told = |told: &Diagnostic| told.file == diagnostic.file && told.span == diagnostic.span;
        if !found.iter().any(is_told) {
            found.push(diagnostic);
        }
    }
    match (series, file) {
        (Some(series), Some(file)) => Ok(AnyRunbook::Series(Box::new(CheckedSeries {
            series,
            stages,
            warnings: found,
            file: Arc::unwrap_or_clone(file),
        }))),
        _ => Err(found),
    }
}

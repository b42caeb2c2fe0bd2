//! A series with every runbook that it uses: where they are found, and whether they take what they are given.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::fault::{FileFault, SeriesFault};
use super::load::{self, Checked};
use super::lower::{self, Given, StageDraft};
use super::model::{Condition, Input, InputKind, Part, Scope, Series, Stage, Template};
use super::reader::Reader;
use super::suggestion::nearest;
use crate::text::source::SourceFile;

/// Most series within each other.
const DEEPEST: usize = 4;

/// Most names that a hint lists.
const SHOWN: usize = 20;

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

/// Where a series finds the runbooks it uses.
#[derive(Clone, Debug)]
pub enum Shelf {
    /// A folder of this machine.
    Folder(PathBuf),
    /// Texts by their paths, and the folder from which they are named.
    Texts {
        /// Path and text of each file.
        texts: &'static [(&'static str, &'static str)],
        /// The folder, without a slash at its end; empty for the top.
        folder: String,
    },
}

/// A file on a shelf, with the profile beside it.
struct Taken {
    /// What the file is, whatever name led to it.
    key: String,
    file: Result<SourceFile, Box<Diagnostic>>,
    portal: Result<SourceFile, Box<Diagnostic>>,
    shelf: Shelf,
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

/// The files that led to one, the outermost first: what they are, and how they are called.
type Chain<'c> = [(&'c str, &'c str)];

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

/// A series while the runbooks that it uses are opened.
struct Opening<'o> {
    reader: &'o mut Reader,
    /// What is wrong in the files used.
    elsewhere: &'o mut Vec<Diagnostic>,
    shelf: &'o Shelf,
    key: &'o str,
    chain: &'o Chain<'o>,
    /// Inputs of the series; `None` if they have mistakes.
    inputs: Option<&'o [Input]>,
}

impl Opening<'_> {
    fn stage(&mut self, draft: StageDraft, name: &str) -> Option<CheckedStage> {
        let chain: Vec<(&str, &str)> = self.chain.iter().copied().chain([(self.key, name)]).collect();
        let uses = draft.stage.uses.as_str();
        let path = || -> Vec<String> {
            let names = self.chain.iter().skip(1).map(|(_, name)| (*name).to_owned());
            names.chain([uses.to_owned()]).collect()
        };
        let path = path();
        let taken = match self.shelf.take(uses) {
            Ok(taken) => taken,
            Err(fault) => {
                self.reader.report(&draft.use_span, fault);
                return None;
            }
        };
        if let Some(start) = chain.iter().position(|(key, _)| *key == taken.key) {
            let names = chain[start..].iter().map(|(_, name)| (*name).to_owned());
            let path = names.chain([uses.to_owned()]).collect();
            self.reader.report(&draft.use_span, SeriesFault::Cycle { path });
            return None;
        }
        if chain.len() > DEEPEST {
            let limit = DEEPEST;
            self.reader.report(&draft.use_span, SeriesFault::TooDeep { limit });
            return None;
        }
        match any(taken, &chain) {
            Ok(used) => {
                let declared = match &used {
                    AnyRunbook::Single(checked) => {
                        self.elsewhere.extend(checked.warnings.iter().cloned());
                        &checked.runbook.inputs
                    }
                    AnyRunbook::Series(series) => {
                        self.elsewhere.extend(series.warnings.iter().cloned());
                        &series.series.inputs
                    }
                };
                self.check_inputs(&draft, declared, &path);
                let stage = draft.stage;
                Some(CheckedStage { stage, used })
            }
            Err(found) => {
                self.elsewhere.extend(found);
                self.reader.report(&draft.use_span, SeriesFault::Broken { path });
                None
            }
        }
    }

    fn check_inputs(&mut self, draft: &StageDraft, declared: &[Input], path: &[String]) {
        for given in &draft.given {
            let Some(input) = declared.iter().find(|input| input.name == given.name) else {
                let known = declared.iter().map(|input| input.name.as_str());
                let fault = SeriesFault::UnknownInput {
                    path: path.to_vec(),
                    name: given.name.clone(),
                    suggestion: nearest(&given.name, known.clone()),
                    known: known.take(SHOWN).map(str::to_owned).collect(),
                };
                self.reader.report(&given.span, fault);
                continue;
            };
            self.check_type(given, input);
        }
        for input in declared {
            if !draft.given.iter().any(|given| given.name == input.name) {
                let fault = SeriesFault::MissingInput {
                    path: path.to_vec(),
                    name: input.name.clone(),
                };
                self.reader.report(&draft.with_span, fault);
            }
        }
    }

    /// Reports a value of another type: what is more than a text is passed on whole.
    fn check_type(&mut self, given: &Given, input: &Input) {
        let Some(own) = self.inputs else { return };
        let kind_of = |name: &str| own.iter().find(|own| own.name == name).map(|own| &own.kind);
        let passed = whole(&given.value).and_then(kind_of);
        let named = given.value.parts().iter().filter_map(|part| match part {
            Part::Name(name) => kind_of(name),
            Part::Literal(_) => None,
        });
        let is_right = match &input.kind {
            InputKind::Text => named.into_iter().all(is_text),
            InputKind::Integer => {
                passed == Some(&InputKind::Integer) || (named.count() == 0 && is_integer(&given.value))
            }
            kind @ (InputKind::File | InputKind::Rows(_) | InputKind::List) => {
                passed.is_some_and(|passed| passed.word() == kind.word())
            }
        };
        if !is_right {
            let fault = SeriesFault::OtherType {
                name: input.name.clone(),
                wanted: input.kind.word(),
            };
            self.reader.report(&given.value_span, fault);
        }
    }
}

fn is_text(kind: &InputKind) -> bool {
    matches!(kind, InputKind::Text | InputKind::Integer)
}

fn is_integer(value: &Template) -> bool {
    value.to_string().parse::<i64>().is_ok()
}

/// Returns the name of which a value consists, if it is one name and nothing else.
fn whole(value: &Template) -> Option<&str> {
    match value.parts() {
        [Part::Name(name)] => Some(name),
        _ => None,
    }
}

impl Shelf {
    /// Takes a file by its path below this shelf.
    fn take(&self, path: &str) -> Result<Taken, SeriesFault> {
        match self {
            Self::Folder(folder) => {
                let file = folder.join(format!("{path}.toml"));
                let missing = || SeriesFault::Missing {
                    path: file.display().to_string(),
                };
                let real = file.canonicalize().map_err(|_| missing())?;
                let is_inside = folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
                if !is_inside {
                    let seen = path.to_owned();
                    return Err(SeriesFault::Outside { seen });
                }
                let folder = file.parent().unwrap_or(folder).to_owned();
                Ok(Taken {
                    key: real.display().to_string(),
                    file: load::read_file(&file),
                    portal: load::read_profile(&file),
                    shelf: Self::Folder(folder),
                })
            }
            Self::Texts { texts, folder } => {
                let whole = if folder.is_empty() {
                    path.to_owned()
                } else {
                    format!("{folder}/{path}")
                };
                let text = |path: &str| {
                    let found = texts.iter().find(|(name, _)| *name == path);
                    found.map(|(name, text)| SourceFile::new(format!("runbooks/{name}"), *text))
                };
                let name = format!("{whole}.toml");
                let file = text(&name).ok_or_else(|| SeriesFault::Missing { path: name.clone() })?;
                let folder = whole.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
                let profile = format!("{folder}/portal.toml");
                let portal = text(profile.trim_start_matches('/'));
                Ok(Taken {
                    key: name,
                    file: Ok(file),
                    portal: portal.ok_or_else(|| load::whole_file(profile, FileFault::NotFound)),
                    shelf: Self::Texts { texts, folder },
                })
            }
        }
    }
}

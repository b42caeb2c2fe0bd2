//! `krok coverage`: every point of the instruction with the steps of all runbooks that carry it out.

mod written;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::runbook::model::{Action, Source};
use crate::runbook::{self, AnyRunbook, CheckedSeries, Colour, Diagnostic, Instruction, Point};
use crate::text::language::Language;

use super::attempt::paths;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::job::rejected;
use super::trouble::Trouble;

/// Name of the instruction in the folder of the runbooks.
const INSTRUCTION: &str = "instrukcja.toml";

/// Name of the profile beside the runbooks of a portal.
const PROFILE: &str = "portal.toml";

/// Most folders within each other that are looked into.
const DEEPEST: usize = 8;

/// A chapter with its points.
struct Section<'i> {
    number: &'i str,
    title: &'i str,
    lines: Vec<Line<'i>>,
}

/// A point with what becomes of it.
struct Line<'i> {
    point: &'i Point,
    standing: Standing<'i>,
}

/// What becomes of a point.
enum Standing<'i> {
    /// Steps carry it out.
    Carried(&'i [Citation]),
    /// It says nothing to do, for this reason.
    NothingToDo(&'i str),
    /// No step cites it.
    Uncovered,
}

/// The runbooks of a folder by name, and every mistake in them.
#[derive(Default)]
struct Found {
    runbooks: Vec<Cited>,
    mistakes: Vec<Diagnostic>,
}

/// A runbook or a series, with what its steps cite.
struct Cited {
    name: String,
    /// Whether it carries out this instruction.
    is_own: bool,
    steps: Vec<CitingStep>,
}

struct CitingStep {
    path: String,
    by: By,
    points: Vec<String>,
}

/// Who carries out a step.
#[derive(Clone, Copy)]
enum By {
    Program,
    Person,
}

/// A step that cites a point.
struct Citation {
    runbook: String,
    step: String,
    by: By,
}

/// Prints the table, and writes it where asked.
pub(super) fn coverage(
    folder: &Path,
    markdown: Option<&Path>,
    csv: Option<&Path>,
    console: &Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    let instruction =
        runbook::read_instruction(&folder.join(INSTRUCTION)).map_err(|mistakes| rejected(&mistakes, language))?;
    let Found { runbooks, mistakes } = runbooks(folder, &instruction, language)?;
    if !mistakes.is_empty() {
        for mistake in &mistakes {
            console.remark(&mistake.render(language, Colour::Never));
        }
        return Ok(Exit::Invalid);
    }
    for other in runbooks.iter().filter(|runbook| !runbook.is_own) {
        console.remark(&format!(
            "{}: {}",
            other.name,
            language.pick("wykonuje inny dokument", "carries out another document")
        ));
    }
    let cited = citations(&runbooks);
    let sections = sections(&instruction, &cited);
    console.result(written::table(&sections, language).trim_end());
    for (file, text) in [
        (markdown, written::markdown(&instruction, &sections, language)),
        (csv, written::csv(&sections, language)),
    ] {
        if let Some(file) = file {
            replace(file, text.as_bytes()).map_err(|error| {
                let refusal = errors::refusal(&error, language);
                Trouble::new(Exit::Invalid, format!("{}: {refusal}", file.display()))
            })?;
        }
    }
    console.result(&written::summary(&sections, language));
    let lines = || sections.iter().flat_map(|section| &section.lines);
    let is_covered = lines().all(|line| !matches!(line.standing, Standing::Uncovered));
    Ok(if is_covered { Exit::Done } else { Exit::Failed })
}

/// Reads every runbook below a folder; instead of those with mistakes, or that disagree with the instruction, come these.
fn runbooks(folder: &Path, instruction: &Instruction, language: Language) -> Result<Found, Trouble> {
    let mut files = Vec::new();
    gather(folder, DEEPEST, &mut files).map_err(|error| {
        let refusal = errors::refusal(&error, language);
        Trouble::new(Exit::Invalid, format!("{}: {refusal}", folder.display()))
    })?;
    let mut read = Found::default();
    for file in files {
        match runbook::read_any(&file) {
            Ok(any) => {
                let is_own = instruction.is_behind(source(&any));
                if is_own {
                    let found = instruction.disagreements(match &any {
                        AnyRunbook::Single(checked) => &checked.runbook_file,
                        AnyRunbook::Series(series) => &series.file,
                    });
                    read.mistakes.extend(found.unwrap_or_else(|found| found));
                }
                read.runbooks.push(Cited {
                    name: name(folder, &file),
                    is_own,
                    steps: steps(&any),
                });
            }
            Err(found) => read.mistakes.extend(found),
        }
    }
    Ok(read)
}

/// Gathers the runbooks below a folder by name; links are not followed.
fn gather(folder: &Path, levels: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let (kind, path) = (entry.file_type()?, entry.path());
        let is_special = [INSTRUCTION, PROFILE].iter().any(|name| path.ends_with(name));
        if kind.is_dir() && levels > 0 {
            gather(&path, levels - 1, files)?;
        } else if kind.is_file() && !is_special && path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// Names a runbook by its path below the folder: `epuap/skrytki-pull`.
fn name(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    below.with_extension("").display().to_string()
}

fn source(any: &AnyRunbook) -> Option<&Source> {
    match any {
        AnyRunbook::Single(checked) => checked.runbook.source.as_ref(),
        AnyRunbook::Series(series) => series.series.source.as_ref(),
    }
}

/// Returns the steps of a runbook under their paths, or the stages of a series.
fn steps(any: &AnyRunbook) -> Vec<CitingStep> {
    match any {
        AnyRunbook::Single(checked) => paths(&checked.runbook)
            .into_iter()
            .map(|(path, step)| CitingStep {
                path,
                by: if matches!(step.action, Action::Manual(_)) {
                    By::Person
                } else {
                    By::Program
                },
                points: step.cites.clone(),
            })
            .collect(),
        AnyRunbook::Series(series) => series
            .stages
            .iter()
            .map(|checked| CitingStep {
                path: checked.stage.id.clone(),
                by: By::Program,
                points: checked.stage.cites.clone(),
            })
            .collect(),
    }
}

/// Returns the steps that cite each point, in the order of the runbooks.
fn citations(runbooks: &[Cited]) -> BTreeMap<String, Vec<Citation>> {
    let mut cited: BTreeMap<String, Vec<Citation>> = BTreeMap::new();
    for runbook in runbooks.iter().filter(|runbook| runbook.is_own) {
        for step in &runbook.steps {
            for point in &step.points {
                cited.entry(point.clone()).or_default().push(Citation {
                    runbook: runbook.name.clone(),
                    step: step.path.clone(),
                    by: step.by,
                });
            }
        }
    }
    cited
}

fn sections<'i>(instruction: &'i Instruction, cited: &'i BTreeMap<String, Vec<Citation>>) -> Vec<Section<'i>> {
    let standing = |point: &'i Point| match (cited.get(&point.number), &point.nothing_to_do) {
        (Some(steps), _) => Standing::Carried(steps),
        (None, Some(why)) => Standing::NothingToDo(why),
        (None, None) => Standing::Uncovered,
    };
    let chapters = instruction.chapters.iter();
    chapters
        .map(|chapter| Section {
            number: &chapter.number,
            title: &chapter.title,
            lines: chapter
                .points
                .iter()
                .map(|point| Line {
                    point,
                    standing: standing(point),
                })
                .collect(),
        })
        .collect()
}

/// Returns the instruction beside a series, if the series carries it out.
pub(super) fn instruction_of(
    series: &CheckedSeries,
    path: &Path,
    language: Language,
) -> Result<Option<Instruction>, Trouble> {
    let file = path.with_file_name(INSTRUCTION);
    if !file.exists() {
        return Ok(None);
    }
    let instruction = runbook::read_instruction(&file).map_err(|mistakes| rejected(&mistakes, language))?;
    let is_behind = instruction.is_behind(series.series.source.as_ref());
    Ok(is_behind.then_some(instruction))
}

/// Puts bytes in the place of a file, whole or not at all.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut new = tempfile::Builder::new()
        .prefix(".krok-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(path).map_err(|error| error.error)?;
    Ok(())
}

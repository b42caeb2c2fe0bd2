//! The page over the bundles of a series: what each stage came to, and what of the instruction was carried out.
//!
//! Everything said of a bundle is read from it and verified when the page is made. Only the order of the stages, and why
//! one left no bundle, come from the record of the series, which nothing protects.

mod points;
mod stage;

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use askama::Template;

use crate::evidence::bundle::{Bundle, BundleError};
use crate::evidence::format::{Mode, RunStarted};
use crate::evidence::paths;
use crate::evidence::series::{self, SeriesRun, StageState};
use crate::evidence::text::printable;
use crate::evidence::verify::{Verification, verify};
use crate::text::language::Language;

use self::points::{ChapterView, Reach, chapters};
use self::stage::{BundleView, StageView, Standing};
use super::circumstances::Fact;
use super::html::{ReportError, STYLE, store};
use super::shown::{moment, shown};
use super::wording::{Wording, wording};

/// Name of the page.
pub const FILE: &str = "index.html";

/// What the page looks like beyond a report.
const LOOKS: &str = include_str!("index.css");

/// Name of the file with these looks.
const LOOKS_FILE: &str = "index.css";

/// The page could not be made or stored.
#[derive(Debug)]
pub enum IndexError {
    /// The folder, or the record of the series in it, cannot be read.
    Folder {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// There is nothing to make an index of.
    Empty(PathBuf),
    /// The page could not be put together or stored.
    Report(ReportError),
    /// The table for machines could not be put together.
    Table(io::Error),
}

impl fmt::Display for IndexError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder { path, source } => write!(out, "`{}` cannot be read: {source}", path.display()),
            Self::Empty(path) => write!(out, "`{}` holds no bundle", path.display()),
            Self::Report(error) => error.fmt(out),
            Self::Table(error) => write!(out, "the table could not be put together: {error}"),
        }
    }
}

impl Error for IndexError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Folder { source, .. } | Self::Table(source) => Some(source),
            Self::Empty(_) => None,
            Self::Report(error) => Some(error),
        }
    }
}

/// A bundle of the folder.
pub(super) struct Found {
    pub(super) name: String,
    pub(super) bundle: Result<Bundle, BundleError>,
    pub(super) verification: Verification,
}

#[derive(Template)]
#[template(path = "index.html")]
struct Page {
    w: &'static Wording,
    heading: String,
    entity: String,
    is_practice: bool,
    class: &'static str,
    sentence: String,
    facts: Vec<Fact>,
    finished: usize,
    is_plan: bool,
    changed: u64,
    pictures: u64,
    unsound: usize,
    stages: Vec<StageView>,
    loose: Vec<BundleView>,
    chapters: Vec<ChapterView>,
    carried: usize,
    points: usize,
    open: usize,
}

/// Writes the page over the bundles of a series.
///
/// # Errors
///
/// Returns what cannot be read or stored. A bundle that cannot be read is shown as such.
pub fn write(path: &Path, language: Language) -> Result<(), IndexError> {
    let unreadable = |source| IndexError::Folder {
        path: path.to_owned(),
        source,
    };
    let run = series::read(path)
        .map_err(unreadable)?
        .ok_or_else(|| IndexError::Empty(path.to_owned()))?;
    let found: Vec<Found> = series::bundles(path)
        .map_err(unreadable)?
        .into_iter()
        .map(|name| Found {
            bundle: Bundle::open(&path.join(&name)),
            verification: verify(&path.join(&name)),
            name,
        })
        .collect();
    let page = render(&run, &found, language).map_err(IndexError::Report)?;
    [
        (paths::STYLE, STYLE.as_bytes()),
        (LOOKS_FILE, LOOKS.as_bytes()),
        (FILE, page.as_bytes()),
    ]
    .into_iter()
    .try_for_each(|(name, bytes)| store(&path.join(name), bytes))
    .map_err(IndexError::Report)
}

fn render(run: &SeriesRun, found: &[Found], language: Language) -> Result<String, ReportError> {
    let w = wording(language);
    let reach = Reach::of(run, found, language);
    let chapters = chapters(run, &reach, w);
    let stages: Vec<StageView> = run
        .stages
        .iter()
        .map(|stage| StageView::of(stage, found, &reach, language))
        .collect();
    let loose = loose(run, found)
        .map(|found| BundleView::of(found, &reach, language))
        .collect();
    let (class, sentence) = verdict(run, &stages, found, language);
    let ends = || found.iter().filter_map(|found| found.bundle.as_ref().ok()?.finished());
    let begun: Vec<&RunStarted> = found
        .iter()
        .filter_map(|found| found.bundle.as_ref().ok()?.started())
        .collect();
    let points = || chapters.iter().flat_map(|chapter| &chapter.points);
    let page = Page {
        w,
        heading: shown(&run.title),
        entity: shown(&run.entity),
        is_practice: begun.iter().any(|started| started.portal.practice),
        class,
        sentence,
        facts: facts(run, &begun, found, w),
        finished: stages.iter().filter(|stage| stage.standing.is_finished()).count(),
        is_plan: run.mode == Mode::Plan,
        changed: changes(found, run.mode),
        pictures: ends().map(|end| end.pictures).sum(),
        unsound: found.iter().filter(|found| !found.is_sound()).count(),
        stages,
        loose,
        carried: points().filter(|point| point.is_carried).count(),
        points: points().count(),
        open: points().filter(|point| point.is_open).count(),
        chapters,
    };
    page.render().map(|html| printable(&html)).map_err(ReportError::Page)
}

impl Found {
    /// Says whether the bundle is as its run left it, and whole.
    pub(super) fn is_sound(&self) -> bool {
        self.bundle.is_ok()
            && self.verification.sealed
            && self.verification.is_intact()
            && self.verification.is_complete()
    }
}

/// Counts the fields that applies changed, or those that plans would change.
fn changes(found: &[Found], mode: Mode) -> u64 {
    let bundles = found.iter().filter_map(|found| found.bundle.as_ref().ok());
    let of_mode = bundles.filter(|bundle| bundle.started().is_some_and(|started| started.mode == mode));
    of_mode.filter_map(Bundle::finished).map(|end| end.changes).sum()
}

/// Returns the bundles that no stage names.
fn loose<'f>(run: &'f SeriesRun, found: &'f [Found]) -> impl Iterator<Item = &'f Found> {
    let is_named = move |name: &String| {
        run.stages
            .iter()
            .any(|stage| matches!(&stage.state, StageState::Ran(names) if names.contains(name)))
    };
    found.iter().filter(move |found| !is_named(&found.name))
}

/// Says in one sentence how far the series came.
fn verdict(run: &SeriesRun, stages: &[StageView], found: &[Found], language: Language) -> (&'static str, String) {
    let named = |wanted: &[Standing]| -> String {
        let stages = stages.iter().filter(|stage| wanted.contains(&stage.standing));
        stages.map(|stage| stage.path.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (failed, blocked) = (named(&[Standing::Failed]), named(&[Standing::Blocked]));
    let waiting = named(&[Standing::Waiting, Standing::Planned]);
    let is_plan = run.mode == Mode::Plan;
    let (class, sentence) = if !failed.is_empty() {
        (
            "bad",
            language.pick("Nie udało się w całości: {stages}.", "Not achieved: {stages}."),
        )
    } else if found.iter().any(|found| !found.is_sound()) {
        (
            "bad",
            language.pick(
                "Nie każda teczka jest nienaruszona i kompletna.",
                "Not every bundle is intact and complete.",
            ),
        )
    } else if !blocked.is_empty() {
        (
            "pending",
            language.pick(
                "Wstrzymano, bo nie były spełnione warunki: {stages}.",
                "Blocked by conditions that did not hold: {stages}.",
            ),
        )
    } else if is_plan {
        (
            "pending",
            language.pick(
                "Przejrzano wszystkie etapy. Niczego jeszcze nie zmieniono.",
                "Every stage was reviewed. Nothing was changed yet.",
            ),
        )
    } else if !waiting.is_empty() {
        (
            "pending",
            language.pick("Jeszcze nie wykonano: {stages}.", "Not carried out yet: {stages}."),
        )
    } else {
        (
            "good",
            language.pick(
                "Wszystkie etapy zakończono; każdą zmianę potwierdzono ponownym odczytem.",
                "Every stage came to its end; each change was confirmed by reading again.",
            ),
        )
    };
    let stages = [failed, blocked, waiting].into_iter().find(|stages| !stages.is_empty());
    (class, sentence.replace("{stages}", &stages.unwrap_or_default()))
}

fn facts(run: &SeriesRun, begun: &[&RunStarted], found: &[Found], w: &'static Wording) -> Vec<Fact> {
    let fact = |name, text: String| Fact {
        name,
        text,
        detail: None,
    };
    let mut facts = vec![fact(w.institution, shown(&run.entity))];
    facts.extend(begun.first().map(|started| {
        let (operator, host) = (shown(&started.operator), shown(&started.host));
        fact(w.operator, format!("{operator} {} {host}", w.on_machine))
    }));
    facts.extend(run.document.as_ref().map(|document| fact(w.document, shown(document))));
    // In the order of the runs, which the clock does not decide.
    let mut records = found
        .iter()
        .filter_map(|found| found.bundle.as_ref().ok())
        .flat_map(|bundle| bundle.records().first().into_iter().chain(bundle.records().last()));
    let first = records.next();
    let last = records.next_back().or(first);
    facts.extend(first.map(|record| fact(w.began, moment(&record.at))));
    facts.extend(last.map(|record| fact(w.ended, moment(&record.at))));
    facts
}

//! The page itself: `report.html` and `report.css` in the folder of a bundle.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use askama::Template;

use crate::evidence::bundle::Bundle;
use crate::evidence::finding::Finding;
use crate::evidence::format::{Event, Mode, RunStarted};
use crate::evidence::paths;
use crate::evidence::stamp::{self, Trust};
use crate::evidence::text::printable;
use crate::evidence::verify::Verification;
use crate::text::language::Language;

use super::accounts::AccountView;
use super::assessment::{Integrity, assess};
use super::assurance;
use super::changes::{self, ChangesView};
use super::circumstances::{self, Fact};
use super::coverage::{self, PointView};
use super::difference::Difference;
use super::differences;
use super::erased;
use super::filters::{FilterView, filters};
use super::findings;
use super::groups::Groups;
use super::handed;
use super::journey::{self, Stretch};
use super::persons::PersonsView;
use super::pictures::Shape;
use super::reasons::ReasonWords;
use super::shown::{Shown, shown};
use super::stamps;
use super::verdict::VerdictView;
use super::wording::{Wording, wording};

/// The looks of the page.
pub const STYLE: &str = include_str!("report.css");

/// Findings of one kind that are listed; a wrecked bundle has as many as it has lines.
const FINDINGS: usize = 40;

/// The report could not be made or stored.
#[derive(Debug)]
pub enum ReportError {
    /// The bundle does not say how its run began.
    NoBeginning,
    /// The page could not be put together.
    Page(askama::Error),
    /// A file could not be written.
    Storage {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl fmt::Display for ReportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBeginning => out.write_str("the trail does not begin with the start of a run"),
            Self::Page(error) => write!(out, "the report could not be put together: {error}"),
            Self::Storage { path, source } => {
                write!(out, "the report `{}` could not be stored: {source}", path.display())
            }
        }
    }
}

impl Error for ReportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NoBeginning => None,
            Self::Page(error) => Some(error),
            Self::Storage { source, .. } => Some(source),
        }
    }
}

#[derive(Template)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
#[template(path = "report.html")]
struct Page<'a> {
    w: &'static Wording,
    started: &'a RunStarted,
    heading: String,
    /// Whom it was for, by whom, when.
    byline: String,
    is_plan: bool,
    has_after: bool,
    verdict: VerdictView,
    facts: Vec<Fact>,
    surroundings: Vec<Fact>,
    persons: PersonsView,
    remarks: Vec<ReasonWords>,
    is_complete: bool,
    is_intact: bool,
    is_altered: bool,
    is_sealed: bool,
    /// What the evidence is worth, a sentence each.
    worth: Vec<String>,
    spoken: Vec<String>,
    integrity: Vec<String>,
    completeness: Vec<String>,
    more_integrity: bool,
    more_completeness: bool,
    /// Why a file is gone, by its path.
    erased: BTreeMap<&'a str, String>,
    erased_count: Option<String>,
    custody: Vec<String>,
    custody_findings: Vec<String>,
    gaps: usize,
    head: String,
    records: usize,
    pictures: usize,
    steps: usize,
    troubles: usize,
    changes: ChangesView,
    points: Vec<PointView>,
    filters: Vec<FilterView>,
    uncovered: usize,
    is_uncovered_bad: bool,
    stretches: Vec<Stretch>,
}

/// Returns the page of a bundle.
pub fn render(bundle: &Bundle, verification: &Verification, language: Language) -> Result<String, ReportError> {
    let started = bundle.started().ok_or(ReportError::NoBeginning)?;
    let w = wording(language);
    let groups = Groups::of(bundle);
    let mut stretches = journey::stretches(bundle, started, &groups, language);
    differences::mark(&mut stretches, bundle);
    let steps = || stretches.iter().flat_map(|stretch| &stretch.steps);
    let assessment = assess(verification);
    let points = coverage::points(bundle, started, &stretches, w);
    let stamps = stamp::judge(bundle.path(), Trust::default());
    let page = Page {
        w,
        started,
        heading: shown(&started.runbook.title),
        byline: circumstances::byline(bundle, started, w),
        is_plan: started.mode == Mode::Plan,
        has_after: changes::has_after(started.mode),
        verdict: VerdictView::of(bundle, language),
        facts: circumstances::facts(bundle, started, w),
        surroundings: circumstances::surroundings(started, w),
        remarks: circumstances::remarks(bundle.records(), started, &verification.notices, language),
        is_complete: assessment.gaps.is_empty(),
        is_intact: assessment.integrity == Integrity::Intact,
        is_altered: assessment.integrity == Integrity::Altered,
        is_sealed: verification.sealed,
        worth: [w.claim.to_owned(), assurance::in_report(verification, language)]
            .into_iter()
            .chain(stamps::in_report(&stamps, language))
            .collect(),
        spoken: assurance::spoken(verification, language)
            .into_iter()
            .chain(stamps::listed(&stamps, language))
            .collect(),
        integrity: listed(&assessment.signs, language),
        completeness: listed(&assessment.gaps, language),
        more_integrity: assessment.signs.len() > FINDINGS,
        more_completeness: assessment.gaps.len() > FINDINGS,
        erased: gone(verification, language),
        erased_count: erased::count(verification, language),
        custody: handed::lines(&verification.custody.records, language),
        custody_findings: listed(&verification.custody.findings.iter().collect::<Vec<_>>(), language),
        gaps: assessment.signs.len() + assessment.gaps.len(),
        head: bundle.head().to_owned(),
        records: bundle.records().len(),
        pictures: pictures(bundle),
        steps: steps().count(),
        troubles: steps().filter(|step| step.is_trouble).count(),
        persons: PersonsView::of(&stretches, w),
        filters: filters(&stretches, w),
        changes: ChangesView::of(bundle, &groups, language),
        uncovered: points.iter().filter(|point| point.gap.is_some()).count(),
        is_uncovered_bad: points
            .iter()
            .filter_map(|point| point.gap.as_ref())
            .any(|gap| gap.class == "failed"),
        points,
        stretches,
    };
    // The markup holds no such characters, so one pass over the whole page leaves none of the portal's.
    page.render().map(|html| printable(&html)).map_err(ReportError::Page)
}

/// Returns the language that a page says it is in; none if it is no report.
pub fn language(page: &str) -> Option<Language> {
    let languages = [Language::Polish, Language::English];
    languages.into_iter().find(|language| {
        let begins = format!("<!doctype html>\n<html lang=\"{}\">", wording(*language).lang);
        page.starts_with(&begins)
    })
}

/// Counts the pictures that a reader can open: one that was taken twice with the same bytes is stored once.
fn pictures(bundle: &Bundle) -> usize {
    let files = bundle.records().iter().filter_map(|record| {
        if let Event::Observed(observed) = &record.event {
            Some(observed.picture.file.path.as_str())
        } else {
            None
        }
    });
    files.collect::<BTreeSet<&str>>().len()
}

pub(super) fn gone(verification: &Verification, language: Language) -> BTreeMap<&str, String> {
    let files = verification.erased.iter();
    files
        .map(|each| (each.file.path.as_str(), erased::why(each, language)))
        .collect()
}

fn listed(list: &[&Finding], language: Language) -> Vec<String> {
    list.iter()
        .take(FINDINGS)
        .map(|finding| findings::words(finding, language))
        .collect()
}

/// Writes the page and its looks into the folder of the bundle.
pub fn write(bundle: &Bundle, verification: &Verification, language: Language) -> Result<(), ReportError> {
    let page = render(bundle, verification, language)?;
    store(&bundle.path().join(paths::STYLE), STYLE.as_bytes())?;
    store(&bundle.path().join(paths::REPORT), page.as_bytes())
}

/// Puts a file in the place of an earlier one, whole or not at all. A link of that name is replaced, not followed.
pub(super) fn store(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    let failed = |source| ReportError::Storage {
        path: path.to_owned(),
        source,
    };
    let draft = path.with_file_name(paths::REPORT_DRAFT);
    match fs::remove_file(&draft) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)
        .map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| fs::rename(&draft, path))
        .map_err(failed)
}

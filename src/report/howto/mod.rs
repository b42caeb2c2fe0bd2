//! The illustrated how-to: the written instruction once more, each point with what a person does about it, shown on the
//! pictures of a run.
//!
//! Made from a bundle whose run came to its end, and from the list of the steps that its runbook has. The pictures are
//! copies with the red box painted in; the bundle's own stay as they are.

mod deeds;
mod figure;
mod markdown;
mod page;
mod points;
mod teller;
mod words;

use std::error::Error;
use std::fmt;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{RunStarted, Verdict};
use crate::text::language::Language;

use super::html::STYLE;
use super::shown::shown;

use deeds::Deed;
use figure::Album;
use points::Point;

/// Name of the page.
pub const PAGE: &str = "instrukcja.html";

/// Name of the same as Markdown.
pub const MARKDOWN: &str = "instrukcja.md";

/// What the page looks like beyond a report.
const LOOKS: &str = include_str!("../howto.css");

/// A step as the runbook has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its path, without rows.
    pub path: String,
    /// Its line in the file.
    pub line: u64,
    /// Points that it carries out.
    pub cites: Vec<String>,
}

/// A how-to could not be made of a bundle.
#[derive(Debug)]
pub enum HowtoError {
    /// The trail does not begin with the start of a run.
    NoBeginning,
    /// The run did not come to its end, so that the how-to would break off with it.
    NotFinished,
    /// A picture that the how-to needs is not there, or is none.
    Picture {
        /// Its path in the bundle.
        path: String,
        /// Why it cannot be had.
        why: String,
    },
    /// An act has no picture of what it was aimed at.
    Unseen {
        /// The step.
        step: String,
    },
    /// The page could not be put together.
    Page(askama::Error),
}

impl fmt::Display for HowtoError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBeginning => out.write_str("the trail does not begin with the start of a run"),
            Self::NotFinished => out.write_str("the run did not come to its end"),
            Self::Picture { path, why } => write!(out, "the picture `{path}` cannot be had: {why}"),
            Self::Unseen { step } => write!(out, "an act of the step `{step}` has no picture"),
            Self::Page(error) => write!(out, "the how-to could not be put together: {error}"),
        }
    }
}

impl Error for HowtoError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Page(error) => Some(error),
            Self::NoBeginning | Self::NotFinished | Self::Picture { .. } | Self::Unseen { .. } => None,
        }
    }
}

/// The how-to, ready to be written down.
struct Howto<'b> {
    started: &'b RunStarted,
    head: &'b str,
    date: String,
    points: Vec<Point>,
    /// Deeds of steps that cite no point.
    others: Vec<Deed>,
    /// Steps of the runbook of which the run has nothing to show.
    unseen: Vec<String>,
    is_plan: bool,
}

/// Returns the files of the how-to, by names below its folder.
///
/// # Errors
///
/// Returns what the bundle lacks.
pub fn files(bundle: &Bundle, steps: &[Planned], language: Language) -> Result<Vec<(String, Vec<u8>)>, HowtoError> {
    let started = bundle.started().ok_or(HowtoError::NoBeginning)?;
    let ended = bundle.finished().map(|finished| finished.verdict);
    let is_plan = match ended {
        Some(Verdict::Unchanged | Verdict::Changed) => started.plan.is_none(),
        Some(Verdict::ChangesPlanned) => true,
        Some(Verdict::Blocked | Verdict::Failed | Verdict::Uncertain | Verdict::Interrupted) | None => {
            return Err(HowtoError::NotFinished);
        }
    };
    let told = deeds::told(bundle, language)?;
    let unseen: Vec<String> = steps
        .iter()
        .filter(|step| !told.lines.contains(&step.line))
        .map(|step| shown(&step.path))
        .collect();
    let (points, others) = points::sorted(started, told.deeds, steps);
    let mut howto = Howto {
        started,
        head: bundle.head(),
        date: bundle
            .records()
            .first()
            .map(|record| shown(&record.at))
            .unwrap_or_default(),
        points,
        others,
        unseen,
        is_plan,
    };
    howto.number();
    let mut files = vec![
        ("report.css".to_owned(), STYLE.as_bytes().to_vec()),
        ("instrukcja.css".to_owned(), LOOKS.as_bytes().to_vec()),
        (PAGE.to_owned(), page::render(&howto, language)?.into_bytes()),
        (MARKDOWN.to_owned(), markdown::render(&howto, language).into_bytes()),
    ];
    let album = Album::new(bundle);
    for deed in howto.deeds() {
        if let Some(figure) = &deed.figure {
            files.push((figure.file(), album.painted(figure)?));
        }
    }
    Ok(files)
}

impl Howto<'_> {
    /// Numbers the figures in the order in which they are read.
    fn number(&mut self) {
        let deeds = self.points.iter_mut().flat_map(|point| &mut point.deeds);
        let figures = deeds.chain(&mut self.others).filter_map(|deed| deed.figure.as_mut());
        for (figure, number) in figures.zip(1..) {
            figure.number = number;
        }
    }

    fn deeds(&self) -> impl Iterator<Item = &Deed> {
        self.points.iter().flat_map(|point| &point.deeds).chain(&self.others)
    }
}

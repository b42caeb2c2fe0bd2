//! A step tried on a page: the same lines for the terminal and, with the picture, for a file that stands alone.
//!
//! Such a file is no evidence: nothing was done, nothing is sealed.

use std::fmt;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::evidence::format::Target;
use crate::evidence::picture::{PictureFault, measure};
use crate::evidence::text::printable;
use crate::text::language::Language;

use super::html::STYLE;
use super::pictures::{Frame, Sheet};
use super::shown::shown;
use super::wording::{Wording, wording};

/// What the looks of a report lack for it.
const OWN_STYLE: &str = include_str!("attempt.css");

/// Radii of a number in the width of a picture that is shown at almost its size.
const BADGES: f64 = 120.0;

/// What was found, in words.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The step in a few words.
    pub heading: String,
    /// Whether this was the practice portal.
    pub is_practice: bool,
    /// Runbook, step, page, entity, time: what it is, and what it says.
    pub facts: Vec<(String, String)>,
    /// Whether everything that can be looked for now was found.
    pub is_good: bool,
    /// The same in a sentence.
    pub verdict: String,
    /// What the step aims at.
    pub lines: Vec<Line>,
    /// The picture as received.
    pub png: Vec<u8>,
    /// Where the viewport's corner lies in the picture.
    pub corner: (f64, f64),
}

/// One thing that a step aims at.
#[derive(Clone, Debug)]
pub struct Line {
    /// What became of it.
    pub result: LineResult,
    /// The same in a few words.
    pub status: String,
    /// What the step wants of it.
    pub part: String,
    /// Places as the runbook has them.
    pub places: String,
    /// Label as the runbook has it.
    pub label: String,
    /// What else there is to say.
    pub details: Vec<String>,
    /// Areas in the picture, each with its words; empty words for the one thing that was found.
    pub marks: Vec<Mark>,
}

/// What became of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineResult {
    /// Found, and it can be worked.
    Found,
    /// Not found, not alone, or not to be worked.
    Trouble,
    /// Not to be looked for yet, or merely told.
    Open,
}

/// A numbered area in the picture.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its number, counted over all lines.
    pub number: usize,
    /// What it is and where, from the viewport's corner.
    pub target: Target,
    /// What stands there.
    pub words: String,
}

/// The file could not be made.
#[derive(Debug)]
pub enum AttemptError {
    /// The browser gave no picture.
    Picture(PictureFault),
    /// The page could not be put together.
    Page(askama::Error),
}

impl fmt::Display for AttemptError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture(fault) => fault.fmt(out),
            Self::Page(error) => write!(out, "the page could not be put together: {error}"),
        }
    }
}

impl std::error::Error for AttemptError {}

impl LineResult {
    fn sign(self) -> &'static str {
        match self {
            Self::Found => "✓",
            Self::Trouble => "✗",
            Self::Open => "–",
        }
    }

    /// Returns the class that gives it the colour of a step's status.
    fn class(self) -> &'static str {
        match self {
            Self::Found => "changed",
            Self::Trouble => "failed",
            Self::Open => "unchanged",
        }
    }
}

#[derive(Template)]
#[template(path = "attempt.html")]
struct Page<'a> {
    w: &'static Wording,
    style: String,
    attempt: &'a Attempt,
    picture: String,
    width: u32,
    height: u32,
    groups: Vec<Group>,
    outside: Vec<usize>,
}

/// Boxes of one colour.
struct Group {
    class: &'static str,
    frames: Vec<Frame>,
}

/// Returns a file that any browser opens: the lines, and the untouched picture with numbered boxes over it.
///
/// # Errors
///
/// Fails if the picture is none.
pub fn html(attempt: &Attempt, language: Language) -> Result<String, AttemptError> {
    let (width, height) = measure(&attempt.png).map_err(AttemptError::Picture)?;
    let sheet = Sheet {
        width: f64::from(width),
        height: f64::from(height),
        corner: attempt.corner,
        badges: BADGES,
    };
    let marks = || {
        attempt
            .lines
            .iter()
            .flat_map(|line| line.marks.iter().map(move |mark| (mark, line.result)))
    };
    let frames = sheet.numbered(marks().map(|(mark, _)| (&mark.target, mark.number)));
    let number = |frame: &Frame| frame.badge.map_or(0, |badge| badge.number);
    let group = |result: LineResult| Group {
        class: result.class(),
        frames: frames
            .iter()
            .filter(|frame| marks().any(|(mark, of)| of == result && mark.number == number(frame)))
            .copied()
            .collect(),
    };
    let is_shown = |mark: &Mark| frames.iter().any(|frame| number(frame) == mark.number);
    let page = Page {
        w: wording(language),
        style: format!("{STYLE}{OWN_STYLE}"),
        attempt,
        picture: STANDARD.encode(&attempt.png),
        width,
        height,
        groups: [LineResult::Open, LineResult::Found, LineResult::Trouble]
            .map(group)
            .into(),
        outside: marks()
            .filter(|(mark, _)| !is_shown(mark))
            .map(|(mark, _)| mark.number)
            .collect(),
    };
    page.render().map(|html| printable(&html)).map_err(AttemptError::Page)
}

/// Returns the lines for a terminal.
pub fn text(attempt: &Attempt) -> String {
    let mut text = String::new();
    let mut say = |line: &str| {
        text.push_str(&shown(line).replace(['\n', '\t'], " "));
        text.push('\n');
    };
    for (name, value) in &attempt.facts {
        say(&format!("{name}: {value}"));
    }
    say("");
    for line in &attempt.lines {
        let number = line.alone().map_or(String::new(), |mark| format!("{} ", mark.number));
        let sign = line.result.sign();
        say(&format!(
            "{sign} {number}{}: {} – {}",
            line.part,
            line.name(),
            line.status
        ));
        for detail in &line.details {
            say(&format!("     {detail}"));
        }
        for mark in line.listed() {
            say(&format!("     {}  {}", mark.number, mark.words));
        }
    }
    if !attempt.lines.is_empty() {
        say("");
    }
    say(&attempt.verdict);
    text.truncate(text.trim_end().len());
    text
}

impl Line {
    /// Names it with its places.
    fn name(&self) -> String {
        if self.places.is_empty() {
            self.label.clone()
        } else {
            format!("{} › {}", self.places, self.label)
        }
    }

    /// Returns the mark of the one thing that was found.
    fn alone(&self) -> Option<&Mark> {
        self.marks.first().filter(|mark| mark.words.is_empty())
    }

    /// Returns the marks that have words of their own.
    fn listed(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| !mark.words.is_empty())
    }
}

//! Parts of the report for pages of others: the table of changes and each step, as the report shows them.
//!
//! What comes out is markup in which every text of the portal is escaped, with addresses below the bundle's folder alone.

use std::collections::BTreeMap;

use askama::Template;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::Mode;
use crate::evidence::text::printable;
use crate::evidence::verify::Verification;
use crate::text::language::Language;

use super::accounts::AccountView;
use super::changes::{self, ChangesView};
use super::difference::Difference;
use super::differences;
use super::groups::Groups;
use super::html::{ReportError, gone};
use super::journey;
use super::pictures::Shape;
use super::shown::{Shown, shown};
use super::steps::StepView;
use super::verdict::VerdictView;
use super::wording::{Wording, wording};

/// What pages of others take from the report.
#[derive(Debug)]
pub struct Fragments {
    /// Title of the runbook.
    pub heading: String,
    /// The acting entity.
    pub entity: String,
    /// How the run ended, in one sentence, and the class of its banner.
    pub verdict: (String, &'static str),
    /// The table of changes.
    pub changes: String,
    /// Each step, in the order of the trail.
    pub steps: Vec<StepFragment>,
}

/// A step as the report shows it.
#[derive(Debug)]
pub struct StepFragment {
    /// Sequence number of the record that begins it.
    pub record: u64,
    /// Row of a loop that it works on, or what it belongs to.
    pub group: String,
    /// What the verb does.
    pub verb: String,
    /// The step in the runbook's words.
    pub says: String,
    /// Points of the instruction.
    pub cites: Vec<String>,
    /// Sign, word and class of its status.
    pub status: (&'static str, &'static str, &'static str),
    /// Whether its end is recorded.
    pub has_ended: bool,
    /// All of it.
    pub html: String,
}

#[derive(Template)]
#[template(path = "step.html")]
struct StepPage<'a> {
    w: &'static Wording,
    has_after: bool,
    erased: &'a BTreeMap<&'a str, String>,
    step: &'a StepView,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage<'a> {
    w: &'static Wording,
    is_plan: bool,
    has_after: bool,
    changes: &'a ChangesView,
}

/// Returns the parts of a report of a bundle.
///
/// # Errors
///
/// Fails if the bundle does not say how its run began.
pub fn of(bundle: &Bundle, verification: &Verification, language: Language) -> Result<Fragments, ReportError> {
    parts(bundle, Looked::Closely(&gone(verification, language)), language)
}

/// Returns the parts of a report of a bundle that is still being written: nothing was verified and nothing compared yet.
///
/// # Errors
///
/// Fails if the bundle does not say how its run began.
pub fn so_far(bundle: &Bundle, language: Language) -> Result<Fragments, ReportError> {
    parts(bundle, Looked::InPassing, language)
}

/// How closely a bundle was looked at.
#[derive(Clone, Copy)]
enum Looked<'a> {
    /// Verified, with why files are gone; what acts changed is marked.
    Closely(&'a BTreeMap<&'a str, String>),
    /// Read as it stands.
    InPassing,
}

fn parts(bundle: &Bundle, looked: Looked<'_>, language: Language) -> Result<Fragments, ReportError> {
    let started = bundle.started().ok_or(ReportError::NoBeginning)?;
    let w = wording(language);
    let groups = Groups::of(bundle);
    let nothing = BTreeMap::new();
    let has_after = changes::has_after(started.mode);
    let changes = ChangesPage {
        w,
        is_plan: started.mode == Mode::Plan,
        has_after,
        changes: &ChangesView::of(bundle, &groups, language),
    };
    let mut stretches = journey::stretches(bundle, started, &groups, language);
    let erased = match looked {
        Looked::Closely(erased) => {
            differences::mark(&mut stretches, bundle);
            erased
        }
        Looked::InPassing => &nothing,
    };
    let mut steps = Vec::new();
    for stretch in stretches {
        for mut step in stretch.steps {
            step.is_open = matches!(looked, Looked::Closely(_));
            let page = StepPage {
                w,
                has_after,
                erased,
                step: &step,
            };
            steps.push(StepFragment {
                record: step.record,
                group: stretch.title.clone(),
                html: written(&page)?,
                has_ended: step.has_ended,
                verb: step.verb,
                says: step.says,
                cites: step.cites.into_iter().map(|(point, _)| point).collect(),
                status: (step.sign, step.status_word, step.status_class),
            });
        }
    }
    let verdict = VerdictView::of(bundle, language);
    Ok(Fragments {
        heading: shown(&started.runbook.title),
        entity: shown(&started.entity),
        verdict: (verdict.sentence, verdict.class),
        changes: written(&changes)?,
        steps,
    })
}

fn written(part: &impl Template) -> Result<String, ReportError> {
    part.render().map(|html| printable(&html)).map_err(ReportError::Page)
}

//! The metadata of a bundle as an archive wants them: `metadane.xml`, the seven elements that a document always has and
//! the seven that it has when they are known (Dz.U. 2006 nr 206 poz. 1517).
//!
//! Derived like the report, and never trusted. What only the office knows is given by whoever exports; what is not given
//! stays empty, and nothing is made up.

use askama::Template;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::RunStarted;
use crate::evidence::text::printable;

use super::html::ReportError;
use super::shown::shown;

/// What only the office knows of the case that a bundle belongs to; empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Znak sprawy.
    pub number: String,
    /// Class of the office's list of cases (JRWA).
    pub class: String,
    /// Archival category (kategoria archiwalna).
    pub category: String,
    /// To whom the bundle is handed over.
    pub recipient: String,
}

#[derive(Template)]
#[template(path = "metadane.xml")]
struct Page<'a> {
    started: &'a RunStarted,
    case: &'a Case,
    operator: String,
    tool: String,
    entity: String,
    title: String,
    began: String,
    ended: Option<String>,
    relations: Vec<(&'static str, String)>,
    description: String,
}

/// Returns the metadata of a bundle. They come from the run alone, so that the same bundle has the same.
pub fn xml(bundle: &Bundle, case: &Case) -> Result<String, ReportError> {
    let started = bundle.started().ok_or(ReportError::NoBeginning)?;
    let at = |index: Option<&crate::evidence::format::Record>| index.map(|record| shown(&record.at));
    let plan = started.plan.as_ref().map(|plan| ("wykonany plan", shown(&plan.run)));
    let continued = started
        .continues
        .as_ref()
        .map(|run| ("kontynuowany przebieg", shown(&run.run)));
    let page = Page {
        started,
        case,
        operator: shown(&started.operator),
        tool: shown(&started.tool),
        entity: shown(&started.entity),
        title: shown(&started.runbook.title),
        began: at(bundle.records().first()).unwrap_or_default(),
        ended: at(bundle
            .records()
            .last()
            .filter(|record| record.event.finished().is_some())),
        relations: plan.into_iter().chain(continued).collect(),
        description: shown(&format!("{}, {}", started.portal.title, started.portal.base)),
    };
    page.render().map(|text| printable(&text)).map_err(ReportError::Page)
}

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

impl Case {
    /// Reads the case from metadata that [`xml`] wrote; what is not found stays empty.
    pub fn from_xml(text: &str) -> Self {
        let part = |from: &str, to: &str| {
            let (_, rest) = text.split_once(from)?;
            rest.split_once(to).map(|(inside, _)| unescaped(inside))
        };
        let element = |name: &str| part(&format!("<{name}>"), &format!("</{name}>")).unwrap_or_default();
        Self {
            number: element("znak-sprawy"),
            class: element("jrwa"),
            category: element("kwalifikacja"),
            recipient: element("odbiorca"),
        }
    }

    /// Takes what is not known here from elsewhere.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let either = |one: String, other: String| if one.is_empty() { other } else { one };
        Self {
            number: either(self.number, other.number),
            class: either(self.class, other.class),
            category: either(self.category, other.category),
            recipient: either(self.recipient, other.recipient),
        }
    }
}

/// Returns a text without the escapes that the template makes; the one of `&` is undone last.
fn unescaped(text: &str) -> String {
    let escapes = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ];
    let undo = |text: String, (escape, letter): (&str, &str)| text.replace(escape, letter);
    escapes.into_iter().fold(text.to_owned(), undo)
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

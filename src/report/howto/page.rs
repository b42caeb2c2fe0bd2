//! The how-to as a page.

use askama::Template;

use crate::evidence::format::RunStarted;
use crate::evidence::text::printable;
use crate::report::shown::shown;
use crate::report::wording;
use crate::text::language::Language;

use super::deeds::{Deed, Part};
use super::points::Point;
use super::words::{Wording, wording as words_of};
use super::{Howto, HowtoError};

#[derive(Template)]
#[template(path = "howto.html")]
struct Page<'h> {
    lang: &'static str,
    w: &'static Wording,
    report: &'static wording::Wording,
    started: &'h RunStarted,
    title: String,
    document: String,
    points: &'h [Point],
    others: &'h [Deed],
    unseen: &'h [String],
    is_plan: bool,
    date: &'h str,
    head: &'h str,
}

/// Returns the page.
pub(super) fn render(howto: &Howto<'_>, language: Language) -> Result<String, HowtoError> {
    let w = words_of(language);
    let page = Page {
        lang: language.pick("pl", "en"),
        w,
        report: wording::wording(language),
        started: howto.started,
        title: shown(&howto.started.runbook.title),
        document: document(howto.started, w),
        points: &howto.points,
        others: &howto.others,
        unseen: &howto.unseen,
        is_plan: howto.is_plan,
        date: &howto.date,
        head: howto.head,
    };
    page.render().map(|html| printable(&html)).map_err(HowtoError::Page)
}

/// Names the written instruction and its chapter; empty if the runbook names none.
pub(super) fn document(started: &RunStarted, w: &Wording) -> String {
    let Some(document) = &started.runbook.document else {
        return String::new();
    };
    match &started.runbook.chapter {
        Some(chapter) => format!("{}, {} {}", shown(document), w.chapter, shown(chapter)),
        None => shown(document),
    }
}

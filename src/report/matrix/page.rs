//! The page itself: `index.html` in the folder that the bundles lie in.

use std::collections::BTreeSet;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Component, Path};

use askama::Template;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::evidence::format::Mode;
use crate::evidence::paths;
use crate::evidence::text::printable;
use crate::report::assessment::Integrity;
use crate::report::html::{ReportError, STYLE, store};
use crate::report::index;
use crate::text::language::Language;

use super::attention::{Concern, concerns, odd, reasons};
use super::cell::{Cell, Checked};
use super::folder::{Content, Facts, Folder};
use super::words::{Mark, Wording, checked, review, standing, wording};
use super::{Inventory, Vouching};

/// What the page looks like beyond a report.
const LOOKS: &str = include_str!("../matrix.css");

/// Name of the file with these looks.
const LOOKS_FILE: &str = "matrix.css";

/// What stands as it is in a part of an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Template)]
#[template(path = "matrix.html")]
struct Page {
    lang: &'static str,
    w: &'static Wording,
    class: &'static str,
    sentence: &'static str,
    reviews: &'static str,
    counts: Vec<Count>,
    concerns: Vec<Concern>,
    runbooks: Vec<Column>,
    rows: Vec<Row>,
    bundles: Vec<BundleRow>,
    others: Vec<OtherRow>,
}

struct Count {
    number: usize,
    says: &'static str,
    anchor: &'static str,
}

struct Column {
    portal: String,
    runbook: String,
    title: String,
}

struct Row {
    entity: String,
    is_practice: bool,
    class: String,
    cells: Vec<Option<CellView>>,
}

struct CellView {
    standing: Mark,
    checked: Mark,
    gaps: usize,
    review: Mark,
    link: Option<String>,
    about: String,
    planned: Option<u64>,
    applied: Option<u64>,
    odd: Vec<String>,
}

struct BundleRow {
    name: String,
    link: Option<String>,
    entity: String,
    is_practice: bool,
    runbook: String,
    mode: &'static str,
    began: String,
    sentence: String,
    state: Mark,
    findings: Vec<String>,
    review: Mark,
}

struct OtherRow {
    name: String,
    word: &'static str,
    class: &'static str,
    says: String,
}

/// Writes the page and its looks into the folder that was looked at.
///
/// # Errors
///
/// Returns what cannot be put together or stored.
pub fn write(root: &Path, inventory: &Inventory, vouching: Vouching<'_>) -> Result<(), ReportError> {
    let page = render(inventory, vouching)?;
    [
        (paths::STYLE, STYLE.as_bytes()),
        (LOOKS_FILE, LOOKS.as_bytes()),
        (index::FILE, page.as_bytes()),
    ]
    .into_iter()
    .try_for_each(|(name, bytes)| store(&root.join(name), bytes))
}

fn render(inventory: &Inventory, vouching: Vouching<'_>) -> Result<String, ReportError> {
    let w = wording(inventory.language);
    let columns = columns(inventory);
    let (class, sentence) = verdict(inventory, w);
    let page = Page {
        lang: inventory.language.pick("pl", "en"),
        w,
        class,
        sentence,
        reviews: if vouching.trust.is_some() {
            w.reviews_known
        } else {
            w.reviews_unknown
        },
        counts: counts(inventory, columns.len(), w),
        concerns: concerns(inventory),
        rows: rows(inventory, &columns),
        runbooks: columns,
        bundles: inventory
            .folders
            .iter()
            .filter_map(|folder| Some(BundleRow::of(folder, folder.facts()?, inventory.language)))
            .collect(),
        others: inventory
            .strays()
            .map(|folder| OtherRow::of(folder, inventory.language))
            .collect(),
    };
    page.render().map(|html| printable(&html)).map_err(ReportError::Page)
}

/// Returns the address of a bundle's report, relative to the page; none if it has none.
pub(super) fn link_to(folder: &Folder) -> Option<String> {
    folder.facts().filter(|facts| facts.has_report)?;
    let mut link = String::from(".");
    for part in folder.path.components() {
        if let Component::Normal(name) = part {
            link.push('/');
            link.extend(percent_encode(name.as_bytes(), PLAIN));
        }
    }
    Some(format!("{link}/{}", paths::REPORT))
}

fn columns(inventory: &Inventory) -> Vec<Column> {
    let runbooks: BTreeSet<(&str, &str)> = inventory
        .cells
        .iter()
        .map(|cell| (cell.portal.as_str(), cell.runbook.as_str()))
        .collect();
    runbooks
        .into_iter()
        .map(|(portal, runbook)| {
            let mut of = inventory.cells.iter().filter(|cell| is_of(cell, portal, runbook));
            let title = of.find_map(|cell| Some(inventory.newest(cell)?.1.title.clone()));
            Column {
                portal: portal.to_owned(),
                runbook: runbook.to_owned(),
                title: title.unwrap_or_default(),
            }
        })
        .collect()
}

fn is_of(cell: &Cell, portal: &str, runbook: &str) -> bool {
    cell.portal == portal && cell.runbook == runbook
}

fn rows(inventory: &Inventory, columns: &[Column]) -> Vec<Row> {
    let institutions: BTreeSet<(bool, &str)> = inventory
        .cells
        .iter()
        .map(|cell| (cell.is_practice, cell.entity.as_str()))
        .collect();
    institutions
        .into_iter()
        .map(|(is_practice, entity)| {
            let own: Vec<&Cell> = inventory
                .cells
                .iter()
                .filter(|cell| cell.is_practice == is_practice && cell.entity == entity)
                .collect();
            let of = |column: &Column| {
                own.iter()
                    .find(|cell| is_of(cell, &column.portal, &column.runbook))
                    .map(|cell| CellView::of(cell, column, inventory))
            };
            let mut class = Vec::new();
            if own.iter().any(|cell| !reasons(cell, inventory.language).is_empty()) {
                class.push("is-concern");
            }
            if own.iter().any(|cell| !cell.oddities.is_empty()) {
                class.push("is-odd");
            }
            if own.iter().any(|cell| !cell.review.is_accepted()) {
                class.push("is-unreviewed");
            }
            Row {
                entity: entity.to_owned(),
                is_practice,
                class: class.join(" "),
                cells: columns.iter().map(of).collect(),
            }
        })
        .collect()
}

fn counts(inventory: &Inventory, runbooks: usize, w: &'static Wording) -> Vec<Count> {
    let cells = &inventory.cells;
    let number = |wanted: fn(&Cell) -> bool| cells.iter().filter(|cell| wanted(cell)).count();
    let institutions: BTreeSet<(bool, &str)> = cells
        .iter()
        .map(|cell| (cell.is_practice, cell.entity.as_str()))
        .collect();
    let count = |number, says, anchor| Count { number, says, anchor };
    vec![
        count(institutions.len(), w.count_institutions, "matrix"),
        count(runbooks, w.count_runbooks, "matrix"),
        count(number(|cell| cell.planned.is_some()), w.count_planned, "matrix"),
        count(number(|cell| cell.standing.is_done()), w.count_applied, "matrix"),
        count(
            number(|cell| cell.checked == Checked::Sound),
            w.count_verified,
            "folders",
        ),
        count(number(|cell| cell.review.is_accepted()), w.count_reviewed, "matrix"),
        count(cells.iter().map(|cell| cell.gaps).sum(), w.count_gaps, "attention"),
        count(inventory.strays().count(), w.count_strays, "others"),
    ]
}

fn verdict(inventory: &Inventory, w: &'static Wording) -> (&'static str, &'static str) {
    let any = |wanted: fn(&Cell) -> bool| inventory.cells.iter().any(wanted);
    let is_damaged = inventory
        .strays()
        .any(|folder| matches!(folder.content, Content::Damaged(_) | Content::Unreadable(_)));
    if any(|cell| cell.checked == Checked::Altered) {
        ("bad", w.bad_altered)
    } else if is_damaged || any(|cell| cell.standing.is_trouble() || cell.checked != Checked::Sound) {
        ("bad", w.bad_trouble)
    } else if any(|cell| !cell.standing.is_done() || !cell.review.is_accepted()) {
        ("pending", w.pending_open)
    } else {
        ("good", w.good_all)
    }
}

impl CellView {
    fn of(cell: &Cell, column: &Column, inventory: &Inventory) -> Self {
        let language = inventory.language;
        let newest = inventory.newest(cell);
        Self {
            standing: standing(cell.standing, language),
            checked: checked(cell.checked, language),
            gaps: cell.gaps,
            review: review(cell.review, language),
            link: newest.and_then(|(folder, _)| link_to(folder)),
            about: format!("{}, {}", cell.entity, column.title),
            planned: cell.planned,
            applied: cell.applied,
            odd: cell.oddities.iter().map(|each| odd(each, language)).collect(),
        }
    }
}

impl BundleRow {
    fn of(folder: &Folder, facts: &Facts, language: Language) -> Self {
        let w = wording(language);
        let state = match facts.integrity {
            Integrity::Altered => Checked::Altered,
            Integrity::Unsealed => Checked::Unsealed,
            Integrity::Intact if facts.gaps > 0 => Checked::Gaps,
            Integrity::Intact => Checked::Sound,
        };
        Self {
            name: folder.name(),
            link: link_to(folder),
            entity: facts.entity.clone(),
            is_practice: facts.is_practice,
            runbook: format!("{}/{}", facts.portal, facts.runbook),
            mode: match facts.mode {
                Mode::Plan => w.plan,
                Mode::Apply => w.apply,
            },
            began: facts.began.clone(),
            sentence: facts.sentence.clone(),
            state: checked(state, language),
            findings: facts.findings.clone(),
            review: review(facts.review, language),
        }
    }
}

impl OtherRow {
    fn of(folder: &Folder, language: Language) -> Self {
        let w = wording(language);
        let (word, class) = match &folder.content {
            Content::Bundle(_) => ("", ""),
            Content::Damaged(_) => (w.damaged, "failed"),
            Content::Foreign => (w.foreign, "skipped"),
            Content::Link => (w.link, "skipped"),
            Content::Unreadable(_) => (w.unreadable, "failed"),
        };
        Self {
            name: folder.name(),
            word,
            class,
            says: folder.remark(language),
        }
    }
}

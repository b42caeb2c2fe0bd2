//! What a coordinator has to look at, out of many that are as they should be.

use crate::text::language::Language;

use super::Inventory;
use super::cell::{Cell, Checked};
use super::folder::{Content, Folder};
use super::page::link_to;
use super::reviews::Review;
use super::usual::Oddity;
use super::words::{checked, review, standing, wording};

/// One thing to look at.
#[derive(Debug)]
pub(super) struct Concern {
    /// Whom and what it is about.
    pub(super) about: String,
    /// Where more of it is told.
    pub(super) link: Option<String>,
    /// What is the matter.
    pub(super) says: Vec<String>,
}

/// Returns everything that needs attention: the cells first, then folders that are no bundle.
pub(super) fn concerns(inventory: &Inventory) -> Vec<Concern> {
    let language = inventory.language;
    let cells = inventory.cells.iter().filter_map(|cell| {
        let says = reasons(cell, language);
        let newest = inventory.newest(cell);
        (!says.is_empty()).then(|| Concern {
            about: format!("{} – {}/{}", cell.entity, cell.portal, cell.runbook),
            link: newest.and_then(|(folder, _)| link_to(folder)),
            says,
        })
    });
    let strays = inventory
        .strays()
        .filter(|folder| is_worrying(folder))
        .map(|folder| Concern {
            about: folder.name(),
            link: None,
            says: vec![folder.remark(language)],
        });
    cells.chain(strays).collect()
}

/// Tells whether what is no bundle should have been one.
fn is_worrying(folder: &Folder) -> bool {
    match folder.content {
        Content::Damaged(_) | Content::Unreadable(_) => true,
        Content::Bundle(_) | Content::Foreign | Content::Link => false,
    }
}

/// Says what is the matter with a cell.
pub(super) fn reasons(cell: &Cell, language: Language) -> Vec<String> {
    let mut says = Vec::new();
    if cell.checked != Checked::Sound {
        says.push(checked(cell.checked, language).word.to_owned());
    }
    if cell.standing.is_trouble() {
        says.push(standing(cell.standing, language).word.to_owned());
    }
    if matches!(cell.review, Review::Rejected(_) | Review::Void) {
        says.push(review(cell.review, language).word.to_owned());
    }
    says.extend(cell.oddities.iter().map(|oddity| odd(oddity, language)));
    says
}

/// Says in what a cell differs from most.
pub(super) fn odd(oddity: &Oddity, language: Language) -> String {
    let w = wording(language);
    match oddity {
        Oddity::Standing(usual) => format!("{} {}", w.odd_standing, standing(*usual, language).word),
        Oddity::Version => w.odd_version.to_owned(),
        Oddity::Steps(steps) => format!("{} {}", w.odd_steps, steps.join(", ")),
    }
}

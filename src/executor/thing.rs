//! One thing to be destroyed: by what it is recognised on a page, and whether it is that thing and no other.

use crate::evidence::format::{Attribute, ConsentNeeded, GoneRow};
use crate::page::observation::{Table, View};
use crate::runbook::model::{Confirm, Destroy, Scope, Step};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::failure::Failure;
use super::locate::{Aim, Sought, ambiguous, locate, most_similar};
use super::refusal::Refusal;
use super::rows::column_of;

/// A thing to be destroyed, with the names in its texts filled in.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// Text of a cell of its row; none for the thing that the whole page is about.
    pub(super) row: Option<String>,
    /// Names and values wanted, the key first.
    pub(super) wanted: Vec<(String, String)>,
    /// The dialog in the page that may come before.
    pub(super) first: Option<Asks>,
    /// The dialog in the page that has to ask.
    pub(super) asks: Option<Asks>,
    /// What must be gone.
    pub(super) gone: GoneRow,
    /// The permission needed.
    pub(super) consent: Option<ConsentNeeded>,
}

/// A dialog in the page, with the names in its texts filled in.
#[derive(Clone, Debug)]
pub(super) struct Asks {
    pub(super) says: String,
    pub(super) press: String,
    pub(super) cancel: String,
}

impl Asks {
    fn of(confirm: &Confirm, scope: &Scope) -> Self {
        Self {
            says: confirm.says.fill(scope),
            press: confirm.press.fill(scope),
            cancel: confirm.cancel.fill(scope),
        }
    }
}

impl Thing {
    /// Fills the names of a step in.
    pub(super) fn of(step: &Step, destroy: &Destroy, scope: &Scope) -> Self {
        let attributes = destroy.identity.iter();
        Self {
            row: step.place.row.as_ref().map(|row| row.fill(scope)),
            wanted: attributes
                .map(|attribute| (attribute.name.fill(scope), attribute.value.fill(scope)))
                .collect(),
            first: destroy.first.as_ref().map(|first| Asks::of(first, scope)),
            asks: destroy.confirm.as_ref().map(|confirm| Asks::of(confirm, scope)),
            gone: GoneRow {
                table: destroy.gone.table.fill(scope),
                key: destroy.gone.key.fill(scope),
                row: destroy.gone.row.fill(scope),
            },
            consent: destroy.consent.as_ref().map(|consent| ConsentNeeded {
                from: consent.from.fill(scope),
                about: consent.about.fill(scope),
            }),
        }
    }

    /// Reads every attribute and compares it with what is wanted: the cells of its row, or else the facts of the page.
    pub(super) fn recognised(&self, view: &View, aim: &Aim) -> Result<Vec<Attribute>, Failure> {
        self.told(view, aim).into_iter().collect()
    }

    /// Returns for each attribute wanted, in their order, what the page tells of it, or why it is not that.
    pub(super) fn told(&self, view: &View, aim: &Aim) -> Vec<Result<Attribute, Failure>> {
        let row = self.row.as_deref().map(|row| only_row(view, row)).transpose();
        let told = |wanted| row.clone().and_then(|row| attribute(view, aim, row, wanted));
        self.wanted.iter().map(told).collect()
    }
}

/// Reads one attribute and compares it with what is wanted.
fn attribute(
    view: &View,
    aim: &Aim,
    row: Option<(&Table, &[String])>,
    (name, wanted): &(String, String),
) -> Result<Attribute, Failure> {
    let found = match row {
        Some((table, cells)) => cell(table, cells, name),
        None => fact(view, aim, name)?,
    };
    let found = found.ok_or_else(|| unnamed(view, row, name))?;
    if Label::new(&found) != Label::new(wanted) {
        return Err(Failure::Destroying(Refusal::IdentityDiffers {
            attribute: name.clone(),
            wanted: wanted.clone(),
            found,
        }));
    }
    Ok(Attribute {
        name: name.clone(),
        wanted: wanted.clone(),
        found: plain(&found),
    })
}

fn unnamed(view: &View, row: Option<(&Table, &[String])>, name: &str) -> Failure {
    let facts = view.facts.iter().flat_map(|fact| &fact.labels);
    let names: Vec<&str> = match row {
        Some((table, _)) => table.columns.iter().map(String::as_str).collect(),
        None => facts.map(|label| label.text.as_str()).collect(),
    };
    Failure::Destroying(Refusal::IdentityMissing {
        attribute: name.to_owned(),
        nearest: most_similar(names.into_iter(), name),
    })
}

/// Returns the one row of the page with a cell that is this text.
fn only_row<'v>(view: &'v View, key: &str) -> Result<(&'v Table, &'v [String]), Failure> {
    let wanted = Label::new(key);
    let is_it = |cells: &[String]| cells.iter().any(|cell| Label::new(cell) == wanted);
    let mut found = view
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().map(move |row| (table, row.cells.as_slice())))
        .filter(|(_, cells)| is_it(cells));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(Failure::RowsDuplicate(key.to_owned())),
        (None, _) => Err(Failure::TargetMissing {
            label: key.to_owned(),
            places: Vec::new(),
            nearest: most_similar(
                view.tables
                    .iter()
                    .flat_map(|table| &table.rows)
                    .flat_map(|row| &row.cells)
                    .map(String::as_str),
                key,
            ),
        }),
    }
}

fn cell(table: &Table, cells: &[String], name: &str) -> Option<String> {
    let column = column_of(table, name)?;
    Some(cells.get(column).map_or("", String::as_str).trim().to_owned())
}

/// Returns what the page tells under a name; several of one name tell nothing apart.
fn fact(view: &View, around: &Aim, name: &str) -> Result<Option<String>, Failure> {
    let aim = Aim {
        label: name.to_owned(),
        places: around.places.clone(),
        row: None,
        aliases: Vec::new(),
    };
    match locate(&view.facts, &aim) {
        Sought::One(found) => Ok(Some(found.candidate.value.trim().to_owned())),
        Sought::Several(matches) => Err(ambiguous(&aim, &matches)),
        Sought::InMenu(_) | Sought::Not(_) => Ok(None),
    }
}

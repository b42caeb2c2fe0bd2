//! The text by which a row of a table is told from the others: a cell of a column whose cells differ, never a position.

use crate::page::observation::{Control, Table, View};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::personal::personal;
use super::remark::Remark;

/// The key of a row.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// Text of the cell.
    pub(super) text: String,
    /// The table, if the row belongs to one with a title and a headed key column.
    pub(super) table: Option<KeyTable>,
    pub(super) remarks: Vec<Remark>,
}

/// A table by whose column the rows were told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyTable {
    pub(super) title: String,
    pub(super) column: String,
    /// The keys of all rows shown.
    pub(super) keys: Vec<String>,
    /// Whether there are more pages.
    pub(super) has_more: bool,
}

/// Chooses the key of the row in which a control stands; none if it stands in no row.
pub(super) fn key(view: &View, control: &Control) -> Option<Key> {
    let cells = control.place.row.as_ref()?;
    let table = view
        .tables
        .iter()
        .find(|table| table.rows.iter().any(|row| row.cells == *cells));
    let own = control
        .labels
        .first()
        .map(|label| label.text.as_str())
        .unwrap_or_default();
    // A cell that holds the control and more is a cell of buttons.
    let usable: Vec<usize> = (0..cells.len())
        .filter(|at| !Label::new(&cells[*at]).is_empty())
        .filter(|at| Label::new(&cells[*at]) == Label::new(own) || own.is_empty() || !cells[*at].contains(own))
        .collect();
    let unique = |at: &usize| table.is_none_or(|table| is_alone(table, cells, &cells[*at]));
    let speaks = |at: &usize| is_name_like(&cells[*at]);
    let first = usable.iter().copied().find(speaks);
    let chosen = usable
        .iter()
        .copied()
        .find(|at| unique(at) && speaks(at))
        .or_else(|| {
            usable
                .iter()
                .copied()
                .find(|at| unique(at) && personal(&cells[*at]).is_none())
        })
        .or_else(|| usable.iter().copied().find(unique))
        .or(first)
        .or_else(|| usable.first().copied())?;
    let mut remarks = Vec::new();
    let column = |at: usize| table.and_then(|table| heading(table, at));
    if !unique(&chosen) {
        remarks.push(Remark::RowNotAlone { column: column(chosen) });
    } else if let Some(skipped) = first.filter(|first| *first != chosen) {
        remarks.push(Remark::KeyNotUnique {
            column: column(skipped),
            instead: column(chosen),
        });
    } else if table.is_some_and(|table| table.rows.len() == 1) {
        remarks.push(Remark::OnlyRow);
    }
    Some(Key {
        text: plain(&cells[chosen]).trim().to_owned(),
        table: table.and_then(|table| key_table(table, chosen)),
        remarks,
    })
}

/// Says whether no other row has the text in any of its cells.
fn is_alone(table: &Table, own: &[String], text: &str) -> bool {
    let wanted = Label::new(text);
    let holding = table
        .rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| Label::new(cell) == wanted));
    let mut others = holding.filter(|row| row.cells != own);
    others.next().is_none() && table.rows.iter().filter(|row| row.cells == own).count() == 1
}

/// A name rather than a number, a date or somebody's data.
fn is_name_like(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    letters > digits && personal(text).is_none()
}

fn heading(table: &Table, at: usize) -> Option<String> {
    let text = table.columns.get(at)?;
    let label = Label::new(&plain(text));
    (!label.is_empty()).then(|| label.as_str().to_owned())
}

fn key_table(table: &Table, at: usize) -> Option<KeyTable> {
    let title = table.titles.first().map(|title| Label::new(&plain(title)))?;
    let keys = table.rows.iter().filter_map(|row| row.cells.get(at));
    Some(KeyTable {
        title: (!title.is_empty()).then(|| title.as_str().to_owned())?,
        column: heading(table, at)?,
        keys: keys.map(|key| plain(key).trim().to_owned()).collect(),
        has_more: table
            .pager
            .as_ref()
            .is_some_and(|pager| pager.next.is_some() || pager.previous.is_some())
            || table
                .scroller
                .as_ref()
                .is_some_and(|scroller| scroller.above || scroller.below),
    })
}

//! The row of a place: found over all parts of its table, and the only one of its name in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::page::observation::{Table, View};
use crate::page::protocol::Page;
use crate::runbook::model::{Place, Scope};
use crate::text::label::Label;

use super::count::without_count;
use super::failure::{Failure, Stop};
use super::locate::Aim;
use super::rows::{Read, is_longer};
use super::settle::Deadline;
use super::walk::{Leg, Walk};

/// Tables that were read to their end, each under the way to it and its heading, good until something is written.
pub(super) type ReadTables = BTreeMap<(Way, Label), RowsNamed>;

/// The steps that lead to a page, with the values of their names.
pub(super) type Way = Vec<(String, Scope)>;

/// How many rows have a cell with the text.
type RowsNamed = BTreeMap<Label, usize>;

impl<P: Page> Walk<'_, P> {
    /// Shows the row of a place: of several texts the one that a row has.
    pub(super) async fn row_at(
        &mut self,
        place: &Place,
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<Option<String>, Stop> {
        let texts = place.row.iter().chain(&place.other_rows).map(|row| row.fill(scope));
        let mut texts: Vec<String> = texts.collect();
        texts.dedup_by_key(|text| Label::new(text));
        if texts.len() > 1 {
            let mut there = Vec::new();
            for text in &texts {
                self.show_row(text, deadline).await?;
                let view = self.view(deadline).await?;
                if has_row_of(&view, &Label::new(text)) {
                    there.push(text.clone());
                }
                self.seen = Some(view);
            }
            if there.len() > 1 {
                let label = texts.swap_remove(0);
                let candidates = there;
                return Err(Stop::Failed(Failure::TargetAmbiguous { label, candidates }));
            }
            texts.splice(0..0, there);
        }
        let row = texts.into_iter().next();
        if let Some(row) = &row {
            self.show_row(row, deadline).await?;
            self.stands_once(row, deadline).await?;
        }
        Ok(row)
    }

    /// Brings the row with the text on the page, paging and scrolling from the beginning on.
    pub(super) async fn show_row(&mut self, row: &str, deadline: Deadline) -> Result<(), Stop> {
        let view = self.view(deadline).await?;
        let wanted = Label::new(row);
        let is_shown = has_row_of(&view, &wanted);
        let longer = self.longer_tables(&view, |_| true);
        self.seen = Some(view);
        if is_shown {
            return Ok(());
        }
        for (table, key) in longer {
            if self
                .search(&table, key.as_deref(), |table| has_cell(table, &wanted))
                .await?
            {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Makes sure that no part of its table has a second row with the text of the row shown: the one that the page shows
    /// first need not be the one that is meant.
    pub(super) async fn stands_once(&mut self, row: &str, deadline: Deadline) -> Result<(), Stop> {
        let wanted = Label::new(row);
        let view = self.view(deadline).await?;
        let longer = self.longer_tables(&view, |table| has_cell(table, &wanted));
        self.seen = Some(view);
        for (table, key) in longer {
            let count = if let Some(count) = self.rows_named(&table, &wanted) {
                count
            } else {
                let read = self.read_table(&table, key.as_deref()).await?;
                self.show_row(row, deadline).await?;
                rows_named(&read).get(&wanted).copied().unwrap_or_default()
            };
            if count > 1 {
                return Err(Stop::Blocked(Failure::RowsDuplicate(row.to_owned())));
            }
        }
        Ok(())
    }

    /// Returns the tables with more rows than those shown, each with the column that it is found by.
    fn longer_tables(&self, view: &View, are_wanted: impl Fn(&Table) -> bool) -> Vec<(Aim, Option<String>)> {
        let longer = view.tables.iter().filter(|table| is_longer(table) && are_wanted(table));
        let named = |table: &Table| {
            let title = table.titles.first().map_or("", |title| without_count(title));
            (Aim::at(title, self.procedure.portal), table.columns.first().cloned())
        };
        longer.map(named).collect()
    }

    /// Remembers what a table was read to hold.
    pub(super) fn remember_rows(&mut self, table: &Aim, read: &Read) {
        let place = self.place_of(table);
        self.read_tables.insert(place, rows_named(read));
    }

    /// Returns how many rows of a table that was read have the text; none if it was not read, or no row had it then.
    fn rows_named(&self, table: &Aim, row: &Label) -> Option<usize> {
        self.read_tables.get(&self.place_of(table))?.get(row).copied()
    }

    /// Two tables of one heading are told apart by the way that leads to them.
    fn place_of(&self, table: &Aim) -> (Way, Label) {
        (way_of(&self.route), Label::new(&table.label))
    }
}

/// Names the way that some steps lead.
pub(super) fn way_of(legs: &[Leg]) -> Way {
    legs.iter()
        .map(|leg| (leg.step.id.clone(), leg.scope.clone()))
        .collect()
}

fn rows_named(read: &Read) -> RowsNamed {
    let mut rows = RowsNamed::new();
    for row in &read.rows {
        let texts: BTreeSet<Label> = row.cells.iter().map(|cell| Label::new(cell)).collect();
        for text in texts {
            *rows.entry(text).or_default() += 1;
        }
    }
    rows
}

/// Says whether one of the tables on the page has a row with the text.
fn has_row_of(view: &View, wanted: &Label) -> bool {
    view.tables.iter().any(|table| has_cell(table, wanted))
}

fn has_cell(table: &Table, wanted: &Label) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.any(|cell| Label::new(cell) == *wanted)
}

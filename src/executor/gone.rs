//! The list that a thing is to be gone from: read before it is destroyed, and again on a fresh view afterwards.

use crate::evidence::format::{Destroying, GoneRow, Proof};
use crate::page::protocol::Page;
use crate::runbook::model::Action;
use crate::text::label::Label;

use super::confirm::unproved;
use super::count::without_count;
use super::failure::{Failure, Stop};
use super::locate::Aim;
use super::reason::reason;
use super::refusal::Refusal;
use super::row::{Way, way_of};
use super::rows::column_of;
use super::thing::Thing;
use super::walk::{Leg, Walk};

/// A list as it was last read.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) way: Way,
    pub(super) table: String,
    pub(super) key: String,
    pub(super) rows: Vec<String>,
}

impl List {
    fn is_of(&self, gone: &GoneRow) -> bool {
        Label::new(&self.table) == Label::new(&gone.table) && Label::new(&self.key) == Label::new(&gone.key)
    }
}

impl<P: Page> Walk<'_, P> {
    /// Returns every key of the list as it was before; two rows of the thing's key tell nothing apart.
    pub(super) async fn listed_before(&mut self, thing: &Thing) -> Result<Vec<String>, Stop> {
        let way = way_of(&self.way_to_list(thing));
        let known = self.list.as_ref();
        let known = known.filter(|list| list.way == way && list.is_of(&thing.gone));
        let rows = match known.map(|list| list.rows.clone()) {
            Some(rows) => rows,
            None => self.read_list(thing).await?,
        };
        let key = Label::new(&thing.gone.row);
        if rows.iter().filter(|row| Label::new(row) == key).count() > 1 {
            let row = thing.gone.row.clone();
            return Err(Stop::Blocked(Failure::RowsDuplicate(row)));
        }
        // The key as the list has it, so that it is found by what it says and not by how the runbook spells it.
        Ok(rows
            .into_iter()
            .map(|row| {
                if Label::new(&row) == key {
                    thing.gone.row.clone()
                } else {
                    row
                }
            })
            .collect())
    }

    /// Reads the list where it stands on this page; else walks to it and back.
    async fn read_list(&mut self, thing: &Thing) -> Result<Vec<String>, Stop> {
        let table = Aim::at(thing.gone.table.clone(), self.procedure.portal);
        let way = self.way_to_list(thing);
        let is_here = way_of(&way) == way_of(&self.route);
        if is_here && self.shows_table(&table, &thing.gone.key).await? {
            return self.rows_of(&table, thing).await;
        }
        let rows = self.rows_at(&way, &table, thing).await?;
        self.replay_route().await?;
        Ok(rows)
    }

    async fn shows_table(&mut self, table: &Aim, key: &str) -> Result<bool, Stop> {
        let view = self.view(self.deadline()).await?;
        let is_named = |title: &String| table.names(title) || table.names(without_count(title));
        let is_there = view
            .tables
            .iter()
            .any(|shown| shown.titles.iter().any(is_named) && column_of(shown, key).is_some());
        self.seen = Some(view);
        Ok(is_there)
    }

    async fn rows_of(&mut self, table: &Aim, thing: &Thing) -> Result<Vec<String>, Stop> {
        let key = thing.gone.key.clone();
        let read = self.read_table(table, Some(&key)).await?;
        let rows: Vec<String> = read.rows.into_iter().map(|row| row.key).collect();
        self.list = Some(List {
            way: way_of(&self.route),
            table: thing.gone.table.clone(),
            key,
            rows: rows.clone(),
        });
        Ok(rows)
    }

    /// The way here without the row and without searches: the whole list is wanted, and the row is gone.
    fn way_to_list(&self, thing: &Thing) -> Vec<Leg> {
        let row = Label::new(&thing.gone.row);
        let is_of_row = |leg: &Leg| {
            let place = leg.step.place.row.as_ref().map(|row| row.fill(&leg.scope));
            place.is_some_and(|place| Label::new(&place) == row)
        };
        let legs = self.route.iter().take_while(|leg| !is_of_row(leg));
        legs.filter(|leg| !matches!(leg.step.action, Action::Filter(_)))
            .cloned()
            .collect()
    }

    /// Leaves, comes back to the list and reads all of it: the thing is gone, and nothing else is.
    pub(super) async fn prove_gone(
        &mut self,
        thing: &Thing,
        before: Vec<String>,
        said: Vec<String>,
    ) -> Result<(), Stop> {
        let way = self.way_to_list(thing);
        self.list = None;
        let after = self.read_again(&way, thing).await.map_err(unproved)?;
        self.route = way;
        let proof = compared(thing, before, after);
        self.journal.destroying(Destroying::Proved(proof.clone()))?;
        for row in &proof.appeared {
            self.journal
                .note(reason("row-appeared", &[("row", row), ("table", &proof.gone.table)]))?;
        }
        if !proof.is_gone {
            return Err(Stop::Failed(Failure::Destroying(Refusal::NotGone {
                row: proof.gone.row,
                table: proof.gone.table,
                said,
            })));
        }
        self.changes += 1;
        self.destroyed.push(proof.gone.clone());
        if !proof.vanished.is_empty() {
            return Err(Stop::Failed(Failure::Destroying(Refusal::OthersVanished {
                table: proof.gone.table,
                rows: proof.vanished,
            })));
        }
        Ok(())
    }

    async fn read_again(&mut self, way: &[Leg], thing: &Thing) -> Result<Vec<String>, Stop> {
        let table = Aim::at(thing.gone.table.clone(), self.procedure.portal);
        if way.is_empty() {
            let address = self.journal.standing().url;
            self.open(&address, self.deadline()).await?;
        }
        self.rows_at(way, &table, thing).await
    }

    /// Walks to the list and reads it as what stands at the end of that way.
    async fn rows_at(&mut self, way: &[Leg], table: &Aim, thing: &Thing) -> Result<Vec<String>, Stop> {
        self.walk_again(way).await?;
        let route = std::mem::replace(&mut self.route, way.to_vec());
        let rows = self.rows_of(table, thing).await;
        self.route = route;
        rows
    }

    /// Says whether this walk itself destroyed the row.
    pub(super) fn has_destroyed(&self, table: &Aim, key: &str, row: &str) -> bool {
        let mut gone = self.destroyed.iter();
        gone.any(|gone| {
            table.names(&gone.table)
                && Label::new(&gone.key) == Label::new(key)
                && Label::new(&gone.row) == Label::new(row)
        })
    }
}

/// Says whether two keys name one row.
pub(super) fn is_same(one: &GoneRow, other: &GoneRow) -> bool {
    let same = |one: &str, other: &str| Label::new(one) == Label::new(other);
    same(&one.table, &other.table) && same(&one.key, &other.key) && same(&one.row, &other.row)
}

/// Compares two readings of a list, key by key; a key that stands twice counts twice.
fn compared(thing: &Thing, before: Vec<String>, after: Vec<String>) -> Proof {
    let key = Label::new(&thing.gone.row);
    let is_it = |row: &String| Label::new(row) == key;
    let others = |rows: &[String]| rows.iter().filter(|row| !is_it(row)).cloned().collect::<Vec<_>>();
    Proof {
        is_gone: !after.iter().any(is_it),
        vanished: without(others(&before), &after),
        appeared: without(others(&after), &before),
        gone: thing.gone.clone(),
        before,
        after,
    }
}

/// Returns what is left of a list when each row of another is taken from it once.
fn without(mut rows: Vec<String>, taken: &[String]) -> Vec<String> {
    for one in taken {
        if let Some(at) = rows.iter().position(|row| row == one) {
            rows.remove(at);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_that_went_along_is_seen() {
        let rows = |rows: &[&str]| rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>();
        assert_eq!(without(rows(&["a", "a", "b"]), &rows(&["a", "b"])), rows(&["a"]));
        assert_eq!(without(rows(&["a", "b"]), &rows(&["b", "a", "c"])), rows(&[]));
    }
}

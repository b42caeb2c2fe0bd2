//! Tables over all their pages: keys are read before the first row is worked on, and each row is found again by its key.

use std::collections::BTreeSet;

use crate::page::observation::{Handle, Pager, Rectangle, Table, View};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::label::Label;
use crate::text::plain::plain;

use super::act::{Act, Gesture, Performed, target};
use super::failure::{Failure, Stop};
use super::locate::{Aim, most_similar};
use super::settle::Deadline;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// Reads the keys of a table over all its pages, in the order shown.
    pub(super) async fn read_keys(&mut self, table: &Aim, key: &str, deadline: Deadline) -> Result<Vec<String>, Stop> {
        self.first_page(table, key, deadline).await?;
        let mut keys: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        loop {
            let (shown, view) = self.table(table, key, deadline).await?;
            let column = column_of(&shown, key).unwrap_or_default();
            for row in &shown.rows {
                let name = plain(row.cells.get(column).map_or("", String::as_str));
                if !known.insert(Label::new(&name)) {
                    return Err(Stop::Failed(Failure::RowsDuplicate(name)));
                }
                keys.push(name.trim().to_owned());
            }
            self.journal.before()?;
            let Some((pager, next)) = shown
                .pager
                .as_ref()
                .and_then(|pager| pager.next.as_ref().map(|next| (pager, next)))
            else {
                self.seen = Some(view);
                return Ok(keys);
            };
            self.turn_page(table, key, pager, next, deadline).await?;
        }
    }

    /// Brings the row with the key on the page, paging from the first page on.
    pub(super) async fn show_row(&mut self, row: &str, deadline: Deadline) -> Result<(), Stop> {
        let view = self.view(deadline).await?;
        let wanted = Label::new(row);
        let has_row = |table: &Table| {
            table
                .rows
                .iter()
                .any(|row| row.cells.iter().any(|cell| Label::new(cell) == wanted))
        };
        if view.tables.iter().any(has_row) {
            self.seen = Some(view);
            return Ok(());
        }
        let paged = view.tables.iter().find(|table| table.pager.is_some()).cloned();
        self.seen = Some(view);
        let Some((table, key)) = paged.and_then(|table| {
            let title = table.titles.first().cloned()?;
            let key = table.columns.first().cloned()?;
            Some((Aim::at(title, self.procedure.portal), key))
        }) else {
            return Ok(());
        };
        self.first_page(&table, &key, deadline).await?;
        loop {
            let (shown, view) = self.table(&table, &key, deadline).await?;
            self.seen = Some(view);
            let next = shown
                .pager
                .as_ref()
                .and_then(|pager| pager.next.as_ref().map(|next| (pager, next)));
            match next {
                Some((pager, next)) if !has_row(&shown) => {
                    self.turn_page(&table, &key, pager, next, deadline).await?;
                }
                Some(_) | None => return Ok(()),
            }
        }
    }

    async fn first_page(&mut self, table: &Aim, key: &str, deadline: Deadline) -> Result<(), Stop> {
        let (shown, view) = self.table(table, key, deadline).await?;
        self.seen = Some(view);
        match shown
            .pager
            .as_ref()
            .and_then(|pager| pager.first.as_ref().map(|first| (pager, first)))
        {
            Some((pager, first)) => self.turn_page(table, key, pager, first, deadline).await,
            None => Ok(()),
        }
    }

    /// Presses a control of the pager and waits until the portal reports another page.
    async fn turn_page(
        &mut self,
        table: &Aim,
        key: &str,
        pager: &Pager,
        control: &Handle,
        deadline: Deadline,
    ) -> Result<(), Stop> {
        let gesture = Gesture {
            act: Act::Press,
            handle: control.clone(),
            effect: Effect::Navigate,
            target: target(
                &pager.report,
                vec![table.label.clone()],
                "button",
                "title",
                Rectangle::default(),
            ),
            value: None,
        };
        if let Performed::NotMade(why) = self.perform(gesture, deadline).await? {
            return Err(Stop::Failed(Failure::NotQuiet(why)));
        }
        loop {
            let (shown, view) = self.table(table, key, deadline).await?;
            let turned = shown.pager.as_ref().is_some_and(|now| now.report != pager.report);
            if turned {
                self.seen = Some(view);
                return Ok(());
            }
            if deadline.passed() {
                return Err(Stop::Failed(Failure::NotQuiet(pager.report.clone())));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }

    /// Waits for the table with the heading and the key column.
    async fn table(&mut self, table: &Aim, key: &str, deadline: Deadline) -> Result<(Table, View), Stop> {
        loop {
            let view = self.view(deadline).await?;
            let found = view
                .tables
                .iter()
                .find(|shown| shown.titles.iter().any(|title| table.names(title)) && column_of(shown, key).is_some());
            if let Some(found) = found.cloned() {
                return Ok((found, view));
            }
            if deadline.passed() {
                let titles = view.tables.iter().flat_map(|shown| &shown.titles).map(String::as_str);
                return Err(Stop::Failed(Failure::TableMissing {
                    table: table.label.clone(),
                    key: key.to_owned(),
                    nearest: most_similar(titles, &table.label),
                }));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }
}

fn column_of(table: &Table, key: &str) -> Option<usize> {
    let wanted = Label::new(key);
    table.columns.iter().position(|column| Label::new(column) == wanted)
}

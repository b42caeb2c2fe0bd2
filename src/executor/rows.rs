//! Tables over all their pages and all that scrolls: keys are read before the first row is worked on, and each row is
//! found again by its key.

use std::collections::{BTreeMap, BTreeSet};

use crate::page::observation::{Handle, Pager, Rectangle, Scroll, Scroller, Table, View};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::label::Label;
use crate::text::plain::plain;

use super::count::{claimed_pages, claimed_rows, without_count};
use super::failure::{Failure, Stop};
use super::gesture::{Act, Gesture, Performed, target};
use super::locate::{Aim, most_similar};
use super::settle::Deadline;
use super::walk::Walk;

/// Most pages of a table that are read.
const MOST_PAGES: usize = 1000;

/// A turn to another page of a table.
#[derive(Clone, Copy)]
enum Turn {
    /// To the first page, or the one before where the pager has no shorter way.
    Back,
    /// To the next page.
    Onward,
}

impl Turn {
    /// Returns the pager with its control for this turn; none where there is nothing to turn to.
    fn control(self, table: &Table) -> Option<(&Pager, &Handle)> {
        let pager = table.pager.as_ref()?;
        let control = match self {
            Self::Back => pager.first.as_ref().or(pager.previous.as_ref()),
            Self::Onward => pager.next.as_ref(),
        };
        Some((pager, control?))
    }
}

/// A table as it was read over all its pages.
#[derive(Default)]
pub(super) struct Read {
    /// Its columns.
    pub(super) columns: Vec<String>,
    /// The rows in the order shown.
    pub(super) rows: Vec<ReadRow>,
    pages: usize,
}

/// A row as it was read.
pub(super) struct ReadRow {
    /// Text of the key column; empty where none was asked for.
    pub(super) key: String,
    /// Texts of all cells.
    pub(super) cells: Vec<String>,
}

impl<P: Page> Walk<'_, P> {
    /// Reads the keys of a table over all its pages, in the order shown; each may stand there once.
    pub(super) async fn read_keys(&mut self, table: &Aim, key: &str) -> Result<Vec<String>, Stop> {
        let read = self.read_table(table, Some(key)).await?;
        let mut known = BTreeSet::new();
        let twin = read.rows.iter().find(|row| !known.insert(Label::new(&row.key)));
        if let Some(twin) = twin {
            return Err(Stop::Failed(Failure::RowsDuplicate(twin.key.clone())));
        }
        Ok(read.rows.into_iter().map(|row| row.key).collect())
    }

    /// Reads a table over all its pages, in the order shown, and compares the number of rows with what the portal itself
    /// says.
    pub(super) async fn read_table(&mut self, table: &Aim, key: Option<&str>) -> Result<Read, Stop> {
        self.first_page(table, key).await?;
        let mut read = Read::default();
        loop {
            let shown = self.read_page(table, key, &mut read).await?;
            check_pages(table, &shown, read.pages)?;
            if Turn::Onward.control(&shown).is_none() {
                check_counts(table, &shown, &read)?;
                self.remember_rows(table, &read);
                return Ok(read);
            }
            self.turn_page(table, key, shown, Turn::Onward).await?;
        }
    }

    /// Reads the rows of one page, scrolling through it where rows come in by scrolling.
    async fn read_page(&mut self, table: &Aim, key: Option<&str>, read: &mut Read) -> Result<Table, Stop> {
        self.scroll_up(table, key).await?;
        read.pages += 1;
        let mut rows: BTreeMap<i64, String> = BTreeMap::new();
        loop {
            let (shown, view) = self.table(table, key, self.deadline()).await?;
            let column = key.and_then(|key| column_of(&shown, key));
            read.columns = shown.columns.iter().map(|name| plain(name).trim().to_owned()).collect();
            for row in &shown.rows {
                let cells: Vec<String> = row.cells.iter().map(|cell| plain(cell).trim().to_owned()).collect();
                let key = column.and_then(|column| cells.get(column)).cloned().unwrap_or_default();
                let identity = if column.is_some() {
                    key.clone()
                } else {
                    cells.join("\t")
                };
                if rows
                    .insert(row.at, identity.clone())
                    .is_none_or(|before| before != identity)
                {
                    read.rows.push(ReadRow { key, cells });
                }
            }
            self.journal.before()?;
            let below = shown.scroller.as_ref().filter(|scroller| scroller.below);
            let Some(handle) = below.map(|scroller| scroller.handle.clone()) else {
                self.seen = Some(view);
                return Ok(shown);
            };
            self.scroll(table, &handle, Scroll::Onward).await?;
        }
    }

    /// Goes through a table until a part of it is shown that has what is searched for.
    pub(super) async fn search(
        &mut self,
        table: &Aim,
        key: Option<&str>,
        has_row: impl Fn(&Table) -> bool,
    ) -> Result<bool, Stop> {
        self.first_page(table, key).await?;
        self.scroll_up(table, key).await?;
        let mut pages = 1;
        loop {
            let (shown, view) = self.table(table, key, self.deadline()).await?;
            self.seen = Some(view);
            if has_row(&shown) {
                return Ok(true);
            }
            if let Some(scroller) = shown.scroller.as_ref().filter(|scroller| scroller.below) {
                self.scroll(table, &scroller.handle, Scroll::Onward).await?;
                continue;
            }
            if Turn::Onward.control(&shown).is_none() {
                return Ok(false);
            }
            check_pages(table, &shown, pages)?;
            self.turn_page(table, key, shown, Turn::Onward).await?;
            pages += 1;
            self.scroll_up(table, key).await?;
        }
    }

    /// Goes to the first page, step by step where the pager has no shorter way.
    async fn first_page(&mut self, table: &Aim, key: Option<&str>) -> Result<(), Stop> {
        let mut pages = 1;
        loop {
            let (shown, view) = self.table(table, key, self.deadline()).await?;
            self.seen = Some(view);
            check_pages(table, &shown, pages)?;
            pages += 1;
            if Turn::Back.control(&shown).is_none() {
                return Ok(());
            }
            self.turn_page(table, key, shown, Turn::Back).await?;
        }
    }

    async fn scroll_up(&mut self, table: &Aim, key: Option<&str>) -> Result<(), Stop> {
        let (shown, view) = self.table(table, key, self.deadline()).await?;
        self.seen = Some(view);
        match shown.scroller.filter(|scroller| scroller.above) {
            Some(scroller) => self.scroll(table, &scroller.handle, Scroll::Top).await,
            None => Ok(()),
        }
    }

    /// Scrolls a part of the page; nothing but the view of it changes.
    async fn scroll(&mut self, table: &Aim, scroller: &Handle, to: Scroll) -> Result<(), Stop> {
        let deadline = self.deadline();
        let gesture = Gesture {
            act: Act::Scroll(to),
            handle: scroller.clone(),
            effect: Effect::Read,
            target: target(&table.label, Vec::new(), "table", "text", Rectangle::default()),
            value: None,
        };
        match self.perform(gesture, deadline).await? {
            Performed::NotMade(hindrance) if deadline.passed() => Err(Stop::Failed(hindrance)),
            Performed::Done(_) | Performed::NotMade(_) => Ok(()),
        }
    }

    /// Presses a control of the pager and waits until the portal shows another page.
    async fn turn_page(&mut self, table: &Aim, key: Option<&str>, mut before: Table, turn: Turn) -> Result<(), Stop> {
        if (self.stop)() {
            return Err(Stop::Blocked(Failure::Interrupted));
        }
        let deadline = self.deadline();
        let mut unanswered = None;
        while let Some((pager, control)) = turn.control(&before) {
            let hindrance = match self.perform(pager_press(table, pager, control), deadline).await? {
                Performed::Done(seen) => {
                    unanswered = self.unanswered(&seen, Effect::Write);
                    break;
                }
                Performed::NotMade(hindrance) => hindrance,
            };
            if deadline.passed() {
                return Err(Stop::Failed(hindrance));
            }
            let (_, view) = self.table(table, key, deadline).await?;
            self.wait_because(Some(&hindrance), &view.fingerprint, deadline).await?;
            before = self.table(table, key, deadline).await?.0;
        }
        let Some(pager) = &before.pager else { return Ok(()) };
        loop {
            let (shown, view) = self.table(table, key, deadline).await?;
            let turned = match &shown.pager {
                Some(now) if pager.report.is_empty() && now.report.is_empty() => shown.rows != before.rows,
                Some(now) => now.report != pager.report,
                None => false,
            };
            if turned {
                self.seen = Some(view);
                return Ok(());
            }
            if deadline.passed() {
                return Err(Stop::Failed(
                    unanswered.unwrap_or(Failure::NotQuiet(pager.report.clone())),
                ));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }

    /// Waits for the table with the heading, and with the key column if one is asked for.
    async fn table(&mut self, table: &Aim, key: Option<&str>, deadline: Deadline) -> Result<(Table, View), Stop> {
        loop {
            let view = self.view(deadline).await?;
            let is_named = |title: &String| table.names(title) || table.names(without_count(title));
            // A table without a heading is meant by an aim without a label.
            let is_unnamed = |shown: &Table| table.label.is_empty() && shown.titles.is_empty();
            let found = view
                .tables
                .iter()
                .find(|shown| (is_unnamed(shown) || shown.titles.iter().any(is_named)) && has_column(shown, key));
            if let Some(found) = found.cloned() {
                return Ok((found, view));
            }
            if deadline.passed() {
                let titles = view.tables.iter().flat_map(|shown| &shown.titles).map(String::as_str);
                return Err(Stop::Failed(Failure::TableMissing {
                    table: table.label.clone(),
                    key: key.unwrap_or_default().to_owned(),
                    nearest: most_similar(titles, &table.label),
                }));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }
}

/// Names the pager by its table: its buttons often have no words, and the report may be all that it says.
fn pager_press(table: &Aim, pager: &Pager, control: &Handle) -> Gesture {
    let label = if pager.report.is_empty() {
        table.label.clone()
    } else {
        format!("{} {}", table.label, pager.report)
    };
    let places = vec![table.label.clone()];
    Gesture {
        act: Act::Press,
        handle: control.clone(),
        effect: Effect::Navigate,
        target: target(&label, places, "button", "title", Rectangle::default()),
        value: None,
    }
}

/// Refuses to turn on where a pager leads round in a circle: there are as many pages as it says, or a great many.
fn check_pages(table: &Aim, shown: &Table, pages: usize) -> Result<(), Stop> {
    let said = shown.pager.as_ref().map_or("", |pager| &pager.report);
    if pages <= claimed_pages(said).unwrap_or(MOST_PAGES).min(MOST_PAGES) {
        return Ok(());
    }
    Err(Stop::Failed(Failure::RowsMiscounted {
        table: table.label.clone(),
        said: said.to_owned(),
        count: pages,
    }))
}

/// Compares what was read with the numbers of rows and pages that the portal itself shows.
fn check_counts(table: &Aim, shown: &Table, read: &Read) -> Result<(), Stop> {
    let miscounted = |said: String, count: usize| {
        Err(Stop::Failed(Failure::RowsMiscounted {
            table: table.label.clone(),
            said,
            count,
        }))
    };
    let title = shown.titles.iter().find(|title| table.names(without_count(title)));
    if let Some((said, rows)) = title.and_then(|title| claimed_rows(title))
        && rows != read.rows.len()
    {
        return miscounted(said, read.rows.len());
    }
    if let Some(rows) = shown
        .total
        .filter(|rows| *rows != read.rows.len() && shown.pager.is_none())
    {
        return miscounted(rows.to_string(), read.rows.len());
    }
    let report = shown.pager.as_ref().map_or("", |pager| &pager.report);
    match claimed_pages(report) {
        Some(pages) if pages != read.pages => miscounted(report.to_owned(), read.pages),
        Some(_) | None => Ok(()),
    }
}

/// Says whether the table has more rows than those that the page shows of it.
pub(super) fn is_longer(table: &Table) -> bool {
    let turns = [Turn::Back, Turn::Onward];
    let scrolls = |scroller: &Scroller| scroller.above || scroller.below;
    turns.iter().any(|turn| turn.control(table).is_some()) || table.scroller.as_ref().is_some_and(scrolls)
}

fn has_column(table: &Table, key: Option<&str>) -> bool {
    key.is_none_or(|key| column_of(table, key).is_some())
}

pub(super) fn column_of(table: &Table, key: &str) -> Option<usize> {
    let wanted = Label::new(key);
    table.columns.iter().position(|column| Label::new(column) == wanted)
}

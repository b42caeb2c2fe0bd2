//! The tables that `look.js` tells of.

use serde::Deserialize;

use super::seen::Nodes;
use crate::page::error::PageError;
use crate::page::observation::{Pager, Row, Scroller, Table};

#[derive(Deserialize)]
struct SeenRow {
    cells: Vec<String>,
    at: i64,
}

#[derive(Deserialize)]
struct SeenScroller {
    node: usize,
    above: bool,
    below: bool,
}

#[derive(Deserialize)]
pub(super) struct SeenTable {
    titles: Vec<String>,
    columns: Vec<String>,
    rows: Vec<SeenRow>,
    total: Option<usize>,
    pager: Option<SeenPager>,
    scroller: Option<SeenScroller>,
}

#[derive(Deserialize)]
struct SeenPager {
    report: String,
    first: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
}

impl SeenTable {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Table, PageError> {
        let pager = self.pager.map(|pager| {
            Ok(Pager {
                report: pager.report,
                first: nodes.maybe(pager.first)?,
                previous: nodes.maybe(pager.previous)?,
                next: nodes.maybe(pager.next)?,
            })
        });
        let scroller = self.scroller.map(|scroller| {
            Ok(Scroller {
                handle: nodes.at(scroller.node)?,
                above: scroller.above,
                below: scroller.below,
            })
        });
        Ok(Table {
            titles: self.titles,
            columns: self.columns,
            rows: self
                .rows
                .into_iter()
                .map(|SeenRow { cells, at }| Row { cells, at })
                .collect(),
            total: self.total,
            pager: pager.transpose()?,
            scroller: scroller.transpose()?,
        })
    }
}

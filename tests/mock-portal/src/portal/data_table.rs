//! The frame of a data table: columns, filter and paginators around rows drawn elsewhere.

use askama::Template;

use super::PageError;
use super::partial::Partial;
use crate::pager::{Pager, Paginator};

/// One column.
pub(super) struct Column {
    pub(super) title: String,
    /// The sign beside the title of a column that can be sorted.
    pub(super) sort: Option<&'static str>,
}

impl Column {
    pub(super) fn plain(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            sort: None,
        }
    }
}

/// A whole table, which a partial response can replace.
#[derive(Template)]
#[template(path = "data_table.html")]
pub(super) struct DataTable {
    pub(super) id: String,
    pub(super) columns: Vec<Column>,
    /// `Globalny filtr`, where the table has one.
    pub(super) filter: Option<String>,
    pub(super) paginator: Option<Paginator>,
    pub(super) body: String,
}

/// The answer to paging, sorting and filtering: only the rows travel.
pub(super) fn rows_only(id: &str, body: String, pager: &Pager, total: usize) -> Partial {
    let mut partial = Partial::default();
    partial.update(id.to_owned(), body);
    partial.arguments.total_records = Some(total);
    partial.arguments.first = pager.first;
    partial
}

/// The row and the action that a control with this client id stands for.
pub(super) fn row_action<'a>(source: &'a str, table: &str) -> Option<(usize, &'a str)> {
    let (index, action) = source.strip_prefix(table)?.strip_prefix(':')?.split_once(':')?;
    Some((index.parse().ok()?, action))
}

/// Draws a table whose rows are texts.
pub(super) fn text_rows(rows: Vec<(usize, Vec<String>)>, columns: usize) -> Result<String, PageError> {
    Ok(TextRows { rows, columns }.render()?)
}

#[derive(Template)]
#[template(path = "text_rows.html")]
struct TextRows {
    rows: Vec<(usize, Vec<String>)>,
    columns: usize,
}

//! Paging, sorting and filtering of a data table, as its requests ask for it.

use crate::request::Fields;

/// Rows per page at the start.
const ROWS: usize = 10;

/// Which rows of a table are shown, and in what order.
#[derive(Clone, Debug)]
pub(crate) struct Pager {
    pub(crate) filter: String,
    /// Unsorted at the start.
    pub(crate) descending: Option<bool>,
    pub(crate) first: usize,
    pub(crate) rows: usize,
}

impl Default for Pager {
    fn default() -> Self {
        Self {
            filter: String::new(),
            descending: None,
            first: 0,
            rows: ROWS,
        }
    }
}

/// The numbers in a paginator.
pub(crate) struct Paginator {
    pub(crate) page: usize,
    pub(crate) pages: usize,
    pub(crate) rows: usize,
}

impl Pager {
    /// Follows one request of the table with this client id.
    pub(crate) fn follow(&mut self, fields: &Fields, id: &str) {
        let number = |name: &str| fields.text(&format!("{id}_{name}")).parse::<usize>().ok();
        if let Some(filter) = fields.get(&format!("{id}:globalFilter")) {
            filter.trim().clone_into(&mut self.filter);
        }
        if fields.get(&format!("{id}_pagination")).is_some() {
            self.rows = number("rows").filter(|rows| *rows > 0).unwrap_or(self.rows);
            self.first = number("first").unwrap_or(0) / self.rows * self.rows;
        } else {
            self.first = 0;
        }
        if fields.get(&format!("{id}_sorting")).is_some() {
            self.descending = Some(fields.text(&format!("{id}_sortDir")) == "-1");
        }
    }

    /// Whether the filter lets a row with these texts through.
    pub(crate) fn lets_through(&self, texts: &[&str]) -> bool {
        let needle = self.filter.to_lowercase();
        texts.iter().any(|text| text.to_lowercase().contains(&needle))
    }

    /// Cuts the page out of all rows, each with its number; beyond the end it is the last page.
    pub(crate) fn page<T>(&mut self, rows: impl IntoIterator<Item = T>, total: usize) -> Vec<(usize, T)> {
        if self.first >= total {
            self.first = total.saturating_sub(1) / self.rows * self.rows;
        }
        rows.into_iter().enumerate().skip(self.first).take(self.rows).collect()
    }

    pub(crate) fn paginator(&self, total: usize) -> Paginator {
        Paginator {
            page: self.first / self.rows + 1,
            pages: total.div_ceil(self.rows).max(1),
            rows: self.rows,
        }
    }

    /// The sign beside a column that can be sorted.
    pub(crate) fn sort_icon(&self) -> &'static str {
        sort_icon(self.descending)
    }
}

/// The sign beside a column sorted this way.
pub(crate) fn sort_icon(descending: Option<bool>) -> &'static str {
    match descending {
        None => "ui-icon-carat-2-n-s",
        Some(false) => "ui-icon-triangle-1-n",
        Some(true) => "ui-icon-triangle-1-s",
    }
}

/// Puts Polish letters right after their Latin neighbours.
pub(crate) fn polish_order(name: &str) -> String {
    let mut key = String::new();
    for letter in name.to_lowercase().chars() {
        let base = match letter {
            'ą' => 'a',
            'ć' => 'c',
            'ę' => 'e',
            'ł' => 'l',
            'ń' => 'n',
            'ó' => 'o',
            'ś' => 's',
            'ź' | 'ż' => 'z',
            plain => plain,
        };
        key.push(base);
        if base != letter {
            key.push('\u{7f}');
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::Pager;

    #[test]
    fn the_page_before_an_emptied_last_page_is_shown() {
        let mut pager = Pager {
            first: 90,
            ..Pager::default()
        };
        let rows = pager.page(0..90, 90);
        assert_eq!((rows[0], rows.len()), ((80, 80), 10));
        assert_eq!((pager.paginator(90).page, pager.paginator(90).pages), (9, 9));
    }

    #[test]
    fn a_table_without_rows_has_one_page() {
        let mut pager = Pager::default();
        assert!(pager.page(0..0, 0).is_empty());
        assert_eq!(pager.paginator(0).pages, 1);
    }
}

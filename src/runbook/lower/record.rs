//! What is read into the evidence: a table with all its cells, or labelled texts and fields.

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{Part, RecordFault, ShapeFault};
use crate::runbook::lower::body::BodyReader;
use crate::runbook::lower::call::MOST_ROWS;
use crate::runbook::model::{Differing, RecordedTable, Recording, Template};
use crate::runbook::suggestion::nearest;

/// Every key of `record`.
pub(crate) const RECORD: &[&str] = &["table", "key", "expected", "advised", "fields"];

/// Keys of `record` that say something of a table.
const OF_TABLE: &[&str] = &["key", "expected", "advised"];

/// Places that narrow a fact, while a table is known by its heading alone.
const PLACES: &[&str] = &["section", "dialog", "frame"];

/// Words that `differs` knows.
pub(crate) const DIFFERS: &[&str] = &["report"];

impl BodyReader<'_> {
    /// Reads `record`.
    pub(crate) fn recording(&mut self, entry: &Entry, step: &Table) -> Option<Recording> {
        let Some(table) = self.reader.table(entry) else {
            self.scan(&entry.node);
            return None;
        };
        let is_known = self.reader.keys(table, Part::Record, RECORD);
        match (table.entry("table"), table.entry("fields")) {
            (Some(heading), None) => {
                self.check_places(step);
                self.recorded_table(heading, table, step).map(Recording::Table)
            }
            (None, Some(fields)) => {
                self.check_keys_of_table(table, step);
                Some(Recording::Facts(self.distinct_templates(fields)))
            }
            (Some(_), Some(fields)) => {
                self.reader.report(&fields.key_span, RecordFault::Both);
                self.scan(&entry.node);
                None
            }
            (None, None) => {
                // An unknown key was probably meant to be one of them, and has been reported.
                if is_known {
                    self.reader.report(&entry.node.span, RecordFault::Neither);
                }
                self.scan(&entry.node);
                None
            }
        }
    }

    fn recorded_table(&mut self, heading: &Entry, table: &Table, step: &Table) -> Option<RecordedTable> {
        let heading = self.template(heading);
        if let (Some(entry), None) = (table.entry("expected"), table.entry("key")) {
            self.reader.report(&entry.key_span, RecordFault::ExpectedWithoutKey);
        }
        if let (Some(entry), None) = (step.entry("differs"), table.entry("expected")) {
            self.reader.report(&entry.key_span, RecordFault::NothingExpected);
        }
        Some(RecordedTable {
            table: heading?,
            key: table.entry("key").and_then(|entry| self.template(entry)),
            expected: table.entry("expected").map(|entry| self.distinct_templates(entry)),
            advised: table.entry("advised").and_then(|entry| self.advised(entry)),
        })
    }

    /// Reads a list of texts as templates, none of them twice.
    fn distinct_templates(&mut self, entry: &Entry) -> Vec<Template> {
        let texts = self.reader.texts(entry);
        self.reader.check_distinct(&texts);
        texts.into_iter().filter_map(|text| self.fillable(text)).collect()
    }

    fn advised(&mut self, entry: &Entry) -> Option<usize> {
        let seen = self.reader.integer(entry)?;
        let rows = usize::try_from(seen).ok();
        let rows = rows.filter(|rows| (1..=MOST_ROWS).contains(rows));
        if rows.is_none() {
            let limit = MOST_ROWS;
            self.reader
                .report(&entry.node.span, RecordFault::Advised { seen, limit });
        }
        rows
    }

    /// Reports what would be said of a table where there is none.
    fn check_keys_of_table(&mut self, table: &Table, step: &Table) {
        for key in OF_TABLE {
            if let Some(entry) = table.entry(key) {
                self.reader.report(&entry.key_span, RecordFault::OfTable { key });
                self.scan(&entry.node);
            }
        }
        if let Some(entry) = step.entry("differs") {
            self.reader.report(&entry.key_span, RecordFault::NothingExpected);
        }
    }

    /// Reports places that would not narrow a table.
    fn check_places(&mut self, step: &Table) {
        for key in PLACES {
            if let Some(entry) = step.entry(key) {
                self.reader.report(&entry.key_span, RecordFault::PlaceOfTable { key });
            }
        }
    }

    /// Reads what a difference does to the run.
    pub(crate) fn differing(&mut self, step: &Table) -> Option<Differing> {
        let Some(entry) = step.entry("differs") else {
            return Some(Differing::Usual);
        };
        let written = self.reader.text(entry)?;
        if written.text == "report" {
            return Some(Differing::Reported);
        }
        let fault = ShapeFault::Word {
            seen: written.text.to_owned(),
            key: "differs",
            suggestion: nearest(written.text, DIFFERS.iter().copied()),
            known: DIFFERS,
        };
        self.reader.report(written.span, fault);
        None
    }
}

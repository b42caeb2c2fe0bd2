//! The verb `record`: a table over all its pages, or labelled texts and fields, read into the evidence.

use crate::evidence::format::{Recorded, RecordedFact, RecordedRow, RecordedTable, RowStanding, Status, Value};
use crate::page::observation::{Rectangle, View};
use crate::page::protocol::Page;
use crate::runbook::model::{self, Differing, Recording, Scope, Step, Template};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::candidate::Candidate;
use super::compare::value_of;
use super::failure::{Failure, Stop};
use super::gesture::places_of;
use super::locate::{Aim, Match, Sought, ambiguous, locate};
use super::reason::reason;
use super::rows::ReadRow;
use super::settle::Deadline;
use super::step::places;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// Reads what a step asks for into the evidence.
    pub(super) async fn keep(
        &mut self,
        step: &Step,
        recording: &Recording,
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<Status, Stop> {
        if let Some(tab) = &step.place.tab {
            self.open_tab(&tab.fill(scope), deadline).await?;
        }
        match recording {
            Recording::Table(table) => self.record_table(table, step.differing, scope).await,
            Recording::Facts(labels) => self.record_facts(step, labels, scope, deadline).await,
        }
    }

    async fn record_table(
        &mut self,
        wanted: &model::RecordedTable,
        differing: Differing,
        scope: &Scope,
    ) -> Result<Status, Stop> {
        let table = self.aim(&wanted.table, scope);
        let key = wanted.key.as_ref().map(|key| key.fill(scope));
        let read = self.read_table(&table, key.as_deref()).await?;
        let expected = wanted.expected.as_ref().map(|keys| Expected::of(keys, scope));
        let (rows, absent) = compared(read.rows, expected);
        let count = rows.len();
        let unexpected: Vec<String> = rows
            .iter()
            .filter(|(_, row)| row.standing == RowStanding::Unexpected)
            .map(|(key, _)| key.clone())
            .collect();
        self.journal.recorded(Recorded::Table(RecordedTable {
            table: table.label.clone(),
            columns: read.columns,
            key,
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            absent: absent.clone(),
        }))?;
        for row in &unexpected {
            self.journal
                .note(reason("row-unexpected", &[("row", row), ("table", &table.label)]))?;
        }
        for row in &absent {
            self.journal
                .note(reason("row-absent", &[("row", row), ("table", &table.label)]))?;
        }
        if let Some(advised) = wanted.advised.filter(|advised| count > *advised) {
            let (count, advised) = (count.to_string(), advised.to_string());
            let values = [
                ("count", count.as_str()),
                ("advised", &advised),
                ("table", &table.label),
            ];
            self.journal.note(reason("rows-more-than-advised", &values))?;
        }
        let differences = unexpected.len() + absent.len();
        if differences == 0 || differing == Differing::Usual {
            return Ok(Status::Unchanged);
        }
        Err(Stop::Failed(Failure::RowsDiffer {
            table: table.label,
            unexpected,
            absent,
        }))
    }

    async fn record_facts(
        &mut self,
        step: &Step,
        labels: &[Template],
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<Status, Stop> {
        let mut facts = Vec::new();
        for label in labels {
            let aim = Aim {
                places: places(&step.place, scope),
                ..self.aim(label, scope)
            };
            facts.push(self.told_under(&aim, deadline).await?);
        }
        self.journal.recorded(Recorded::Facts(facts))?;
        Ok(Status::Unchanged)
    }

    /// Waits for the one text or field with the label, and makes sure that a picture shows it.
    async fn told_under(&mut self, aim: &Aim, deadline: Deadline) -> Result<RecordedFact, Stop> {
        loop {
            let view = self.view(deadline).await?;
            match told(&view, aim) {
                Ok((fact, area)) => {
                    self.journal.show(self.page, area, view.viewport).await?;
                    self.seen = Some(view);
                    return Ok(fact);
                }
                Err(failure) if deadline.passed() => return Err(Stop::Failed(failure)),
                Err(failure) => self.wait_because(Some(&failure), &view.fingerprint, deadline).await?,
            }
        }
    }

    /// Returns the status of a step around others: failed if one of them has kept a difference since then.
    pub(super) fn unless_reported(&mut self, since: usize, status: Status) -> Status {
        let Some(first) = self.differences.get(since) else {
            return status;
        };
        self.difference = Some(Failure::Differs {
            count: self.differences.len() - since,
            first: first.clone(),
        });
        Status::Failed
    }
}

/// Finds what is told under a label: a field, or else a text.
fn told(view: &View, aim: &Aim) -> Result<(RecordedFact, Rectangle), Failure> {
    match locate(&view.fields, aim) {
        Sought::One(found) => Ok((
            kept(&found, value_of(&found.candidate.content)),
            found.candidate.rectangle,
        )),
        Sought::Several(matches) => Err(ambiguous(aim, &matches)),
        Sought::InMenu(opener) => Err(Failure::TargetHidden(opener.label.clone())),
        Sought::Not(_) => match locate(&view.facts, aim) {
            Sought::One(found) => {
                let value = Value::Text(plain(&found.candidate.value));
                Ok((kept(&found, value), found.candidate.rectangle))
            }
            Sought::Several(matches) => Err(ambiguous(aim, &matches)),
            Sought::InMenu(opener) => Err(Failure::TargetHidden(opener.label.clone())),
            Sought::Not(failure) => Err(failure),
        },
    }
}

fn kept<C: Candidate>(found: &Match<'_, C>, value: Value) -> RecordedFact {
    RecordedFact {
        places: places_of(found.candidate.place()),
        label: plain(&found.label.text),
        value,
    }
}

/// Keys that are expected, in the runbook's order, with those that were found.
struct Expected {
    keys: Vec<String>,
    found: Vec<Label>,
}

impl Expected {
    fn of(keys: &[Template], scope: &Scope) -> Self {
        Self {
            keys: keys.iter().map(|key| key.fill(scope)).collect(),
            found: Vec::new(),
        }
    }

    /// Judges a row; one that stands there twice is expected once.
    fn standing(&mut self, key: &str) -> RowStanding {
        let key = Label::new(key);
        if self.found.contains(&key) || !self.keys.iter().any(|expected| Label::new(expected) == key) {
            return RowStanding::Unexpected;
        }
        self.found.push(key);
        RowStanding::Expected
    }

    fn absent(self) -> Vec<String> {
        let is_absent = |key: &String| !self.found.contains(&Label::new(key));
        self.keys.iter().filter(|key| is_absent(key)).cloned().collect()
    }
}

/// Holds rows against those expected; returns them with their keys, and the keys that are not there.
fn compared(rows: Vec<ReadRow>, mut expected: Option<Expected>) -> (Vec<(String, RecordedRow)>, Vec<String>) {
    let rows = rows
        .into_iter()
        .map(|ReadRow { key, cells }| {
            let standing = expected
                .as_mut()
                .map_or(RowStanding::Read, |expected| expected.standing(&key));
            (key, RecordedRow { cells, standing })
        })
        .collect();
    (rows, expected.map(Expected::absent).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_stands_there_twice_is_expected_once() {
        let rows = ["i4m4hvn61u", "i4m4hvn61u", "obcy"].map(|key| ReadRow {
            key: key.to_owned(),
            cells: vec![key.to_owned()],
        });
        let expected = Expected {
            keys: vec!["i4m4hvn61u:".to_owned(), "sod".to_owned()],
            found: Vec::new(),
        };
        let (rows, absent) = compared(rows.into(), Some(expected));
        let standings: Vec<RowStanding> = rows.iter().map(|(_, row)| row.standing).collect();
        assert_eq!(
            standings,
            [RowStanding::Expected, RowStanding::Unexpected, RowStanding::Unexpected]
        );
        assert_eq!(absent, ["sod"]);
    }
}

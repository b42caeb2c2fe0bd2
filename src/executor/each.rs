//! Blocks and loops: every row of a table once, each found again by its key when its turn comes.

use std::collections::BTreeMap;

use crate::evidence::format::Status;
use crate::page::protocol::Page;
use crate::runbook::model::{Call, ForEach, Scope};

use super::failure::{Failure, Stop};
use super::locate::Aim;
use super::reason::reason;
use super::step::Onward;
use super::walk::{Assignment, Walk};

impl<P: Page> Walk<'_, P> {
    pub(super) async fn call(
        &mut self,
        call: &Call,
        scope: &Scope,
        mut inner: Scope,
        name: &str,
        key: Option<&str>,
    ) -> Result<Onward, Stop> {
        for (parameter, value) in &call.with {
            inner.insert(parameter.clone(), value.fill(scope));
        }
        let Some(block) = self.procedure.runbook.blocks.get(&call.block) else {
            return Ok(Onward::Known);
        };
        self.run_steps(&block.steps, &inner, name, key).await
    }

    pub(super) async fn for_each(
        &mut self,
        each: &ForEach,
        scope: &Scope,
        name: &str,
    ) -> Result<(Status, Onward), Stop> {
        let table = self.aim(&each.table, scope);
        let key = each.key.fill(scope);
        let keys = self.read_keys(&table, &key, self.deadline()).await?;
        self.journal.rows(&table.label, &key, &keys)?;
        if keys.len() > each.at_most {
            return Err(Stop::Blocked(Failure::RowsTooMany {
                table: table.label,
                count: keys.len(),
                at_most: each.at_most,
            }));
        }
        let before = (self.counts.clone(), self.changes);
        let route = self.route.clone();
        let mut onward = Onward::Known;
        for (index, row) in keys.iter().enumerate() {
            if index > 0 {
                self.route.clone_from(&route);
                self.replay_route().await?;
            }
            let inner = Scope::from([(each.bind.clone(), row.clone())]);
            let iteration = format!("{name}[{row}]");
            match self.call(&each.call, scope, inner, &iteration, Some(row)).await {
                Ok(Onward::Known) => {}
                Ok(Onward::UnknownUntilApplied) => onward = Onward::UnknownUntilApplied,
                Err(stop) => {
                    if !matches!(stop, Stop::Evidence(_)) {
                        for rest in &keys[index + 1..] {
                            self.journal
                                .note(reason("row-not-reached", &[("row", rest), ("table", &table.label)]))?;
                        }
                    }
                    return Err(stop);
                }
            }
        }
        self.route = route;
        if matches!(self.assignment, Assignment::Apply(_)) {
            self.compare_rows(&table, &key, &keys).await?;
        }
        Ok((self.status_since(&before.0), onward))
    }

    /// Reads the keys again after the loop: rows that came are reported, rows that went fail the step.
    async fn compare_rows(&mut self, table: &Aim, key: &str, keys: &[String]) -> Result<(), Stop> {
        self.replay_route().await?;
        let now = self.read_keys(table, key, self.deadline()).await?;
        for row in now.iter().filter(|row| !keys.contains(row)) {
            self.journal
                .note(reason("row-appeared", &[("row", row), ("table", &table.label)]))?;
        }
        match keys.iter().find(|row| !now.contains(row)) {
            None => Ok(()),
            Some(row) => Err(Stop::Failed(Failure::RowVanished {
                row: row.clone(),
                table: table.label.clone(),
            })),
        }
    }

    fn status_since(&self, before: &BTreeMap<Status, u64>) -> Status {
        let grown = |status: Status| self.counts.get(&status) > before.get(&status);
        if grown(Status::Changed) {
            Status::Changed
        } else if grown(Status::WouldChange) {
            Status::WouldChange
        } else {
            Status::Unchanged
        }
    }
}

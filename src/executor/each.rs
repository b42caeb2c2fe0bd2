//! Blocks and loops: every row of a table, line of a file or value of a list once, a row found again by its key when
//! its turn comes.

use std::collections::BTreeMap;

use crate::evidence::format::Status;
use crate::page::protocol::Page;
use crate::runbook::data::Line;
use crate::runbook::model::{Call, Differing, ForEach, Over, Scope};
use crate::text::mask::Masking;

use super::failure::{Failure, Stop};
use super::gone::List;
use super::locate::Aim;
use super::reason::reason;
use super::row::way_of;
use super::sequence::Onward;
use super::walk::{Assignment, Walk};

/// What a loop goes over, with every key known.
struct Round<'r> {
    /// Heading of the table, or name of the input.
    of: &'r str,
    /// The file behind it, if there is one.
    file: Option<&'r str>,
    /// What becomes of the other turns when one finds a difference.
    differing: Differing,
    turns: Vec<Turn>,
}

/// One run of the block.
struct Turn {
    key: String,
    given: Scope,
    /// Where it stands in the file, counted from 1.
    line: usize,
}

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
        differing: Differing,
        scope: &Scope,
        name: &str,
    ) -> Result<(Status, Onward), Stop> {
        let before = self.counts.clone();
        let onward = match &each.over {
            Over::Rows {
                table,
                key,
                bind,
                at_least,
            } => {
                let (table, key) = (self.aim(table, scope), key.fill(scope));
                let keys = self.loop_keys(&table, &key, *at_least).await?;
                check_least(&table.label, keys.len(), *at_least)?;
                self.for_rows(each, (&table, &key, bind), (keys, differing), scope, name)
                    .await?
            }
            Over::Lines { input, key } => {
                let turns = self.turns(input, |cells| key.text_in(cells), Clone::clone);
                self.for_lines(each, (input, &key.to_string(), turns), differing, scope, name)
                    .await?
            }
            Over::Values { input, bind } => {
                let value = |cells: &Scope| cells.values().next().cloned().unwrap_or_default();
                let given = |cells: &Scope| cells.values().map(|value| (bind.clone(), value.clone())).collect();
                let turns = self.turns(input, value, given);
                self.for_lines(each, (input, bind, turns), differing, scope, name)
                    .await?
            }
        };
        Ok((self.status_since(&before), onward))
    }

    /// Reads the keys of a loop; a list that is still too short may only be on its way, and is waited for.
    async fn loop_keys(&mut self, table: &Aim, key: &str, at_least: usize) -> Result<Vec<String>, Stop> {
        let keys = self
            .unbroken(async |walk| walk.wait_for_keys(table, key, at_least).await)
            .await?;
        self.journal.rows(&table.label, key, &keys)?;
        Ok(keys)
    }

    async fn wait_for_keys(&mut self, table: &Aim, key: &str, at_least: usize) -> Result<Vec<String>, Stop> {
        let deadline = self.deadline();
        loop {
            let keys = self.read_keys(table, key).await?;
            if keys.len() >= at_least || deadline.passed() {
                return Ok(keys);
            }
            let view = self.view(deadline).await?;
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }

    async fn for_rows(
        &mut self,
        each: &ForEach,
        (table, key, bind): (&Aim, &str, &str),
        (keys, differing): (Vec<String>, Differing),
        scope: &Scope,
        name: &str,
    ) -> Result<Onward, Stop> {
        self.list = Some(List {
            way: way_of(&self.route),
            table: table.label.clone(),
            key: key.to_owned(),
            rows: keys.clone(),
        });
        check_count(&table.label, keys.len(), each.at_most)?;
        check_keys(self.journal.masking(), &table.label, key, &keys)?;
        let turn = |key: &String| Turn {
            key: key.clone(),
            given: Scope::from([(bind.to_owned(), key.clone())]),
            line: 0,
        };
        let round = Round {
            of: &table.label,
            file: None,
            differing,
            turns: keys.iter().map(turn).collect(),
        };
        let onward = self.take_turns(each, round, scope, name).await?;
        if matches!(self.assignment, Assignment::Apply(_)) {
            self.compare_rows(table, key, &keys).await?;
        }
        Ok(onward)
    }

    /// Goes over lines; nothing on the page has to be the same afterwards.
    async fn for_lines(
        &mut self,
        each: &ForEach,
        (input, key, turns): (&str, &str, Vec<Turn>),
        differing: Differing,
        scope: &Scope,
        name: &str,
    ) -> Result<Onward, Stop> {
        let keys: Vec<String> = turns.iter().map(|turn| turn.key.clone()).collect();
        self.journal.rows(input, key, &keys)?;
        check_count(input, keys.len(), each.at_most)?;
        let procedure = self.procedure;
        let file = procedure.data.get(input).and_then(|data| data.file.as_deref());
        let round = Round {
            of: input,
            file,
            differing,
            turns,
        };
        if round.turns.is_empty() {
            let values = [("input", input), ("file", round.file.unwrap_or_default())];
            self.journal.note(reason("no-lines", &values))?;
        }
        self.take_turns(each, round, scope, name).await
    }

    fn turns(&self, input: &str, key: impl Fn(&Scope) -> String, given: impl Fn(&Scope) -> Scope) -> Vec<Turn> {
        let data = self.procedure.data.get(input);
        let lines = data.map_or(&[] as &[Line], |data| &data.lines);
        let turn = |line: &Line| Turn {
            key: key(&line.cells),
            given: given(&line.cells),
            line: line.number,
        };
        lines.iter().map(turn).collect()
    }

    async fn take_turns(
        &mut self,
        each: &ForEach,
        round: Round<'_>,
        scope: &Scope,
        name: &str,
    ) -> Result<Onward, Stop> {
        let route = self.route.clone();
        let mut onward = Onward::Known;
        let mut turns = round.turns.into_iter();
        let mut is_first = true;
        while let Some(Turn { key, given, line }) = turns.next() {
            if !std::mem::take(&mut is_first) {
                self.route.clone_from(&route);
                self.replay_unbroken().await?;
            }
            let iteration = format!("{name}[{key}]");
            match self.call(&each.call, scope, given, &iteration, Some(&key)).await {
                Ok(Onward::Known) => {}
                Ok(Onward::UnknownUntilApplied) => onward = Onward::UnknownUntilApplied,
                Err(Stop::Evidence(error)) => return Err(Stop::Evidence(error)),
                Err(Stop::Blocked(found) | Stop::Failed(found))
                    if round.differing == Differing::Reported && found.is_difference() =>
                {
                    self.differences.push(iteration);
                    // What lies open over the page would be in the way of the next turn.
                    let address = self.journal.standing().url;
                    self.open(&address, self.deadline()).await?;
                }
                Err(stop) => {
                    for rest in turns {
                        let values = [("row", rest.key.as_str()), ("table", round.of)];
                        self.journal.note(reason("row-not-reached", &values))?;
                    }
                    return Err(match round.file {
                        Some(file) => stop.in_line(file, line),
                        None => stop,
                    });
                }
            }
        }
        self.route = route;
        Ok(onward)
    }

    /// Reads the keys again after the loop: rows that came are reported, rows that went without
    /// being destroyed by the loop itself fail the step.
    async fn compare_rows(&mut self, table: &Aim, key: &str, keys: &[String]) -> Result<(), Stop> {
        self.replay_unbroken().await?;
        let now = self
            .unbroken(async |walk| walk.wait_for_keys(table, key, 0).await)
            .await?;
        for row in now.iter().filter(|row| !keys.contains(row)) {
            self.journal
                .note(reason("row-appeared", &[("row", row), ("table", &table.label)]))?;
        }
        let is_lost = |row: &&String| !now.contains(row) && !self.has_destroyed(table, key, row);
        match keys.iter().find(is_lost) {
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

fn check_least(table: &str, count: usize, at_least: usize) -> Result<(), Stop> {
    if count >= at_least {
        return Ok(());
    }
    Err(Stop::Blocked(Failure::RowsTooFew {
        table: table.to_owned(),
        count,
        at_least,
    }))
}

/// Refuses keys by which the evidence would name persons: masked, they could not be told apart when a run is continued.
fn check_keys(masking: &Masking, table: &str, key: &str, keys: &[String]) -> Result<(), Stop> {
    let is_covered = masking.covers(key, &[table.to_owned(), key.to_owned()]);
    if !is_covered && keys.iter().all(|key| masking.finds(key).is_empty()) {
        return Ok(());
    }
    Err(Stop::Blocked(Failure::KeyPersonal {
        table: table.to_owned(),
        key: key.to_owned(),
    }))
}

fn check_count(table: &str, count: usize, at_most: usize) -> Result<(), Stop> {
    if count <= at_most {
        return Ok(());
    }
    Err(Stop::Blocked(Failure::RowsTooMany {
        table: table.to_owned(),
        count,
        at_most,
    }))
}

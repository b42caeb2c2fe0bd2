//! Conditions judged on what is known and on the page as it stands: they hold, hold not, or cannot be known yet.
//!
//! A settled page decides. What is absent from it is not waited for, or every `when` that is false would cost a
//! deadline.

use crate::evidence::format::{Clause, Condition as Judged, Event, Reason, Status, StepFinished, StepStarted, Truth};
use crate::page::protocol::Page;
use crate::runbook::model::{Action, Asks, Condition, Effect, Scope, Sense, Step, Template};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::count::without_count;
use super::failure::{Failure, Stop, Unmet};
use super::locate::{Aim, most_similar};
use super::question::{Finding, asked, compared, is_known, off_page, read_field, subject};
use super::rows::column_of;
use super::sequence::Onward;
use super::settle::Deadline;
use super::step::verdict;
use super::walk::{Assignment, Procedure, Walk};

/// What came of all conditions of a step.
pub(super) enum Ruling {
    /// All hold.
    Holds,
    /// One holds not: the reason that names it.
    HoldsNot(Failure),
    /// None is known to hold not, but one cannot be known.
    Unknown(Failure),
}

/// Returns why the run must not begin, as far as that can be told without a page.
pub fn refused_beforehand(procedure: &Procedure<'_>) -> Option<Failure> {
    let conditions = procedure.runbook.require.iter();
    conditions
        .filter(|condition| !condition.asks_the_page())
        .find_map(|condition| {
            let finding = off_page(procedure, &condition.asks, &procedure.inputs)?;
            (finding.truth == Truth::HoldsNot).then(|| unmet(Clause::Require, condition, &procedure.inputs, &finding))
        })
}

/// Returns why a condition that asks nothing of a page does not hold, or is not known to.
pub fn unmet_beforehand(
    procedure: &Procedure<'_>,
    clause: Clause,
    condition: &Condition,
    scope: &Scope,
) -> Option<Failure> {
    let finding = off_page(procedure, &condition.asks, scope).unwrap_or_else(Finding::unknown);
    (finding.truth != Truth::Holds).then(|| unmet(clause, condition, scope, &finding))
}

/// Returns why a condition on values that are all known does not hold; none if it holds or asks for more.
pub fn unmet_by_values(clause: Clause, condition: &Condition, scope: &Scope) -> Option<Failure> {
    let Asks::Value { value, wanted, sense } = &condition.asks else {
        return None;
    };
    if !is_known(value, scope) || !is_known(wanted, scope) {
        return None;
    }
    let finding = compared(value, wanted, *sense, scope);
    (finding.truth == Truth::HoldsNot).then(|| unmet(clause, condition, scope, &finding))
}

/// Whether a step is done.
pub(super) enum Admission {
    /// It is.
    Admitted,
    /// It is left out, and why.
    Skipped(Reason, Onward),
}

impl<P: Page> Walk<'_, P> {
    /// Judges what must hold before the first step, as a step of its own.
    pub(super) async fn require_first(&mut self) -> Result<Onward, Stop> {
        let procedure = self.procedure;
        let conditions = &procedure.runbook.require;
        let Some(first) = conditions.first() else {
            return Ok(Onward::Known);
        };
        let asked: Vec<String> = conditions
            .iter()
            .map(|condition| subject(&condition.asks).to_string())
            .collect();
        self.journal.start_step(
            Clause::Require.word().to_owned(),
            StepStarted {
                verb: Clause::Require.word().to_owned(),
                effect: Effect::Read.word().to_owned(),
                says: asked.join(", "),
                cites: Vec::new(),
                line: u64::try_from(first.line).unwrap_or_default(),
                key: None,
            },
        )?;
        let ruling = self
            .unbroken(async |walk| walk.judge(Clause::Require, conditions, &procedure.inputs).await)
            .await;
        let (status, why, result) = match ruling {
            Ok(Ruling::Holds) => (Status::Unchanged, None, Ok(Onward::Known)),
            Ok(Ruling::HoldsNot(failure)) => {
                let why = failure.reason();
                (Status::Blocked, Some(why), Err(Stop::Blocked(failure)))
            }
            Ok(Ruling::Unknown(failure)) => match self.undecided(Clause::Require, failure) {
                Ok(why) => (Status::Skipped, Some(why), Ok(Onward::UnknownUntilApplied)),
                Err(stop) => {
                    let (status, why) = verdict(&stop);
                    (status, Some(why), Err(stop))
                }
            },
            Err(Stop::Evidence(error)) => return Err(Stop::Evidence(error)),
            Err(stop) => {
                let (status, why) = verdict(&stop);
                (status, Some(why), Err(stop))
            }
        };
        *self.counts.entry(status).or_default() += 1;
        self.journal.finish_step(StepFinished { status, reason: why })?;
        result
    }

    /// Judges the conditions of a step.
    pub(super) async fn admit(&mut self, step: &Step, scope: &Scope) -> Result<Admission, Stop> {
        if step.when.iter().chain(&step.require).any(Condition::asks_the_page) {
            if (self.stop)() {
                return Err(Stop::Blocked(Failure::Interrupted));
            }
            let window = step.place.window.as_ref().map(|title| title.fill(scope));
            self.work_in(window.as_deref(), self.deadline()).await?;
        }
        for (clause, conditions) in [(Clause::When, &step.when), (Clause::Require, &step.require)] {
            match self.judge(clause, conditions, scope).await? {
                Ruling::Holds => {}
                Ruling::HoldsNot(failure) if clause == Clause::When => {
                    return Ok(Admission::Skipped(failure.reason(), Onward::Known));
                }
                Ruling::HoldsNot(failure) => return Err(Stop::Blocked(failure)),
                Ruling::Unknown(failure) => {
                    let why = self.undecided(clause, failure)?;
                    return Ok(Admission::Skipped(why, self.after_unknown(step)));
                }
            }
        }
        Ok(Admission::Admitted)
    }

    /// Says what an unknown condition means: a plan leaves the step open, an apply leaves it out or stops.
    fn undecided(&self, clause: Clause, failure: Failure) -> Result<Reason, Stop> {
        match (self.assignment, clause) {
            (Assignment::Plan, _) => Ok(Reason {
                code: "unknown-until-applied".to_owned(),
                ..failure.reason()
            }),
            (Assignment::Apply(_), Clause::When) => Ok(failure.reason()),
            (Assignment::Apply(_), Clause::Require) => Err(Stop::Blocked(failure)),
        }
    }

    /// Says what is known after a step of which nobody knows whether it will be done: all, if it only looks.
    fn after_unknown(&self, step: &Step) -> Onward {
        match (self.assignment, &step.action) {
            (Assignment::Apply(_), _)
            | (_, Action::See | Action::Check(_) | Action::Record(_) | Action::Visit(_) | Action::Manual(_)) => {
                Onward::Known
            }
            (
                Assignment::Plan,
                Action::Go(_)
                | Action::Open(_)
                | Action::Press(_)
                | Action::Set(_)
                | Action::Destroy(_)
                | Action::Filter(_)
                | Action::ForEach(_)
                | Action::Run(_),
            ) => Onward::UnknownUntilApplied,
        }
    }

    /// Judges conditions in their order and records what came of each; the first that holds not decides.
    pub(super) async fn judge(
        &mut self,
        clause: Clause,
        conditions: &[Condition],
        scope: &Scope,
    ) -> Result<Ruling, Stop> {
        let mut ruling = Ruling::Holds;
        for condition in conditions {
            let finding = match off_page(self.procedure, &condition.asks, scope) {
                Some(finding) => finding,
                None => self.on_page(&condition.asks, scope).await?,
            };
            let observed = if condition.asks_the_page() {
                self.journal.before()?
            } else {
                None
            };
            self.journal.append(Event::Condition(Judged {
                clause,
                asked: asked(&condition.asks, scope),
                because: condition.because.as_ref().map(|because| because.fill(scope)),
                found: (!finding.found.is_empty()).then(|| plain(&finding.found)),
                truth: finding.truth,
                observed,
            }))?;
            match finding.truth {
                Truth::Holds => {}
                Truth::HoldsNot => return Ok(Ruling::HoldsNot(unmet(clause, condition, scope, &finding))),
                Truth::Unknown => ruling = Ruling::Unknown(unmet(clause, condition, scope, &finding)),
            }
        }
        Ok(ruling)
    }

    async fn on_page(&mut self, asks: &Asks, scope: &Scope) -> Result<Finding, Stop> {
        let deadline = self.deadline();
        self.seen = None;
        let seen = self.observe(deadline).await?;
        let stands = |text: &Template| {
            let aim = self.aim(text, scope);
            seen.shows(|shown| aim.names(shown))
        };
        let is_decided = match asks {
            Asks::See(text) | Asks::NotSee(text) => stands(text) == Some(true),
            Asks::Field { .. } | Asks::Table { .. } | Asks::Value { .. } | Asks::Done { .. } => false,
        };
        // What is absent from a page that still moves may be about to come.
        if !seen.quiet && !is_decided {
            let what = seen.story.last().map(|line| line.what.clone());
            return Err(Stop::Failed(Failure::NotQuiet(what.unwrap_or_default())));
        }
        match asks {
            Asks::See(text) | Asks::NotSee(text) => {
                let found = Finding::of_text(asks, stands(text));
                if found.truth == Truth::Unknown {
                    let unread = Failure::TextUnread(text.fill(scope));
                    self.journal.note(unread.reason())?;
                }
                Ok(found)
            }
            Asks::Field {
                tab,
                section,
                label,
                wanted,
                sense,
            } => {
                if let Some(tab) = tab {
                    self.open_tab(&tab.fill(scope), deadline).await?;
                }
                let view = self.view(deadline).await?;
                let places = [tab, section].into_iter().flatten();
                let aim = Aim {
                    places: places.map(|place| place.fill(scope)).collect(),
                    ..self.aim(label, scope)
                };
                let finding = read_field(&view, &aim, wanted, *sense, scope);
                self.seen = Some(view);
                finding.map_err(Stop::Failed)
            }
            Asks::Table { table, key, row, sense } => {
                let (aim, key, row) = (self.aim(table, scope), key.fill(scope), row.fill(scope));
                self.search_table(&aim, &key, &row, *sense, deadline).await
            }
            Asks::Value { .. } | Asks::Done { .. } => Ok(Finding::unknown()),
        }
    }

    async fn search_table(
        &mut self,
        table: &Aim,
        key: &str,
        row: &str,
        sense: Sense,
        deadline: Deadline,
    ) -> Result<Finding, Stop> {
        let view = self.view(deadline).await?;
        let is_named = |title: &String| table.names(title) || table.names(without_count(title));
        let is_there = view
            .tables
            .iter()
            .any(|shown| shown.titles.iter().any(is_named) && column_of(shown, key).is_some());
        if !is_there {
            let titles = view.tables.iter().flat_map(|shown| &shown.titles).map(String::as_str);
            return Err(Stop::Failed(Failure::TableMissing {
                table: table.label.clone(),
                key: key.to_owned(),
                nearest: most_similar(titles, &table.label),
            }));
        }
        self.seen = Some(view);
        let read = self.read_table(table, Some(key)).await?;
        let keys: Vec<String> = read.rows.into_iter().map(|row| row.key).collect();
        let wanted = Label::new(row);
        let is_found = keys.iter().any(|key| Label::new(key) == wanted);
        Ok(Finding::of(is_found, sense, keys.join("; ")))
    }
}

/// Says why a condition does not let a step be done.
pub(super) fn unmet(clause: Clause, condition: &Condition, scope: &Scope, finding: &Finding) -> Failure {
    Failure::Condition(Box::new(Unmet {
        clause,
        truth: finding.truth,
        asked: asked(&condition.asks, scope),
        found: finding.found.clone(),
        because: condition.because.as_ref().map(|because| because.fill(scope)),
    }))
}

//! Conditions of a step on one view of a page, for a step that is only tried: nothing is opened, paged or waited for.

use crate::evidence::format::{Clause, Truth};
use crate::runbook::model::{Asks, Condition, Sense, Step, Template};
use crate::text::label::Label;

use super::condition::unmet;
use super::count::without_count;
use super::failure::Failure;
use super::field::tab_to_open;
use super::inspect::has_more;
use super::locate::{Aim, most_similar};
use super::probe::{Found, Later, Part, Probed};
use super::question::{Finding, asked, compared, is_known, read_field, subject};
use super::rows::column_of;
use super::sight::Sight;

/// Why a condition cannot be judged on the view.
enum Obstacle {
    /// What it asks about is not there.
    Missing(Failure),
    /// It is in a tab that is not open.
    Tab(String),
}

impl Sight<'_> {
    /// Returns every condition of a step, in the order in which they are judged.
    pub(super) fn conditions(self, step: &Step) -> Vec<Probed> {
        let of = |clause: Clause, conditions: &[Condition]| -> Vec<Probed> {
            conditions
                .iter()
                .map(|condition| self.condition(clause, condition))
                .collect()
        };
        let mut probed = of(Clause::When, &step.when);
        probed.extend(of(Clause::Require, &step.require));
        probed
    }

    fn condition(self, clause: Clause, condition: &Condition) -> Probed {
        let found = match self.judged(&condition.asks) {
            Ok(finding) => {
                let stops = clause == Clause::Require && finding.truth == Truth::HoldsNot;
                Found::Condition {
                    asked: asked(&condition.asks, self.scope),
                    truth: finding.truth,
                    why: stops.then(|| unmet(clause, condition, self.scope, &finding).reason()),
                    found: finding.found,
                }
            }
            Err(Obstacle::Missing(failure)) => Found::None(failure.reason(), Vec::new()),
            Err(Obstacle::Tab(tab)) => Found::Later(Later::Tab(tab)),
        };
        Probed {
            part: match clause {
                Clause::When => Part::When,
                Clause::Require => Part::Require,
            },
            label: subject(&condition.asks).fill(self.scope),
            places: Vec::new(),
            found,
        }
    }

    /// Judges a condition, or says what is missing on the page for it.
    fn judged(self, asks: &Asks) -> Result<Finding, Obstacle> {
        if !asks.templates().iter().all(|template| is_known(template, self.scope)) {
            return Ok(Finding::unknown());
        }
        match asks {
            Asks::See(text) | Asks::NotSee(text) => Ok(Finding::of_text(asks, self.stands(text))),
            Asks::Value { value, wanted, sense } => Ok(compared(value, wanted, *sense, self.scope)),
            // Earlier runs are none of a try's business.
            Asks::Done { .. } => Ok(Finding::unknown()),
            Asks::Field {
                tab,
                section,
                label,
                wanted,
                sense,
            } => {
                let places: Vec<String> = [tab, section]
                    .into_iter()
                    .flatten()
                    .map(|place| place.fill(self.scope))
                    .collect();
                if tab.is_some()
                    && let Some(tab) = places.first().filter(|tab| tab_to_open(self.view, tab))
                {
                    return Err(Obstacle::Tab(tab.clone()));
                }
                let aim = Aim {
                    places,
                    ..self.aim(&label.fill(self.scope))
                };
                let read = read_field(self.view, &aim, wanted, *sense, self.scope);
                read.map_err(Obstacle::Missing)
            }
            Asks::Table { table, key, row, sense } => self.row_in(table, key, row, *sense),
        }
    }

    fn stands(self, text: &Template) -> Option<bool> {
        let aim = self.aim(&text.fill(self.scope));
        self.seen.shows(|shown| aim.names(shown))
    }

    /// Looks for a row in the part of a table that is shown; another part may have what is not found.
    fn row_in(self, table: &Template, key: &Template, row: &Template, sense: Sense) -> Result<Finding, Obstacle> {
        let aim = self.aim(&table.fill(self.scope));
        let (key, wanted) = (key.fill(self.scope), Label::new(&row.fill(self.scope)));
        let is_named = |title: &String| aim.names(title) || aim.names(without_count(title));
        let shown = self.view.tables.iter().find_map(|shown| {
            let column = column_of(shown, &key)?;
            shown.titles.iter().any(is_named).then_some((shown, column))
        });
        let Some((shown, column)) = shown else {
            let titles = self.view.tables.iter().flat_map(|shown| &shown.titles);
            let why = Failure::TableMissing {
                nearest: most_similar(titles.map(String::as_str), &aim.label),
                table: aim.label,
                key,
            };
            return Err(Obstacle::Missing(why));
        };
        let keys: Vec<&str> = shown
            .rows
            .iter()
            .filter_map(|row| row.cells.get(column))
            .map(String::as_str)
            .collect();
        let is_found = keys.iter().any(|key| Label::new(key) == wanted);
        if !is_found && has_more(shown) {
            return Ok(Finding::unknown());
        }
        Ok(Finding::of(is_found, sense, keys.join("; ")))
    }
}

//! The targets of a step on one view of a page: what each of them is, found by the rule of `locate` alone.

mod fields;

use std::ops::RangeInclusive;

use crate::page::observation::{Observation, Role, State, View};
use crate::runbook::model::{Action, Destroy, Effect, ForEach, Over, Place, Recording, Scope, Step, Template};
use crate::runbook::portal::Portal;
use crate::text::label::Label;

use super::count::without_count;
use super::failure::Failure;
use super::field::tab_to_open;
use super::form::wishes;
use super::guard;
use super::inspect::{elsewhere, has_more, listed, one};
use super::locate::{Aim, Sought, locate, most_similar};
use super::press::{names_of, of_role, unready};
use super::probe::{Found, Later, Part, Probed};
use super::rows::column_of;
use super::step::{places, standing};
use super::thing::Thing;

/// One view of a page, and whose step looks at it.
#[derive(Clone, Copy)]
pub(super) struct Sight<'v> {
    pub(super) view: &'v View,
    pub(super) seen: &'v Observation,
    pub(super) portal: &'v Portal,
    pub(super) scope: &'v Scope,
}

impl Sight<'_> {
    /// Returns everything that a step aims at, in the order in which it would.
    pub(super) fn targets(self, step: &Step) -> Vec<Probed> {
        let mut found = match step.place.window.as_ref().map(|title| title.fill(self.scope)) {
            Some(title) if Label::new(&title) != Label::new(&self.seen.title) => {
                let why = Failure::WindowMissing {
                    title: title.clone(),
                    windows: vec![self.seen.title.clone()],
                };
                return vec![
                    probed(Part::Window, &title, Found::None(why.reason(), Vec::new())),
                    probed(Part::Press, &step.id, Found::Later(Later::Window(title.clone()))),
                ];
            }
            Some(_) | None => Vec::new(),
        };
        found.extend(self.conditions(step));
        found.extend(match &step.action {
            Action::Go(labels) => self.way(labels),
            Action::Press(press) => self.press(&press.label, press.effect, &step.place),
            Action::Destroy(destroy) => self.destroy(step, destroy),
            Action::Set(form) => self.form(form),
            Action::Check(goals) => self.fields(&wishes(goals, self.scope, Effect::Read), false),
            Action::Record(recording) => self.recorded(recording, &step.place),
            Action::Filter(goals) => self.filter(goals, &step.place),
            Action::ForEach(each) => self.looped(each),
            Action::Open(_) | Action::See | Action::Visit(_) | Action::Manual(_) | Action::Run(_) => Vec::new(),
        });
        let is_now = matches!(step.action, Action::See);
        found.extend(self.texts(&step.see, Part::See, is_now));
        found.extend(self.texts(&step.not_see, Part::NotSee, is_now));
        found
    }

    /// A click path: the first label that can be seen counts, those behind it come after its press.
    fn way(self, labels: &[Template]) -> Vec<Probed> {
        let labels: Vec<String> = labels.iter().map(|label| label.fill(self.scope)).collect();
        let sought: Vec<Found> = labels
            .iter()
            .map(|label| self.control(&self.aim(label), None, Effect::Navigate))
            .collect();
        let is_there = |found: &Found| !matches!(found, Found::None(..));
        let first = sought.iter().position(is_there).unwrap_or_default();
        let mut way = Vec::new();
        for (at, (label, found)) in labels.iter().zip(sought).enumerate() {
            let found = match at.checked_sub(1).and_then(|before| labels.get(before)) {
                Some(before) if at > first => Found::Later(Later::Press(before.clone())),
                Some(_) | None if at < first => Found::Passed,
                Some(_) | None => found,
            };
            way.push(probed(Part::Way, label, found));
        }
        way
    }

    fn press(self, label: &Template, effect: Effect, place: &Place) -> Vec<Probed> {
        let texts = place.row.iter().chain(&place.other_rows);
        let texts: Vec<String> = texts.map(|row| row.fill(self.scope)).collect();
        let there = texts.iter().find(|row| self.has_row(row));
        let row = there.or(texts.first()).cloned();
        let aim = Aim {
            places: places(place, self.scope),
            row: row.clone(),
            ..self.aim(&label.fill(self.scope))
        };
        let at_place = |found| Probed {
            places: aim.places.iter().chain(&row).cloned().collect(),
            ..probed(Part::Press, &aim.label, found)
        };
        if let Some(tab) = self.closed_tab(place) {
            return vec![self.tab(&tab), at_place(Found::Later(Later::Tab(tab)))];
        }
        if let Some(row) = row.clone().filter(|row| !self.has_row(row)) {
            let is_longer = self.view.tables.iter().any(has_more);
            return vec![at_place(if is_longer {
                Found::Later(Later::Row(row))
            } else {
                self.without_row(&aim, &row)
            })];
        }
        let found = self.control(&aim, None, effect);
        vec![at_place(found)]
    }

    /// What destroys, and the attributes by which the thing is recognised, as far as it is shown.
    fn destroy(self, step: &Step, destroy: &Destroy) -> Vec<Probed> {
        let mut found = self.press(&destroy.label, Effect::Destroy, &step.place);
        if found.iter().any(|probed| matches!(probed.found, Found::Later(_))) {
            return found;
        }
        let aim = Aim {
            places: places(&step.place, self.scope),
            ..self.aim(&destroy.label.fill(self.scope))
        };
        let thing = Thing::of(step, destroy, self.scope);
        let told = thing.wanted.iter().zip(thing.told(self.view, &aim));
        found.extend(told.map(|((name, wanted), told)| {
            let why = told.err().map(|failure| failure.reason());
            let label = format!("{name}: {wanted}");
            probed(Part::Identity, &label, Found::Text(why.is_none(), why))
        }));
        found
    }

    /// A row that the page does not have: similar ones are named, not similar buttons.
    fn without_row(self, aim: &Aim, row: &str) -> Found {
        let cells = self
            .view
            .tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells);
        let why = Failure::TargetMissing {
            label: aim.label.clone(),
            places: aim.places.iter().cloned().chain([row.to_owned()]).collect(),
            nearest: most_similar(cells.map(String::as_str), row),
        };
        Found::None(why.reason(), elsewhere(&self.view.controls, aim))
    }

    /// What is read into the evidence.
    fn recorded(self, recording: &Recording, place: &Place) -> Vec<Probed> {
        match recording {
            Recording::Table(table) => vec![self.table(&table.table, table.key.as_ref(), None)],
            Recording::Facts(labels) => labels.iter().map(|label| self.fact(label, place)).collect(),
        }
    }

    fn fact(self, label: &Template, place: &Place) -> Probed {
        let aim = Aim {
            places: places(place, self.scope),
            ..self.aim(&label.fill(self.scope))
        };
        let in_fields = one(&self.view.fields, &aim, None, None);
        let found = if matches!(in_fields, Found::None(..)) {
            one(&self.view.facts, &aim, None, None)
        } else {
            in_fields
        };
        Probed {
            places: aim.places.clone(),
            ..probed(Part::Fact, &aim.label, found)
        }
    }

    /// The table that a loop goes over; lines of a file are not on the page.
    fn looped(self, each: &ForEach) -> Vec<Probed> {
        match &each.over {
            Over::Rows {
                table, key, at_least, ..
            } => vec![self.table(table, Some(key), Some(&(*at_least..=each.at_most)))],
            Over::Lines { .. } | Over::Values { .. } => Vec::new(),
        }
    }

    fn table(self, heading: &Template, key: Option<&Template>, allowed: Option<&RangeInclusive<usize>>) -> Probed {
        let aim = self.aim(&heading.fill(self.scope));
        let key = key.map(|key| key.fill(self.scope));
        let is_named = |title: &String| aim.names(title) || aim.names(without_count(title));
        let shown = self.view.tables.iter().find_map(|table| {
            let column = match &key {
                Some(key) => column_of(table, key)?,
                None => 0,
            };
            let titled = table.titles.iter().any(is_named);
            titled.then(|| listed(table, column, key.as_deref(), allowed.cloned()))
        });
        let missing = || {
            let titles = self.view.tables.iter().flat_map(|table| &table.titles);
            let why = Failure::TableMissing {
                table: aim.label.clone(),
                key: key.clone().unwrap_or_default(),
                nearest: most_similar(titles.map(String::as_str), &aim.label),
            };
            Found::None(why.reason(), Vec::new())
        };
        probed(Part::Table, &aim.label, shown.map_or_else(missing, Found::Table))
    }

    /// Texts; `is_now`: whether the step asks for them on the page as it stands, and not on the one it leads to.
    fn texts(self, templates: &[Template], part: Part, is_now: bool) -> Vec<Probed> {
        let text = |template: &Template| {
            let aim = self.aim(&template.fill(self.scope));
            let stands = self.seen.shows(|text| aim.names(text));
            let aims = std::slice::from_ref(&aim);
            let judged = if part == Part::NotSee {
                standing(self.seen, &[], aims)
            } else {
                standing(self.seen, aims, &[])
            };
            let why = judged.err();
            let stands = stands.unwrap_or_default();
            let why = why.filter(|_| is_now).map(|failure| failure.reason());
            probed(part, &aim.label, Found::Text(stands, why))
        };
        templates.iter().map(text).collect()
    }

    fn button(self, part: Part, label: &str, effect: Effect) -> Probed {
        probed(part, label, self.control(&self.aim(label), None, effect))
    }

    fn tab(self, tab: &str) -> Probed {
        probed(
            Part::Tab,
            tab,
            self.control(&self.aim(tab), Some(Role::Tab), Effect::Navigate),
        )
    }

    fn control(self, aim: &Aim, role: Option<Role>, effect: Effect) -> Found {
        let controls = of_role(&self.view.controls, role);
        let hindrance = match locate(&controls, aim) {
            Sought::One(found) => guard::within_declared(self.portal, names_of(found.candidate), effect)
                .err()
                .or_else(|| {
                    let state = Some(found.candidate.state.clone()).filter(|state| *state != State::Ready);
                    state.map(|state| unready(&aim.label, state))
                })
                .map(|failure| failure.reason()),
            Sought::InMenu(_) | Sought::Several(_) | Sought::Not(_) => None,
        };
        one(&controls, aim, None, hindrance)
    }

    pub(super) fn aim(self, label: &str) -> Aim {
        Aim::at(label, self.portal)
    }

    fn closed_tab(self, place: &Place) -> Option<String> {
        let tab = place.tab.as_ref()?.fill(self.scope);
        tab_to_open(self.view, &tab).then_some(tab)
    }

    fn has_row(self, row: &str) -> bool {
        let wanted = Label::new(row);
        let is_it = |cell: &String| Label::new(cell) == wanted;
        let in_table = self.view.tables.iter().flat_map(|table| &table.rows);
        let in_place = self
            .view
            .controls
            .iter()
            .filter_map(|control| control.place.row.as_ref());
        in_table
            .map(|row| &row.cells)
            .chain(in_place)
            .any(|cells| cells.iter().any(is_it))
    }
}

fn probed(part: Part, label: &str, found: Found) -> Probed {
    Probed {
        part,
        label: label.to_owned(),
        places: Vec::new(),
        found,
    }
}

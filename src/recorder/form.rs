//! A form as it was filled: the last value of each field, the buttons around it, the message that confirmed it.

use crate::page::deed::Scene;
use crate::page::observation::{Control, Field, State, Tier};
use crate::runbook::model::Effect;
use crate::runbook::portal::Portal;
use crate::text::label::Label;
use crate::text::plain::plain;

use super::act::{Act, Pressing};
use super::aim::{Places, name};
use super::compose::{Composer, bearer};
use super::personal::{asks_for_secret, personal};
use super::remark::Remark;
use super::step::{Form, Goal, Step, Verb, Want};
use super::value::want;

/// Labels of buttons that give a form up.
const CANCEL: &[&str] = &[
    "Anuluj",
    "Anuluj zmiany",
    "Porzuć zmiany",
    "Odrzuć zmiany",
    "Rezygnuj",
    "Cancel",
];

/// Labels of buttons that look for something.
const SEARCH: &[&str] = &["Szukaj", "Wyszukaj", "Znajdź", "Filtruj", "Search", "Filter"];

/// Most levels of places that a field may stand in.
const DEEPEST: usize = 3;

/// A form while it is filled.
#[derive(Default)]
struct Filled {
    goals: Vec<Goal>,
    /// Everything that was filled, for the case that nothing came of it.
    touched: Vec<String>,
    weak: Vec<String>,
    remarks: Vec<Remark>,
}

impl<'d> Composer<'d> {
    /// Puts a form together from the acts that come next; `edit` is what opened it.
    pub(super) fn form(&mut self, edit: Option<&Pressing<'d>>) {
        let mut filled = Filled::default();
        while let Some(act) = self.acts.get(self.at).cloned() {
            match act {
                Act::Fill(field, scene) => self.fill(&mut filled, field, scene),
                Act::Press(press) if press.is_tab() => {}
                Act::Said(_) => {}
                Act::Noted(remark) => filled.remarks.push(remark),
                Act::Press(press) => match self.role_of(&press) {
                    Button::Cancels => {
                        self.at += 1;
                        self.pending.push(Remark::GivenUp {
                            cancel: label_of(press.control),
                        });
                        return;
                    }
                    Button::Saves => {
                        self.at += 1;
                        if !self.goes_on_after(&press) {
                            return self.save(edit, &press, filled);
                        }
                        continue;
                    }
                    Button::Destroys => filled.remarks.push(Remark::Destroyed {
                        label: label_of(press.control),
                        row: None,
                    }),
                    Button::Searches => return self.filter(filled),
                    Button::Leaves => break,
                },
                Act::Stand(..) => break,
            }
            self.at += 1;
        }
        self.pending.extend(filled.remarks);
        if !filled.touched.is_empty() {
            self.pending.push(Remark::Unsaved { labels: filled.touched });
        }
    }

    fn role_of(&self, press: &Pressing<'_>) -> Button {
        let effect = press.effect(self.portal);
        match effect {
            Some(Effect::Destroy) => Button::Destroys,
            Some(Effect::Write) => Button::Saves,
            _ if is_one_of(CANCEL, press.control) => Button::Cancels,
            _ if is_search(press.control) => Button::Searches,
            None if press.control.place.row.is_none() => Button::Saves,
            Some(Effect::Navigate | Effect::Read) | None => Button::Leaves,
        }
    }

    /// A portal that refused the form keeps it open: what is filled next belongs to it.
    fn goes_on_after(&self, save: &Pressing<'_>) -> bool {
        let label = label_of(save.control);
        match self.following(self.at) {
            Some((_, Act::Fill(_, scene))) => !save.moved && bearer(scene, &label).is_some(),
            Some(_) | None => false,
        }
    }

    /// What was looked for; the press that looks for it is a step of its own.
    fn filter(&mut self, filled: Filled) {
        let is_searched = |goal: &Goal| matches!(goal.want, Want::Text(_) | Want::Integer(_));
        let (goals, others): (Vec<Goal>, Vec<Goal>) = filled.goals.into_iter().partition(is_searched);
        self.pending.extend(filled.remarks);
        self.pending
            .extend(others.into_iter().map(|goal| Remark::NoSuchValue { label: goal.label }));
        if !goals.is_empty() {
            self.add(Some(Step {
                verb: Verb::Filter(goals),
                see: Vec::new(),
            }));
        }
    }

    fn save(&mut self, edit: Option<&Pressing<'d>>, save: &Pressing<'d>, filled: Filled) {
        self.pending.extend(filled.remarks);
        if filled.goals.is_empty() {
            return;
        }
        if !filled.weak.is_empty() {
            self.pending.push(Remark::WeakLabels { labels: filled.weak });
        }
        let edit = edit.map(|press| self.button(press.control, press.scene));
        let label = self.button(save.control, save.scene);
        for button in edit.iter().chain([&label]) {
            if self.portal.effect_of(button).is_none() {
                self.pending.push(Remark::EffectUnknown { label: button.clone() });
            }
        }
        let saved = self.said_next();
        self.add(Some(Step {
            verb: Verb::Set(Form {
                edit,
                save: label,
                cancel: cancel(save.scene, self.portal),
                saved,
                goals: filled.goals,
            }),
            see: Vec::new(),
        }));
    }

    /// Names a button of a form, which the form can only do by its label.
    fn button(&mut self, control: &Control, scene: &Scene) -> String {
        let Some(named) = name(&scene.view.controls, control, &Places::default()) else {
            return label_of(control);
        };
        if !named.places.is_empty() || matches!(named.remark, Some(Remark::Twins { .. })) {
            self.pending.push(Remark::ButtonNotAlone {
                label: named.label.clone(),
            });
        } else {
            self.pending.extend(named.remark);
        }
        named.label
    }

    /// Returns the message that the portal showed before anything else was done.
    fn said_next(&self) -> Option<String> {
        let mut rest = self.acts[self.at..].iter();
        let said = rest.find_map(|act| match act {
            Act::Noted(_) => None,
            Act::Said(text) => Some(Some(*text)),
            Act::Press(_) | Act::Fill(..) | Act::Stand(..) => Some(None),
        });
        let text = Label::new(&plain(said.flatten()?));
        (!text.is_empty() && personal(text.as_str()).is_none()).then(|| text.as_str().to_owned())
    }

    /// Takes the value of a field; a later one of the same field takes its place.
    fn fill(&mut self, filled: &mut Filled, field: &Field, scene: &Scene) {
        let always = Places {
            tab: field.place.tab.as_deref().map(plain),
            ..Places::around(&field.place)
        };
        let Some(named) = name(&scene.view.fields, field, &always) else {
            return;
        };
        if !filled.touched.contains(&named.label) {
            filled.touched.push(named.label.clone());
        }
        if field.labels.iter().any(|label| asks_for_secret(&label.text)) {
            return add_once(&mut filled.remarks, Remark::Secret { label: named.label });
        }
        let Some((want, remark)) = want(&mut self.inputs, &field.content, &named.label) else {
            return add_once(&mut filled.remarks, Remark::NoSuchValue { label: named.label });
        };
        let places = named.places;
        let named_places = [places.frame, places.dialog, places.tab, places.section];
        let mut places: Vec<String> = named_places.into_iter().flatten().collect();
        // The language knows no more levels; the innermost say most.
        places.drain(..places.len().saturating_sub(DEEPEST));
        let goal = Goal {
            places,
            label: named.label,
            want,
        };
        let earlier = filled
            .goals
            .iter_mut()
            .find(|earlier| earlier.label == goal.label && earlier.places == goal.places);
        filled.remarks.extend(remark);
        if let Some(earlier) = earlier {
            earlier.want = goal.want;
            return;
        }
        if named.tier >= Tier::Neighbour {
            filled.weak.push(goal.label.clone());
        }
        if let Some(remark) = named.remark {
            filled.remarks.push(remark);
        }
        filled.goals.push(goal);
    }
}

/// What a press means to the form that is being filled.
enum Button {
    Saves,
    Cancels,
    Searches,
    Destroys,
    Leaves,
}

/// Says whether a control only looks for something.
pub(super) fn is_search(control: &Control) -> bool {
    is_one_of(SEARCH, control)
}

fn is_one_of(words: &[&str], control: &Control) -> bool {
    let bears = |word: &&str| {
        control
            .labels
            .iter()
            .any(|label| Label::new(&label.text) == Label::new(word))
    };
    words.iter().any(bears)
}

fn label_of(control: &Control) -> String {
    let label = control.labels.first().map(|label| Label::new(&plain(&label.text)));
    label.map_or_else(String::new, |label| label.as_str().to_owned())
}

fn add_once(remarks: &mut Vec<Remark>, remark: Remark) {
    if !remarks.contains(&remark) {
        remarks.push(remark);
    }
}

/// Finds the button that would have given the form up.
fn cancel(scene: &Scene, portal: &Portal) -> Option<String> {
    let gives_up = |word: &&&str| {
        let harmless = portal.effect_of(word).is_none_or(|effect| effect <= Effect::Navigate);
        harmless && bearer(scene, word).is_some_and(|control| control.state != State::Disabled)
    };
    CANCEL.iter().find(gives_up).map(|word| (*word).to_owned())
}

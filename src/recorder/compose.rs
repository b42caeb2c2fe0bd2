//! From acts to steps: one way through the menu, presses within their places, forms brought to a state.

use crate::page::deed::{Deed, Scene};
use crate::page::observation::{Control, Role, State};
use crate::runbook::model::{Effect, Template};
use crate::runbook::portal::Portal;
use crate::text::label::Label;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::act::{Act, Pressing, acts};
use super::aim::{Places, name};
use super::inputs::Inputs;
use super::key::key;
use super::personal::personal;
use super::remark::Remark;
use super::step::{Piece, Press, Step, Verb};
use super::{repeat, toml};

/// A drafted runbook.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The file's text.
    pub text: String,
    /// What its author has to look at, in the order of the steps; each stands in the text as a comment too.
    pub remarks: Vec<Remark>,
    /// How many steps were drafted.
    pub steps: usize,
}

/// Drafts a runbook from what was heard; none if nothing was done.
pub fn draft(deeds: &[Deed], portal: &Portal, language: Language) -> Option<Draft> {
    let acts = acts(deeds, portal);
    let nothing = !acts.iter().any(|act| matches!(act, Act::Press(_) | Act::Fill(..)));
    if nothing {
        return None;
    }
    let entity = deeds
        .iter()
        .filter_map(Deed::scene)
        .find_map(|scene| scene.entity.as_deref());
    let mut composer = Composer {
        portal,
        acts,
        at: 0,
        pieces: Vec::new(),
        pending: Vec::new(),
        inputs: Inputs::of_entity(&portal.entity.input, entity),
        way_from: None,
    };
    composer.compose();
    let mut pieces = repeat::folded(composer.pieces);
    let used: Vec<String> = pieces
        .iter()
        .filter_map(|piece| piece.step.as_ref())
        .flat_map(Step::names)
        .map(str::to_owned)
        .collect();
    composer.inputs.keep(&used);
    for piece in &mut pieces {
        piece
            .remarks
            .retain(|remark| !matches!(remark, Remark::Personal { input, .. } if !used.contains(input)));
    }
    let remarks = pieces.iter().flat_map(|piece| piece.remarks.clone()).collect();
    Some(Draft {
        text: toml::written(&pieces, &composer.inputs, portal, language),
        remarks,
        steps: pieces.iter().filter(|piece| piece.step.is_some()).count(),
    })
}

/// The state of drafting.
pub(super) struct Composer<'d> {
    pub(super) portal: &'d Portal,
    pub(super) acts: Vec<Act<'d>>,
    /// The act that is next.
    pub(super) at: usize,
    pub(super) pieces: Vec<Piece>,
    /// Remarks that wait for the next step.
    pub(super) pending: Vec<Remark>,
    pub(super) inputs: Inputs,
    /// The page on which the way through the menu began that is being put together.
    way_from: Option<&'d Scene>,
}

impl<'d> Composer<'d> {
    fn compose(&mut self) {
        while let Some(act) = self.acts.get(self.at).cloned() {
            match act {
                Act::Press(press) if press.is_tab() && self.tab_is_told_by_what_follows() => self.at += 1,
                Act::Press(press) if self.unlocks_a_form(&press) => {
                    self.at += 1;
                    self.form(Some(&press));
                }
                Act::Fill(..) => self.form(None),
                Act::Press(press) => {
                    self.at += 1;
                    self.press(&press);
                }
                Act::Stand(scene, remark) => {
                    self.at += 1;
                    self.stand(scene, remark);
                }
                Act::Noted(remark) => {
                    self.at += 1;
                    self.note(remark);
                }
                Act::Said(_) => self.at += 1,
            }
        }
        if !self.pending.is_empty() {
            self.add(None);
        }
    }

    /// Adds a step with the remarks that waited for it.
    pub(super) fn add(&mut self, step: Option<Step>) {
        let remarks = std::mem::take(&mut self.pending);
        self.pieces.push(Piece { remarks, step });
        self.way_from = None;
    }

    /// What the browser asked belongs to the step that made it ask, anything else to the step that comes.
    fn note(&mut self, remark: Remark) {
        match self.pieces.last_mut() {
            Some(last) if self.pending.is_empty() && matches!(remark, Remark::Asked { .. }) => {
                last.remarks.push(remark)
            }
            Some(_) | None => self.pending.push(remark),
        }
    }

    /// Returns the next act from a place on that is neither tab nor message.
    pub(super) fn following(&self, from: usize) -> Option<(usize, &Act<'d>)> {
        let mut rest = self.acts.iter().enumerate().skip(from);
        rest.find(|(_, act)| match act {
            Act::Press(press) => !press.is_tab(),
            Act::Said(_) => false,
            Act::Stand(..) | Act::Fill(..) | Act::Noted(_) => true,
        })
    }

    /// A form names the tabs of its fields itself.
    fn tab_is_told_by_what_follows(&self) -> bool {
        match self.following(self.at + 1) {
            Some((_, Act::Fill(..))) => true,
            Some((at, Act::Press(press))) => self.unlocks_a_form_at(at, press),
            Some((_, Act::Stand(..) | Act::Said(_) | Act::Noted(_))) | None => false,
        }
    }

    fn unlocks_a_form(&self, press: &Pressing<'_>) -> bool {
        self.unlocks_a_form_at(self.at, press)
    }

    /// Says whether a press only opens the form for editing whose fields were filled next.
    fn unlocks_a_form_at(&self, at: usize, press: &Pressing<'_>) -> bool {
        let Some((_, Act::Fill(field, _))) = self.following(at + 1) else {
            return false;
        };
        let effect = press.effect(self.portal);
        if press.is_tab()
            || press.moved
            || press.control.place.row.is_some()
            || effect.is_some_and(|effect| effect > Effect::Navigate)
        {
            return false;
        }
        let same = |label: &str| {
            field
                .labels
                .iter()
                .any(|own| Label::new(&own.text) == Label::new(label))
        };
        let mut before =
            press.scene.view.fields.iter().filter(|other| {
                other.place == field.place && other.labels.first().is_some_and(|label| same(&label.text))
            });
        match before.next().map(|field| &field.state) {
            Some(State::Disabled) => true,
            Some(State::Hidden) | None => effect == Some(Effect::Navigate),
            Some(State::Ready | State::Covered(_) | State::Moving) => false,
        }
    }

    fn stand(&mut self, scene: &Scene, remark: Option<Remark>) {
        self.pending.extend(remark);
        let path = if is_stable(&scene.path) {
            scene.path.clone()
        } else {
            self.pending.push(Remark::AddressUnstable);
            self.portal.start.clone()
        };
        let marker = Label::new(&self.portal.login.marker);
        let shows_marker = scene.view.controls.iter().any(|control| {
            control.state != State::Hidden && control.labels.iter().any(|label| Label::new(&label.text) == marker)
        });
        let mut see = Vec::new();
        if shows_marker {
            see.push(Template::literal(marker.as_str()));
        }
        if path == scene.path {
            see.extend(self.sign(&[], scene).map(Template::literal));
        }
        self.add(Some(Step {
            verb: Verb::Open(path),
            see,
        }));
    }

    fn press(&mut self, press: &Pressing<'d>) {
        let control = press.control;
        if control
            .labels
            .first()
            .is_some_and(|label| personal(&label.text).is_some())
        {
            self.pending.push(Remark::PersonalName);
            return;
        }
        let key = key(&press.scene.view, control);
        let effect = press.effect(self.portal);
        if effect == Some(Effect::Destroy) {
            let label = control
                .labels
                .first()
                .map(|label| plain(&label.text))
                .unwrap_or_default();
            let row = key.map(|key| key.text).filter(|row| personal(row).is_none());
            self.pending.push(Remark::Destroyed { label, row });
            return;
        }
        let always = Places {
            row: key.as_ref().map(|key| key.text.clone()),
            ..Places::around(&control.place)
        };
        let Some(named) = name(&press.scene.view.controls, control, &always) else {
            return;
        };
        let in_menu = matches!(control.role, Role::Link | Role::MenuItem | Role::TreeItem);
        self.pending.extend(named.remark.clone());
        if effect == Some(Effect::Navigate) && in_menu && named.places.is_empty() {
            self.go(press, named.label);
            return;
        }
        let row = key
            .as_ref()
            .map(|key| self.row(&key.text, key.table.as_ref().map(|table| table.column.as_str())));
        if let Some(key) = &key {
            self.pending.extend(key.remarks.iter().cloned());
        }
        let undeclared = match effect {
            Some(_) => None,
            None if press.is_tab() => Some("navigate"),
            None => {
                self.pending.push(Remark::EffectUnknown {
                    label: named.label.clone(),
                });
                Some("write")
            }
        };
        let see = self.led_to(press, press.scene);
        self.add(Some(Step {
            verb: Verb::Press(Press {
                label: named.label,
                places: named.places,
                row,
                table: key.and_then(|key| key.table),
                navigates: effect == Some(Effect::Navigate) || press.is_tab(),
                effect: undeclared,
            }),
            see,
        }));
    }

    /// A cell's text may be somebody's data: then it is asked for.
    fn row(&mut self, text: &str, column: Option<&str>) -> Template {
        let (row, remark) = self.inputs.text(text, column.unwrap_or("Wiersz"));
        self.pending.extend(remark);
        row
    }

    /// Goes one label further on the way through the menu.
    fn go(&mut self, press: &Pressing<'d>, label: String) {
        let goes_on = self.pending.is_empty() && self.way_from.is_some();
        let from = self.way_from.filter(|_| goes_on).unwrap_or(press.scene);
        let mut labels = vec![label];
        if goes_on
            && let Some(Piece {
                remarks,
                step: Some(Step {
                    verb: Verb::Go(earlier),
                    ..
                }),
            }) = self.pieces.pop()
        {
            labels.splice(0..0, earlier);
            self.pending
                .extend(remarks.into_iter().filter(|remark| !is_of_see(remark)));
        }
        let before = press.scene.headings.as_slice();
        let sign = press
            .after
            .and_then(|after| self.sign(before, after).or_else(|| self.sign(&from.headings, after)));
        let see = self.remarked(sign);
        self.add(Some(Step {
            verb: Verb::Go(labels),
            see,
        }));
        self.way_from = Some(from);
    }

    /// Returns what shows that a press led somewhere, and remarks on what is missing.
    fn led_to(&mut self, press: &Pressing<'_>, from: &Scene) -> Vec<Template> {
        let sign = press.after.and_then(|after| self.sign(&from.headings, after));
        if sign.is_none() && press.is_tab() {
            return Vec::new();
        }
        self.remarked(sign)
    }

    fn remarked(&mut self, sign: Option<String>) -> Vec<Template> {
        match &sign {
            None => self.pending.push(Remark::NothingNew),
            Some(text) if has_number(text) => self.pending.push(Remark::NumberInHeading),
            Some(_) => {}
        }
        sign.map(Template::literal).into_iter().collect()
    }

    /// Chooses the heading by which a page is known that came after one with these headings.
    #[expect(clippy::unused_self, reason = "a question about what is being drafted")]
    fn sign(&self, before: &[String], after: &Scene) -> Option<String> {
        let old = |heading: &&String| before.iter().any(|known| Label::new(known) == Label::new(heading));
        let fresh: Vec<&String> = after
            .headings
            .iter()
            .filter(|heading| !old(heading) && personal(heading).is_none() && !Label::new(heading).is_empty())
            .collect();
        let chosen = fresh.iter().find(|heading| !has_number(heading)).or(fresh.first());
        chosen.map(|heading| Label::new(&plain(heading)).as_str().to_owned())
    }
}

/// Returns the visible control of a scene that bears the label.
pub(super) fn bearer<'d>(scene: &'d Scene, label: &str) -> Option<&'d Control> {
    let wanted = Label::new(label);
    let mut bearers = scene.view.controls.iter().filter(|control| {
        control.state != State::Hidden && control.labels.iter().any(|label| Label::new(&label.text) == wanted)
    });
    bearers.next()
}

fn is_of_see(remark: &Remark) -> bool {
    matches!(remark, Remark::NothingNew | Remark::NumberInHeading)
}

fn has_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// An address that a person could remember, and that holds no state of the portal.
fn is_stable(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    path.starts_with('/')
        && !path.contains("//")
        && path.chars().all(plain)
        && path.split('/').all(|part| part != ".." && part.len() <= 40)
}

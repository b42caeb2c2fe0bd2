//! From acts to steps: one way through the menu, presses within their places, forms brought to a state.

use crate::page::deed::{Deed, Scene};
use crate::page::observation::{Control, Field, State};
use crate::runbook::model::{Effect, Template};
use crate::runbook::portal::Portal;
use crate::text::label::Label;
use crate::text::language::Language;

use super::act::{Act, Pressing, acts};
use super::inputs::Inputs;
use super::press::sign;
use super::remark::Remark;
use super::step::{Piece, Step, Verb};
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
    pub(super) way_from: Option<&'d Scene>,
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
                last.remarks.push(remark);
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
        let effect = press.effect(self.portal);
        let opens = press.moved || press.is_tab() || press.control.place.row.is_some();
        if opens || effect.is_some_and(|effect| effect > Effect::Navigate) {
            return false;
        }
        let before: Vec<Option<&State>> = self
            .filled_from(at + 1)
            .map(|field| same_field(press.scene, field).map(|field| &field.state))
            .collect();
        let was_open = before
            .iter()
            .flatten()
            .any(|state| matches!(state, State::Ready | State::Covered(_) | State::Moving));
        let was_locked = before.contains(&Some(&State::Disabled));
        was_locked || !before.is_empty() && !was_open && effect == Some(Effect::Navigate)
    }

    /// Returns the fields filled from an act on, up to the next press that is no tab.
    fn filled_from(&self, at: usize) -> impl Iterator<Item = &'d Field> {
        let goes_on = |act: &&Act<'d>| match act {
            Act::Press(press) => press.is_tab(),
            Act::Fill(..) | Act::Said(_) | Act::Noted(_) => true,
            Act::Stand(..) => false,
        };
        let acts = self.acts[at.min(self.acts.len())..].iter().take_while(goes_on);
        acts.filter_map(|act| match act {
            Act::Fill(field, _) => Some(*field),
            Act::Press(_) | Act::Said(_) | Act::Noted(_) | Act::Stand(..) => None,
        })
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
            see.extend(sign(&[], scene).map(Template::literal));
        }
        self.add(Some(Step {
            verb: Verb::Open(path),
            see,
        }));
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

/// Finds a field again in another scene, by label and place.
fn same_field<'s>(scene: &'s Scene, field: &Field) -> Option<&'s Field> {
    let label = |field: &Field| field.labels.first().map(|label| Label::new(&label.text));
    let mut fields = scene.view.fields.iter();
    fields.find(|other| other.place == field.place && label(other) == label(field))
}

/// An address that a person could remember, and that holds no state of the portal.
fn is_stable(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    path.starts_with('/')
        && !path.contains("//")
        && path.chars().all(plain)
        && path.split('/').all(|part| part != ".." && part.len() <= 40)
}

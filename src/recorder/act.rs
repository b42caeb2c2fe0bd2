//! From everything heard to what was meant: presses and fields, without the pager, the openers of menus, and the echo.

use crate::page::deed::{Deed, Scene, Way};
use crate::page::observation::{Control, Field, Role};
use crate::runbook::model::Effect;
use crate::runbook::portal::Portal;
use crate::text::label::Label;
use crate::text::plain::plain;

use super::personal::personal;
use super::remark::Remark;

/// Something that a step may come of.
#[derive(Clone, Debug)]
pub(super) enum Act<'d> {
    /// The page on which everything began, or to which an address led.
    Stand(&'d Scene, Option<Remark>),
    /// A press.
    Press(Pressing<'d>),
    /// A field with its new value.
    Fill(&'d Field, &'d Scene),
    /// A message of the portal.
    Said(&'d str),
    /// Nothing but something to look at.
    Noted(Remark),
}

/// A press with the page before and after it.
#[derive(Clone, Debug)]
pub(super) struct Pressing<'d> {
    pub(super) control: &'d Control,
    pub(super) scene: &'d Scene,
    /// The page before the next gesture.
    pub(super) after: Option<&'d Scene>,
    /// Whether it led to another document.
    pub(super) moved: bool,
}

impl Pressing<'_> {
    /// Says whether a tab was pressed.
    pub(super) fn is_tab(&self) -> bool {
        self.control.role == Role::Tab
    }

    /// Returns the greatest effect that the profile gives to any label of the control.
    pub(super) fn effect(&self, portal: &Portal) -> Option<Effect> {
        let labels = self.control.labels.iter();
        labels.filter_map(|label| portal.effect_of(&label.text)).max()
    }
}

/// Picks the acts out of what was heard.
pub(super) fn acts<'d>(deeds: &'d [Deed], portal: &Portal) -> Vec<Act<'d>> {
    let (deeds, left_out) = of_one_entity(deeds);
    let mut acts: Vec<Act<'d>> = left_out.map(Act::Noted).into_iter().collect();
    // Whether anything was heard since the last document that could have led to another.
    let mut explained = false;
    let mut begun = false;
    let mut kept = false;
    for (at, deed) in deeds.iter().enumerate() {
        match deed {
            Deed::Arrived { way, scene } => {
                if !begun {
                    // Whatever page the login ended on: the procedure begins where something was done first.
                    acts.retain(|act| !matches!(act, Act::Stand(..)));
                    acts.push(Act::Stand(scene, None));
                } else if !explained {
                    acts.extend(jump(*way, scene));
                }
                explained = false;
            }
            Deed::Pressed { control, scene } => {
                (begun, explained) = (true, true);
                let pressing = pressing(deeds, at, *control, scene).filter(|pressing| {
                    !is_pager(pressing.control, scene)
                        && !only_opens(pressing, deeds, portal)
                        && !is_idle(pressing)
                        && !is_echo(&acts, pressing)
                });
                kept = pressing.is_some();
                acts.extend(pressing.map(Act::Press));
            }
            Deed::Filled {
                fields,
                by_press,
                scene,
            } => {
                (begun, explained) = (true, true);
                fill(&mut acts, fields, *by_press && kept, scene, portal);
            }
            Deed::Said(text) => acts.push(Act::Said(text)),
            Deed::Clicked(words) if personal(words).is_none() => {
                acts.push(Act::Noted(Remark::Strange { words: plain(words) }));
            }
            Deed::Clicked(_) | Deed::Rested(_) => {}
            Deed::Asked(text) => {
                let text = if personal(text).is_some() {
                    "…".to_owned()
                } else {
                    plain(text)
                };
                acts.push(Act::Noted(Remark::Asked { text }));
            }
            Deed::Went => {
                explained = true;
                acts.push(Act::Noted(Remark::Away));
            }
            Deed::Opened => acts.push(Act::Noted(Remark::OtherWindow)),
        }
    }
    acts
}

/// Leaves out what was done for another entity than the one at the end: to choose it belongs to the login.
fn of_one_entity(deeds: &[Deed]) -> (&[Deed], Option<Remark>) {
    let shown = |deed: &Deed| deed.scene().and_then(|scene| scene.entity.clone());
    let Some(last) = deeds.iter().rev().find_map(shown) else {
        return (deeds, None);
    };
    let other = |deed: &Deed| shown(deed).is_some_and(|entity| Label::new(&entity) != Label::new(&last));
    let Some(at) = deeds.iter().rposition(other) else {
        return (deeds, None);
    };
    let is_begin = |deed: &Deed| matches!(deed, Deed::Arrived { .. });
    let from = deeds[at + 1..]
        .iter()
        .position(is_begin)
        .map_or(at + 1, |ahead| at + 1 + ahead);
    let acted = deeds[..from]
        .iter()
        .any(|deed| matches!(deed, Deed::Pressed { .. } | Deed::Filled { .. }));
    (&deeds[from..], acted.then_some(Remark::OtherEntity))
}

/// Says what to think of a document to which nothing that was heard led.
fn jump(way: Way, scene: &Scene) -> Option<Act<'_>> {
    match way {
        Way::Reloaded => None,
        Way::Typed | Way::Turned => Some(Act::Stand(scene, Some(Remark::Typed))),
        Way::Led => Some(Act::Noted(Remark::Jumped)),
    }
}

fn pressing<'d>(deeds: &'d [Deed], at: usize, control: usize, scene: &'d Scene) -> Option<Pressing<'d>> {
    let mut pressing = Pressing {
        control: scene.view.controls.get(control)?,
        scene,
        after: None,
        moved: false,
    };
    for deed in &deeds[at + 1..] {
        match deed {
            Deed::Arrived {
                way: Way::Typed | Way::Turned,
                ..
            }
            | Deed::Went => break,
            Deed::Arrived { scene, .. } => {
                pressing.after = Some(scene);
                pressing.moved = true;
            }
            Deed::Filled {
                scene, by_press: true, ..
            } => pressing.after = Some(scene),
            Deed::Pressed { scene, .. } | Deed::Filled { scene, .. } | Deed::Rested(scene) => {
                pressing.after = Some(scene);
                break;
            }
            Deed::Clicked(_) | Deed::Said(_) | Deed::Asked(_) | Deed::Opened => {}
        }
    }
    Some(pressing)
}

/// Rows are looked for on all pages of a table: how they were paged through does not matter.
fn is_pager(control: &Control, scene: &Scene) -> bool {
    let pagers = scene.view.tables.iter().filter_map(|table| table.pager.as_ref());
    pagers
        .flat_map(|pager| [&pager.first, &pager.previous, &pager.next])
        .flatten()
        .any(|handle| *handle == control.handle)
}

/// Menus are opened when something in them is wanted, so that a press which only opens one is no step. One that the
/// profile knows is kept: the author's instruction names it.
fn only_opens(pressing: &Pressing<'_>, deeds: &[Deed], portal: &Portal) -> bool {
    if pressing.effect(portal).is_some() || pressing.moved {
        return false;
    }
    let own = pressing.control.labels.first().map(|label| Label::new(&label.text));
    let mut openers = deeds
        .iter()
        .filter_map(Deed::scene)
        .flat_map(|scene| &scene.view.controls)
        .flat_map(|control| [&control.opener, &control.expander])
        .flatten();
    openers.any(|opener| Some(Label::new(&opener.label)) == own)
}

/// A click on a text that took it for nothing: the page is as it was.
fn is_idle(pressing: &Pressing<'_>) -> bool {
    let content = |scene: &Scene| scene.view.fingerprint.split('@').next().map(str::to_owned);
    let same = pressing
        .after
        .is_some_and(|after| content(after) == content(pressing.scene));
    pressing.control.role == Role::Clickable && !pressing.moved && same
}

/// The second click of a double click.
fn is_echo(acts: &[Act<'_>], pressing: &Pressing<'_>) -> bool {
    matches!(acts.last(), Some(Act::Press(last)) if !last.moved
        && last.scene.view.fingerprint == pressing.scene.view.fingerprint
        && last.control.handle == pressing.control.handle)
}

fn fill<'d>(acts: &mut Vec<Act<'d>>, fields: &[usize], by_press: bool, scene: &'d Scene, portal: &Portal) {
    if by_press {
        // What an unknown press changed, it was pressed for; what a known one changed, the page did by itself.
        match acts.last() {
            Some(Act::Press(last)) if last.effect(portal).is_none() && !last.is_tab() => drop(acts.pop()),
            Some(_) | None => return,
        }
    }
    let fields = fields.iter().filter_map(|at| scene.view.fields.get(*at));
    acts.extend(fields.map(|field| Act::Fill(field, scene)));
}

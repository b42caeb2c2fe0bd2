//! Pressing a control by its label: found afresh until it can be pressed, through the menu or branch that hides it.

use crate::evidence::format::Target;
use crate::page::observation::{Control, Observation, Opener, Role, State, View};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;

use super::failure::{Failure, Stop};
use super::gesture::{Act, Performed, open_menu};
use super::guard;
use super::locate::{Aim, Sought, ambiguous, locate, targets};
use super::settle::Deadline;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// None of a control's names may stand for more than is declared.
    fn check_names(&self, control: &Control, declared: Effect) -> Result<(), Stop> {
        guard::within_declared(self.procedure.portal, names_of(control), declared).map_err(Stop::Blocked)
    }

    /// Presses the control with the label at the place, opening the menu that hides it if there is one.
    pub(super) async fn press(
        &mut self,
        aim: &Aim,
        role: Option<Role>,
        effect: Effect,
        deadline: Deadline,
    ) -> Result<Observation, Stop> {
        self.press_if(aim, role, effect, deadline, |_| Ok(())).await
    }

    /// Presses likewise, but only while something holds of the very view that shows the control.
    pub(super) async fn press_if(
        &mut self,
        aim: &Aim,
        role: Option<Role>,
        effect: Effect,
        deadline: Deadline,
        holds: impl Fn(&View) -> Result<(), Failure>,
    ) -> Result<Observation, Stop> {
        let mut opened: Vec<Act> = Vec::new();
        let mut scrolled = false;
        loop {
            let view = self.view(deadline).await?;
            let controls = of_role(&view.controls, role);
            let mut twins = Vec::new();
            let hindrance = match of_open_menu(locate(&controls, aim), effect) {
                Sought::One(found) if !scrolled && found.is_out_of_sight() => {
                    scrolled = true;
                    self.bring_into_sight(&found, deadline).await?;
                    continue;
                }
                Sought::One(found) => match found.candidate.state.clone() {
                    State::Ready => {
                        self.check_names(found.candidate, effect)?;
                        holds(&view).map_err(Stop::Blocked)?;
                        let gesture = found.gesture(Act::Press, effect);
                        self.note_alias(aim, &found.label.text)?;
                        match self.perform(gesture, deadline).await? {
                            Performed::Done(seen) => return Ok(seen),
                            Performed::NotMade(hindrance) => hindrance,
                        }
                    }
                    state @ (State::Disabled | State::Covered(_) | State::Moving | State::Hidden) => {
                        unready(&aim.label, state)
                    }
                },
                Sought::InMenu(opener) => {
                    let act = if opened.is_empty() { Act::Hover } else { Act::Press };
                    if opened.contains(&act) {
                        Failure::TargetHidden(aim.label.clone())
                    } else {
                        opened.push(act.clone());
                        match self.perform(open_menu(opener, act), deadline).await? {
                            Performed::Done(_) => continue,
                            Performed::NotMade(hindrance) => {
                                // What lies over the opener took the pointer too: both ways are open again once it is gone.
                                opened.clear();
                                hindrance
                            }
                        }
                    }
                }
                Sought::Several(matches) => {
                    twins = targets(&matches);
                    ambiguous(aim, &matches)
                }
                Sought::Not(failure) => failure,
            };
            if deadline.passed() {
                self.journal.candidates(&aim.label, twins)?;
                return Err(Stop::Failed(hindrance));
            }
            self.wait_because(Some(&hindrance), &view.fingerprint, deadline).await?;
        }
    }

    /// Makes sure that a control is there to be pressed later, and that a picture shows it or what opens its menu.
    pub(super) async fn see_control(&mut self, aim: &Aim, effect: Effect, deadline: Deadline) -> Result<Target, Stop> {
        let mut scrolled = false;
        loop {
            let view = self.view(deadline).await?;
            let mut twins = Vec::new();
            let hindrance = match locate(&view.controls, aim) {
                Sought::One(found) if !scrolled && found.is_out_of_sight() => {
                    scrolled = true;
                    self.bring_into_sight(&found, deadline).await?;
                    continue;
                }
                Sought::One(found) => {
                    self.check_names(found.candidate, effect)?;
                    let area = found.candidate.rectangle;
                    let target = found.gesture(Act::Press, effect).target;
                    self.journal.show(self.page, area, view.viewport).await?;
                    self.seen = Some(view);
                    return Ok(target);
                }
                Sought::InMenu(opener) => {
                    let target = open_menu(opener, Act::Press).target;
                    self.journal.before()?;
                    self.seen = Some(view);
                    return Ok(target);
                }
                Sought::Several(matches) => {
                    twins = targets(&matches);
                    ambiguous(aim, &matches)
                }
                Sought::Not(failure) => failure,
            };
            if deadline.passed() {
                self.journal.candidates(&aim.label, twins)?;
                return Err(Stop::Failed(hindrance));
            }
            self.wait_because(Some(&hindrance), &view.fingerprint, deadline).await?;
        }
    }

    /// Follows a label on the way to another: a closed branch of a tree is opened, anything else is pressed.
    pub(super) async fn pass(&mut self, aim: &Aim, deadline: Deadline) -> Result<(), Stop> {
        let view = self.view(deadline).await?;
        let expander = match locate(&view.controls, aim) {
            Sought::One(found) => found.candidate.expander.clone(),
            Sought::InMenu(_) | Sought::Several(_) | Sought::Not(_) => None,
        };
        let is_branch = |control: &Control| control.role == Role::TreeItem && control.expander.is_none();
        let is_open = match locate(&view.controls, aim) {
            Sought::One(found) => is_branch(found.candidate) && view.controls.iter().any(|other| stands_in(other, aim)),
            Sought::InMenu(_) | Sought::Several(_) | Sought::Not(_) => false,
        };
        self.seen = Some(view);
        match expander {
            Some(Opener { handle, rectangle, .. }) => {
                let branch = Opener {
                    handle,
                    label: aim.label.clone(),
                    rectangle,
                };
                self.perform(open_menu(&branch, Act::Press), deadline).await.map(drop)
            }
            None if is_open => Ok(()),
            None => self.press(aim, None, Effect::Navigate, deadline).await.map(drop),
        }
    }
}

/// An open menu lies over the page: of twins its item is meant, as long as the press changes nothing.
fn of_open_menu(sought: Sought<'_, Control>, effect: Effect) -> Sought<'_, Control> {
    let Sought::Several(mut matches) = sought else {
        return sought;
    };
    let is_item = |control: &Control| control.role == Role::MenuItem && control.state == State::Ready;
    let items = matches.iter().filter(|found| is_item(found.candidate)).count();
    let is_under = |control: &Control| matches!(control.state, State::Covered(_));
    let under = matches.iter().filter(|found| is_under(found.candidate)).count();
    if effect <= Effect::Navigate && items == 1 && items + under == matches.len() {
        matches.retain(|found| is_item(found.candidate));
        return Sought::One(matches.remove(0));
    }
    Sought::Several(matches)
}

pub(super) fn names_of(control: &Control) -> impl Iterator<Item = &str> {
    control.labels.iter().map(|label| label.text.as_str())
}

pub(super) fn of_role(controls: &[Control], role: Option<Role>) -> Vec<Control> {
    let wanted = |control: &&Control| role.is_none_or(|role| control.role == role);
    controls.iter().filter(wanted).cloned().collect()
}

/// Says whether a visible item stands in the branch that is aimed at.
fn stands_in(control: &Control, aim: &Aim) -> bool {
    control.role == Role::TreeItem
        && control.state != State::Hidden
        && control.place.sections.last().is_some_and(|branch| aim.names(branch))
}

/// Says why a control that was found cannot be worked.
pub(super) fn unready(label: &str, state: State) -> Failure {
    match state {
        State::Disabled => Failure::TargetDisabled(label.to_owned()),
        State::Covered(by) => Failure::TargetCovered {
            label: label.to_owned(),
            by,
        },
        State::Moving => Failure::TargetMoving(label.to_owned()),
        State::Hidden | State::Ready => Failure::TargetHidden(label.to_owned()),
    }
}

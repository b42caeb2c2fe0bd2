//! One field: made visible by opening its tab, found by its label, and worked by the gesture that fits it.

use crate::page::observation::{Content, Field, Menu, Role, State, View};
use crate::page::protocol::Page;
use crate::runbook::model::{Effect, Scope, Template};
use crate::text::label::Label;

use super::act::{Act, Gesture, places_of, target, unready};
use super::compare::{option, value_of};
use super::failure::{Failure, Stop};
use super::form::Wish;
use super::locate::{Aim, Match, Sought, locate};
use super::settle::Deadline;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// Returns a view in which the field is visible, and ready if it is to be worked.
    pub(super) async fn view_of_field(&mut self, wish: &Wish, ready: bool, deadline: Deadline) -> Result<View, Stop> {
        let aim = aim_of(wish, self);
        loop {
            let view = self.view(deadline).await?;
            let hindrance = match locate(&view.fields, &aim) {
                Sought::One(found) if !ready || workable(found.candidate) => return Ok(view),
                Sought::One(found) => unready(&wish.label, found.candidate.state.clone()),
                Sought::InMenu(opener) => Failure::TargetHidden(opener.label.clone()),
                Sought::Not(failure) => {
                    if let Some(tab) = wish.places.first().filter(|tab| tab_to_open(&view, tab)).cloned() {
                        let aim = Aim::at(tab, self.procedure.portal);
                        self.press(&aim, Some(Role::Tab), Effect::Navigate, deadline).await?;
                        self.wait_for_tab(&aim, deadline).await?;
                        continue;
                    }
                    failure
                }
            };
            if deadline.passed() {
                return Err(Stop::Failed(hindrance));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }

    /// Opens a tab unless something of it is visible already.
    pub(super) async fn open_tab(&mut self, tab: &str, deadline: Deadline) -> Result<(), Stop> {
        let aim = Aim::at(tab, self.procedure.portal);
        let view = self.view(deadline).await?;
        let closed = tab_to_open(&view, tab);
        self.seen = Some(view);
        if closed {
            self.press(&aim, Some(Role::Tab), Effect::Navigate, deadline).await?;
            self.wait_for_tab(&aim, deadline).await?;
        }
        Ok(())
    }

    /// Waits until the tab that was pressed shows something of its own.
    async fn wait_for_tab(&mut self, tab: &Aim, deadline: Deadline) -> Result<(), Stop> {
        loop {
            let view = self.view(deadline).await?;
            let open = !tab_to_open(&view, &tab.label);
            let fingerprint = view.fingerprint.clone();
            self.seen = Some(view);
            if open {
                return Ok(());
            }
            if deadline.passed() {
                return Err(Stop::Failed(Failure::NotQuiet(tab.label.clone())));
            }
            self.seen = None;
            self.wait_for_change(&fingerprint, deadline).await?;
        }
    }

    pub(super) fn found<'v>(&self, view: &'v View, wish: &Wish) -> Result<Match<'v, Field>, Stop> {
        match locate(&view.fields, &aim_of(wish, self)) {
            Sought::One(found) => Ok(found),
            Sought::InMenu(opener) => Err(Stop::Failed(Failure::TargetHidden(opener.label.clone()))),
            Sought::Not(failure) => Err(Stop::Failed(failure)),
        }
    }

    /// Aims at a label anywhere on the page.
    pub(super) fn aim(&self, label: &Template, scope: &Scope) -> Aim {
        Aim::at(label.fill(scope), self.procedure.portal)
    }
}

pub(super) fn aim_of<P: Page>(wish: &Wish, walk: &Walk<'_, P>) -> Aim {
    Aim {
        places: wish.places.clone(),
        ..Aim::at(wish.label.clone(), walk.procedure.portal)
    }
}

/// Says whether the name is that of a tab of which nothing is visible yet.
fn tab_to_open(view: &View, name: &str) -> bool {
    let wanted = Label::new(name);
    let names_it = |tab: &Option<String>| tab.as_ref().is_some_and(|tab| Label::new(tab) == wanted);
    let is_tab = view.controls.iter().any(|control| {
        control.role == Role::Tab
            && control.state != State::Hidden
            && control.labels.iter().any(|label| Label::new(&label.text) == wanted)
    });
    let is_open = view
        .fields
        .iter()
        .any(|field| field.state != State::Hidden && names_it(&field.place.tab))
        || view
            .controls
            .iter()
            .any(|control| control.state != State::Hidden && names_it(&control.place.tab));
    is_tab && !is_open
}

fn workable(field: &Field) -> bool {
    match &field.content {
        Content::Text(_)
        | Content::Moment(_)
        | Content::Suggest(_)
        | Content::Switch(_)
        | Content::Menu(_)
        | Content::Files(_) => field.state == State::Ready,
        Content::Choice(options) | Content::Several(options) => {
            options.iter().any(|option| option.state == State::Ready)
        }
    }
}

/// Chooses the gesture that brings the value about; none if the field already holds it.
pub(super) fn gesture(wish: &Wish, found: &Match<'_, Field>) -> Result<Option<Gesture>, Stop> {
    let field = found.candidate;
    if wish.wanted.is_met_by(&value_of(&field.content)) {
        return Ok(None);
    }
    let typed = wish.wanted.typed();
    let (act, handle, role, area) = match &field.content {
        Content::Text(_) | Content::Moment(_) | Content::Suggest(_) | Content::Files(_) => {
            (Act::Fill(typed.clone()), &field.handle, "textbox", field.rectangle)
        }
        Content::Switch(_) => (Act::Switch, &field.handle, "checkbox", field.rectangle),
        Content::Choice(options) | Content::Menu(Menu { options, .. }) | Content::Several(options) => {
            let chosen = option(options, &typed).ok_or_else(|| {
                Stop::Failed(Failure::OptionMissing {
                    field: wish.field(),
                    wanted: typed.clone(),
                    options: options.iter().map(|option| option.label.clone()).collect(),
                })
            })?;
            if chosen.state != State::Ready {
                let name = format!("{} › {typed}", wish.field());
                return Err(Stop::Failed(unready(&name, chosen.state.clone())));
            }
            (Act::Choose, &chosen.handle, "radio", chosen.rectangle)
        }
    };
    Ok(Some(Gesture {
        act,
        handle: handle.clone(),
        effect: Effect::Write,
        target: target(
            &found.label.text,
            places_of(&field.place),
            role,
            found.label.tier.word(),
            area,
        ),
        value: Some(typed),
    }))
}

//! Fields of a step on one view, with the buttons of their form and the tabs that they stand in.

use crate::executor::compare::Wanted;
use crate::executor::field::tab_to_open;
use crate::executor::form::{Wish, wishes};
use crate::executor::inspect::{held, hindrance, one};
use crate::executor::locate::{Aim, Sought, locate};
use crate::executor::probe::{Found, Later, Part, Probed};
use crate::executor::step::places;
use crate::runbook::model::{Effect, Form, Goal, Place};

use super::{Sight, probed};

impl Sight<'_> {
    pub(super) fn form(self, form: &Form) -> Vec<Probed> {
        let edit = form.edit.as_ref().map(|label| label.fill(self.scope));
        let mut found: Vec<Probed> = Vec::new();
        found.extend(edit.as_ref().map(|label| {
            let effect = self.portal.effect_of(label).unwrap_or(Effect::Write);
            self.button(Part::Edit, label, effect)
        }));
        for mut field in self.fields(&wishes(&form.goals, self.scope, Effect::Write), edit.is_none()) {
            self.postpone_file(&mut field, form, edit.as_deref());
            found.push(field);
        }
        let saves = form.saves.iter().map(|save| (Part::Save, save, Effect::Write));
        let cancel = form
            .cancel
            .iter()
            .map(|cancel| (Part::Cancel, cancel, Effect::Navigate));
        for (part, label, effect) in saves.chain(cancel) {
            let label = label.fill(self.scope);
            let mut button = self.button(part, &label, effect);
            if let Some(edit) = edit.as_ref().filter(|_| button.trouble().is_some()) {
                button.found = Found::Later(Later::Press(edit.clone()));
            }
            found.push(button);
        }
        found
    }

    /// A field for a file is never read, so it may be there only while the form is edited.
    fn postpone_file(self, field: &mut Probed, form: &Form, edit: Option<&str>) {
        let is_file = wishes(&form.goals, self.scope, Effect::Write)
            .iter()
            .any(|wish| wish.label == field.label && matches!(wish.wanted, Wanted::File(_)));
        if let (Some(edit), Found::None(..), true) = (edit, &field.found, is_file) {
            field.found = Found::Later(Later::Press(edit.to_owned()));
        }
    }

    pub(super) fn filter(self, goals: &[Goal], place: &Place) -> Vec<Probed> {
        let mut wishes = wishes(goals, self.scope, Effect::Navigate);
        for wish in &mut wishes {
            wish.places.splice(0..0, places(place, self.scope));
        }
        self.fields(&wishes, true)
    }

    /// Fields, after the tabs that have to be opened for them; `worked`: whether they have to be ready as they stand.
    pub(super) fn fields(self, wishes: &[Wish], worked: bool) -> Vec<Probed> {
        let mut tabs: Vec<Probed> = Vec::new();
        let mut fields = Vec::new();
        for wish in wishes {
            let found = self.field(wish, worked);
            if let Found::Later(Later::Tab(tab)) = &found
                && !tabs.iter().any(|known| known.label == *tab)
            {
                tabs.push(self.tab(tab));
            }
            fields.push(Probed {
                places: wish.places.clone(),
                ..probed(Part::Field, &wish.label, found)
            });
        }
        tabs.into_iter().chain(fields).collect()
    }

    fn field(self, wish: &Wish, worked: bool) -> Found {
        let aim = Aim {
            places: wish.places.clone(),
            ..self.aim(&wish.label)
        };
        match locate(&self.view.fields, &aim) {
            Sought::One(found) => {
                let field = found.candidate;
                let held = held(wish, field);
                let hindrance = hindrance(wish, field, worked && !held.is_met);
                one(&self.view.fields, &aim, Some(held), hindrance)
            }
            Sought::Not(_) if wish.places.first().is_some_and(|tab| tab_to_open(self.view, tab)) => {
                let tab = wish.places.first().cloned().unwrap_or_default();
                Found::Later(Later::Tab(tab))
            }
            Sought::Not(_) | Sought::InMenu(_) | Sought::Several(_) => one(&self.view.fields, &aim, None, None),
        }
    }
}

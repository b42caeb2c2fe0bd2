//! The names of inputs, parameters and answers that a step uses.

use std::collections::BTreeSet;

use super::{Action, Asked, Destroy, Goal, Over, Part, Question, Recording, Reply, Stage, Step, Template, Want};

impl Step {
    /// Returns the names that the step uses on the page; what it gives to a block is not among them.
    pub fn names_on_page(&self) -> BTreeSet<String> {
        let conditions = self.when.iter().chain(&self.require);
        let asked = conditions.flat_map(|condition| condition.asks.templates());
        names(self.templates().into_iter().chain(asked))
    }

    /// Returns all names that the step uses.
    pub fn names(&self) -> BTreeSet<String> {
        let given = self.action.call().into_iter().flat_map(|call| call.with.values());
        names(self.templates().into_iter().chain(given))
    }

    fn templates(&self) -> Vec<&Template> {
        let place = &self.place;
        let around = [
            &place.tab,
            &place.section,
            &place.dialog,
            &place.row,
            &place.frame,
            &place.window,
        ];
        let mut used: Vec<&Template> = around
            .into_iter()
            .flatten()
            .chain(&place.other_rows)
            .chain(&self.see)
            .chain(&self.not_see)
            .collect();
        match &self.action {
            Action::Go(labels) | Action::Record(Recording::Facts(labels)) => used.extend(labels),
            Action::Open(address) | Action::Visit(address) => used.push(address),
            Action::Press(press) => {
                used.push(&press.label);
                used.extend(of_dialogs(&press.asked));
            }
            Action::Set(form) => {
                used.extend(form.saves.iter().chain(&form.appears));
                used.extend(form.edit.iter().chain(&form.cancel).chain(&form.saved));
                used.extend(of_dialogs(&form.asked));
                used.extend(of_goals(&form.goals));
            }

            Action::Check(goals) | Action::Filter(goals) => used.extend(of_goals(goals)),
            Action::Record(Recording::Table(table)) => {
                used.push(&table.table);
                used.extend(table.key.iter().chain(table.expected.iter().flatten()));
            }
            Action::Manual(errand) => used.push(&errand.says),
            Action::Destroy(destroy) => used.extend(of_destroy(destroy)),
            Action::ForEach(each) => {
                if let Over::Rows { table, key, .. } = &each.over {
                    used.extend([table, key]);
                }
            }
            Action::See | Action::Run(_) => {}
        }
        used
    }
}

impl Stage {
    /// Returns all names that the stage uses.
    pub fn names(&self) -> BTreeSet<String> {
        let asked = self.when.iter().chain(&self.require).flat_map(|condition| {
            let because = condition.because.iter();
            condition.asks.templates().into_iter().chain(because)
        });
        names(self.with.values().chain(asked))
    }
}

fn names<'t>(templates: impl IntoIterator<Item = &'t Template>) -> BTreeSet<String> {
    let parts = templates.into_iter().flat_map(Template::parts);
    parts
        .filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Name(name) => Some(name.clone()),
        })
        .collect()
}

fn of_dialogs(dialogs: &[Asked]) -> impl Iterator<Item = &Template> {
    dialogs.iter().flat_map(|asked| {
        let says = match &asked.question {
            Question::Says(text) => Some(text),
            Question::Leaving => None,
        };
        let text = match &asked.answer {
            Reply::Accept(text) => text.as_ref(),
            Reply::Dismiss => None,
        };
        says.into_iter().chain(text)
    })
}

fn of_destroy(destroy: &Destroy) -> impl Iterator<Item = &Template> {
    let attributes = destroy.identity.iter();
    let asks = destroy.first.iter().chain(&destroy.confirm);
    let consent = destroy.consent.iter();
    let gone = &destroy.gone;
    [&destroy.label, &gone.table, &gone.key, &gone.row]
        .into_iter()
        .chain(attributes.flat_map(|attribute| [&attribute.name, &attribute.value]))
        .chain(asks.flat_map(|confirm| [&confirm.says, &confirm.press, &confirm.cancel]))
        .chain(consent.flat_map(|consent| [&consent.from, &consent.about]))
        .chain(of_dialogs(&destroy.asked))
}

fn of_goals(goals: &[Goal]) -> Vec<&Template> {
    let mut used = Vec::new();
    for goal in goals {
        used.extend(goal.places.iter().chain([&goal.label]));
        match &goal.want {
            Want::Text(text) => used.push(text),
            Want::Several(labels) => used.extend(labels),
            Want::Row(pick) => used.extend([&pick.row, &pick.press].into_iter().chain(&pick.filter)),
            Want::Integer(_) | Want::Boolean(_) | Want::Date(..) | Want::File(_) => {}
        }
    }
    used
}

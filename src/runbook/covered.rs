//! Inputs whose values go into covered fields: a bundle has the names of their masks alone.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Action, Asks, Call, Expected, Goal, Over, Part, Runbook, Step, Template, Want};
use crate::text::mask::Rules;

/// Returns the inputs whose values are written into covered fields, or compared with them.
pub fn covered_inputs(runbook: &Runbook, masks: &Rules) -> BTreeSet<String> {
    if !masks.has_places() {
        return BTreeSet::new();
    }
    let mut blocks: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    loop {
        let before = blocks.clone();
        for (name, block) in &runbook.blocks {
            let names = names_in(&block.steps, masks, &before);
            blocks.insert(name, names);
        }
        if blocks == before {
            return names_in(&runbook.steps, masks, &blocks);
        }
    }
}

/// Returns the names whose values go into covered fields in some steps, with what is known of the blocks that they run.
fn names_in(steps: &[Step], masks: &Rules, blocks: &BTreeMap<&str, BTreeSet<String>>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for step in steps {
        for condition in step.when.iter().chain(&step.require) {
            if let Asks::Field {
                tab,
                section,
                label,
                wanted: Expected::Text(wanted),
                ..
            } = &condition.asks
                && is_covered(label, tab.iter().chain(section), masks)
            {
                names.extend(names_of(wanted));
            }
        }
        names.extend(goals_of(step).iter().flat_map(|goal| names_of_goal(goal, masks)));
        if let Some(call) = step.action.call() {
            names.extend(given(step, call, blocks));
        }
    }
    names
}

fn goals_of(step: &Step) -> &[Goal] {
    match &step.action {
        Action::Set(form) => &form.goals,
        Action::Check(goals) | Action::Filter(goals) => goals,
        Action::Go(_)
        | Action::Open(_)
        | Action::Press(_)
        | Action::See
        | Action::Record(_)
        | Action::Visit(_)
        | Action::Manual(_)
        | Action::Destroy(_)
        | Action::ForEach(_)
        | Action::Run(_) => &[],
    }
}

fn names_of_goal(goal: &Goal, masks: &Rules) -> Vec<String> {
    if !is_covered(&goal.label, goal.places.iter(), masks) {
        return Vec::new();
    }
    match &goal.want {
        Want::Text(text) => names_of(text),
        Want::Several(texts) => texts.iter().flat_map(names_of).collect(),
        Want::Row(pick) => names_of(&pick.row),
        Want::File(input) => vec![input.clone()],
        Want::Integer(_) | Want::Boolean(_) | Want::Date(..) => Vec::new(),
    }
}

fn is_covered<'t>(label: &Template, mut places: impl Iterator<Item = &'t Template>, masks: &Rules) -> bool {
    masks.covers_field(&label.to_string()) || places.any(|place| masks.covers_place(&place.to_string()))
}

/// Returns the names that a step gives to a block for parameters that go into covered fields there.
fn given(step: &Step, call: &Call, blocks: &BTreeMap<&str, BTreeSet<String>>) -> Vec<String> {
    let Some(wanted) = blocks.get(call.block.as_str()) else {
        return Vec::new();
    };
    let of_parameters = call.with.iter().filter(|(name, _)| wanted.contains(*name));
    let mut names: Vec<String> = of_parameters.flat_map(|(_, value)| names_of(value)).collect();
    match step.each().map(|each| &each.over) {
        Some(Over::Values { input, bind }) if wanted.contains(bind) => names.push(input.clone()),
        // Whatever a block wants beside its other parameters it takes from the columns.
        Some(Over::Lines { input, .. }) if wanted.iter().any(|name| !call.with.contains_key(name)) => {
            names.push(input.clone());
        }
        Some(Over::Values { .. } | Over::Lines { .. } | Over::Rows { .. }) | None => {}
    }
    names
}

fn names_of(template: &Template) -> Vec<String> {
    let names = template.parts().iter().filter_map(|part| match part {
        Part::Literal(_) => None,
        Part::Name(name) => Some(name.clone()),
    });
    names.collect()
}

//! A step in a few of the runbook's own words, for the record.

use crate::evidence::format::StepStarted;
use crate::runbook::model::{Action, Effect, Over, Recording, Scope, Step, Template};
use crate::text::label::Label;

use super::walk::Procedure;

/// Effect of what a person does.
const MANUAL: &str = "manual";

/// Describes a step that begins.
pub(super) fn started(step: &Step, scope: &Scope, key: Option<&str>) -> StepStarted {
    let (verb, effect, says) = described(step, scope);
    StepStarted {
        verb: verb.to_owned(),
        effect: effect.to_owned(),
        says,
        cites: step.cites.clone(),
        line: u64::try_from(step.line).unwrap_or_default(),
        key: key.map(str::to_owned),
    }
}

/// A step that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Id, with which its path begins.
    pub id: String,
    /// Its verb.
    pub verb: &'static str,
    /// The step in a few of the runbook's own words.
    pub says: String,
}

/// Says the steps of a runbook in their order, for whoever wants to know what comes next; those of blocks and loops are within
/// theirs.
pub fn ahead(procedure: &Procedure<'_>) -> Vec<Ahead> {
    let steps = procedure.runbook.steps.iter();
    let told = steps.map(|step| {
        let (verb, _, says) = described(step, &procedure.inputs);
        Ahead {
            id: step.id.clone(),
            verb,
            says,
        }
    });
    told.collect()
}

/// Says a step in a few of the runbook's own words.
fn described(step: &Step, scope: &Scope) -> (&'static str, &'static str, String) {
    match &step.action {
        Action::Go(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| label.fill(scope)).collect();
            ("go", Effect::Navigate.word(), labels.join(" → "))
        }
        Action::Open(below) => ("open", Effect::Navigate.word(), below.fill(scope)),
        Action::Press(press) => {
            let row = step.place.row.as_ref().map(|row| format!(" ({})", row.fill(scope)));
            let says = format!("{}{}", press.label.fill(scope), row.unwrap_or_default());
            ("press", press.effect.word(), says)
        }
        Action::Destroy(destroy) => {
            let key = destroy
                .identity
                .first()
                .map(|key| format!(" ({})", key.value.fill(scope)));
            let says = format!("{}{}", destroy.label.fill(scope), key.unwrap_or_default());
            ("destroy", Effect::Destroy.word(), says)
        }
        Action::See => {
            let texts = step.see.iter().map(|text| Label::new(&text.fill(scope)).to_string());
            ("see", Effect::Read.word(), texts.collect::<Vec<_>>().join(", "))
        }
        Action::Set(form) => (
            "set",
            Effect::Write.word(),
            places(form.goals.iter().map(|goal| goal.places.as_slice()), scope),
        ),
        Action::Filter(goals) => {
            let labels: Vec<String> = goals.iter().map(|goal| goal.label.fill(scope)).collect();
            ("filter", Effect::Navigate.word(), labels.join(", "))
        }
        Action::Check(goals) => (
            "check",
            Effect::Read.word(),
            places(goals.iter().map(|goal| goal.places.as_slice()), scope),
        ),
        Action::Record(recording) => ("record", Effect::Read.word(), recorded(recording, scope)),
        Action::Visit(address) => ("visit", Effect::Read.word(), address.fill(scope)),
        Action::Manual(errand) => ("manual", MANUAL, errand.says.fill(scope)),
        Action::ForEach(each) => (
            "for_each",
            Effect::Read.word(),
            match &each.over {
                Over::Rows { table, key, .. } => format!("{} › {}", table.fill(scope), key.fill(scope)),
                Over::Lines { input, key } => format!("{input} › {key}"),
                Over::Values { input, .. } => input.clone(),
            },
        ),
        Action::Run(call) => ("run", Effect::Read.word(), call.block.clone()),
    }
}

/// Names what is read.
fn recorded(recording: &Recording, scope: &Scope) -> String {
    match recording {
        Recording::Table(table) => table.table.fill(scope),
        Recording::Facts(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| label.fill(scope)).collect();
            labels.join(", ")
        }
    }
}

fn places<'g>(goals: impl Iterator<Item = &'g [Template]>, scope: &Scope) -> String {
    let mut names: Vec<String> = Vec::new();
    for goal in goals {
        let name = goal
            .iter()
            .map(|place| place.fill(scope))
            .collect::<Vec<_>>()
            .join(" › ");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

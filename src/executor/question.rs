//! One question of a condition: what it asks, and the answer as far as one view of a page or what is known can give it.

use crate::evidence::format::{Reason, Truth};
use crate::page::observation::View;
use crate::runbook::model::{Answered, Asks, Expected, Part, Scope, Sense, Template};
use crate::text::label::Label;

use super::compare::{Wanted, shown, value_of};
use super::failure::Failure;
use super::locate::{Aim, Sought, ambiguous, locate};
use super::reason::reason;
use super::walk::{Earlier, Procedure};

/// What came of a question.
pub(super) struct Finding {
    pub(super) truth: Truth,
    /// What was found instead, as far as there is something to say.
    pub(super) found: String,
}

impl Finding {
    pub(super) fn of(holds: bool, sense: Sense, found: impl Into<String>) -> Self {
        Self {
            truth: if holds == (sense == Sense::Is) {
                Truth::Holds
            } else {
                Truth::HoldsNot
            },
            found: found.into(),
        }
    }

    /// Judges whether a text is seen, as far as the page was read.
    pub(super) fn of_text(asks: &Asks, stands: Option<bool>) -> Self {
        let sense = if let Asks::NotSee(_) = asks {
            Sense::IsNot
        } else {
            Sense::Is
        };
        stands.map_or_else(Self::unknown, |stands| Self::of(stands, sense, ""))
    }

    pub(super) fn unknown() -> Self {
        Self {
            truth: Truth::Unknown,
            found: String::new(),
        }
    }
}

/// Judges what needs no page; none if the page has to be asked.
pub(super) fn off_page(procedure: &Procedure<'_>, asks: &Asks, scope: &Scope) -> Option<Finding> {
    if !asks.templates().iter().all(|template| is_known(template, scope)) {
        return Some(Finding::unknown());
    }
    match asks {
        Asks::See(_) | Asks::NotSee(_) | Asks::Field { .. } | Asks::Table { .. } => None,
        Asks::Value { value, wanted, sense } => Some(compared(value, wanted, *sense, scope)),
        Asks::Done { runbooks, answer } => {
            let one = |runbook: &String| done(procedure, runbook, answer.as_ref(), scope);
            let found: Vec<Finding> = runbooks.iter().map(one).collect();
            let decides = found.iter().position(|finding| finding.truth == Truth::Holds);
            found.into_iter().nth(decides.unwrap_or_default())
        }
    }
}

/// Compares two values of which all names are known.
pub(super) fn compared(value: &Template, wanted: &Template, sense: Sense, scope: &Scope) -> Finding {
    let value = value.fill(scope);
    let is_same = Label::new(&value) == Label::new(&wanted.fill(scope));
    Finding::of(is_same, sense, value)
}

/// Looks for an earlier run; the newest one decides on the answer that was given in it.
fn done(procedure: &Procedure<'_>, runbook: &str, answer: Option<&Answered>, scope: &Scope) -> Finding {
    let name = full_name(procedure, runbook);
    let mut runs = procedure.earlier.iter().filter(|earlier| earlier.runbook == name);
    let run = match answer {
        None => runs.next(),
        Some(answer) => runs.find(|earlier| earlier.answers.contains_key(&answer.step)),
    };
    let Some(Earlier { run, head, answers, .. }) = run else {
        return Finding::of(false, Sense::Is, "");
    };
    let holds = answer.is_none_or(|answer| {
        let wanted = Label::new(&answer.answer.fill(scope));
        answers
            .get(&answer.step)
            .is_some_and(|given| Label::new(given) == wanted)
    });
    let given = answer.and_then(|answer| answers.get(&answer.step));
    let given = given.map(|given| format!(": {given}")).unwrap_or_default();
    Finding::of(holds, Sense::Is, format!("{run} ({head}){given}"))
}

/// Puts the portal before the name of a runbook that has none.
fn full_name(procedure: &Procedure<'_>, runbook: &str) -> String {
    if runbook.contains('/') {
        return runbook.to_owned();
    }
    format!("{}/{runbook}", procedure.portal.name)
}

/// Says in a few words what a condition is about.
pub(super) fn subject(asks: &Asks) -> Template {
    match asks {
        Asks::See(text) | Asks::NotSee(text) => text.clone(),
        Asks::Field { label, .. } => label.clone(),
        Asks::Value { value, .. } => value.clone(),
        Asks::Table { table, row, .. } => {
            let arrow = Part::Literal(" › ".to_owned());
            let parts = table.parts().iter().chain([&arrow]).chain(row.parts());
            Template::new(parts.cloned().collect())
        }
        Asks::Done { runbooks, .. } => Template::literal(runbooks.join(", ")),
    }
}

/// Says whether every name in a text has its value; the answer of a person has none in a plan.
pub(super) fn is_known(template: &Template, scope: &Scope) -> bool {
    template.parts().iter().all(|part| match part {
        Part::Literal(_) => true,
        Part::Name(name) => scope.contains_key(name),
    })
}

/// Reads what stands beside a label: in a field, or as a text that nobody can change there.
pub(super) fn read_field(
    view: &View,
    aim: &Aim,
    wanted: &Expected,
    sense: Sense,
    scope: &Scope,
) -> Result<Finding, Failure> {
    let wanted = match wanted {
        Expected::Text(text) => Wanted::Text(text.fill(scope)),
        Expected::Switch(on) => Wanted::Switch(*on),
    };
    let missing = match locate(&view.fields, aim) {
        Sought::One(found) => {
            let content = &found.candidate.content;
            return Ok(Finding::of(wanted.is_met_by(content), sense, shown(&value_of(content))));
        }
        Sought::Several(matches) => return Err(ambiguous(aim, &matches)),
        Sought::Not(failure) => failure,
        Sought::InMenu(opener) => Failure::TargetHidden(opener.label.clone()),
    };
    match locate(&view.facts, aim) {
        Sought::One(found) => {
            let told = &found.candidate.value;
            let holds = Label::new(told) == Label::new(&wanted.typed());
            Ok(Finding::of(holds, sense, told.clone()))
        }
        Sought::Several(matches) => Err(ambiguous(aim, &matches)),
        Sought::Not(_) | Sought::InMenu(_) => Err(missing),
    }
}

/// Says what was asked: a code with its values, for the report to put in words.
pub(super) fn asked(asks: &Asks, scope: &Scope) -> Reason {
    let filled = |template: &Template| template.fill(scope);
    match asks {
        Asks::See(text) => asking("see", &[("text", &filled(text))]),
        Asks::NotSee(text) => asking("not-see", &[("text", &filled(text))]),
        Asks::Field {
            label, wanted, sense, ..
        } => {
            let wanted = match wanted {
                Expected::Text(text) => filled(text),
                Expected::Switch(on) => on.to_string(),
            };
            let values = [("field", filled(label)), ("wanted", wanted)];
            let [field, wanted] = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            match sense {
                Sense::Is => asking("field-is", &[field, wanted]),
                Sense::IsNot => asking("field-is-not", &[field, wanted]),
            }
        }
        Asks::Value { value, wanted, sense } => {
            let written = value.to_string();
            let wanted = filled(wanted);
            let values = [("value", written.as_str()), ("wanted", wanted.as_str())];
            match sense {
                Sense::Is => asking("value-is", &values),
                Sense::IsNot => asking("value-is-not", &values),
            }
        }
        Asks::Table { table, key, row, sense } => {
            let (table, key, row) = (filled(table), filled(key), filled(row));
            let values = [("table", table.as_str()), ("key", key.as_str()), ("row", row.as_str())];
            match sense {
                Sense::Is => asking("table-has", &values),
                Sense::IsNot => asking("table-lacks", &values),
            }
        }
        Asks::Done { runbooks, answer: None } => match runbooks.as_slice() {
            [runbook] => asking("done", &[("runbook", runbook)]),
            several => asking("done-one-of", &[("runbook", &several.join(", "))]),
        },
        Asks::Done {
            runbooks,
            answer: Some(answer),
        } => asking(
            "answered",
            &[
                ("runbook", &runbooks.join(", ")),
                ("step", &answer.step),
                ("wanted", &filled(&answer.answer)),
            ],
        ),
    }
}

/// Joins the code of a question with its values.
fn asking(code: &str, values: &[(&str, &str)]) -> Reason {
    reason(code, values)
}

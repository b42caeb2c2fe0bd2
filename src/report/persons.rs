//! What persons answer for: what they did by hand, and who allowed what cannot be undone.

use super::accounts::AccountView;
use super::destroyed::DestroyedView;
use super::journey::Stretch;
use super::steps::StepView;
use super::wording::Wording;

/// What the first screen says of persons.
#[derive(Debug)]
pub(super) struct PersonsView {
    /// What they did by hand, or have to.
    pub(super) deeds: Vec<PartView>,
    /// Who allowed each thing to be destroyed.
    pub(super) permissions: Vec<PartView>,
}

/// One line: the step, what it was about, and who stands for it.
#[derive(Debug)]
pub(super) struct PartView {
    pub(super) anchor: String,
    pub(super) about: String,
    pub(super) who: String,
    pub(super) word: &'static str,
    pub(super) class: &'static str,
}

impl PersonsView {
    pub(super) fn of(stretches: &[Stretch], w: &Wording) -> Self {
        let steps = || stretches.iter().flat_map(|stretch| &stretch.steps);
        Self {
            deeds: steps().flat_map(|step| deeds(step, w)).collect(),
            permissions: steps().filter_map(|step| permission(step, w)).collect(),
        }
    }
}

fn deeds(step: &StepView, w: &Wording) -> Vec<PartView> {
    let errands = step.accounts.iter().filter_map(|account| match account {
        AccountView::Errand(errand) => Some(errand),
        AccountView::Table(_) | AccountView::Facts(_) | AccountView::Visit(_) => None,
    });
    let part = |about: &str, who: String, word, class| PartView {
        anchor: step.anchor.clone(),
        about: about.to_owned(),
        who,
        word,
        class,
    };
    let told = errands.map(|errand| match &errand.report {
        Some(report) => {
            let who = format!("{}, {}", report.by, report.at);
            part(&errand.says, who, report.outcome, report.class)
        }
        None => part(&errand.says, String::new(), w.errand_ahead, "would-change"),
    });
    told.collect()
}

fn permission(step: &StepView, w: &Wording) -> Option<PartView> {
    let thing = step.destroyed.as_ref()?;
    let (word, class) = allowed(thing, w);
    Some(PartView {
        anchor: step.anchor.clone(),
        about: format!("{}{}{} ({})", w.quote_open, thing.row, w.quote_close, thing.table),
        who: who(thing, w),
        word,
        class,
    })
}

fn allowed(thing: &DestroyedView, w: &Wording) -> (&'static str, &'static str) {
    match (&thing.consent, &thing.consent_needed) {
        (Some(_), _) => (w.permission_given, "changed"),
        (None, Some(_)) => (w.permission_needed, "would-change"),
        (None, None) => (w.permission_unneeded, "unchanged"),
    }
}

fn who(thing: &DestroyedView, w: &Wording) -> String {
    let consent = thing.consent.as_ref().map(|consent| {
        format!(
            "{}, {} {}, {}",
            consent.from, w.consent_number, consent.number, consent.given
        )
    });
    let needed = thing.consent_needed.as_ref().map(|(from, _)| from.clone());
    let key = thing.key.as_ref().map(|key| format!("{} {}", key.by, key.operator));
    let told: Vec<String> = consent.or(needed).into_iter().chain(key).collect();
    told.join("; ")
}

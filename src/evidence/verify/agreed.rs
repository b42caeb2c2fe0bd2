//! Whether the key and the consent of something destroyed are those that this very thing needs.

use crate::evidence::clock::Day;
use crate::evidence::consent::binding;
use crate::evidence::finding::{ConsentPart, Finding};
use crate::evidence::format::{
    Attribute, ConsentNeeded, Consented, Identified, KeyGiven, PlanReference, Record, RunStarted,
};
use crate::evidence::step_path::without_keys;

use super::destroyed::is_same;
use super::planned::Planned;

/// What keys and consents are held against.
#[derive(Clone, Copy, Default)]
pub(super) struct Agreements<'a> {
    entity: &'a str,
    plan: Option<&'a PlanReference>,
    /// The plan kept in the bundle; none if it keeps none.
    planned: Option<&'a Planned>,
}

impl<'a> Agreements<'a> {
    /// Takes the circumstances of a run and the plan that it keeps.
    pub(super) fn of(started: &'a RunStarted, planned: Option<&'a Planned>) -> Self {
        Self {
            entity: &started.entity,
            plan: started.plan.as_ref(),
            planned,
        }
    }

    /// A key is that of the thing; of a loop, the entity with the number of things, which are those of the plan.
    pub(super) fn check_key(
        &self,
        record: &Record,
        thing: Option<&Identified>,
        given: &KeyGiven,
        findings: &mut Vec<Finding>,
    ) {
        let path = record.step.as_deref().unwrap_or_default();
        let step = without_keys(path);
        let things = match self.planned {
            _ if step == path => 1,
            Some(planned) => of_step(planned, &step).len() as u64,
            None => given.things,
        };
        let key = if step == path {
            thing.map_or_else(String::new, |thing| thing.key().to_owned())
        } else {
            format!("{} {things}", self.entity)
        };
        if given.key != key || given.things != things {
            findings.push(Finding::KeyDiffers {
                seq: record.seq,
                step: path.to_owned(),
            });
        }
    }

    /// A consent is from whom, about what and for whom it has to be, good on the day of its use and on the latest until
    /// then, and bound to this use.
    pub(super) fn check_consent(
        &self,
        record: &Record,
        thing: Option<&Identified>,
        consented: &Consented,
        latest: Day,
        findings: &mut Vec<Finding>,
    ) {
        let terms = &consented.terms;
        let needed = thing.and_then(|thing| thing.consent.as_ref());
        let latest = self.planned.map_or(latest, |planned| latest.max(planned.day()));
        let [given, day] = [Day::named(&terms.given), Day::of(record)];
        let is_good = given > Day::default() && given <= day && !Day::named(&terms.expires).is_over_on(latest);
        let path = record.step.as_deref().unwrap_or_default();
        let parts = [
            (ConsentPart::Entity, is_same(&terms.entity, self.entity)),
            (
                ConsentPart::From,
                needed.is_some_and(|needed| is_same(&terms.from, &needed.from)),
            ),
            (
                ConsentPart::About,
                needed.is_some_and(|needed| is_same(&terms.about, &needed.about)),
            ),
            (ConsentPart::Day, is_good),
            (
                ConsentPart::Binding,
                self.is_bound(&without_keys(path), needed, consented),
            ),
        ];
        findings.extend(
            parts
                .into_iter()
                .filter(|(_, holds)| !holds)
                .map(|(part, _)| Finding::ConsentDiffers {
                    seq: record.seq,
                    step: path.to_owned(),
                    part,
                }),
        );
    }

    /// Without the plan nobody can tell what a consent was bound to.
    fn is_bound(&self, step: &str, needed: Option<&ConsentNeeded>, consented: &Consented) -> bool {
        let (Some(reference), Some(planned)) = (self.plan, self.planned) else {
            return true;
        };
        let things = of_step(planned, step).into_iter();
        let permitted = things.filter(|thing| thing.consent.as_ref() == needed);
        let things: Vec<&[Attribute]> = permitted.map(|thing| thing.attributes.as_slice()).collect();
        consented.binding == binding(reference, step, &things, &consented.document.sha256)
    }
}

/// Returns all that a plan would destroy in a step of the runbook.
fn of_step<'p>(planned: &'p Planned, step: &str) -> Vec<&'p Identified> {
    let things = planned.things().into_iter();
    things
        .filter(|(path, _)| without_keys(path) == step)
        .map(|(_, thing)| thing)
        .collect()
}

//! What a plan saw, and whether the page still shows it.

use std::collections::BTreeMap;

use crate::evidence::clock::Day;
use crate::evidence::consent::MarkPlace;
use crate::evidence::format::{
    Consent, ConsentNeeded, Consented, Destroying, Event, Identified, KeyBy, PlanReference, Record, Value,
};
use crate::text::label::Label;
use crate::text::mask::{Masking, Rule};

use super::compare::shown;
use super::failure::{Failure, Stop};
use super::form::{Reading, Wish};
use super::record::kept_value;
use super::refusal::Refusal;

/// The fields of a plan by step path.
#[derive(Clone, Debug)]
pub struct Planned {
    reference: PlanReference,
    fields: BTreeMap<String, Vec<PlannedField>>,
    targets: BTreeMap<String, Identified>,
    approvals: BTreeMap<String, Approval>,
    steps: u64,
    /// The latest day by the clock of its run.
    day: Day,
}

/// The operator's agreement that one planned thing be destroyed.
#[derive(Clone, Debug)]
pub struct Approval {
    /// The key as given.
    pub key: String,
    /// How it was given.
    pub by: KeyBy,
    /// For how many things it was given at once.
    pub things: u64,
    /// The permission from outside, if one is needed.
    pub consent: Option<Granted>,
}

/// A permission from outside that fits a planned thing.
#[derive(Clone, Debug)]
pub struct Granted {
    /// What is recorded of it.
    pub consented: Consented,
    /// Where it is marked as used.
    pub place: MarkPlace,
}

/// A field as the plan saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedField {
    /// Places from outermost to innermost.
    pub places: Vec<String>,
    /// Label.
    pub label: String,
    /// Value seen.
    pub before: Value,
    /// Value wanted.
    pub wanted: Value,
}

impl Planned {
    /// Takes the fields out of a plan's trail.
    pub fn of(records: &[Record], reference: PlanReference) -> Self {
        let mut fields: BTreeMap<String, Vec<PlannedField>> = BTreeMap::new();
        let mut targets = BTreeMap::new();
        let mut steps = 0;
        let mut day = Day::default();
        for record in records {
            day = day.max(Day::of(record));
            if matches!(record.event, Event::StepFinished(_)) {
                steps += 1;
            }
            if let (Some(step), Event::Field(field)) = (&record.step, &record.event) {
                fields.entry(step.clone()).or_default().push(PlannedField {
                    places: field.places.clone(),
                    label: field.label.clone(),
                    before: field.before.clone(),
                    wanted: field.wanted.clone(),
                });
            }
            if let (Some(step), Event::Destroying(Destroying::Identified(target))) = (&record.step, &record.event) {
                targets.insert(step.clone(), target.clone());
            }
        }
        Self {
            reference,
            fields,
            targets,
            approvals: BTreeMap::new(),
            steps,
            day,
        }
    }

    /// Returns the plan's run and last chain hash.
    pub fn reference(&self) -> &PlanReference {
        &self.reference
    }

    /// Returns the latest day by the clock of the plan's run.
    pub(super) fn day(&self) -> Day {
        self.day
    }

    /// Returns the number of steps that the plan walked.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Returns what the plan would destroy, by step path.
    pub fn targets(&self) -> impl Iterator<Item = (&str, &Identified)> {
        self.targets.iter().map(|(step, target)| (step.as_str(), target))
    }

    /// Takes the operator's agreement that the thing of a step be destroyed.
    pub fn approve(&mut self, step: &str, approval: Approval) {
        self.approvals.insert(step.to_owned(), approval);
    }

    /// Returns what the plan would destroy in a step.
    pub(super) fn target(&self, step: &str) -> Option<&Identified> {
        self.targets.get(step)
    }

    /// Returns the agreement to destroy what was found: exactly what the plan saw, by key, and with consent where one is needed.
    pub(super) fn approval(&self, step: &str, found: &Identified, masking: &mut Masking) -> Result<&Approval, Stop> {
        let refused = |refusal| Err(Stop::Blocked(Failure::Destroying(refusal)));
        let Some(planned) = self.targets.get(step) else {
            return Err(Stop::Blocked(Failure::NotPlanned(found.key().to_owned())));
        };
        if !is_same(planned, found, masking) {
            return Err(Stop::Blocked(Failure::StalePlan {
                field: found.target.label.clone(),
                planned: told(planned),
                found: told(found),
            }));
        }
        let Some(approval) = self.approvals.get(step) else {
            return refused(Refusal::KeyMissing(found.key().to_owned()));
        };
        let terms = approval.consent.as_ref().map(|granted| &granted.consented.terms);
        match &found.consent {
            Some(needed) if !terms.is_some_and(|terms| permits(terms, needed)) => refused(Refusal::ConsentMissing {
                from: needed.from.clone(),
                about: needed.about.clone(),
            }),
            Some(_) | None => Ok(approval),
        }
    }

    /// Refuses a form that no longer shows what the plan saw.
    pub(super) fn still_holds(
        &self,
        step: &str,
        wishes: &[Wish],
        found: &[Reading],
        masking: &mut Masking,
    ) -> Result<(), Stop> {
        let planned = self.fields.get(step).map(Vec::as_slice).unwrap_or_default();
        for (wish, Reading { value, .. }) in wishes.iter().zip(found) {
            let field = wish
                .places
                .iter()
                .chain([&wish.label])
                .cloned()
                .collect::<Vec<_>>()
                .join(" › ");
            let kept = |value: &Value, masking: &mut Masking| {
                as_kept(&kept_value(masking, &wish.label, &wish.places, value), masking)
            };
            let wanted = kept(&wish.wanted.value(), masking);
            let places = wish.places.iter().map(|place| masking.masked(place).into_owned());
            let places: Vec<String> = places.collect();
            let known = planned
                .iter()
                .find(|known| known.places == places && known.label == wish.label && known.wanted == wanted);
            match known {
                None => return Err(Stop::Blocked(Failure::NotPlanned(field))),
                Some(known) if known.before != kept(value, masking) => {
                    return Err(Stop::Blocked(Failure::StalePlan {
                        field,
                        planned: shown(&known.before),
                        found: shown(value),
                    }));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// Returns a value as a plan has it: what is covered has the name of its mask there, the same name only for the same value.
pub(super) fn as_kept(value: &Value, masking: &mut Masking) -> Value {
    match value {
        Value::Text(text) => Value::Text(masking.masked(text).into_owned()),
        Value::Several(texts) => {
            let texts = texts.iter().map(|text| masking.masked(text).into_owned());
            Value::Several(texts.collect())
        }
        Value::Switch(_) => value.clone(),
    }
}

/// Says whether a permission is the one needed: from that one, about that.
fn permits(terms: &Consent, needed: &ConsentNeeded) -> bool {
    let is_same = |one: &str, other: &str| Label::new(one) == Label::new(other);
    is_same(&terms.from, &needed.from) && is_same(&terms.about, &needed.about)
}

/// Says whether two records are of one thing, destroyed in one way.
fn is_same(planned: &Identified, found: &Identified, masking: &mut Masking) -> bool {
    let mut kept = found.attributes.clone();
    for attribute in &mut kept {
        let name = attribute.name.clone();
        for value in [&mut attribute.found, &mut attribute.wanted] {
            *value = if masking.covers(&name, std::slice::from_ref(&name)) {
                masking.kept(Rule::Field, value)
            } else {
                masking.masked(value).into_owned()
            };
        }
    }
    planned.attributes == kept
        && planned.gone == found.gone
        && planned.asks == found.asks
        && planned.consent == found.consent
        && planned.target.label == found.target.label
}

fn told(thing: &Identified) -> String {
    let attributes = thing.attributes.iter();
    let said: Vec<String> = attributes
        .map(|attribute| format!("{}: {}", attribute.name, attribute.found))
        .collect();
    said.join(", ")
}

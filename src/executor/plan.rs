//! What a plan saw, and whether the page still shows it.

use std::collections::BTreeMap;

use crate::evidence::format::{Event, PlanReference, Record, Value};

use super::compare::shown;
use super::failure::{Failure, Stop};
use super::form::{Reading, Wish};

/// The fields of a plan by step path.
#[derive(Clone, Debug)]
pub struct Planned {
    reference: PlanReference,
    fields: BTreeMap<String, Vec<PlannedField>>,
    steps: u64,
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
        let mut steps = 0;
        for record in records {
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
        }
        Self {
            reference,
            fields,
            steps,
        }
    }

    /// Returns the plan's run and last chain hash.
    pub fn reference(&self) -> &PlanReference {
        &self.reference
    }

    /// Returns the number of steps that the plan walked.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Refuses a form that no longer shows what the plan saw.
    pub(super) fn still_holds(&self, step: &str, wishes: &[Wish], found: &[Reading]) -> Result<(), Stop> {
        let planned = self.fields.get(step).map(Vec::as_slice).unwrap_or_default();
        for (wish, Reading { value, .. }) in wishes.iter().zip(found) {
            let field = wish
                .places
                .iter()
                .chain([&wish.label])
                .cloned()
                .collect::<Vec<_>>()
                .join(" › ");
            let known = planned.iter().find(|known| {
                known.places == wish.places && known.label == wish.label && known.wanted == wish.wanted.value()
            });
            match known {
                None => return Err(Stop::Blocked(Failure::NotPlanned(field))),
                Some(known) if known.before != *value => {
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

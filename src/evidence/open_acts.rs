//! Which acts are without a known outcome.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{ActResult, Destroying, Event, Intent, Reason, Record, Status};

/// Effect of an act that cannot be taken back.
pub(super) const DESTROY: &str = "destroy";
/// Effects of acts after which a portal may be another.
const CHANGING: [&str; 2] = ["write", DESTROY];

/// The intents that no outcome has settled.
#[derive(Debug, Default)]
pub(super) struct OpenActs {
    acts: BTreeMap<u64, Placed>,
    /// Steps under way that were taken up again after a pause.
    resumed: BTreeSet<String>,
}

#[derive(Debug)]
struct Placed {
    step: String,
    act: OpenAct,
}

/// An act without an outcome, or of unknown outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenAct {
    /// Sequence number of the intent.
    pub seq: u64,
    /// The act.
    pub intent: Intent,
    /// Why nobody knows; none if the run broke off before it could say.
    pub why: Option<Reason>,
}

impl OpenAct {
    /// Tells whether the act may have changed the portal.
    pub fn is_changing(&self) -> bool {
        CHANGING.contains(&self.intent.effect.as_str())
    }
}

impl OpenActs {
    /// Takes the next record into account.
    pub(super) fn follow(&mut self, record: &Record) {
        let path = record.step.as_deref().unwrap_or_default();
        match &record.event {
            Event::Intent(intent) => {
                let act = OpenAct {
                    seq: record.seq,
                    intent: intent.clone(),
                    why: None,
                };
                let step = path.to_owned();
                self.acts.insert(record.seq, Placed { step, act });
            }
            Event::Outcome(outcome) => match &outcome.result {
                ActResult::Done | ActResult::Refused(_) => {
                    self.acts.remove(&outcome.intent);
                }
                ActResult::Unknown(why) => {
                    if let Some(placed) = self.acts.get_mut(&outcome.intent) {
                        placed.act.why = Some(why.clone());
                    }
                }
            },
            Event::StepStarted(_) => {
                self.resumed.remove(path);
            }
            Event::Resumed(_) => {
                self.resumed.insert(path.to_owned());
            }
            // What a fresh view has shown since is known.
            Event::Destroying(Destroying::Proved(_)) => self.settle(path),
            Event::StepFinished(finished) if matches!(finished.status, Status::Changed | Status::Unchanged) => {
                self.settle(path);
            }
            Event::RunStarted(_)
            | Event::Anchored(_)
            | Event::LoggedIn(_)
            | Event::Paused(_)
            | Event::Observed(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::Condition(_)
            | Event::Recorded(_)
            | Event::Visited(_)
            | Event::Errand(_)
            | Event::Dialog(_)
            | Event::Candidates(_)
            | Event::Destroying(_)
            | Event::Masked(_)
            | Event::Note(_)
            | Event::StepFinished(_)
            | Event::RunFinished(_)
            | Event::Recovered(_) => {}
        }
    }

    fn settle(&mut self, path: &str) {
        if self.resumed.contains(path) {
            self.acts.retain(|_, placed| placed.step != path);
        }
    }

    /// Returns an act of which nobody knows what came of it.
    pub(super) fn get(&self, intent: u64) -> Option<&OpenAct> {
        self.acts.get(&intent).map(|placed| &placed.act)
    }

    /// Returns the paths of the steps concerned, each once, in the order of their first such act.
    pub(super) fn uncertain(&self) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        for placed in self.acts.values() {
            if !paths.contains(&placed.step) {
                paths.push(placed.step.clone());
            }
        }
        paths
    }

    /// Returns the acts with the paths of their steps, in their order.
    pub(super) fn into_acts(self) -> impl Iterator<Item = (String, OpenAct)> {
        self.acts.into_values().map(|Placed { step, act }| (step, act))
    }
}

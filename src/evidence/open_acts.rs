//! Which acts are without a known outcome.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{ActResult, Destroying, Event, Status};

/// The intents that no outcome has settled, with the steps they belong to.
#[derive(Debug, Default)]
pub(super) struct OpenActs {
    steps: BTreeMap<u64, String>,
    /// Steps under way that were taken up again after a pause.
    resumed: BTreeSet<String>,
}

impl OpenActs {
    /// Takes the next record into account.
    pub(super) fn follow(&mut self, seq: u64, step: Option<&str>, event: &Event) {
        let path = step.unwrap_or_default();
        match event {
            Event::Intent(_) => {
                self.steps.insert(seq, path.to_owned());
            }
            Event::Outcome(outcome) => match outcome.result {
                ActResult::Done | ActResult::Refused(_) => {
                    self.steps.remove(&outcome.intent);
                }
                ActResult::Unknown(_) => {}
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
            | Event::Note(_)
            | Event::StepFinished(_)
            | Event::RunFinished(_)
            | Event::Recovered(_) => {}
        }
    }

    fn settle(&mut self, path: &str) {
        if self.resumed.contains(path) {
            self.steps.retain(|_, step| step != path);
        }
    }

    /// Says whether nobody knows what came of an act.
    pub(super) fn is_open(&self, intent: u64) -> bool {
        self.steps.contains_key(&intent)
    }

    /// Returns the paths of the steps concerned, each once, in the order of their first such act.
    pub(super) fn uncertain(&self) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        for path in self.steps.values() {
            if !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        paths
    }
}

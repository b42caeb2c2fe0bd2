//! Which acts are without a known outcome.

use std::collections::BTreeMap;

use super::format::{ActResult, Event};

/// The intents that no outcome has settled, with the steps they belong to.
#[derive(Debug, Default)]
pub(super) struct OpenActs {
    steps: BTreeMap<u64, String>,
}

impl OpenActs {
    /// Takes the next record into account.
    pub(super) fn follow(&mut self, seq: u64, step: Option<&str>, event: &Event) {
        match event {
            Event::Intent(_) => {
                self.steps.insert(seq, step.unwrap_or_default().to_owned());
            }
            Event::Outcome(outcome) => match outcome.result {
                ActResult::Done | ActResult::Refused(_) => {
                    self.steps.remove(&outcome.intent);
                }
                ActResult::Unknown(_) => {}
            },
            Event::RunStarted(_)
            | Event::LoggedIn(_)
            | Event::StepStarted(_)
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

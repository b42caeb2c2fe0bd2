//! Steps that are there to leave something in the evidence: what was read, what an address answered, what a person said.

use std::collections::BTreeSet;

use crate::evidence::finding::Finding;
use crate::evidence::format::{Errand, Status, Visited};

/// Status from which on a server refuses or fails.
const REFUSED: u16 = 400;

/// Steps of which the trail has what they are there for.
#[derive(Default)]
pub(super) struct Accounts<'a> {
    recorded: BTreeSet<&'a str>,
    visited: BTreeSet<&'a str>,
    /// Steps with an address that did not answer, or refused.
    unanswered: BTreeSet<&'a str>,
    announced: BTreeSet<&'a str>,
    reported: BTreeSet<&'a str>,
}

impl<'a> Accounts<'a> {
    /// A step begins, perhaps once more.
    pub(super) fn begin(&mut self, path: &str) {
        for steps in [
            &mut self.recorded,
            &mut self.visited,
            &mut self.unanswered,
            &mut self.announced,
            &mut self.reported,
        ] {
            steps.remove(path);
        }
    }

    pub(super) fn recorded(&mut self, path: &'a str) {
        self.recorded.insert(path);
    }

    /// An address was visited; only one that a picture shows counts.
    pub(super) fn visited(&mut self, path: &'a str, visited: &Visited, is_seen: bool) {
        if is_seen {
            self.visited.insert(path);
        }
        if visited.status.is_none_or(|status| status >= REFUSED) {
            self.unanswered.insert(path);
        }
    }

    pub(super) fn errand(&mut self, path: &'a str, errand: &Errand) {
        self.announced.insert(path);
        if errand.report.as_ref().is_some_and(|report| !report.by.is_empty()) {
            self.reported.insert(path);
        }
    }

    /// Names a step that ended well without leaving what it is there for.
    pub(super) fn check_end(&self, path: &str, verb: &str, status: Status, findings: &mut Vec<Finding>) {
        let is_kept = match (verb, status) {
            ("record", Status::Unchanged) => self.recorded.contains(path),
            ("visit", Status::Unchanged) => self.visited.contains(path),
            ("manual", Status::WouldChange) => self.announced.contains(path),
            ("manual", Status::Manual | Status::Failed) => self.reported.contains(path),
            (_, _) => true,
        };
        if !is_kept {
            findings.push(Finding::StepWithoutAccount {
                step: path.to_owned(),
                verb: verb.to_owned(),
            });
        }
        let is_failed = matches!(status, Status::Failed | Status::Blocked | Status::Uncertain);
        if !is_failed && self.unanswered.contains(path) {
            findings.push(Finding::VisitUnanswered(path.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_ended_well_and_left_nothing_is_named() {
        let mut findings = Vec::new();
        let mut accounts = Accounts::default();
        accounts.recorded("lista");
        let visited = |status| Visited {
            address: "https://bip.example/".to_owned(),
            ended: None,
            status,
            observed: Some(7),
        };
        accounts.visited("adres", &visited(Some(200)), false);
        accounts.check_end("lista", "record", Status::Unchanged, &mut findings);
        accounts.check_end("adres", "visit", Status::Failed, &mut findings);
        assert_eq!(findings, []);
        for (step, verb, status) in [
            ("inna", "record", Status::Unchanged),
            ("adres", "visit", Status::Unchanged),
            ("decyzja", "manual", Status::Manual),
            ("decyzja", "manual", Status::WouldChange),
        ] {
            accounts.check_end(step, verb, status, &mut findings);
            let (step, verb) = (step.to_owned(), verb.to_owned());
            assert_eq!(findings.pop(), Some(Finding::StepWithoutAccount { step, verb }));
        }
        for (status, is_wrong) in [(Some(399), false), (Some(400), true), (None, true)] {
            accounts.begin("adres");
            accounts.visited("adres", &visited(status), true);
            accounts.check_end("adres", "visit", Status::Failed, &mut findings);
            assert_eq!(findings, []);
            accounts.check_end("adres", "visit", Status::Unchanged, &mut findings);
            let wrong = is_wrong.then(|| Finding::VisitUnanswered("adres".to_owned()));
            assert_eq!(findings.pop(), wrong, "{status:?}");
        }
    }
}

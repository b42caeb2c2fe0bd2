//! Whether whatever was destroyed was recognised, agreed to and proved to be gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::finding::Finding;
use crate::evidence::format::{Destroying, Intent, Status};

/// What was said of the thing of each step.
#[derive(Default)]
pub(super) struct Destroyed<'a> {
    things: BTreeMap<&'a str, BTreeSet<Said>>,
}

/// What a step said of its thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Identified,
    NeedsConsent,
    Consented,
    Key,
    Gone,
}

impl<'a> Destroyed<'a> {
    /// Takes a record into account.
    pub(super) fn follow(&mut self, step: &'a str, event: &Destroying) {
        let said = self.things.entry(step).or_default();
        match event {
            Destroying::Identified(thing) => {
                let are_found = thing.attributes.iter().all(|attribute| !attribute.found.is_empty());
                if are_found && thing.attributes.len() > 1 {
                    said.insert(Said::Identified);
                }
                said.extend(thing.consent.as_ref().map(|_| Said::NeedsConsent));
            }
            Destroying::Consented(_) => {
                said.insert(Said::Consented);
            }
            Destroying::KeyGiven(_) => {
                said.insert(Said::Key);
            }
            Destroying::Asked(_) => {}
            Destroying::Proved(proof) => {
                if proof.is_gone && !proof.after.contains(&proof.gone.row) {
                    said.insert(Said::Gone);
                }
            }
        }
    }

    /// Asks of an act that destroys for everything that has to come before it.
    pub(super) fn check_act(&mut self, seq: u64, step: &str, intent: &Intent, findings: &mut Vec<Finding>) {
        if intent.effect != "destroy" {
            return;
        }
        let has = |what: Said| self.things.get(step).is_some_and(|said| said.contains(&what));
        let step = || step.to_owned();
        if !has(Said::Identified) {
            findings.push(Finding::DestroyUnidentified { seq, step: step() });
        }
        if !has(Said::Key) {
            findings.push(Finding::DestroyWithoutKey { seq, step: step() });
        }
        if has(Said::NeedsConsent) && !has(Said::Consented) {
            findings.push(Finding::DestroyWithoutConsent { seq, step: step() });
        }
    }

    /// Asks of a step that says that it destroyed for the proof, and of a plan for what it saw.
    pub(super) fn check_end(&mut self, step: &str, status: Status, verb: Option<&str>, findings: &mut Vec<Finding>) {
        let said = self.things.remove(step).unwrap_or_default();
        if verb != Some("destroy") {
            return;
        }
        let needed = match status {
            Status::Changed => Some(Said::Gone),
            Status::WouldChange => Some(Said::Identified),
            Status::Unchanged
            | Status::Skipped
            | Status::Blocked
            | Status::Failed
            | Status::Manual
            | Status::Uncertain => None,
        };
        if needed.is_some_and(|needed| !said.contains(&needed)) {
            findings.push(Finding::DestroyUnproved(step.to_owned()));
        }
    }
}

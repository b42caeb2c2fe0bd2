//! Whether what was judged was also obeyed: a step whose condition does not hold is left out, or stops the run.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::finding::Finding;
use crate::evidence::format::{Clause, Condition, Intent, Status, Truth};
use crate::evidence::step_path::with_holders;

/// Conditions that do not hold, or are not known to.
#[derive(Default)]
pub(super) struct Conditions<'a> {
    /// The first such condition of a step under way.
    unmet: BTreeMap<&'a str, u64>,
    /// The one that the whole run requires.
    barring: Option<u64>,
    /// Steps that a condition left out.
    left_out: BTreeSet<&'a str>,
}

impl<'a> Conditions<'a> {
    /// A step begins, perhaps once more.
    pub(super) fn begin(&mut self, step: &str) {
        self.unmet.remove(step);
    }

    /// Takes a condition into account.
    pub(super) fn follow(&mut self, seq: u64, step: &'a str, verb: Option<&str>, condition: &Condition) {
        if condition.truth == Truth::Holds {
            return;
        }
        self.unmet.entry(step).or_insert(seq);
        if verb == Some(Clause::Require.word()) {
            self.barring.get_or_insert(seq);
        }
    }

    /// Nothing may be changed in a step that a condition keeps out, nor in what it holds.
    pub(super) fn check_act(&mut self, step: &str, intent: &Intent, findings: &mut Vec<Finding>) {
        if !["write", "destroy"].contains(&intent.effect.as_str()) {
            return;
        }
        let ignored = with_holders(step).find_map(|holder| self.unmet.remove(holder));
        findings.extend(ignored.map(|seq| Finding::ConditionIgnored {
            seq,
            step: step.to_owned(),
        }));
    }

    /// A step may not end as carried out where its condition, or that of the run, does not hold.
    pub(super) fn check_end(&mut self, step: &'a str, status: Status, findings: &mut Vec<Finding>) {
        let own = self.unmet.remove(step);
        if own.is_some() && status == Status::Skipped {
            self.left_out.insert(step);
        }
        let is_carried_out = match status {
            Status::Unchanged | Status::Changed | Status::WouldChange | Status::Manual => true,
            Status::Skipped | Status::Blocked | Status::Failed | Status::Uncertain => false,
        };
        let ignored = own.or(self.barring).filter(|_| is_carried_out);
        findings.extend(ignored.map(|seq| Finding::ConditionIgnored {
            seq,
            step: step.to_owned(),
        }));
    }

    /// Says whether a condition left a step out, or what holds it.
    pub(super) fn left_out(&self, step: &str) -> bool {
        with_holders(step).any(|holder| self.left_out.contains(holder))
    }
}

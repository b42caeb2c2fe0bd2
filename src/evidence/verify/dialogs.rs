//! Dialogs that were left open: nothing can be done on a page, and nothing can be pictured, until somebody answers.

use std::collections::BTreeSet;

use crate::evidence::finding::Finding;
use crate::evidence::format::{Dialog, Status};

/// The dialog that was left open first, and the acts whose end dialogs hide.
#[derive(Default)]
pub(super) struct Dialogs<'a> {
    open: Option<(u64, &'a str)>,
    hidden: BTreeSet<u64>,
}

impl<'a> Dialogs<'a> {
    /// Takes a dialog into account; says whether it was left open.
    pub(super) fn follow(&mut self, seq: u64, step: &'a str, dialog: &Dialog) -> bool {
        if dialog.answer.is_some() {
            return false;
        }
        self.open.get_or_insert((seq, step));
        self.hidden.extend(dialog.intent);
        true
    }

    /// Says whether a dialog was left open that stands in for the picture after an act.
    pub(super) fn hides(&self, intent: u64) -> bool {
        self.hidden.contains(&intent)
    }

    /// A step that left a dialog open cannot have come to its end.
    pub(super) fn check_end(&mut self, step: &str, status: Status, findings: &mut Vec<Finding>) {
        let stopped = match status {
            Status::Failed | Status::Blocked | Status::Uncertain => true,
            Status::Unchanged | Status::Changed | Status::WouldChange | Status::Skipped | Status::Manual => false,
        };
        if !stopped && self.open.is_some_and(|(_, left)| left == step) {
            self.check_act(findings);
        }
    }

    /// An act after a dialog was left open: somebody answered it, and nothing says who and how.
    pub(super) fn check_act(&mut self, findings: &mut Vec<Finding>) {
        if let Some((seq, step)) = self.open.take() {
            findings.push(Finding::DialogPassedOver {
                seq,
                step: step.to_owned(),
            });
        }
    }
}

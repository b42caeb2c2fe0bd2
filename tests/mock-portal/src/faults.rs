//! The faults that are on, and what each part of the portal asks them.

mod controls;
mod requests;
mod schedule;

use std::mem::{Discriminant, discriminant};

use crate::fault::{Fault, Moment};

pub(crate) use controls::Presence;
pub(crate) use requests::Failing;
pub(crate) use schedule::{Coming, Schedule};

/// The faults that are on, at most one of each kind, and those that are to come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    active: Vec<Fault>,
    pub(crate) schedule: Schedule,
}

impl Faults {
    pub(crate) fn set(&mut self, fault: Fault) {
        self.clear(&fault);
        self.active.push(fault);
    }

    /// Turns off the fault of the same kind, whatever its details.
    pub(crate) fn clear(&mut self, fault: &Fault) {
        self.active.retain(|active| discriminant(active) != discriminant(fault));
        self.schedule.forget_end_of(fault);
    }

    /// Turns off the faults of these kinds.
    pub(crate) fn drop_kinds(&mut self, kinds: &[Discriminant<Fault>]) {
        self.active.retain(|active| !kinds.contains(&discriminant(active)));
    }

    pub(crate) fn clear_all(&mut self) {
        self.active.clear();
        self.schedule.clear();
    }

    pub(crate) fn active(&self) -> &[Fault] {
        &self.active
    }

    pub(crate) fn is_on(&self, fault: &Fault) -> bool {
        self.active.contains(fault)
    }

    /// Reports a one-time fault and turns it off.
    pub(crate) fn take(&mut self, fault: &Fault) -> bool {
        let on = self.is_on(fault);
        if on {
            self.clear(fault);
        }
        on
    }

    /// What the first fault tells that has an answer to the question.
    fn told<T>(&self, what: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        self.active.iter().find_map(what)
    }

    /// Counts one write towards the rows that come and go, and towards a context switch.
    pub(crate) fn count_write(&mut self) {
        for fault in &mut self.active {
            if let Fault::RowVanishes { after, .. }
            | Fault::RowAppears { after, .. }
            | Fault::ContextSwitch {
                at: Moment::Write(after),
                ..
            } = fault
            {
                *after = after.saturating_sub(1);
            }
        }
    }

    /// Takes out the faults whose row comes or goes now.
    pub(crate) fn take_due_rows(&mut self) -> Vec<Fault> {
        self.active
            .extract_if(.., |fault| {
                matches!(
                    fault,
                    Fault::RowVanishes { after: 0, .. } | Fault::RowAppears { after: 0, .. }
                )
            })
            .collect()
    }

    /// Counts one request towards a context switch; returns the new context when it is due.
    pub(crate) fn switch_before_request(&mut self) -> Option<String> {
        if let Some(to) = self.switch_at(Moment::Write(0)) {
            return Some(to);
        }
        for fault in &mut self.active {
            if let Fault::ContextSwitch {
                to,
                at: Moment::Request(left),
            } = fault
            {
                *left = left.saturating_sub(1);
                let to = to.clone();
                return (*left == 0).then(|| self.switched(to));
            }
        }
        None
    }

    /// Returns the new context when the switch waits for this moment.
    pub(crate) fn switch_at(&mut self, moment: Moment) -> Option<String> {
        for fault in &self.active {
            if let Fault::ContextSwitch { to, at } = fault
                && *at == moment
            {
                let to = to.clone();
                return Some(self.switched(to));
            }
        }
        None
    }

    fn switched(&mut self, to: String) -> String {
        self.active
            .retain(|fault| !matches!(fault, Fault::ContextSwitch { .. }));
        to
    }
}

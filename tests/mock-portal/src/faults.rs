//! The faults that are on, and what each part of the portal asks them.

use std::mem::discriminant;
use std::time::Duration;

use crate::fault::{Dialog, Fault, Moment};
use crate::random::next_in_sequence;

/// How long a growl stays, in milliseconds, when no fault shortens it.
const GROWL_LIFE: u32 = 6000;
/// How long a growl stays under [`Fault::ShortGrowl`].
const SHORT_GROWL_LIFE: u32 = 500;

/// How far a control is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Shown,
    /// In the page, but not displayed.
    Hidden,
    Missing,
}

impl Presence {
    pub(crate) fn is_hidden(self) -> bool {
        self == Self::Hidden
    }

    pub(crate) fn is_missing(self) -> bool {
        self == Self::Missing
    }
}

/// The faults that are on, at most one of each kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    active: Vec<Fault>,
}

impl Faults {
    pub(crate) fn set(&mut self, fault: Fault) {
        self.clear(&fault);
        self.active.push(fault);
    }

    /// Turns off the fault of the same kind, whatever its details.
    pub(crate) fn clear(&mut self, fault: &Fault) {
        self.active.retain(|active| discriminant(active) != discriminant(fault));
    }

    pub(crate) fn clear_all(&mut self) {
        self.active.clear();
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

    pub(crate) fn label<'a>(&'a self, label: &'a str) -> &'a str {
        for fault in &self.active {
            if let Fault::Relabel { from, to } = fault
                && from == label
            {
                return to;
            }
        }
        label
    }

    pub(crate) fn loses(&self, label: &str) -> bool {
        self.is_on(&Fault::LostField(label.to_owned()))
    }

    pub(crate) fn disables(&self, label: &str) -> bool {
        self.is_on(&Fault::DisabledControl(label.to_owned()))
    }

    pub(crate) fn covers(&self, label: &str) -> bool {
        self.is_on(&Fault::CoveredButton(label.to_owned()))
    }

    pub(crate) fn hides(&self, label: &str) -> bool {
        self.is_on(&Fault::HiddenTarget(label.to_owned()))
    }

    /// How far the control with a label is there.
    pub(crate) fn presence(&self, label: &str) -> Presence {
        if self.is_on(&Fault::MissingControl(label.to_owned())) {
            Presence::Missing
        } else if self.hides(label) {
            Presence::Hidden
        } else {
            Presence::Shown
        }
    }

    pub(crate) fn forbids(&self, label: &str) -> bool {
        self.is_on(&Fault::NoPermission(label.to_owned()))
    }

    /// The object that a question names.
    pub(crate) fn asked_about<'a>(&'a self, object: &'a str) -> &'a str {
        for fault in &self.active {
            if let Fault::ConfirmAbout(other) = fault {
                return other;
            }
        }
        object
    }

    /// How the portal asks once more, if it does.
    pub(crate) fn extra_confirm(&self) -> Option<Dialog> {
        [Dialog::Page, Dialog::Native]
            .into_iter()
            .find(|dialog| self.is_on(&Fault::ExtraConfirm(*dialog)))
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

    pub(crate) fn growl_life(&self) -> u32 {
        if self.is_on(&Fault::ShortGrowl) {
            SHORT_GROWL_LIFE
        } else {
            GROWL_LIFE
        }
    }

    pub(crate) fn blocker(&self) -> Duration {
        for fault in &self.active {
            if let Fault::Blocker(time) = fault {
                return *time;
            }
        }
        Duration::ZERO
    }

    /// How late the next answer is.
    pub(crate) fn next_delay(&mut self) -> Duration {
        for fault in &mut self.active {
            if let Fault::Latency { fixed, jitter, seed } = fault {
                let most = u64::try_from(jitter.as_millis()).unwrap_or(u64::MAX);
                let extra = next_in_sequence(seed) % most.saturating_add(1);
                return *fixed + Duration::from_millis(extra);
            }
        }
        Duration::ZERO
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

//! The faults of single controls, and of what the portal asks about them.

use super::Faults;
use crate::fault::{Dialog, Fault};

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

impl Faults {
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

    /// The label of the field that is refused on its tab.
    pub(crate) fn refused_in_tab(&self) -> Option<&str> {
        for fault in &self.active {
            if let Fault::ComplaintInTab(label) = fault {
                return Some(label);
            }
        }
        None
    }

    pub(crate) fn puts_below_footer(&self, label: &str) -> bool {
        self.is_on(&Fault::BelowFooter(label.to_owned()))
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
}

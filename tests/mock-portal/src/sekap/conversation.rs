//! A conversation: one unit under edit in one window, named by the `cid` in its addresses.

use super::field::{UnitField, UnitTab};
use super::journal::UnitChange;
use super::unit::Unit;
use crate::request::Fields;

/// What the form says above its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    None,
    Saved,
    NameMissing,
}

/// One unit under edit.
#[derive(Clone, Debug)]
pub(super) struct Conversation {
    /// The unit as the form holds it.
    pub(super) draft: Unit,
    pub(super) tab: UnitTab,
    pub(super) message: Message,
}

impl Conversation {
    pub(super) fn about(unit: Unit) -> Self {
        Self {
            draft: unit,
            tab: UnitTab::Structure,
            message: Message::None,
        }
    }

    /// Takes over the fields of the tab that was shown; the browser sends no others.
    pub(super) fn take(&mut self, fields: &Fields) {
        self.message = Message::None;
        for field in UnitField::ALL.into_iter().filter(|field| field.tab() == self.tab) {
            field.set(&mut self.draft, fields.text(field.parameter()));
        }
    }

    /// What saving the draft would change.
    pub(super) fn changes(&self, stored: &Unit) -> Vec<UnitChange> {
        UnitField::ALL
            .into_iter()
            .map(|field| UnitChange {
                field,
                old: field.text_of(stored),
                new: field.text_of(&self.draft),
            })
            .filter(|change| change.old != change.new)
            .collect()
    }
}

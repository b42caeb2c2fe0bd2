//! Differences: what a page shows otherwise than wanted, as against what keeps krok from reading it.

use crate::evidence::format::Truth;

use super::Failure;

impl Failure {
    /// Says whether the page was read and shows something else than wanted: what a runbook may want reported.
    pub(in crate::executor) fn is_difference(&self) -> bool {
        if let Self::InLine { cause, .. } = self {
            return cause.is_difference();
        }
        if let Self::Condition(unmet) = self {
            return unmet.truth == Truth::HoldsNot;
        }
        matches!(
            self,
            Self::TargetMissing { .. }
                | Self::TargetAmbiguous { .. }
                | Self::TargetHidden(_)
                | Self::TargetDisabled(_)
                | Self::WrongControl { .. }
                | Self::OptionMissing { .. }
                | Self::TextMissing(_)
                | Self::TextPresent(_)
                | Self::ValueDiffers { .. }
                | Self::TableMissing { .. }
                | Self::RowsDuplicate(_)
                | Self::RowsTooFew { .. }
                | Self::RowsDiffer { .. }
                | Self::Visit(_)
        )
    }

    /// Returns what a difference is about, where it names it.
    pub(in crate::executor) fn subject(&self) -> Option<&str> {
        if let Self::ValueDiffers { field: subject, .. }
        | Self::RowsDiffer { table: subject, .. }
        | Self::RowsTooFew { table: subject, .. } = self
        {
            Some(subject)
        } else {
            None
        }
    }
}

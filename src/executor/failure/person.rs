//! Why what was left to a person was not done, or nobody knows whether it was.

use crate::evidence::format::Reason;
use crate::executor::reason::reason;

/// What came in the way of something left to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonFailure {
    /// There is nobody to ask; the step.
    Nobody(String),
    /// An answer given beforehand does not fit what the step asks.
    Unfit {
        /// Path of the step.
        step: String,
        /// What is wrong with it.
        lacking: String,
    },
    /// The person did not achieve it.
    Failed {
        /// Who tried.
        by: String,
        /// What they say of it.
        note: String,
    },
    /// The person left it out; who says so.
    Skipped(String),
}

impl PersonFailure {
    /// Translates into what is stored.
    pub(in crate::executor) fn reason(&self) -> Reason {
        match self {
            Self::Nobody(step) => reason("nobody-to-ask", &[("step", step)]),
            Self::Unfit { step, lacking } => reason("answer-unfit", &[("step", step), ("lacking", lacking)]),
            Self::Failed { by, note } => reason("manual-failed", &[("by", by), ("note", note)]),
            Self::Skipped(by) => reason("manual-skipped", &[("by", by)]),
        }
    }
}

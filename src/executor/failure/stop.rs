//! What ends a step, and how much is known of what it did until then.

use crate::evidence::error::EvidenceError;
use crate::page::error::PageError;

use super::Failure;

/// What ends a step before its end.
#[derive(Debug)]
pub(in crate::executor) enum Stop {
    /// A guard refused: nothing was done.
    Blocked(Failure),
    /// It was tried and not achieved.
    Failed(Failure),
    /// Nobody knows whether a write arrived.
    Uncertain(Failure),
    /// The evidence could not be stored: no act may follow.
    Evidence(EvidenceError),
}

impl Stop {
    /// Returns what interrupted the work and may pass, if that is what ended the step.
    pub(in crate::executor) fn interruption(&self) -> Option<&Failure> {
        match self {
            Self::Blocked(failure) | Self::Failed(failure) | Self::Uncertain(failure) => failure.interruption(),
            Self::Evidence(_) => None,
        }
    }

    /// Adds the line of a file for which the run was at work; who stops a run does so for no line.
    pub(in crate::executor) fn in_line(self, file: &str, line: usize) -> Self {
        let within = |cause: Failure| {
            if cause == Failure::Interrupted {
                return cause;
            }
            Failure::InLine {
                file: file.to_owned(),
                line,
                cause: Box::new(cause),
            }
        };
        match self {
            Self::Blocked(failure) => Self::Blocked(within(failure)),
            Self::Failed(failure) => Self::Failed(within(failure)),
            Self::Uncertain(failure) => Self::Uncertain(within(failure)),
            Self::Evidence(error) => Self::Evidence(error),
        }
    }
}

impl From<EvidenceError> for Stop {
    fn from(error: EvidenceError) -> Self {
        Self::Evidence(error)
    }
}

impl From<PageError> for Stop {
    fn from(error: PageError) -> Self {
        Self::Failed(error.into())
    }
}

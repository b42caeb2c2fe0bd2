//! Trouble that ends a command: what was seen, what to do, and the exit code.

use crate::evidence::error::EvidenceError;

use super::exit::Exit;

/// Why a command could not go on.
#[derive(Debug)]
pub(super) struct Trouble {
    /// The code krok ends with.
    pub(super) exit: Exit,
    /// What was seen and what was wanted.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: Option<String>,
}

impl Trouble {
    /// Joins a code with a message.
    pub(super) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            hint: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<EvidenceError> for Trouble {
    fn from(error: EvidenceError) -> Self {
        Self::new(Exit::EvidenceFailed, error.to_string())
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::new(Exit::Failed, error.to_string())
    }
}

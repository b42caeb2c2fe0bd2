//! Trouble that ends a command: what was seen, what to do, and the exit code.

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

    /// Adds one more remark to what to do.
    #[must_use]
    pub(super) fn also(mut self, remark: impl Into<String>) -> Self {
        let remark = remark.into();
        self.hint = Some(
            self.hint
                .map_or_else(|| remark.clone(), |hint| format!("{hint}; {remark}")),
        );
        self
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::new(Exit::Failed, error.to_string())
    }
}

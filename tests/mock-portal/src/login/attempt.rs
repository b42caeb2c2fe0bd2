//! One login under way.

use std::io;

use crate::random;

/// How far a login has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Password,
    Code,
    Done,
}

/// One login under way, from the tiles to the one-time token.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) step: Step,
    code: String,
}

impl Attempt {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            step: Step::Password,
            code: random::digits(8)?,
        })
    }

    /// Sends a new code to the practice phone; the old one is worth nothing.
    pub(crate) fn renew_code(&mut self) -> io::Result<()> {
        let old = std::mem::take(&mut self.code);
        while self.code.is_empty() || self.code == old {
            self.code = random::digits(8)?;
        }
        Ok(())
    }

    /// The code as the phone shows it.
    pub(crate) fn shown_code(&self) -> String {
        let (left, right) = self.code.split_at(4);
        format!("{left} {right}")
    }

    /// Whether a typed code is the current one; spaces do not count.
    pub(crate) fn accepts(&self, typed: &str) -> bool {
        typed.chars().filter(|c| !c.is_whitespace()).eq(self.code.chars())
    }
}

#[cfg(test)]
mod tests {
    use super::Attempt;

    #[test]
    fn an_old_code_is_refused() {
        let mut attempt = Attempt::new().unwrap();
        let old = attempt.shown_code();
        assert!(attempt.accepts(&old));
        attempt.renew_code().unwrap();
        assert!(!attempt.accepts(&old));
    }
}

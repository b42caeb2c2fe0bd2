//! What a page or its driver answers, as a failure of the step.

use crate::page::error::{PageError, Unready};

use super::Failure;

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Detached => Self::TargetReplaced(String::new()),
            PageError::NotReady { what, .. } => Self::unready("", what),
            PageError::Silent(why) => Self::PageSilent(why),
            PageError::DialogOpen(text) => Self::DialogOpen(text),
            PageError::Elsewhere(url) => Self::HostWrong(url),
            PageError::WindowClosed(why) => Self::WindowClosed(why),
            PageError::Uncovered(why) => Self::Uncovered(why),
            PageError::Lost(why) => Self::BrowserLost(why),
            PageError::Unreachable(why) => Self::PageUnreachable {
                url: String::new(),
                why,
            },
            PageError::Protocol(why) => Self::BrowserProtocol(why),
        }
    }
}

impl Failure {
    /// Says why something could not be worked.
    pub(in crate::executor) fn unready(label: &str, what: Unready) -> Self {
        let label = label.to_owned();
        match what {
            Unready::Covered => Self::TargetCovered {
                label,
                by: String::new(),
            },
            Unready::Hidden => Self::TargetHidden(label),
            Unready::Disabled => Self::TargetDisabled(label),
        }
    }
}

//! Interruptions that pass: the session ended, or the portal cannot be worked on for a while.

use crate::evidence::format::Reason;
use crate::executor::pause::WaitsFor;
use crate::executor::reason::reason;
use crate::page::observation::Amiss;

use super::Failure;

/// How the end of a session showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The portal led to a login host; its origin.
    LoginPage(String),
    /// The page says so; its words.
    Said(String),
    /// A request for a part of the page was answered with a page of its own, and nothing happened; its media type.
    Answer(String),
    /// A request of the page was led to another server, and nothing happened.
    LedAway,
}

impl Lost {
    /// Translates into what is stored.
    pub(in crate::executor) fn reason(&self) -> Reason {
        match self {
            Self::LoginPage(url) => reason("session-lost", &[("url", url)]),
            Self::Said(text) => reason("session-lost", &[("text", text)]),
            Self::Answer(media) => reason("session-lost", &[("answer", media)]),
            Self::LedAway => reason("session-lost", &[("answer", "?")]),
        }
    }
}

impl Failure {
    /// Names what an answer that is amiss means; `url` is that of the page.
    pub(in crate::executor) fn amiss(amiss: &Amiss, url: &str) -> Self {
        match amiss {
            Amiss::Page(status) => Self::ServerError {
                status: *status,
                url: url.to_owned(),
            },
            Amiss::Request(status) => Self::ServerError {
                status: *status,
                url: String::new(),
            },
            Amiss::WholePage(media) => Self::SessionLost(Lost::Answer(media.clone())),
            Amiss::Unreadable => Self::SessionLost(Lost::LedAway),
            Amiss::Unanswered => Self::AnswerMissing(String::new()),
        }
    }

    /// Returns what interrupted the work and may pass, if this is such a thing or came of one.
    pub(in crate::executor) fn interruption(&self) -> Option<&Self> {
        if let Self::InLine { cause, .. } | Self::WriteUnknown(cause) = self {
            return cause.interruption();
        }
        let passes = matches!(
            self,
            Self::SessionLost(_)
                | Self::Maintenance(_)
                | Self::ServerError { .. }
                | Self::AnswerMissing(_)
                | Self::Touched { .. }
                | Self::PageSilent(_)
                | Self::PageUnreachable { .. }
        );
        passes.then_some(self)
    }

    /// Says whether the page may be as it is because it lacks an answer of the portal.
    pub(in crate::executor) fn may_come_of_an_answer(&self) -> bool {
        let is_hindrance = matches!(
            self,
            Self::TargetCovered { .. } | Self::TargetMoving(_) | Self::NotQuiet(_) | Self::ListOpen(_)
        );
        is_hindrance || self.is_difference()
    }

    /// Says whether there is no page any more on which anything could be wrong: the run ends interrupted, and can be gone on
    /// with in another window.
    pub(in crate::executor) fn is_page_gone(&self) -> bool {
        if let Self::InLine { cause, .. } = self {
            return cause.is_page_gone();
        }
        matches!(self, Self::BrowserLost(_) | Self::WindowClosed(_))
    }

    /// Returns whose word an interrupted run needs before the portal is opened again; none if the login there is enough.
    pub(in crate::executor) fn waits_for(&self) -> Option<WaitsFor> {
        if let Self::SessionLost(_) = self {
            return None;
        }
        let is_touched = matches!(self, Self::Touched { .. });
        Some(if is_touched {
            WaitsFor::HandsOff
        } else {
            WaitsFor::PortalUp
        })
    }
}

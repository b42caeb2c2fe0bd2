//! What the exit codes mean. Never renumbered: scripts rely on them.

use crate::evidence::format::{Reason, RunFinished, Verdict};

/// How krok ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// Not achieved, for a reason without a code of its own; for `verify`: changed since it was sealed; for `fmt --check`:
    /// not formatted.
    Failed = 1,
    /// A file or argument is not usable.
    Invalid = 2,
    /// For `verify`: unchanged but not complete; for `doc`: a bundle that is not; for `compare`: equal, but not both intact.
    Incomplete = 3,
    /// For `verify`: weaker than asked for, doubted by the trust file or a reviewer, or not accepted by reviewers enough.
    Weaker = 4,
    /// For `compare`: the bundles differ.
    Different = 5,
    /// A guard refused.
    Blocked = 10,
    /// The portal works for another entity, or shows none.
    EntityWrong = 11,
    /// The page no longer shows what the plan saw, or runbook, inputs or entity differ from the plan's; for `doc`: the bundle is
    /// not of this runbook.
    StalePlan = 12,
    /// The plan was carried out before.
    PlanUsed = 13,
    /// The operator said no.
    Declined = 14,
    /// The page is not on a host of the portal.
    HostWrong = 15,
    /// The consent that a step needs was not given.
    ConsentMissing = 16,
    /// The consent given does not fit: expired, for another office, from somebody else, about something else, or its
    /// document is not there.
    ConsentInvalid = 17,
    /// The consent was used before.
    ConsentUsed = 18,
    /// Nobody typed the key of what is to be destroyed, or another.
    KeyMissing = 19,
    /// Browser or driver is not installed.
    DriverMissing = 20,
    /// Browser and driver do not fit each other.
    DriverMismatch = 21,
    /// The portal does not answer, its server fails, or it is closed for works.
    PortalDown = 22,
    /// Nobody logged in.
    NotLoggedIn = 23,
    /// The portal's session ended.
    SessionLost = 24,
    /// The browser went away.
    BrowserLost = 25,
    /// Another krok works in the open browser.
    BrowserInUse = 26,
    /// No control or field has the label.
    TargetMissing = 30,
    /// More than one has.
    TargetAmbiguous = 31,
    /// It is there but not visible.
    TargetHidden = 32,
    /// It is visible but disabled.
    TargetDisabled = 33,
    /// Something lies over it.
    TargetCovered = 34,
    /// An expected text is missing or an unwanted one present.
    TextWrong = 35,
    /// A field does not hold what it should.
    ValueDiffers = 36,
    /// The portal refused the form, or answered a save with another message than the runbook has.
    Validation = 37,
    /// A table or a row is not as it should be.
    RowsWrong = 38,
    /// What was found is not what was to be destroyed.
    IdentityWrong = 39,
    /// Nobody knows whether a write arrived.
    Uncertain = 40,
    /// The portal asked something else before it destroyed.
    DialogOther = 41,
    /// What was destroyed is not gone, or other things went with it.
    NotGone = 42,
    /// The evidence could not be stored.
    EvidenceFailed = 50,
    /// No time stamp could be got.
    AnchorMissing = 51,
    /// A time stamp is not a good one.
    TokenWrong = 52,
    /// A bundle to be taken in was refused.
    ImportRefused = 53,
    /// The operator stopped the run.
    Interrupted = 130,
}

impl Exit {
    /// Chooses the code of a finished run.
    pub(super) fn of(finished: &RunFinished) -> Self {
        match finished.verdict {
            Verdict::Unchanged | Verdict::ChangesPlanned | Verdict::Changed => Self::Done,
            Verdict::Interrupted => finished
                .reason
                .as_ref()
                .map_or(Self::Interrupted, |reason| Self::of_reason(reason, Self::Interrupted)),
            Verdict::Uncertain => Self::Uncertain,
            Verdict::Blocked => finished
                .reason
                .as_ref()
                .map_or(Self::Blocked, |reason| Self::of_reason(reason, Self::Blocked)),
            Verdict::Failed => finished
                .reason
                .as_ref()
                .map_or(Self::Failed, |reason| Self::of_reason(reason, Self::Failed)),
        }
    }

    /// Turns success into failure, where another success was wanted.
    pub(super) fn or_failed(self) -> Self {
        if self == Self::Done { Self::Failed } else { self }
    }

    /// Chooses the code of a reason that has one of its own.
    pub(super) fn of_reason(reason: &Reason, otherwise: Self) -> Self {
        match reason.code.as_str() {
            "entity-wrong" | "entity-missing" => Self::EntityWrong,
            "host-wrong" => Self::HostWrong,
            "stale-plan" | "not-planned" => Self::StalePlan,
            "page-unreachable" | "page-silent" | "maintenance" | "server-error" | "answer-missing" => Self::PortalDown,
            "session-lost" => Self::SessionLost,
            "left-open" => Self::Uncertain,
            "browser-lost" | "window-closed" => Self::BrowserLost,
            "target-missing" => Self::TargetMissing,
            "target-ambiguous" => Self::TargetAmbiguous,
            "target-hidden" => Self::TargetHidden,
            "target-disabled" => Self::TargetDisabled,
            "target-covered" | "list-open" => Self::TargetCovered,
            "text-missing" | "text-present" | "text-unread" => Self::TextWrong,
            "value-differs" | "differs" | "option-missing" | "wrong-control" => Self::ValueDiffers,
            "validation" | "message-other" | "message-unproved" => Self::Validation,
            "require" => Self::Blocked,
            "consent-missing" => Self::ConsentMissing,
            "consent-expired" => Self::ConsentInvalid,
            "consent-used" => Self::ConsentUsed,
            "key-missing" => Self::KeyMissing,
            "anchor-missing" => Self::AnchorMissing,
            "identity-differs" | "identity-missing" => Self::IdentityWrong,
            "dialog-other" => Self::DialogOther,
            "not-gone" | "action-ignored" | "still-there" | "others-vanished" => Self::NotGone,
            "table-missing" | "rows-too-many" | "rows-too-few" | "rows-duplicate" | "row-vanished" | "key-personal" => {
                Self::RowsWrong
            }
            _ => otherwise,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

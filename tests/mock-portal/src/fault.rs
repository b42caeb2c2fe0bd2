//! What can be made to go wrong. Every fault is off until the owner sets it.
//!
//! [`Knob`](crate::Knob) lists the faults by number; [`Turn`](crate::Turn) places one at a step of a run, and
//! [`Storm`](crate::Storm) throws them at random.

use std::time::Duration;

use crate::expiry::ExpiryShape;

/// When the context is switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before this many more portal requests have been answered; 1 means before the next one.
    Request(u32),
    /// When a skrytka is opened from the list.
    DetailOpened,
    /// When `Edytuj` of the open skrytka is pressed.
    EditPressed,
    /// Before the next request once this many more writes were made.
    Write(u32),
}

/// How the portal asks a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// A dialog of the page.
    Page,
    /// The browser's own `confirm`.
    Native,
}

impl Dialog {
    pub(crate) fn is_native(self) -> bool {
        self == Self::Native
    }
}

/// A list whose rows may come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// `Systemy`.
    Systems,
    /// `Karty spraw`.
    Cards,
    /// `Skrytki`.
    Skrytki,
}

/// How far a request comes whose answer is not the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The portal receives it and does nothing.
    Received,
    /// The portal does what it asks; only the answer is lost.
    Done,
}

/// A failure of the server or of what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpFailure {
    /// 500.
    Internal,
    /// 502.
    BadGateway,
    /// 503, without a word about works.
    Unavailable,
}

/// The page that stands in the place of the whole portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Works {
    /// 503 with the heading `Przerwa techniczna`.
    Break,
    /// 200 with the heading `Serwis chwilowo niedostępny`.
    Unavailable,
}

/// What lies over a page until a person closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The question about cookies.
    Cookies,
    /// News that everybody has to see.
    News,
}

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Every portal answer is late.
    Latency {
        /// The part that is always there.
        fixed: Duration,
        /// The most that is added at random.
        jitter: Duration,
        /// Where the random sequence starts.
        seed: u64,
    },
    /// A field is drawn again after each of its changes, even if nothing about it changed.
    ReplacedField,
    /// Saving answers well, but the field with this label is not stored.
    LostField(String),
    /// The context is switched once, without a word.
    ContextSwitch {
        /// The id of the new subject.
        to: String,
        /// When it happens.
        at: Moment,
    },
    /// A second portlet has a button of its own that reads like the one that saves the skrytka or the card.
    TwinSave,
    /// A label of a field or button reads differently.
    Relabel {
        /// The usual label.
        from: String,
        /// The label shown instead.
        to: String,
    },
    /// The lists of skrytki, systems and karty spraw come in another order with every answer.
    ReorderedRows,
    /// A blocker covers the form for a while after each answer.
    Blocker(Duration),
    /// Growls vanish after half a second.
    ShortGrowl,
    /// All portal sessions end with the next request of a logged-in browser that the shape is about; happens once.
    SessionExpired(ExpiryShape),
    /// The next save answers that it failed, and stores nothing; happens once.
    SaveNeedsTwoTries,
    /// The next request never gets an answer; happens once.
    NoAnswer(Reach),
    /// The next request is answered by a failure; happens once.
    ServerError {
        /// The failure.
        failure: HttpFailure,
        /// What becomes of the request.
        reach: Reach,
    },
    /// Every request is answered by the page about works.
    PortalDown(Works),
    /// Every page carries the harmless notice `Planowane prace serwisowe`.
    WorksBanner,
    /// Something lies over the next page that is shown; happens once, and no later page has it.
    Overlay(Overlay),
    /// What keeps a skrytka from being saved is told on the tab of the field only, and the field with this label is
    /// one that the portal does not take.
    ComplaintInTab(String),
    /// After each write this many requests are still shown what was stored before it.
    LateReads(u32),
    /// The id of the next action that is sent was used already: nothing happens and nothing is told; happens once.
    SpentAction,
    /// The page for the one-time code has another markup.
    OtpVariant,
    /// The button with this label stands at the end of a long page, whose footer keeps lying over the window's end.
    BelowFooter(String),
    /// The control with this label is disabled.
    DisabledControl(String),
    /// The button with this label lies under another element.
    CoveredButton(String),
    /// The field or button with this label is not displayed.
    HiddenTarget(String),
    /// The button or link with this label is not in the page: what a missing permission may look like.
    MissingControl(String),
    /// Pressing the control with this label answers that the person has no permission.
    NoPermission(String),
    /// After the answer to a question the portal asks once more.
    ExtraConfirm(Dialog),
    /// All questions are the browser's own.
    NativeConfirm,
    /// Every question names this object, whatever was pressed.
    ConfirmAbout(String),
    /// Deleting answers well, but the object stays.
    PretendedDelete,
    /// A system answers that it is in use and stays.
    SystemInUse,
    /// `Usuń` on a card that is `Aktualna` is refused instead of offering to withdraw it.
    PublishedCardRefuses,
    /// A card that is withdrawn has a new `Data modyfikacji`, and with it another `Data` in the list.
    WithdrawalMovesDate,
    /// Somebody else takes a row out of a list of the office.
    RowVanishes {
        /// The list.
        list: List,
        /// The name in the row.
        row: String,
        /// After this many more writes; 0 means before the next request.
        after: u32,
    },
    /// Somebody else puts a row at the end of a list of the office.
    RowAppears {
        /// The list.
        list: List,
        /// The name in the row.
        row: String,
        /// After this many more writes; 0 means before the next request.
        after: u32,
    },
}

impl Fault {
    /// Whether it is over once it has happened.
    pub(crate) fn ends_by_itself(&self) -> bool {
        matches!(
            self,
            Self::ContextSwitch { .. }
                | Self::SessionExpired(_)
                | Self::SaveNeedsTwoTries
                | Self::NoAnswer(_)
                | Self::ServerError { .. }
                | Self::Overlay(_)
                | Self::SpentAction
                | Self::RowVanishes { .. }
                | Self::RowAppears { .. }
        )
    }
}

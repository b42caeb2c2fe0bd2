//! What can be made to go wrong. Every fault is off until the owner sets it.

use std::time::Duration;

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
    /// All portal sessions end before the next request; happens once.
    SessionExpired,
    /// The portal answers 503 to everything.
    PortalDown,
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

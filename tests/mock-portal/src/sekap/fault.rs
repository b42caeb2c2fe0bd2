//! What can be made to go wrong in SEKAP's panel. Every fault is off until the owner sets it.

/// One thing that goes wrong in SEKAP's panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SekapFault {
    /// Saving answers well, but the field with this label is not stored.
    LostField(String),
    /// All sessions end before the next request; happens once.
    SessionExpired,
    /// All open conversations end before the next request; happens once.
    ConversationEnded,
    /// The header names another unit for which the operator works.
    OtherOperator(String),
    /// The panel answers 503 to everything.
    PanelDown,
}

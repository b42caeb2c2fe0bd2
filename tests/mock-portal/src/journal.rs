//! The write journal: what the portal received and did, in order.

use jiff::Timestamp;

use crate::documents::Passage;
use crate::field::Field;

/// One stored field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// The text before.
    pub old: String,
    /// The text after.
    pub new: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A person finished logging in.
    LoginDone {
        /// The login.
        login: String,
    },
    /// A login attempt was refused.
    LoginRefused {
        /// The page that refused it.
        step: &'static str,
    },
    /// A person chose on whose behalf to work.
    ContextChosen {
        /// The id of the subject.
        podmiot: String,
    },
    /// A fault changed the context behind the person's back.
    ContextSwitched {
        /// The id of the subject.
        podmiot: String,
    },
    /// A skrytka was switched to edit mode.
    EditOpened {
        /// The id of the subject.
        podmiot: String,
        /// The name of the skrytka.
        skrytka: String,
    },
    /// An edit was given up.
    EditCancelled {
        /// The id of the subject.
        podmiot: String,
        /// The name of the skrytka.
        skrytka: String,
    },
    /// A save was refused because of invalid fields.
    SaveRefused {
        /// The id of the subject.
        podmiot: String,
        /// The name of the skrytka.
        skrytka: String,
        /// The invalid fields.
        fields: Vec<Field>,
    },
    /// A skrytka was stored.
    Saved {
        /// The id of the subject.
        podmiot: String,
        /// The name of the skrytka before the save.
        skrytka: String,
        /// What changed; empty when the save changed nothing.
        changes: Vec<Change>,
    },
    /// A skrytka was deleted.
    Deleted {
        /// The id of the subject.
        podmiot: String,
        /// The name of the skrytka.
        skrytka: String,
    },
    /// A person logged out.
    LoggedOut,
    /// A citizen's document came, moved on or was refused.
    Document {
        /// The id of the subject.
        podmiot: String,
        /// The name of the skrytka.
        skrytka: String,
        /// The number of the document; none for one that was refused.
        document: Option<u64>,
        /// What happened to it.
        passage: Passage,
    },
}

impl Event {
    /// What happened to a document, if the event is about it.
    pub fn passage_of(&self, id: u64) -> Option<&Passage> {
        if let Self::Document {
            document: Some(document),
            passage,
            ..
        } = self
            && *document == id
        {
            Some(passage)
        } else {
            None
        }
    }

    /// Whether the event changed what is stored.
    pub fn is_write(&self) -> bool {
        match self {
            Self::Saved { .. } | Self::Deleted { .. } => true,
            Self::LoginDone { .. }
            | Self::LoginRefused { .. }
            | Self::ContextChosen { .. }
            | Self::ContextSwitched { .. }
            | Self::EditOpened { .. }
            | Self::EditCancelled { .. }
            | Self::SaveRefused { .. }
            | Self::LoggedOut
            // Operators write settings; documents are the citizens'.
            | Self::Document { .. } => false,
        }
    }
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The position, from 1, without gaps.
    pub sequence: u64,
    /// When it happened; the sequence, not the time, is the order.
    pub time: Timestamp,
    /// What happened.
    pub event: Event,
}

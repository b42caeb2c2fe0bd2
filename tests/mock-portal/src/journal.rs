//! The write journal: what the portal received and did, in order.

use jiff::Timestamp;

use crate::card::CardForm;
use crate::documents::Passage;
use crate::fault::List;
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

/// One form of a karta sprawy that changed when the card was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormChange {
    /// The form was attached.
    Attached(CardForm),
    /// The form was taken off.
    Removed(CardForm),
    /// The form was edited.
    Edited {
        /// The form before.
        old: CardForm,
        /// The form after.
        new: CardForm,
    },
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
    /// A system was deleted.
    SystemDeleted {
        /// The id of the subject.
        podmiot: String,
        /// `Nazwa systemu`.
        system: String,
        /// `Opis systemu`.
        description: String,
    },
    /// A karta sprawy was withdrawn from publication.
    CardWithdrawn {
        /// The id of the subject.
        podmiot: String,
        /// `Opis usługi`.
        card: String,
        /// What tells it from another card of the same title.
        number: u32,
    },
    /// A karta sprawy was deleted.
    CardDeleted {
        /// The id of the subject.
        podmiot: String,
        /// `Opis usługi`.
        card: String,
        /// What tells it from another card of the same title.
        number: u32,
    },
    /// The forms of a karta sprawy changed in the open editor; nothing is stored yet.
    CardTouched {
        /// The id of the subject.
        podmiot: String,
        /// `Opis usługi`.
        card: String,
    },
    /// A karta sprawy was stored.
    CardSaved {
        /// The id of the subject.
        podmiot: String,
        /// `Opis usługi`.
        card: String,
        /// What tells it from another card of the same title.
        number: u32,
        /// What changed; empty when the save changed nothing.
        changes: Vec<FormChange>,
    },
    /// The portal refused to withdraw, delete or save.
    Refused {
        /// The id of the subject.
        podmiot: String,
        /// What it was about.
        object: String,
        /// The message that the person saw.
        message: String,
    },
    /// A fault put a row into a list or took it away, as another person would.
    ChangedElsewhere {
        /// The list.
        list: List,
        /// The name in the row.
        row: String,
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

    /// Whether the person in the browser changed what is stored.
    pub fn is_write(&self) -> bool {
        match self {
            Self::Saved { .. }
            | Self::Deleted { .. }
            | Self::SystemDeleted { .. }
            | Self::CardWithdrawn { .. }
            | Self::CardDeleted { .. }
            | Self::CardSaved { .. } => true,
            Self::LoginDone { .. }
            | Self::LoginRefused { .. }
            | Self::ContextChosen { .. }
            | Self::ContextSwitched { .. }
            | Self::EditOpened { .. }
            | Self::EditCancelled { .. }
            | Self::SaveRefused { .. }
            | Self::CardTouched { .. }
            | Self::Refused { .. }
            | Self::ChangedElsewhere { .. }
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

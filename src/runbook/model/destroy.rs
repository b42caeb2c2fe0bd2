//! Destroying for good: what is destroyed, how it is recognised, and the proof that it is gone.

use super::{Asked, Template};

/// One thing to be destroyed for good: how it is recognised, what the portal asks, and the proof that it is gone.
#[derive(Clone, Debug)]
pub struct Destroy {
    /// Visible label of what is pressed.
    pub label: Template,
    /// Attributes that must be found exactly, at least two, in file order; the value of the first is typed by the operator.
    pub identity: Vec<Attribute>,
    /// A dialog that the portal puts before its question, where the thing is not ready to go yet; once it is agreed to,
    /// the label is pressed again.
    pub first: Option<Confirm>,
    /// The dialog in the page that asks.
    pub confirm: Option<Confirm>,
    /// Native dialogs that it may bring up, in their order.
    pub asked: Vec<Asked>,
    /// What must be gone afterwards.
    pub gone: Gone,
    /// Whose consent is needed.
    pub consent: Option<ConsentWanted>,
}

/// A name and a value by which a thing is recognised.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Column of its row, or label of a fact on its page.
    pub name: Template,
    /// The text there.
    pub value: Template,
}

/// A dialog in the page that asks before it destroys.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// Its whole text.
    pub says: Template,
    /// Label that agrees.
    pub press: Template,
    /// Label that closes it without destroying.
    pub cancel: Template,
}

/// A row that must be gone from a table, over all its pages.
#[derive(Clone, Debug)]
pub struct Gone {
    /// Heading or caption of the table.
    pub table: Template,
    /// Column whose text is the key.
    pub key: Template,
    /// The key of the row.
    pub row: Template,
}

/// A permission from outside that a step needs.
#[derive(Clone, Debug)]
pub struct ConsentWanted {
    /// Who gives it.
    pub from: Template,
    /// What it is about.
    pub about: Template,
}

//! What a step leaves to a person.

use super::Template;

/// Something that a person does, with what is asked of it afterwards.
#[derive(Clone, Debug)]
pub struct Errand {
    /// What the person is to do.
    pub says: Template,
    /// Answers of which the person gives one; none if nothing is asked.
    pub answers: Vec<String>,
    /// Name under which later steps use the answer.
    pub bind: Option<String>,
    /// Whether a note belongs to it.
    pub note: Need,
    /// Whether files belong to it.
    pub attachments: Need,
}

/// Whether something is asked of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Not asked for.
    Unasked,
    /// May be given.
    Optional,
    /// Must be given for the step to count as done.
    Required,
}

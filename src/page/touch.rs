//! What a person does with a page while krok works on it.

use super::deed::Way;

/// Something that was done to the page and was none of krok's doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A key was pressed; where, if that has a name.
    Keys(String),
    /// Something was pressed with the pointer; what, if that has a name.
    Pointer(String),
    /// The page is another document, or at another address.
    Went(Way),
    /// The page is not in front any more.
    Hidden,
    /// Another tab or window was opened.
    OpenedTab,
}

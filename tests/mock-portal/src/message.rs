//! What the portal tells after an act.

/// One message, as a growl or as a bar in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) severity: &'static str,
    pub(crate) text: String,
}

impl Message {
    pub(crate) fn info(text: impl Into<String>) -> Self {
        Self {
            severity: "info",
            text: text.into(),
        }
    }

    pub(crate) fn warn(text: impl Into<String>) -> Self {
        Self {
            severity: "warn",
            text: text.into(),
        }
    }

    pub(crate) fn error(text: impl Into<String>) -> Self {
        Self {
            severity: "error",
            text: text.into(),
        }
    }

    /// The answer of every control that the practice portal only shows.
    pub(crate) fn not_here() -> Self {
        Self::warn("Funkcja niedostępna w portalu ćwiczebnym.")
    }
}

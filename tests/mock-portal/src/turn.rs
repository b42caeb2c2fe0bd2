//! When a fault comes up: at which request, counted by kind.

/// What a request is, for whoever counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// Every request, without styles and scripts.
    Any,
    /// A full page load, also one that only leads on.
    Page,
    /// A request of the page's own script.
    Ajax,
    /// A request to store a skrytka or a card, or to withdraw a card.
    Save,
    /// A request to delete a skrytka, a system or a card.
    Delete,
}

/// What a request asks for beyond being shown something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Save,
    Delete,
}

impl RequestKind {
    /// Whether it counts a request.
    pub(crate) fn counts(self, ajax: bool, act: Option<Act>) -> bool {
        match self {
            Self::Any => true,
            Self::Page => !ajax,
            Self::Ajax => ajax,
            Self::Save => act == Some(Act::Save),
            Self::Delete => act == Some(Act::Delete),
        }
    }
}

/// The request at which a fault comes up, counted from when it is set; the request itself meets the fault already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which requests count.
    pub of: RequestKind,
    /// Which of them it is; 1 is the next one.
    pub number: u32,
}

impl Turn {
    /// The request of this number.
    pub const fn request(number: u32) -> Self {
        Self {
            of: RequestKind::Any,
            number,
        }
    }

    /// The page load of this number.
    pub const fn page(number: u32) -> Self {
        Self {
            of: RequestKind::Page,
            number,
        }
    }

    /// The request of the page's script of this number.
    pub const fn ajax(number: u32) -> Self {
        Self {
            of: RequestKind::Ajax,
            number,
        }
    }

    /// The save of this number.
    pub const fn save(number: u32) -> Self {
        Self {
            of: RequestKind::Save,
            number,
        }
    }

    /// The deletion of this number.
    pub const fn delete(number: u32) -> Self {
        Self {
            of: RequestKind::Delete,
            number,
        }
    }
}

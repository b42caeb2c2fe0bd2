//! What can be wrong with a page, as far as an executor branches on it.

use std::fmt;

/// A page did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// The node is not there any more, or was replaced: find it afresh.
    Detached,
    /// The node cannot be worked yet: look again.
    NotReady {
        /// What keeps it from being worked.
        what: Unready,
        /// What browser or driver said of it.
        said: String,
    },
    /// A native dialog is open; its text.
    DialogOpen(String),
    /// The page is on none of the portal's hosts, where nothing is looked at; its origin.
    Elsewhere(String),
    /// The page gives no answer: it or the machine is too busy.
    Silent(String),
    /// What is to be covered in a picture could not be covered; what was tried.
    Uncovered(String),
    /// Browser or driver is gone.
    Lost(String),
    /// The window is gone, and the browser is still there.
    WindowClosed(String),
    /// The page could not be reached at all.
    Unreachable(String),
    /// The browser answered what no browser should.
    Protocol(String),
}

/// What keeps a node from being worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    /// Something else would receive the click.
    Covered,
    /// It has no place in the window where it could be clicked.
    Hidden,
    /// It takes no input.
    Disabled,
}

impl fmt::Display for PageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Detached => out.write_str("the element is no longer on the page"),
            Self::NotReady { said, .. } => write!(out, "the element is not ready: {said}"),
            Self::DialogOpen(text) => write!(out, "a native dialog is open: {text}"),
            Self::Elsewhere(origin) => write!(out, "the page is at {origin}, which is no host of the portal"),
            Self::Uncovered(why) => write!(out, "what is to be covered in the picture could not be covered: {why}"),
            Self::Silent(why) => write!(out, "the page does not answer: {why}"),
            Self::WindowClosed(why) => write!(out, "the window is closed: {why}"),
            Self::Lost(why) => write!(out, "the browser is gone: {why}"),
            Self::Unreachable(why) => write!(out, "the page could not be reached: {why}"),
            Self::Protocol(why) => write!(out, "unexpected answer of the browser: {why}"),
        }
    }
}

impl std::error::Error for PageError {}

//! From what a person did on a portal's pages to the draft of a runbook, with everything that its author has to look at.
//!
//! Knows what pages show and what runbooks say; knows no browser. A draft names things as a person would: by visible
//! labels within tabs, sections, dialogs and rows, never by ids or positions. Where a label was alone only by chance, the
//! draft says so. What it cannot or must not say, it says in a comment.

mod act;
mod aim;
mod compose;
mod form;
mod inputs;
mod key;
mod personal;
mod press;
mod remark;
mod repeat;
mod step;
mod toml;
mod value;

pub use compose::{Draft, draft};
pub use remark::Remark;

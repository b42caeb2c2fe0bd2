//! The browser: driver process, session, page scripts, gestures and pictures.
//!
//! The only room that names WebDriver. It knows no runbook and no evidence; what it offers is [`crate::page::protocol::Page`].

pub mod command;
pub mod driver;
pub mod error;
pub mod fault;
pub mod installation;
pub mod lease;
pub mod process;
pub mod profile;
pub mod reply;
pub mod scratch;
pub mod script;
pub mod session;

//! The browser: driver process, session, page scripts, gestures and pictures.
//!
//! The only room that names WebDriver. It knows no runbook and no evidence; what it offers is [`crate::page::protocol::Page`].

mod answers;
mod as_page;
pub mod claim;
mod command;
mod cover;
pub mod driver;
mod ear;
pub mod error;
pub mod family;
mod fault;
mod frames;
pub mod installation;
pub mod lease;
pub mod process;
pub mod profile;
mod recording;
mod reply;
mod scratch;
mod script;
pub mod session;
mod settling;
mod versions;
mod visits;
mod windows;

//! The portal's origin: shell, choice of context, Budowanie usług.

mod building;
mod context;
mod control;
mod entry;
mod export;
mod form;
mod gate;
mod names;
mod navigation;
mod page;
mod panel;
mod partial;
mod router;
mod shell;
mod table;

pub(crate) use names::Names;
pub(crate) use page::{PageError, page};
pub(crate) use router::router;

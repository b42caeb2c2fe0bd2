//! The portal's origin: shell, choice of context, Budowanie usług, Zarządzanie kontem, Rejestr Zdarzeń.

mod account;
mod building;
mod card;
mod card_panel;
mod cards;
mod context;
mod control;
mod data_table;
mod dialogue;
mod entry;
mod export;
mod form;
mod gate;
mod names;
mod navigation;
mod page;
mod panel;
mod partial;
mod postback;
mod register;
mod router;
mod shell;
mod systems;
mod table;
mod tabs;

pub(crate) use names::Names;
pub(crate) use page::{PageError, page};
pub(crate) use router::router;

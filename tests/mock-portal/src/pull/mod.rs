//! The PULL service: how a registered system takes the documents out of the queue behind a skrytka.
//!
//! It stands on an origin of its own, so that whoever drives the portal's pages never comes across it.

mod query;
mod service;

pub(crate) use query::NOT_AUTHORISED;
pub(crate) use service::{Operation, PATH, router};

//! From the document to the model: what comes out is valid, or nothing comes out and every mistake is written down.

mod address;
mod asked;
mod body;
mod call;
mod effect;
mod form;
mod input;
mod portal;
mod runbook;
mod scope;
mod source;
mod step;
mod template;
mod value;
mod verb;

pub(crate) use portal::portal;
pub(crate) use runbook::runbook;
pub(crate) use value::is_identifier;

//! From the document to the model: what comes out is valid, or nothing comes out and every mistake is written down.

mod address;
mod asked;
mod body;
mod call;
mod condition;
mod consent;
mod destroy;
mod effect;
mod form;
mod input;
mod instruction;
mod manual;
mod mask;
mod portal;
mod record;
mod runbook;
mod scope;
mod series;
mod source;
mod step;
mod template;
mod value;
mod verb;
mod visit;

/// The lists of keys and words by which files are read.
pub(crate) mod keys {
    pub(crate) use super::asked::{ANSWERS, ASKED};
    pub(crate) use super::call::{FOR_EACH, MOST_ROWS};
    pub(crate) use super::condition::CONDITION;
    pub(crate) use super::destroy::{CONFIRM, CONSENT, FEWEST, GONE};
    pub(crate) use super::effect::DECLARABLE;
    pub(crate) use super::form::{DEEPEST, PICK};
    pub(crate) use super::input::{COLUMN_TYPES, INPUT, INPUT_TYPES};
    pub(crate) use super::manual::NEEDS;
    pub(crate) use super::portal::{EFFECTS, ENTITY, LOGIN, MASKS, PAGE, PORTAL, SESSION};
    pub(crate) use super::record::{DIFFERS, RECORD};
    pub(crate) use super::runbook::RUNBOOK;
    pub(crate) use super::series::{SERIES, STAGE};
    pub(crate) use super::source::SOURCE;
    pub(crate) use super::value::SCHEMA;
    pub(crate) use super::verb::{COMPANIONS, STEP, Verb};
    pub(crate) use crate::runbook::fault::PATTERNS;
}

pub(crate) use consent::consent;
pub(crate) use instruction::instruction;
pub(crate) use mask::check_file;
pub(crate) use portal::portal;
pub(crate) use runbook::runbook;
pub(crate) use series::{ENTITY, Given, StageDraft, is_series, series};
pub(crate) use value::is_identifier;

//! The report: one page for people, made from a bundle and nothing else.
//!
//! Derived and never trusted: whoever doubts it runs `krok verify`. Every text from the portal is hostile input; the
//! templates escape, and the page carries no script, no inline style and no address to load from.

mod accounts;
mod acts;
pub mod assessment;
pub mod assurance;
pub mod attempt;
mod candidates;
mod changes;
mod circumstances;
pub mod comparison;
pub mod conditions;
mod coverage;
mod covered;
pub mod destroyed;
mod dialogs;
mod difference;
mod differences;
pub mod erased;
mod filters;
pub mod findings;
pub mod fragments;
mod groups;
pub mod handed;
pub mod howto;
pub mod html;
pub mod index;
mod journey;
pub mod matrix;
pub mod metadata;
mod pauses;
pub mod pdf;
mod persons;
mod pictures;
mod raster;
mod reason_table;
pub mod reasons;
mod shown;
pub mod stamps;
mod steps;
mod verdict;
mod wait;
mod wording;
pub mod words;

//! The runbook language: what an author writes, and what it means.
//!
//! A file is read into a document with positions, lowered into a [`model::Runbook`] that can only be valid, or answered
//! with every diagnostic at once. Knows no browser and no evidence.

pub mod model;
pub mod portal;

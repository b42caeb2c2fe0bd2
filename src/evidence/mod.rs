//! The evidence of a run: a folder that a stranger can check with ordinary tools.
//!
//! Imports nothing of ours: the stored words are flat, so old bundles outlive the language and the executor.

pub mod format;

//! The evidence of a run: a folder that a stranger can check with ordinary tools.
//!
//! Imports nothing of ours but the rule by which two texts are one: the stored words are flat, so old bundles outlive the
//! language and the executor.
//! [`trail::Trail`] writes a bundle, [`bundle::Bundle`] reads one, [`verify::verify`] says whether it is whole and
//! untouched. A run that broke off leaves one open: [`recover::recover`] closes it, and [`left::Left`] tells the run that
//! continues it what was done. Who stands behind a closed one is said by [`signature`], [`statements`] and [`stamp`], and
//! [`assurance`] says what that is worth, [`quorum`] whether reviewers enough agree; [`handover`] hands it over, [`erasure`] removes what must
//! not be kept, and [`custody`] keeps a log of both. Reading trusts
//! nothing: whatever bytes a folder holds, the answer is a value, never a panic.

pub mod assurance;
pub mod bundle;
pub mod chain;
pub mod clock;
pub mod consent;
pub mod custody;
mod durable;
pub mod erasure;
pub mod error;
pub mod finding;
mod folder;
pub mod format;
pub mod handover;
mod journal;
pub mod left;
pub mod name;
mod open_acts;
pub mod paths;
pub mod picture;
pub mod quorum;
pub mod recover;
pub mod series;
pub mod signature;
pub mod stamp;
pub mod statements;
pub mod step_path;
mod strict_json;
mod syncer;
pub mod text;
pub mod trail;
pub mod trust;
pub mod used;
pub mod verify;

//! Carries out a runbook on a page and writes the trail.
//!
//! Knows the page only by [`crate::page::protocol::Page`]; knows no browser. `locate` and `compare` are pure; `settle` is
//! the only place that waits; `act` is the only place that touches the page; `record` is the only translation between
//! what was seen here and what is stored.

mod act;
mod amiss;
mod anchor;
mod candidate;
mod compare;
mod condition;
mod confirm;
mod continuation;
mod count;
mod destroy;
mod dialog;
mod each;
mod errand;
mod failure;
mod field;
mod form;
mod gate;
mod gesture;
mod glance;
mod gone;
mod guard;
mod hands;
mod inspect;
mod keep;
mod locate;
mod pause;
mod pick;
mod plan;
mod press;
mod probe;
mod question;
mod reason;
mod record;
mod refusal;
mod route;
mod row;
mod rows;
mod saved;
mod say;
mod sequence;
mod settle;
mod several;
mod sight;
mod step;
mod taken_up;
mod thing;
mod unfolded;
mod visit;
mod walk;
mod windows;
mod work;

pub use anchor::{AwaitedStamp, GetsStamp, Stamped, Unstamped};
pub use condition::{refused_beforehand, unmet_beforehand, unmet_by_values};
pub use continuation::Continuation;
pub use errand::{Account, Awaited, Enclosure, NoAccount, Request, Unfit};
pub use failure::{Failure, Lost, PersonFailure, VisitFailure};
pub use gate::{Gate, GateError, await_login, shown_entity};
pub use pause::{AwaitedWord, Presence, WaitsFor};
pub use plan::{Approval, Granted, Planned, PlannedField};
pub use probe::{Found, Held, Later, Listed, Part, Probe, Probed, probe};
pub use refusal::Refusal;
pub use say::{Ahead, ahead};
pub use settle::while_the_person_logs_in;
pub use walk::{Assignment, Attention, Earlier, GoneBefore, GoneBy, Procedure, carry_out};

//! The review: a second person goes through the trail of a bundle in the browser, step by step, and says what they think
//! of it.
//!
//! [`session`] is the rule: which steps there are, which must have been seen, and what still stands in the way of a
//! verdict. [`server`] shows it on a page of this machine that nobody else can open. The evidence is never touched: what a
//! reviewer says goes to `reviews/`, bound to the seal. [`live`] shows a run on such a page while it works. Knows no portal, no runbook and no browser.

mod answer;
mod desk;
mod duty;
mod gate;
pub mod live;
mod pages;
pub mod server;
pub mod session;
mod wording;

pub use duty::{Duty, Step, steps};

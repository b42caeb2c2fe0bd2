//! What several parts of the suite need.

pub mod attacks;
pub mod browsers;
pub mod cards;
pub mod desk;
pub mod dice;
pub mod fake_list;
pub mod fake_page;
pub mod forger;
pub mod golden;
pub mod hand;
pub mod leaving_page;
pub mod office;
pub mod outside;
pub mod outside_verifiers;
pub mod panel;
pub mod patience;
pub mod power;
pub mod raw_zip;
pub mod records;
pub mod room;
pub mod small_run;
pub mod torture;
pub mod tracer;
pub mod tsa;
pub mod verifier;
pub mod workplace;

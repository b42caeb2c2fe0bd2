//! The suite: krok from the outside. One binary, so that its browsers are shared.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and writes the files that it wants to be read"
)]

mod architecture;
mod cli;
mod evidence;
mod executor;
mod faults;
mod language;
mod page_scripts;
mod portal_runs;
mod report;
mod support;

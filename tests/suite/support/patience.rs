//! Waiting for something to come about, on a machine that may be busy with other things.

use std::process::Child;
use std::time::{Duration, Instant};

use super::office::Office;

/// After so long somebody waits in vain. Nothing is judged by it: it only keeps the suite from hanging without a word.
pub const PATIENCE: Duration = Duration::from_mins(10);

/// Waits until something has come about.
pub fn wait_until(what: &str, came: impl Fn() -> bool) {
    let begun = Instant::now();
    while !came() {
        assert!(begun.elapsed() < PATIENCE, "it never came to that: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Kills a run of an office at once when something has come about, and makes the portal answer at its usual pace again.
pub fn kill_when(office: &Office, mut run: Child, came: impl Fn(&Office) -> bool) {
    let begun = Instant::now();
    while !came(office) {
        assert!(begun.elapsed() < PATIENCE, "it never came to that");
        assert!(run.try_wait().unwrap().is_none(), "the run ended before");
        std::thread::sleep(Duration::from_millis(5));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    office.portal.clear_faults();
}

//! Peak memory of the built program. The bench process holds the practice portal too, so it says nothing about krok:
//! a child takes the logged-in browser over, as after `krok open`, and is watched until it ends.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use krok::browser::driver::Driver;
use krok::browser::family::Family;
use krok::browser::lease::Lease;
use krok::browser::session::Session;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::Event;
use krok::page::protocol::Page as _;

use crate::practice::Practice;

const RUNBOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/runbooks/epuap/skrytki-pull.toml");

/// What a child needed.
pub struct Peak {
    /// Acts of its run.
    pub acts: usize,
    /// Pictures of its run.
    pub pictures: u64,
    /// Highest resident memory.
    pub mebibytes: f64,
}

/// Lets the built program plan on a portal where the person is logged in.
pub fn of_plan(practice: &Practice, driver: &Driver, session: &Session) -> Peak {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (state, bundles) = (folder.path().join("state"), folder.path().join("bundles"));
    let lease = Lease {
        // A practice portal has a lease of its own, by its address.
        portal: format!("epuap@{}", practice.base.authority()),
        family: Family::Chromium,
        webdriver_url: driver.url().to_owned(),
        session_id: session.id().to_owned(),
        driver: driver.process(),
        folder: folder.path().to_owned(),
        browser: session.browser(),
    };
    lease.save(&state.join("krok")).unwrap();
    let addresses = format!("adresy={}", mock_portal::ADDRESSES);
    let mut child = Command::new(env!("CARGO_BIN_EXE_krok"))
        .args([
            "plan",
            RUNBOOK,
            "--input",
            "podmiot=pzgliwice",
            "--input",
            &addresses,
            "--practice",
        ])
        .args([practice.base.as_str(), practice.login.as_str(), "--out"])
        .arg(&bundles)
        .env("XDG_STATE_HOME", &state)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut kibibytes = 0;
    let ended = loop {
        kibibytes = kibibytes.max(high_water(&status).unwrap_or_default());
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        glance();
    };
    assert!(ended.success(), "krok plan: {ended}");
    let bundle = fs::read_dir(&bundles).unwrap().next().unwrap().unwrap().path();
    let bundle = Bundle::open(&bundle).unwrap();
    Peak {
        acts: bundle
            .records()
            .iter()
            .filter(|record| matches!(record.event, Event::Intent(_)))
            .count(),
        pictures: bundle.finished().unwrap().pictures,
        mebibytes: f64::from(kibibytes) / 1024.0,
    }
}

/// Reads the highest resident memory in KiB; a process that has ended has none.
fn high_water(status: &str) -> Option<u32> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "a process has no event for its memory")]
fn glance() {
    std::thread::sleep(Duration::from_millis(2));
}

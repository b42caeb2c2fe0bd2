//! What a person may do to the browser in mid-run: close the window, open a tab, quit; and what ends it without anybody.
//! A run with nobody there does nothing more, says what happened, and is continued in the browser that is opened next.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use krok::browser::process::Process;
use krok::evidence::format::{SealState, Verdict};
use krok::evidence::verify::verify;
use mock_portal::{Event, OFFICE};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::support::forger::copy_folder;
use crate::support::office::Office;
use crate::support::tracer::{Call, Fate, trace};

/// Something that happens to the browser, and when.
struct Mishap {
    name: &'static str,
    /// Words of the last line of the trail after which it happens.
    after: [&'static str; 3],
    happens: fn(&Office),
    /// Exit code, verdict, reason with its cause or manner.
    ends: (i32, Verdict, [&'static str; 2]),
    /// Words on the terminal.
    says: &'static str,
    /// Saves that had arrived.
    saved: usize,
}

const SAVE: [&str; 3] = ["\"intent\"", "\"effect\":\"write\"", "\"label\":\"Zapisz\""];
const SAVED: [&str; 3] = ["\"outcome\"", "\"result\":\"done\"", ""];

const MISHAPS: &[Mishap] = &[
    Mishap {
        name: "another tab",
        after: ["\"intent\"", "\"press\"", "\"label\":\"Edytuj\""],
        happens: |office| office.open_tab("data:text/html,inna"),
        ends: (130, Verdict::Interrupted, ["page-touched", "tab-opened"]),
        says: "otwarto inną kartę lub okno",
        saved: 0,
    },
    Mishap {
        name: "window closed before the save",
        after: SAVE,
        happens: Office::close_window,
        ends: (40, Verdict::Uncertain, ["write-unknown", "window-closed"]),
        says: "zamknięto okno przeglądarki",
        saved: 0,
    },
    Mishap {
        name: "browser killed after the save",
        after: SAVED,
        happens: |office| killed(child_of(child_of(office.keeper()))),
        ends: (25, Verdict::Interrupted, ["browser-lost", ""]),
        says: "Utracono połączenie z przeglądarką",
        saved: 1,
    },
    Mishap {
        name: "driver killed between two steps",
        after: ["\"step-finished\"", "\"step\":\"podmiot\"", ""],
        happens: |office| killed(child_of(office.keeper())),
        ends: (25, Verdict::Interrupted, ["browser-lost", ""]),
        says: "Utracono połączenie z przeglądarką",
        saved: 0,
    },
];

/// Returns the first process that another has started and that lives.
fn child_of(parent: Process) -> Process {
    let is_child = |pid: &u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let mut rest = stat
            .rsplit_once(')')
            .map_or("", |(_, rest)| rest)
            .split_ascii_whitespace();
        rest.nth(1) == Some(&parent.pid.to_string())
    };
    let mut pids: Vec<u32> = fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
        .filter(is_child)
        .collect();
    pids.sort_unstable();
    pids.into_iter().find_map(Process::find).unwrap()
}

/// Kills a process, and waits until it is gone.
fn killed(process: Process) {
    kill(Pid::from_raw(i32::try_from(process.pid).unwrap()), Signal::SIGKILL).unwrap();
    while process.lives() {
        std::thread::yield_now();
    }
}

/// Applies a plan until something happens to the browser; returns how it ended, what was said, and what the portal had
/// been asked to do by then.
fn apply_until(office: &Office, plan: &Path, mishap: &Mishap) -> (Option<i32>, String, usize) {
    let mut writes = None;
    let saved_before = office.writes();
    let apply = ["apply", plan.to_str().unwrap(), "--yes"];
    let traced = trace(&mut office.command(&apply), office.folder(), |_, call: &Call| {
        let is_of_trail = call.name != "openat" && call.path.ends_with("trail.ndjson");
        if writes.is_none() && is_of_trail && office.writes() - saved_before == mishap.saved {
            let trail = fs::read_to_string(&call.path).unwrap();
            let last = trail.lines().last().unwrap_or_default();
            if mishap.after.iter().all(|word| last.contains(word)) {
                (mishap.happens)(office);
                writes = Some(office.portal.truth().journal().len());
            }
        }
        Fate::Goes
    });
    (traced.status.code(), traced.said, writes.unwrap())
}

/// The last bundle is sealed, tells what happened, and has its report.
fn broke_off(office: &Office, mishap: &Mishap) -> PathBuf {
    let last = office.last();
    let (_, verdict, [code, more]) = mishap.ends;
    let reason = last.reason();
    let told = ["cause", "how"].map(|name| reason.values.get(name).cloned().unwrap_or_default());
    assert_eq!(
        (last.finished().verdict, &*reason.code),
        (verdict, code),
        "{}: {reason:?}",
        mishap.name
    );
    assert_eq!(told.concat(), more, "{}", mishap.name);
    assert_eq!(last.0.seal().unwrap().state, SealState::Complete, "{}", mishap.name);
    let path = last.0.path().to_owned();
    assert!(verify(&path).is_intact(), "{}", mishap.name);
    let report = fs::read_to_string(path.join("report.html")).unwrap();
    assert!(report.contains(mishap.says), "{}", mishap.name);
    path
}

#[test]
fn whatever_becomes_of_the_browser_is_said_and_the_run_goes_on_in_the_next_one_without_saving_twice() {
    let mut office = Office::of_one_skrytka();
    let skrytki = office.portal.truth().state()[OFFICE].clone();
    assert_eq!(office.plan().code, 0);
    let plan = office.bundles().pop().unwrap();
    let screenshots = office.folder().join("screenshots");
    let planned = tempfile::tempdir().unwrap();
    copy_folder(&screenshots, planned.path());
    for mishap in MISHAPS {
        office.open_another_browser();
        office
            .portal
            .arrange_skrytki(OFFICE, |stored| stored.clone_from(&skrytki));
        fs::remove_dir_all(&screenshots).unwrap();
        copy_folder(planned.path(), &screenshots);
        // With it the browser outlives the window that krok works in.
        office.open_tab("about:blank");
        let before = office.portal.truth().journal().len();
        let (code, said, writes) = apply_until(&office, &plan, mishap);
        assert_eq!(code, Some(mishap.ends.0), "{}: {said}", mishap.name);
        assert!(
            said.contains(mishap.says) && said.contains("krok resume"),
            "{}: {said}",
            mishap.name
        );
        let bundle = broke_off(&office, mishap);
        assert_eq!(
            office.portal.truth().journal().len(),
            writes,
            "{}: nothing after it",
            mishap.name
        );

        if !office.browser_is_open() {
            office.open_another_browser();
        }
        let ran = office.krok(&["resume", bundle.to_str().unwrap(), "--yes"]);
        assert_eq!(
            (ran.code, office.deviations()),
            (0, Vec::new()),
            "{}: {ran:?}",
            mishap.name
        );
        let mut saves: BTreeMap<String, usize> = BTreeMap::new();
        for entry in &office.portal.truth().journal()[before..] {
            if let Event::Saved { skrytka, changes, .. } = &entry.event {
                assert!(!changes.is_empty(), "{}: {skrytka} is saved for nothing", mishap.name);
                *saves.entry(skrytka.clone()).or_default() += 1;
            }
        }
        assert_eq!(saves.into_values().collect::<Vec<_>>(), [1], "{}: once", mishap.name);
        killed(office.keeper());
    }
}

//! Earlier runs on which a condition relies: what a person left out, what failed since, and what lies in the folder without
//! being one's own count for nothing. Only persons act here, so no browser is opened.

use std::fs;
use std::os::unix::fs::{chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use krok::evidence::bundle::Bundle;
use krok::evidence::series::{StageState, read};
use tempfile::TempDir;

use crate::support::forger::forge;
use crate::support::office::{Ran, home, krok, run};

const START: &str = r#"schema = 1
title  = "Uruchomienie"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id      = "odbiera"
manual  = "Proszę potwierdzić, że dokumenty są odbierane."
answers = ["system", "pracownicy"]
as      = "kto"

[[step]]
id     = "numer"
when   = { value = "{kto}", is = "system" }
manual = "Proszę zapisać numer pierwszego dokumentu."
"#;

const AFTER: &str = r#"schema = 1
title  = "Dalszy ciąg"
portal = "epuap"

require = { done = "uruchomienie", because = "Najpierw ktoś musi odbierać dokumenty." }

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id     = "telefon"
manual = "Zadzwonić."
"#;

const SERIES: &str = r#"schema = 1
title  = "Wszystko"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id   = "odbior"
use  = "epuap/uruchomienie"
with = { podmiot = "{podmiot}" }

[[step]]
id   = "dalej"
use  = "epuap/dalej"
with = { podmiot = "{podmiot}" }
"#;

const DONE: &str = "odbiera = { outcome = \"done\", by = \"Jan Lis\", answer = \"pracownicy\" }\n";
const SKIPPED: &str = "odbiera = { outcome = \"skipped\", by = \"Jan Lis\" }\n";
const FAILED: &str = "odbiera = { outcome = \"failed\", by = \"Jan Lis\", note = \"SOD przestał działać\" }\n";
const CALLED: &str = "telefon = { outcome = \"done\", by = \"Jan Lis\" }\n";

/// An operator's folder with the runbooks.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let home = home("3s");
        let runbooks = home.path().join("runbooks");
        fs::write(runbooks.join("epuap/uruchomienie.toml"), START).unwrap();
        fs::write(runbooks.join("epuap/dalej.toml"), AFTER).unwrap();
        fs::write(runbooks.join("seria.toml"), SERIES).unwrap();
        Self(home)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn krok(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
        command
            .args(arguments)
            .args(["--input", "podmiot=pzgliwice", "--yes"])
            .current_dir(self.path())
            .env("XDG_STATE_HOME", self.path().join("state"))
            .stdin(Stdio::null());
        run(&mut command)
    }

    /// Carries a runbook of persons out.
    fn answered(&self, runbook: &str, answers: &str) -> Ran {
        fs::write(self.path().join("odpowiedzi.toml"), answers).unwrap();
        let runbook = format!("runbooks/epuap/{runbook}.toml");
        self.krok(&["run", &runbook, "--answers", "odpowiedzi.toml"])
    }

    fn start(&self, answers: &str) {
        let ran = self.answered("uruchomienie", answers);
        assert_eq!(ran.code == 0, answers != FAILED, "{ran:?}");
    }

    /// Says whether what requires the start may begin.
    fn may_go_on(&self) -> bool {
        let ran = self.answered("dalej", CALLED);
        match ran.code {
            0 => true,
            10 => {
                assert!(ran.stderr.contains("Najpierw ktoś musi odbierać"), "{ran:?}");
                false
            }
            _ => panic!("{ran:?}"),
        }
    }

    /// Runs the series with these answers for its first stage, and says how often each stage ran.
    fn series(&self, answers: Option<&str>) -> Vec<Option<usize>> {
        let folder = self.path().join("odpowiedzi");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("dalej.toml"), CALLED).unwrap();
        let file = folder.join("odbior.toml");
        match answers {
            Some(answers) => fs::write(file, answers).unwrap(),
            None => drop(fs::remove_file(file)),
        }
        let ran = self.krok(&["run", "runbooks/seria.toml", "--answers", "odpowiedzi"]);
        let entries = fs::read_dir(self.path().join("screenshots")).unwrap();
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        folders.retain(|path| path.join("seria.json").is_file());
        folders.sort_by_key(|path| fs::metadata(path.join("seria.json")).unwrap().modified().unwrap());
        let last = folders.last().unwrap_or_else(|| panic!("{ran:?}"));
        let stages = read(last).unwrap().unwrap().stages;
        let count = |state: &StageState| match state {
            StageState::Ran(bundles) => Some(bundles.len()),
            StageState::Waiting | StageState::Blocked(_) | StageState::Skipped(_) => None,
        };
        stages.iter().map(|stage| count(&stage.state)).collect()
    }

    /// The one bundle that a command left: the newest of a kind.
    fn applied(&self) -> PathBuf {
        let entries = fs::read_dir(self.path().join("screenshots")).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let mut applied = paths.filter(|path| path.to_string_lossy().contains("-uruchomienie-apply-"));
        let only = applied.next().unwrap();
        assert_eq!(applied.next(), None);
        only
    }
}

#[test]
fn what_a_person_left_out_is_not_done() {
    let desk = Desk::new();
    desk.start(SKIPPED);
    assert!(!desk.may_go_on());
    desk.start(DONE);
    assert!(desk.may_go_on());
    // Of the numbered document nothing is known, because who receives was left open.
    let half = "odbiera = { outcome = \"done\", by = \"Jan Lis\", answer = \"system\" }\n\
                numer = { outcome = \"skipped\", by = \"Jan Lis\" }\n";
    desk.start(half);
    assert!(!desk.may_go_on());
}

#[test]
fn what_failed_since_is_no_longer_done() {
    let desk = Desk::new();
    desk.start(DONE);
    assert!(desk.may_go_on());
    desk.start(FAILED);
    assert!(!desk.may_go_on(), "the newest apply decides");
    desk.start(DONE);
    assert!(desk.may_go_on());
}

#[test]
fn a_stage_of_persons_is_done_before_only_if_it_was_and_nothing_new_is_said() {
    let desk = Desk::new();
    assert_eq!(desk.series(Some(SKIPPED)), [Some(2), None], "left out is not done");
    assert_eq!(desk.series(Some(DONE)), [Some(2), Some(2)]);
    assert_eq!(desk.series(None), [None, None], "persons are not asked again");
    assert_eq!(desk.series(Some(DONE)), [None, None], "nothing new is said");
    assert_eq!(desk.series(Some(FAILED)), [Some(2), None], "what is said anew counts");
    assert_eq!(desk.series(None), [Some(2), None], "what failed is not done before");
}

#[test]
fn a_link_or_what_somebody_else_owns_is_no_earlier_run() {
    let desk = Desk::new();
    desk.start(DONE);
    let bundle = desk.applied();
    let elsewhere = desk.path().join("gdzie-indziej");
    fs::rename(&bundle, &elsewhere).unwrap();
    symlink(&elsewhere, &bundle).unwrap();
    assert!(!desk.may_go_on(), "a link to a bundle");
    fs::remove_file(&bundle).unwrap();
    fs::rename(&elsewhere, &bundle).unwrap();
    assert!(desk.may_go_on());
    let trail = bundle.join("trail.ndjson");
    fs::rename(&trail, &elsewhere).unwrap();
    symlink(&elsewhere, &trail).unwrap();
    assert!(!desk.may_go_on(), "a link to a trail");
    fs::remove_file(&trail).unwrap();
    fs::rename(&elsewhere, &trail).unwrap();
    assert!(desk.may_go_on());
    // Only the superuser can give files away.
    for given in [&bundle, &trail] {
        if chown(given, Some(65534), None).is_err() {
            return;
        }
        assert!(!desk.may_go_on(), "{} of somebody else", given.display());
        chown(given, Some(0), None).unwrap();
    }
    assert!(desk.may_go_on());
}

#[test]
fn a_run_at_another_address_does_not_count() {
    let desk = Desk::new();
    let profile = desk.path().join("runbooks/epuap/portal.toml");
    let real = fs::read_to_string(&profile).unwrap();
    let test = real.replace("https://epuap.gov.pl", "https://test.epuap.example");
    assert_ne!(real, test);
    fs::write(&profile, &test).unwrap();
    desk.start(DONE);
    assert!(desk.may_go_on());
    fs::write(&profile, &real).unwrap();
    assert!(!desk.may_go_on(), "the test system is another one");
    desk.start(DONE);
    assert!(desk.may_go_on());
}

/// Writes a bundle anew as if it had been made ten years from now, by a clock that has been set right since.
fn made_ahead_of_time(bundle: &Path) {
    forge(bundle, |records| {
        for record in records {
            let year: u32 = record.at[..4].parse().unwrap();
            record.at.replace_range(..4, &(year + 10).to_string());
        }
    });
}

#[test]
fn a_clock_that_was_put_back_makes_no_older_run_the_newest() {
    let desk = Desk::new();
    desk.start(DONE);
    let done = desk.applied();
    made_ahead_of_time(&done);
    assert!(desk.may_go_on());
    desk.start(FAILED);
    assert!(!desk.may_go_on(), "by the clock the failure came ten years before");
    // Whoever reads is told, of the run whose clock was behind.
    let entries = fs::read_dir(desk.path().join("screenshots")).unwrap();
    let bundles: Vec<Bundle> = entries
        .map(|entry| Bundle::open(&entry.unwrap().path()).unwrap())
        .collect();
    let mut numbers: Vec<u64> = bundles.iter().filter_map(|bundle| bundle.started()?.number).collect();
    numbers.sort_unstable();
    let each: Vec<u64> = (1..).take(bundles.len()).collect();
    assert_eq!(numbers, each);
    let behind = bundles.iter().filter(|bundle| {
        let mut circumstances = bundle.started().unwrap().circumstances.iter();
        circumstances.any(|reason| reason.code == "clock-behind")
    });
    let behind: Vec<&Bundle> = behind.collect();
    assert_eq!(behind.len(), 1);
    let after = Bundle::open(&done).unwrap().started().unwrap().number.unwrap() + 1;
    assert_eq!(behind[0].started().unwrap().number, Some(after));
    let report = fs::read_to_string(behind[0].path().join("report.html")).unwrap();
    assert!(
        report.contains("Zegar komputera pokazywał wcześniejszą chwilę"),
        "{report}"
    );
}

#[test]
fn a_clock_that_was_set_in_a_run_is_told_and_no_damage() {
    let desk = Desk::new();
    desk.start(DONE);
    let bundle = desk.applied();
    forge(&bundle, |records| {
        let last = records.last_mut().unwrap();
        let year: u32 = last.at[..4].parse().unwrap();
        last.at.replace_range(..4, &(year - 1).to_string());
        last.at.replace_range(23.., "+09:30");
    });
    let verified = run(&mut krok(&["verify", bundle.to_str().unwrap()], desk.path()));
    assert_eq!(verified.code, 0, "{verified:?}");
    for told in [
        "uwaga: Zegar komputera cofnięto",
        "uwaga: W trakcie przebiegu zmieniła się strefa czasowa",
    ] {
        assert!(verified.stdout.contains(told), "{told}: {verified:?}");
    }
    let report = run(&mut krok(&["report", bundle.to_str().unwrap()], desk.path()));
    assert_eq!(report.code, 0, "{report:?}");
    let report = fs::read_to_string(bundle.join("report.html")).unwrap();
    assert!(report.contains("Zegar komputera cofnięto w trakcie przebiegu"));
    assert!(desk.may_go_on(), "what was done is done");
}

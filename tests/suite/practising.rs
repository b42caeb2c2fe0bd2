//! What a person can try without a real portal: the demo, and the practice portals with the command that they print.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use krok::evidence::verify::verify;

use crate::support::office::{krok, run};

#[test]
fn the_demo_reconfigures_every_skrytka() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&mut krok(
        &["demo", "skrytki", "--headless", "--out", "dowody"],
        folder.path(),
    ));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stdout.contains("Stan portalu zgadza się z instrukcją"),
        "{}",
        ran.stdout
    );
    let bundles: Vec<_> = fs::read_dir(folder.path().join("dowody")).unwrap().collect();
    assert_eq!(bundles.len(), 3, "plan, apply, second plan");
    for bundle in bundles {
        let verification = verify(&bundle.unwrap().path());
        assert_eq!(
            (verification.integrity, verification.completeness),
            (Vec::new(), Vec::new())
        );
    }
}

/// The portal breaks off again and again, and still nothing is done twice; the storm of a seed is always the same.
#[test]
fn the_demo_ends_right_in_a_storm_of_faults() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&mut krok(
        &["demo", "skrytki", "--headless", "--faults", "3", "--out", "dowody"],
        folder.path(),
    ));
    assert_eq!(ran.code, 0, "{ran:?}");
    for told in [
        "Burza 3: usterki ",
        "✓ niczego nie zapisano ani nie usunięto dwa razy",
        "✓ teczki nienaruszone",
        "Stan portalu zgadza się z instrukcją",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("usterki 0"), "{}", ran.stdout);
}

/// "Integracja może być wykonana w sposób płynny bez utraty żadnych danych": the demo fails unless every document that
/// citizens send all through the migration is received exactly once, by SEKAP before and by the document system after.
#[test]
fn the_demo_carries_an_office_through_the_whole_instruction_and_loses_no_document() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&mut krok(&["demo", "--headless", "--out", "dowody"], folder.path()));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stdout.contains("Stan portali zgadza się z instrukcją"),
        "{}",
        ran.stdout
    );
    let series = fs::read_dir(folder.path().join("dowody"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert!(series.join("index.html").exists());
    let bundles = fs::read_dir(&series).unwrap().map(|entry| entry.unwrap().path());
    let bundles: Vec<_> = bundles.filter(|path| path.is_dir()).collect();
    assert_eq!(
        bundles.len(),
        19,
        "a plan and an apply of nine stages, and a plan that found nothing to do"
    );
    for bundle in bundles {
        let verification = verify(&bundle);
        assert_eq!(
            (verification.integrity, verification.completeness),
            (Vec::new(), Vec::new())
        );
    }
}

/// Starts `krok practice-portal` for the migration and reads what it says up to the end of the command for the other
/// window.
fn practice_portals(folder: &Path) -> (Child, Vec<String>) {
    let mut portals = krok(&["practice-portal", "--data", "migration"], folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = Vec::new();
    for line in BufReader::new(portals.stdout.take().unwrap()).lines() {
        lines.push(line.unwrap());
        if lines.last().is_some_and(|line| line.contains("--practice-at sekap")) {
            break;
        }
    }
    (portals, lines)
}

fn interrupt(child: &Child) {
    let pid = rustix::process::Pid::from_child(child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
}

/// The printed command is taken as it stands, up to the login, which belongs to a person.
#[test]
fn the_migration_can_be_practised_with_the_command_that_the_practice_portals_print() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(
        concat!(env!("CARGO_MANIFEST_DIR"), "/runbooks"),
        folder.path().join("runbooks"),
    )
    .unwrap();
    let (mut portals, lines) = practice_portals(folder.path());
    let start = lines.iter().position(|line| line.starts_with("krok run")).unwrap();
    let command = lines[start..].join("\n").replacen("krok", "exec \"$KROK\"", 1);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{command} --headless --yes")])
        .current_dir(folder.path())
        .env("KROK", env!("CARGO_BIN_EXE_krok"))
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut practised = shell.spawn().unwrap();
    let mut said = String::new();
    for line in BufReader::new(practised.stderr.take().unwrap()).lines() {
        let line = line.unwrap();
        said.push_str(&line);
        if line.contains("Proszę zalogować się") {
            interrupt(&practised);
        }
    }
    assert!(said.contains("przerwano oczekiwanie na zalogowanie"), "{said}");
    assert_eq!(practised.wait().unwrap().code(), Some(130), "{said}");
    let papers = lines
        .iter()
        .find_map(|line| line.strip_prefix("Ćwiczebne pliki urzędu (znikną po zatrzymaniu): "));
    let papers = Path::new(papers.unwrap());
    assert!(papers.join("zgoda.toml").is_file());
    interrupt(&portals);
    assert_eq!(portals.wait().unwrap().code(), Some(0));
    assert!(!papers.exists());
}

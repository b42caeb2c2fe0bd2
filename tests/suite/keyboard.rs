//! Questions at a terminal: what was typed before one stood there is no answer to it. Only persons act here, so no browser
//! is opened.

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};

use krok::evidence::format::Verdict;
use krok::evidence::verify::verify;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::support::office::{bundles_in, home, krok, last_in};

const TALK: &str = r#"schema = 1
title  = "Rozmowa"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id     = "telefon"
manual = "Zadzwonić do dostawcy."
"#;

/// Makes the folder of an operator who has the runbook, and what was done by telephone.
fn place() -> TempDir {
    let home = home("3s");
    fs::write(home.path().join("runbooks/epuap/rozmowa.toml"), TALK).unwrap();
    fs::write(
        home.path().join("odpowiedzi.toml"),
        "telefon = { outcome = \"done\", by = \"Anna Nowak\" }\n",
    )
    .unwrap();
    home
}

/// Runs the runbook in a terminal where `early` was typed before krok began, types `late` once a question stands there,
/// and returns the exit code, all that was shown, and the folder.
fn typed(arguments: &str, question: &str, early: &str, late: &str) -> (Option<i32>, String, TempDir) {
    let arguments = format!("--answers odpowiedzi.toml {arguments}");
    asked(&arguments, early, &[(question, &|terminal, _| keys(terminal, late))])
}

/// Types.
fn keys(terminal: &mut Child, text: &str) {
    terminal.stdin.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
}

/// What is done to a terminal, or to krok by its number.
type Doing<'d> = &'d dyn Fn(&mut Child, Pid);

/// Runs the runbook in a terminal where `early` was typed before krok began; as each of the questions stands there, in their
/// order, something is done.
fn asked(arguments: &str, early: &str, questions: &[(&str, Doing<'_>)]) -> (Option<i32>, String, TempDir) {
    let home = place();
    // The shell takes the first line; what comes with it waits in the terminal for whoever reads next.
    let command = format!(
        "read begin; echo $$ > number; exec {} run runbooks/epuap/rozmowa.toml {arguments}",
        env!("CARGO_BIN_EXE_krok")
    );
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .current_dir(home.path())
        .env("XDG_STATE_HOME", home.path().join("state"))
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    keys(&mut terminal, &format!("begin\n{early}"));
    let mut screen = terminal.stdout.take().unwrap();
    let mut shown = String::new();
    let mut left = questions.iter();
    let mut next = left.next();
    let mut bytes = [0; 4096];
    loop {
        let count = screen.read(&mut bytes).unwrap();
        if count == 0 {
            break;
        }
        shown.push_str(&String::from_utf8_lossy(&bytes[..count]));
        if let Some((_, act)) = next.filter(|(question, _)| shown.contains(question)) {
            let number = fs::read_to_string(home.path().join("number")).unwrap();
            act(&mut terminal, Pid::from_raw(number.trim().parse().unwrap()));
            next = left.next();
        }
    }
    (terminal.wait().unwrap().code(), shown, home)
}

/// Says whether a process has not ended, whether or not somebody has taken note of it.
fn is_at_work(krok: Pid) -> bool {
    fs::read_to_string(format!("/proc/{krok}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

/// The run that asked is closed as interrupted, with its report.
fn is_interrupted(home: &TempDir, how: &str) {
    let last = last_in(home.path());
    assert_eq!(last.finished().verdict, Verdict::Interrupted, "{how}");
    let verification = verify(last.0.path());
    assert!(verification.is_intact() && verification.sealed, "{how}");
    assert!(last.0.path().join("report.html").exists(), "{how}");
}

const BEGIN: &str = "--input podmiot=pzgliwice";
/// Whether to make the changes, and what the step asks first.
const QUESTIONS: [&str; 2] = ["Wprowadzić te zmiany", "Wynik:"];

#[test]
fn whoever_stops_krok_at_a_question_once_or_again_leaves_closed_bundles() {
    let ways: [(&str, Doing<'_>); 4] = [
        ("Ctrl-C", &|terminal, _| keys(terminal, "\x03")),
        ("Ctrl-C twice", &|terminal, _| keys(terminal, "\x03\x03")),
        ("a termination request", &|_, krok| kill(krok, Signal::SIGTERM).unwrap()),
        ("all at once", &|_, krok| {
            for signal in [Signal::SIGTERM, Signal::SIGHUP, Signal::SIGINT] {
                kill(krok, signal).unwrap();
            }
        }),
    ];
    for (how, stopping) in ways {
        let (code, shown, home) = asked(BEGIN, "", &[(QUESTIONS[0], stopping)]);
        assert_eq!(code, Some(130), "{how} before the changes: {shown}");
        assert_eq!(bundles_in(home.path()).len(), 1, "{how}: only the plan");
        let yes: Doing<'_> = &|terminal, _| keys(terminal, "tak\n");
        let (code, shown, home) = asked(BEGIN, "", &[(QUESTIONS[0], yes), (QUESTIONS[1], stopping)]);
        assert_eq!(code, Some(130), "{how} in the run: {shown}");
        is_interrupted(&home, how);
    }
}

#[test]
fn a_terminal_that_is_closed_at_a_question_ends_the_run_and_closes_the_bundle() {
    let yes: Doing<'_> = &|terminal, _| keys(terminal, "tak\n");
    // The end of the terminal's program closes the terminal under krok.
    let closing: Doing<'_> = &|terminal, krok| {
        terminal.kill().unwrap();
        while is_at_work(krok) {
            std::thread::yield_now();
        }
    };
    let (_, _, home) = asked(BEGIN, "", &[(QUESTIONS[0], yes), (QUESTIONS[1], closing)]);
    is_interrupted(&home, "closed terminal");
}

#[test]
fn a_run_whose_output_nobody_reads_comes_to_its_end() {
    let home = place();
    let nobody = || std::io::pipe().unwrap().1;
    let ended = krok(
        &[
            "run",
            "runbooks/epuap/rozmowa.toml",
            "--answers",
            "odpowiedzi.toml",
            "--yes",
            "--input",
            "podmiot=pzgliwice",
        ],
        home.path(),
    )
    .stdout(nobody())
    .stderr(nobody())
    .status()
    .unwrap();
    assert_eq!(ended.code(), Some(0));
    let last = last_in(home.path());
    assert!(verify(last.0.path()).is_complete() && last.0.path().join("report.html").exists());
}

#[test]
fn a_yes_typed_before_the_question_is_none() {
    let (input, question) = ("--input podmiot=pzgliwice", "Wprowadzić te zmiany");
    let (code, shown, _) = typed(input, question, "tak\n", "nie\n");
    assert!(shown.contains("Niczego nie zmieniono."), "{shown}");
    assert_ne!(code, Some(0), "{shown}");
    let (code, shown, _) = typed(input, question, "nie\n", "tak\n");
    assert_eq!(code, Some(0), "{shown}");
}

#[test]
fn a_value_typed_before_the_question_is_none() {
    let (code, shown, home) = typed("--yes", "Identyfikator podmiotu", "pzbytom\n", "pzgliwice\n");
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(last_in(home.path()).0.started().unwrap().entity, "pzgliwice");
}

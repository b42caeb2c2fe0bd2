//! Questions at a terminal: what was typed before one stood there is no answer to it. Only persons act here, so no browser
//! is opened.

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::office::{home, last_in};

const TALK: &str = r#"schema = 1
title  = "Rozmowa"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id     = "telefon"
manual = "Zadzwonić do dostawcy."
"#;

/// Runs the runbook in a terminal where `early` was typed before krok began, types `late` once a question stands there,
/// and returns the exit code, all that was shown, and the folder.
fn typed(arguments: &str, question: &str, early: &str, late: &str) -> (Option<i32>, String, TempDir) {
    let home = home("3s");
    fs::write(home.path().join("runbooks/epuap/rozmowa.toml"), TALK).unwrap();
    fs::write(
        home.path().join("odpowiedzi.toml"),
        "telefon = { outcome = \"done\", by = \"Anna Nowak\" }\n",
    )
    .unwrap();
    // The shell takes the first line; what comes with it waits in the terminal for whoever reads next.
    let command = format!(
        "read begin; exec {} run runbooks/epuap/rozmowa.toml --answers odpowiedzi.toml {arguments}",
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
    let mut keys = terminal.stdin.take().unwrap();
    keys.write_all(format!("begin\n{early}").as_bytes()).unwrap();
    let mut screen = terminal.stdout.take().unwrap();
    let mut shown = String::new();
    let mut is_asked = false;
    let mut bytes = [0; 4096];
    loop {
        let count = screen.read(&mut bytes).unwrap();
        if count == 0 {
            break;
        }
        shown.push_str(&String::from_utf8_lossy(&bytes[..count]));
        if !is_asked && shown.contains(question) {
            is_asked = true;
            keys.write_all(late.as_bytes()).unwrap();
        }
    }
    (terminal.wait().unwrap().code(), shown, home)
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

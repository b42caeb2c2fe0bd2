//! `krok coverage`: what of the instruction the runbooks carry out, as an author sees it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::office::{Ran, run};

const INSTRUCTION: &str = r#"schema   = 1
document = "Instrukcja"

[[chapter]]
number = "1"
title  = "Skrytki"

[chapter.points]
"1.1"       = "Uruchomić „Skrytki” | listę."
"1.1-uwaga" = { says = "Lista jest długa.", nothing_to_do = "mówi o liście" }
"1/2"       = "Zapisać."
"#;

const RUNBOOK: &str = r#"schema = 1
title  = "Próba"
portal = "epuap"

[source]
document = "Instrukcja"
chapter  = "1"

[source.points]
"1.1" = "Uruchomić „Skrytki” | listę."

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id    = "lista"
cites = ["1.1"]
go    = ["Skrytki"]
"#;

fn coverage(folder: &Path, more: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
    command
        .args(["coverage"])
        .args(more)
        .current_dir(folder)
        .stdin(Stdio::null());
    run(&mut command)
}

/// A folder with an instruction and one runbook that carries out its first point.
fn folder(instruction: &str, runbook: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let runbooks = folder.path().join("runbooks/epuap");
    fs::create_dir_all(&runbooks).unwrap();
    let product = Path::new(env!("CARGO_MANIFEST_DIR")).join("runbooks/epuap/portal.toml");
    fs::copy(product, runbooks.join("portal.toml")).unwrap();
    fs::write(folder.path().join("runbooks/instrukcja.toml"), instruction).unwrap();
    fs::write(runbooks.join("proba.toml"), runbook).unwrap();
    folder
}

fn refused(instruction: &str, runbook: &str) -> String {
    let folder = folder(instruction, runbook);
    let ran = coverage(folder.path(), &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
    ran.stderr
}

#[test]
fn every_point_of_the_instruction_has_a_step_or_a_reason_for_none() {
    let ran = coverage(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    let open = ran.stdout.lines().filter(|line| line.ends_with("  BRAK"));
    assert_eq!(open.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", ran.stderr);
    assert_eq!(ran.code, 0);
}

#[test]
fn each_point_stands_with_its_steps_and_an_uncovered_one_ends_with_code_1() {
    let folder = folder(INSTRUCTION, RUNBOOK);
    let ran = coverage(folder.path(), &["--markdown", "pokrycie.md", "--csv", "pokrycie.csv"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.stdout,
        "  Punkt      Treść                         Runbook      Krok\n\
         \n\
         1. Skrytki\n\
         \u{20} 1.1        Uruchomić „Skrytki” | listę.  epuap/proba  lista\n\
         \u{20} 1.1-uwaga  Lista jest długa.             –            bez czynności: mówi o liście\n\
         \u{20} 1/2        Zapisać.                      –            BRAK\n\
         Punktów: 3; wykonywanych: 1, bez czynności: 1, niepokrytych: 1 (1/2)\n"
    );
    let markdown = fs::read_to_string(folder.path().join("pokrycie.md")).unwrap();
    assert!(
        markdown.contains("| 1.1 | Uruchomić „Skrytki” \\| listę. | epuap/proba | lista |\n")
            && markdown.contains("| 1/2 | Zapisać. | – | **BRAK** |\n"),
        "{markdown}"
    );
    let csv = fs::read_to_string(folder.path().join("pokrycie.csv")).unwrap();
    assert_eq!(
        csv,
        "\"Punkt\",\"Treść\",\"Runbook\",\"Krok\"\r\n\
         \"1.1\",\"Uruchomić „Skrytki” | listę.\",\"epuap/proba\",\"lista\"\r\n\
         \"1.1-uwaga\",\"Lista jest długa.\",\"\",\"bez czynności: mówi o liście\"\r\n\
         \"1/2\",\"Zapisać.\",\"\",\"BRAK\"\r\n"
    );
    let covered = RUNBOOK
        .replace("[inputs]", "\"1/2\" = \"Zapisać.\"\n\n[inputs]")
        .replace("[\"1.1\"]", "[\"1.1\", \"1/2\"]");
    fs::write(folder.path().join("runbooks/epuap/proba.toml"), covered).unwrap();
    let english = coverage(folder.path(), &["--lang", "en"]);
    assert_eq!(english.code, 0, "{english:?}");
    assert!(
        english
            .stdout
            .ends_with("Points: 3; carried out: 2, nothing to do: 1, uncovered: 0\n"),
        "{}",
        english.stdout
    );
}

#[test]
fn a_runbook_that_says_otherwise_than_the_instruction_is_refused_where_it_stands() {
    let unknown = refused(INSTRUCTION, &RUNBOOK.replace("1.1\"", "1.2\""));
    assert!(
        unknown.contains("runbooks/epuap/proba.toml:10:1") && unknown.contains("instrukcja nie ma punktu `1.2`"),
        "{unknown}"
    );
    let other = refused(INSTRUCTION, &RUNBOOK.replace("| listę.\"", "| tabelę.\""));
    assert!(
        other.contains("runbooks/epuap/proba.toml:10:9")
            && other.contains("zdanie punktu `1.1` jest inne niż w instrukcji")
            && other.contains("w instrukcji: Uruchomić „Skrytki” | listę."),
        "{other}"
    );
    let listing = "[source.points]\n\"1.1\" = \"Uruchomić „Skrytki” | listę.\"\n";
    let unlisted = RUNBOOK.replace(listing, "").replace("[\"1.1\"]", "[\"1.1-uwag\"]");
    let cited = refused(INSTRUCTION, &unlisted);
    assert!(
        cited.contains("runbooks/epuap/proba.toml:15:10") && cited.contains("czy chodziło o `1.1-uwaga`?"),
        "{cited}"
    );
}

#[test]
fn a_mistake_in_the_instruction_is_told_with_its_place() {
    for (wrong, instead, place, said) in [
        ("\"1/2\"", "\"2/2\"", "11:1", "nie należy do rozdziału 1"),
        ("\"1/2\"", "\"punkt\"", "11:1", "nie jest numerem punktu"),
        ("\"1/2\"", "\"1.1\"", "11:1", "1.1"),
        ("nothing_to_do", "nic", "10:45", "nieznany klucz `nic`"),
        (
            "number = \"1\"",
            "number = \"I\"",
            "5:10",
            "`I` nie jest numerem punktu",
        ),
        ("title ", "tytul ", "6:1", "`tytul`"),
    ] {
        let seen = refused(&INSTRUCTION.replace(wrong, instead), RUNBOOK);
        assert!(
            seen.contains(&format!("instrukcja.toml:{place}")) && seen.contains(said),
            "{instead}: {seen}"
        );
    }
    let twice = format!("{INSTRUCTION}\n[[chapter]]\nnumber = \"1\"\ntitle = \"x\"\npoints = {{ \"1.9\" = \"y\" }}\n");
    assert!(refused(&twice, RUNBOOK).contains("rozdział 1 występuje drugi raz"));
}

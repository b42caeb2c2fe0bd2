//! A desk with a sealed bundle, and the keys of those who sign.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use krok::evidence::format::{Event, Mode, RunFinished, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use serde_json::Value;
use tempfile::TempDir;

use super::forger::forge;
use super::office::{Ran, krok, run};
use super::records::beginning;

/// A desk with a sealed bundle, where keys of several people lie.
pub struct Desk {
    pub folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        sealed(folder.path(), "teczka", |_| {});
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn bundle(&self) -> PathBuf {
        self.path("teczka")
    }

    /// Makes a key as `ssh-keygen` does.
    pub fn key(&self, name: &str, kind: &str) -> PathBuf {
        let path = self.path(name);
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", kind, "-N", "", "-C", name, "-f"])
            .arg(&path)
            .status()
            .unwrap();
        assert!(made.success());
        path
    }

    /// Writes a trust file of lines `who options`, each with the key of that name.
    pub fn trust(&self, lines: &[(&str, &str)]) -> PathBuf {
        let line = |(who, options): &(&str, &str)| {
            let key = fs::read_to_string(self.path(&format!("{who}.pub"))).unwrap();
            format!("{who} {options} {key}")
        };
        let path = self.path("zaufani");
        fs::write(&path, lines.iter().map(line).collect::<String>()).unwrap();
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = krok(arguments, self.folder.path());
        command
            .env("XDG_CONFIG_HOME", self.path("ustawienia"))
            .env_remove("SSH_AUTH_SOCK");
        command
    }

    pub fn krok(&self, arguments: &[&str]) -> Ran {
        run(&mut self.command(arguments))
    }

    pub fn done(&self, arguments: &[&str]) -> Ran {
        let ran = self.krok(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran
    }

    /// Signs as the operator, whom the trust file knows.
    pub fn signed() -> Self {
        let desk = Self::new();
        desk.key("operator", "ed25519");
        desk.key("recenzent", "ed25519");
        desk.done(&["sign", "teczka", "--key", "operator"]);
        desk.trust(&[("operator", ""), ("recenzent", "")]);
        desk
    }

    pub fn verified(&self, more: &[&str]) -> Ran {
        self.krok(&[&["verify", "teczka", "--trust", "zaufani", "--lang", "en"], more].concat())
    }

    /// Verifies, and returns the exit code with the level and the codes of everything found.
    pub fn judged(&self, more: &[&str]) -> (i32, Value, Vec<String>) {
        let ran = self.verified(&[&["--json"], more].concat());
        let told: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
        assert_eq!(told["exit"], ran.code);
        let codes = ["integrity", "assurance"].into_iter().flat_map(|part| {
            let found = told[part]["findings"].as_array().unwrap().clone();
            found
                .into_iter()
                .map(|finding| finding["code"].as_str().unwrap().to_owned())
        });
        (ran.code, told["assurance"]["level"].clone(), codes.collect())
    }
}

/// Makes a sealed bundle of a run that did nothing, with more in it.
pub fn sealed(folder: &Path, name: &str, more: impl FnOnce(&mut Trail)) {
    let name = RunName::parse(name).unwrap();
    let mut trail = Trail::create(folder, &name).unwrap();
    let started = beginning(&mut trail, &name, Mode::Plan);
    trail.append(None, Event::RunStarted(started)).unwrap();
    more(&mut trail);
    let finished = RunFinished {
        verdict: Verdict::Unchanged,
        reason: None,
        counts: std::collections::BTreeMap::new(),
        changes: 0,
        pictures: 0,
    };
    trail.append(None, Event::RunFinished(finished)).unwrap();
    trail.seal().unwrap();
}

/// Changes what a bundle says, with every hash in place.
pub fn forge_words(bundle: &Path) {
    forge(bundle, |records| {
        "2020-01-01T00:00:00.000+01:00".clone_into(&mut records[0].at);
    });
}

pub fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).unwrap();
}

pub fn result(level: &str, codes: &[&str]) -> (i32, Value, Vec<String>) {
    (
        0,
        Value::from(level),
        codes.iter().map(|&code| code.to_owned()).collect(),
    )
}

/// Signs the seal with the key of Anna as `ssh-keygen` does.
pub fn sign_seal_outside(desk: &Desk) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "krok-seal@v1", "-f"])
        .arg(desk.path("anna"))
        .arg(desk.bundle().join("seal.json"))
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success());
}

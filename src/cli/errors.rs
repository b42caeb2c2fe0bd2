//! Typed errors of the other modules in the words of the person at the keyboard.
//!
//! `Display` of those errors is for developers and stays English. What driver or system answered to being started or
//! asked for a file is quoted as it is; what they say of a page is not.

mod browser;
mod erasure;
mod handover;
mod recover;
mod statement;
mod storage;

use std::io;
use std::path::Path;

use crate::text::language::Language;
use crate::text::plain::plain;

use super::exit::Exit;
use super::trouble::Trouble;

pub(super) use browser::{page, start};
pub(super) use erasure::{choice, erase};
pub(super) use handover::{custody, handover};
pub(super) use recover::recover;
pub(super) use statement::{agent, key, sign, statement};
pub(super) use storage::{bundle, evidence, index, report};

/// An error in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// What was seen and what was wanted.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: Option<String>,
}

impl Words {
    /// Makes trouble of them that ends a command with this code.
    pub(super) fn trouble(self, exit: Exit) -> Trouble {
        let trouble = Trouble::new(exit, self.message);
        match self.hint {
            Some(hint) => trouble.hint(hint),
            None => trouble,
        }
    }
}

/// Words in both languages; the one spoken is picked at the end.
struct Both {
    message: (String, String),
    hint: Option<(&'static str, &'static str)>,
}

impl Both {
    fn new(polish: impl Into<String>, english: impl Into<String>) -> Self {
        Self {
            message: (polish.into(), english.into()),
            hint: None,
        }
    }

    fn hint(mut self, polish: &'static str, english: &'static str) -> Self {
        self.hint = Some((polish, english));
        self
    }

    fn spoken(self, language: Language) -> Words {
        let (polish, english) = &self.message;
        Words {
            message: language.pick(polish, english).to_owned(),
            hint: self
                .hint
                .map(|(polish, english)| language.pick(polish, english).to_owned()),
        }
    }
}

/// A file could not be read or written.
fn file(path: &Path, source: &io::Error, language: Language) -> Words {
    let both = Both::new(
        format!("{}: {}", path.display(), refusal(source, Language::Polish)),
        format!("`{}`: {}", path.display(), refusal(source, Language::English)),
    );
    let both = match remedy(source.kind()) {
        Some((polish, english)) => both.hint(polish, english),
        None => both,
    };
    both.spoken(language)
}

/// Says why the system refused; what it seldom says stays in its own words.
pub(super) fn refusal(error: &io::Error, language: Language) -> String {
    let kind = error.kind();
    if let Some((_, polish, english)) = REFUSALS.iter().find(|(known, _, _)| *known == kind) {
        language.pick(polish, english).to_owned()
    } else {
        quoting(
            language.pick("system odmówił", "the system refused"),
            &error.to_string(),
        )
    }
}

const REFUSALS: &[(io::ErrorKind, &str, &str)] = &[
    (
        io::ErrorKind::NotFound,
        "nie ma takiego pliku ani folderu",
        "there is no such file or folder",
    ),
    (io::ErrorKind::PermissionDenied, "brak uprawnień", "permission denied"),
    (
        io::ErrorKind::AlreadyExists,
        "taki plik już istnieje",
        "it exists already",
    ),
    (
        io::ErrorKind::StorageFull,
        "na dysku zabrakło miejsca",
        "the disk is full",
    ),
    (
        io::ErrorKind::QuotaExceeded,
        "wyczerpano przydział miejsca na dysku",
        "the quota is used up",
    ),
    (
        io::ErrorKind::ReadOnlyFilesystem,
        "ten dysk jest tylko do odczytu",
        "this disk is read-only",
    ),
    (io::ErrorKind::NotADirectory, "to nie jest folder", "it is not a folder"),
    (
        io::ErrorKind::IsADirectory,
        "to jest folder, a nie plik",
        "it is a folder, not a file",
    ),
    (
        io::ErrorKind::ConnectionRefused,
        "odmowa połączenia",
        "the connection was refused",
    ),
    (
        io::ErrorKind::TimedOut,
        "przekroczono czas oczekiwania",
        "it took too long",
    ),
    (
        io::ErrorKind::InvalidData,
        "plik nie zawiera poprawnego tekstu",
        "the file is not valid text",
    ),
];

/// Says what a person can do about a refusal of the system.
fn remedy(kind: io::ErrorKind) -> Option<(&'static str, &'static str)> {
    let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
    let closed = [io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::PermissionDenied];
    if full.contains(&kind) {
        Some((
            "proszę zwolnić miejsce na dysku i uruchomić polecenie jeszcze raz",
            "make room, then start again",
        ))
    } else if closed.contains(&kind) {
        Some((
            "proszę wskazać inny folder (--out) albo poprosić administratora o prawo zapisu w tym miejscu",
            "choose another folder (--out), or ask for the right to write here",
        ))
    } else if kind == io::ErrorKind::NotADirectory {
        Some((
            "w miejscu folderu znajduje się plik lub odnośnik; proszę wskazać inny folder (--out)",
            "a file or a link stands where a folder is needed; choose another folder (--out)",
        ))
    } else {
        None
    }
}

/// Adds what somebody else said, if anything.
fn quoting(said: &str, quoted: &str) -> String {
    let quoted = plain(quoted);
    let quoted = quoted.trim();
    if quoted.is_empty() {
        said.to_owned()
    } else {
        format!("{said} ({quoted})")
    }
}

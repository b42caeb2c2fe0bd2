//! The product's own runbooks and profiles: beside the working folder if they are there, otherwise those built in.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::runbook;
use crate::runbook::portal::Portal;
use crate::text::source::SourceFile;

use super::console::Console;
use super::job::rejected;
use super::trouble::Trouble;

const EPUAP: &str = include_str!("../../runbooks/epuap/portal.toml");
const SKRYTKI_PULL: &str = include_str!("../../runbooks/epuap/skrytki-pull.toml");

/// The instruction, built in.
pub(super) const INSTRUCTION: &str = include_str!("../../runbooks/instrukcja.toml");

macro_rules! built_in {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../runbooks/", $path)))),+]
    };
}

/// The migration with every runbook it uses and their profiles, built in.
pub(super) const MIGRATION: &[(&str, &str)] = built_in![
    "migracja.toml",
    "epuap/portal.toml",
    "epuap/decyzja-integracji.toml",
    "epuap/karty-przekieruj.toml",
    "epuap/karty-formularz-epuap.toml",
    "epuap/karty-usun.toml",
    "epuap/skrytki-nieuzywane.toml",
    "epuap/skrytki-pull.toml",
    "epuap/uruchomienie-sod.toml",
    "epuap/odlaczenie-zawiadomienie.toml",
    "epuap/system-sekap-usun.toml",
    "epuap/sprawdzenie-koncowe.toml",
    "sekap/portal.toml",
    "sekap/odlacz-partnera.toml",
];

/// Returns the built-in flagship runbook and its portal profile.
pub(super) fn skrytki_pull() -> (SourceFile, SourceFile) {
    (
        SourceFile::new("runbooks/epuap/skrytki-pull.toml", SKRYTKI_PULL),
        SourceFile::new("runbooks/epuap/portal.toml", EPUAP),
    )
}

/// Reads the profile of a portal by name (`epuap`) or path.
pub(super) fn profile(portal: &str, console: &Console) -> Result<Portal, Trouble> {
    let file = file(portal);
    let read = if is_built_in(portal, &file) {
        runbook::read_portal_source(skrytki_pull().1)
    } else {
        runbook::read_portal(&file)
    };
    read.map_err(|mistakes| rejected(&mistakes, console.language()))
}

/// Returns the text of a portal's profile.
pub(super) fn source(portal: &str) -> io::Result<SourceFile> {
    let file = file(portal);
    if is_built_in(portal, &file) {
        return Ok(skrytki_pull().1);
    }
    Ok(SourceFile::new(file.display().to_string(), fs::read_to_string(&file)?))
}

/// Returns the folder of a portal's runbooks, beside its profile.
pub(super) fn folder(portal: &str) -> PathBuf {
    file(portal).with_file_name("")
}

fn file(portal: &str) -> PathBuf {
    if portal.contains('/') || Path::new(portal).extension().is_some() {
        PathBuf::from(portal)
    } else {
        Path::new("runbooks").join(portal).join("portal.toml")
    }
}

fn is_built_in(portal: &str, file: &Path) -> bool {
    portal == "epuap" && !file.exists()
}

//! The product's own runbooks and profiles: beside the working folder if they are there, otherwise those built in.

use std::path::{Path, PathBuf};

use crate::runbook;
use crate::runbook::portal::Portal;
use crate::text::source::SourceFile;

use super::console::Console;
use super::exit::Exit;
use super::job::rejected;
use super::trouble::Trouble;

const EPUAP: &str = include_str!("../../runbooks/epuap/portal.toml");
const SKRYTKI_PULL: &str = include_str!("../../runbooks/epuap/skrytki-pull.toml");

/// Returns the built-in flagship runbook and its portal profile.
pub fn skrytki_pull() -> (SourceFile, SourceFile) {
    (
        SourceFile::new("runbooks/epuap/skrytki-pull.toml", SKRYTKI_PULL),
        SourceFile::new("runbooks/epuap/portal.toml", EPUAP),
    )
}

/// Reads the profile of a portal by name (`epuap`) or path.
pub fn profile(portal: &str, console: &Console) -> Result<Portal, Trouble> {
    let language = console.language();
    let file = if portal.ends_with(".toml") {
        PathBuf::from(portal)
    } else {
        Path::new("runbooks").join(portal).join("portal.toml")
    };
    let source = match std::fs::read_to_string(&file) {
        Ok(text) => SourceFile::new(file.display().to_string(), text),
        Err(_) if portal == "epuap" => skrytki_pull().1,
        Err(error) => {
            return Err(Trouble::new(Exit::Invalid, format!("`{}`: {error}", file.display()))
                .hint(language.pick("podaj nazwę portalu (epuap) albo ścieżkę pliku portal.toml", "give the portal's name (epuap) or the path of its portal.toml")));
        }
    };
    runbook::read_portal(source).map_err(|mistakes| rejected(&mistakes, language))
}

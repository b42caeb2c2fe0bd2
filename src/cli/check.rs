//! `krok check`: every mistake of every file, nothing opened.

use std::path::PathBuf;

use crate::runbook::{self, Colour};

use super::console::Console;
use super::exit::Exit;
use super::job::{absent, rejected};

/// Checks runbooks with their portal profiles.
pub(super) fn check(files: &[PathBuf], console: &Console) -> Exit {
    let language = console.language();
    let mut exit = Exit::Done;
    for file in files {
        match runbook::read_any(file) {
            Ok(any) => {
                for warning in any.warnings() {
                    console.remark(&warning.render(language, Colour::Never));
                }
                console.result(&format!(
                    "{}: {}",
                    file.display(),
                    language.pick("w porządku", "correct")
                ));
            }
            Err(mistakes) => {
                if absent(&mistakes).is_some() {
                    console.trouble(&rejected(&mistakes, language));
                    exit = Exit::Invalid;
                    continue;
                }
                for mistake in &mistakes {
                    console.remark(&mistake.render(language, Colour::Never));
                }
                exit = Exit::Invalid;
            }
        }
    }
    exit
}

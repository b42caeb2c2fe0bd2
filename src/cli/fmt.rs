//! `krok fmt`: the same runbooks and profiles in one look.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::runbook::{self, Colour, Formatted};
use crate::text::source::SourceFile;

use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::job::{absent, rejected};
use super::trouble::Trouble;

/// The name that means standard input and output.
const STANDARD: &str = "-";

/// Formats files where they lie, standard input to standard output; with `only_check` says what would change.
pub(super) fn fmt(files: &[PathBuf], only_check: bool, console: &Console) -> Result<Exit, Trouble> {
    let mut exit = Exit::Done;
    for file in files {
        let ended = if file.as_os_str() == STANDARD {
            standard(only_check, console)?
        } else {
            in_place(file, only_check, console)?
        };
        // A file that cannot be read weighs more than one that is not formatted.
        if exit != Exit::Invalid && ended != Exit::Done {
            exit = ended;
        }
    }
    Ok(exit)
}

fn in_place(path: &Path, only_check: bool, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let Some(formatted) = formatted(runbook::open(path), console) else {
        return Ok(Exit::Invalid);
    };
    let (exit, what) = match (formatted.is_changed, only_check) {
        (false, _) => (Exit::Done, language.pick("bez zmian", "unchanged")),
        (true, true) => (Exit::Failed, language.pick("nie jest sformatowany", "is not formatted")),
        (true, false) => {
            replace(path, &formatted.text).map_err(|error| {
                let refusal = errors::refusal(&error, language);
                Trouble::new(Exit::Invalid, format!("{}: {refusal}", path.display()))
            })?;
            (Exit::Done, language.pick("sformatowano", "formatted"))
        }
    };
    console.result(&format!("{}: {what}", path.display()));
    Ok(exit)
}

fn standard(only_check: bool, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let mut text = String::new();
    // One byte more than is allowed is enough to be refused for its size.
    let limit = u64::try_from(runbook::LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    io::stdin()
        .lock()
        .take(limit)
        .read_to_string(&mut text)
        .map_err(|error| Trouble::new(Exit::Invalid, errors::refusal(&error, language)))?;
    let Some(formatted) = formatted(Ok(SourceFile::new("<stdin>", text)), console) else {
        return Ok(Exit::Invalid);
    };
    if only_check {
        return Ok(if formatted.is_changed { Exit::Failed } else { Exit::Done });
    }
    console.put(&formatted.text)?;
    Ok(Exit::Done)
}

/// Formats a text, or tells what is wrong with it.
fn formatted(file: Result<SourceFile, Vec<runbook::Diagnostic>>, console: &Console) -> Option<Formatted> {
    let language = console.language();
    match file.and_then(runbook::formatted) {
        Ok(formatted) => Some(formatted),
        Err(mistakes) => {
            if absent(&mistakes).is_some() {
                console.trouble(&rejected(&mistakes, language));
                return None;
            }
            for mistake in &mistakes {
                console.remark(&mistake.render(language, Colour::Never));
            }
            None
        }
    }
}

/// Puts a text in the place of a file: whole or not at all, with the file's own mode, where a link leads.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    // Renaming asks only for the right to write the folder; a file that nobody may write stays as it is.
    let old = OpenOptions::new().write(true).open(&path)?;
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut new = tempfile::Builder::new().prefix(".krok-").tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().set_permissions(old.metadata()?.permissions())?;
    new.as_file().sync_all()?;
    new.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

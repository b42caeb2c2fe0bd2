//! `krok compare`: two bundles side by side, in a new folder.

use std::path::{Path, PathBuf};

use crate::report::assessment::Integrity;
use crate::report::comparison::{self, Side};
use crate::text::language::Language;

use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::new_folder::{put_all, refuse_taken};
use super::trouble::Trouble;
use super::verify::refuse_other_folder;

/// Characters of a final hash that tell one comparison from another in the name of its folder.
const HASH: usize = 8;

/// Compares two bundles, and says by its code whether they differ.
pub(super) fn compare(first: &Path, second: &Path, out: Option<&Path>, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let (one, other) = (open(first, language)?, open(second, language)?);
    let out = out.map_or_else(|| beside(first, &one, &other), Path::to_owned);
    refuse_taken(&out, language)?;
    let compared = comparison::compare(&one, &other, language).map_err(|error| {
        let failed = language.pick(
            "nie można sporządzić porównania",
            "the comparison could not be put together",
        );
        Trouble::new(Exit::Failed, format!("{failed}: {error}"))
    })?;
    put_all(&out, &compared.files, language)?;
    let is_sound = [&one, &other].iter().all(|side| side.integrity() == Integrity::Intact);
    let (exit, said) = match (compared.is_equal, is_sound) {
        (false, _) => (
            Exit::Different,
            language.pick("teczki się różnią", "the bundles differ"),
        ),
        (true, true) => (Exit::Done, language.pick("nie ma różnic", "no differences")),
        (true, false) => (
            Exit::Incomplete,
            language.pick(
                "nie ma różnic, ale nie każda z teczek jest nienaruszona",
                "no differences, but not each of the bundles is intact",
            ),
        ),
    };
    console.result(said);
    console.result(&format!(
        "{}: {}",
        language.pick("Porównanie", "Comparison"),
        out.join(comparison::PAGE).display()
    ));
    Ok(exit)
}

fn open(path: &Path, language: Language) -> Result<Side, Trouble> {
    refuse_other_folder(path, language)?;
    Side::open(path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))
}

/// Names a folder beside the first bundle, the same for the same two.
fn beside(first: &Path, one: &Side, other: &Side) -> PathBuf {
    let short = |side: &Side| side.head().chars().take(HASH).collect::<String>();
    let name = format!("porownanie-{}-{}", short(one), short(other));
    let folder = first.canonicalize().ok();
    folder
        .as_deref()
        .and_then(Path::parent)
        .map_or_else(|| PathBuf::from(&name), |parent| parent.join(&name))
}

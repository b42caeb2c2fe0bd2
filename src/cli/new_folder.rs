//! A new folder for what is made of a bundle: never over something else, and never inside a bundle.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use crate::evidence::paths;
use crate::text::language::Language;

use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;

/// Refuses a place where something is, and one within a bundle.
pub(super) fn refuse_taken(out: &Path, language: Language) -> Result<(), Trouble> {
    if out.symlink_metadata().is_ok() {
        let there = language.pick(
            "już istnieje; niczego nie nadpisano",
            "is there already; nothing was overwritten",
        );
        return Err(
            Trouble::new(Exit::Invalid, format!("{}: {there}", out.display())).hint(language.pick(
                "proszę go usunąć lub przenieść albo podać inny folder (--out)",
                "remove it or move it elsewhere, or give another folder (--out)",
            )),
        );
    }
    let folder = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let folder = folder
        .canonicalize()
        .map_err(|error| unwritable(folder, &error, language))?;
    let is_bundle = |folder: &Path| folder.join(paths::TRAIL).symlink_metadata().is_ok();
    if folder.ancestors().any(is_bundle) {
        let inside = language.pick(
            "leży w teczce przebiegu, a do niej nie wolno niczego dokładać",
            "lies in the bundle of a run, to which nothing may be added",
        );
        return Err(
            Trouble::new(Exit::Invalid, format!("{}: {inside}", out.display())).hint(language.pick(
                "proszę podać folder poza teczką (--out)",
                "give a folder outside the bundle (--out)",
            )),
        );
    }
    Ok(())
}

/// Writes a new folder with files, which may lie in folders of their own; half of one is taken away.
pub(super) fn put_all(out: &Path, files: &[(String, Vec<u8>)], language: Language) -> Result<(), Trouble> {
    DirBuilder::new()
        .mode(0o700)
        .create(out)
        .map_err(|error| unwritable(out, &error, language))?;
    let put = |(name, bytes): &(String, Vec<u8>)| {
        let path = out.join(name);
        if let Some(folder) = path.parent() {
            DirBuilder::new().mode(0o700).recursive(true).create(folder)?;
        }
        create(&path, bytes)
    };
    if let Err(error) = files.iter().try_for_each(put) {
        fs::remove_dir_all(out)?;
        return Err(unwritable(out, &error, language));
    }
    Ok(())
}

/// Writes a new file for its owner alone, durably; half of one is taken away.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if let Err(error) = written {
        drop(file);
        fs::remove_file(path)?;
        return Err(error);
    }
    Ok(())
}

/// Says that nothing could be written somewhere.
pub(super) fn unwritable(path: &Path, error: &io::Error, language: Language) -> Trouble {
    let failed = language.pick("nie można zapisać", "cannot be written");
    let why = errors::refusal(error, language);
    Trouble::new(Exit::EvidenceFailed, format!("{}: {failed}: {why}", path.display())).hint(language.pick(
        "proszę sprawdzić prawa do folderu i wolne miejsce, potem spróbować ponownie",
        "check the folder's rights and the free room, then try again",
    ))
}

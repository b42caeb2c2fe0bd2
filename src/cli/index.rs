//! `krok index`: the page over a series, or over every bundle below a folder, and the same for machines.

mod json;

use std::path::Path;

use jiff::Timestamp;

use crate::evidence::{paths, series};
use crate::report::index::{self, IndexError};
use crate::report::matrix::{self, Inventory, Vouching};
use crate::text::language::Language;

use super::args::IndexOptions;
use super::console::Console;
use super::coverage::replace;
use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;
use super::trust;
use super::wording;

/// Writes the page, and the files that are asked for.
pub(super) fn index(order: &IndexOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let folder = order.folder.as_path();
    refuse_bundle(folder, language)?;
    let trouble = |error: &IndexError| errors::index(error, language).trouble(Exit::Invalid);
    let is_series = folder.join(series::FILE).symlink_metadata().is_ok();
    if is_series {
        index::write(folder, language).map_err(|error| trouble(&error))?;
    }
    let wanted = [&order.csv, &order.junit, &order.json];
    if !is_series || wanted.iter().any(|file| file.is_some()) {
        let trust = trust::list(order.trust.as_deref(), folder, language)?;
        let vouching = Vouching {
            trust: trust.as_ref(),
            now: Timestamp::now(),
        };
        let inventory = Inventory::read(folder, vouching, language).map_err(|error| trouble(&error))?;
        if !is_series {
            let written = matrix::write(folder, &inventory, vouching);
            written.map_err(|error| trouble(&IndexError::Report(error)))?;
        }
        for_machines(order, &inventory, console)?;
    }
    console.result(&wording::index_is_at(&folder.join(index::FILE), language));
    Ok(Exit::Done)
}

/// Writes the inventory as machines read it.
fn for_machines(order: &IndexOptions, inventory: &Inventory, console: &Console) -> Result<(), Trouble> {
    let language = console.language();
    let trouble = |error: &IndexError| errors::index(error, language).trouble(Exit::Failed);
    if let Some(file) = &order.csv {
        put(file, &matrix::csv(inventory).map_err(|error| trouble(&error))?, console)?;
    }
    if let Some(file) = &order.junit {
        let text = matrix::junit(inventory).map_err(|error| trouble(&IndexError::Report(error)))?;
        put(file, text.as_bytes(), console)?;
    }
    if let Some(file) = &order.json {
        put(file, json::document(inventory)?.as_bytes(), console)?;
    }
    Ok(())
}

/// Puts a file in the place of an earlier one, but never into a bundle.
fn put(file: &Path, bytes: &[u8], console: &Console) -> Result<(), Trouble> {
    let language = console.language();
    if let Some(folder) = file.parent() {
        refuse_bundle(folder, language)?;
    }
    replace(file, bytes).map_err(|error| {
        let refusal = errors::refusal(&error, language);
        Trouble::new(Exit::Invalid, format!("{}: {refusal}", file.display()))
    })?;
    console.result(&wording::index_is_at(file, language));
    Ok(())
}

/// A file more in a bundle, and its seal would not fit any longer.
fn refuse_bundle(folder: &Path, language: Language) -> Result<(), Trouble> {
    if folder.join(paths::TRAIL).symlink_metadata().is_err() {
        return Ok(());
    }
    let message = language.pick(
        "to jest teczka jednego przebiegu; zestawienie nie może powstać w jej środku",
        "this is the bundle of one run; no index is written into it",
    );
    Err(
        Trouble::new(Exit::Invalid, format!("{}: {message}", folder.display())).hint(language.pick(
            "proszę podać folder, w którym leżą teczki, na przykład screenshots; raport jednej teczki robi krok report",
            "name the folder that bundles lie in, such as screenshots; krok report makes the report of one bundle",
        )),
    )
}

//! What is covered in a run, and by what key its marks are made: the same one for a plan, its apply and whatever continues them.
//!
//! The key stays in the person's own state folder, until an apply has done all of its plan. Without one, as where there is no such folder, a run gives every value a new name, so that
//! an apply stops where its plan saw something covered.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::browser::lease::state_folder;
use crate::evidence::bundle::Bundle;
use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::format::{Event, Mode, RunFinished, Verdict};
use crate::evidence::name::RunName;
use crate::text::mask::{Key, Masking};

use super::console::Console;
use super::errors;
use super::job::Job;

/// Folder of the keys in the state folder.
const FOLDER: &str = "masks";

/// Returns what a run covers, with the names that the runs before it in its chain have given: its plan, or the run that it continues.
///
/// # Errors
///
/// Fails if the key cannot be kept: what follows would not know again what is covered here.
pub(super) fn of_run(name: &RunName, job: &Job, plan: Option<&Path>, bundles: &Path) -> Result<Masking, EvidenceError> {
    let continued = job.continuation().and_then(|before| RunName::parse(&before.run));
    let before = plan
        .map(Path::to_owned)
        .or_else(|| Some(bundles.join(continued?.as_str())));
    let before = before.and_then(|path| Bundle::open(&path).ok());
    let folder = state_folder().map(|state| state.join(FOLDER));
    let key = folder.map(|folder| {
        let kept = key_of(&folder, name, before.as_ref());
        kept.map_err(|error| EvidenceError::storage(Stored::MaskKey, file(&folder, name), error))
    });
    let mut masking = Masking::new(job.portal().masks.clone(), key.transpose()?);
    let told = before.iter().flat_map(Bundle::records);
    for record in told {
        if let Event::Masked(masked) = &record.event {
            masking.remember(&masked.name, masked.mark.as_deref());
        }
    }
    Ok(masking)
}

/// Removes the keys of a chain of runs that has come to its end, as nothing of it will be continued: an apply has done all of its
/// plan. That of the run goes, that of its plan, and those of all that it continues and that lie beside it.
pub(super) fn forget_if_over(bundle: &Path, finished: &RunFinished, console: &Console) {
    let is_apply = Bundle::open(bundle).is_ok_and(|bundle| bundle.started().map(|run| run.mode) == Some(Mode::Apply));
    let is_over = match finished.verdict {
        Verdict::Changed | Verdict::Unchanged => is_apply,
        Verdict::ChangesPlanned | Verdict::Blocked | Verdict::Failed | Verdict::Interrupted | Verdict::Uncertain => {
            false
        }
    };
    let Some(folder) = state_folder().map(|state| state.join(FOLDER)).filter(|_| is_over) else {
        return;
    };
    if let Err(error) = forget_in(&folder, bundle) {
        let language = console.language();
        console.remark(&format!(
            "{}: {}",
            language.pick(
                "Klucz nazw masek nie jest już potrzebny, ale nie dało się go usunąć",
                "The key of the masks' names is not needed any more, but could not be removed"
            ),
            errors::refusal(&error, language)
        ));
    }
}

fn forget_in(folder: &Path, bundle: &Path) -> io::Result<()> {
    let beside = bundle.parent().unwrap_or(Path::new(".")).to_owned();
    let mut waiting = vec![bundle.to_owned()];
    let mut known = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        let opened = Bundle::open(&path).ok();
        let Some(started) = opened.as_ref().and_then(Bundle::started) else {
            continue;
        };
        let Some(run) = RunName::parse(&started.run).filter(|run| known.insert(run.as_str().to_owned())) else {
            continue;
        };
        match fs::remove_file(file(folder, &run)) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let plan = started.plan.as_ref().map(|plan| &plan.run);
        let continued = started.continues.as_ref().map(|before| &before.run);
        let names = plan.into_iter().chain(continued).filter_map(|run| RunName::parse(run));
        waiting.extend(names.map(|run| beside.join(run.as_str())));
    }
    Ok(())
}

/// Takes over the key of the run before, or makes one; either is kept under the name of this run.
fn key_of(folder: &Path, run: &RunName, before: Option<&Bundle>) -> io::Result<Key> {
    let earlier = before
        .and_then(Bundle::started)
        .and_then(|started| RunName::parse(&started.run));
    let earlier = earlier.and_then(|earlier| read(&file(folder, &earlier)).ok());
    let key = match earlier {
        Some(key) => key,
        None => made()?,
    };
    keep(folder, run, &key)?;
    Ok(key)
}

fn file(folder: &Path, run: &RunName) -> PathBuf {
    folder.join(format!("{run}.key"))
}

fn read(path: &Path) -> io::Result<Key> {
    let bytes = fs::read(path)?;
    let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    Ok(Key::new(bytes))
}

fn made() -> io::Result<Key> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(Key::new(bytes))
}

fn keep(folder: &Path, run: &RunName, key: &Key) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut kept = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file(folder, run))?;
    kept.write_all(key.bytes())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write what the product finds")]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_private_and_comes_back_and_another_size_is_none() {
        let state = tempfile::tempdir().unwrap();
        let folder = state.path().join(FOLDER);
        let run = RunName::parse("run").unwrap();
        let key = key_of(&folder, &run, None).unwrap();
        let path = file(&folder, &run);
        assert!(read(&path).unwrap() == key);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        fs::write(&path, [0; 31]).unwrap();
        assert!(read(&path).is_err());
        assert!(key_of(&folder, &run, None).is_err());
    }
}

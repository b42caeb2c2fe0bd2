//! What is covered in a run, and by what key its marks are made: the same one for a plan, its apply and whatever continues them.
//!
//! The key stays in the person's own state folder. Without one, as where there is no such folder, a run gives every value a new name, so that
//! an apply stops where its plan saw something covered.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::browser::lease::state_folder;
use crate::evidence::bundle::Bundle;
use crate::evidence::error::{EvidenceError, Stored};
use crate::evidence::format::Event;
use crate::evidence::name::RunName;
use crate::text::mask::{Key, Masking};

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

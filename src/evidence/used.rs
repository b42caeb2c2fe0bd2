//! The mark of a plan that was carried out: a plan is good for one apply only.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::error::{EvidenceError, Stored};
use super::folder;
use super::name::RunName;
use super::paths;
use super::trail::stamp;

#[derive(Serialize, Deserialize)]
struct Mark {
    run: String,
    at: String,
}

/// Marks a plan as carried out by a run, durably; a second mark is refused.
pub fn mark(plan: &Path, run: &RunName) -> Result<(), EvidenceError> {
    let path = plan.join(paths::USED);
    let failed = |error: io::Error| EvidenceError::storage(Stored::UsedMark, path.clone(), error);
    let mut file = match folder::create_beside(plan, paths::USED) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(EvidenceError::Used {
                by: named_run(plan),
                path,
            });
        }
        Err(error) => return Err(failed(error)),
    };
    let mark = Mark {
        run: run.to_string(),
        at: stamp(&Zoned::now()),
    };
    let bytes = serde_json::to_vec(&mark).map_err(|error| failed(error.into()))?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    File::open(plan)
        .and_then(|directory| directory.sync_all())
        .map_err(failed)
}

/// Takes the mark of a run back that did nothing, durably; that of another run stays.
pub fn give_back(plan: &Path, run: &RunName) -> Result<(), EvidenceError> {
    if named_run(plan).as_deref() != Some(run.as_str()) {
        return Ok(());
    }
    let path = plan.join(paths::USED);
    fs::remove_file(&path)
        .and_then(|()| File::open(plan)?.sync_all())
        .map_err(|error| EvidenceError::storage(Stored::UsedMark, path, error))
}

/// Tells whether a plan was carried out; a mark that cannot be looked at is an error, not a no.
pub fn is_used(plan: &Path) -> Result<bool, EvidenceError> {
    let path = plan.join(paths::USED);
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(EvidenceError::storage(Stored::UsedMark, path, error)),
    }
}

/// Returns the run that a mark names; none if a crash left the mark empty: it counts all the same.
fn named_run(plan: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    folder::open(plan, paths::USED)
        .and_then(|file| file.take(4096).read_to_end(&mut bytes))
        .ok()?;
    serde_json::from_slice::<Mark>(&bytes).ok().map(|mark| mark.run)
}

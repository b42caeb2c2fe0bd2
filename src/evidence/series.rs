//! What a series was to carry out, in which order, and what became of the stages that left no bundle.
//!
//! Stands beside the bundles in the folder of the series. It is no evidence: what was done is in the bundles alone.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::clock::Place;
use super::error::{EvidenceError, Stored};
use super::folder;
use super::format::{Mode, Reason};
use super::name::{RunName, is_plain_name};
use super::text;

/// Length of the time at the beginning of a bundle's name (`2026-11-22T14-05-09Z`).
const SECOND: usize = 20;

/// Name of this format.
pub const FORMAT: &str = "krok-series/1";

/// Name of the file.
pub const FILE: &str = "seria.json";

/// The longest file that is read, in bytes.
const LIMIT: u64 = 4 * 1024 * 1024;

/// A series as it was begun, and how far it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesRun {
    /// [`FORMAT`].
    pub format: String,
    /// Plans only, or plans and applies.
    pub mode: Mode,
    /// Short name of the series.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Acting entity.
    pub entity: String,
    /// Title of the written instruction, if the series names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Chapters of the instruction with their points; none if it was not at hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chapters: Vec<Chapter>,
    /// The stages in their order.
    pub stages: Vec<StageRun>,
}

/// A chapter of the instruction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Number and heading.
    pub title: String,
    /// Its points.
    pub points: Vec<Point>,
}

/// A point of the instruction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Its number.
    pub number: String,
    /// Its sentence.
    pub says: String,
    /// Why nobody has to do anything about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nothing_to_do: Option<String>,
}

/// A stage of a series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRun {
    /// Names of the stages that lead to it (`skrytki`).
    pub path: String,
    /// Runbook by its path below the folder of the series (`epuap/skrytki-pull`).
    pub runbook: String,
    /// Title of the runbook.
    pub title: String,
    /// Title of the portal.
    pub portal: String,
    /// Points that the place of the stage in the series carries out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    /// What became of it.
    pub state: StageState,
}

/// What became of a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageState {
    /// Its turn has not come.
    Waiting,
    /// It was not begun, for this reason.
    Blocked(Reason),
    /// It was left out, for this reason.
    Skipped(Reason),
    /// It left these bundles, by the names of their folders.
    Ran(Vec<String>),
}

/// The folder of a series: its record and the bundles of its runbooks.
#[derive(Debug)]
pub struct SeriesFolder {
    path: PathBuf,
}

impl SeriesFolder {
    /// Makes a folder for its owner only, below a root that is made if it is not there.
    pub fn create(root: &Path, name: &RunName) -> Result<Self, EvidenceError> {
        let path = root.join(name.as_str());
        let failed = |error| EvidenceError::storage(Stored::Folder, path.clone(), error);
        folder::make_way(root).map_err(failed)?;
        DirBuilder::new().mode(0o700).create(&path).map_err(failed)?;
        File::open(root).and_then(|root| root.sync_all()).map_err(failed)?;
        Ok(Self { path })
    }

    /// Goes back to a folder that was made before.
    pub fn open(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Stores the record in place of the earlier one, whole or not at all.
    pub fn store(&self, run: &SeriesRun) -> Result<(), EvidenceError> {
        let path = self.path.join(FILE);
        let failed = |error: io::Error| EvidenceError::storage(Stored::Series, path.clone(), error);
        let draft = format!("{FILE}.tmp");
        let bytes = text::nameless_json(run).and_then(|json| serde_json::to_vec_pretty(&json));
        let bytes = bytes.map_err(|error| failed(error.into()))?;
        match fs::remove_file(self.path.join(&draft)) {
            // Whoever died over one left it half written.
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        let mut file = folder::create_beside(&self.path, &draft).map_err(failed)?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
        fs::rename(self.path.join(&draft), &path).map_err(failed)?;
        File::open(&self.path)
            .and_then(|directory| directory.sync_all())
            .map_err(failed)
    }
}

/// Reads the record of a series; none if the folder holds none.
///
/// # Errors
///
/// Returns why the file cannot be read as one.
pub fn read(path: &Path) -> io::Result<Option<SeriesRun>> {
    let file = match folder::open(path, FILE) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::other(format!("the file is larger than {LIMIT} bytes")));
    }
    let run: SeriesRun = serde_json::from_slice(&bytes)?;
    if run.format != FORMAT {
        return Err(io::Error::other(format!("the format is `{}`", run.format)));
    }
    Ok(Some(run))
}

/// Returns the names of the bundles in a folder in the order in which their runs were begun.
pub fn bundles(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // A link could show a bundle of elsewhere as one of these.
        if is_plain_name(&name) && entry.file_type()?.is_dir() && entry.path().join(super::paths::TRAIL).is_file() {
            names.push(name);
        }
    }
    // Of what does not begin as a run does there is the name, which begins with the second; of one second a plan comes
    // before what was made of it.
    names.sort_by_cached_key(|name| {
        let second = name.get(..SECOND).unwrap_or(name).to_owned();
        let place = Place::read(&path.join(name));
        (place, second, !name.contains("-plan-"), name.clone())
    });
    Ok(names)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write what the product finds")]
mod tests {
    use super::*;

    fn run() -> SeriesRun {
        SeriesRun {
            format: FORMAT.to_owned(),
            mode: Mode::Apply,
            name: "migracja".to_owned(),
            title: "Migracja".to_owned(),
            entity: "pzgliwice".to_owned(),
            document: None,
            chapters: Vec::new(),
            stages: vec![StageRun {
                path: "skrytki".to_owned(),
                runbook: "epuap/skrytki-pull".to_owned(),
                title: "Skrytki".to_owned(),
                portal: "ePUAP".to_owned(),
                cites: Vec::new(),
                state: StageState::Waiting,
            }],
        }
    }

    #[test]
    fn a_record_is_replaced_whole_and_read_again() {
        let root = tempfile::tempdir().unwrap();
        let name = RunName::parse("seria-1").unwrap();
        let folder = SeriesFolder::create(root.path(), &name).unwrap();
        assert_eq!(read(folder.path()).unwrap(), None);
        folder.store(&run()).unwrap();
        let mut later = run();
        later.stages[0].state = StageState::Ran(vec!["a".to_owned()]);
        folder.store(&later).unwrap();
        assert_eq!(read(folder.path()).unwrap(), Some(later));
        assert!(SeriesFolder::create(root.path(), &name).is_err());
    }

    #[test]
    fn a_record_of_another_format_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let mut other = run();
        other.format = "krok-series/9".to_owned();
        fs::write(root.path().join(FILE), serde_json::to_vec(&other).unwrap()).unwrap();
        assert!(read(root.path()).is_err());
        fs::write(root.path().join(FILE), "{}").unwrap();
        assert!(read(root.path()).is_err());
    }

    #[test]
    fn only_folders_with_a_trail_are_bundles() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b", "a", "bez"] {
            fs::create_dir(root.path().join(name)).unwrap();
        }
        for name in ["a", "b"] {
            fs::write(root.path().join(name).join("trail.ndjson"), "").unwrap();
        }
        std::os::unix::fs::symlink(root.path().join("a"), root.path().join("link")).unwrap();
        assert_eq!(bundles(root.path()).unwrap(), ["a", "b"]);
        let (plan, apply) = ("2026-11-28T12-33-28Z-x-plan-1", "2026-11-28T12-33-28Z-x-apply-1");
        for name in [plan, apply] {
            fs::create_dir(root.path().join(name)).unwrap();
            fs::write(root.path().join(name).join("trail.ndjson"), "").unwrap();
        }
        assert_eq!(bundles(root.path()).unwrap(), [plan, apply, "a", "b"]);
    }
}

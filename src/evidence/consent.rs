//! Permissions from outside: what one is bound to, and the mark of one that was used.
//!
//! The mark is an exclusive file in a folder outside every bundle, so that neither a copy of the consent file nor a
//! new plan makes a permission good for a second run.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::chain;
use super::error::{EvidenceError, Stored};
use super::format::{Attribute, Consent, PlanReference};
use super::trail::stamp;

/// Folder of the marks below the state folder.
const MARKS: &str = "consents";

/// Most bytes of a mark.
const LONGEST: u64 = 4096;

/// The mark of a used permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The run that used it.
    pub run: String,
    /// The binding under which it did.
    pub binding: String,
    /// When.
    pub at: String,
}

/// Where the mark of one permission stands.
#[derive(Clone, Debug)]
pub struct MarkPlace(PathBuf);

impl MarkPlace {
    /// Finds the place: the same for every copy of a permission, another for practice.
    pub fn of(state: &Path, consent: &Consent, practice: bool) -> Self {
        let realm = if practice { "practice" } else { "real" };
        let parts = [realm, &consent.from, &consent.number, &consent.entity, &consent.about];
        Self(
            state
                .join(MARKS)
                .join(format!("{}.json", digest("krok/consent", &parts))),
        )
    }

    /// Reads the mark; none if the permission was never used. One that a crash left empty counts as used by nobody known.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be looked at: that is no proof that there is none.
    pub fn read(&self) -> Result<Option<Mark>, EvidenceError> {
        let mut bytes = Vec::new();
        let file = match OpenOptions::new().read(true).open(&self.0) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.failed(error)),
        };
        file.take(LONGEST)
            .read_to_end(&mut bytes)
            .map_err(|error| self.failed(error))?;
        let unknown = || Mark {
            run: String::new(),
            binding: String::new(),
            at: String::new(),
        };
        Ok(Some(serde_json::from_slice(&bytes).unwrap_or_else(|_| unknown())))
    }

    /// Marks the permission as used by a run for what it is bound to; the same run may come again for the same.
    ///
    /// # Errors
    ///
    /// Fails if another run used it, or if the mark cannot be made durable.
    pub fn claim(&self, run: &str, binding: &str) -> Result<Claim, EvidenceError> {
        let folder = self.0.parent().unwrap_or(Path::new("/"));
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| self.failed(error))?;
        let created = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.0);
        let mut file = match created {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let mark = self.read()?;
                return Ok(match mark {
                    Some(mark) if mark.run == run && mark.binding == binding => Claim::Granted,
                    mark => Claim::Refused(mark.map(|mark| mark.run).unwrap_or_default()),
                });
            }
            Err(error) => return Err(self.failed(error)),
        };
        let mark = Mark {
            run: run.to_owned(),
            binding: binding.to_owned(),
            at: stamp(&Zoned::now()),
        };
        let bytes = serde_json::to_vec(&mark).map_err(|error| self.failed(error.into()))?;
        file.write_all(&bytes)
            .and_then(|()| file.sync_all())
            .and_then(|()| File::open(folder)?.sync_all())
            .map_err(|error| self.failed(error))?;
        Ok(Claim::Granted)
    }

    fn failed(&self, error: io::Error) -> EvidenceError {
        EvidenceError::storage(Stored::ConsentMark, self.0.clone(), error)
    }
}

/// Whether a permission could be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is marked, by this run.
    Granted,
    /// It was used before; by which run, empty if the mark does not say.
    Refused(String),
}

/// Binds a permission to one use: this plan, this step, these things, this document.
pub fn binding(plan: &PlanReference, step: &str, things: &[&[Attribute]], document: &str) -> String {
    let mut parts: Vec<&str> = vec![&plan.run, &plan.head, step, document];
    for attribute in things.iter().copied().flatten() {
        parts.extend([attribute.name.as_str(), &attribute.wanted, &attribute.found]);
    }
    digest("krok/consent-binding", &parts)
}

/// Hashes texts so that no two lists of texts give the same bytes.
fn digest(purpose: &str, parts: &[&str]) -> String {
    let mut bytes = format!("{purpose}\n").into_bytes();
    for part in parts {
        bytes.extend_from_slice(format!("{}:{part}\n", part.len()).as_bytes());
    }
    chain::sha256(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent(number: &str) -> Consent {
        Consent {
            from: "Urząd Marszałkowski".to_owned(),
            about: "usunięcie systemu".to_owned(),
            entity: "pzgliwice".to_owned(),
            number: number.to_owned(),
            given: "2026-11-01".to_owned(),
            expires: "2026-12-31".to_owned(),
        }
    }

    #[test]
    fn a_consent_is_good_for_one_run_and_one_binding() {
        let state = tempfile::tempdir().unwrap();
        let place = MarkPlace::of(state.path(), &consent("1"), false);
        assert_eq!(place.read().unwrap(), None);
        assert_eq!(place.claim("run-a", "x").unwrap(), Claim::Granted);
        assert_eq!(place.claim("run-a", "x").unwrap(), Claim::Granted);
        let refused = Claim::Refused("run-a".to_owned());
        assert_eq!(place.claim("run-a", "y").unwrap(), refused);
        assert_eq!(place.claim("run-b", "x").unwrap(), refused);
        let other = MarkPlace::of(state.path(), &consent("2"), false);
        assert_eq!(other.claim("run-b", "x").unwrap(), Claim::Granted);
        let practice = MarkPlace::of(state.path(), &consent("1"), true);
        assert_eq!(practice.claim("run-b", "x").unwrap(), Claim::Granted);
    }

    #[test]
    fn a_mark_that_a_crash_left_empty_counts_as_used() {
        let state = tempfile::tempdir().unwrap();
        let place = MarkPlace::of(state.path(), &consent("1"), false);
        fs::create_dir_all(state.path().join(MARKS)).unwrap();
        OpenOptions::new().write(true).create_new(true).open(&place.0).unwrap();
        assert!(place.read().unwrap().is_some());
        assert_eq!(place.claim("run", "x").unwrap(), Claim::Refused(String::new()));
    }

    #[test]
    fn parts_that_run_into_each_other_are_bound_apart() {
        assert_ne!(digest("x", &["ab", "c"]), digest("x", &["a", "bc"]));
        assert_ne!(digest("x", &["a\n1:b"]), digest("x", &["a", "b"]));
    }
}

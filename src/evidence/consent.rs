//! Permissions from outside: what one is bound to, and the mark of one that was used.
//!
//! The mark is an exclusive file in a folder outside every bundle, so that neither a copy of the consent file nor a
//! new plan makes a permission good for a second run.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::chain;
use super::clock::Day;
use super::error::{EvidenceError, Stored};
use super::folder::make_way;
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

/// Where the marks of one permission stand: one for what it says, one for its document.
#[derive(Clone, Debug)]
pub struct MarkPlace {
    said: PathBuf,
    document: PathBuf,
}

/// A permission as it is needed: what was written in its file may be worded otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Permission<'p> {
    /// Who has to give it.
    pub from: &'p str,
    /// About what.
    pub about: &'p str,
    /// For which entity.
    pub entity: &'p str,
    /// Number of its document.
    pub number: &'p str,
    /// SHA-256 of its document.
    pub document: &'p str,
}

impl MarkPlace {
    /// Finds the places: the same for every copy of a permission and for every way to write it, others for practice.
    pub fn of(state: &Path, permission: &Permission<'_>, practice: bool) -> Self {
        let realm = if practice { "practice" } else { "real" };
        let [from, about, entity] = [permission.from, permission.about, permission.entity].map(reworded);
        let number = numbered(permission.number);
        let place = |purpose, parts: &[&str]| state.join(MARKS).join(format!("{}.json", digest(purpose, parts)));
        Self {
            said: place("krok/consent", &[realm, &from, &number, &entity, &about]),
            document: place("krok/consent-document", &[realm, permission.document, &entity, &about]),
        }
    }

    /// Reads the mark; none if the permission was never used. One that a crash left empty counts as used by nobody known.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be looked at: that is no proof that there is none.
    pub fn read(&self) -> Result<Option<Mark>, EvidenceError> {
        Ok(match read(&self.said)? {
            Some(mark) => Some(mark),
            None => read(&self.document)?,
        })
    }

    /// Marks the permission as used by a run for what it is bound to; the same run may come again for the same.
    ///
    /// # Errors
    ///
    /// Fails if another run used it, or if a mark cannot be made durable.
    pub fn claim(&self, run: &str, binding: &str) -> Result<Claim, EvidenceError> {
        match claim(&self.said, run, binding)? {
            Claim::Granted => claim(&self.document, run, binding),
            refused @ Claim::Refused(_) => Ok(refused),
        }
    }
}

fn read(place: &Path) -> Result<Option<Mark>, EvidenceError> {
    let mut bytes = Vec::new();
    let file = match OpenOptions::new().read(true).open(place) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(place, error)),
    };
    file.take(LONGEST)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(place, error))?;
    let unknown = || Mark {
        run: String::new(),
        binding: String::new(),
        at: String::new(),
    };
    Ok(Some(serde_json::from_slice(&bytes).unwrap_or_else(|_| unknown())))
}

fn claim(place: &Path, run: &str, binding: &str) -> Result<Claim, EvidenceError> {
    let failed = |error| failed(place, error);
    let folder = place.parent().unwrap_or(Path::new("/"));
    make_way(folder).map_err(failed)?;
    let created = OpenOptions::new().write(true).create_new(true).mode(0o600).open(place);
    let mut file = match created {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Ok(match read(place)? {
                Some(mark) if mark.run == run && mark.binding == binding => Claim::Granted,
                mark => Claim::Refused(mark.map(|mark| mark.run).unwrap_or_default()),
            });
        }
        Err(error) => return Err(failed(error)),
    };
    let mark = Mark {
        run: run.to_owned(),
        binding: binding.to_owned(),
        at: stamp(&Zoned::now()),
    };
    let bytes = serde_json::to_vec(&mark).map_err(|error| failed(error.into()))?;
    file.write_all(&bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| File::open(folder)?.sync_all())
        .map_err(failed)?;
    Ok(Claim::Granted)
}

fn failed(place: &Path, error: io::Error) -> EvidenceError {
    EvidenceError::storage(Stored::ConsentMark, place, error)
}

/// Returns a text without what may differ from one wording of the same to another: case and white space.
fn reworded(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the number of a document without what may differ from one way to write it to another: case, white space, `nr`
/// before it, marks around it.
fn numbered(text: &str) -> String {
    let joined = reworded(text).replace(' ', "");
    let bare = joined.strip_prefix("nr").unwrap_or(&joined);
    bare.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a permission could be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is marked, by this run.
    Granted,
    /// It was used before; by which run, empty if the mark does not say.
    Refused(String),
}

/// Says whether the last day of a permission has passed on a day; what names no day is good for none.
pub fn has_expired(terms: &Consent, today: Day) -> bool {
    Day::named(&terms.expires).is_over_on(today)
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
    use std::fs;

    use super::*;

    const ASKED: Permission<'static> = Permission {
        from: "Urząd Marszałkowski",
        about: "usunięcie systemu",
        entity: "pzgliwice",
        number: "OR.1.2026",
        document: "aa",
    };

    /// Numbered so, on a document of its own.
    fn other<'p>(number: &'p str, document: &'p str) -> Permission<'p> {
        Permission {
            number,
            document,
            ..ASKED
        }
    }

    #[test]
    fn a_consent_is_good_for_one_run_and_one_binding() {
        let state = tempfile::tempdir().unwrap();
        let place = MarkPlace::of(state.path(), &ASKED, false);
        assert_eq!(place.read().unwrap(), None);
        assert_eq!(place.claim("run-a", "x").unwrap(), Claim::Granted);
        assert_eq!(place.claim("run-a", "x").unwrap(), Claim::Granted);
        let refused = Claim::Refused("run-a".to_owned());
        assert_eq!(place.claim("run-a", "y").unwrap(), refused);
        assert_eq!(place.claim("run-b", "x").unwrap(), refused);
        let another = MarkPlace::of(state.path(), &other("OR.2.2026", "bb"), false);
        assert_eq!(another.claim("run-b", "x").unwrap(), Claim::Granted);
        let practice = MarkPlace::of(state.path(), &ASKED, true);
        assert_eq!(practice.claim("run-b", "x").unwrap(), Claim::Granted);
    }

    #[test]
    fn a_consent_is_the_same_however_its_number_is_written_and_on_whatever_number_its_document_is_used_again() {
        let state = tempfile::tempdir().unwrap();
        let first = MarkPlace::of(state.path(), &ASKED, false);
        assert_eq!(first.claim("run-a", "x").unwrap(), Claim::Granted);
        let refused = Claim::Refused("run-a".to_owned());
        let numbers = ["or.1.2026", "Nr OR.1.2026", "nr: OR. 1.2026 ", "nr OR.1.\u{200b}2026."];
        for again in numbers
            .map(|number| other(number, "bb"))
            .iter()
            .chain([&other("OR.9", "aa")])
        {
            let place = MarkPlace::of(state.path(), again, false);
            assert!(place.read().unwrap().is_some(), "{again:?}");
            assert_eq!(place.claim("run-b", "x").unwrap(), refused, "{again:?}");
        }
        // One letter may permit two things.
        let about = Permission {
            about: "usunięcie karty",
            ..ASKED
        };
        let place = MarkPlace::of(state.path(), &about, false);
        assert_eq!(place.claim("run-b", "x").unwrap(), Claim::Granted);
    }

    #[test]
    fn a_mark_that_a_crash_left_empty_counts_as_used() {
        let state = tempfile::tempdir().unwrap();
        let place = MarkPlace::of(state.path(), &ASKED, false);
        fs::create_dir_all(state.path().join(MARKS)).unwrap();
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&place.document)
            .unwrap();
        assert!(place.read().unwrap().is_some());
        assert_eq!(place.claim("run", "x").unwrap(), Claim::Refused(String::new()));
    }

    #[test]
    fn a_consent_is_good_until_its_last_day_is_over() {
        let until = |expires: &str| Consent {
            from: ASKED.from.to_owned(),
            about: ASKED.about.to_owned(),
            entity: ASKED.entity.to_owned(),
            number: ASKED.number.to_owned(),
            given: "2020-01-01".to_owned(),
            expires: expires.to_owned(),
        };
        let today = Day::named("2026-11-28");
        assert!(!has_expired(&until("2026-11-29"), today));
        assert!(!has_expired(&until("2026-11-28"), today));
        assert!(has_expired(&until("2026-11-27"), today));
        assert!(has_expired(&until("kiedyś"), today));
    }

    #[test]
    fn parts_that_run_into_each_other_are_bound_apart() {
        assert_ne!(digest("x", &["ab", "c"]), digest("x", &["a", "bc"]));
        assert_ne!(digest("x", &["a\n1:b"]), digest("x", &["a", "b"]));
    }
}

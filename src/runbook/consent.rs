//! A consent file: a permission from outside as the operator has it in writing, with the document beside it.

use std::path::Path;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::load::{document_of, open};
use super::lower;
use super::reader::Reader;
use crate::text::source::SourceFile;

/// A consent file that fits what it is given for.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Who gave it.
    pub from: String,
    /// About what.
    pub about: String,
    /// For which entity.
    pub entity: String,
    /// Number of the document.
    pub number: String,
    /// Day on which it was given.
    pub given: Day,
    /// Last day on which it may be used.
    pub expires: Day,
    /// Name of the document in the folder of the file.
    pub document: String,
    /// The file as read.
    pub file: SourceFile,
}

/// What a consent is needed for.
#[derive(Clone, Debug)]
pub struct Need {
    /// Who has to give it.
    pub from: String,
    /// About what.
    pub about: String,
    /// The acting entity.
    pub entity: String,
    /// The day on which it is to be used.
    pub today: Day,
}

/// A day of the calendar: year, month, day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i16, pub i8, pub i8);

impl std::fmt::Display for Day {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0, self.1, self.2)
    }
}

/// Reads a consent file and holds it against what it is needed for.
///
/// # Errors
///
/// Returns every mistake of the file, and everything in which it does not fit.
pub fn read_consent(path: &Path, need: &Need) -> Result<Consent, Vec<Diagnostic>> {
    consent_of(open(path)?, need)
}

/// Holds a consent file whose text is at hand against what it is needed for.
///
/// # Errors
///
/// Returns every mistake of the file, and everything in which it does not fit.
pub fn consent_of(file: SourceFile, need: &Need) -> Result<Consent, Vec<Diagnostic>> {
    let shared = Arc::new(file);
    let table = document_of(&shared)?;
    let mut reader = Reader::new(Arc::clone(&shared));
    let consent = lower::consent(&mut reader, &table, need);
    let found = reader.finish();
    match consent {
        Some(consent) if found.is_empty() => Ok(Consent {
            file: Arc::unwrap_or_clone(shared),
            ..consent
        }),
        Some(_) | None => Err(found),
    }
}

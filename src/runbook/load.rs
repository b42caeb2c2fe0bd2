//! From a path to a runbook with its portal profile, or to every mistake in both files.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, DiagnosticKind, Severity};
use super::document::{self, Table};
use super::fault::{FileFault, PortalFault};
use super::instruction::Instruction;
use super::lower;
use super::model::Runbook;
use super::portal::Portal;
use super::reader::Reader;
use crate::text::personal::pesel_in;
use crate::text::source::{SourceFile, Span};

/// Largest file that is read, in bytes.
pub const LARGEST: usize = 1024 * 1024;

/// Most diagnostics that are handed out.
const MOST: usize = 100;

/// Name of the profile in the folder of its runbooks.
const PROFILE: &str = "portal.toml";

/// A runbook and a profile without errors.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The procedure.
    pub runbook: Runbook,
    /// The portal it is for.
    pub portal: Portal,
    /// What somebody should look at, by position.
    pub warnings: Vec<Diagnostic>,
    /// The runbook's file as read.
    pub runbook_file: SourceFile,
    /// The profile's file as read.
    pub portal_file: SourceFile,
}

/// Reads a runbook and the portal profile beside it.
///
/// # Errors
///
/// Returns every mistake of both files, the runbook's first, each by position.
pub fn read(path: &Path) -> Result<Checked, Vec<Diagnostic>> {
    check(read_file(path), read_profile(path))
}

/// Reads the profile beside a runbook.
pub(super) fn read_profile(runbook: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    let profile = runbook.with_file_name(PROFILE);
    read_file(&profile).map_err(|diagnostic| missing(diagnostic, &profile))
}

/// Reads a runbook and a profile whose texts are at hand; the runbook is named after the stem of its file's name.
///
/// # Errors
///
/// Returns every mistake of both files, the runbook's first, each by position.
pub fn read_sources(runbook: SourceFile, portal: SourceFile) -> Result<Checked, Vec<Diagnostic>> {
    check(usable(runbook), usable(portal))
}

/// Reads a portal profile alone.
///
/// # Errors
///
/// Returns every mistake of the file by position.
pub fn read_portal(path: &Path) -> Result<Portal, Vec<Diagnostic>> {
    portal_of(read_file(path))
}

/// Reads a portal profile whose text is at hand.
///
/// # Errors
///
/// Returns every mistake of the file by position.
pub fn read_portal_source(portal: SourceFile) -> Result<Portal, Vec<Diagnostic>> {
    portal_of(usable(portal))
}

/// Reads an instruction whose text is at hand.
///
/// # Errors
///
/// Returns every mistake of the file by position.
pub fn read_instruction_source(file: SourceFile) -> Result<Instruction, Vec<Diagnostic>> {
    let (instruction, _, found) = parsed(usable(file), |reader, table, _| lower::instruction(reader, table));
    instruction.ok_or(found)
}

/// Reads the text of a file, whatever stands in it.
///
/// # Errors
///
/// Returns why the file cannot be read as text.
pub fn open(path: &Path) -> Result<SourceFile, Vec<Diagnostic>> {
    read_file(path).map_err(|diagnostic| vec![*diagnostic])
}

/// Reads a text as TOML.
pub(crate) fn document_of(file: &Arc<SourceFile>) -> Result<Table, Vec<Diagnostic>> {
    document::parse(file.text()).map_err(|errors| {
        let mut reader = Reader::new(Arc::clone(file));
        // After the first slip on a line the rest of the line only confuses the TOML reader.
        let mut lines = BTreeSet::new();
        for error in errors {
            if !lines.insert(reader.line(error.span.start)) {
                continue;
            }
            let detail = error.detail;
            reader.report(&error.span, FileFault::Syntax { detail });
        }
        ordered(reader.finish())
    })
}

fn portal_of(file: Result<SourceFile, Box<Diagnostic>>) -> Result<Portal, Vec<Diagnostic>> {
    let (portal, _, found) = parsed(file, |reader, table, _| lower::portal(reader, table));
    portal.ok_or(found)
}

pub(super) fn check(
    runbook_file: Result<SourceFile, Box<Diagnostic>>,
    portal_file: Result<SourceFile, Box<Diagnostic>>,
) -> Result<Checked, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let (portal, portal_file, in_portal) = parsed(portal_file, |reader, table, _| lower::portal(reader, table));
    let (runbook, runbook_file, in_runbook) = parsed(runbook_file, |reader, table, name| {
        check_name(reader, name);
        if let Some(portal) = &portal {
            lower::check_file(reader, &portal.masks, &[]);
        }
        lower::runbook(reader, table, name, portal.as_ref())
    });
    found.extend(in_runbook);
    found.extend(in_portal);
    match (runbook, portal, runbook_file, portal_file) {
        (Some(runbook), Some(portal), Some(runbook_file), Some(portal_file)) => Ok(Checked {
            runbook,
            portal,
            warnings: found,
            runbook_file: Arc::unwrap_or_clone(runbook_file),
            portal_file: Arc::unwrap_or_clone(portal_file),
        }),
        _ => Err(found),
    }
}

/// Reports a name of a file that cannot name a run.
pub(super) fn check_name(reader: &mut Reader, name: &str) {
    if !lower::is_identifier(name) {
        let stem = name.to_owned();
        reader.report(&(0..0), FileFault::Name { stem });
    }
}

/// Parses one file and lowers it; the diagnostics come by position.
pub(super) fn parsed<T>(
    file: Result<SourceFile, Box<Diagnostic>>,
    lower: impl FnOnce(&mut Reader, &Table, &str) -> Option<T>,
) -> (Option<T>, Option<Arc<SourceFile>>, Vec<Diagnostic>) {
    let file = match file {
        Ok(file) => Arc::new(file),
        Err(diagnostic) => return (None, None, vec![*diagnostic]),
    };
    let table = match document_of(&file) {
        Ok(table) => table,
        Err(found) => return (None, Some(file), found),
    };
    let mut reader = Reader::new(Arc::clone(&file));
    let name = Path::new(file.name()).file_stem();
    let name = name.map(|stem| stem.to_string_lossy().into_owned());
    let lowered = lower(&mut reader, &table, &name.unwrap_or_default());
    (lowered, Some(file), ordered(reader.finish()))
}

/// Sorts by position and cuts off what nobody would read.
pub(crate) fn ordered(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let position = |diagnostic: &Diagnostic| diagnostic.span.as_ref().map_or(0, |span| span.start);
    found.sort_by_key(position);
    if found.len() > MOST {
        let more = found.split_off(MOST);
        let is_error = more.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let fault = FileFault::More { count: more.len() };
        found.extend(more.into_iter().next().map(|first| Diagnostic {
            severity: if is_error { Severity::Error } else { Severity::Warning },
            kind: fault.into(),
            ..first
        }));
    }
    found
}

pub(super) fn read_file(path: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    read_text(path).and_then(usable)
}

/// Reads the text of a file, a byte order mark included.
pub(crate) fn read_text(path: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    let name = path.display().to_string();
    let bytes = match read_bytes(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(whole_file(name, FileFault::NotAFile)),
        Err(error) => return Err(whole_file(name, unreadable(&error))),
    };
    text_of(name, bytes)
}

/// Takes the bytes of a file as text, a byte order mark included.
pub(crate) fn text_of(name: String, bytes: Vec<u8>) -> Result<SourceFile, Box<Diagnostic>> {
    if bytes.len() > LARGEST {
        return Err(whole_file(name, FileFault::TooLarge { limit: LARGEST }));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(name, text)),
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
                return Err(whole_file(name, FileFault::Utf16));
            }
            let text = String::from_utf8_lossy(&bytes);
            let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
            Err(Box::new(Diagnostic {
                file: Arc::new(SourceFile::new(name, text)),
                span: Some(start..end),
                severity: Severity::Error,
                kind: FileFault::NotUtf8.into(),
            }))
        }
    }
}

/// Reads at most one byte more than is allowed; `None` says that this is no regular file.
fn read_bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    // A pipe or a device could keep the program waiting for ever, so it is not even opened.
    if !path.metadata()?.is_file() {
        return Ok(None);
    }
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn unreadable(error: &io::Error) -> FileFault {
    if error.kind() == io::ErrorKind::NotFound {
        return FileFault::NotFound;
    }
    let reason = error.to_string();
    FileFault::Unreadable { reason }
}

/// Refuses a text that is too large, starts with a byte order mark or names a person by number.
pub(crate) fn usable(file: SourceFile) -> Result<SourceFile, Box<Diagnostic>> {
    if file.text().len() > LARGEST {
        let name = file.name().to_owned();
        return Err(whole_file(name, FileFault::TooLarge { limit: LARGEST }));
    }
    if file.text().starts_with('\u{feff}') {
        let name = file.name().to_owned();
        return Err(whole_file(name, FileFault::ByteOrderMark));
    }
    match pesel_in(file.text()) {
        None => Ok(file),
        found @ Some(_) => Err(Box::new(Diagnostic {
            file: Arc::new(file),
            span: found,
            severity: Severity::Error,
            kind: FileFault::Pesel.into(),
        })),
    }
}

fn missing(mut diagnostic: Box<Diagnostic>, profile: &Path) -> Box<Diagnostic> {
    if diagnostic.kind == DiagnosticKind::File(FileFault::NotFound) {
        let path = profile.display().to_string();
        diagnostic.kind = PortalFault::Missing { path }.into();
    }
    diagnostic
}

pub(super) fn whole_file(name: String, fault: FileFault) -> Box<Diagnostic> {
    let span: Option<Span> = None;
    Box::new(Diagnostic {
        file: Arc::new(SourceFile::new(name, "")),
        span,
        severity: Severity::Error,
        kind: fault.into(),
    })
}

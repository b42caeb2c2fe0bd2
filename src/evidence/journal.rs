//! Reading a trail line by line: what each line holds, or what is wrong with it.

use std::fmt;

use super::chain;
use super::format::{Event, FileReference, READABLE, Record};
use super::paths::{is_reference, is_token_of, torn_offset};
use super::strict_json;

/// The longest line that is written or read, in bytes.
pub(super) const LINE_LIMIT: usize = 1024 * 1024;
/// Hash and TAB at the end of a line.
const TAIL: usize = 65;

/// One line of a trail.
#[derive(Debug)]
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: u64,
    /// Offset of its first byte.
    pub(super) start: u64,
    /// The hash that the line claims.
    pub(super) hash: String,
    /// Whether the claimed hash follows from the line before and this line's bytes.
    pub(super) linked: bool,
    /// What the line says.
    pub(super) record: Result<Record, LineFault>,
}

/// Why a line is not a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// No line feed at the end: the file was cut, or the program died while writing.
    Torn,
    /// Longer than any line that krok writes.
    TooLong,
    /// Not JSON, TAB and 64 hex digits.
    Shape,
    /// Not JSON, or with a key that stands twice.
    Json(String),
    /// JSON, but not a record of this format.
    Record(String),
    /// A file outside the bundle's own folders is named.
    Path(String),
    /// The first line names another format.
    Format(String),
}

impl fmt::Display for LineFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Torn => out.write_str("the line was cut"),
            Self::TooLong => out.write_str("the line is too long"),
            Self::Shape => out.write_str("not JSON, TAB and hash"),
            Self::Json(why) => write!(out, "not strict JSON: {why}"),
            Self::Record(why) => write!(out, "not a record: {why}"),
            Self::Path(path) => write!(out, "`{path}` is not a file of the bundle"),
            Self::Format(format) => write!(out, "the format is `{format}`, not one of {}", READABLE.join(", ")),
        }
    }
}

/// Splits a trail into its lines and reads each.
pub(super) fn read(trail: &[u8]) -> Vec<Line> {
    let mut previous = chain::ORIGIN.to_owned();
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    for (raw, number) in trail.split_inclusive(|byte| *byte == b'\n').zip(1..) {
        let line = read_line(raw, (number, start), &previous);
        previous.clone_from(&line.hash);
        lines.push(line);
        start += raw.len() as u64;
    }
    lines
}

fn read_line(raw: &[u8], (number, start): (u64, u64), previous: &str) -> Line {
    let broken = |fault| Line {
        number,
        start,
        hash: String::new(),
        linked: false,
        record: Err(fault),
    };
    let (json, hash) = match take_apart(raw) {
        Ok(parts) => parts,
        Err(fault) => return broken(fault),
    };
    let linked = chain::link(previous, json) == hash;
    Line {
        number,
        start,
        hash,
        linked,
        record: read_record(json, number),
    }
}

/// Takes a line apart into its JSON and the hash that it claims.
pub(super) fn take_apart(raw: &[u8]) -> Result<(&[u8], String), LineFault> {
    let body = raw.strip_suffix(b"\n").ok_or(LineFault::Torn)?;
    if raw.len() > LINE_LIMIT {
        return Err(LineFault::TooLong);
    }
    let split = body.len().checked_sub(TAIL).and_then(|at| body.split_at_checked(at));
    let (json, tail) = split.ok_or(LineFault::Shape)?;
    let hash = tail.strip_prefix(b"\t").and_then(hash_text).ok_or(LineFault::Shape)?;
    Ok((json, hash))
}

fn hash_text(bytes: &[u8]) -> Option<String> {
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    bytes
        .iter()
        .all(is_hex)
        .then(|| bytes.iter().copied().map(char::from).collect())
}

fn read_record(json: &[u8], number: u64) -> Result<Record, LineFault> {
    strict_json::check(json).map_err(|error| LineFault::Json(error.to_string()))?;
    if number == 1 {
        // Asked before the record is read: one of a later format need not look like ours.
        let value: serde_json::Value =
            serde_json::from_slice(json).map_err(|error| LineFault::Json(error.to_string()))?;
        match value
            .pointer("/event/run-started/format")
            .and_then(serde_json::Value::as_str)
        {
            Some(format) if READABLE.contains(&format) => {}
            Some(other) => return Err(LineFault::Format(other.to_owned())),
            None => {
                return Err(LineFault::Record("the first record does not start a run".to_owned()));
            }
        }
    }
    let record: Record = serde_json::from_slice(json).map_err(|error| LineFault::Record(error.to_string()))?;
    if let Event::Anchored(anchored) = &record.event
        && !is_token_of(anchored)
    {
        return Err(LineFault::Path(anchored.file.path.clone()));
    }
    let recovered = record.event.recovered();
    let is_torn = |file: &FileReference| recovered.is_some_and(|recovered| recovered.torn.contains(file));
    let foreign = record
        .references()
        .find(|file| !(is_reference(&file.path) || is_torn(file) && torn_offset(&file.path).is_some()))
        .map(|file| file.path.clone());
    match foreign {
        Some(path) => Err(LineFault::Path(path)),
        None => Ok(record),
    }
}

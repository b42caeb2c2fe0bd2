//! The protocol: one PDF/A-2b for the case file, small enough for podpis zaufany, made from a sealed bundle and nothing else.
//!
//! Derived like the report and never trusted: `krok verify` makes it again and compares. The same bundle with the same
//! number of the case gives the same bytes; no clock is asked, and what came after the seal is not in it. Every text from
//! the portal is hostile: nothing in the file acts, and nothing in it leads out of it.

mod content;
mod draw;
mod font;
pub mod keep;
mod lines;
mod picture;
mod sheet;
mod trail;

use std::error::Error;
use std::fmt;

use crate::evidence::bundle::Bundle;
use crate::evidence::verify::Verification;
use crate::text::language::Language;

use super::metadata::Case;

/// The most bytes of a file that podpis zaufany signs are 10 MB; some of it is left for the signature.
pub const LIMIT: usize = 9_500_000;

/// Why there is no protocol.
#[derive(Debug)]
pub enum ProtocolError {
    /// The bundle does not say how its run began.
    NoBeginning,
    /// The bundle has no seal that could be named.
    NoSeal,
    /// The file could not be put together.
    Pdf(String),
    /// Even without pictures it is too large: so many bytes.
    TooLarge(usize),
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBeginning => out.write_str("the trail does not begin with the start of a run"),
            Self::NoSeal => out.write_str("the bundle was never sealed"),
            Self::Pdf(why) => write!(out, "the protocol could not be put together: {why}"),
            Self::TooLarge(size) => write!(out, "the protocol would have {size} bytes, more than {LIMIT}"),
        }
    }
}

impl Error for ProtocolError {}

/// Returns the protocol of a bundle.
pub fn render(
    bundle: &Bundle,
    verification: &Verification,
    case: &Case,
    language: Language,
) -> Result<Vec<u8>, ProtocolError> {
    let faces = font::Faces::load()?;
    let content::Composed { pages, album, about } = content::compose(bundle, verification, case, &faces, language)?;
    let bytes = draw::write(&pages, &album, &about, &faces)?;
    if bytes.len() > LIMIT {
        return Err(ProtocolError::TooLarge(bytes.len()));
    }
    Ok(bytes)
}

/// Says whether a file is the protocol that the bundle gives, in the language that it names.
pub fn is_protocol_of(bytes: &[u8], bundle: &Bundle, verification: &Verification, case: &Case) -> bool {
    [Language::Polish, Language::English].into_iter().any(|language| {
        let mark = draw::producer(language);
        let has_mark = bytes.windows(mark.len()).any(|part| part == mark.as_bytes());
        has_mark && render(bundle, verification, case, language).is_ok_and(|made| made == bytes)
    })
}

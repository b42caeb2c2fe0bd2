//! The parts of a DER value as they stand. What was signed is the bytes that were sent, not what writing them anew gives.

use der::{Decode as _, Header, Reader as _, SliceReader};

/// Splits a constructed value into its parts, each with its tag and length.
pub(super) fn of(whole: &[u8]) -> der::Result<Vec<&[u8]>> {
    let mut outer = SliceReader::new(whole)?;
    let header = Header::decode(&mut outer)?;
    let mut inner = SliceReader::new(outer.read_slice(header.length)?)?;
    outer.finish(())?;
    let mut parts = Vec::new();
    while !inner.is_finished() {
        parts.push(inner.tlv_bytes()?);
    }
    Ok(parts)
}

/// Returns the first of the parts that begins with a tag.
pub(super) fn tagged<'p>(parts: &[&'p [u8]], tag: u8) -> Option<&'p [u8]> {
    parts.iter().find(|part| part.first() == Some(&tag)).copied()
}

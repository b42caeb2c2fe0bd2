//! The protocol in its place in a bundle, with the metadata that name the case it is of.

use std::fs::DirBuilder;
use std::io::{self, Read as _};
use std::os::unix::fs::DirBuilderExt as _;

use crate::evidence::bundle::Bundle;
use crate::evidence::paths;
use crate::evidence::verify::Verification;
use crate::report::html::{self, ReportError};
use crate::report::metadata::Case;

use super::{LIMIT, is_protocol_of};

/// The longest metadata that are read, in bytes.
const METADATA_LIMIT: usize = 1024 * 1024;

/// What lies in the place of a bundle's protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    None,
    /// What the bundle gives.
    Equal,
    /// Something else.
    Differs,
}

/// Says what lies in the place of a bundle's protocol. It is never read for what it says.
pub fn standing(bundle: &Bundle, verification: &Verification) -> Standing {
    match read(bundle, paths::PRINT, LIMIT) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Standing::None,
        Ok(bytes) if is_protocol_of(&bytes, bundle, verification, &case(bundle)) => Standing::Equal,
        Ok(_) | Err(_) => Standing::Differs,
    }
}

/// Returns the case that the bundle's metadata name; empty without them.
pub fn case(bundle: &Bundle) -> Case {
    let text = read(bundle, paths::METADATA, METADATA_LIMIT).unwrap_or_default();
    Case::from_xml(&String::from_utf8_lossy(&text))
}

/// Puts protocol and metadata in their places.
pub fn write(bundle: &Bundle, protocol: &[u8], metadata: &str) -> Result<(), ReportError> {
    let folder = bundle.path().join(paths::DERIVED);
    match DirBuilder::new().mode(0o700).create(&folder) {
        Ok(()) => {}
        Err(_) if folder.symlink_metadata().is_ok_and(|there| there.is_dir()) => {}
        Err(source) => return Err(ReportError::Storage { path: folder, source }),
    }
    html::store(&bundle.path().join(paths::METADATA), metadata.as_bytes())?;
    html::store(&bundle.path().join(paths::PRINT), protocol)
}

/// Reads a plain file; a link, a pipe or one that is too long is refused.
fn read(bundle: &Bundle, path: &str, limit: usize) -> io::Result<Vec<u8>> {
    let full = bundle.path().join(path);
    if !full.symlink_metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    std::fs::File::open(full)?
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

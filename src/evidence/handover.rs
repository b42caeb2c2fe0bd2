//! A bundle on its way to another office: one zip file, written stored so that any tool reads it, and read with distrust.
//!
//! [`pack()`] writes what lies in the folder of a bundle, sorted and with fixed times, so that the same contents are the
//! same bytes. [`unpack()`] trusts nothing: the layout of the file is taken apart byte by byte before any entry is read,
//! both places that describe an entry must agree, and entries may neither overlap nor leave room for something hidden.

mod error;
mod layout;
mod names;
mod pack;
mod unpack;

pub use error::{EntryFault, HandoverError, NameFault, ZipFault};
pub use pack::{Added, Draft, pack};
pub use unpack::{Unpacked, unpack};

use super::bundle::{FILE_LIMIT, TRAIL_LIMIT};
use super::paths;

/// The most entries of a file, folders included.
const ENTRY_LIMIT: usize = 20_000;
/// The most bytes of all entries together; below 4 GiB, so that the old form of zip without extensions is enough.
const TOTAL_LIMIT: u64 = 2 * 1024 * 1024 * 1024;
/// How many times larger than packed an entry may be.
const RATIO_LIMIT: u64 = 200;
/// Entries up to this size may be packed as well as they can be.
const RATIO_FROM: u64 = 1024 * 1024;

/// Returns the most bytes of a file, by its path below the bundle's folder.
fn limit_of(path: &str) -> u64 {
    if path == paths::TRAIL { TRAIL_LIMIT } else { FILE_LIMIT }
}

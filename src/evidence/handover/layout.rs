//! How a zip file lies on the disk, byte by byte (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4).
//!
//! A zip file says everything twice, and readers differ on which place they believe. Here both places must agree, the
//! entries follow one another from the first byte to the directory, and the directory ends where the file ends: then
//! there is one reading only, whoever reads.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use super::error::{EntryFault, HandoverError, ZipFault};
use super::names::{EntryName, Taken};
use super::{ENTRY_LIMIT, RATIO_FROM, RATIO_LIMIT, TOTAL_LIMIT, limit_of};

const END: (u32, usize) = (0x0605_4b50, 22);
const CENTRAL: (u32, usize) = (0x0201_4b50, 46);
const LOCAL: (u32, usize) = (0x0403_4b50, 30);
/// The longest directory that is read.
const DIRECTORY_LIMIT: u64 = 16 * 1024 * 1024;
/// What entries may be marked with: how hard deflate tried (bits 1 and 2), and that the name is UTF-8 (bit 11).
const KNOWN_FLAGS: u16 = 0b1000_0000_0110;
const ENCRYPTED: u16 = 0b0010_0000_0100_0001;
const STREAMED: u16 = 0b1000;
/// Stored and deflate.
const METHODS: [u16; 2] = [0, 8];
/// Large sizes, another name, encryption: what an entry would be read differently by.
const EXTENSIONS: [u16; 3] = [0x0001, 0x7075, 0x9901];

/// An entry that may be read.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: EntryName,
    pub(super) size: u64,
}

/// What a zip file holds.
#[derive(Debug)]
pub(super) struct Layout {
    /// The one folder that all lies in.
    pub(super) top: String,
    pub(super) entries: Vec<Entry>,
}

/// Reading stopped.
pub(super) enum Stop {
    Read(io::Error),
    Refused(HandoverError),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

impl From<HandoverError> for Stop {
    fn from(error: HandoverError) -> Self {
        Self::Refused(error)
    }
}

impl From<ZipFault> for Stop {
    fn from(fault: ZipFault) -> Self {
        Self::Refused(HandoverError::Zip(fault))
    }
}

/// Takes a file apart.
pub(super) fn read(file: &mut File) -> Result<Layout, Stop> {
    let length = file.seek(SeekFrom::End(0))?;
    let directory = Directory::find(file, length)?;
    let bytes = take(file, directory.start, directory.size)?;
    let mut headers = Vec::new();
    let mut rest = Fields(&bytes);
    for _ in 0..directory.count {
        headers.push(Header::read_central(&mut rest).ok_or(ZipFault::Directory)?);
    }
    if !rest.0.is_empty() {
        return Err(ZipFault::Directory.into());
    }
    let mut taken = Taken::default();
    let mut total = 0_u64;
    let mut entries = Vec::new();
    for header in &headers {
        let refused = |fault| HandoverError::entry(header.shown(), fault);
        let name = EntryName::parse(&header.name).map_err(|fault| refused(EntryFault::Name(fault)))?;
        header.check(&name).map_err(refused)?;
        taken.take(&name).map_err(refused)?;
        total = total.saturating_add(header.size);
        let size = header.size;
        entries.push(Entry { name, size });
    }
    if total > TOTAL_LIMIT {
        return Err(HandoverError::TooLarge(total).into());
    }
    follow(file, &mut headers, directory.start)?;
    let top = taken.into_top().ok_or(HandoverError::NoBundle)?;
    Ok(Layout { top, entries })
}

/// Goes from entry to entry: each begins where the one before ended, and its own header says what the directory says.
fn follow(file: &mut File, headers: &mut [Header], end: u64) -> Result<(), Stop> {
    headers.sort_by_key(|header| header.offset);
    let mut at = 0;
    for header in headers.iter() {
        let refused = |fault| HandoverError::entry(header.shown(), fault);
        if header.offset < at {
            return Err(refused(EntryFault::Overlaps).into());
        }
        if header.offset > at {
            return Err(ZipFault::Gap.into());
        }
        let room = end.saturating_sub(at);
        let fixed = LOCAL.1 as u64 + header.name.len() as u64;
        if room < fixed {
            return Err(refused(EntryFault::Overlaps).into());
        }
        let bytes = take(file, at, fixed)?;
        let local = Header::read_local(&mut Fields(&bytes)).ok_or_else(|| refused(EntryFault::HeadersDiffer))?;
        if !local.agrees_with(header) {
            return Err(refused(EntryFault::HeadersDiffer).into());
        }
        let extra = take(file, at + fixed, u64::from(local.extra).min(room - fixed))?;
        check_extra(&extra).map_err(refused)?;
        at = at + fixed + u64::from(local.extra) + header.packed;
        if at > end {
            return Err(refused(EntryFault::Overlaps).into());
        }
    }
    if at < end { Err(ZipFault::Gap.into()) } else { Ok(()) }
}

fn take(file: &mut File, from: u64, size: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(size).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where the directory lies.
struct Directory {
    count: usize,
    start: u64,
    size: u64,
}

impl Directory {
    fn find(file: &mut File, length: u64) -> Result<Self, Stop> {
        let end = length.checked_sub(END.1 as u64).ok_or(ZipFault::End)?;
        let bytes = take(file, end, END.1 as u64)?;
        let mut fields = Fields(&bytes);
        let mut read = || {
            let signature = fields.long()?;
            let disks = [fields.short()?, fields.short()?];
            let counts = [fields.short()?, fields.short()?];
            Some((
                signature,
                disks,
                counts,
                fields.long()?,
                fields.long()?,
                fields.short()?,
            ))
        };
        let (signature, disks, [here, in_all], size, start, comment) = read().ok_or(ZipFault::End)?;
        if signature != END.0 || comment != 0 {
            return Err(ZipFault::End.into());
        }
        if start == u32::MAX || size == u32::MAX || in_all == u16::MAX {
            return Err(ZipFault::Large.into());
        }
        if disks != [0, 0] || here != in_all {
            return Err(ZipFault::Volumes.into());
        }
        let count = usize::from(in_all);
        if count > ENTRY_LIMIT {
            return Err(HandoverError::TooMany(count).into());
        }
        let (start, size) = (u64::from(start), u64::from(size));
        if start + size != end || size > DIRECTORY_LIMIT {
            return Err(ZipFault::Directory.into());
        }
        Ok(Self { count, start, size })
    }
}

/// What is said of an entry, in the directory or before the entry itself.
struct Header {
    flags: u16,
    method: u16,
    checksum: u32,
    packed: u64,
    size: u64,
    name: Vec<u8>,
    /// Length of what stands between a local header and the entry.
    extra: u16,
    offset: u64,
    /// Type and permissions as UNIX has them.
    mode: u32,
    fault: Option<EntryFault>,
}

impl Header {
    fn read_central(fields: &mut Fields<'_>) -> Option<Self> {
        if fields.long()? != CENTRAL.0 {
            return None;
        }
        fields.short()?;
        let mut header = Self::read_middle(fields)?;
        let lengths = [fields.short()?, fields.short()?, fields.short()?];
        fields.long()?;
        let attributes = fields.long()?;
        header.mode = attributes >> 16;
        header.offset = u64::from(fields.long()?);
        header.name = fields.bytes(lengths[0])?.to_vec();
        header.fault = check_extra(fields.bytes(lengths[1])?).err();
        fields.bytes(lengths[2])?;
        Some(header)
    }

    fn read_local(fields: &mut Fields<'_>) -> Option<Self> {
        if fields.long()? != LOCAL.0 {
            return None;
        }
        let mut header = Self::read_middle(fields)?;
        let name = fields.short()?;
        header.extra = fields.short()?;
        header.name = fields.bytes(name)?.to_vec();
        Some(header)
    }

    /// Reads what stands in both places alike.
    fn read_middle(fields: &mut Fields<'_>) -> Option<Self> {
        fields.short()?;
        let (flags, method) = (fields.short()?, fields.short()?);
        fields.long()?;
        Some(Self {
            flags,
            method,
            checksum: fields.long()?,
            packed: u64::from(fields.long()?),
            size: u64::from(fields.long()?),
            name: Vec::new(),
            extra: 0,
            offset: 0,
            mode: 0,
            fault: None,
        })
    }

    fn agrees_with(&self, other: &Self) -> bool {
        (
            self.flags,
            self.method,
            self.checksum,
            self.packed,
            self.size,
            &self.name,
        ) == (
            other.flags,
            other.method,
            other.checksum,
            other.packed,
            other.size,
            &other.name,
        )
    }

    fn check(&self, name: &EntryName) -> Result<(), EntryFault> {
        if self.flags & ENCRYPTED != 0 {
            return Err(EntryFault::Encrypted);
        }
        if self.flags & STREAMED != 0 {
            return Err(EntryFault::Streamed);
        }
        if self.flags & !KNOWN_FLAGS != 0 || !METHODS.contains(&self.method) {
            return Err(EntryFault::Method(self.method));
        }
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let of_type = |kind: u32| self.mode & 0o170_000 == kind;
        if of_type(0o120_000) {
            return Err(EntryFault::Link);
        }
        if !(of_type(0) || of_type(if name.is_folder { 0o040_000 } else { 0o100_000 })) {
            return Err(EntryFault::NotAFile);
        }
        let is_empty = self.size == 0 && self.packed == 0;
        if name.is_folder && !is_empty || self.method == 0 && self.size != self.packed {
            return Err(EntryFault::Contents("size".to_owned()));
        }
        if self.size > name.below().1.map_or(0, limit_of) {
            return Err(EntryFault::TooLarge(self.size));
        }
        if self.size > RATIO_FROM && self.size / RATIO_LIMIT > self.packed {
            return Err(EntryFault::Bomb);
        }
        Ok(())
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.name).into_owned()
    }
}

/// Refuses extensions by which readers would differ, and such that are none.
fn check_extra(extra: &[u8]) -> Result<(), EntryFault> {
    let mut fields = Fields(extra);
    while !fields.0.is_empty() {
        let kind = fields.short().ok_or(EntryFault::HeadersDiffer)?;
        if EXTENSIONS.contains(&kind) {
            return Err(EntryFault::Extension(kind));
        }
        let length = fields.short().ok_or(EntryFault::HeadersDiffer)?;
        fields.bytes(length).ok_or(EntryFault::HeadersDiffer)?;
    }
    Ok(())
}

/// Bytes that are still to be read, little end first.
struct Fields<'b>(&'b [u8]);

impl<'b> Fields<'b> {
    fn short(&mut self) -> Option<u16> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*field))
    }

    fn long(&mut self) -> Option<u32> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*field))
    }

    fn bytes(&mut self, count: u16) -> Option<&'b [u8]> {
        let (field, rest) = self.0.split_at_checked(usize::from(count))?;
        self.0 = rest;
        Some(field)
    }
}

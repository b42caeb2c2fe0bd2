//! Zip files as nobody should write them: every field of every header can be a lie.

/// An entry, said once and meant to be said otherwise in either place.
#[derive(Clone)]
pub struct Entry {
    pub name: Vec<u8>,
    /// The name in the entry's own header, if it differs.
    pub local_name: Option<Vec<u8>>,
    pub flags: u16,
    pub method: u16,
    pub data: Vec<u8>,
    /// Size unpacked, as told.
    pub size: u32,
    /// The same in the entry's own header, if it differs.
    pub local_size: Option<u32>,
    pub checksum: u32,
    /// Type and permissions as UNIX has them.
    pub mode: u32,
    pub extra: Vec<u8>,
    /// Where the directory says that it lies, if not where it does.
    pub offset: Option<u32>,
}

impl Entry {
    /// A stored file that is what it says.
    pub fn stored(name: &str, data: &[u8]) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            local_name: None,
            flags: 0,
            method: 0,
            data: data.to_vec(),
            size: u32::try_from(data.len()).unwrap(),
            local_size: None,
            checksum: crc32(data),
            mode: 0o100_600,
            extra: Vec::new(),
            offset: None,
        }
    }
}

/// What stands around the entries.
#[derive(Default)]
pub struct Around {
    pub before: Vec<u8>,
    pub before_directory: Vec<u8>,
    pub comment: Vec<u8>,
    /// Number of entries as the end tells it, if another.
    pub count: Option<u16>,
}

/// Writes the file.
pub fn zip(entries: &[Entry], around: &Around) -> Vec<u8> {
    let mut file = around.before.clone();
    let mut directory = Vec::new();
    for entry in entries {
        let at = u32::try_from(file.len()).unwrap();
        let packed = u32::try_from(entry.data.len()).unwrap();
        let name = entry.local_name.as_ref().unwrap_or(&entry.name);
        long(&mut file, 0x0403_4b50);
        let size = entry.local_size.unwrap_or(entry.size);
        middle(&mut file, entry, packed, size);
        short(&mut file, name.len());
        short(&mut file, entry.extra.len());
        file.extend_from_slice(name);
        file.extend_from_slice(&entry.extra);
        file.extend_from_slice(&entry.data);
        long(&mut directory, 0x0201_4b50);
        short(&mut directory, 0x031e);
        middle(&mut directory, entry, packed, entry.size);
        short(&mut directory, entry.name.len());
        for nothing in [0, 0, 0, 0] {
            short(&mut directory, nothing);
        }
        long(&mut directory, entry.mode << 16);
        long(&mut directory, entry.offset.unwrap_or(at));
        directory.extend_from_slice(&entry.name);
    }
    file.extend_from_slice(&around.before_directory);
    let start = file.len();
    file.extend_from_slice(&directory);
    let count = usize::from(around.count.unwrap_or(u16::try_from(entries.len()).unwrap()));
    long(&mut file, 0x0605_4b50);
    for field in [0, 0, count, count] {
        short(&mut file, field);
    }
    long(&mut file, u32::try_from(directory.len()).unwrap());
    long(&mut file, u32::try_from(start).unwrap());
    short(&mut file, around.comment.len());
    file.extend_from_slice(&around.comment);
    file
}

fn middle(out: &mut Vec<u8>, entry: &Entry, packed: u32, size: u32) {
    short(out, 20);
    short(out, usize::from(entry.flags));
    short(out, usize::from(entry.method));
    long(out, 0x0021_0000);
    long(out, entry.checksum);
    long(out, packed);
    long(out, size);
}

fn short(out: &mut Vec<u8>, field: usize) {
    out.extend_from_slice(&u16::try_from(field).unwrap().to_le_bytes());
}

fn long(out: &mut Vec<u8>, field: u32) {
    out.extend_from_slice(&field.to_le_bytes());
}

/// CRC-32 as zip has it (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    let step =
        |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)));
    !bytes.iter().fold(u32::MAX, step)
}

//! Pictures as received: only measured, never touched.

use std::fmt;
use std::io::Cursor;

use image::ImageDecoder as _;
use image::codecs::png::PngDecoder;

/// The last chunk of every PNG; without it the picture was cut.
const END: [u8; 12] = [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82];

/// Why bytes are not a whole PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// The beginning is not a PNG's.
    Header(String),
    /// The end is missing.
    Cut,
}

impl fmt::Display for PictureFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(why) => write!(out, "not a PNG: {why}"),
            Self::Cut => out.write_str("the PNG has no end"),
        }
    }
}

/// Returns width and height of a whole PNG.
pub fn measure(png: &[u8]) -> Result<(u32, u32), PictureFault> {
    let decoder = PngDecoder::new(Cursor::new(png)).map_err(|error| PictureFault::Header(error.to_string()))?;
    if png.ends_with(&END) {
        Ok(decoder.dimensions())
    } else {
        Err(PictureFault::Cut)
    }
}

//! Pictures as pixels, within limits: a bundle can come from anybody.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, ImageResult, Limits, RgbImage};

use crate::evidence::bundle::Bundle;

/// The most pixels that a side may have.
pub(super) const SIDE: u32 = 20_000;
/// The most memory that one picture may take, in bytes.
const MEMORY: u64 = 128 * 1024 * 1024;

/// Reads a picture that anybody may have put there.
pub(super) fn decoded(bytes: &[u8]) -> ImageResult<RgbImage> {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    reader.limits(limits);
    Ok(reader.decode()?.into_rgb8())
}

/// Returns a picture of a bundle; none if the bundle does not have it, or it is none.
pub(super) fn pixels(bundle: &Bundle, path: &str) -> Option<RgbImage> {
    decoded(&bundle.read(path).ok()?).ok()
}

//! Pictures of a bundle as pixels, within limits: a bundle can come from anybody.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits, RgbImage};

use crate::evidence::bundle::Bundle;

/// The most pixels that a side may have.
const SIDE: u32 = 20_000;
/// The most memory that one picture may take, in bytes.
const MEMORY: u64 = 512 * 1024 * 1024;

/// Returns a picture; none if the bundle does not have it, or it is none.
pub(super) fn pixels(bundle: &Bundle, path: &str) -> Option<RgbImage> {
    let bytes = bundle.read(path).ok()?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    Some(reader.decode().ok()?.into_rgb8())
}

//! Pictures as received: only measured and looked at, never touched.

use std::fmt;
use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{ImageDecoder as _, ImageFormat, Limits, RgbImage};

use super::format::Rectangle;

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

/// How far a colour may be off where the screen has a profile of its own.
const SHADE: u8 = 24;
/// Most bytes of a picture that is looked at.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Says whether a picture has a black box at every one of these places, as far as the box's edge tells: in pixels from the
/// picture's own corner.
pub fn is_black_around(png: &[u8], areas: &[Rectangle]) -> bool {
    let mut reader = image::ImageReader::with_format(Cursor::new(png), ImageFormat::Png);
    let mut limits = Limits::default();
    limits.max_alloc = Some(LARGEST);
    reader.limits(limits);
    let Ok(picture) = reader.decode() else {
        return false;
    };
    let picture = picture.into_rgb8();
    areas.iter().all(|area| is_ring(&picture, area))
}

fn is_ring(picture: &RgbImage, area: &Rectangle) -> bool {
    let (Some((left, right)), Some((top, bottom))) = (
        edges(area.x, area.width, picture.width()),
        edges(area.y, area.height, picture.height()),
    ) else {
        return false;
    };
    let is_black = |x: u32, y: u32| picture.get_pixel(x, y).0.iter().all(|part| *part <= SHADE);
    (left..=right).all(|x| is_black(x, top) && is_black(x, bottom))
        && (top..=bottom).all(|y| is_black(left, y) && is_black(right, y))
}

/// Returns the first and the last pixel of an extent; none if it has no pixel, or one outside.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held against the picture before"
)]
fn edges(from: f64, length: f64, within: u32) -> Option<(u32, u32)> {
    let last = from + length - 1.0;
    (from >= 0.0 && last >= from && last < f64::from(within)).then(|| (from.floor() as u32, last.floor() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(of: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_fn(20, 10, |x, y| image::Rgb(of(x, y)))
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    fn area(x: f64, y: f64, width: f64, height: f64) -> Rectangle {
        Rectangle { x, y, width, height }
    }

    #[test]
    fn a_box_is_told_by_its_edge() {
        let boxed = png(|x, y| {
            let inside = (3..9).contains(&x) && (2..7).contains(&y);
            let written = (x, y) == (5, 4);
            if inside && !written { [0, 0, 3] } else { [255; 3] }
        });
        assert!(is_black_around(&boxed, &[area(3.0, 2.0, 6.0, 5.0)]));
        assert!(is_black_around(&boxed, &[]));
        for wrong in [
            area(3.0, 2.0, 7.0, 5.0),
            area(2.0, 2.0, 6.0, 5.0),
            area(3.0, 3.0, 6.0, 5.0),
            area(-1.0, 2.0, 6.0, 5.0),
            area(15.0, 2.0, 6.0, 5.0),
            area(3.0, 2.0, 0.0, 5.0),
            area(f64::NAN, 2.0, 6.0, 5.0),
            area(3.0, 2.0, f64::INFINITY, 5.0),
        ] {
            assert!(!is_black_around(&boxed, &[wrong]), "{wrong:?}");
        }
    }

    #[test]
    fn a_picture_that_cannot_be_read_has_no_box() {
        let cut = png(|_, _| [0; 3]);
        assert!(!is_black_around(&cut[..cut.len() / 2], &[area(0.0, 0.0, 2.0, 2.0)]));
        assert!(!is_black_around(b"", &[]));
    }
}

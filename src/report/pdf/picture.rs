//! Pictures of a bundle made smaller, until all of them fit into a file that podpis zaufany takes.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use krilla::Data;
use krilla::image::Image;

use crate::evidence::bundle::Bundle;
use crate::report::raster::pixels;

/// The most that all pictures together may take, in bytes; the rest of the 10 MB is for the text.
const BUDGET: usize = 7_000_000;
/// Every so many pictures one is tried out to judge a size.
const SAMPLE: usize = 8;

/// How much of the pictures stands in the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thrift {
    /// All of them, no wider than this, at this quality of JPEG.
    All(u32, u8),
    /// Those of steps that changed or destroyed something, or did not succeed.
    Weighty(u32, u8),
    /// None.
    None,
}

/// What is tried, one after the other.
const LADDER: [Thrift; 6] = [
    Thrift::All(1400, 80),
    Thrift::All(900, 75),
    Thrift::All(640, 65),
    Thrift::Weighty(640, 65),
    Thrift::Weighty(480, 50),
    Thrift::None,
];

/// A picture to be shown, or a part of its height.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) path: String,
    /// First line and number of lines, if not all of it.
    pub(super) part: Option<(u32, u32)>,
    pub(super) is_weighty: bool,
}

/// The pictures as they go into the file.
pub(super) struct Album {
    pub(super) thrift: Thrift,
    /// One for each that was wanted; none if it is left out, or not to be had.
    pub(super) images: Vec<Kept>,
}

/// What became of a picture.
pub(super) enum Kept {
    /// It is shown.
    Shown(Image),
    /// There was no room for it.
    LeftOut,
    /// The bundle does not have it, or it is no picture.
    Gone,
}

/// Makes the pictures as small as they have to be.
pub(super) fn album(bundle: &Bundle, wanted: &[Wanted]) -> Album {
    for thrift in LADDER {
        if is_worth_trying(bundle, wanted, thrift)
            && let Some(images) = all(bundle, wanted, thrift)
        {
            return Album { thrift, images };
        }
    }
    Album {
        thrift: Thrift::None,
        images: wanted.iter().map(|_| Kept::LeftOut).collect(),
    }
}

/// Judges by a few pictures whether all would fit, so that hundreds are not made small in vain.
fn is_worth_trying(bundle: &Bundle, wanted: &[Wanted], thrift: Thrift) -> bool {
    let chosen: Vec<&Wanted> = wanted.iter().filter(|each| thrift.measures(each).is_some()).collect();
    let sizes = chosen.iter().step_by(SAMPLE).map(|each| {
        let (width, quality) = thrift.measures(each).unwrap_or_default();
        jpeg(bundle, each, width, quality).map_or(0, |bytes| bytes.len())
    });
    let (count, size) = sizes.fold((0, 0), |(count, all), size| (count + 1, all + size));
    // What is judged by a part may be a quarter off.
    count == 0 || size / count * chosen.len() <= BUDGET / 4 * 5
}

fn all(bundle: &Bundle, wanted: &[Wanted], thrift: Thrift) -> Option<Vec<Kept>> {
    let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut taken = 0;
    let mut images = Vec::new();
    for some in wanted.chunks(at_once) {
        for small in side_by_side(bundle, some, thrift) {
            let bytes = match small {
                Small::Jpeg(bytes) => bytes,
                Small::LeftOut => {
                    images.push(Kept::LeftOut);
                    continue;
                }
                Small::Gone => {
                    images.push(Kept::Gone);
                    continue;
                }
            };
            taken += bytes.len();
            if taken > BUDGET {
                return None;
            }
            // PDF/A knows no smoothing of pictures (ISO 19005-2, 6.2.8).
            let image = Image::from_jpeg(Data::from(bytes), false);
            images.push(image.map_or(Kept::Gone, Kept::Shown));
        }
    }
    Some(images)
}

/// A picture made smaller.
enum Small {
    Jpeg(Vec<u8>),
    LeftOut,
    Gone,
}

/// Makes pictures smaller, one on each core.
fn side_by_side(bundle: &Bundle, wanted: &[Wanted], thrift: Thrift) -> Vec<Small> {
    let small = |each: &Wanted| match thrift.measures(each) {
        None => Small::LeftOut,
        Some((width, quality)) => jpeg(bundle, each, width, quality).map_or(Small::Gone, Small::Jpeg),
    };
    std::thread::scope(|scope| {
        let started: Vec<_> = wanted.iter().map(|each| scope.spawn(move || small(each))).collect();
        let made = started.into_iter().map(|thread| thread.join().unwrap_or(Small::Gone));
        made.collect()
    })
}

impl Thrift {
    /// Returns width and quality of a picture; none if it is left out.
    fn measures(self, wanted: &Wanted) -> Option<(u32, u8)> {
        match self {
            Self::All(width, quality) => Some((width, quality)),
            Self::Weighty(width, quality) => wanted.is_weighty.then_some((width, quality)),
            Self::None => None,
        }
    }
}

/// Makes a picture smaller; none if it is not there or is none.
fn jpeg(bundle: &Bundle, wanted: &Wanted, width: u32, quality: u8) -> Option<Vec<u8>> {
    let mut picture = image::DynamicImage::ImageRgb8(pixels(bundle, &wanted.path)?);
    if let Some((top, height)) = wanted.part {
        picture = picture.crop_imm(0, top, picture.width(), height);
    }
    if picture.width() > width {
        let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width());
        let height = u32::try_from(height).ok()?.max(1);
        picture = picture.resize_exact(width, height, FilterType::Triangle);
    }
    let mut small = Vec::new();
    JpegEncoder::new_with_quality(&mut small, quality)
        .encode_image(&picture)
        .ok()?;
    Some(small)
}

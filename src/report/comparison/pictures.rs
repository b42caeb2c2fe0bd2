//! Where the pictures of a view differ, and copies of both that lie one over the other.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::Picture;
use crate::report::difference::{Area, Difference, difference};
use crate::report::raster::decoded;

use super::as_recorded;

/// What a smaller picture is filled up with.
const FILL: Rgb<u8> = Rgb([200, 200, 200]);

/// What differs in the picture of a view.
#[derive(Debug)]
pub(super) struct PictureDifference {
    pub(super) first: String,
    pub(super) second: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) areas: Vec<Area>,
    /// Covered places that were not compared.
    pub(super) covered: usize,
    /// Whether they are not of one size.
    pub(super) is_resized: bool,
    /// Whether one of them is missing, or is not what its record says.
    pub(super) is_lost: bool,
    bytes: Option<(Vec<u8>, Vec<u8>)>,
}

impl PictureDifference {
    /// Names the pictures and hands them over; none if one of them is lost.
    pub(super) fn take_files(&mut self, number: usize) -> Vec<(String, Vec<u8>)> {
        let Some((first, second)) = self.bytes.take() else {
            return Vec::new();
        };
        self.first = format!("obrazy/{number:03}-a.png");
        self.second = format!("obrazy/{number:03}-b.png");
        vec![(self.first.clone(), first), (self.second.clone(), second)]
    }

    fn lost() -> Self {
        Self {
            first: String::new(),
            second: String::new(),
            width: 0,
            height: 0,
            areas: Vec::new(),
            covered: 0,
            is_resized: false,
            is_lost: true,
            bytes: None,
        }
    }
}

/// Compares two pictures; none if nobody could tell them apart.
pub(super) fn compare(one: (&Bundle, &Picture), other: (&Bundle, &Picture)) -> Option<PictureDifference> {
    let read = |(bundle, picture): (&Bundle, &Picture)| {
        let bytes = as_recorded(bundle, &picture.file)?;
        decoded(&bytes).ok().map(|image| (bytes, image))
    };
    let (Some((first_bytes, first)), Some((second_bytes, second))) = (read(one), read(other)) else {
        return Some(PictureDifference::lost());
    };
    let masks: Vec<Area> = [one.1, other.1]
        .into_iter()
        .flat_map(|picture| &picture.masks)
        .map(|mask| Area::under(&mask.area))
        .collect();
    let (width, height) = (first.width().max(second.width()), first.height().max(second.height()));
    let areas = match difference(&first, &second, &masks) {
        Difference::None => return None,
        Difference::Areas(areas) => areas,
        Difference::Whole => vec![Area {
            top: 0,
            left: 0,
            bottom: height as usize,
            right: width as usize,
        }],
    };
    let is_resized = first.dimensions() != second.dimensions();
    let bytes = if is_resized {
        (filled(&first, width, height)?, filled(&second, width, height)?)
    } else {
        (first_bytes, second_bytes)
    };
    Some(PictureDifference {
        first: String::new(),
        second: String::new(),
        width,
        height,
        areas,
        covered: masks.len(),
        is_resized,
        is_lost: false,
        bytes: Some(bytes),
    })
}

/// Puts a picture on a larger sheet.
fn filled(picture: &RgbImage, width: u32, height: u32) -> Option<Vec<u8>> {
    let mut sheet = RgbImage::from_pixel(width, height, FILL);
    image::imageops::replace(&mut sheet, picture, 0, 0);
    let mut png = Cursor::new(Vec::new());
    sheet.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

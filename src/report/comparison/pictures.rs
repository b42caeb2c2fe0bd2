//! Where two pictures differ: pixels, gathered to areas; what is covered in either of them is not compared.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::Picture;
use crate::report::raster::decoded;

use super::as_recorded;

/// Side of the squares by which areas are found, in pixels.
const SQUARE: u32 = 8;
/// Squares between two changes that still make them one area.
const NEAR: u32 = 2;
/// How far a colour may be off that nobody sees.
const TOLERANCE: u8 = 12;
/// Areas that are marked one by one; more of them are marked as one.
const AREAS: usize = 40;
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

/// An area in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
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
        .map(|mask| covered(mask.area))
        .collect();
    let (width, height) = (first.width().max(second.width()), first.height().max(second.height()));
    let areas = areas(&Changed::between(&first, &second, &masks));
    if areas.is_empty() {
        return None;
    }
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

/// Returns the pixels that a black box covers, edges included.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float ends at the ends of the type"
)]
fn covered(area: crate::evidence::format::Rectangle) -> Area {
    let (x, y) = ((area.x.floor() - 1.0).max(0.0), (area.y.floor() - 1.0).max(0.0));
    Area {
        x: x as u32,
        y: y as u32,
        width: ((area.x + area.width).ceil() + 1.0 - x) as u32,
        height: ((area.y + area.height).ceil() + 1.0 - y) as u32,
    }
}

/// The squares in which something changed.
struct Changed {
    columns: u32,
    rows: u32,
    squares: Vec<bool>,
}

impl Changed {
    fn between(first: &RgbImage, second: &RgbImage, masks: &[Area]) -> Self {
        let (width, height) = (first.width().max(second.width()), first.height().max(second.height()));
        let (columns, rows) = (width.div_ceil(SQUARE), height.div_ceil(SQUARE));
        let mut changed = Self {
            columns,
            rows,
            squares: vec![false; columns as usize * rows as usize],
        };
        for y in 0..height {
            for x in 0..width {
                let is_same = match (first.get_pixel_checked(x, y), second.get_pixel_checked(x, y)) {
                    (Some(one), Some(other)) => is_close(*one, *other),
                    (None, None) => true,
                    (Some(_), None) | (None, Some(_)) => false,
                };
                if !is_same && !masks.iter().any(|mask| mask.has(x, y)) {
                    changed.mark(x / SQUARE, y / SQUARE);
                }
            }
        }
        changed
    }

    fn mark(&mut self, column: u32, row: u32) {
        if let Some(square) = self.squares.get_mut((row * self.columns + column) as usize) {
            *square = true;
        }
    }

    /// Takes a mark away; says whether there was one.
    fn take(&mut self, column: u32, row: u32) -> bool {
        if column >= self.columns || row >= self.rows {
            return false;
        }
        let square = self.squares.get_mut((row * self.columns + column) as usize);
        square.is_some_and(std::mem::take)
    }
}

/// Gathers marked squares that lie near each other.
fn areas(changed: &Changed) -> Vec<Area> {
    let mut left = Changed {
        columns: changed.columns,
        rows: changed.rows,
        squares: changed.squares.clone(),
    };
    let mut areas = Vec::new();
    for row in 0..changed.rows {
        for column in 0..changed.columns {
            if left.take(column, row) {
                areas.push(grown(&mut left, column, row));
            }
        }
    }
    if areas.len() > AREAS {
        let all = areas.iter().copied().reduce(Area::with);
        return all.into_iter().collect();
    }
    areas
}

/// Gathers everything near a square, and near that.
fn grown(left: &mut Changed, column: u32, row: u32) -> Area {
    let mut edge = vec![(column, row)];
    let mut area = Area::of(column, row);
    while let Some((column, row)) = edge.pop() {
        area = area.with(Area::of(column, row));
        for near_row in row.saturating_sub(NEAR)..=row + NEAR {
            for near_column in column.saturating_sub(NEAR)..=column + NEAR {
                if left.take(near_column, near_row) {
                    edge.push((near_column, near_row));
                }
            }
        }
    }
    area
}

impl Area {
    fn of(column: u32, row: u32) -> Self {
        Self {
            x: column * SQUARE,
            y: row * SQUARE,
            width: SQUARE,
            height: SQUARE,
        }
    }

    fn with(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let lower = (self.y + self.height).max(other.y + other.height);
        Self {
            x,
            y,
            width: right - x,
            height: lower - y,
        }
    }

    fn has(&self, x: u32, y: u32) -> bool {
        let within = |at: u32, from: u32, length: u32| at >= from && at - from < length;
        within(x, self.x, self.width) && within(y, self.y, self.height)
    }
}

fn is_close(one: Rgb<u8>, other: Rgb<u8>) -> bool {
    one.0
        .iter()
        .zip(&other.0)
        .all(|(one, other)| one.abs_diff(*other) <= TOLERANCE)
}

/// Puts a picture on a larger sheet.
fn filled(picture: &RgbImage, width: u32, height: u32) -> Option<Vec<u8>> {
    let mut sheet = RgbImage::from_pixel(width, height, FILL);
    image::imageops::replace(&mut sheet, picture, 0, 0);
    let mut png = Cursor::new(Vec::new());
    sheet.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> RgbImage {
        RgbImage::from_pixel(200, 120, Rgb([250, 250, 250]))
    }

    fn found(first: &RgbImage, second: &RgbImage, masks: &[Area]) -> Vec<Area> {
        areas(&Changed::between(first, second, masks))
    }

    #[test]
    fn changes_are_gathered_to_areas_and_shades_are_none() {
        let mut other = page();
        other.put_pixel(1, 1, Rgb([245, 245, 245]));
        assert_eq!(found(&page(), &other, &[]), []);
        for (x, y) in [(40, 40), (50, 44), (180, 100)] {
            other.put_pixel(x, y, Rgb([0, 0, 0]));
        }
        let areas = found(&page(), &other, &[]);
        let expected = [(40, 40, 16, 8), (176, 96, 8, 8)].map(|(x, y, width, height)| Area { x, y, width, height });
        assert_eq!(areas, expected);
    }

    #[test]
    fn what_is_covered_is_not_compared() {
        let mut other = page();
        other.put_pixel(40, 40, Rgb([0, 0, 0]));
        let mask = covered(crate::evidence::format::Rectangle {
            x: 40.4,
            y: 39.6,
            width: 1.0,
            height: 1.0,
        });
        assert_eq!(found(&page(), &other, &[mask]), []);
    }

    #[test]
    fn a_longer_page_differs_where_the_other_has_none() {
        let longer = RgbImage::from_pixel(200, 160, Rgb([250, 250, 250]));
        let areas = found(&page(), &longer, &[]);
        assert_eq!((areas.len(), areas[0].y, areas[0].height), (1, 120, 40));
    }
}

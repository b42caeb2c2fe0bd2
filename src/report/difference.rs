//! Where two pictures of a page differ: a few areas that a person can look at. What is covered in either is not compared.

use image::RgbImage;

use crate::evidence::format::Rectangle;

/// Side of the squares in which pictures are compared, in pixels.
const SQUARE: usize = 8;
/// Areas that a person takes in at one look.
const MOST: usize = 12;
/// How far apart parts of one area may lie, in squares; the next is tried while there are too many areas.
const REACHES: [usize; 4] = [2, 4, 8, 16];
/// Part of a picture, one in so many, from which on its changes are no areas any more.
const WHOLE: usize = 2;
/// How far a colour may be off that nobody sees.
const TOLERANCE: u8 = 12;
/// Bytes of a pixel.
const PIXEL: usize = 3;

/// What of a picture is not as in the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Nothing that anybody could see.
    None,
    /// These areas, from top to bottom.
    Areas(Vec<Area>),
    /// Most of it.
    Whole,
}

/// A part of a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) top: usize,
    pub(super) left: usize,
    pub(super) bottom: usize,
    pub(super) right: usize,
}

/// Squares of a picture, row by row, and whether they differ.
struct Squares {
    columns: usize,
    differ: Vec<bool>,
}

/// Returns where a picture differs from the one before it; what only one of them has differs. The areas are those of a picture
/// as wide and as high as the larger.
pub(super) fn difference(before: &RgbImage, after: &RgbImage, covered: &[Area]) -> Difference {
    let width = before.width().max(after.width()) as usize;
    let height = before.height().max(after.height()) as usize;
    let squares = Squares::between(before, after, covered);
    let differing = squares.differ.iter().filter(|differs| **differs).count();
    if differing == 0 {
        return Difference::None;
    }
    if differing * WHOLE > squares.differ.len() {
        return Difference::Whole;
    }
    let found = REACHES
        .into_iter()
        .map(|reach| united(squares.areas(reach)))
        .find(|areas| areas.len() <= MOST);
    let Some(mut areas) = found else {
        return Difference::Whole;
    };
    for area in &mut areas {
        *area = area.in_pixels(width, height);
    }
    areas.sort_unstable();
    let marked: usize = areas.iter().map(|area| area.height() * area.width()).sum();
    if marked * WHOLE > width * height {
        return Difference::Whole;
    }
    Difference::Areas(areas)
}

impl Squares {
    fn between(before: &RgbImage, after: &RgbImage, covered: &[Area]) -> Self {
        let width = before.width().max(after.width()) as usize;
        let height = before.height().max(after.height()) as usize;
        let columns = width.div_ceil(SQUARE);
        let mut differ = vec![false; columns * height.div_ceil(SQUARE)];
        for y in 0..height {
            let (one, other) = (line(before, y), line(after, y));
            if one == other {
                continue;
            }
            let row = differ.chunks_mut(columns).nth(y / SQUARE).into_iter().flatten();
            for (square, column) in row.zip(0..).filter(|(square, _)| !**square) {
                let (left, right) = (column * SQUARE, (column + 1) * SQUARE);
                let (one, other) = (part(one, left, right), part(other, left, right));
                *square = one != other
                    && (left..right).any(|x| {
                        let at = |line| part(line, x - left, x - left + 1);
                        !is_close(at(one), at(other)) && !covered.iter().any(|area| area.has(x, y))
                    });
            }
        }
        Self { columns, differ }
    }

    /// Gathers squares that lie within reach of each other, in squares.
    fn areas(&self, reach: usize) -> Vec<Area> {
        let mut left = self.differ.clone();
        let mut areas = Vec::new();
        while let Some(first) = left.iter().position(|differs| *differs) {
            let mut open = vec![first];
            let mut area: Option<Area> = None;
            while let Some(square) = open.pop() {
                let (x, y) = (square % self.columns, square / self.columns);
                let this = Area {
                    top: y,
                    left: x,
                    bottom: y + 1,
                    right: x + 1,
                };
                area = Some(area.map_or(this, |area| area.with(this)));
                for near in self.within(x, y, reach) {
                    if let Some(differs) = left.get_mut(near).filter(|differs| **differs) {
                        *differs = false;
                        open.push(near);
                    }
                }
            }
            areas.extend(area);
        }
        areas
    }

    fn within(&self, x: usize, y: usize, reach: usize) -> impl Iterator<Item = usize> {
        let columns = self.columns;
        let (top, bottom) = (y.saturating_sub(reach), y + reach);
        let (left, right) = (x.saturating_sub(reach), (x + reach).min(columns - 1));
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }
}

/// Returns the bytes of a line of a picture; none below its last.
fn line(picture: &RgbImage, y: usize) -> &[u8] {
    let width = picture.width() as usize * PIXEL;
    picture.as_raw().get(y * width..(y + 1) * width).unwrap_or_default()
}

/// Returns the bytes of some pixels of a line, as far as it has them.
fn part(line: &[u8], left: usize, right: usize) -> &[u8] {
    let end = (right * PIXEL).min(line.len());
    line.get(left * PIXEL..end).unwrap_or_default()
}

fn is_close(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.abs_diff(*other) <= TOLERANCE)
}

/// Makes one of areas that overlap.
fn united(mut areas: Vec<Area>) -> Vec<Area> {
    let mut apart: Vec<Area> = Vec::new();
    while let Some(area) = areas.pop() {
        match apart.iter().position(|other| other.meets(area)) {
            Some(index) => areas.push(apart.swap_remove(index).with(area)),
            None => apart.push(area),
        }
    }
    apart
}

impl Area {
    fn with(self, other: Self) -> Self {
        Self {
            top: self.top.min(other.top),
            left: self.left.min(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.max(other.right),
        }
    }

    fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn in_pixels(self, width: usize, height: usize) -> Self {
        Self {
            top: self.top * SQUARE,
            left: self.left * SQUARE,
            bottom: (self.bottom * SQUARE).min(height),
            right: (self.right * SQUARE).min(width),
        }
    }

    fn has(self, x: usize, y: usize) -> bool {
        self.left <= x && x < self.right && self.top <= y && y < self.bottom
    }

    pub(super) fn width(self) -> usize {
        self.right - self.left
    }

    pub(super) fn height(self) -> usize {
        self.bottom - self.top
    }

    /// Returns the pixels that a black box covers, edges included.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float ends at the ends of the type"
    )]
    pub(super) fn under(mask: &Rectangle) -> Self {
        let pixel = |edge: f64| edge.max(0.0) as usize;
        Self {
            top: pixel(mask.y.floor() - 1.0),
            left: pixel(mask.x.floor() - 1.0),
            bottom: pixel((mask.y + mask.height).ceil() + 1.0),
            right: pixel((mask.x + mask.width).ceil() + 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    fn page(width: u32, height: u32) -> RgbImage {
        RgbImage::from_pixel(width, height, Rgb([250, 250, 250]))
    }

    fn dotted(dots: &[(u32, u32)]) -> RgbImage {
        let mut page = page(640, 400);
        for (x, y) in dots {
            page.put_pixel(*x, *y, Rgb([0, 0, 0]));
        }
        page
    }

    fn found(dots: &[(u32, u32)]) -> Difference {
        difference(&page(640, 400), &dotted(dots), &[])
    }

    fn area(left: usize, top: usize, right: usize, bottom: usize) -> Area {
        Area {
            top,
            left,
            bottom,
            right,
        }
    }

    #[test]
    fn equal_pictures_and_shades_that_nobody_sees_do_not_differ() {
        assert_eq!(found(&[]), Difference::None);
        assert_eq!(difference(&page(0, 0), &page(0, 0), &[]), Difference::None);
        let mut shaded = page(640, 400);
        shaded.put_pixel(1, 1, Rgb([245, 245, 245]));
        assert_eq!(difference(&page(640, 400), &shaded, &[]), Difference::None);
    }

    #[test]
    fn one_pixel_is_found_at_every_edge() {
        for (x, y) in [(0, 0), (639, 0), (0, 399), (639, 399), (321, 203)] {
            let Difference::Areas(areas) = found(&[(x, y)]) else {
                panic!("{x}, {y}");
            };
            let [only] = areas[..] else { panic!("{areas:?}") };
            assert!(only.has(x as usize, y as usize), "{only:?}");
            assert!(only.right <= 640 && only.bottom <= 400, "{only:?}");
            assert!(only.width() <= SQUARE && only.height() <= SQUARE, "{only:?}");
        }
    }

    #[test]
    fn what_lies_together_is_one_area_and_what_does_not_is_not() {
        let near = found(&[(8, 8), (24, 8), (40, 16)]);
        assert_eq!(near, Difference::Areas(vec![area(8, 8, 48, 24)]));
        let far = found(&[(8, 8), (300, 300)]);
        assert_eq!(
            far,
            Difference::Areas(vec![area(8, 8, 16, 16), area(296, 296, 304, 304)])
        );
    }

    #[test]
    fn many_places_become_few_areas_or_the_whole() {
        let scattered: Vec<(u32, u32)> = (0..16).map(|nth| (nth * 40, 8)).collect();
        let Difference::Areas(areas) = found(&scattered) else {
            panic!("a line of dots");
        };
        assert!(areas.len() <= MOST, "{areas:?}");
        let everywhere: Vec<(u32, u32)> = (0..40).flat_map(|x| (0..25).map(move |y| (x * 16, y * 16))).collect();
        assert_eq!(found(&everywhere), Difference::Whole);
    }

    #[test]
    fn what_is_covered_is_not_compared() {
        let mask = Rectangle {
            x: 40.4,
            y: 39.6,
            width: 1.0,
            height: 1.0,
        };
        let covered = [Area::under(&mask)];
        let other = dotted(&[(40, 40)]);
        assert_eq!(difference(&page(640, 400), &other, &covered), Difference::None);
        let beside = dotted(&[(43, 40)]);
        assert_ne!(difference(&page(640, 400), &beside, &covered), Difference::None);
    }

    #[test]
    fn what_only_one_picture_has_differs() {
        let longer = difference(&page(640, 400), &page(640, 440), &[]);
        assert_eq!(longer, Difference::Areas(vec![area(0, 400, 640, 440)]));
        let narrower = difference(&page(640, 400), &page(600, 400), &[]);
        assert_eq!(narrower, Difference::Areas(vec![area(600, 0, 640, 400)]));
        assert_eq!(difference(&page(640, 400), &page(0, 0), &[]), Difference::Whole);
    }

    #[test]
    fn areas_that_overlap_are_one() {
        let cross = [area(0, 4, 10, 6), area(4, 0, 6, 10), area(20, 20, 21, 21)];
        let mut united = united(cross.to_vec());
        united.sort_unstable();
        assert_eq!(united, [area(0, 0, 10, 10), area(20, 20, 21, 21)]);
    }
}

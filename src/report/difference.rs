//! Where two pictures of a page differ: a few areas that a person can look at.

use image::RgbImage;

/// Side of the squares in which pictures are compared, in pixels.
const SQUARE: usize = 16;
/// Areas that a person takes in at one look.
const MOST: usize = 8;
/// How far apart parts of one area may lie, in squares; the next is tried while there are too many areas.
const REACHES: [usize; 3] = [2, 4, 8];
/// Part of a picture, one in so many, from which on its changes are no areas any more.
const WHOLE: usize = 2;
/// Bytes of a pixel.
const PIXEL: usize = 3;

/// What of a picture is not as in the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Nothing.
    None,
    /// These areas, from top to bottom.
    Areas(Vec<Area>),
    /// Most of it.
    Whole,
    /// Pictures of different sizes are not compared.
    Sizes,
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

/// Returns where a picture differs from the one before it.
pub(super) fn difference(before: &RgbImage, after: &RgbImage) -> Difference {
    if before.dimensions() != after.dimensions() {
        return Difference::Sizes;
    }
    let (width, height) = (after.width() as usize, after.height() as usize);
    let squares = Squares::of(before.as_raw(), after.as_raw(), width, height);
    if !squares.differ.contains(&true) {
        return Difference::None;
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
    let covered: usize = areas.iter().map(|area| area.pixels()).sum();
    if covered * WHOLE > width * height {
        return Difference::Whole;
    }
    Difference::Areas(areas)
}

impl Squares {
    fn of(before: &[u8], after: &[u8], width: usize, height: usize) -> Self {
        let (columns, rows) = (width.div_ceil(SQUARE), height.div_ceil(SQUARE));
        let mut differ = vec![false; columns * rows];
        let line = (width * PIXEL).max(1);
        for (y, (one, other)) in before.chunks(line).zip(after.chunks(line)).enumerate() {
            if one == other {
                continue;
            }
            let row = differ.chunks_mut(columns).nth(y / SQUARE).into_iter().flatten();
            let parts = one.chunks(SQUARE * PIXEL).zip(other.chunks(SQUARE * PIXEL));
            for (square, (one, other)) in row.zip(parts) {
                *square |= one != other;
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

    fn pixels(self) -> usize {
        (self.right - self.left) * (self.bottom - self.top)
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

    fn area(left: usize, top: usize, right: usize, bottom: usize) -> Area {
        Area {
            top,
            left,
            bottom,
            right,
        }
    }

    #[test]
    fn equal_pictures_do_not_differ_and_sizes_are_told() {
        assert_eq!(difference(&page(640, 400), &page(640, 400)), Difference::None);
        assert_eq!(difference(&page(640, 400), &page(640, 401)), Difference::Sizes);
        assert_eq!(difference(&page(0, 0), &page(0, 0)), Difference::None);
    }

    #[test]
    fn one_pixel_is_found_at_every_edge() {
        for (x, y) in [(0, 0), (639, 0), (0, 399), (639, 399), (320, 200)] {
            let Difference::Areas(areas) = difference(&page(640, 400), &dotted(&[(x, y)])) else {
                panic!("{x}, {y}");
            };
            let [only] = areas[..] else { panic!("{areas:?}") };
            let (x, y) = (x as usize, y as usize);
            assert!(only.left <= x && x < only.right && only.top <= y && y < only.bottom);
            assert!(only.right <= 640 && only.bottom <= 400 && only.pixels() <= SQUARE * SQUARE);
        }
    }

    #[test]
    fn what_lies_together_is_one_area_and_what_does_not_is_not() {
        let near = difference(&page(640, 400), &dotted(&[(8, 8), (24, 8), (40, 24)]));
        assert_eq!(near, Difference::Areas(vec![area(0, 0, 48, 32)]));
        let far = difference(&page(640, 400), &dotted(&[(8, 8), (300, 300)]));
        assert_eq!(
            far,
            Difference::Areas(vec![area(0, 0, 16, 16), area(288, 288, 304, 304)])
        );
    }

    #[test]
    fn many_places_become_few_areas_or_the_whole() {
        let scattered: Vec<(u32, u32)> = (0..12).map(|nth| (nth * 48, 8)).collect();
        let Difference::Areas(areas) = difference(&page(640, 400), &dotted(&scattered)) else {
            panic!("a line of dots");
        };
        assert!(areas.len() <= MOST, "{areas:?}");
        let everywhere: Vec<(u32, u32)> = (0..40).flat_map(|x| (0..25).map(move |y| (x * 16, y * 16))).collect();
        assert_eq!(difference(&page(640, 400), &dotted(&everywhere)), Difference::Whole);
    }

    #[test]
    fn areas_that_overlap_are_one() {
        let cross = [area(0, 4, 10, 6), area(4, 0, 6, 10), area(20, 20, 21, 21)];
        let mut united = united(cross.to_vec());
        united.sort_unstable();
        assert_eq!(united, [area(0, 0, 10, 10), area(20, 20, 21, 21)]);
    }
}

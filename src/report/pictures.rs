//! Pictures with their frames: geometry from the trail, drawn over the untouched picture.
//!
//! A picture much higher than wide is shown through windows: as much of it as its frames need, the rest after a click.

use crate::evidence::format::{Observed, Rectangle, Target};

use super::covered::{Boxed, Covered};
use super::difference::Area;

/// A picture on the page.
#[derive(Clone, Debug)]
pub(super) struct PictureView {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) alt: String,
    pub(super) shape: Shape,
    pub(super) covered: Covered,
    /// Every black box on it.
    pub(super) boxes: Vec<Boxed>,
    /// Whether it shows the whole page and not just the window.
    pub(super) is_whole: bool,
    /// Whether something that should be framed lies outside it.
    pub(super) is_short: bool,
}

/// How a picture is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// All of it.
    Plain(Vec<Frame>),
    /// All of it, in a frame that scrolls: it is tall, and nothing in it is marked.
    Tall,
    /// Parts of a tall one, each around its frames.
    Windows(Vec<Window>),
}

/// A part of a picture, over its whole width.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) top: f64,
    pub(super) height: f64,
    pub(super) frames: Vec<Frame>,
}

/// What a box is around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// What an act was aimed at: red.
    Target,
    /// What is not as before: blue and dashed.
    Change,
}

/// A box, in pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) around: Around,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Its number, if there are several.
    pub(super) badge: Option<Badge>,
}

/// A number beside a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Badge {
    pub(super) number: usize,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
    /// Size of its type.
    pub(super) size: f64,
    /// Where the box begins that it belongs to.
    pub(super) edge: f64,
}

/// The side of a box on which its number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Room between the target's edge and the box.
const MARGIN: f64 = 4.0;
/// Height by width from which on a picture is tall.
const TALL: f64 = 1.25;
/// Height by width of a window on a tall picture.
const WINDOW: f64 = 0.6;
/// Boxes further apart than this part of the width are shown in windows of their own.
const SPAN: f64 = 0.9;
/// Radii of a number in the width of a picture that is shown at half its size.
const BADGES: f64 = 64.0;

impl Frame {
    /// Tells whether it is around what an act was aimed at: only then a light edge may lie over what stands beside it.
    pub(super) fn is_target(&self) -> bool {
        self.around == Around::Target
    }

    /// Returns the class by which the style sheet draws it.
    pub(super) fn class(&self) -> &'static str {
        match self.around {
            Around::Target => "box",
            Around::Change => "differs",
        }
    }
}

impl PictureView {
    /// Shows a picture with the target of an act boxed.
    pub(super) fn of(observed: &Observed, alt: String, target: Option<&Rectangle>) -> Self {
        let sheet = Sheet::of(observed);
        // The pager and a few others are pressed by what they do; nobody knows where they stood.
        let target = target.filter(|area| area.width > 0.0 || area.height > 0.0);
        let frames: Vec<Frame> = target.and_then(|area| sheet.frame(area)).into_iter().collect();
        let is_short = target.is_some() && frames.is_empty();
        Self::framed(observed, alt, frames, is_short)
    }

    /// Shows a picture with several targets boxed and numbered from 1.
    pub(super) fn numbered(observed: &Observed, alt: String, targets: &[Target]) -> Self {
        let sheet = Sheet::of(observed);
        let frames = sheet.numbered(targets.iter().zip(1..));
        let is_short = frames.len() < targets.len();
        Self::framed(observed, alt, frames, is_short)
    }

    fn framed(observed: &Observed, alt: String, frames: Vec<Frame>, is_short: bool) -> Self {
        let picture = &observed.picture;
        Self {
            path: picture.file.path.clone(),
            text: observed.text.path.clone(),
            width: picture.width,
            height: picture.height,
            alt,
            shape: Sheet::of(observed).shape(frames),
            covered: Covered::of_picture(&picture.masks),
            boxes: Boxed::of_picture(&picture.masks),
            is_whole: picture.corner.is_some(),
            is_short,
        }
    }

    /// Says whether the area with a number is boxed.
    pub(super) fn shows(&self, number: usize) -> bool {
        let has = |frames: &[Frame]| {
            frames
                .iter()
                .any(|frame| frame.badge.is_some_and(|badge| badge.number == number))
        };
        match &self.shape {
            Shape::Plain(frames) => has(frames),
            Shape::Tall => false,
            Shape::Windows(windows) => windows.iter().any(|window| has(&window.frames)),
        }
    }

    /// Marks what is not as in the picture before. Only for a picture in which nothing is boxed.
    pub(super) fn mark(&mut self, areas: &[Area]) {
        let sheet = Sheet {
            width: f64::from(self.width),
            height: f64::from(self.height),
            corner: (0.0, 0.0),
            badges: BADGES,
        };
        let pixels = |side: usize| u32::try_from(side).map_or(f64::MAX, f64::from);
        let frames = areas.iter().filter_map(|area| {
            let rectangle = Rectangle {
                x: pixels(area.left),
                y: pixels(area.top),
                width: pixels(area.width()),
                height: pixels(area.height()),
            };
            let frame = sheet.frame(&rectangle)?;
            Some(Frame {
                around: Around::Change,
                ..frame
            })
        });
        self.shape = sheet.shape(frames.collect());
    }

    /// Says whether anything is boxed.
    pub(super) fn has_frames(&self) -> bool {
        match &self.shape {
            Shape::Plain(frames) => !frames.is_empty(),
            Shape::Tall => false,
            Shape::Windows(windows) => windows.iter().any(|window| !window.frames.is_empty()),
        }
    }

    /// Says whether only parts of it are shown.
    pub(super) fn is_cut(&self) -> bool {
        matches!(self.shape, Shape::Windows(_))
    }

    /// Says whether it is shown in a frame that scrolls.
    pub(super) fn is_tall(&self) -> bool {
        matches!(self.shape, Shape::Tall)
    }
}

/// The measures of a picture.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where the viewport's corner lies, from which rectangles count.
    pub(super) corner: (f64, f64),
    /// Radii of a number in the width.
    pub(super) badges: f64,
}

impl Sheet {
    fn of(observed: &Observed) -> Self {
        let picture = &observed.picture;
        Self {
            width: f64::from(picture.width),
            height: f64::from(picture.height),
            corner: picture.corner.unwrap_or_default(),
            badges: BADGES,
        }
    }

    /// Returns the boxes around numbered targets; none for those outside the picture.
    pub(super) fn numbered<'a>(self, targets: impl Iterator<Item = (&'a Target, usize)>) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::new();
        for (target, number) in targets {
            if let Some(frame) = self.frame(&target.rectangle) {
                let side = self.side(&frame, &target.role);
                let badge = Some(self.badge(&frame, number, side, &frames));
                frames.push(Frame { badge, ..frame });
            }
        }
        frames
    }

    /// Returns the box around a target, cut to the picture; none if the target stands outside it.
    fn frame(self, target: &Rectangle) -> Option<Frame> {
        let (left, top) = (target.x + self.corner.0, target.y + self.corner.1);
        let x = (left - MARGIN).clamp(0.0, self.width);
        let y = (top - MARGIN).clamp(0.0, self.height);
        let width = (left + target.width + MARGIN).clamp(x, self.width) - x;
        let height = (top + target.height + MARGIN).clamp(y, self.height) - y;
        (width > 0.0 && height > 0.0).then_some(Frame {
            around: Around::Target,
            x,
            y,
            width,
            height,
            badge: None,
        })
    }

    /// Chooses the side of a number: a field's label stands to its left; elsewhere the side with more room is better.
    fn side(self, frame: &Frame, role: &str) -> Side {
        let fields = [
            "textbox",
            "spinbutton",
            "combobox",
            "listbox",
            "radio",
            "checkbox",
            "switch",
            "file",
        ];
        if fields.contains(&role) || frame.x + frame.width / 2.0 <= self.width / 2.0 {
            Side::Right
        } else {
            Side::Left
        }
    }

    /// Returns a number beside a box, clear of the numbers that are there already.
    fn badge(self, frame: &Frame, number: usize, side: Side, others: &[Frame]) -> Badge {
        let radius = (self.width / self.badges).round();
        let y = (frame.y + frame.height / 2.0).clamp(radius, (self.height - radius).max(radius));
        let (edge, way) = match side {
            Side::Left => (frame.x, -radius),
            Side::Right => (frame.x + frame.width, radius),
        };
        let within = |x: f64| x.clamp(radius, (self.width - radius).max(radius));
        let is_free = |x: &f64| {
            let mut taken = others.iter().filter_map(|other| other.badge);
            !taken.any(|badge| (badge.x - x).abs() < 2.0 * radius && (badge.y - y).abs() < 2.0 * radius)
        };
        let beside = within(0.8_f64.mul_add(way, edge));
        let mut places = (0..16).map(|nth| within(f64::from(nth).mul_add(2.2 * way, beside)));
        let x = places.find(is_free).unwrap_or(beside);
        Badge {
            number,
            x,
            y,
            radius,
            size: (1.3 * radius).round(),
            edge,
        }
    }

    fn shape(self, frames: Vec<Frame>) -> Shape {
        if self.height <= self.width * TALL {
            return Shape::Plain(frames);
        }
        if frames.is_empty() {
            return Shape::Tall;
        }
        Shape::Windows(self.windows(frames))
    }

    /// Gathers boxes that lie near each other, from top to bottom, and opens a window on each group.
    fn windows(self, mut frames: Vec<Frame>) -> Vec<Window> {
        frames.sort_by(|one, other| one.y.total_cmp(&other.y));
        let mut groups: Vec<Vec<Frame>> = Vec::new();
        for frame in frames {
            let group = groups.last_mut().filter(|group| {
                group
                    .first()
                    .is_some_and(|first| frame.y + frame.height - first.y <= self.width * SPAN)
            });
            match group {
                Some(group) => group.push(frame),
                None => groups.push(vec![frame]),
            }
        }
        groups.into_iter().map(|group| self.window(group)).collect()
    }

    fn window(self, frames: Vec<Frame>) -> Window {
        let top = frames.first().map_or(0.0, |frame| frame.y);
        let bottom = frames.iter().map(|frame| frame.y + frame.height).fold(top, f64::max);
        let height = (bottom - top + 0.1 * self.width)
            .max(self.width * WINDOW)
            .min(self.height);
        let top = f64::midpoint(top, bottom) - height / 2.0;
        Window {
            top: top.clamp(0.0, self.height - height),
            height,
            frames,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(x: f64, y: f64) -> Rectangle {
        Rectangle {
            x,
            y,
            width: 50.0,
            height: 10.0,
        }
    }

    fn sheet(width: f64, height: f64) -> Sheet {
        Sheet {
            width,
            height,
            corner: (0.0, 0.0),
            badges: BADGES,
        }
    }

    fn frame(x: f64, y: f64, width: f64, height: f64) -> Frame {
        Frame {
            around: Around::Target,
            x,
            y,
            width,
            height,
            badge: None,
        }
    }

    #[test]
    fn a_box_never_leaves_its_picture() {
        let small = sheet(100.0, 80.0);
        assert_eq!(small.frame(&area(95.0, -3.0)), Some(frame(91.0, 0.0, 9.0, 11.0)));
        assert_eq!(small.frame(&area(1e300, 2.0)), None);
    }

    #[test]
    fn in_a_picture_of_the_whole_page_boxes_count_from_the_viewport() {
        let whole = Sheet {
            corner: (0.0, 1500.0),
            ..sheet(1280.0, 3000.0)
        };
        assert_eq!(whole.frame(&area(40.0, 200.0)), Some(frame(36.0, 1696.0, 58.0, 18.0)));
        assert_eq!(whole.frame(&area(40.0, -1400.0)), Some(frame(36.0, 96.0, 58.0, 18.0)));
    }

    #[test]
    fn a_tall_picture_is_shown_around_its_boxes_and_each_box_in_one_window() {
        let page = sheet(1000.0, 9000.0);
        let boxes = [40.0, 120.0, 5000.0, 8990.0].map(|y| frame(10.0, y, 100.0, 10.0));
        let windows = page.windows(boxes.to_vec());
        let shown: Vec<(f64, f64, usize)> = windows
            .iter()
            .map(|window| (window.top, window.height, window.frames.len()))
            .collect();
        assert_eq!(shown, [(0.0, 600.0, 2), (4705.0, 600.0, 1), (8400.0, 600.0, 1)]);
        assert_eq!(page.shape(Vec::new()), Shape::Tall);
        assert_eq!(sheet(1000.0, 700.0).shape(Vec::new()), Shape::Plain(Vec::new()));
    }

    #[test]
    fn numbers_of_boxes_that_touch_stand_beside_each_other() {
        let page = sheet(640.0, 400.0);
        let one = frame(100.0, 100.0, 60.0, 20.0);
        let first = page.badge(&one, 1, Side::Right, &[]);
        let boxed = Frame {
            badge: Some(first),
            ..one
        };
        let second = page.badge(&frame(142.0, 101.0, 20.0, 10.0), 2, Side::Right, &[boxed]);
        assert_eq!((first.x, first.y), (168.0, 110.0));
        assert!((second.x - first.x).abs() >= 2.0 * first.radius, "{first:?} {second:?}");
        let button = frame(600.0, 0.0, 40.0, 5.0);
        assert_eq!(page.side(&button, "textbox"), Side::Right);
        let right = page.badge(&button, 3, page.side(&button, "button"), &[]);
        assert_eq!((right.x, right.y), (592.0, 10.0));
    }
}

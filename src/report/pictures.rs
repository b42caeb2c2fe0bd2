//! Pictures with their frames: geometry from the trail, drawn over the untouched picture.

use crate::evidence::format::{Observed, Rectangle};

/// A picture on the page.
#[derive(Clone, Debug)]
pub(super) struct PictureView {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) alt: String,
    pub(super) frame: Option<Frame>,
}

/// The red box, in pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Room between the target's edge and the box.
const MARGIN: f64 = 4.0;

impl PictureView {
    pub(super) fn of(observed: &Observed, alt: String, target: Option<&Rectangle>) -> Self {
        let picture = &observed.picture;
        Self {
            path: picture.file.path.clone(),
            text: observed.text.path.clone(),
            width: picture.width,
            height: picture.height,
            alt,
            frame: target.and_then(|rectangle| frame(rectangle, picture.width, picture.height)),
        }
    }
}

/// Returns the box around a target, cut to the picture; none if the target stands outside it.
fn frame(target: &Rectangle, width: u32, height: u32) -> Option<Frame> {
    let (right, bottom) = (f64::from(width), f64::from(height));
    let x = (target.x - MARGIN).clamp(0.0, right);
    let y = (target.y - MARGIN).clamp(0.0, bottom);
    let width = (target.x + target.width + MARGIN).clamp(x, right) - x;
    let height = (target.y + target.height + MARGIN).clamp(y, bottom) - y;
    (width > 0.0 && height > 0.0).then_some(Frame { x, y, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_never_leaves_its_picture() {
        let target = Rectangle {
            x: 95.0,
            y: -3.0,
            width: 50.0,
            height: 10.0,
        };
        assert_eq!(
            frame(&target, 100, 80),
            Some(Frame {
                x: 91.0,
                y: 0.0,
                width: 9.0,
                height: 11.0
            })
        );
        let outside = Rectangle {
            x: 1e300,
            y: 2.0,
            width: 5.0,
            height: 5.0,
        };
        assert_eq!(frame(&outside, 100, 80), None);
    }
}

//! The pictures of a how-to: copies with the box painted in, cut out of what is much higher than wide.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Observed, Rectangle};
use crate::report::covered::Covered;
use crate::report::pictures::{Frame, PictureView, Shape};
use crate::report::raster::{SIDE, decoded};

use super::HowtoError;
use super::words::Wording;

/// The box, and the light edge by which it shows on any page.
const RED: Rgb<u8> = Rgb([208, 2, 27]);
const EDGE: Rgb<u8> = Rgb([255, 255, 255]);
/// Width of the box in the width of a picture, and at least so many pixels.
const STROKE: u32 = 340;
const THINNEST: u32 = 3;
/// Height by width of what is cut out of a tall picture in which nothing is boxed.
const CUT: f64 = 0.9;

/// A numbered picture.
#[derive(Debug)]
pub(super) struct Figure {
    /// Counted from 1 in the order of reading.
    pub(super) number: usize,
    /// What it shows, for whoever does not see it.
    pub(super) alt: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) covered: Covered,
    pub(super) is_cut: bool,
    pub(super) is_boxed: bool,
    /// Label of what is boxed; empty if it is not to be said.
    pub(super) label: String,
    source: String,
    top: f64,
    frame: Option<Frame>,
}

/// The pictures of a bundle.
pub(super) struct Album<'b> {
    bundle: &'b Bundle,
}

impl Figure {
    /// Says what the picture shows of what the sentence above it tells.
    pub(super) fn caption(&self, w: &Wording) -> String {
        match (self.is_boxed, self.label.is_empty()) {
            (true, false) => format!("{} {}", w.boxed, self.label),
            (true, true) => w.boxed_element.to_owned(),
            (false, _) => w.view.to_owned(),
        }
    }

    /// Plans a figure of a page with a target boxed.
    pub(super) fn of(observed: &Observed, target: Option<&Rectangle>, alt: String) -> Self {
        let view = PictureView::of(observed, alt, target);
        let (top, height, frame) = match &view.shape {
            Shape::Plain(frames) => (0.0, f64::from(view.height), frames.first().copied()),
            Shape::Tall => (0.0, (f64::from(view.width) * CUT).min(f64::from(view.height)), None),
            Shape::Windows(windows) => windows.first().map_or((0.0, f64::from(view.height), None), |window| {
                (window.top, window.height, window.frames.first().copied())
            }),
        };
        Self {
            number: 0,
            is_cut: height < f64::from(view.height),
            is_boxed: frame.is_some(),
            label: String::new(),
            alt: view.alt,
            width: view.width,
            height: pixels(height),
            covered: view.covered,
            source: view.path,
            top,
            frame,
        }
    }

    /// Returns its name below the folder of the how-to.
    pub(super) fn file(&self) -> String {
        format!("obrazy/{:02}.png", self.number)
    }
}

impl<'b> Album<'b> {
    pub(super) fn new(bundle: &'b Bundle) -> Self {
        Self { bundle }
    }

    /// Returns the picture of a figure as a PNG.
    pub(super) fn painted(&self, figure: &Figure) -> Result<Vec<u8>, HowtoError> {
        let failed = |why: String| HowtoError::Picture {
            path: figure.source.clone(),
            why,
        };
        let bytes = self
            .bundle
            .read(&figure.source)
            .map_err(|error| failed(error.to_string()))?;
        let whole = decoded(&bytes).map_err(|error| failed(error.to_string()))?;
        let top = pixels(figure.top).min(whole.height().saturating_sub(1));
        let height = figure.height.min(whole.height() - top);
        let mut part = image::imageops::crop_imm(&whole, 0, top, whole.width(), height).to_image();
        if let Some(frame) = &figure.frame {
            paint(&mut part, frame, figure.top);
        }
        let mut png = Cursor::new(Vec::new());
        part.write_to(&mut png, ImageFormat::Png)
            .map_err(|error| failed(error.to_string()))?;
        Ok(png.into_inner())
    }
}

/// Paints a box around its area, outwards, so that nothing of the target is covered.
fn paint(picture: &mut RgbImage, frame: &Frame, top: f64) {
    let stroke = (picture.width() / STROKE).max(THINNEST);
    let left = pixels(frame.x);
    let upper = pixels(frame.y - top);
    let right = pixels(frame.x + frame.width);
    let lower = pixels(frame.y + frame.height - top);
    for (from, to, colour) in [(0, stroke, RED), (stroke, stroke + 2, EDGE)] {
        for ring in from..to {
            outline(picture, [left, upper, right, lower], ring, colour);
        }
    }
}

/// Draws a line of one pixel so many pixels outside an area; what lies outside the picture is left out.
fn outline(picture: &mut RgbImage, [left, upper, right, lower]: [u32; 4], ring: u32, colour: Rgb<u8>) {
    let (x_from, y_from) = (left.saturating_sub(ring), upper.saturating_sub(ring));
    let (x_to, y_to) = (right.saturating_add(ring), lower.saturating_add(ring));
    let mut put = |x: u32, y: u32| {
        if x < picture.width() && y < picture.height() {
            picture.put_pixel(x, y, colour);
        }
    };
    for x in x_from..=x_to.min(SIDE) {
        put(x, y_from);
        put(x, y_to);
    }
    for y in y_from..=y_to.min(SIDE) {
        put(x_from, y);
        put(x_to, y);
    }
}

/// Returns a measure in whole pixels of a picture.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is held within the sides that a picture may have"
)]
fn pixels(measure: f64) -> u32 {
    measure.round().clamp(0.0, f64::from(SIDE)) as u32
}

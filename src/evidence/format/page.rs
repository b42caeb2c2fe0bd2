//! What a page showed.

use serde::{Deserialize, Serialize};

use super::FileReference;

/// The page as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// Address without query and fragment.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Acting entity shown by the portal; none if the page shows none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Messages on the page, as seen or caught while they were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<String>,
    /// Picture of this state; an unchanged state refers to the earlier picture.
    pub picture: Picture,
    /// Text snapshot of this state.
    pub text: FileReference,
    /// What was waited for, if anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub story: Vec<StoryLine>,
}

/// A picture exactly as received.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The PNG.
    pub file: FileReference,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// In a picture of the whole page: where the viewport's top left corner lies. Rectangles count from that corner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corner: Option<(f64, f64)>,
    /// What was covered in the page before the picture was taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masks: Vec<Mask>,
}

/// A black box in a picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mask {
    /// Why something is covered (`pesel`, `e-mail`, …).
    pub rule: String,
    /// The name that is written on the box.
    pub name: String,
    /// Where, in pixels from the picture's own top left corner.
    pub area: Rectangle,
}

/// One line of what was waited for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryLine {
    /// Milliseconds since the wait began.
    pub ms: u64,
    /// What was so (`busy: .ui-blockui`, `not yet seen: Zmiany zostały zapisane`).
    pub what: String,
}

/// A rectangle in a picture, in its pixels from the viewport's top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rectangle {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

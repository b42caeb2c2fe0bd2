//! What a person did on a portal's pages while krok only listened: plain data for the recorder.

use super::observation::View;

/// One thing that happened, in the order in which it happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A document was opened.
    Arrived {
        /// How the person came to it.
        way: Way,
        /// The page as it stood when the listening began in it.
        scene: Scene,
    },
    /// A control was pressed.
    Pressed {
        /// Its place among the scene's controls.
        control: usize,
        /// The page as the person saw it when pressing.
        scene: Scene,
    },
    /// Fields were given other values by one gesture.
    Filled {
        /// Their places among the scene's fields.
        fields: Vec<usize>,
        /// Whether the gesture was the press told just before.
        by_press: bool,
        /// The page with the new values.
        scene: Scene,
    },
    /// Something was clicked that is neither control nor field to krok; its words.
    Clicked(String),
    /// The portal showed a message.
    Said(String),
    /// A native dialog came up; its text.
    Asked(String),
    /// The page went to a host where nothing is looked at.
    Went,
    /// The person opened another window, where nothing is listened to.
    Opened,
    /// The listening ended; the page as it stood then.
    Rested(Scene),
}

/// How a document was come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From another page, or by a redirection.
    Led,
    /// By its address alone.
    Typed,
    /// Back or forward.
    Turned,
    /// The same page again.
    Reloaded,
}

/// A page at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Path of its address, without the question part.
    pub path: String,
    /// Visible headings, the most general first; titles of dialogs before all.
    pub headings: Vec<String>,
    /// Acting entity shown, if the page shows one.
    pub entity: Option<String>,
    /// Everything that could be aimed at; the handles only tell the nodes of this one scene apart.
    pub view: View,
}

impl Deed {
    /// Returns the page that was seen with it, if any was.
    pub fn scene(&self) -> Option<&Scene> {
        match self {
            Self::Arrived { scene, .. }
            | Self::Pressed { scene, .. }
            | Self::Filled { scene, .. }
            | Self::Rested(scene) => Some(scene),
            Self::Clicked(_) | Self::Said(_) | Self::Asked(_) | Self::Went | Self::Opened => None,
        }
    }
}

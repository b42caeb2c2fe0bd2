//! The page scripts as they are sent. Values go in as arguments, never into the text.

macro_rules! joined {
    ($($name:literal),+ $(,)?) => {
        concat!($(include_str!(concat!("../../webdriver/page/", $name)), "\n"),+)
    };
}

macro_rules! look {
    () => {
        joined!(
            "wall.js",
            "visible.js",
            "reach.js",
            "labels.js",
            "tables.js",
            "places.js",
            "controls.js",
            "fields.js",
            "choices.js",
            "fingerprint.js",
            "nodes.js",
            "look.js",
        )
    };
}

/// Gathers every control, field and table.
pub(super) const LOOK: &str = look!();

/// Hears what a person does. A look is a function of its own, so that each begins with nothing remembered.
pub(super) const RECORD: &str = concat!(
    "const look = function () {\n",
    look!(),
    "};\nconst told = function () {\n",
    joined!("visible.js", "told.js"),
    "};\n",
    joined!("wall.js", "scene.js", "record.js"),
);

/// Waits for quiet and tells what stands there.
pub(super) const SETTLE: &str = joined!(
    "wall.js",
    "visible.js",
    "reach.js",
    "labels.js",
    "tables.js",
    "places.js",
    "controls.js",
    "fields.js",
    "choices.js",
    "fingerprint.js",
    "nodes.js",
    "snapshot.js",
    "unrest.js",
    "settle.js",
);

/// Tells the size of the viewport.
pub(super) const VIEWPORT: &str = include_str!("../../webdriver/page/viewport.js");

/// Scrolls a node to the middle of the viewport.
pub(super) const CENTRE: &str = include_str!("../../webdriver/page/centre.js");

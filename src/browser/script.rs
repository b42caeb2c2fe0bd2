//! The page scripts as they are sent. Values go in as arguments, never into the text.

use std::sync::LazyLock;

macro_rules! joined {
    ($($name:literal),+ $(,)?) => {
        concat!($(include_str!(concat!("../../webdriver/page/", $name)), "\n"),+)
    };
}

macro_rules! parts {
    () => {
        joined!(
            "wall.js",
            "roots.js",
            "visible.js",
            "cut.js",
            "motion.js",
            "reach.js",
            "labels.js",
            "wording.js",
            "neighbours.js",
            "lines.js",
            "heads.js",
            "grids.js",
            "rows.js",
            "scroller.js",
            "pager.js",
            "tables.js",
            "titles.js",
            "panels.js",
            "hovers.js",
            "menus.js",
            "trees.js",
            "places.js",
            "controls.js",
            "clickables.js",
            "faces.js",
            "fields.js",
            "choices.js",
            "families.js",
            "dropdowns.js",
            "options.js",
            "combos.js",
            "doubles.js",
            "beside.js",
            "gather.js",
            "facts.js",
            "restless.js",
            "fingerprint.js",
            "nodes.js",
            "frames.js",
        )
    };
}

macro_rules! look {
    () => {
        concat!(parts!(), joined!("look.js"))
    };
}

/// Gathers every control, field and table.
pub(super) static LOOK: LazyLock<String> = LazyLock::new(|| lean(look!()));

/// Hears what a person does. A look is a function of its own, so that each begins with nothing remembered and sees the
/// document it is made for.
pub(super) static RECORD: LazyLock<String> = LazyLock::new(|| lean(LISTEN));

const LISTEN: &str = concat!(
    "const lookIn = (window, document, location) => function () {\n",
    look!(),
    "};\nconst told = function () {\n",
    joined!("wall.js", "roots.js", "visible.js", "cut.js", "told.js"),
    "};\n",
    joined!("wall.js", "roots.js", "scene.js", "record.js"),
);

/// Waits for quiet and tells what stands there.
pub(super) static SETTLE: LazyLock<String> = LazyLock::new(|| lean(WAIT));

const WAIT: &str = joined!(
    "wall.js",
    "roots.js",
    "visible.js",
    "cut.js",
    "motion.js",
    "reach.js",
    "labels.js",
    "wording.js",
    "neighbours.js",
    "lines.js",
    "heads.js",
    "grids.js",
    "rows.js",
    "scroller.js",
    "pager.js",
    "tables.js",
    "titles.js",
    "panels.js",
    "hovers.js",
    "menus.js",
    "trees.js",
    "places.js",
    "controls.js",
    "clickables.js",
    "faces.js",
    "fields.js",
    "choices.js",
    "families.js",
    "dropdowns.js",
    "options.js",
    "combos.js",
    "doubles.js",
    "beside.js",
    "gather.js",
    "facts.js",
    "restless.js",
    "fingerprint.js",
    "nodes.js",
    "snapshot.js",
    "live.js",
    "unrest.js",
    "amiss.js",
    "changes.js",
    "hands.js",
    "settle.js",
);

/// Tells what a person did with the page since it was waited for.
pub(super) static TOUCHED: LazyLock<String> = LazyLock::new(|| lean(joined!("wall.js", "hands.js", "touched.js")));

/// Covers what is to be covered before a picture.
pub(super) struct Covers {
    /// Lays boxes over the page.
    pub(super) cover: LazyLock<String>,
    /// Takes them away, and tells whether they lay well.
    pub(super) uncover: LazyLock<String>,
}

macro_rules! covering {
    ($placed:expr, $last:literal) => {
        LazyLock::new(|| {
            lean(concat!(
                joined!("wall.js", "roots.js", "visible.js", "cut.js", "drawn.js"),
                $placed,
                joined!("covering.js", $last),
            ))
        })
    };
}

/// Looks at texts alone.
pub(super) static COVERS: Covers = Covers {
    cover: covering!(joined!("unplaced.js"), "cover.js"),
    uncover: covering!(joined!("unplaced.js"), "uncover.js"),
};

macro_rules! placed {
    () => {
        concat!(
            "const wholesIn = (window, document, location) => function () {\n",
            parts!(),
            joined!("snapshot.js", "wholes.js"),
            "};\n",
            joined!("placed.js"),
        )
    };
}

/// Looks also at fields and parts of the page, each document as a look sees it.
pub(super) static COVERS_OF_PLACES: Covers = Covers {
    cover: covering!(placed!(), "cover.js"),
    uncover: covering!(placed!(), "uncover.js"),
};

/// Tells whether the page of another window opened this one.
pub(super) const OPENED: &str = include_str!("../../webdriver/page/opened.js");

/// Tells the HTTP status with which the document was answered.
pub(super) const STATUS: &str = include_str!("../../webdriver/page/status.js");

/// Tells the size of the viewport.
pub(super) const VIEWPORT: &str = include_str!("../../webdriver/page/viewport.js");

/// Tells where a click on a node arrives in its own document.
pub(super) const MIDDLE: &str = include_str!("../../webdriver/page/middle.js");

/// Leads a point of a frame's document to the one around it.
pub(super) const THROUGH: &str = joined!("roots.js", "visible.js", "cut.js", "through.js");

/// Sets a native date or time field.
pub(super) const MOMENT: &str = include_str!("../../webdriver/page/moment.js");

/// Scrolls a part of the page.
pub(super) const SCROLL: &str = include_str!("../../webdriver/page/scroll.js");

/// Tells how much higher the viewport would have to be to show a node.
pub(super) const LACKING: &str = include_str!("../../webdriver/page/lacking.js");

/// Tells the size of the whole page.
pub(super) const EXTENT: &str = include_str!("../../webdriver/page/extent.js");

/// Scrolls a node to the middle of the viewport.
pub(super) const CENTRE: &str = include_str!("../../webdriver/page/centre.js");

/// Leaves out what only people read: these scripts go to the browser many times a step, and their length is most of
/// what a look costs.
fn lean(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    for line in source.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

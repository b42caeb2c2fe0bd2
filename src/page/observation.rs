//! What was seen on a page: plain data, in the page's own texts.

/// A node of the page, good until the page replaces it. Opaque outside the browser.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handle(pub String);

/// Everything that can be aimed at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Buttons, links, tabs and menu items.
    pub controls: Vec<Control>,
    /// Fields that hold a value.
    pub fields: Vec<Field>,
    /// Tables with rows of data.
    pub tables: Vec<Table>,
    /// Tells one state of the page from another, equal to the settled observation's if nothing changed between.
    pub fingerprint: String,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// The node that receives the press.
    pub handle: Handle,
    /// What it is.
    pub role: Role,
    /// Its labels, best tier first.
    pub labels: Vec<TieredLabel>,
    /// Where it stands.
    pub place: Surroundings,
    /// Whether it can be pressed.
    pub state: State,
    /// For one hidden in a menu: the visible control that opens the menu.
    pub opener: Option<Opener>,
    /// Rectangle in the viewport, CSS pixels.
    pub rectangle: Rectangle,
}

/// The visible control that opens a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Opener {
    /// The node to hover over or press.
    pub handle: Handle,
    /// Its text.
    pub label: String,
    /// Rectangle in the viewport, CSS pixels.
    pub rectangle: Rectangle,
}

/// A field that holds a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The node that receives typing (text) or the press (checkbox).
    pub handle: Handle,
    /// What it is and holds.
    pub content: Content,
    /// Its labels, best tier first.
    pub labels: Vec<TieredLabel>,
    /// Where it stands.
    pub place: Surroundings,
    /// Whether it can be worked.
    pub state: State,
    /// Rectangle of what a person sees of it, CSS pixels.
    pub rectangle: Rectangle,
}

/// What a field is and holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// One line or several.
    Text(String),
    /// Checkbox or switch.
    Switch(bool),
    /// Radio group or select: the options.
    Choice(Vec<Choice>),
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The node to press.
    pub handle: Handle,
    /// Text of the option.
    pub label: String,
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// Whether it can be pressed.
    pub state: State,
    /// Rectangle of what a person sees of it, CSS pixels.
    pub rectangle: Rectangle,
}

/// A table with rows of data.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Caption, aria-label or headings above, nearest first.
    pub titles: Vec<String>,
    /// Texts of the header cells.
    pub columns: Vec<String>,
    /// Texts of the cells by row, in the order shown.
    pub rows: Vec<Vec<String>>,
    /// The pager, if the table has one.
    pub pager: Option<Pager>,
}

/// The pager of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Pager {
    /// What the portal says of the page (`(1 of 2)`).
    pub report: String,
    /// Leads to the first page; none on the first.
    pub first: Option<Handle>,
    /// Leads to the next page; none on the last.
    pub next: Option<Handle>,
}

/// What a control is to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A push button.
    Button,
    /// A link.
    Link,
    /// A tab's header.
    Tab,
    /// An item of a menu.
    MenuItem,
}

impl Role {
    /// Returns the W3C role's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Tab => "tab",
            Self::MenuItem => "menuitem",
        }
    }
}

/// A label and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieredLabel {
    /// Text as shown.
    pub text: String,
    /// How it belongs to the control.
    pub tier: Tier,
}

/// How a label belongs to a control, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// `label for`, or the control's own text.
    Associated,
    /// `aria-label`, `aria-labelledby`.
    Aria,
    /// A label element or legend around it.
    Wrapping,
    /// The cell or text to the left or above.
    Neighbour,
    /// `title` or `placeholder`.
    Title,
}

impl Tier {
    /// Returns the word used in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Associated => "associated",
            Self::Aria => "aria",
            Self::Wrapping => "wrapping",
            Self::Neighbour => "neighbour",
            Self::Title => "title",
        }
    }
}

/// The named parts of a page around a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Headings, legends, title bars and open tabs around it, outermost first.
    pub sections: Vec<String>,
    /// The tab whose panel holds it.
    pub tab: Option<String>,
    /// Title of the dialog that holds it.
    pub dialog: Option<String>,
    /// Texts of the cells of the table row that holds it.
    pub row: Option<Vec<String>>,
}

/// Whether a node can be worked by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Visible, enabled, receives the click at its point.
    Ready,
    /// Visible but disabled or read-only.
    Disabled,
    /// Visible but under something else; what it is.
    Covered(String),
    /// Not visible.
    Hidden,
}

/// A rectangle in the viewport, CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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

/// What a settled page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observation {
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
    /// Acting entity shown, if the page shows one.
    pub entity: Option<String>,
    /// Messages seen now or caught while waiting.
    pub messages: Vec<String>,
    /// Every visible text that stands for itself: headings, cells, labels, messages.
    pub texts: Vec<String>,
    /// The page in words: roles, labels, values, one a line.
    pub snapshot: String,
    /// Tells one state of the page from another.
    pub fingerprint: String,
    /// Whether the page came to rest before the deadline.
    pub quiet: bool,
    /// What was waited for, in order.
    pub story: Vec<StoryLine>,
}

/// One line of a wait's story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryLine {
    /// Milliseconds since the wait began.
    pub ms: u64,
    /// What was so.
    pub what: String,
}

/// A picture as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screenshot {
    /// PNG bytes.
    pub png: Vec<u8>,
}

//! What was seen on a page: plain data, in the page's own texts.

use super::snapshot::Snapshot;
use super::touch::Touch;
use crate::text::mask::Rule;

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
    /// What is told under a name and cannot be changed there.
    pub facts: Vec<Fact>,
    /// Dialogs of the page that are open.
    pub dialogs: Vec<OpenDialog>,
    /// Tables with rows of data.
    pub tables: Vec<Table>,
    /// The viewport's size, and how far the page is scrolled under it, CSS pixels.
    pub viewport: Rectangle,
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
    /// For a closed branch of a tree: what opens it.
    pub expander: Option<Opener>,
    /// Rectangle in the viewport, CSS pixels.
    pub rectangle: Rectangle,
}

/// The visible control that opens a menu or a branch of a tree.
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
    /// Whether keys that are pressed now arrive in it, or in the list that it has opened.
    pub has_keys: bool,
    /// Rectangle of what a person sees of it, CSS pixels.
    pub rectangle: Rectangle,
}

/// What a page tells under a name and nobody can change there: a term of a list, a row of two cells, a label and what
/// follows it. Only what is in sight.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The node of the name.
    pub handle: Handle,
    /// The name, best tier first.
    pub labels: Vec<TieredLabel>,
    /// What is told; may be empty.
    pub value: String,
    /// Where it stands.
    pub place: Surroundings,
    /// Rectangle of name and value, CSS pixels.
    pub rectangle: Rectangle,
}

/// A dialog of the page that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDialog {
    /// Its title, or what it asks if it has none; empty if that is long.
    pub title: String,
    /// All that it says beside its title and its controls.
    pub says: String,
}

impl OpenDialog {
    /// Returns what it asks: one without a title of its own is named after it.
    pub fn words(&self) -> &str {
        if self.says.is_empty() { &self.title } else { &self.says }
    }
}

/// What a field is and holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// One line or several.
    Text(String),
    /// A native date, time, month or week field: its value as HTML writes it (`2026-11-22`), empty if none.
    Moment(String),
    /// Text with suggestions, one of which has to be taken.
    Suggest(Suggest),
    /// Checkbox or switch.
    Switch(bool),
    /// Radio group or native select: the options.
    Choice(Vec<Choice>),
    /// A choice whose options are seen only after the field is pressed.
    Menu(Menu),
    /// A list in which any number of options may be chosen.
    Several(Vec<Choice>),
    /// Names of the files chosen.
    Files(Vec<String>),
}

/// Text with suggestions.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggest {
    /// The text in the field.
    pub text: String,
    /// The suggestions shown now; none while they are closed.
    pub options: Vec<Choice>,
}

/// A choice that opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// The text that the closed field shows.
    pub shown: String,
    /// The options known: all, those shown, or none while it is closed.
    pub options: Vec<Choice>,
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
    /// For a closed branch of a list that is a tree: what opens it.
    pub branch: Option<Handle>,
    /// Rectangle of what a person sees of it, CSS pixels.
    pub rectangle: Rectangle,
    /// In a double list: what takes the option to the other list; none where a press does so at once.
    pub mover: Option<Mover>,
}

/// The button that takes the marked options of one list of a double list to the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The node to press.
    pub handle: Handle,
    /// Its text.
    pub label: String,
    /// Whether the option is marked, so that the press takes it along.
    pub marked: bool,
    /// Whether it can be pressed; often only once an option is marked.
    pub state: State,
    /// Rectangle in the viewport, CSS pixels.
    pub rectangle: Rectangle,
}

/// A table with rows of data.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Caption, aria-label or headings above, nearest first.
    pub titles: Vec<String>,
    /// Texts of the header cells.
    pub columns: Vec<String>,
    /// The rows in the order shown.
    pub rows: Vec<Row>,
    /// How many rows the page itself says there are (`aria-rowcount`, without the head).
    pub total: Option<usize>,
    /// The pager, if the table has one.
    pub pager: Option<Pager>,
    /// The part that scrolls, if rows may come in by scrolling.
    pub scroller: Option<Scroller>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Texts of the cells.
    pub cells: Vec<String>,
    /// Tells the row from the others while the table is scrolled: its `aria-rowindex`, or its offset in pixels.
    pub at: i64,
}

/// A part of the page that scrolls by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Scroller {
    /// The node that scrolls.
    pub handle: Handle,
    /// Whether something is above what is shown.
    pub above: bool,
    /// Whether something is below what is shown.
    pub below: bool,
}

/// The pager of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Pager {
    /// What the portal says of the page (`(1 of 2)`).
    pub report: String,
    /// Leads to the first page; none on the first.
    pub first: Option<Handle>,
    /// Leads to the page before; none on the first.
    pub previous: Option<Handle>,
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
    /// A branch or leaf of a tree.
    TreeItem,
    /// Anything else that takes a click and says something.
    Clickable,
}

impl Role {
    /// Returns the W3C role's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Tab => "tab",
            Self::MenuItem => "menuitem",
            Self::TreeItem => "treeitem",
            Self::Clickable => "clickable",
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
    /// Titles of the frames that hold it, outermost first.
    pub frames: Vec<String>,
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
    /// Visible but moving without end.
    Moving,
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
    /// Visible texts that stand for themselves: headings, cells, labels, messages.
    pub texts: Vec<String>,
    /// Whether these are all that the page has.
    pub texts_read: TextsRead,
    /// The page in words: roles, labels, values, one a line.
    pub snapshot: Snapshot,
    /// Tells one state of the page from another.
    pub fingerprint: String,
    /// Whether the page came to rest before the deadline.
    pub quiet: bool,
    /// What was waited for, in order.
    pub story: Vec<StoryLine>,
    /// What the portal answered amiss, if anything; to requests of the page only while nothing of it changed.
    pub amiss: Option<Amiss>,
    /// What it answered amiss to a request of a page that changed all the same, if only by the act: the page may do
    /// without the answer, unless what is wanted next is not there.
    pub passed_over: Option<Amiss>,
    /// What a person did to the page since the last wait, while no act of krok was under way.
    pub touched: Option<Touch>,
}

/// How many of a page's texts were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextsRead {
    /// All of them.
    #[default]
    All,
    /// As many as are read of one page at most: what is not among them may be there all the same.
    Part,
}

/// Texts that are read of one document at most.
pub const MOST_TEXTS: usize = 4000;
/// Letters of texts that are read of one document at most.
pub const MOST_LETTERS: usize = 200_000;

impl Observation {
    /// Says whether a text stands on the page; none where it is not among those read, and not all were.
    pub fn shows(&self, is_it: impl Fn(&str) -> bool) -> Option<bool> {
        let stands = self.texts.iter().any(|text| is_it(text));
        (stands || self.texts_read == TextsRead::All).then_some(stands)
    }

    /// Returns the texts, if they are all that the page has.
    pub fn whole_texts(&self) -> Option<Vec<String>> {
        (self.texts_read == TextsRead::All).then(|| self.texts.clone())
    }
}

/// An answer of the portal that is none, or none that the page can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// The page itself came with the HTTP status of a server that fails.
    Page(u16),
    /// A request of the page was answered so.
    Request(u16),
    /// A request for a part of the page was answered with a page of its own; its media type.
    WholePage(String),
    /// A request of the page was sent on to another server, or the connection broke: the page may not read the answer.
    Unreadable,
    /// The page, or a request of it, was not answered before the deadline.
    Unanswered,
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
#[derive(Clone, Debug, PartialEq)]
pub struct Screenshot {
    /// PNG bytes.
    pub png: Vec<u8>,
    /// Where the viewport's top left corner lies in the picture: elsewhere than at its own in one of the whole page.
    pub corner: (f64, f64),
    /// What was covered in the page before it was taken.
    pub masks: Vec<Mask>,
}

/// A black box over something in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    /// Why it is covered.
    pub rule: Rule,
    /// The name written on it.
    pub name: String,
    /// Where, in pixels from the picture's own top left corner.
    pub area: Rectangle,
}

/// How much of a page a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What the window shows.
    Viewport,
    /// The page from its top to its end, if the browser can; else the viewport.
    Whole,
}

/// What is entered in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A text in place of what stands there; the field is left, so that it tells the portal of its change.
    Text(String),
    /// A text in place of what stands there; the field is not left, so that it shows its suggestions.
    Beginning(String),
    /// A date or time as HTML writes it.
    Moment(String),
    /// Files of this machine.
    Files(Vec<std::path::PathBuf>),
}

/// The answer to a native dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// OK, with the text for a prompt.
    Accept(Option<String>),
    /// Cancel.
    Dismiss,
}

/// Where to scroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scroll {
    /// To the very top.
    Top,
    /// Down by most of what is shown.
    Onward,
    /// Until the node itself is in sight, through every part around it that scrolls.
    Into,
}

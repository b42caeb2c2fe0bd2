//! A valid runbook. Nothing else can be built from a file.

mod condition;
mod destroy;
mod errand;
mod key;
mod look;
mod names;
mod series;
mod walked;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

pub use condition::{Answered, Asks, Condition, Expected, Sense};
pub use destroy::{Attribute, Confirm, ConsentWanted, Destroy, Gone};
pub use errand::{Errand, Need};
pub use key::Key;
pub use look::{Differing, RecordedTable, Recording};

pub use series::{Series, Stage};

/// A procedure that passed every check.
#[derive(Clone, Debug)]
pub struct Runbook {
    /// Name by which bundles call it: the file's stem (`skrytki-pull`).
    pub name: String,
    /// Title shown to people.
    pub title: String,
    /// Name of the portal profile it is written for.
    pub portal: String,
    /// The written instruction it carries out.
    pub source: Option<Source>,
    /// Declared inputs in file order.
    pub inputs: Vec<Input>,
    /// What must hold before the first step.
    pub require: Vec<Condition>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// Blocks by name.
    pub blocks: BTreeMap<String, Block>,
}

/// The written instruction behind a runbook.
#[derive(Clone, Debug)]
pub struct Source {
    /// Title of the document.
    pub document: String,
    /// Chapter, as the document numbers it.
    pub chapter: Option<String>,
    /// Points that the runbook has to cover, each with its sentence; empty if the author lists none.
    pub points: BTreeMap<String, String>,
}

/// A value that the operator gives before the run.
#[derive(Clone, Debug)]
pub struct Input {
    /// Name used as `{name}`.
    pub name: String,
    /// What may be given.
    pub kind: InputKind,
    /// Question to the operator.
    pub ask: String,
    /// An example shown beside the question.
    pub example: Option<String>,
}

/// The type of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Any text without control characters.
    Text,
    /// A whole number.
    Integer,
    /// A file of this machine, by its path.
    File,
    /// A file of lines with these columns.
    Rows(Vec<Column>),
    /// Values of one kind, typed or in a file with one a line.
    List,
}

/// A column of a file of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the file, and of the parameter that a block receives.
    pub name: String,
    /// What may stand in it.
    pub kind: ColumnKind,
}

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Any text with something visible in it.
    Text,
    /// A whole number.
    Integer,
    /// An address that begins with `https://`.
    Https,
    /// One of these words.
    Choice(Vec<String>),
}

impl InputKind {
    /// Returns the word used in files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::File => "file",
            Self::Rows(_) => "rows",
            Self::List => "list",
        }
    }
}

/// Steps that see only their parameters.
#[derive(Clone, Debug)]
pub struct Block {
    /// Names visible inside: those of the callers' `as` and `with`.
    pub parameters: Vec<String>,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Name within its list.
    pub id: String,
    /// Points of the instruction it carries out (`3.5`).
    pub cites: Vec<String>,
    /// Line in the file, counted from 1.
    pub line: usize,
    /// What is done.
    pub action: Action,
    /// Where on the page.
    pub place: Place,
    /// Texts that must stand on the page afterwards.
    pub see: Vec<Template>,
    /// Texts that must not.
    pub not_see: Vec<Template>,
    /// Own deadline in place of the profile's.
    pub deadline: Option<Duration>,
    /// What must hold for the step to be done; otherwise it is skipped.
    pub when: Vec<Condition>,
    /// What must hold for the run to go on.
    pub require: Vec<Condition>,
    /// What a difference that the step finds does to the run.
    pub differing: Differing,
}

/// What a step does: one verb.
#[derive(Clone, Debug)]
pub enum Action {
    /// Follow a click path of visible labels.
    Go(Vec<Template>),
    /// Open a path under the portal.
    Open(Template),
    /// Press one control.
    Press(Press),
    /// Only look: `see` and `not_see` stand alone.
    See,
    /// Bring a form to the wanted state.
    Set(Form),
    /// Compare fields with the wanted state, never write.
    Check(Vec<Goal>),
    /// Read a table or facts into the evidence.
    Record(Recording),
    /// Look whether an address outside the portal answers.
    Visit(Template),
    /// Leave something to a person.
    Manual(Errand),
    /// Type into search fields; the portal stores nothing of it.
    Filter(Vec<Goal>),
    /// Destroy one thing for good.
    Destroy(Destroy),
    /// Run a block once for each row of a table.
    ForEach(ForEach),
    /// Run a block once.
    Run(Call),
}

/// A press of a button, link, tab or menu item.
#[derive(Clone, Debug)]
pub struct Press {
    /// Visible label.
    pub label: Template,
    /// Effect: declared, or by the portal profile's lists.
    pub effect: Effect,
    /// Native dialogs that it may bring up, in their order.
    pub asked: Vec<Asked>,
}

/// A native dialog that the author expects, and the answer to it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What it asks.
    pub question: Question,
    /// What is answered.
    pub answer: Reply,
}

/// What a native dialog asks.
#[derive(Clone, Debug)]
pub enum Question {
    /// A text of the portal.
    Says(Template),
    /// The browser's own question whether to leave a page with unsaved changes.
    Leaving,
}

/// The answer to a native dialog.
#[derive(Clone, Debug)]
pub enum Reply {
    /// OK, with the text for a prompt.
    Accept(Option<Template>),
    /// Cancel.
    Dismiss,
}

/// What a step may do to the world, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Looks only.
    Read,
    /// Moves to another view; the portal stores nothing.
    Navigate,
    /// Changes what the portal stores.
    Write,
    /// Cannot be taken back.
    Destroy,
}

impl Effect {
    /// Returns the word used in files and records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Navigate => "navigate",
            Self::Write => "write",
            Self::Destroy => "destroy",
        }
    }
}

/// Parts of the page that narrow a target, each by visible text.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Tab to be opened first.
    pub tab: Option<Template>,
    /// Section by heading, legend or title bar.
    pub section: Option<Template>,
    /// Dialog by title.
    pub dialog: Option<Template>,
    /// Row by the exact text of one of its cells.
    pub row: Option<Template>,
    /// Texts of which one may stand in the row instead, as after a change of its name.
    pub other_rows: Vec<Template>,
    /// Frame by its title.
    pub frame: Option<Template>,
    /// Window by its title; none for the main window.
    pub window: Option<Template>,
}

/// The wanted state of a form and the buttons that bring it about.
#[derive(Clone, Debug)]
pub struct Form {
    /// Opens the form for editing; pressed only if something differs.
    pub edit: Option<Template>,
    /// Store the form, pressed in their order: a dialog may only hand its values to the page that stores them.
    pub saves: Vec<Template>,
    /// Leaves the form without storing.
    pub cancel: Option<Template>,
    /// Message that confirms the storing.
    pub saved: Option<Template>,
    /// Native dialogs that `edit`, `save` or `cancel` may bring up, in their order.
    pub asked: Vec<Asked>,
    /// What must stand in which field, in file order.
    pub goals: Vec<Goal>,
    /// Labels of fields that the page draws only once the fields before them are set.
    pub appears: Vec<Template>,
}

/// One field and the value that must stand in it.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Enclosing tabs or sections, outermost first.
    pub places: Vec<Template>,
    /// Visible label of the field.
    pub label: Template,
    /// The value.
    pub want: Want,
    /// Line in the file, counted from 1.
    pub line: usize,
}

/// A wanted value.
#[derive(Clone, Debug)]
pub enum Want {
    /// Text of a text field, or label of the option chosen.
    Text(Template),
    /// A whole number.
    Integer(i64),
    /// A checkbox on or off.
    Boolean(bool),
    /// Labels of all options that must be chosen, and no others.
    Several(Vec<Template>),
    /// A day: year, month, day.
    Date(i16, i8, i8),
    /// The file that an input names.
    File(String),
    /// A row of a table beside, which a press takes over.
    Row(Pick),
}

/// A row to be taken over from a table: what is chosen then stands beside the field's label as a text.
#[derive(Clone, Debug)]
pub struct Pick {
    /// Exact text of one of the row's cells, and what stands beside the label afterwards.
    pub row: Template,
    /// Label of the row's button or link.
    pub press: Template,
    /// Search field that narrows the table.
    pub filter: Option<Template>,
}

/// A loop.
#[derive(Clone, Debug)]
pub struct ForEach {
    /// What it goes over.
    pub over: Over,
    /// Most rows or lines that may be worked on; more stop the run before the first.
    pub at_most: usize,
    /// The block and its other parameters.
    pub call: Call,
}

/// What a loop goes over.
#[derive(Clone, Debug)]
pub enum Over {
    /// The rows of a table on the page.
    Rows {
        /// Heading or caption of the table.
        table: Template,
        /// Column whose text is the key.
        key: Template,
        /// Parameter of the block that receives the key.
        bind: String,
        /// Fewest rows; fewer stop the run before the first.
        at_least: usize,
    },
    /// The lines of an input of type `rows`; each column is a parameter of the block.
    Lines {
        /// The input.
        input: String,
        /// Columns whose texts together are the key.
        key: Key,
    },
    /// The values of an input of type `list`.
    Values {
        /// The input.
        input: String,
        /// Parameter of the block that receives the value.
        bind: String,
    },
}

impl Step {
    /// Returns the loop, if the step is one.
    pub fn each(&self) -> Option<&ForEach> {
        match &self.action {
            Action::ForEach(each) => Some(each),
            Action::Go(_)
            | Action::Open(_)
            | Action::Press(_)
            | Action::See
            | Action::Set(_)
            | Action::Check(_)
            | Action::Filter(_)
            | Action::Record(_)
            | Action::Visit(_)
            | Action::Manual(_)
            | Action::Destroy(_)
            | Action::Run(_) => None,
        }
    }
}

impl Action {
    /// Says whether the step itself may change something on the portal; what a block does is not asked.
    pub fn writes(&self) -> bool {
        match self {
            Self::Press(press) => press.effect >= Effect::Write,
            Self::Set(_) | Self::Destroy(_) => true,
            Self::Go(_)
            | Self::Open(_)
            | Self::See
            | Self::Check(_)
            | Self::Filter(_)
            | Self::Record(_)
            | Self::Visit(_)
            | Self::Manual(_)
            | Self::ForEach(_)
            | Self::Run(_) => false,
        }
    }
}

impl Over {
    /// Returns the input that the loop goes over; none for a table of the page.
    pub fn input(&self) -> Option<&str> {
        match self {
            Self::Lines { input, .. } | Self::Values { input, .. } => Some(input),
            Self::Rows { .. } => None,
        }
    }
}

/// A block called with values for its parameters.
#[derive(Clone, Debug)]
pub struct Call {
    /// Name of the block.
    pub block: String,
    /// Parameters by name.
    pub with: BTreeMap<String, Template>,
}

/// Text with `{name}` places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

/// A piece of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Literal(String),
    /// Value of an input or parameter.
    Name(String),
}

/// Values by name; a block's scope holds its parameters only.
pub type Scope = BTreeMap<String, String>;

impl Template {
    /// Joins the pieces.
    pub fn new(parts: Vec<Part>) -> Self {
        Self(parts)
    }

    /// Takes a text without names.
    pub fn literal(text: impl Into<String>) -> Self {
        Self(vec![Part::Literal(text.into())])
    }

    /// Returns the pieces.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Puts the values in. Names were resolved when the runbook was checked; a missing one shows itself as `{name}`.
    pub fn fill(&self, scope: &Scope) -> String {
        self.0
            .iter()
            .map(|part| match part {
                Part::Literal(text) => text.clone(),
                Part::Name(name) => scope.get(name).cloned().unwrap_or_else(|| format!("{{{name}}}")),
            })
            .collect()
    }
}

impl fmt::Display for Template {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            match part {
                Part::Literal(text) => out.write_str(text)?,
                Part::Name(name) => write!(out, "{{{name}}}")?,
            }
        }
        Ok(())
    }
}

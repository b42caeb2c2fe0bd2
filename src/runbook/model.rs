//! A valid runbook. Nothing else can be built from a file.

mod condition;
mod destroy;
mod each;
mod errand;
mod form;
mod input;
mod key;
mod look;
mod names;
mod series;
mod template;
mod walked;

use std::collections::BTreeMap;
use std::time::Duration;

pub use condition::{Answered, Asks, Condition, Expected, Sense};
pub use destroy::{Attribute, Confirm, ConsentWanted, Destroy, Gone};
pub use each::{ForEach, Over};
pub use errand::{Errand, Need};
pub use form::{Form, Goal, Pick, Want};
pub use input::{Column, ColumnKind, Input, InputKind};
pub use key::Key;
pub use look::{Differing, RecordedTable, Recording};
pub use series::{Series, Stage};
pub use template::{Part, Scope, Template};

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

    /// Returns the call of the block that the step runs, once or for each row.
    pub fn call(&self) -> Option<&Call> {
        match self {
            Self::Run(call) => Some(call),
            Self::ForEach(each) => Some(&each.call),
            Self::Go(_)
            | Self::Open(_)
            | Self::Press(_)
            | Self::See
            | Self::Set(_)
            | Self::Check(_)
            | Self::Filter(_)
            | Self::Record(_)
            | Self::Visit(_)
            | Self::Manual(_)
            | Self::Destroy(_) => None,
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

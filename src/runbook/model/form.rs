//! The wanted state of fields, and the form that holds them.

use super::{Asked, Template};

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

//! Conditions of steps and runs.

use super::Template;

/// Something that holds, holds not, or cannot be known yet.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What is asked.
    pub asks: Asks,
    /// Line in the file, counted from 1.
    pub line: usize,
    /// Why the author asks, in a sentence for the operator.
    pub because: Option<Template>,
}

impl Condition {
    /// Says whether the answer stands on a page.
    pub fn asks_the_page(&self) -> bool {
        match self.asks {
            Asks::See(_) | Asks::NotSee(_) | Asks::Field { .. } | Asks::Table { .. } => true,
            Asks::Value { .. } | Asks::Done { .. } => false,
        }
    }
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub enum Asks {
    /// Whether a text stands on the page.
    See(Template),
    /// Whether a text does not.
    NotSee(Template),
    /// Whether a field, or a text with a label, says something.
    Field {
        /// Tab to be opened first.
        tab: Option<Template>,
        /// Section by heading, legend or title bar.
        section: Option<Template>,
        /// Its label.
        label: Template,
        /// What it is compared with.
        wanted: Expected,
        /// Which answer is the right one.
        sense: Sense,
    },
    /// Whether a value is another one.
    Value {
        /// The value.
        value: Template,
        /// What it is compared with.
        wanted: Template,
        /// Which answer is the right one.
        sense: Sense,
    },
    /// Whether a table has a row, over all its pages.
    Table {
        /// Heading or caption of the table.
        table: Template,
        /// Column that is searched.
        key: Template,
        /// Text of the row in that column.
        row: Template,
        /// Which answer is the right one.
        sense: Sense,
    },
    /// Whether a runbook was carried out before for the same entity, of several at least one.
    Done {
        /// Their names, each after its portal's if that is another (`epuap/skrytki-pull`).
        runbooks: Vec<String>,
        /// The answer that a person must have given in it.
        answer: Option<Answered>,
    },
}

/// What the text of a field is compared with.
#[derive(Clone, Debug)]
pub enum Expected {
    /// A text, or the label of the option chosen.
    Text(Template),
    /// A checkbox on or off.
    Switch(bool),
}

/// Whether a condition asks for something or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It must be so.
    Is,
    /// It must not.
    IsNot,
}

/// An answer that a person gave in an earlier run.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The step that asked.
    pub step: String,
    /// The answer wanted.
    pub answer: Template,
}

impl Asks {
    /// Returns every text of a question.
    pub fn templates(&self) -> Vec<&Template> {
        match self {
            Self::See(text) | Self::NotSee(text) => vec![text],
            Self::Field {
                tab,
                section,
                label,
                wanted,
                ..
            } => {
                let wanted = match wanted {
                    Expected::Text(wanted) => Some(wanted),
                    Expected::Switch(_) => None,
                };
                let around = [tab, section].into_iter().flatten();
                around.chain([label]).chain(wanted).collect()
            }
            Self::Value { value, wanted, .. } => vec![value, wanted],
            Self::Table { table, key, row, .. } => vec![table, key, row],
            Self::Done { answer, .. } => answer.iter().map(|answer| &answer.answer).collect(),
        }
    }
}

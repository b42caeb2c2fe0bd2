//! What a step leaves to a person.

use super::{Action, Condition, Runbook, Step, Template};

/// Something that a person does, with what is asked of it afterwards.
#[derive(Clone, Debug)]
pub struct Errand {
    /// What the person is to do.
    pub says: Template,
    /// Answers of which the person gives one; none if nothing is asked.
    pub answers: Vec<String>,
    /// Name under which later steps use the answer.
    pub bind: Option<String>,
    /// Whether a note belongs to it.
    pub note: Need,
    /// Whether files belong to it.
    pub attachments: Need,
}

/// Whether something is asked of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Not asked for.
    Unasked,
    /// May be given.
    Optional,
    /// Must be given for the step to count as done.
    Required,
}

impl Runbook {
    /// Says whether any step needs a page; what a person does elsewhere needs none.
    pub fn needs_page(&self) -> bool {
        let blocks = self.blocks.values().flat_map(|block| &block.steps);
        let mut steps = self.steps.iter().chain(blocks);
        self.require.iter().any(Condition::asks_the_page) || steps.any(Step::needs_page)
    }

    /// Returns the path of every step that is left to a person; the key of a loop's row stands as `…`.
    pub fn errands(&self) -> Vec<String> {
        let of_persons = |step: &Step| matches!(step.action, Action::Manual(_));
        self.walked(of_persons).into_iter().map(|(path, _)| path).collect()
    }
}

impl Step {
    fn needs_page(&self) -> bool {
        let mut conditions = self.when.iter().chain(&self.require);
        if conditions.any(Condition::asks_the_page) {
            return true;
        }
        match self.action {
            Action::Manual(_) => !self.see.is_empty() || !self.not_see.is_empty(),
            Action::Run(_) => false,
            Action::Go(_)
            | Action::Open(_)
            | Action::Press(_)
            | Action::See
            | Action::Set(_)
            | Action::Check(_)
            | Action::Filter(_)
            | Action::Record(_)
            | Action::Visit(_)
            | Action::Destroy(_)
            | Action::ForEach(_) => true,
        }
    }
}

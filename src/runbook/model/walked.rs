//! Steps by the paths under which a run walks them.

use super::{Action, Destroy, Runbook, Step};

impl Runbook {
    /// Returns every step that destroys by its path; the key of a loop's row stands as `…`.
    pub fn destructions(&self) -> Vec<(String, &Destroy)> {
        let destroys = |step: &Step| matches!(step.action, Action::Destroy(_));
        let steps = self.walked(destroys).into_iter();
        steps
            .filter_map(|(path, step)| match &step.action {
                Action::Destroy(destroy) => Some((path, destroy)),
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
                | Action::ForEach(_)
                | Action::Run(_) => None,
            })
            .collect()
    }

    /// Returns every step of a kind by its path, in the order of the file; the key of a loop's row stands as `…`.
    pub(super) fn walked(&self, is_meant: impl Fn(&Step) -> bool) -> Vec<(String, &Step)> {
        let mut found = Vec::new();
        self.gather(&self.steps, "", &mut found);
        found.retain(|(_, step)| is_meant(step));
        found
    }

    fn gather<'r>(&'r self, steps: &'r [Step], prefix: &str, found: &mut Vec<(String, &'r Step)>) {
        for step in steps {
            let path = format!("{prefix}{}", step.id);
            found.push((path.clone(), step));
            let Some(call) = step.action.call() else {
                continue;
            };
            let below = match step.each() {
                Some(_) => format!("{path}[…]/"),
                None => format!("{path}/"),
            };
            if let Some(block) = self.blocks.get(&call.block) {
                self.gather(&block.steps, &below, found);
            }
        }
    }
}

//! What a step leaves to a person.

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{ManualFault, ShapeFault};
use crate::runbook::lower::body::{Answer, BodyReader, Use};
use crate::runbook::model::{Errand, Need};
use crate::runbook::suggestion::nearest;
use crate::runbook::written::Written;

/// Words that `note` and `attachments` know.
pub(crate) const NEEDS: &[&str] = &["required", "optional"];

impl BodyReader<'_> {
    /// Reads `manual` with what is asked of the person.
    pub(crate) fn errand(&mut self, entry: &Entry, step: &Table) -> Option<Errand> {
        let says = self.template(entry);
        let answers = self.answers(step);
        let bind = step.entry("as").and_then(|entry| self.answer_name(entry, step));
        let note = self.need(step, "note");
        let attachments = self.need(step, "attachments");
        Some(Errand {
            says: says?,
            answers,
            bind: bind.map(|bind| bind.name),
            note: note?,
            attachments: attachments?,
        })
    }

    fn answers(&mut self, step: &Table) -> Vec<String> {
        let Some(entry) = step.entry("answers") else {
            return Vec::new();
        };
        let texts: Vec<Written<'_>> = self.reader.texts(entry);
        self.reader.check_distinct(&texts);
        if texts.len() == 1 {
            self.reader.report(&entry.node.span, ManualFault::OneAnswer);
        }
        texts.iter().map(|written| written.text.to_owned()).collect()
    }

    /// Reads the name of the answer; steps behind this one may use it.
    fn answer_name(&mut self, entry: &Entry, step: &Table) -> Option<Use> {
        let name = self.bound_name(entry)?;
        if step.entry("answers").is_none() {
            self.reader.report(&entry.key_span, ManualFault::NameWithoutAnswers);
            return None;
        }
        self.body.answers.push(Answer {
            name: name.name.clone(),
            span: name.span.clone(),
            from: self.body.uses.len(),
        });
        Some(name)
    }

    fn need(&mut self, step: &Table, key: &'static str) -> Option<Need> {
        let Some(entry) = step.entry(key) else {
            return Some(Need::Unasked);
        };
        let written = self.reader.text(entry)?;
        match written.text {
            "required" => Some(Need::Required),
            "optional" => Some(Need::Optional),
            seen => {
                let fault = ShapeFault::Word {
                    seen: seen.to_owned(),
                    key,
                    suggestion: nearest(seen, NEEDS.iter().copied()),
                    known: NEEDS,
                };
                self.reader.report(written.span, fault);
                None
            }
        }
    }
}

//! Native dialogs that a step expects, and what agreeing to them may do to the world.

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{AskedFault, EffectFault, Part, ShapeFault, Wanted};
use crate::runbook::lower::body::BodyReader;
use crate::runbook::model::{Asked, Effect, Part as Piece, Question, Reply, Template};
use crate::runbook::suggestion::nearest;
use crate::runbook::written::Written;

/// Every key of `asked`.
pub(crate) const ASKED: &[&str] = &["says", "leaving", "answer", "text"];

/// Words that `answer` knows.
pub(crate) const ANSWERS: &[&str] = &["accept", "dismiss"];

/// A dialog while it is read.
pub(crate) struct AskedDraft<'d> {
    pub(crate) asked: Asked,
    /// The portal's own text; `None` for the browser's question on leaving.
    says: Option<Written<'d>>,
}

/// What the step may do to the world beside its dialogs.
#[derive(Clone, Copy)]
pub(crate) struct Admitted {
    pub(crate) effect: Effect,
    /// Whether the author wrote it down or the verb fixes it; a list of labels says nothing of what a dialog brings.
    pub(crate) is_deliberate: bool,
}

impl BodyReader<'_> {
    /// Reads `asked`: one dialog or several in their order.
    pub(crate) fn asked<'d>(&mut self, table: &'d Table) -> Vec<AskedDraft<'d>> {
        let Some(entry) = table.entry("asked") else {
            return Vec::new();
        };
        let tables = self.reader.table_or_tables(entry);
        tables.into_iter().filter_map(|table| self.one_asked(table)).collect()
    }

    fn one_asked<'d>(&mut self, table: &'d Table) -> Option<AskedDraft<'d>> {
        let is_known = self.reader.keys(table, Part::Asked, ASKED);
        let question = self.question(table, is_known);
        let answer = self.reader.required(table, "answer", Part::Asked);
        let answer = answer.and_then(|entry| self.answer(entry, table));
        let (question, says) = question?;
        let answer = answer?;
        Some(AskedDraft {
            asked: Asked { question, answer },
            says,
        })
    }

    fn question<'d>(&mut self, table: &'d Table, is_known: bool) -> Option<(Question, Option<Written<'d>>)> {
        match (table.entry("says"), table.entry("leaving")) {
            (Some(says), None) => {
                let written = self.reader.text(says)?;
                let template = self.fillable(written)?;
                Some((Question::Says(template), Some(written)))
            }
            (None, Some(leaving)) => self.leaving(leaving).map(|question| (question, None)),
            (Some(says), Some(leaving)) => {
                self.reader.report(&leaving.key_span, AskedFault::Both);
                self.scan(&says.node);
                None
            }
            (None, None) => {
                // An unknown key was probably meant to be `says`, and has been reported.
                if is_known {
                    self.reader.report(&table.span, AskedFault::Neither);
                }
                None
            }
        }
    }

    fn leaving(&mut self, entry: &Entry) -> Option<Question> {
        if let Value::Boolean(is_leaving) = entry.node.value {
            if !is_leaving {
                self.reader.report(&entry.node.span, AskedFault::NotLeaving);
            }
            return is_leaving.then_some(Question::Leaving);
        }
        self.reader.wrong_type(&entry.key, &entry.node, Wanted::True);
        None
    }

    fn answer(&mut self, entry: &Entry, table: &Table) -> Option<Reply> {
        let text = table.entry("text");
        let reply = text.and_then(|text| self.typed_text(text));
        let written = self.reader.text(entry)?;
        let is_accept = match written.text {
            "accept" => true,
            "dismiss" => false,
            seen => {
                let fault = ShapeFault::Word {
                    seen: seen.to_owned(),
                    key: "answer",
                    suggestion: nearest(seen, ANSWERS.iter().copied()),
                    known: ANSWERS,
                };
                self.reader.report(written.span, fault);
                return None;
            }
        };
        match text {
            Some(text) if !is_accept => self.reader.report(&text.key_span, AskedFault::TextUnsent),
            Some(text) if table.entry("leaving").is_some() => {
                self.reader.report(&text.key_span, AskedFault::TextOnLeaving);
            }
            Some(_) | None => {}
        }
        Some(if is_accept {
            Reply::Accept(reply)
        } else {
            Reply::Dismiss
        })
    }

    /// Judges every agreement: it must not do more than the step admits, and destroy only where the verb does.
    pub(crate) fn check_asked(&mut self, drafts: &[AskedDraft<'_>], admitted: Admitted) {
        for draft in drafts {
            let (Question::Says(template), Some(written)) = (&draft.asked.question, draft.says) else {
                // Leaving a page gives up what was typed; the portal stores nothing.
                continue;
            };
            match draft.asked.answer {
                Reply::Accept(_) => self.check_agreement(template, written, admitted),
                // Cancel calls off what was begun.
                Reply::Dismiss => {}
            }
        }
    }

    fn check_agreement(&mut self, template: &Template, written: Written<'_>, admitted: Admitted) {
        // A profile with mistakes is no ground to judge on; its own mistakes keep the runbook from being used.
        if self.portal.is_none() {
            return;
        }
        let says = written.text.to_owned();
        let listed = [self.greatest(template), self.greatest(&without_mark(template))];
        let listed = listed.into_iter().flatten().max_by_key(|(_, effect)| *effect);
        let fault = match listed {
            Some((listed, Effect::Destroy)) if admitted.effect < Effect::Destroy => {
                EffectFault::AskedDestroys { says, listed }
            }
            Some((_, effect)) if effect > admitted.effect => EffectFault::AskedMore {
                says,
                listed: effect,
                admitted: admitted.effect,
            },
            None if admitted.effect < Effect::Write && !admitted.is_deliberate => EffectFault::AskedUnknown { says },
            Some(_) | None => return,
        };
        self.reader.report(written.span, fault);
    }
}

/// Drops the mark at the end of a sentence: `Usunąć?` asks about what the button `Usunąć` does.
fn without_mark(template: &Template) -> Template {
    let mut pieces = template.parts().to_vec();
    if let Some(Piece::Literal(text)) = pieces.last_mut() {
        let length = text.trim_end_matches(['?', '!', '.', '…', ' ', '\u{a0}']).len();
        text.truncate(length);
    }
    Template::new(pieces)
}

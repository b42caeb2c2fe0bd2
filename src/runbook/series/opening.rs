//! The runbooks that a series uses: opened, and held against what they are given.

use super::shelf::Shelf;
use super::{AnyRunbook, CheckedStage, any};
use crate::runbook::diagnostic::Diagnostic;
use crate::runbook::fault::SeriesFault;
use crate::runbook::lower::{Given, StageDraft};
use crate::runbook::model::{Input, InputKind, Part, Template};
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;

/// Most series within each other.
const DEEPEST: usize = 4;

/// Most names that a hint lists.
const SHOWN: usize = 20;

/// The files that led to one, the outermost first: what they are, and how they are called.
pub(super) type Chain<'c> = [(&'c str, &'c str)];

/// A series while the runbooks that it uses are opened.
pub(super) struct Opening<'o> {
    pub(super) reader: &'o mut Reader,
    /// What is wrong in the files used.
    pub(super) elsewhere: &'o mut Vec<Diagnostic>,
    pub(super) shelf: &'o Shelf,
    pub(super) key: &'o str,
    pub(super) chain: &'o Chain<'o>,
    /// Inputs of the series; `None` if they have mistakes.
    pub(super) inputs: Option<&'o [Input]>,
}

impl Opening<'_> {
    pub(super) fn stage(&mut self, draft: StageDraft, name: &str) -> Option<CheckedStage> {
        let chain: Vec<(&str, &str)> = self.chain.iter().copied().chain([(self.key, name)]).collect();
        let uses = draft.stage.uses.as_str();
        let names = self.chain.iter().skip(1).map(|(_, name)| (*name).to_owned());
        let path: Vec<String> = names.chain([uses.to_owned()]).collect();
        let taken = match self.shelf.take(uses) {
            Ok(taken) => taken,
            Err(fault) => {
                self.reader.report(&draft.use_span, fault);
                return None;
            }
        };
        if let Some(start) = chain.iter().position(|(key, _)| *key == taken.key) {
            let names = chain[start..].iter().map(|(_, name)| (*name).to_owned());
            let path = names.chain([uses.to_owned()]).collect();
            self.reader.report(&draft.use_span, SeriesFault::Cycle { path });
            return None;
        }
        if chain.len() > DEEPEST {
            let limit = DEEPEST;
            self.reader.report(&draft.use_span, SeriesFault::TooDeep { limit });
            return None;
        }
        match any(taken, &chain) {
            Ok(used) => {
                let declared = match &used {
                    AnyRunbook::Single(checked) => {
                        self.elsewhere.extend(checked.warnings.iter().cloned());
                        &checked.runbook.inputs
                    }
                    AnyRunbook::Series(series) => {
                        self.elsewhere.extend(series.warnings.iter().cloned());
                        &series.series.inputs
                    }
                };
                self.check_inputs(&draft, declared, &path);
                let stage = draft.stage;
                Some(CheckedStage { stage, used })
            }
            Err(found) => {
                self.elsewhere.extend(found);
                self.reader.report(&draft.use_span, SeriesFault::Broken { path });
                None
            }
        }
    }

    fn check_inputs(&mut self, draft: &StageDraft, declared: &[Input], path: &[String]) {
        for given in &draft.given {
            let Some(input) = declared.iter().find(|input| input.name == given.name) else {
                let known = declared.iter().map(|input| input.name.as_str());
                let fault = SeriesFault::UnknownInput {
                    path: path.to_vec(),
                    name: given.name.clone(),
                    suggestion: nearest(&given.name, known.clone()),
                    known: known.take(SHOWN).map(str::to_owned).collect(),
                };
                self.reader.report(&given.span, fault);
                continue;
            };
            self.check_type(given, input);
        }
        for input in declared {
            if !draft.given.iter().any(|given| given.name == input.name) {
                let fault = SeriesFault::MissingInput {
                    path: path.to_vec(),
                    name: input.name.clone(),
                };
                self.reader.report(&draft.with_span, fault);
            }
        }
    }

    /// Reports a value of another type: what is more than a text is passed on whole.
    fn check_type(&mut self, given: &Given, input: &Input) {
        let Some(own) = self.inputs else { return };
        let kind_of = |name: &str| own.iter().find(|own| own.name == name).map(|own| &own.kind);
        let passed = whole(&given.value).and_then(kind_of);
        let named = given.value.parts().iter().filter_map(|part| match part {
            Part::Name(name) => kind_of(name),
            Part::Literal(_) => None,
        });
        let is_right = match &input.kind {
            InputKind::Text => named.into_iter().all(is_text),
            InputKind::Integer => {
                passed == Some(&InputKind::Integer) || (named.count() == 0 && is_integer(&given.value))
            }
            kind @ (InputKind::File | InputKind::Rows(_) | InputKind::List) => {
                passed.is_some_and(|passed| passed.word() == kind.word())
            }
        };
        if !is_right {
            let fault = SeriesFault::OtherType {
                name: input.name.clone(),
                wanted: input.kind.word(),
            };
            self.reader.report(&given.value_span, fault);
        }
    }
}

fn is_text(kind: &InputKind) -> bool {
    matches!(kind, InputKind::Text | InputKind::Integer)
}

fn is_integer(value: &Template) -> bool {
    value.to_string().parse::<i64>().is_ok()
}

/// Returns the name of which a value consists, if it is one name and nothing else.
fn whole(value: &Template) -> Option<&str> {
    match value.parts() {
        [Part::Name(name)] => Some(name),
        _ => None,
    }
}

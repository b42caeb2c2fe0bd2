//! Names and blocks across a whole runbook: what is defined, what is used, who runs whom.

use std::collections::{BTreeMap, BTreeSet};

use crate::runbook::fault::{ManualFault, ScopeFault, TextFault};
use crate::runbook::lower::body::{Body, CallSite, Declared, Use};
use crate::runbook::lower::value::is_name;
use crate::runbook::model::{InputKind, Step};
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;
use crate::text::source::Span;

/// Most levels of blocks running blocks.
const DEEPEST: usize = 4;

/// Most names that a hint lists.
const SHOWN: usize = 20;

/// A block while names are resolved.
pub(crate) struct BlockDraft {
    pub(crate) key_span: Span,
    pub(crate) body: Body,
}

/// Everything that defines or uses a name.
pub(crate) struct Scopes<'d> {
    /// Inputs with the places of their names.
    pub(crate) inputs: &'d [Use],
    /// Input that the portal profile uses; `None` if the profile has mistakes, and then no input counts as unused.
    pub(crate) entity: Option<&'d str>,
    /// Inputs with their types.
    pub(crate) declared: &'d [Declared],
    /// The steps at the top.
    pub(crate) main: &'d Body,
    /// The blocks.
    pub(crate) blocks: &'d BTreeMap<String, BlockDraft>,
}

impl<'d> Scopes<'d> {
    /// Reports every name that leads nowhere or comes from nowhere.
    pub(crate) fn check(&self, reader: &mut Reader) {
        self.check_inputs(reader);
        for body in self.bodies() {
            self.check_calls(reader, body);
        }
        for (name, block) in self.blocks {
            self.check_block(reader, name, block);
        }
        if !self.check_cycles(reader) {
            self.check_depth(reader);
            self.check_reports(reader);
        }
    }

    /// Reports loops that would go on after a difference although their blocks change something. There is no circle.
    fn check_reports(&self, reader: &mut Reader) {
        for call in self.bodies().flat_map(|body| &body.calls) {
            if let Some(span) = &call.reports
                && let Some((block, step)) = self.first_write(&call.block)
            {
                let (block, step) = (block.to_owned(), step.id.clone());
                reader.report(span, ScopeFault::ReportsInWork { block, step });
            }
        }
    }

    /// Returns the first step of a block, or of one that it runs, that changes something on the portal.
    fn first_write(&self, block: &'d str) -> Option<(&'d str, &'d Step)> {
        let body = &self.blocks.get(block)?.body;
        let own = body.steps.iter().find(|step| step.action.writes());
        own.map(|step| (block, step))
            .or_else(|| body.calls.iter().find_map(|call| self.first_write(&call.block)))
    }

    /// Returns what a block's callers give to it, by name.
    pub(crate) fn parameters(&self, block: &str) -> Vec<String> {
        let names: BTreeSet<&str> = self
            .callers(block)
            .flat_map(|call| call.given.iter().chain(&call.offered))
            .map(|given| given.name.as_str())
            .collect();
        names.into_iter().map(str::to_owned).collect()
    }

    fn bodies(&self) -> impl Iterator<Item = &'d Body> {
        std::iter::once(self.main).chain(self.blocks.values().map(|block| &block.body))
    }

    fn callers(&self, block: &str) -> impl Iterator<Item = &'d CallSite> {
        self.bodies()
            .flat_map(|body| &body.calls)
            .filter(move |call| call.block == block)
    }

    fn check_inputs(&self, reader: &mut Reader) {
        let defined: Vec<String> = self.inputs.iter().map(|input| input.name.clone()).collect();
        check_answers(reader, self.main, &defined);
        for (index, used) in self.main.uses.iter().enumerate() {
            if !defined.contains(&used.name) && !is_answer(reader, self.main, index) {
                reader.report(&used.span, unknown_name(used, None, &defined));
            }
        }
        let Some(entity) = self.entity else { return };
        let used = names(&self.main.uses);
        for input in self.inputs {
            let is_used = used.contains(input.name.as_str()) || input.name == entity || self.is_in_a_block(&input.name);
            // A name that no text can hold was reported as such.
            if !is_used && is_name(&input.name) {
                let name = input.name.clone();
                let fault = match self.kind_of(&name) {
                    Some(InputKind::File) => ScopeFault::UnusedFile { name },
                    Some(InputKind::Rows(_)) => ScopeFault::UnusedData { name, key: "line_of" },
                    Some(InputKind::List) => ScopeFault::UnusedData { name, key: "each_of" },
                    Some(InputKind::Text | InputKind::Integer) | None => ScopeFault::UnusedInput { name },
                };
                reader.report(&input.span, fault);
            }
        }
    }

    /// Says whether a block names this file or goes over these lines, which is reported there.
    fn is_in_a_block(&self, name: &str) -> bool {
        let mut blocks = self.blocks.values();
        let names_it = |block: &BlockDraft| block.body.uses.iter().any(|used| used.name == name);
        let is_meant = match self.kind_of(name) {
            Some(InputKind::File | InputKind::Rows(_) | InputKind::List) => true,
            Some(InputKind::Text | InputKind::Integer) | None => false,
        };
        is_meant && blocks.any(names_it)
    }

    fn kind_of(&self, name: &str) -> Option<&'d InputKind> {
        let input = self.declared.iter().find(|input| input.name == name)?;
        input.kind.as_ref()
    }

    fn check_calls(&self, reader: &mut Reader, body: &Body) {
        for call in &body.calls {
            let Some(block) = self.blocks.get(&call.block) else {
                let known = self.blocks.keys().map(String::as_str);
                let fault = ScopeFault::UnknownBlock {
                    block: call.block.clone(),
                    suggestion: nearest(&call.block, known),
                    known: self.blocks.keys().take(SHOWN).cloned().collect(),
                };
                reader.report(&call.span, fault);
                continue;
            };
            let used = names(&block.body.uses);
            for given in &call.given {
                if !used.contains(given.name.as_str()) {
                    let (block, name) = (call.block.clone(), given.name.clone());
                    reader.report(&given.span, ScopeFault::UnusedParameter { block, name });
                }
            }
            let given = call.given.iter().chain(&call.offered);
            let given: BTreeSet<&str> = given.map(|given| given.name.as_str()).collect();
            let defined = self.parameters(&call.block);
            for name in used
                .difference(&given)
                .filter(|name| defined.iter().any(|given| given == *name))
            {
                let (block, name) = (call.block.clone(), (*name).to_owned());
                reader.report(&call.span, ScopeFault::MissingParameter { block, name });
            }
        }
    }

    fn check_block(&self, reader: &mut Reader, name: &str, block: &BlockDraft) {
        if self.callers(name).next().is_none() {
            if self.is_meant_elsewhere(name) {
                return;
            }
            let block_name = name.to_owned();
            reader.report(&block.key_span, ScopeFault::UnusedBlock { block: block_name });
            return;
        }
        // A caller whose parameters could not be read may have meant any name.
        if self.callers(name).any(|call| !call.is_readable) {
            return;
        }
        let defined = self.parameters(name);
        check_answers(reader, &block.body, &defined);
        for looped in &block.body.loops {
            let fault = ScopeFault::DataInBlock {
                name: looped.name.clone(),
                block: name.to_owned(),
            };
            reader.report(&looped.span, fault);
        }
        for (index, used) in block.body.uses.iter().enumerate() {
            let is_loop = block.body.loops.iter().any(|looped| looped.span == used.span);
            if !is_loop && !defined.contains(&used.name) && !is_answer(reader, &block.body, index) {
                let (input, name_of_block) = (used.name.clone(), name.to_owned());
                if self.kind_of(&used.name) == Some(&InputKind::File) {
                    let fault = ScopeFault::FileInBlock {
                        name: input,
                        block: name_of_block,
                    };
                    reader.report(&used.span, fault);
                } else {
                    reader.report(&used.span, unknown_name(used, Some(name), &defined));
                }
            }
        }
    }

    /// Says whether a call with a slip of the pen, reported as such, means this block.
    fn is_meant_elsewhere(&self, name: &str) -> bool {
        let known = || self.blocks.keys().map(String::as_str);
        self.bodies()
            .flat_map(|body| &body.calls)
            .filter(|call| !self.blocks.contains_key(&call.block))
            .any(|call| nearest(&call.block, known()).as_deref() == Some(name))
    }

    /// Reports each call that closes a circle; says whether there was one.
    fn check_cycles(&self, reader: &mut Reader) -> bool {
        let mut found = false;
        let mut done = BTreeSet::new();
        for name in self.blocks.keys() {
            found |= self.walk(reader, name, &mut Vec::new(), &mut done);
        }
        found
    }

    fn walk(&self, reader: &mut Reader, name: &'d str, path: &mut Vec<&'d str>, done: &mut BTreeSet<&'d str>) -> bool {
        let Some(block) = self.blocks.get(name) else {
            return false;
        };
        if done.contains(name) {
            return false;
        }
        let mut found = false;
        path.push(name);
        for call in &block.body.calls {
            if let Some(start) = path.iter().position(|earlier| *earlier == call.block) {
                let circle = path[start..].iter().copied().chain([call.block.as_str()]);
                let path = circle.map(str::to_owned).collect();
                reader.report(&call.span, ScopeFault::Cycle { path });
                found = true;
            } else {
                found |= self.walk(reader, &call.block, path, done);
            }
        }
        path.pop();
        done.insert(name);
        found
    }

    /// Reports calls at the top from which blocks nest too deep. There is no circle.
    fn check_depth(&self, reader: &mut Reader) {
        let mut depths = BTreeMap::new();
        for call in &self.main.calls {
            if self.depth(&call.block, &mut depths) > DEEPEST {
                let limit = DEEPEST;
                reader.report(&call.span, ScopeFault::TooDeep { limit });
            }
        }
    }

    fn depth(&self, name: &'d str, depths: &mut BTreeMap<&'d str, usize>) -> usize {
        if let Some(depth) = depths.get(name) {
            return *depth;
        }
        let calls = self.blocks.get(name).map_or(&[] as &[_], |block| &block.body.calls);
        let below = calls.iter().map(|call| self.depth(&call.block, depths)).max();
        let depth = below.unwrap_or_default() + 1;
        depths.insert(name, depth);
        depth
    }
}

/// Reports answers whose names are taken, and those that nothing uses.
fn check_answers(reader: &mut Reader, body: &Body, defined: &[String]) {
    for (index, answer) in body.answers.iter().enumerate() {
        let name = answer.name.clone();
        let is_earlier = body.answers[..index].iter().any(|earlier| earlier.name == name);
        if is_earlier || defined.contains(&name) {
            reader.report(&answer.span, ManualFault::NameTwice { name });
        } else if !body.uses.iter().any(|used| used.name == name) {
            reader.report(&answer.span, ManualFault::Unused { name });
        }
    }
}

/// Says whether a use of a name is that of an answer; one that is not given by then is reported as such.
fn is_answer(reader: &mut Reader, body: &Body, index: usize) -> bool {
    let used = &body.uses[index];
    let Some(answer) = body.answers.iter().find(|answer| answer.name == used.name) else {
        return false;
    };
    if index < answer.from {
        let name = used.name.clone();
        reader.report(&used.span, ManualFault::UsedBefore { name });
    }
    true
}

fn names(uses: &[Use]) -> BTreeSet<&str> {
    uses.iter().map(|used| used.name.as_str()).collect()
}

fn unknown_name(used: &Use, block: Option<&str>, defined: &[String]) -> TextFault {
    TextFault::UnknownName {
        name: used.name.clone(),
        block: block.map(str::to_owned),
        suggestion: nearest(&used.name, defined.iter().map(String::as_str)),
        known: defined.iter().take(SHOWN).cloned().collect(),
    }
}

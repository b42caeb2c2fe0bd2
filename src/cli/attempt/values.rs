//! The values of the names that a step uses: given, computed by the calls that lead to it, or asked for.

use std::collections::BTreeSet;

use crate::runbook::data::Addresses;
use crate::runbook::model::{Action, ForEach, InputKind, Over, Part, Runbook, Scope, Step};
use crate::text::language::Language;
use crate::text::mask::Rules;

use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::inputs::{Asking, Given, kind_of};
use crate::cli::trouble::Trouble;

use super::choice::Chosen;

/// Where values come from.
pub(super) struct Values<'v> {
    chosen: &'v Chosen<'v>,
    runbook: &'v Runbook,
    masks: &'v Rules,
    /// Values of parameters on the command line.
    parameters: Scope,
    /// Values of inputs, given or asked for.
    pub(super) inputs: Given,
    console: &'v Console,
}

impl<'v> Values<'v> {
    /// Sorts what was given into inputs and parameters of the blocks on the way to the step.
    pub(super) fn of(
        chosen: &'v Chosen<'v>,
        (runbook, masks): (&'v Runbook, &'v Rules),
        pairs: &[(String, String)],
        console: &'v Console,
    ) -> Result<Self, Trouble> {
        let language = console.language();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for level in &chosen.calls {
            names.extend(level.each.into_iter().flat_map(|each| bound(each, runbook)));
            names.extend(level.call.with.keys().map(String::as_str));
        }
        let blocks = runbook.blocks.values().flat_map(|block| &block.steps);
        names.extend(runbook.steps.iter().chain(blocks).filter_map(answer_of));
        let is_input = |name: &str| runbook.inputs.iter().any(|input| input.name == name);
        let mut parameters = Scope::new();
        let mut inputs = Vec::new();
        for (name, value) in pairs {
            if names.contains(name.as_str()) {
                parameters.insert(name.clone(), value.clone());
            }
            if is_input(name) {
                inputs.push((name.clone(), value.clone()));
            } else if !names.contains(name.as_str()) {
                let known = runbook.inputs.iter().map(|input| input.name.as_str());
                let known: Vec<&str> = known.chain(names.iter().copied()).collect();
                return Err(unknown(name, &known, language));
            }
        }
        let mut values = Self {
            chosen,
            runbook,
            masks,
            parameters,
            inputs: Given::default(),
            console,
        };
        values.asking().given(&mut values.inputs, &inputs)?;
        Ok(values)
    }

    /// Returns the value of an input, asking for one that was not given.
    pub(super) fn input(&mut self, name: &str) -> Result<String, Trouble> {
        if let Some(value) = self.inputs.values.get(name) {
            return Ok(value.clone());
        }
        let input = self.runbook.inputs.iter().find(|input| input.name == name);
        let input = input.ok_or_else(|| missing(name, None, self.console.language()))?;
        self.asking().ask(&mut self.inputs, input, self.console)?;
        let value = self.inputs.values.get(name).cloned();
        value.ok_or_else(|| missing(name, None, self.console.language()))
    }

    fn asking(&self) -> Asking<'v> {
        Asking {
            runbook: self.runbook,
            addresses: Addresses::Practice,
            masks: self.masks,
            language: self.console.language(),
        }
    }

    /// Returns what a loop gives for a key: the key itself, or what stands in its line.
    fn looped(&self, each: &ForEach, key: Option<&str>, name: &str) -> Option<String> {
        let key = key?;
        match &each.over {
            Over::Lines { input, key: columns } if columns.columns() != [name] => {
                let data = self.inputs.data.get(input)?;
                let line = data.lines.iter().find(|line| columns.text_in(&line.cells) == key)?;
                line.cells.get(name).cloned()
            }
            Over::Rows { .. } | Over::Lines { .. } | Over::Values { .. } => Some(key.to_owned()),
        }
    }

    fn is_input(&self, name: &str) -> bool {
        self.runbook.inputs.iter().any(|input| input.name == name)
    }

    /// Returns the values of all names that the step uses.
    pub(super) fn scope(&mut self) -> Result<Scope, Trouble> {
        let depth = self.chosen.calls.len();
        let mut scope = Scope::new();
        for name in self.chosen.step.names_on_page() {
            let value = self.value(depth, &name)?;
            scope.insert(name, value);
        }
        // Where a file goes does not depend on which it is, so none is asked for.
        for (name, value) in &self.inputs.values {
            scope.entry(name.clone()).or_insert_with(|| value.clone());
        }
        Ok(scope)
    }

    /// Returns the value of a name in the steps at a depth of calls.
    fn value(&mut self, depth: usize, name: &str) -> Result<String, Trouble> {
        let Some(level) = depth.checked_sub(1).and_then(|at| self.chosen.calls.get(at)) else {
            return match self.parameters.get(name) {
                Some(answer) if !self.is_input(name) => Ok(answer.clone()),
                Some(_) | None => self.input(name),
            };
        };
        if let Some(value) = self.parameters.get(name) {
            return Ok(value.clone());
        }
        if let Some(each) = level.each.filter(|each| bound(each, self.runbook).contains(&name)) {
            let value = self.looped(each, level.key.as_deref(), name);
            return value.ok_or_else(|| missing(name, Some(&over(each)), self.console.language()));
        }
        let Some(template) = level.call.with.get(name) else {
            return Err(missing(name, None, self.console.language()));
        };
        let mut text = String::new();
        for part in template.parts() {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Name(outer) => text.push_str(&self.value(depth - 1, outer)?),
            }
        }
        Ok(text)
    }
}

/// Returns the name of the answer that a step asks a person for.
fn answer_of(step: &Step) -> Option<&str> {
    match &step.action {
        Action::Manual(errand) => errand.bind.as_deref(),
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
        | Action::ForEach(_)
        | Action::Run(_) => None,
    }
}

/// Returns the names that a loop gives to its block.
fn bound<'r>(each: &'r ForEach, runbook: &'r Runbook) -> Vec<&'r str> {
    match &each.over {
        Over::Rows { bind, .. } | Over::Values { bind, .. } => vec![bind],
        Over::Lines { input, .. } => match kind_of(runbook, input) {
            Some(InputKind::Rows(columns)) => columns.iter().map(|column| column.name.as_str()).collect(),
            Some(InputKind::Text | InputKind::Integer | InputKind::File | InputKind::List) | None => Vec::new(),
        },
    }
}

/// Says what a loop goes over.
fn over(each: &ForEach) -> String {
    match &each.over {
        Over::Rows { table, key, .. } => format!("{table} › {key}"),
        Over::Lines { input, key } => format!("{input} › {key}"),
        Over::Values { input, .. } => input.clone(),
    }
}

fn unknown(name: &str, known: &[&str], language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!("ten krok nie zna danej `{name}`"),
            Language::English => format!("this step has no input `{name}`"),
        },
    )
    .hint(format!("{} {}", language.pick("są:", "there are:"), known.join(", ")))
}

/// Says which value is missing; of a loop, which table has the rows.
fn missing(name: &str, table: Option<&str>, language: Language) -> Trouble {
    let what = match (language, table) {
        (Language::Polish, Some(table)) => format!("nie wiadomo, dla którego wiersza ({table}) próbować krok"),
        (Language::English, Some(table)) => format!("which row ({table}) is the step to be tried for?"),
        (Language::Polish, None) => format!("krokowi brakuje wartości `{name}`"),
        (Language::English, None) => format!("the step lacks the value `{name}`"),
    };
    Trouble::new(Exit::Invalid, what).hint(format!("--input {name}=…"))
}

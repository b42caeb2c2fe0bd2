//! `krok check`: every mistake of every file, nothing opened.

use std::path::PathBuf;

use crate::runbook::data::Addresses;
use crate::runbook::model::{Input, Runbook};
use crate::runbook::{self, AnyRunbook, Colour, Diagnostic};
use crate::text::language::Language;
use crate::text::mask::Rules;

use super::console::Console;
use super::exit::Exit;
use super::inputs::{Asking, Given, data_input, unknown_input};
use super::job::{absent, rejected};
use super::trouble::Trouble;

/// Checks runbooks with their portal profiles, and the inputs that are given for them.
pub(super) fn check(files: &[PathBuf], inputs: &[(String, String)], console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let mut exit = Exit::Done;
    let mut known: Vec<Input> = Vec::new();
    for file in files {
        match runbook::read_any(file).and_then(|any| with_lines(any, inputs, language)) {
            Ok(any) => {
                for warning in any.warnings() {
                    console.remark(&warning.render(language, Colour::Never));
                }
                check_values(&any, inputs, language)?;
                known.extend_from_slice(declared(&any));
                let correct = language.pick("w porządku", "correct");
                console.result(&format!("{}: {correct}", file.display()));
            }
            Err(mistakes) => {
                tell(&mistakes, console);
                exit = Exit::Invalid;
            }
        }
    }
    let stranger = inputs
        .iter()
        .find(|(name, _)| !known.iter().any(|input| input.name == *name));
    match stranger {
        // What a file with mistakes asks for is not known.
        Some((name, _)) if exit == Exit::Done => Err(unknown_input(name, &known, language)),
        Some(_) | None => Ok(exit),
    }
}

/// Reads the files of lines that are given for a runbook.
fn with_lines(any: AnyRunbook, inputs: &[(String, String)], language: Language) -> Result<AnyRunbook, Vec<Diagnostic>> {
    let AnyRunbook::Single(checked) = &any else {
        return Ok(any);
    };
    let asking = asking(&checked.runbook, &checked.portal.masks, language);
    let mut found = Vec::new();
    for (name, value) in inputs {
        if let Some(input) = data_input(&checked.runbook, name) {
            found.extend(asking.read(input, value).err().into_iter().flatten());
        }
    }
    if found.is_empty() { Ok(any) } else { Err(found) }
}

/// Checks every value that is given for a runbook.
fn check_values(any: &AnyRunbook, inputs: &[(String, String)], language: Language) -> Result<(), Trouble> {
    let AnyRunbook::Single(checked) = any else {
        return Ok(());
    };
    let is_own = |name: &str| declared(any).iter().any(|input| input.name == name);
    let own: Vec<(String, String)> = inputs.iter().filter(|(name, _)| is_own(name)).cloned().collect();
    asking(&checked.runbook, &checked.portal.masks, language).given(&mut Given::default(), &own)
}

fn declared(any: &AnyRunbook) -> &[Input] {
    match any {
        AnyRunbook::Single(checked) => &checked.runbook.inputs,
        AnyRunbook::Series(series) => &series.series.inputs,
    }
}

fn asking<'r>(runbook: &'r Runbook, masks: &'r Rules, language: Language) -> Asking<'r> {
    Asking {
        runbook,
        addresses: Addresses::Encrypted,
        masks,
        language,
    }
}

fn tell(mistakes: &[Diagnostic], console: &Console) {
    let language = console.language();
    if absent(mistakes).is_some() {
        console.trouble(&rejected(mistakes, language));
        return;
    }
    for mistake in mistakes {
        console.remark(&mistake.render(language, Colour::Never));
    }
}

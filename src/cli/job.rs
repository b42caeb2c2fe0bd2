//! What is to be done: a checked runbook, the portal at its real or practice address, and the operator's inputs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use url::Url;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::RunStarted;
use crate::evidence::signature::Signer;
use crate::executor::{Continuation, GoneBefore};
use crate::runbook::data::{self, Addresses, Data, Wanted};
use crate::runbook::fault::FileFault;
use crate::runbook::model::{Runbook, Scope};
use crate::runbook::portal::Portal;
use crate::runbook::{self, Checked, Colour, Diagnostic, DiagnosticKind, covered_inputs};
use crate::text::language::Language;
use crate::text::mask::{Masking, Rule};
use crate::text::plain::plain;
use crate::text::source::SourceFile;

use super::anchoring::Anchoring;
use super::chain::Chain;
use super::console::Console;
use super::desk::Answers;
use super::errors;
use super::exit::Exit;
use super::inputs::{Asking, Given, data_input, is_file, recorded};
use super::login::Purpose;
use super::trouble::Trouble;
use super::window::at_address;

/// A runbook with everything it needs to start.
pub(super) struct Job {
    checked: Checked,
    portal: Portal,
    inputs: Given,
    entity: String,
    practice: bool,
    answers: Answers,
    continued: Option<Continued>,
    anchoring: Option<Anchoring>,
    signer: Option<Arc<Signer>>,
}

/// Earlier runs that a job continues.
struct Continued {
    continuation: Continuation,
    gone: Vec<GoneBefore>,
}

impl Job {
    /// Takes a checked runbook and asks for the inputs not given.
    pub(super) fn of_checked(
        checked: Checked,
        given: &[(String, String)],
        practice: Option<&[Url]>,
        console: &Console,
    ) -> Result<Self, Trouble> {
        Self::with_inputs(checked, Given::default(), given, practice, console)
    }

    /// Takes a runbook from its text.
    pub(super) fn of_sources(
        runbook: SourceFile,
        portal: SourceFile,
        given: &[(String, String)],
        practice: Option<&[Url]>,
        console: &Console,
    ) -> Result<Self, Trouble> {
        let checked =
            runbook::read_sources(runbook, portal).map_err(|mistakes| rejected(&mistakes, console.language()))?;
        Self::with_inputs(checked, Given::default(), given, practice, console)
    }

    /// Takes runbook, profile and inputs out of a plan's bundle; a file, of which the plan keeps the name alone, and what goes
    /// into covered fields, of which it has the name of its mask, are taken from what is given, or asked for.
    pub(super) fn of_plan(
        plan: &Bundle,
        given: &[(String, String)],
        practice: Option<&[Url]>,
        console: &Console,
    ) -> Result<Self, Trouble> {
        let started = plan.started().ok_or_else(|| {
            Trouble::new(
                Exit::Invalid,
                console
                    .language()
                    .pick("w teczce planu brakuje początku dziennika", "the plan has no beginning"),
            )
        })?;
        let source = |file: &str| -> Result<SourceFile, Trouble> {
            let bytes = plan
                .read(file)
                .map_err(|error| errors::bundle(&error, console.language()).trouble(Exit::Invalid))?;
            let text = String::from_utf8(bytes).map_err(|_| not_text(file, console.language()))?;
            Ok(SourceFile::new(file.trim_start_matches("inputs/"), text))
        };
        let runbook = source(&started.runbook.file.path)?;
        let portal = source(&started.portal.file.path)?;
        let portal = with_names(portal, &started.portal.name, console.language())?;
        let checked =
            runbook::read_sources(runbook, portal).map_err(|mistakes| rejected(&mistakes, console.language()))?;
        let copies = plan_copies(plan, started, asking(&checked, practice, console.language()))?;
        let covered = covered(&checked);
        let is_lacking = |name: &String| is_file(&checked.runbook, name) || covered.contains(name);
        let planned = started
            .inputs
            .iter()
            .filter(|(name, _)| !is_lacking(name) && !copies.values.contains_key(*name));
        let planned = planned.map(|(name, value)| (name.clone(), value.clone()));
        let lacking = given.iter().filter(|(name, _)| is_lacking(name));
        let inputs: Vec<(String, String)> = planned.chain(lacking.cloned()).collect();
        let job = Self::with_inputs(checked, copies, &inputs, practice, console)?;
        if job.practice != started.portal.practice || job.portal.base.as_str() != started.portal.base {
            let language = console.language();
            return Err(Trouble::new(
                Exit::StalePlan,
                match language {
                    Language::Polish => format!(
                        "plan powstał na portalu {}, a nie {}",
                        started.portal.base, job.portal.base
                    ),
                    Language::English => format!(
                        "the plan was made at {}, not at {}",
                        started.portal.base, job.portal.base
                    ),
                },
            )
            .hint(language.pick(
                "proszę podać te same adresy w --practice albo zrobić nowy plan",
                "give the same addresses with --practice or make a new plan",
            )));
        }
        Ok(job)
    }

    fn with_inputs(
        checked: Checked,
        copies: Given,
        given: &[(String, String)],
        practice: Option<&[Url]>,
        console: &Console,
    ) -> Result<Self, Trouble> {
        let inputs = asking(&checked, practice, console.language()).all(copies, given, console)?;
        let portal = at_address(checked.portal.clone(), practice);
        let entity = inputs.values.get(&portal.entity.input).cloned().ok_or_else(|| {
            Trouble::new(
                Exit::Invalid,
                match console.language() {
                    Language::Polish => format!(
                        "procedura nie pyta o daną `{}`, która nazywa podmiot",
                        portal.entity.input
                    ),
                    Language::English => format!(
                        "the runbook has no input `{}` that names the entity",
                        portal.entity.input
                    ),
                },
            )
        })?;
        Ok(Self {
            checked,
            portal,
            inputs,
            entity,
            practice: practice.is_some(),
            answers: Answers::default(),
            continued: None,
            anchoring: None,
            signer: None,
        })
    }

    /// Takes who signs its bundles; none if nobody does.
    pub(super) fn signed_by(self, signer: Option<Arc<Signer>>) -> Self {
        Self { signer, ..self }
    }

    /// Returns who signs its bundles; none if nobody does.
    pub(super) fn signer(&self) -> Option<&Signer> {
        self.signer.as_deref()
    }

    /// Continues earlier runs: what persons answered in them is not asked again, unless a file says otherwise now.
    pub(super) fn continuing(self, chain: &Chain, answers: Option<&Path>, language: Language) -> Result<Self, Trouble> {
        let given = self.answered(answers, language)?;
        Ok(Self {
            answers: given.answers.or_earlier(chain, language)?,
            continued: Some(Continued {
                continuation: chain.continuation(),
                gone: chain.gone(),
            }),
            ..given
        })
    }

    /// Returns the runs that this one continues, as far as it has to know them.
    pub(super) fn continuation(&self) -> Option<&Continuation> {
        self.continued.as_ref().map(|continued| &continued.continuation)
    }

    /// Returns what those runs have destroyed, or may have.
    pub(super) fn gone(&self) -> &[GoneBefore] {
        self.continued.as_ref().map_or(&[], |continued| &continued.gone)
    }

    /// Takes where time stamps come from.
    pub(super) fn anchored(self, anchoring: Option<Anchoring>) -> Self {
        Self { anchoring, ..self }
    }

    /// Returns where time stamps come from; none if none are wanted.
    pub(super) fn anchoring(&self) -> Option<&Anchoring> {
        self.anchoring.as_ref()
    }

    /// Takes what persons did from a file, if one is given.
    pub(super) fn answered(self, file: Option<&Path>, language: Language) -> Result<Self, Trouble> {
        let answers = match file {
            Some(file) => Answers::read(file, self.runbook(), language)?,
            None => Answers::default(),
        };
        Ok(Self { answers, ..self })
    }

    /// Returns what persons did, as far as it was given before the run.
    pub(super) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Returns the runbook.
    pub(super) fn runbook(&self) -> &Runbook {
        &self.checked.runbook
    }

    /// Returns the portal at the address really used.
    pub(super) fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Returns the inputs by name.
    pub(super) fn inputs(&self) -> &Scope {
        &self.inputs.values
    }

    /// Returns the lines of inputs by name.
    pub(super) fn data(&self) -> &BTreeMap<String, Data> {
        &self.inputs.data
    }

    /// Returns what reads the inputs that are given.
    pub(super) fn asking(&self, language: Language) -> Asking<'_> {
        Asking {
            runbook: &self.checked.runbook,
            addresses: addresses(self.practice),
            masks: &self.portal.masks,
            language,
        }
    }

    /// Returns the portal profile as the bundle keeps it: without the names of persons.
    pub(super) fn kept_profile(&self) -> String {
        self.checked.portal.kept(self.checked.portal_file.text())
    }

    /// Returns the inputs by name, as they are told; those that go into covered fields are not among them.
    pub(super) fn told_inputs(&self) -> Scope {
        let covered = self.covered_inputs();
        let mut told = recorded(self.runbook(), &self.inputs.values);
        told.retain(|name, _| !covered.contains(name));
        told
    }

    /// Returns the inputs by name, as the trail keeps them: of those that go into covered fields the names of their masks.
    pub(super) fn recorded_inputs(&self, masking: &mut Masking) -> Scope {
        let mut kept = recorded(self.runbook(), &self.inputs.values);
        for name in self.covered_inputs() {
            if let Some(value) = kept.get_mut(&name) {
                masking.learn(value);
                *value = masking.kept(Rule::Field, value);
            }
        }
        kept
    }

    /// Returns the inputs whose values go into covered fields.
    pub(super) fn covered_inputs(&self) -> BTreeSet<String> {
        covered(&self.checked)
    }

    /// Returns the acting entity that the portal must show.
    pub(super) fn entity(&self) -> &str {
        &self.entity
    }

    /// Returns what the person has to log in for.
    pub(super) fn purpose(&self) -> Purpose<'_> {
        Purpose {
            portal: &self.portal,
            entity: Some(&self.entity),
        }
    }

    /// Says whether this works on a practice portal.
    pub(super) fn practice(&self) -> bool {
        self.practice
    }

    /// Returns the runbook file as read.
    pub(super) fn runbook_file(&self) -> &SourceFile {
        &self.checked.runbook_file
    }
}

/// Returns the inputs whose values go into covered fields; the acting entity stands in every bundle all the same.
fn covered(checked: &Checked) -> BTreeSet<String> {
    let mut covered = covered_inputs(&checked.runbook, &checked.portal.masks);
    covered.remove(&checked.portal.entity.input);
    covered
}

fn asking<'r>(checked: &'r Checked, practice: Option<&[Url]>, language: Language) -> Asking<'r> {
    Asking {
        runbook: &checked.runbook,
        addresses: addresses(practice.is_some()),
        masks: &checked.portal.masks,
        language,
    }
}

/// Returns a bundle's copy of a profile with the names of persons, which no bundle has, from the profile that it was made of.
fn with_names(copy: SourceFile, portal: &str, language: Language) -> Result<SourceFile, Trouble> {
    let names = |profile: &Portal| !profile.masks.names.is_empty();
    if !runbook::read_portal_source(copy.clone()).is_ok_and(|profile| names(&profile)) {
        return Ok(copy);
    }
    let path = Path::new("runbooks").join(portal).join("portal.toml");
    let whole = runbook::open(&path).ok().and_then(|file| {
        let profile = runbook::read_portal_source(file.clone()).ok()?;
        (profile.kept(file.text()) == copy.text()).then_some(file)
    });
    whole.ok_or_else(|| {
        Trouble::new(
            Exit::StalePlan,
            match language {
                Language::Polish => format!(
                    "teczka nie zawiera nazw osób, które profil portalu każe zakrywać, a w {} nie ma już tego profilu",
                    path.display()
                ),
                Language::English => format!(
                    "the bundle lacks the names of persons that the portal profile has covered, and {} is not that profile any more",
                    path.display()
                ),
            },
        )
        .hint(language.pick(
            "proszę uruchomić polecenie w folderze z tym profilem albo zrobić nowy plan: krok plan",
            "start the command in the folder with that profile, or make a new plan: krok plan",
        ))
    })
}

fn addresses(practice: bool) -> Addresses {
    if practice {
        Addresses::Practice
    } else {
        Addresses::Encrypted
    }
}

/// Reads the plan's own copies of its files of lines.
fn plan_copies(plan: &Bundle, started: &RunStarted, asking: Asking<'_>) -> Result<Given, Trouble> {
    let mut copies = Given::default();
    for (name, stored) in &started.data {
        let Some(input) = data_input(asking.runbook, name) else {
            continue;
        };
        let bytes = plan
            .read(&stored.file.path)
            .map_err(|error| errors::bundle(&error, asking.language).trouble(Exit::Invalid))?;
        let wanted = Wanted {
            input,
            runbook: asking.runbook,
            addresses: asking.addresses,
            masks: asking.masks,
        };
        let read = data::of_bytes(&stored.name, bytes, wanted);
        let data = read.map_err(|mistakes| rejected(&mistakes, asking.language))?;
        copies.take(name, data);
    }
    Ok(copies)
}

/// Joins every mistake of a file into one trouble. A file that is not there has no mistakes.
pub(super) fn rejected(mistakes: &[Diagnostic], language: Language) -> Trouble {
    if let Some(absent) = absent(mistakes) {
        return Trouble::new(Exit::Invalid, not_there(absent, language)).hint(look_again(language));
    }
    let text: Vec<String> = mistakes
        .iter()
        .map(|mistake| mistake.render(language, Colour::Never))
        .collect();
    Trouble::new(
        Exit::Invalid,
        format!(
            "{}\n{}",
            language.pick("pliku nie można użyć:", "the file cannot be used:"),
            text.join("\n")
        ),
    )
}

/// Returns the mistake that says that the file asked for is not there; what else is wrong then does not matter.
pub(super) fn absent(mistakes: &[Diagnostic]) -> Option<&Diagnostic> {
    mistakes
        .iter()
        .find(|mistake| mistake.kind == DiagnosticKind::File(FileFault::NotFound))
}

/// Says that a file is not there.
fn not_there(absent: &Diagnostic, language: Language) -> String {
    format!(
        "{}: {}",
        language.pick("nie ma takiego pliku", "there is no such file"),
        plain(absent.file.name())
    )
}

/// Says what to do about a file that is not there.
fn look_again(language: Language) -> &'static str {
    language.pick(
        "proszę sprawdzić nazwę i to, czy polecenie wydano we właściwym folderze",
        "check the name, and that the command was given in the right folder",
    )
}

fn not_text(file: &str, language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        format!(
            "{}: {}",
            plain(file),
            language.pick("plik nie zawiera poprawnego tekstu", "the file is not valid text")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_has_no_mistakes() {
        let mistakes = runbook::read(Path::new("nie/ma/takiego.toml")).unwrap_err();
        let trouble = rejected(&mistakes, Language::Polish);
        assert_eq!(trouble.message, "nie ma takiego pliku: nie/ma/takiego.toml");
        assert!(trouble.hint.is_some());
    }
}

//! The runs that a resumed one continues: each names the one before it by its last chain hash.

use std::collections::BTreeMap;
use std::path::Path;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{ErrandOutcome, Mode, Status};
use crate::evidence::left::{Left, LeftStep};
use crate::evidence::name::RunName;
use crate::evidence::verify::verify;
use crate::executor::{Continuation, GoneBefore, GoneBy};
use crate::text::language::Language;

use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;

/// Runs of which each continues the one before, the oldest first; never empty.
pub(super) struct Chain {
    last: Bundle,
    before: Vec<Bundle>,
}

impl Chain {
    /// Follows the links of a run to the first of its chain. Each stands beside the last, sealed and intact.
    pub(super) fn of(last: Bundle, language: Language) -> Result<Self, Trouble> {
        let mut before = Vec::new();
        let mut next = last.started().and_then(|started| started.continues.clone());
        while let Some(link) = next {
            // What stands in a bundle leads to no other folder than those beside it.
            let run = RunName::parse(&link.run).ok_or_else(|| broken(last.path(), language))?;
            let path = last.path().with_file_name(run.as_str());
            let bundle =
                Bundle::open(&path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
            let is_it = bundle.head() == link.head && verify(&path).is_intact();
            if !is_it || before.len() > LONGEST {
                return Err(broken(&path, language));
            }
            next = bundle.started().and_then(|started| started.continues.clone());
            before.insert(0, bundle);
        }
        Ok(Self { last, before })
    }

    /// Returns the run that is continued.
    pub(super) fn last(&self) -> &Bundle {
        &self.last
    }

    /// Returns every run, the oldest first.
    pub(super) fn runs(&self) -> impl Iterator<Item = &Bundle> {
        self.before.iter().chain([&self.last])
    }

    /// Returns what the run to come has to know.
    pub(super) fn continuation(&self) -> Continuation {
        let mut told = Continuation {
            run: name(&self.last),
            head: self.last.head().to_owned(),
            changed: BTreeMap::new(),
            open: BTreeMap::new(),
            answers: BTreeMap::new(),
        };
        for (run, path, step) in self.left() {
            if step.is_left_open() {
                told.open.insert(path.clone(), run.clone());
            } else if matches!(step.status(), Some(Status::Changed | Status::Unchanged)) {
                told.open.remove(&path);
            }
            if step.status() == Some(Status::Changed) {
                told.changed.insert(path.clone(), run);
            }
            let report = step.errand.and_then(|errand| errand.report);
            let done = report.filter(|report| report.outcome == ErrandOutcome::Done);
            if let Some(answer) = done.and_then(|report| report.answer) {
                told.answers.insert(path, answer);
            }
        }
        told
    }

    /// Returns what the runs have destroyed, or may have.
    pub(super) fn gone(&self) -> Vec<GoneBefore> {
        let gone = self.left().into_iter().filter_map(|(run, _, step)| {
            let (row, by) = match (step.thing.gone(), &step.thing.identified) {
                (Some(row), _) => (row.clone(), GoneBy::Proof),
                (None, Some(thing)) if step.thing.pressed.is_some() && step.is_left_open() => {
                    (thing.gone.clone(), GoneBy::OpenPress)
                }
                (None, Some(_) | None) => return None,
            };
            Some(GoneBefore { row, run, by })
        });
        gone.collect()
    }

    /// Returns what every apply left of each step, the oldest first; a plan touches nothing.
    fn left(&self) -> Vec<(String, String, LeftStep)> {
        let applies = self.runs().filter(|bundle| {
            let mode = bundle.started().map(|started| started.mode);
            mode == Some(Mode::Apply)
        });
        let of_run = |bundle: &Bundle| {
            let left = Left::of(bundle.records());
            let steps = left
                .steps()
                .map(|(path, step)| (name(bundle), path.to_owned(), step.clone()));
            steps.collect::<Vec<_>>()
        };
        applies.flat_map(of_run).collect()
    }
}

/// Most runs of a chain: nobody resumes that often.
const LONGEST: usize = 100;

fn name(bundle: &Bundle) -> String {
    bundle.started().map(|started| started.run.clone()).unwrap_or_default()
}

fn broken(bundle: &Path, language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!(
                "przebieg, na którym opiera się ta teczka, jest naruszony albo nie jest tym samym: {}",
                bundle.display()
            ),
            Language::English => format!(
                "the run that this bundle continues is altered, or is not the same: {}",
                bundle.display()
            ),
        },
    )
    .hint(format!("krok verify {}", bundle.display()))
}

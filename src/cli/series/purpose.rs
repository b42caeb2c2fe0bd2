//! What is done with each runbook of a series, and what was given for it in advance.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::{DestroyOptions, KeyOfStep};
use crate::cli::beforehand::{Beforehand, bare_key};
use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;
use crate::evidence::step_path::without_keys;
use crate::runbook::Turn;
use crate::text::language::Language;

/// What is done with each runbook.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum Purpose<'p> {
    /// Only plans.
    Plan,
    /// Plans, questions, changes.
    Run {
        /// Folder with what persons did in each stage.
        answers: Option<&'p Path>,
        /// Whether the question is left out.
        yes: bool,
        /// What was agreed to in advance, each for a step of a stage: `stage/step`.
        destroy: &'p DestroyOptions,
    },
}

impl Purpose<'_> {
    /// Returns the file of what persons did in a stage, which is named after it; none if there is none.
    pub(super) fn answers(self, turn: &Turn<'_>) -> Option<PathBuf> {
        match self {
            Self::Run {
                answers: Some(folder), ..
            } => Some(folder.join(file_of(turn))).filter(|file| file.exists()),
            Self::Plan | Self::Run { answers: None, .. } => None,
        }
    }

    /// Returns what was agreed to of a stage.
    pub(super) fn beforehand(self, turn: &Turn<'_>, language: Language) -> Result<Beforehand, Trouble> {
        let Self::Run { destroy, .. } = self else {
            return Ok(Beforehand::default());
        };
        let runbook = &turn.checked.runbook;
        let keys = destroy.keys.iter().filter_map(|given| match &given.step {
            Some(step) => Some(KeyOfStep {
                step: Some(step_of(turn, step)?),
                key: given.key.clone(),
            }),
            // Only one stage destroys anything: it is for that one.
            None => (!runbook.destructions().is_empty()).then(|| given.clone()),
        });
        let consents = destroy.consents.iter().filter_map(|(step, file)| {
            let step = step_of(turn, step)?;
            Some((step, file.clone()))
        });
        let own = DestroyOptions {
            keys: keys.collect(),
            consents: consents.collect(),
        };
        Beforehand::of(&own, runbook, Some(&turn.path), language)
    }
}

/// Returns the part of a name that names a step of a stage.
fn step_of(turn: &Turn<'_>, name: &str) -> Option<String> {
    let step = name.strip_prefix(&turn.path)?.strip_prefix('/')?;
    Some(step.to_owned())
}

fn file_of(turn: &Turn<'_>) -> PathBuf {
    PathBuf::from(format!("{}.toml", turn.path))
}

/// Refuses what was given for no stage: answers, consents, keys.
pub(super) fn check(purpose: Purpose<'_>, turns: &[Turn<'_>], language: Language) -> Result<(), Trouble> {
    let Purpose::Run { destroy, answers, .. } = purpose else {
        return Ok(());
    };
    if let Some(folder) = answers {
        check_answers(folder, turns, language)?;
    }
    let is_stray = |name: &str| !turns.iter().any(|turn| step_of(turn, name).is_some());
    if let Some((step, _)) = destroy.consents.iter().find(|(step, _)| is_stray(step)) {
        let message = match language {
            Language::Polish => format!("zgoda `{step}` nie wskazuje kroku żadnego etapu"),
            Language::English => format!("the consent `{step}` names no step of a stage"),
        };
        let option = language.pick("--consent ETAP/KROK=zgoda.toml", "--consent STAGE/STEP=consent.toml");
        return Err(stray(message, option, turns));
    }
    for KeyOfStep { step, key } in &destroy.keys {
        match step {
            None => check_bare(key, turns, language)?,
            Some(step) if is_stray(step) => {
                let message = match language {
                    Language::Polish => format!("klucz `{step}={key}` nie wskazuje kroku żadnego etapu"),
                    Language::English => format!("the key `{step}={key}` names no step of a stage"),
                };
                let option = language.pick("--confirm \"ETAP/KROK=KLUCZ\"", "--confirm \"STAGE/STEP=KEY\"");
                return Err(stray(message, option, turns));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Refuses a key that names no step, unless one step alone destroys in all stages.
fn check_bare(key: &str, turns: &[Turn<'_>], language: Language) -> Result<(), Trouble> {
    let destroying = turns.iter().flat_map(|turn| {
        let steps = turn.checked.runbook.destructions().into_iter();
        steps.map(|(path, _)| format!("{}/{}", turn.path, without_keys(&path)))
    });
    let steps: Vec<String> = destroying.collect();
    match steps.as_slice() {
        [_] => Ok(()),
        steps => Err(bare_key(key, steps, language)),
    }
}

/// Refuses a file of answers that is named after no stage: nobody would read it.
fn check_answers(folder: &Path, turns: &[Turn<'_>], language: Language) -> Result<(), Trouble> {
    let known: Vec<PathBuf> = turns.iter().map(|turn| folder.join(file_of(turn))).collect();
    let Some(file) = answer_files(folder)?.into_iter().find(|file| !known.contains(file)) else {
        return Ok(());
    };
    let message = match language {
        Language::Polish => format!("plik odpowiedzi `{}` nie jest nazwany jak żaden etap", file.display()),
        Language::English => format!("the file of answers `{}` is named after no stage", file.display()),
    };
    let option = language.pick("ETAP.toml", "STAGE.toml");
    Err(stray(message, option, turns))
}

/// Returns every TOML file of a folder and of those below it; others are what the answers enclose.
fn answer_files(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let ending = path.extension().unwrap_or_default();
        if entry.file_type()?.is_dir() {
            files.extend(answer_files(&path)?);
        } else if ending.eq_ignore_ascii_case("toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn stray(message: String, option: &str, turns: &[Turn<'_>]) -> Trouble {
    let stages: Vec<&str> = turns.iter().map(|turn| turn.path.as_str()).collect();
    Trouble::new(Exit::Invalid, message).hint(format!("{option}: {}", stages.join(", ")))
}

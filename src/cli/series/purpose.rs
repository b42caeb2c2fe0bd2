//! What is done with each runbook of a series, and what was given for it in advance.

use std::path::{Path, PathBuf};

use crate::cli::args::DestroyOptions;
use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;
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
        /// What was agreed to in advance; a consent is for a step of a stage: `stage/step`.
        destroy: &'p DestroyOptions,
    },
}

impl Purpose<'_> {
    /// Returns the file of what persons did in a stage, which is named after it; none if there is none.
    pub(super) fn answers(self, turn: &Turn<'_>) -> Option<PathBuf> {
        match self {
            Self::Run {
                answers: Some(folder), ..
            } => Some(folder.join(format!("{}.toml", turn.path))).filter(|file| file.exists()),
            Self::Plan | Self::Run { answers: None, .. } => None,
        }
    }

    /// Returns what was agreed to of a stage.
    pub(super) fn destroy(self, turn: &Turn<'_>) -> DestroyOptions {
        let Self::Run { destroy, .. } = self else {
            return DestroyOptions::default();
        };
        let own = destroy.consents.iter().filter_map(|(step, file)| {
            let step = step.strip_prefix(&turn.path)?.strip_prefix('/')?;
            Some((step.to_owned(), file.clone()))
        });
        DestroyOptions {
            keys: destroy.keys.clone(),
            consents: own.collect(),
        }
    }
}

/// Refuses a consent for a step of no stage.
pub(super) fn check_consents(purpose: Purpose<'_>, turns: &[Turn<'_>], language: Language) -> Result<(), Trouble> {
    let Purpose::Run { destroy, .. } = purpose else {
        return Ok(());
    };
    let is_of = |step: &str, turn: &Turn<'_>| step.strip_prefix(&turn.path).is_some_and(|rest| rest.starts_with('/'));
    let stray = destroy
        .consents
        .iter()
        .find(|(step, _)| !turns.iter().any(|turn| is_of(step, turn)));
    let Some((step, _)) = stray else { return Ok(()) };
    let stages: Vec<&str> = turns.iter().map(|turn| turn.path.as_str()).collect();
    Err(Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!("zgoda `{step}` nie wskazuje kroku żadnego etapu"),
            Language::English => format!("the consent `{step}` names no step of a stage"),
        },
    )
    .hint(format!(
        "--consent {}/{}=zgoda.toml: {}",
        language.pick("ETAP", "STAGE"),
        language.pick("KROK", "STEP"),
        stages.join(", ")
    )))
}

//! What was agreed to with the command, each for the one step that is meant: keys and consents.

use std::path::{Path, PathBuf};

use crate::evidence::step_path::without_keys;
use crate::runbook::model::{Destroy, Runbook};
use crate::text::language::Language;

use super::args::DestroyOptions;
use super::exit::Exit;
use super::trouble::Trouble;

/// Keys and consents by the step that they are for.
#[derive(Debug, Default)]
pub(super) struct Beforehand {
    /// The stage of a series that the steps are of.
    stage: Option<String>,
    keys: Vec<(String, String)>,
    consents: Vec<(String, PathBuf)>,
}

impl Beforehand {
    /// Finds the steps that are meant; what means none or several is refused before anything is opened.
    pub(super) fn of(
        options: &DestroyOptions,
        runbook: &Runbook,
        stage: Option<&str>,
        language: Language,
    ) -> Result<Self, Trouble> {
        let destructions = runbook.destructions();
        let paths = |is_meant: &dyn Fn(&Destroy) -> bool| -> Vec<String> {
            let meant = destructions.iter().filter(|(_, destroy)| is_meant(destroy));
            meant.map(|(path, _)| without_keys(path)).collect()
        };
        let (all, consented) = (paths(&|_| true), paths(&|destroy| destroy.consent.is_some()));
        let named = |path: &String| name_of(stage, path);
        let mut keys = Vec::new();
        for given in &options.keys {
            let step = match (&given.step, all.as_slice()) {
                (Some(step), _) => meant(step, &all).map_err(|unclear| unclear.of_key(step, stage, language))?,
                (None, [only]) => only.clone(),
                (None, _) => {
                    let steps: Vec<String> = all.iter().map(named).collect();
                    return Err(bare_key(&given.key, &steps, language));
                }
            };
            keys.push((step, given.key.clone()));
        }
        let mut consents = Vec::new();
        for (step, file) in &options.consents {
            let step = meant(step, &consented).map_err(|unclear| unclear.of_consent(step, stage, language))?;
            consents.push((step, file.clone()));
        }
        Ok(Self {
            stage: stage.map(str::to_owned),
            keys,
            consents,
        })
    }

    /// Says whether a key was given for a step.
    pub(super) fn has_key(&self, step: &str, key: &str) -> bool {
        self.keys.iter().any(|(of, given)| of == step && given == key)
    }

    /// Returns the consents that were given, each with its step.
    pub(super) fn consents(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.consents.iter().map(|(step, file)| (step.as_str(), file.as_path()))
    }

    /// Returns a step as it is named with a command.
    pub(super) fn named(&self, step: &str) -> String {
        name_of(self.stage.as_deref(), step)
    }
}

/// Refuses a key without a step where several steps destroy, or none does.
pub(super) fn bare_key(key: &str, steps: &[String], language: Language) -> Trouble {
    let message = match (steps.is_empty(), language) {
        (true, Language::Polish) => format!("podano klucz `{key}`, a żaden krok niczego nie usuwa"),
        (true, Language::English) => format!("the key `{key}` was given, and no step destroys anything"),
        (false, Language::Polish) => format!("usuwa więcej niż jeden krok; nie wiadomo, którego dotyczy klucz `{key}`"),
        (false, Language::English) => format!("more than one step destroys; which one is the key `{key}` for?"),
    };
    let value = language.pick("KLUCZ", "KEY");
    hinted(Trouble::new(Exit::Invalid, message), steps, |step| {
        confirming(step, value)
    })
}

/// Says how a key is given for a step.
pub(super) fn confirming(step: &str, key: &str) -> String {
    format!("--confirm \"{step}={key}\"")
}

/// Says what can be written for each of these steps.
fn hinted(trouble: Trouble, steps: &[String], option: impl Fn(&str) -> String) -> Trouble {
    if steps.is_empty() {
        return trouble;
    }
    let options: Vec<String> = steps.iter().map(|step| option(step)).collect();
    trouble.hint(options.join(", "))
}

fn name_of(stage: Option<&str>, step: &str) -> String {
    stage.map_or_else(|| step.to_owned(), |stage| format!("{stage}/{step}"))
}

/// Why a name does not mean one step.
#[derive(Debug, PartialEq, Eq)]
enum Unclear {
    /// There is none; these could be meant.
    NoStep(Vec<String>),
    /// These are meant.
    Several(Vec<String>),
}

/// Finds the one step that a name means: by its whole path, or by its last part if that is no other's.
fn meant(name: &str, paths: &[String]) -> Result<String, Unclear> {
    let name = without_keys(name);
    if paths.contains(&name) {
        return Ok(name);
    }
    let of_name = paths.iter().filter(|path| path.rsplit('/').next() == Some(&*name));
    let mut of_name: Vec<String> = of_name.cloned().collect();
    match (of_name.pop(), of_name.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            of_name.push(last);
            Err(Unclear::Several(of_name))
        }
        (None, _) => Err(Unclear::NoStep(paths.to_vec())),
    }
}

impl Unclear {
    fn of_key(self, name: &str, stage: Option<&str>, language: Language) -> Trouble {
        let value = language.pick("KLUCZ", "KEY");
        let what = language.pick("który coś usuwa", "that destroys");
        self.told((name, what), stage, language, |step| confirming(step, value))
    }

    fn of_consent(self, name: &str, stage: Option<&str>, language: Language) -> Trouble {
        let file = language.pick("zgoda.toml", "consent.toml");
        let what = language.pick("który wymaga zgody", "that needs a consent");
        self.told((name, what), stage, language, |step| format!("--consent {step}={file}"))
    }

    fn told(
        self,
        (name, what): (&str, &str),
        stage: Option<&str>,
        language: Language,
        option: impl Fn(&str) -> String,
    ) -> Trouble {
        let name = name_of(stage, name);
        let (message, steps) = match (self, language) {
            (Self::NoStep(steps), Language::Polish) => (format!("nie ma kroku `{name}`, {what}"), steps),
            (Self::NoStep(steps), Language::English) => (format!("there is no step `{name}` {what}"), steps),
            (Self::Several(steps), Language::Polish) => (
                format!("tak kończy się nazwa kilku kroków: `{name}`; proszę podać całą"),
                steps,
            ),
            (Self::Several(steps), Language::English) => (
                format!("the names of several steps end in `{name}`; give the whole one"),
                steps,
            ),
        };
        let steps: Vec<String> = steps.iter().map(|step| name_of(stage, step)).collect();
        hinted(Trouble::new(Exit::Invalid, message), &steps, option)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_meant_by_its_path_or_by_a_name_that_is_no_others() {
        let paths = ["usun", "karty/usun", "karty/zamknij"].map(str::to_owned);
        let found = |name: &str| meant(name, &paths);
        assert_eq!(found("usun"), Ok("usun".to_owned()));
        assert_eq!(found("karty[…]/usun"), Ok("karty/usun".to_owned()));
        assert_eq!(found("zamknij"), Ok("karty/zamknij".to_owned()));
        assert_eq!(found("otworz"), Err(Unclear::NoStep(paths.to_vec())));
        let twice = ["a/usun", "b/usun"].map(str::to_owned);
        assert_eq!(meant("usun", &twice), Err(Unclear::Several(twice.to_vec())));
    }
}

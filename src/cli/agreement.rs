//! What a person agrees to before anything is destroyed: the things are shown, a key is typed, consents are at hand.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::chain::sha256;
use crate::evidence::consent::binding;
use crate::evidence::error::EvidenceError;
use crate::evidence::format::{Attribute, Consented, Identified, KeyBy};
use crate::evidence::step_path::without_keys;
use crate::evidence::trail::Trail;
use crate::executor::{Approval, Granted, Planned};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::args::DestroyOptions;
use super::consents::{self, Given};
use super::console::Console;
use super::exit::Exit;
use super::job::Job;
use super::stop::Stop;
use super::trouble::Trouble;

/// Agreements for the things of a plan.
#[derive(Debug, Default)]
pub(super) struct Agreement {
    parts: Vec<PartAgreed>,
}

/// Agreement for the things of one step of the runbook: one, or those of a loop.
#[derive(Debug)]
struct PartAgreed {
    step: String,
    things: Vec<(String, Identified)>,
    key: String,
    by: KeyBy,
    consent: Option<Given>,
}

/// Who is asked, and how.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) options: &'a DestroyOptions,
    /// Whether nobody is to be asked.
    pub(super) yes: bool,
    pub(super) stop: &'a Stop,
}

/// The things of a plan by the step of the runbook that destroys them.
struct Part {
    step: String,
    things: Vec<(String, Identified)>,
    is_loop: bool,
    consent: Option<Given>,
}

impl Part {
    /// Returns what has to be typed: the key of the one thing; of a loop, the entity and how many there are.
    fn key(&self, entity: &str) -> String {
        match self.things.as_slice() {
            [(_, only)] if !self.is_loop => only.key().to_owned(),
            things => format!("{entity} {}", things.len()),
        }
    }
}

/// The consents at hand for a plan, and what is left to be agreed to.
pub(super) struct Prepared {
    parts: Vec<Part>,
}

/// Finds the consents that the things of a plan need; one that was not given is asked for.
pub(super) fn prepare(
    planned: &Planned,
    job: &Job,
    asking: Asking<'_>,
    console: &Console,
) -> Result<Prepared, Trouble> {
    let mut parts = parts(planned);
    for part in &mut parts {
        let wanted = part.things.first().and_then(|(_, thing)| thing.consent.clone());
        let Some(wanted) = wanted else { continue };
        let need = consents::need(&wanted.from, &wanted.about, job);
        let file = asking
            .options
            .consents
            .iter()
            .find(|(step, _)| is_meant(step, &part.step));
        part.consent = Some(match file {
            Some((_, path)) => consents::read(path, &need, job, console.language())?,
            None if is_unattended(asking.yes) => {
                return Err(no_consent(&part.step, &need.from, &need.about, console.language()));
            }
            None => consents::ask(&need, job, console)?,
        });
    }
    Ok(Prepared { parts })
}

impl Prepared {
    /// Shows every thing and has its key typed.
    pub(super) async fn agree(
        self,
        plan: &Bundle,
        job: &Job,
        asking: Asking<'_>,
        console: &Console,
    ) -> Result<Agreement, Trouble> {
        let mut agreed = Vec::new();
        for part in self.parts {
            let key = part.key(job.entity());
            console.remark(&shown(&part, plan, console.language()));
            let by = if asking.options.keys.contains(&key) {
                KeyBy::Option
            } else if is_unattended(asking.yes) {
                return Err(no_key(&key, console.language()));
            } else {
                typed(&key, asking.stop, console).await?
            };
            agreed.push(PartAgreed {
                step: part.step,
                things: part.things,
                key,
                by,
                consent: part.consent,
            });
        }
        Ok(Agreement { parts: agreed })
    }
}

impl Agreement {
    /// Stores the consents with the run, binds each to what it is used for, and approves the things of the plan.
    pub(super) fn approve(&self, planned: &Planned, trail: &mut Trail) -> Result<Planned, EvidenceError> {
        let mut approved = planned.clone();
        for (part, number) in self.parts.iter().zip(1..) {
            let granted = match &part.consent {
                Some(given) => Some(part.granted(given, number, planned, trail)?),
                None => None,
            };
            for (path, _) in &part.things {
                let approval = Approval {
                    key: part.key.clone(),
                    by: part.by,
                    things: part.things.len() as u64,
                    consent: granted.clone(),
                };
                approved.approve(path, approval);
            }
        }
        Ok(approved)
    }
}

impl PartAgreed {
    fn granted(
        &self,
        given: &Given,
        number: usize,
        planned: &Planned,
        trail: &mut Trail,
    ) -> Result<Granted, EvidenceError> {
        let file = trail.store_input(&format!("consent-{number}.toml"), &given.file)?;
        let document = trail.store_input(&document_name(&given.document_name, number), &given.document)?;
        let things: Vec<&[Attribute]> = self
            .things
            .iter()
            .map(|(_, thing)| thing.attributes.as_slice())
            .collect();
        let binding = binding(planned.reference(), &self.step, &things, &sha256(&given.document));
        Ok(Granted {
            consented: Consented {
                terms: given.terms.clone(),
                file,
                document,
                binding,
            },
            place: given.place.clone(),
        })
    }
}

/// Keeps the ending of a document, so that it opens with the right program; its name may have any characters.
fn document_name(name: &str, number: usize) -> String {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    let is_plain = |ending: &&str| ending.len() <= 8 && ending.chars().all(|c| c.is_ascii_alphanumeric());
    match ending.filter(is_plain) {
        Some(ending) => format!("consent-{number}-document.{ending}"),
        None => format!("consent-{number}-document"),
    }
}

fn parts(planned: &Planned) -> Vec<Part> {
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    for (path, thing) in planned.targets() {
        let step = without_keys(path);
        let part = parts.entry(step.clone()).or_insert_with(|| Part {
            is_loop: step != path,
            step,
            things: Vec::new(),
            consent: None,
        });
        part.things.push((path.to_owned(), thing.clone()));
    }
    parts.into_values().collect()
}

/// Says whether a name means the step at a path: the whole path, or its last part.
fn is_meant(name: &str, step: &str) -> bool {
    name == step || step.rsplit('/').next() == Some(name)
}

/// Says whether nobody is there to be asked.
fn is_unattended(yes: bool) -> bool {
    yes && !io::stdin().is_terminal()
}

/// Has the key typed, on a thread of its own so that Ctrl-C counts; any other text is no agreement.
async fn typed(key: &str, stop: &Stop, console: &Console) -> Result<KeyBy, Trouble> {
    let language = console.language();
    let question = match language {
        Language::Polish => format!("Tego nie da się cofnąć. Aby usunąć, proszę przepisać: {key}\n>"),
        Language::English => format!("This cannot be undone. To destroy, type: {key}\n>"),
    };
    let asked = tokio::task::spawn_blocking(move || Console::new(language).value(&question));
    let answer = tokio::select! {
        answer = asked => answer.map_err(io::Error::other)??,
        () = stop.asked() => {
            let stopped = language.pick("przerwano; niczego nie zmieniono", "stopped; nothing was changed");
            return Err(Trouble::new(Exit::Interrupted, stopped));
        }
    };
    if answer == key {
        return Ok(KeyBy::Typed);
    }
    Err(Trouble::new(
        Exit::KeyMissing,
        match language {
            Language::Polish => format!("przepisano `{}`, a nie `{key}`; niczego nie zmieniono", plain(&answer)),
            Language::English => format!("`{}` was typed, not `{key}`; nothing was changed", plain(&answer)),
        },
    ))
}

/// Shows what is to be destroyed: its attributes, its picture, the consent.
fn shown(part: &Part, plan: &Bundle, language: Language) -> String {
    let pick = |polish: &'static str, english: &'static str| language.pick(polish, english);
    let mut lines = vec![String::new()];
    for (_, thing) in &part.things {
        let label = &thing.target.label;
        lines.push(format!(
            "{}: {} ({}, {label})",
            pick("Do usunięcia", "To be destroyed"),
            thing.gone.row,
            thing.gone.table
        ));
        let attributes = thing.attributes.iter();
        lines.extend(attributes.map(|attribute| format!("    {}: {}", attribute.name, attribute.found)));
        if let Some(observed) = plan.observed(thing.observed) {
            let picture: PathBuf = plan.path().join(&observed.picture.file.path);
            lines.push(format!("    {}: {}", pick("obraz", "picture"), picture.display()));
        }
    }
    if let Some(given) = &part.consent {
        let terms = &given.terms;
        lines.push(format!(
            "    {}: {} – {}, {} {}, {} {}",
            pick("zgoda", "consent"),
            terms.from,
            terms.about,
            pick("nr", "no."),
            terms.number,
            pick("ważna do", "good until"),
            terms.expires
        ));
    }
    lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n")
}

fn no_key(key: &str, language: Language) -> Trouble {
    Trouble::new(
        Exit::KeyMissing,
        match language {
            Language::Polish => format!("nikt nie przepisał klucza `{key}`; niczego nie zmieniono"),
            Language::English => format!("nobody typed the key `{key}`; nothing was changed"),
        },
    )
    .hint(format!(
        "{} --confirm \"{key}\"",
        language.pick(
            "--yes nie zgadza się na usuwanie; bez człowieka przy terminalu:",
            "--yes does not agree to destroying; without a person at the terminal:"
        )
    ))
}

fn no_consent(step: &str, from: &str, about: &str, language: Language) -> Trouble {
    Trouble::new(
        Exit::ConsentMissing,
        match language {
            Language::Polish => format!("krok `{step}` wymaga zgody: {from} – {about}; niczego nie zmieniono"),
            Language::English => format!("the step `{step}` needs a consent: {from} – {about}; nothing was changed"),
        },
    )
    .hint(format!("--consent {step}=zgoda.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_its_ending_and_nothing_else_of_its_name() {
        assert_eq!(document_name("pismo nr 5.pdf", 1), "consent-1-document.pdf");
        assert_eq!(document_name("../x", 2), "consent-2-document");
    }
}

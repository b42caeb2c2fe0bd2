//! What a person agrees to before anything is destroyed: the things are shown, a key is typed, consents are at hand.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::chain::sha256;
use crate::evidence::consent::binding;
use crate::evidence::error::EvidenceError;
use crate::evidence::format::{Attribute, ConsentNeeded, Consented, Identified, KeyBy};
use crate::evidence::step_path::without_keys;
use crate::evidence::trail::Trail;
use crate::executor::{Approval, Granted, Planned};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::beforehand::{Beforehand, confirming};
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
    part: Part,
    key: String,
    by: KeyBy,
}

/// Who is asked, and how.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) beforehand: &'a Beforehand,
    /// Whether nobody is to be asked.
    pub(super) yes: bool,
    pub(super) stop: &'a Stop,
}

/// The things of a plan by the step of the runbook that destroys them.
#[derive(Debug)]
struct Part {
    step: String,
    is_loop: bool,
    groups: Vec<Group>,
}

/// Things that one consent permits, or that need none.
#[derive(Debug)]
struct Group {
    needed: Option<ConsentNeeded>,
    things: Vec<(String, Identified)>,
    consent: Option<Given>,
}

impl Part {
    fn things(&self) -> impl Iterator<Item = &(String, Identified)> {
        self.groups.iter().flat_map(|group| &group.things)
    }

    /// Puts a thing to those for which the same consent is needed.
    fn add(&mut self, path: &str, thing: &Identified) {
        let added = (path.to_owned(), thing.clone());
        match self.groups.iter_mut().find(|group| group.needed == thing.consent) {
            Some(group) => group.things.push(added),
            None => self.groups.push(Group {
                needed: thing.consent.clone(),
                things: vec![added],
                consent: None,
            }),
        }
    }

    /// Returns what has to be typed: the key of the one thing; of a loop, the entity and how many there are.
    fn key(&self, entity: &str) -> String {
        let mut things = self.things();
        match (things.next(), things.next()) {
            (Some((_, only)), None) if !self.is_loop => only.key().to_owned(),
            _ => format!("{entity} {}", self.things().count()),
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
    let language = console.language();
    let mut parts = parts(planned);
    for part in &mut parts {
        for group in &mut part.groups {
            let Some(needed) = &group.needed else { continue };
            let need = consents::need(&needed.from, &needed.about, job);
            let given = consents::fitting(asking.beforehand, &part.step, &need, job, language)?;
            group.consent = Some(match given {
                Some(given) => given,
                None if is_unattended(asking.yes) => {
                    let step = asking.beforehand.named(&part.step);
                    return Err(no_consent(&step, needed, language));
                }
                None => consents::ask(&need, job, console)?,
            });
        }
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
            let by = if asking.beforehand.has_key(&part.step, &key) {
                KeyBy::Option
            } else if is_unattended(asking.yes) {
                let step = asking.beforehand.named(&part.step);
                return Err(no_key(&step, &key, console.language()));
            } else {
                typed(&key, asking.stop, console).await?
            };
            agreed.push(PartAgreed { part, key, by });
        }
        Ok(Agreement { parts: agreed })
    }
}

impl Agreement {
    /// Stores the consents with the run, binds each to what it is used for, and approves the things of the plan.
    pub(super) fn approve(&self, planned: &Planned, trail: &mut Trail) -> Result<Planned, EvidenceError> {
        let mut approved = planned.clone();
        let mut numbers = 1..;
        for PartAgreed { part, key, by } in &self.parts {
            for group in &part.groups {
                let consent = match (&group.consent, numbers.next()) {
                    (Some(given), Some(number)) => Some(group.granted(&part.step, given, number, planned, trail)?),
                    (Some(_) | None, _) => None,
                };
                for (path, _) in &group.things {
                    let approval = Approval {
                        key: key.clone(),
                        by: *by,
                        things: part.things().count() as u64,
                        consent: consent.clone(),
                    };
                    approved.approve(path, approval);
                }
            }
        }
        Ok(approved)
    }
}

impl Group {
    fn granted(
        &self,
        step: &str,
        given: &Given,
        number: usize,
        planned: &Planned,
        trail: &mut Trail,
    ) -> Result<Granted, EvidenceError> {
        let file = trail.store_input(&format!("consent-{number}.toml"), &given.file)?;
        let signature = given.signature.as_deref();
        let signature = signature.map(|bytes| trail.store_input(&format!("consent-{number}.toml.sig"), bytes));
        let signature = signature.transpose()?;
        let document = trail.store_input(&document_name(&given.document_name, number), &given.document)?;
        let things = self.things.iter().map(|(_, thing)| thing.attributes.as_slice());
        let things: Vec<&[Attribute]> = things.collect();
        let binding = binding(planned.reference(), step, &things, &sha256(&given.document));
        Ok(Granted {
            consented: Consented {
                terms: given.terms.clone(),
                file,
                document,
                signature,
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
            groups: Vec::new(),
        });
        part.add(path, thing);
    }
    parts.into_values().collect()
}

/// Says whether nobody is there to be asked.
fn is_unattended(yes: bool) -> bool {
    yes && !io::stdin().is_terminal()
}

/// Has the key typed; any other text is no agreement.
async fn typed(key: &str, stop: &Stop, console: &Console) -> Result<KeyBy, Trouble> {
    let language = console.language();
    let question = match language {
        Language::Polish => format!("Tego nie da się cofnąć. Aby usunąć, proszę przepisać: {key}\n>"),
        Language::English => format!("This cannot be undone. To destroy, type: {key}\n>"),
    };
    let answer = stop
        .unless_asked(move || Console::new(language).value(&question))
        .await?
        .ok_or_else(|| {
            let stopped = language.pick("przerwano; niczego nie zmieniono", "stopped; nothing was changed");
            Trouble::new(Exit::Interrupted, stopped)
        })?;
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
    for group in &part.groups {
        for (_, thing) in &group.things {
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
        if let Some(given) = &group.consent {
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
    }
    lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n")
}

fn no_key(step: &str, key: &str, language: Language) -> Trouble {
    Trouble::new(
        Exit::KeyMissing,
        match language {
            Language::Polish => format!("nikt nie przepisał klucza `{key}`; niczego nie zmieniono"),
            Language::English => format!("nobody typed the key `{key}`; nothing was changed"),
        },
    )
    .hint(format!(
        "{} {}",
        language.pick(
            "--yes nie zgadza się na usuwanie; bez człowieka przy terminalu:",
            "--yes does not agree to destroying; without a person at the terminal:"
        ),
        confirming(step, key)
    ))
}

fn no_consent(step: &str, needed: &ConsentNeeded, language: Language) -> Trouble {
    let ConsentNeeded { from, about } = needed;
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

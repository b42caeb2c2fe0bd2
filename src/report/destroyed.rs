//! What was destroyed: by what it was recognised, who agreed, what the portal asked, and the proof that it is gone.

use std::collections::BTreeMap;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{
    AskedInPage, Attribute, Consented, Destroying, Event, Field, FieldStatus, Identified, KeyBy, KeyGiven, Proof,
    Status, Value,
};
use crate::text::language::Language;

use super::journey::RawStep;
use super::pictures::PictureView;
use super::shown::shown;
use super::wording::{Wording, wording};

/// Everything about one thing.
#[derive(Debug)]
pub(super) struct DestroyedView {
    pub(super) label: String,
    pub(super) row: String,
    pub(super) table: String,
    pub(super) attributes: Vec<AttributeView>,
    pub(super) picture: PictureView,
    pub(super) consent_needed: Option<(String, String)>,
    pub(super) consent: Option<ConsentView>,
    pub(super) key: Option<KeyView>,
    pub(super) asked: Vec<AskedView>,
    pub(super) proof: Option<ProofView>,
}

/// One attribute.
#[derive(Debug)]
pub(super) struct AttributeView {
    pub(super) name: String,
    pub(super) wanted: String,
    pub(super) found: String,
}

/// A permission that was used.
#[derive(Debug)]
pub(super) struct ConsentView {
    pub(super) from: String,
    pub(super) about: String,
    pub(super) entity: String,
    pub(super) number: String,
    pub(super) given: String,
    pub(super) expires: String,
    pub(super) file: String,
    pub(super) document: String,
    pub(super) hash: String,
}

/// The key that was given.
#[derive(Debug)]
pub(super) struct KeyView {
    pub(super) key: String,
    pub(super) by: &'static str,
    pub(super) operator: String,
    pub(super) things: u64,
}

/// A dialog of the page.
#[derive(Debug)]
pub(super) struct AskedView {
    pub(super) says: String,
    pub(super) pressed: String,
    /// Whether it asked what the runbook has.
    pub(super) is_expected: bool,
}

/// What the list showed afterwards.
#[derive(Debug)]
pub(super) struct ProofView {
    pub(super) is_gone: bool,
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) vanished: Vec<String>,
    pub(super) appeared: Vec<String>,
}

/// What the records of a step say of its thing.
#[derive(Default)]
struct Said<'a> {
    identified: Option<&'a Identified>,
    consented: Option<&'a Consented>,
    key: Option<&'a KeyGiven>,
    asked: Vec<&'a AskedInPage>,
    proof: Option<&'a Proof>,
}

impl<'a> Said<'a> {
    fn take(&mut self, event: &'a Destroying) {
        match event {
            Destroying::Identified(identified) => self.identified = Some(identified),
            Destroying::Consented(consented) => self.consented = Some(consented),
            Destroying::KeyGiven(key) => self.key = Some(key),
            Destroying::Asked(asked) => self.asked.push(asked),
            Destroying::Proved(proof) => self.proof = Some(proof),
        }
    }
}

impl DestroyedView {
    /// Returns what a step says of the thing that it destroys; none for any other step.
    pub(super) fn of(raw: &RawStep<'_>, bundle: &Bundle, language: Language) -> Option<Self> {
        let words_of = wording(language);
        let mut said = Said::default();
        for record in &raw.records {
            if let Event::Destroying(event) = &record.event {
                said.take(event);
            }
        }
        let thing = said.identified?;
        let observed = bundle.observed(thing.observed)?;
        let alt = format!("{} {}", words_of.view_alt, shown(thing.key()));
        let operator = bundle.started().map(|started| shown(&started.operator));
        Some(Self {
            label: shown(&thing.target.label),
            row: shown(&thing.gone.row),
            table: shown(&thing.gone.table),
            attributes: attributes(thing),
            picture: PictureView::of(observed, alt, Some(&thing.target.rectangle)),
            consent_needed: thing
                .consent
                .as_ref()
                .map(|needed| (shown(&needed.from), shown(&needed.about))),
            consent: said.consented.map(ConsentView::of),
            key: said.key.map(|given| KeyView {
                key: shown(&given.key),
                by: match given.by {
                    KeyBy::Typed => words_of.key_typed,
                    KeyBy::Option => words_of.key_option,
                },
                operator: operator.unwrap_or_default(),
                things: given.things,
            }),
            asked: said.asked.iter().map(|asked| AskedView::of(asked)).collect(),
            proof: said.proof.map(ProofView::of),
        })
    }
}

fn attributes(thing: &Identified) -> Vec<AttributeView> {
    let view = |attribute: &Attribute| AttributeView {
        name: shown(&attribute.name),
        wanted: shown(&attribute.wanted),
        found: shown(&attribute.found),
    };
    thing.attributes.iter().map(view).collect()
}

impl ConsentView {
    fn of(consented: &Consented) -> Self {
        let terms = &consented.terms;
        Self {
            from: shown(&terms.from),
            about: shown(&terms.about),
            entity: shown(&terms.entity),
            number: shown(&terms.number),
            given: shown(&terms.given),
            expires: shown(&terms.expires),
            file: shown(&consented.file.path),
            document: shown(&consented.document.path),
            hash: shown(&consented.document.sha256),
        }
    }
}

impl AskedView {
    fn of(asked: &AskedInPage) -> Self {
        Self {
            says: shown(&asked.says),
            pressed: shown(&asked.pressed),
            is_expected: asked.says == asked.wanted,
        }
    }
}

impl ProofView {
    fn of(proof: &Proof) -> Self {
        let rows = |rows: &[String]| rows.iter().map(|row| shown(row)).collect();
        Self {
            is_gone: proof.is_gone,
            before: proof.before.len(),
            after: proof.after.len(),
            vanished: rows(&proof.vanished),
            appeared: rows(&proof.appeared),
        }
    }
}

/// Returns each thing of a run as a line of the table of changes, by the path of its step: there, to be gone, gone.
pub fn as_fields(bundle: &Bundle, language: Language) -> Vec<(String, Field)> {
    let words_of = wording(language);
    let mut said: BTreeMap<&str, Said<'_>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    let mut ended: BTreeMap<&str, Status> = BTreeMap::new();
    for record in bundle.records() {
        let Some(step) = record.step.as_deref() else { continue };
        if let Event::Destroying(event) = &record.event {
            if !said.contains_key(step) {
                order.push(step);
            }
            said.entry(step).or_default().take(event);
        } else if let Event::StepFinished(finished) = &record.event {
            ended.insert(step, finished.status);
        }
    }
    let line = |step: &&str| {
        let said = said.get(step)?;
        let thing = said.identified?;
        let field = field(thing, said.proof, ended.get(step).copied(), words_of);
        Some(((*step).to_owned(), field))
    };
    order.iter().filter_map(line).collect()
}

fn field(thing: &Identified, proof: Option<&Proof>, ended: Option<Status>, words_of: &Wording) -> Field {
    let text = |text: &str| Value::Text(text.to_owned());
    let attributes = thing.attributes.iter();
    let told: Vec<String> = attributes
        .map(|attribute| format!("{}: {}", attribute.name, attribute.found))
        .collect();
    Field {
        places: vec![thing.gone.table.clone()],
        label: thing.gone.row.clone(),
        before: Value::Several(told),
        wanted: text(words_of.thing_to_go),
        after: proof.map(|proof| {
            text(if proof.is_gone {
                words_of.thing_gone
            } else {
                words_of.thing_there
            })
        }),
        status: match ended {
            Some(Status::Changed) => FieldStatus::Changed,
            Some(Status::WouldChange) => FieldStatus::WouldChange,
            None
            | Some(
                Status::Unchanged
                | Status::Skipped
                | Status::Blocked
                | Status::Failed
                | Status::Manual
                | Status::Uncertain,
            ) => FieldStatus::Failed,
        },
    }
}

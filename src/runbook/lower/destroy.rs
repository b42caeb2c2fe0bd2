//! Destroying for good: what it is recognised by, what the portal asks, and what must be gone afterwards.

use std::collections::BTreeSet;

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{DestroyFault, EffectFault, Part, TextFault};
use crate::runbook::lower::asked::Admitted;
use crate::runbook::lower::body::BodyReader;
use crate::runbook::model::{Attribute, Confirm, ConsentWanted, Destroy, Effect, Gone, Question, Template};
use crate::runbook::written::Written;
use crate::text::label::Label;

/// Every key of `confirm`.
pub(crate) const CONFIRM: &[&str] = &["says", "press", "cancel"];

/// Every key of `gone`.
pub(crate) const GONE: &[&str] = &["table", "key", "row"];

/// Every key of `consent`.
pub(crate) const CONSENT: &[&str] = &["from", "about"];

/// Fewest attributes that tell a thing from others of the same name.
pub(crate) const FEWEST: usize = 2;

impl BodyReader<'_> {
    /// Reads `destroy` with everything that makes it safe.
    pub(crate) fn destroy(&mut self, entry: &Entry, table: &Table) -> Option<Destroy> {
        let written = self.reader.text(entry);
        let label = written.and_then(|written| self.destroying(written));
        let identity = self.reader.required(table, "identity", Part::Step);
        let identity = identity.and_then(|entry| self.identity(entry));
        let first = table.entry("first").map(|entry| self.confirm(entry));
        let confirm = table.entry("confirm").map(|entry| self.confirm(entry));
        if let (Some(entry), None) = (table.entry("first"), &confirm) {
            self.reader.report(&entry.key_span, DestroyFault::FirstAlone);
        }
        let asked = self.asked(table);
        let admitted = Admitted {
            effect: Effect::Destroy,
            is_deliberate: true,
        };
        self.check_asked(&asked, admitted);
        if let (Some(_), Some(entry)) = (&confirm, table.entry("asked"))
            && asked
                .iter()
                .any(|draft| matches!(draft.asked.question, Question::Says(_)))
        {
            self.reader.report(&entry.key_span, DestroyFault::AskedTwice);
        }
        let gone = self.reader.required(table, "gone", Part::Step);
        let gone = gone.and_then(|entry| self.gone(entry, identity.as_deref()));
        let consent = table.entry("consent").map(|entry| self.consent(entry));
        Some(Destroy {
            label: label?,
            identity: identity?,
            first: match first {
                Some(first) => Some(first?),
                None => None,
            },
            confirm: match confirm {
                Some(confirm) => Some(confirm?),
                None => None,
            },
            asked: asked.into_iter().map(|draft| draft.asked).collect(),
            gone: gone?,
            consent: match consent {
                Some(consent) => Some(consent?),
                None => None,
            },
        })
    }

    /// Reads a label that destroys; one that the profile knows for less was probably not meant.
    fn destroying(&mut self, written: Written<'_>) -> Option<Template> {
        let label = self.fillable(written)?;
        let effects = self.portal.map(|portal| &portal.effects);
        let shown = Label::new(written.text);
        match effects.and_then(|effects| effects.get(shown.as_str())) {
            Some(listed) if *listed < Effect::Destroy => {
                let fault = EffectFault::NoDestroy {
                    label: written.text.to_owned(),
                    listed: *listed,
                    key: written.key.to_owned(),
                };
                self.reader.report(written.span, fault);
                None
            }
            Some(_) | None => Some(label),
        }
    }

    /// Reads the attributes by which the thing is recognised, each exactly as the page shows it.
    fn identity(&mut self, entry: &Entry) -> Option<Vec<Attribute>> {
        let Some(table) = self.reader.table(entry) else {
            self.scan(&entry.node);
            return None;
        };
        if table.entries.len() < FEWEST {
            let fault = DestroyFault::IdentityThin {
                seen: table.entries.len(),
                fewest: FEWEST,
            };
            self.reader.report(&entry.key_span, fault);
        }
        let mut names = BTreeSet::new();
        let mut attributes = Vec::new();
        for entry in &table.entries {
            let key = Written::key_of(entry);
            let value = self.template(entry);
            if !self.reader.check_label(key) {
                continue;
            }
            if !names.insert(Label::new(&entry.key)) {
                let text = entry.key.clone();
                self.reader.report(key.span, TextFault::Twice { text });
            }
            let name = self.fillable(key);
            if let (Some(name), Some(value)) = (name, value) {
                attributes.push(Attribute { name, value });
            }
        }
        (attributes.len() == table.entries.len() && attributes.len() >= FEWEST).then_some(attributes)
    }

    /// Reads the dialog in the page that asks before it destroys.
    fn confirm(&mut self, entry: &Entry) -> Option<Confirm> {
        let table = self.parts(entry, Part::Confirm, CONFIRM)?;
        let says = self.reader.required(table, "says", Part::Confirm);
        let says = says.and_then(|entry| self.template(entry));
        let press = self.reader.required(table, "press", Part::Confirm);
        let press = press.and_then(|entry| self.reader.text(entry));
        let press = press.and_then(|written| self.destroying(written));
        let cancel = self.reader.required(table, "cancel", Part::Confirm);
        let cancel = cancel.and_then(|entry| self.reader.text(entry));
        let cancel_span = cancel.map(|written| written.span);
        let cancel = cancel.and_then(|written| self.pressed_by_verb(written, Effect::Navigate));
        if let (Some(press), Some(cancel), Some(span)) = (&press, &cancel, cancel_span)
            && press == cancel
        {
            self.reader.report(span, DestroyFault::CancelConfirms);
            return None;
        }
        Some(Confirm {
            says: says?,
            press: press?,
            cancel: cancel?,
        })
    }

    /// Reads what must be gone: the thing itself, named by one of its attributes.
    fn gone(&mut self, entry: &Entry, identity: Option<&[Attribute]>) -> Option<Gone> {
        let table = self.parts(entry, Part::Gone, GONE)?;
        let mut read = |key| {
            let entry = self.reader.required(table, key, Part::Gone)?;
            self.template(entry)
        };
        let (title, key, row) = (read("table"), read("key"), read("row"));
        let gone = Gone {
            table: title?,
            key: key?,
            row: row?,
        };
        let is_it = |attribute: &Attribute| attribute.value == gone.row;
        if identity.is_some_and(|identity| !identity.iter().any(is_it)) {
            let span = table.entry("row").map_or(&table.span, |entry| &entry.node.span);
            let row = gone.row.to_string();
            self.reader.report(span, DestroyFault::GoneOther { row });
            return None;
        }
        Some(gone)
    }

    /// Reads whose consent is needed, and about what.
    fn consent(&mut self, entry: &Entry) -> Option<ConsentWanted> {
        let table = self.parts(entry, Part::Consent, CONSENT)?;
        let mut read = |key| {
            let entry = self.reader.required(table, key, Part::Consent)?;
            self.template(entry)
        };
        let (from, about) = (read("from"), read("about"));
        Some(ConsentWanted {
            from: from?,
            about: about?,
        })
    }

    /// Reads a table that knows these keys and no others.
    fn parts<'d>(&mut self, entry: &'d Entry, part: Part, known: &'static [&'static str]) -> Option<&'d Table> {
        let table = self.reader.table(entry);
        match table {
            Some(table) => {
                self.reader.keys(table, part, known);
                for unknown in table
                    .entries
                    .iter()
                    .filter(|entry| !known.contains(&entry.key.as_str()))
                {
                    self.scan(&unknown.node);
                }
            }
            None => self.scan(&entry.node),
        }
        table
    }
}

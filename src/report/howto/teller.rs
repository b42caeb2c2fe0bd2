//! One step as a person does it: its acts, what it looks at, what it asks of the person.

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Dialog, DialogAnswer, Event, Intent, Record, Recorded, StepStarted, Value};
use crate::report::journey::RawStep;
use crate::report::shown::{Shown, path, shown, value};
use crate::report::wording;
use crate::text::language::Language;

use super::HowtoError;
use super::deeds::{Deed, Part, intents, is_write, plain};
use super::figure::Figure;
use super::words::Wording;

/// Tells one step.
pub(super) struct Teller<'t> {
    pub(super) bundle: &'t Bundle,
    pub(super) step: &'t RawStep<'t>,
    pub(super) w: &'static Wording,
    pub(super) language: Language,
}

impl Teller<'_> {
    /// Returns what a person does in the step, in order.
    pub(super) fn deeds(&self) -> Result<Vec<Deed>, HowtoError> {
        let started = self.step.started;
        let mut deeds = Vec::new();
        match started.verb.as_str() {
            // What leads from row to row is the program's own way back.
            "for_each" => deeds.extend(self.rows()),
            "run" | "use" | "require" => {}
            "manual" => deeds.extend(self.errand()),
            "see" | "not_see" | "check" | "record" | "visit" => deeds.push(self.look()?),
            _ => {
                for (record, intent) in self.needed() {
                    deeds.push(self.act(record, intent)?);
                }
                let wanted = self.fields();
                match deeds.last_mut() {
                    Some(last) => last.fields = wanted,
                    None => deeds.push(self.look()?),
                }
            }
        }
        if let Some(first) = deeds.first_mut().filter(|_| started.verb == "go") {
            first.trail = started.says.split(" → ").map(shown).collect();
        }
        Ok(deeds)
    }

    /// Leaves out of the acts of a form what only looks: tabs that are passed, and everything after the last write.
    fn needed(&self) -> Vec<(&Record, &Intent)> {
        let mut acts: Vec<(&Record, &Intent)> = intents(self.step)
            .filter(|(_, intent)| !matches!(intent.act.as_str(), "scroll" | "escape" | "close-window"))
            .collect();
        if !matches!(self.step.started.verb.as_str(), "set" | "destroy") {
            return acts;
        }
        let Some(last) = acts.iter().rposition(|(_, intent)| is_write(intent)) else {
            return Vec::new();
        };
        acts.truncate(last + 1);
        let is_needed = |index: usize, intent: &Intent| {
            let Some(tab) = intent.target.as_ref().filter(|target| target.role == "tab") else {
                return true;
            };
            let mut later = acts
                .iter()
                .skip(index + 1)
                .filter_map(|(_, later)| later.target.as_ref());
            later
                .next()
                .is_some_and(|next| next.role != "tab" && next.places.contains(&tab.label))
        };
        acts.iter()
            .enumerate()
            .filter(|(index, (_, intent))| is_needed(*index, intent))
            .map(|(_, act)| *act)
            .collect()
    }

    fn act(&self, record: &Record, intent: &Intent) -> Result<Deed, HowtoError> {
        let outcome = self.step.records.iter().find_map(|later| {
            let Event::Outcome(outcome) = &later.event else {
                return None;
            };
            (outcome.intent == record.seq).then_some(outcome)
        });
        let after = outcome
            .and_then(|outcome| outcome.after)
            .and_then(|seq| self.bundle.observed(seq));
        let before = intent.before.and_then(|seq| self.bundle.observed(seq));
        let observed = if intent.target.is_some() {
            before
        } else {
            after.or(before)
        };
        let observed = observed.ok_or_else(|| HowtoError::Unseen {
            step: shown(self.step.path),
        })?;
        let target = intent.target.as_ref();
        let mut deed = self.empty();
        deed.says = self.sentence(intent);
        deed.label = target.map(|target| target.label.clone()).unwrap_or_default();
        deed.value = intent.value.clone().unwrap_or_default();
        deed.place = target.map(|target| path(&target.places)).unwrap_or_default();
        deed.answers = self.answers(record.seq);
        if is_write(intent) && intent.act == "press" {
            let messages = after.map(|after| after.messages.as_slice()).unwrap_or_default();
            let says = |message: &String| format!("{} {}", self.w.portal_says, self.quoted(message));
            deed.answers.extend(messages.iter().map(says));
        }
        let mut figure = Figure::of(observed, target.map(|target| &target.rectangle), plain(&deed.says));
        if intent.act != "hover" {
            figure.label = shown(&deed.label);
        }
        deed.figure = Some(figure);
        Ok(deed)
    }

    /// What the portal asked when the act was done, and what is to be answered.
    fn answers(&self, act: u64) -> Vec<String> {
        let dialogs = self.step.records.iter().filter_map(|record| {
            let Event::Dialog(dialog) = &record.event else {
                return None;
            };
            (dialog.intent == Some(act)).then_some(dialog)
        });
        let said = |dialog: &Dialog| {
            let answer = match &dialog.answer {
                Some(DialogAnswer::Accepted) => self.w.answer_ok.to_owned(),
                Some(DialogAnswer::AcceptedWith(text)) => format!("{} {}", self.w.answer_with, self.quoted(text)),
                Some(DialogAnswer::Dismissed) | None => self.w.answer_cancel.to_owned(),
            };
            format!("{} {} {answer}", self.w.portal_asks, self.quoted(&dialog.says))
        };
        dialogs.map(said).collect()
    }

    fn quoted(&self, text: &str) -> String {
        format!("{}{}{}", self.language.pick("„", "“"), shown(text), "”")
    }

    fn sentence(&self, intent: &Intent) -> Vec<Part> {
        let w = self.w;
        let label = || {
            let label = intent.target.as_ref().map(|target| shown(&target.label));
            Part::Strong(label.unwrap_or_default())
        };
        let value = || Part::Strong(intent.value.as_deref().map(shown).unwrap_or_default());
        let role = intent.target.as_ref().map(|target| target.role.as_str());
        match (intent.act.as_str(), role) {
            ("press", Some("tab")) => vec![Part::Plain(w.to_tab), label()],
            ("press", Some("link" | "menuitem")) => vec![Part::Plain(w.choose_link), label()],
            // What unfolds a menu is often the name of whoever is logged in.
            ("hover", _) => vec![Part::Plain(w.hover)],
            ("fill", _) => vec![Part::Plain(w.fill), label(), Part::Plain(w.enter), value()],
            ("choose", _) => vec![Part::Plain(w.fill), label(), Part::Plain(w.choose), value()],
            ("switch", _) if intent.value.as_deref() == Some("false") => vec![Part::Plain(w.untick), label()],
            ("switch", _) => vec![Part::Plain(w.tick), label()],
            ("attach", _) => vec![Part::Plain(w.fill), label(), Part::Plain(w.attach)],
            // The address of a practice portal helps nobody, and the runbook's part of it everybody.
            ("open", _) => vec![Part::Plain(w.open), Part::Strong(shown(&self.step.started.says))],
            (_, _) => vec![Part::Plain(w.press), label()],
        }
    }

    /// What a step looks at without doing anything.
    fn look(&self) -> Result<Deed, HowtoError> {
        let observed = self.step.records.iter().rev().find_map(|record| {
            let Event::Observed(observed) = &record.event else {
                return None;
            };
            Some(observed)
        });
        let w = self.w;
        let mut deed = self.empty();
        let verb = match self.step.started.verb.as_str() {
            "record" => w.note_down,
            "visit" => w.visit,
            "set" => w.set,
            _ => w.check,
        };
        deed.says = vec![Part::Plain(verb), Part::Strong(shown(&self.step.started.says))];
        deed.fields = self.fields();
        // An address outside the portal may not have been looked at; then there is nothing to show.
        deed.figure = observed.map(|observed| Figure::of(observed, None, plain(&deed.says)));
        if deed.figure.is_none() && !matches!(self.step.started.verb.as_str(), "visit" | "destroy") {
            return Err(HowtoError::Unseen {
                step: shown(self.step.path),
            });
        }
        Ok(deed)
    }

    fn rows(&self) -> Option<Deed> {
        let rows = self.step.records.iter().find_map(|record| {
            let Event::Rows(rows) = &record.event else { return None };
            Some(rows)
        })?;
        let mut deed = self.empty();
        deed.says = vec![Part::Plain(self.w.each_row), Part::Strong(shown(&rows.table))];
        deed.rows = rows.rows.iter().map(|row| shown(row)).collect();
        Some(deed)
    }

    fn errand(&self) -> Option<Deed> {
        let errand = self.step.records.iter().find_map(|record| {
            let Event::Errand(errand) = &record.event else {
                return None;
            };
            Some(errand)
        })?;
        let mut deed = self.empty();
        deed.says = vec![Part::Plain(self.w.errand), Part::Strong(shown(&errand.says))];
        deed.answers = errand.answers.iter().map(|answer| shown(answer)).collect();
        Some(deed)
    }

    /// The fields of the step with what must stand in them, each once; of facts read, what stands there.
    fn fields(&self) -> Vec<(String, String)> {
        let w = wording::wording(self.language);
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut add = |places: &[String], label: &str, wanted: &Value| {
            let name = [path(places), shown(label)]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" › ");
            let wanted = match value(wanted, w) {
                Shown::One(text) => text,
                Shown::List(texts) => texts.join("; "),
            };
            match fields.iter_mut().find(|(known, _)| *known == name) {
                Some(known) => known.1 = wanted,
                None => fields.push((name, wanted)),
            }
        };
        for record in &self.step.records {
            if let Event::Field(field) = &record.event {
                add(&field.places, &field.label, &field.wanted);
            } else if let Event::Recorded(Recorded::Facts(facts)) = &record.event {
                for fact in facts {
                    add(&fact.places, &fact.label, &fact.value);
                }
            }
        }
        fields
    }

    fn empty(&self) -> Deed {
        let StepStarted { cites, .. } = self.step.started;
        Deed {
            cites: cites.clone(),
            label: String::new(),
            value: String::new(),
            trail: Vec::new(),
            says: Vec::new(),
            place: String::new(),
            answers: Vec::new(),
            fields: Vec::new(),
            rows: Vec::new(),
            figure: None,
        }
    }
}

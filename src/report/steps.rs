//! One step as the report shows it: what it was to do, each act with its pictures, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Observed, Rows, Status, StoryLine};
use crate::text::label::Label;
use crate::text::language::Language;

use super::accounts::AccountView;
use super::acts::{self, ActView};
use super::candidates::CandidatesView;
use super::changes::FieldView;
use super::conditions;
use super::destroyed::DestroyedView;
use super::dialogs::DialogView;
use super::journey::RawStep;
use super::pauses;
use super::pictures::PictureView;
use super::reasons::{self, ReasonWords};
use super::shown::{duration, hour, shown};
use super::wait;
use super::wording::wording;
use super::words;

/// One step.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct StepView {
    pub(super) anchor: String,
    /// Sequence number of the record that begins it.
    pub(super) record: u64,
    pub(super) path: String,
    pub(super) verb: String,
    pub(super) says: String,
    pub(super) line: u64,
    pub(super) cited: Vec<String>,
    pub(super) cites: Vec<(String, String)>,
    pub(super) effect: String,
    pub(super) status_word: &'static str,
    pub(super) status_class: &'static str,
    pub(super) sign: &'static str,
    pub(super) reason: Option<ReasonWords>,
    pub(super) from: String,
    pub(super) took: String,
    pub(super) url: String,
    pub(super) title: String,
    /// On whose behalf the portal said that the run acts, and whether that is whom it was for.
    pub(super) entity: Option<(String, bool)>,
    pub(super) acts: Vec<ActView>,
    /// What an ambiguous target could have meant.
    pub(super) candidates: Vec<CandidatesView>,
    pub(super) destroyed: Option<DestroyedView>,
    /// Native dialogs that came before any act.
    pub(super) dialogs: Vec<DialogView>,
    pub(super) views: Vec<PictureView>,
    pub(super) fields: Vec<FieldView>,
    pub(super) rows: Vec<Rows>,
    /// What was asked before the step, in words.
    pub(super) conditions: Vec<String>,
    /// What the step is there to leave in the evidence.
    pub(super) accounts: Vec<AccountView>,
    pub(super) notes: Vec<ReasonWords>,
    pub(super) messages: Vec<String>,
    pub(super) story: Vec<StoryLine>,
    /// Whether the step changed something or would.
    pub(super) is_change: bool,
    /// Whether it went wrong.
    pub(super) is_trouble: bool,
    /// Whether it is open when the page is: where something went wrong or is missing.
    pub(super) is_open: bool,
    /// Whether the step may act on the portal's data.
    pub(super) is_write: bool,
    /// Whether it destroys something or would.
    pub(super) is_destructive: bool,
    /// Whether a person did it or has to.
    pub(super) is_manual: bool,
    /// Whether something is missing that should be there: its end, or a picture.
    pub(super) is_gap: bool,
    /// Whether its end is recorded.
    pub(super) has_ended: bool,
    /// Whether it came to the end that it was there for.
    pub(super) achieved: bool,
    /// Whether it was left out.
    pub(super) is_skipped: bool,
}

impl StepView {
    pub(super) fn of(
        raw: &RawStep<'_>,
        bundle: &Bundle,
        points: &BTreeMap<String, String>,
        language: Language,
    ) -> Self {
        let words_of = wording(language);
        let (status, reason) = raw.finished.map_or((None, None), |(_, finished)| {
            (
                Some(finished.status),
                finished.reason.as_ref().map(|reason| reasons::words(reason, language)),
            )
        });
        let last = raw
            .finished
            .map(|(record, _)| record)
            .or(raw.records.last().copied())
            .unwrap_or(raw.first);
        let acts::Told { acts, dialogs } = acts::told(raw, bundle, language);
        let has_gap = acts.iter().any(|act| act.is_gap);
        let mut view = Self {
            anchor: format!("s{}", raw.first.seq),
            record: raw.first.seq,
            path: shown(raw.path),
            verb: words::verb(&raw.started.verb, language),
            says: shown(&raw.started.says),
            line: raw.started.line,
            cited: raw.started.cites.clone(),
            cites: raw
                .started
                .cites
                .iter()
                .map(|point| {
                    (
                        shown(point),
                        points.get(point).map(|text| shown(text)).unwrap_or_default(),
                    )
                })
                .collect(),
            effect: words::effect(&raw.started.effect, language),
            status_word: status.map_or(words_of.step_open, |status| words::status(status, language)),
            status_class: status.map_or("uncertain", Status::word),
            sign: status.map_or("?", words::sign),
            reason,
            from: hour(&raw.first.at),
            took: duration(last.mono_ms.saturating_sub(raw.first.mono_ms)),
            url: String::new(),
            title: String::new(),
            entity: None,
            views: Vec::new(),
            acts,
            candidates: CandidatesView::all(raw, bundle, language),
            destroyed: DestroyedView::of(raw, bundle, language),
            dialogs,
            fields: Vec::new(),
            rows: Vec::new(),
            conditions: Vec::new(),
            accounts: raw
                .records
                .iter()
                .filter_map(|record| AccountView::of(record, bundle, language))
                .collect(),
            notes: Vec::new(),
            messages: Vec::new(),
            story: Vec::new(),
            is_change: matches!(status, Some(Status::Changed | Status::WouldChange)),
            is_trouble: is_trouble(status),
            is_open: is_trouble(status) || has_gap,
            is_write: matches!(raw.started.effect.as_str(), "write" | "destroy"),
            is_destructive: raw.started.effect == "destroy",
            is_manual: raw.started.effect == "manual" || status == Some(Status::Manual),
            is_gap: status.is_none() || has_gap,
            has_ended: status.is_some(),
            achieved: matches!(
                status,
                Some(Status::Unchanged | Status::Changed | Status::WouldChange | Status::Manual)
            ),
            is_skipped: status == Some(Status::Skipped),
        };
        view.take_records(raw, bundle.started().map(|started| started.entity.as_str()), language);
        view
    }

    fn take_records(&mut self, raw: &RawStep<'_>, entity: Option<&str>, language: Language) {
        let words_of = wording(language);
        let mut pictured: BTreeSet<String> = self
            .acts
            .iter()
            .flat_map(|act| [&act.before, &act.after])
            .chain(self.candidates.iter().map(|each| &each.picture))
            .flatten()
            .chain(self.accounts.iter().filter_map(AccountView::picture))
            .chain(self.destroyed.iter().map(|thing| &thing.picture))
            .map(|p| p.path.clone())
            .collect();
        for record in &raw.records {
            match &record.event {
                Event::Observed(observed) => self.take_observed(observed, entity, &mut pictured, language),
                Event::Field(field) => self.fields.push(FieldView::of(field, words_of)),
                Event::Rows(rows) => self.rows.push(Rows {
                    table: shown(&rows.table),
                    key: shown(&rows.key),
                    rows: rows.rows.iter().map(|row| shown(row)).collect(),
                }),
                Event::Condition(condition) => self.conditions.push(conditions::words(condition, language)),
                Event::Paused(paused) => {
                    let records = raw.records.iter().copied();
                    self.notes.push(pauses::words(record, paused, records, language));
                }
                Event::Note(reason) => self.notes.push(reasons::words(reason, language)),
                Event::RunStarted(_)
                | Event::Anchored(_)
                | Event::LoggedIn(_)
                | Event::Resumed(_)
                | Event::StepStarted(_)
                | Event::Dialog(_)
                | Event::Candidates(_)
                | Event::Masked(_)
                | Event::Recorded(_)
                | Event::Visited(_)
                | Event::Errand(_)
                | Event::Destroying(_)
                | Event::Intent(_)
                | Event::Outcome(_)
                | Event::StepFinished(_)
                | Event::RunFinished(_)
                | Event::Recovered(_) => {}
            }
        }
    }

    fn take_observed(
        &mut self,
        observed: &Observed,
        entity: Option<&str>,
        pictured: &mut BTreeSet<String>,
        language: Language,
    ) {
        self.url = shown(&observed.url);
        if !observed.title.is_empty() {
            self.title = shown(&observed.title);
        }
        let is_meant = |seen: &str| entity.is_some_and(|entity| Label::new(seen) == Label::new(entity));
        self.entity = observed.entity.as_deref().map(|seen| (shown(seen), is_meant(seen)));
        for message in &observed.messages {
            let message = shown(message);
            if !self.messages.contains(&message) {
                self.messages.push(message);
            }
        }
        let lines = observed.story.iter().map(|line| StoryLine {
            ms: line.ms,
            what: wait::phrase(&line.what, language),
        });
        self.story.extend(lines);
        if pictured.insert(observed.picture.file.path.clone()) {
            let alt = format!("{} {}", wording(language).view_alt, self.says);
            self.views.push(PictureView::of(observed, alt, None));
        }
    }
}

fn is_trouble(status: Option<Status>) -> bool {
    match status {
        None | Some(Status::Blocked | Status::Failed | Status::Uncertain) => true,
        Some(Status::Unchanged | Status::Changed | Status::WouldChange | Status::Skipped | Status::Manual) => false,
    }
}

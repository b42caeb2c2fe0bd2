//! One step as the report shows it: what it was to do, each act with its pictures, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{ActResult, Event, Intent, Observed, Outcome, Rows, Status, StoryLine, Target};
use crate::text::language::Language;

use super::changes::FieldView;
use super::journey::RawStep;
use super::pictures::PictureView;
use super::reasons::{self, ReasonWords};
use super::shown::{duration, hour, path, shown};
use super::wait;
use super::wording::wording;
use super::words;

/// One step.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct StepView {
    pub(super) anchor: String,
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
    pub(super) entity: Option<String>,
    pub(super) acts: Vec<ActView>,
    pub(super) views: Vec<PictureView>,
    pub(super) fields: Vec<FieldView>,
    pub(super) rows: Vec<Rows>,
    pub(super) notes: Vec<ReasonWords>,
    pub(super) messages: Vec<String>,
    pub(super) story: Vec<StoryLine>,
    /// Whether the step changed something or would.
    pub(super) is_change: bool,
    /// Whether it went wrong; such steps are open when the report is.
    pub(super) is_trouble: bool,
    /// Whether the step may act on the portal's data.
    pub(super) is_write: bool,
    /// Whether it came to the end that it was there for.
    pub(super) achieved: bool,
    /// Whether it was left out.
    pub(super) is_skipped: bool,
}

/// One act within a step.
#[derive(Debug)]
pub(super) struct ActView {
    pub(super) number: usize,
    pub(super) what: String,
    pub(super) target: Option<TargetView>,
    pub(super) value: Option<String>,
    pub(super) effect: String,
    pub(super) result: &'static str,
    pub(super) result_class: &'static str,
    pub(super) reason: Option<ReasonWords>,
    pub(super) before: Option<PictureView>,
    pub(super) before_note: &'static str,
    pub(super) after: Option<PictureView>,
    pub(super) after_note: &'static str,
}

/// What an act was aimed at.
#[derive(Debug)]
pub(super) struct TargetView {
    pub(super) places: String,
    pub(super) label: String,
    pub(super) role: String,
    pub(super) tier: String,
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
        let acts = acts(raw, bundle, language);
        let mut view = Self {
            anchor: format!("s{}", raw.first.seq),
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
            fields: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            messages: Vec::new(),
            story: Vec::new(),
            is_change: matches!(status, Some(Status::Changed | Status::WouldChange)),
            is_trouble: is_trouble(status),
            is_write: matches!(raw.started.effect.as_str(), "write" | "destroy"),
            achieved: matches!(
                status,
                Some(Status::Unchanged | Status::Changed | Status::WouldChange | Status::Manual)
            ),
            is_skipped: status == Some(Status::Skipped),
        };
        view.take_records(raw, language);
        view
    }

    fn take_records(&mut self, raw: &RawStep<'_>, language: Language) {
        let words_of = wording(language);
        let mut pictured: BTreeSet<String> = self
            .acts
            .iter()
            .flat_map(|act| [&act.before, &act.after])
            .flatten()
            .map(|p| p.path.clone())
            .collect();
        for record in &raw.records {
            match &record.event {
                Event::Observed(observed) => self.take_observed(observed, &mut pictured, language),
                Event::Field(field) => self.fields.push(FieldView::of(field, words_of)),
                Event::Rows(rows) => self.rows.push(Rows {
                    table: shown(&rows.table),
                    key: shown(&rows.key),
                    rows: rows.rows.iter().map(|row| shown(row)).collect(),
                }),
                Event::Note(reason) => self.notes.push(reasons::words(reason, language)),
                Event::RunStarted(_)
                | Event::LoggedIn(_)
                | Event::StepStarted(_)
                | Event::Dialog(_)
                | Event::Candidates(_)
                | Event::Intent(_)
                | Event::Outcome(_)
                | Event::StepFinished(_)
                | Event::RunFinished(_) => {}
            }
        }
    }

    fn take_observed(&mut self, observed: &Observed, pictured: &mut BTreeSet<String>, language: Language) {
        self.url = shown(&observed.url);
        if !observed.title.is_empty() {
            self.title = shown(&observed.title);
        }
        self.entity = observed.entity.as_deref().map(shown);
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

fn acts(raw: &RawStep<'_>, bundle: &Bundle, language: Language) -> Vec<ActView> {
    let mut outcomes: BTreeMap<u64, &Outcome> = BTreeMap::new();
    let mut intents: Vec<(u64, &Intent)> = Vec::new();
    for record in &raw.records {
        if let Event::Outcome(outcome) = &record.event {
            outcomes.insert(outcome.intent, outcome);
        } else if let Event::Intent(intent) = &record.event {
            intents.push((record.seq, intent));
        }
    }
    intents
        .into_iter()
        .zip(1..)
        .map(|((seq, intent), number)| act(number, intent, outcomes.get(&seq).copied(), bundle, language))
        .collect()
}

fn act(number: usize, intent: &Intent, outcome: Option<&Outcome>, bundle: &Bundle, language: Language) -> ActView {
    let words_of = wording(language);
    let what = words::act(&intent.act, language);
    let aim = intent
        .target
        .as_ref()
        .map_or_else(|| intent.value.as_deref().map(shown), |t| Some(shown(&t.label)));
    let described = format!("{what} {}", aim.unwrap_or_default());
    let box_of = intent.target.as_ref().map(|target| &target.rectangle);
    let before = intent
        .before
        .and_then(|seq| bundle.observed(seq))
        .map(|observed| PictureView::of(observed, format!("{} {described}", words_of.before_alt), box_of));
    let after = outcome
        .and_then(|outcome| outcome.after)
        .and_then(|seq| bundle.observed(seq))
        .map(|observed| PictureView::of(observed, format!("{} {described}", words_of.after_alt), None));
    let (result, result_class, reason) = match outcome.map(|outcome| &outcome.result) {
        Some(ActResult::Done) => (words_of.done, "changed", None),
        Some(ActResult::Refused(reason)) => (words_of.refused, "blocked", Some(reason)),
        Some(ActResult::Unknown(reason)) => (words_of.unknown, "uncertain", Some(reason)),
        None => (words_of.no_outcome, "uncertain", None),
    };
    let is_refused = matches!(outcome.map(|outcome| &outcome.result), Some(ActResult::Refused(_)));
    ActView {
        number,
        what,
        target: intent.target.as_ref().map(|target| target_view(target, language)),
        value: intent.value.as_deref().map(shown),
        effect: words::effect(&intent.effect, language),
        result,
        result_class,
        reason: reason.map(|reason| reasons::words(reason, language)),
        before,
        before_note: if intent.before.is_none() && intent.act == "open" {
            words_of.first_page
        } else {
            words_of.picture_missing
        },
        after,
        after_note: if is_refused {
            words_of.refused_no_after
        } else {
            words_of.picture_missing
        },
    }
}

fn target_view(target: &Target, language: Language) -> TargetView {
    TargetView {
        places: path(&target.places),
        label: shown(&target.label),
        role: words::role(&target.role, language),
        tier: words::tier(&target.tier, language),
    }
}

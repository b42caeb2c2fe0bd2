//! The acts of a step: what was done to what, with the page before and after, and the dialogs that came of it.

use std::collections::BTreeMap;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{ActResult, Event, Intent, Observed, Outcome, Target};
use crate::text::language::Language;

use super::dialogs::DialogView;
use super::differences::DifferenceView;
use super::journey::RawStep;
use super::pictures::PictureView;
use super::reasons::{self, ReasonWords};
use super::shown::{path, shown};
use super::wait::{WINDOW_CLOSED, WINDOW_OPENED};
use super::wording::{Wording, wording};
use super::words;

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
    pub(super) dialogs: Vec<DialogView>,
    /// Windows that opened or went away.
    pub(super) windows: Vec<String>,
    pub(super) before: Option<PictureView>,
    pub(super) before_note: &'static str,
    pub(super) after: Option<PictureView>,
    pub(super) after_note: &'static str,
    /// Whether a picture is missing that should be there.
    pub(super) is_gap: bool,
    /// What it changed on the page; none until pictures are compared.
    pub(super) difference: Option<DifferenceView>,
}

/// What an act was aimed at.
#[derive(Debug)]
pub(super) struct TargetView {
    pub(super) places: String,
    pub(super) label: String,
    pub(super) role: String,
    pub(super) tier: String,
}

/// The acts of a step, and the dialogs that came before any of them.
pub(super) struct Told {
    pub(super) acts: Vec<ActView>,
    pub(super) dialogs: Vec<DialogView>,
}

/// Tells the acts of a step in their order. A dialog that names no act stands with the act after which it came.
pub(super) fn told(raw: &RawStep<'_>, bundle: &Bundle, language: Language) -> Told {
    let mut outcomes: BTreeMap<u64, &Outcome> = BTreeMap::new();
    let mut intents: Vec<(u64, &Intent)> = Vec::new();
    let mut dialogs: BTreeMap<Option<u64>, Vec<DialogView>> = BTreeMap::new();
    for record in &raw.records {
        if let Event::Outcome(outcome) = &record.event {
            outcomes.insert(outcome.intent, outcome);
        } else if let Event::Intent(intent) = &record.event {
            intents.push((record.seq, intent));
        } else if let Event::Dialog(dialog) = &record.event {
            let of = intents.iter().map(|(seq, _)| *seq);
            let act = dialog
                .intent
                .filter(|seq| of.clone().any(|known| known == *seq))
                .or(of.clone().next_back());
            let view = DialogView::of(dialog, raw.started.line, language);
            dialogs.entry(act).or_default().push(view);
        }
    }
    let mut acts = Vec::new();
    for ((seq, intent), number) in intents.into_iter().zip(1..) {
        let outcome = outcomes.get(&seq).copied();
        let dialogs = dialogs.remove(&Some(seq)).unwrap_or_default();
        acts.push(act(number, intent, outcome, dialogs, bundle, language));
    }
    Told {
        acts,
        dialogs: dialogs.remove(&None).unwrap_or_default(),
    }
}

fn act(
    number: usize,
    intent: &Intent,
    outcome: Option<&Outcome>,
    dialogs: Vec<DialogView>,
    bundle: &Bundle,
    language: Language,
) -> ActView {
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
    let seen_after = outcome
        .and_then(|outcome| outcome.after)
        .and_then(|seq| bundle.observed(seq));
    let after =
        seen_after.map(|observed| PictureView::of(observed, format!("{} {described}", words_of.after_alt), None));
    let (result, result_class, reason) = match outcome.map(|outcome| &outcome.result) {
        Some(ActResult::Done) => (words_of.done, "changed", None),
        Some(ActResult::Refused(reason)) => (words_of.refused, "blocked", Some(reason)),
        Some(ActResult::Unknown(reason)) => (words_of.unknown, "uncertain", Some(reason)),
        None => (words_of.no_outcome, "uncertain", None),
    };
    let is_first = intent.before.is_none() && intent.act == "open";
    let is_refused = matches!(outcome.map(|outcome| &outcome.result), Some(ActResult::Refused(_)));
    let is_hidden = dialogs.iter().any(|dialog| dialog.is_open);
    ActView {
        number,
        what,
        target: intent.target.as_ref().map(|target| TargetView::of(target, language)),
        value: intent.value.as_deref().map(shown),
        effect: words::effect(&intent.effect, language),
        result,
        result_class,
        reason: reason.map(|reason| reasons::words(reason, language)),
        windows: seen_after
            .map(|observed| windows(observed, words_of))
            .unwrap_or_default(),
        is_gap: before.is_none() && !is_first || after.is_none() && !is_refused && !is_hidden,
        before,
        before_note: if is_first {
            words_of.first_page
        } else {
            words_of.picture_missing
        },
        after,
        after_note: if is_refused {
            words_of.refused_no_after
        } else if is_hidden {
            words_of.dialog_hides
        } else {
            words_of.picture_missing
        },
        difference: None,
        dialogs,
    }
}

/// Says which windows opened and went away while the page came to rest.
fn windows(after: &Observed, words_of: &Wording) -> Vec<String> {
    let title = if after.title.is_empty() {
        words_of.untitled.to_owned()
    } else {
        format!("{}{}{}", words_of.quote_open, shown(&after.title), words_of.quote_close)
    };
    let told = after.story.iter().filter_map(|line| match line.what.as_str() {
        WINDOW_OPENED => Some(words_of.window_opened),
        WINDOW_CLOSED => Some(words_of.window_closed),
        _ => None,
    });
    told.map(|what| format!("{what} {title}")).collect()
}

impl TargetView {
    pub(super) fn of(target: &Target, language: Language) -> Self {
        Self {
            places: path(&target.places),
            label: shown(&target.label),
            role: words::role(&target.role, language),
            tier: words::tier(&target.tier, language),
        }
    }
}

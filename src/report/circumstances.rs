//! Who, where, when and with what: the facts of the first screen.

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Reason, Record, RunStarted};
use crate::text::language::Language;

use super::covered::Covered;
use super::pauses;
use super::reasons::{self, ReasonWords};
use super::shown::{duration, hour, moment, shown};
use super::wording::Wording;

/// Files of one kind that are named; the record has them all.
const PATHS: usize = 5;

/// One fact: what it is, and what it says.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) text: String,
    /// Smaller text below: a hash or an address.
    pub(super) detail: Option<String>,
}

/// Returns in one line for whom, by whom and when.
pub(super) fn byline(bundle: &Bundle, started: &RunStarted, wording: &Wording) -> String {
    let began = bundle.records().first().map(|first| moment(&first.at));
    let operator = format!("{} {}", wording.byline_operator, shown(&started.operator));
    let told: Vec<String> = [shown(&started.entity), operator].into_iter().chain(began).collect();
    told.join(" · ")
}

/// Returns the facts of a run in the order of their weight.
pub(super) fn facts(bundle: &Bundle, started: &RunStarted, wording: &Wording) -> Vec<Fact> {
    let fact = |name, text: String| Fact {
        name,
        text,
        detail: None,
    };
    let with = |name, text: String, detail: String| Fact {
        name,
        text,
        detail: Some(detail),
    };
    let mut facts = vec![fact(wording.institution, shown(&started.entity))];
    let operator = format!(
        "{} {} {}",
        shown(&started.operator),
        wording.on_machine,
        shown(&started.host)
    );
    facts.push(fact(wording.operator, operator));
    let mut portal = shown(&started.portal.title);
    if started.portal.practice {
        portal = format!("{portal} ({})", wording.practice_short);
    }
    facts.push(with(wording.portal, portal, shown(&started.portal.base)));
    let runbook = format!("{} ({})", shown(&started.runbook.title), shown(&started.runbook.name));
    facts.push(with(
        wording.runbook,
        runbook,
        format!("SHA-256 {}", started.runbook.file.sha256),
    ));
    if let Some(document) = &started.runbook.document {
        let chapter = started.runbook.chapter.as_deref();
        let chapter = chapter
            .map(|number| format!(", {} {}", wording.chapter, shown(number)))
            .unwrap_or_default();
        facts.push(fact(wording.document, format!("{}{chapter}", shown(document))));
    }
    facts.extend(times(bundle, wording));
    facts.extend(closing(bundle, wording));
    if let Some(covered) = Covered::of_run(bundle.records()).told(wording) {
        facts.push(with(wording.covered, covered, wording.covered_says.to_owned()));
    }
    if let Some(earlier) = &started.continues {
        facts.push(with(
            wording.continues,
            shown(&earlier.run),
            format!("{}: {}", wording.head, shown(&earlier.head)),
        ));
    }
    if let Some(plan) = &started.plan {
        facts.push(with(
            wording.plan,
            shown(&plan.run),
            format!("{}: {}", wording.head, shown(&plan.head)),
        ));
    }
    facts
}

fn times(bundle: &Bundle, wording: &Wording) -> Vec<Fact> {
    let mut facts = Vec::new();
    // The closing of a bundle that broke off is no part of its run.
    let mut own = bundle
        .records()
        .iter()
        .filter(|record| record.event.recovered().is_none());
    let first = own.next();
    let ends = first.map(|first| (first, own.next_back().unwrap_or(first)));
    if let Some((first, last)) = ends {
        let ended = bundle
            .finished()
            .map_or_else(|| wording.not_ended.to_owned(), |_| moment(&last.at));
        let took = format!(
            "{}: {}",
            wording.took,
            duration(last.mono_ms.saturating_sub(first.mono_ms))
        );
        facts.push(Fact {
            name: wording.began,
            text: moment(&first.at),
            detail: None,
        });
        facts.push(Fact {
            name: wording.ended,
            text: ended,
            detail: Some(took),
        });
    }
    for record in bundle.records() {
        if let Event::LoggedIn(login) = &record.event {
            let text = format!("{}–{}", hour(&login.from), hour(&login.to));
            facts.push(Fact {
                name: wording.login,
                text,
                detail: Some(wording.login_says.to_owned()),
            });
        }
    }
    facts
}

/// Returns when and by what the bundle of a run that broke off was closed, and what was found.
fn closing(bundle: &Bundle, wording: &Wording) -> Option<Fact> {
    let last = bundle.records().last()?;
    let recovered = last.event.recovered()?;
    let found = [
        (wording.recovered_torn, &recovered.torn),
        (wording.recovered_loose, &recovered.loose),
        (wording.recovered_lost, &recovered.lost),
    ];
    let found = found.iter().filter(|(_, files)| !files.is_empty());
    let found = found.map(|(name, files)| {
        let paths: Vec<String> = files
            .iter()
            .take(PATHS)
            .map(|file| format!("{} ({} B)", shown(&file.path), file.size))
            .collect();
        let more = if files.len() > PATHS { ", …" } else { "" };
        format!("{name} {}{more}", paths.join(", "))
    });
    let detail: Vec<String> = [shown(&recovered.tool)].into_iter().chain(found).collect();
    Some(Fact {
        name: wording.recovered,
        text: moment(&last.at),
        detail: Some(detail.join("; ")),
    })
}

/// Returns the facts for those who want to repeat the run.
pub(super) fn surroundings(started: &RunStarted, wording: &Wording) -> Vec<Fact> {
    let inputs: Vec<String> = started
        .inputs
        .iter()
        .map(|(name, value)| format!("{} = {}", shown(name), shown(value)))
        .collect();
    let mut facts = vec![
        Fact {
            name: wording.run,
            text: shown(&started.run),
            detail: None,
        },
        Fact {
            name: wording.tool,
            text: shown(&started.tool),
            detail: None,
        },
        Fact {
            name: wording.browser,
            text: shown(&started.browser),
            detail: None,
        },
    ];
    if !inputs.is_empty() {
        facts.push(Fact {
            name: wording.inputs,
            text: inputs.join("; "),
            detail: None,
        });
    }
    facts
}

/// Returns what a reviewer should know of the run as a whole: circumstances, what its clock did, notes that belong to no
/// step, and pauses.
pub(super) fn remarks(
    records: &[Record],
    started: &RunStarted,
    clock: &[Reason],
    language: Language,
) -> Vec<ReasonWords> {
    let loose = records.iter().filter(|record| record.step.is_none());
    let notes = loose.filter_map(|record| match &record.event {
        Event::Note(reason) => Some(reason),
        Event::RunStarted(_)
        | Event::Anchored(_)
        | Event::LoggedIn(_)
        | Event::Paused(_)
        | Event::Resumed(_)
        | Event::StepStarted(_)
        | Event::Observed(_)
        | Event::Intent(_)
        | Event::Outcome(_)
        | Event::Field(_)
        | Event::Rows(_)
        | Event::Condition(_)
        | Event::Recorded(_)
        | Event::Visited(_)
        | Event::Errand(_)
        | Event::Dialog(_)
        | Event::Candidates(_)
        | Event::Masked(_)
        | Event::Destroying(_)
        | Event::StepFinished(_)
        | Event::RunFinished(_)
        | Event::Recovered(_) => None,
    });
    started
        .circumstances
        .iter()
        .chain(clock)
        .chain(notes)
        .map(|reason| reasons::words(reason, language))
        .chain(pauses(records, language))
        .collect()
}

fn pauses(records: &[Record], language: Language) -> impl Iterator<Item = ReasonWords> {
    records.iter().filter_map(move |record| {
        let Event::Paused(paused) = &record.event else {
            return None;
        };
        Some(pauses::words(record, paused, records, language))
    })
}

//! The chain of the trail, and the seal against it.

use crate::evidence::chain;
use crate::evidence::finding::{Finding, SealPart};
use crate::evidence::format::{Event, FORMAT, Record, Seal, SealState};
use crate::evidence::journal::Line;
use crate::evidence::open_acts::OpenActs;

/// Checks each line on its own, against the one before, and against its place.
pub(super) fn check_lines(lines: &[Line], findings: &mut Vec<Finding>) {
    if lines.is_empty() {
        findings.push(Finding::TrailEmpty);
    }
    let mut ended = false;
    let mut closed = false;
    let mut clock = 0;
    for line in lines {
        let number = line.number;
        if !line.linked && !line.hash.is_empty() {
            findings.push(Finding::LineChanged(number));
        }
        match &line.record {
            Err(fault) => findings.push(Finding::LineBroken {
                line: number,
                fault: fault.clone(),
            }),
            Ok(record) => {
                let expected = number.saturating_sub(1);
                if record.seq != expected {
                    findings.push(Finding::LineOutOfPlace {
                        line: number,
                        expected,
                        found: record.seq,
                    });
                }
                if ended {
                    findings.push(Finding::AfterEnd(number));
                }
                ended |= matches!(record.event, Event::RunFinished(_));
                if closed {
                    findings.push(Finding::AfterRecovered(number));
                }
                let closes = record.event.recovered().is_some();
                closed |= closes;
                let is_sound = if closes {
                    record.mono_ms == 0
                } else {
                    record.mono_ms >= clock
                };
                if !is_sound {
                    findings.push(Finding::ClockBackwards(number));
                }
                clock = record.mono_ms;
                if number > 1 && matches!(record.event, Event::RunStarted(_)) {
                    findings.push(Finding::StartedAgain(number));
                }
            }
        }
    }
}

/// Returns the finding on whatever stands behind the last line; none if a run may go on there.
pub(in crate::evidence) fn check_rest(lines: &[Line]) -> Option<Finding> {
    let last = lines.last()?;
    let event = &last.record.as_ref().ok()?.event;
    let next = last.number.saturating_add(1);
    if event.finished().is_some() {
        return Some(Finding::AfterEnd(next));
    }
    event.recovered().map(|_| Finding::AfterRecovered(next))
}

/// Compares what the seal says of the trail with the trail.
pub(super) fn check_seal(seal: &Seal, lines: &[Line], records: &[&Record], findings: &mut Vec<Finding>) {
    let mut compare = |part, sealed: &str, found: &str| {
        if sealed != found {
            findings.push(Finding::SealDiffers {
                part,
                sealed: sealed.to_owned(),
                found: found.to_owned(),
            });
        }
    };
    let hash_of = |line: Option<&Line>| line.map_or_else(|| chain::ORIGIN.to_owned(), |line| line.hash.clone());
    let started = records.first().and_then(|record| record.event.started());
    let (run, format) = started.map_or(("", FORMAT), |started| (started.run.as_str(), started.format.as_str()));
    let ended = records.last().is_some_and(|record| record.event.finished().is_some());
    let state = if ended {
        SealState::Complete
    } else {
        SealState::Interrupted
    };
    let mut open = OpenActs::default();
    for record in records {
        open.follow(record);
    }
    compare(SealPart::Format, &seal.format, format);
    compare(SealPart::Run, &seal.run, run);
    compare(SealPart::Records, &seal.records.to_string(), &lines.len().to_string());
    compare(SealPart::First, &seal.first, &hash_of(lines.first()));
    compare(SealPart::Last, &seal.last, &hash_of(lines.last()));
    compare(SealPart::State, seal.state.word(), state.word());
    compare(
        SealPart::Uncertain,
        &seal.uncertain.join(", "),
        &open.uncertain().join(", "),
    );
}

//! What a trail itself proves to have been durable before its run broke off.

use super::format::{Event, Record};

/// Effects of acts before which everything is made durable.
const COMMITTED: [&str; 2] = ["write", "destroy"];

/// Returns the sequence number up to which every file that a record names was durable.
///
/// A run makes everything durable between the intent of a change and whatever it records next, and between the end of a
/// step and the beginning of the next. What comes later may be lost with the power, also if its record was not. One
/// run is misjudged: that whose disk refused a sync and that was killed while it wrote how it gives up.
pub(super) fn proved_up_to(records: &[&Record]) -> Option<u64> {
    let pairs = records.windows(2).rev();
    let mut proving = pairs.filter_map(|pair| match pair {
        [one, next] if is_commit_between(&one.event, &next.event) => Some(one.seq),
        _ => None,
    });
    proving.next()
}

fn is_commit_between(one: &Event, next: &Event) -> bool {
    match one {
        // Another program closes a bundle.
        Event::Intent(intent) => COMMITTED.contains(&intent.effect.as_str()) && next.recovered().is_none(),
        // A run that gives up writes its last records in one go: only the next step shows that this one was stored.
        Event::StepFinished(_) => matches!(next, Event::StepStarted(_)),
        Event::RunStarted(_)
        | Event::Anchored(_)
        | Event::LoggedIn(_)
        | Event::Paused(_)
        | Event::Resumed(_)
        | Event::StepStarted(_)
        | Event::Observed(_)
        | Event::Outcome(_)
        | Event::Field(_)
        | Event::Rows(_)
        | Event::Condition(_)
        | Event::Recorded(_)
        | Event::Visited(_)
        | Event::Errand(_)
        | Event::Dialog(_)
        | Event::Candidates(_)
        | Event::Destroying(_)
        | Event::Masked(_)
        | Event::Note(_)
        | Event::RunFinished(_)
        | Event::Recovered(_) => false,
    }
}

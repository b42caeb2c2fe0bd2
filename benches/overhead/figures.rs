//! Medians over the rounds, in words.

use std::time::Duration;

use crate::apply::Applied;
use crate::ledger::Part;
use crate::raw::Worked;

/// Both sides of one round.
pub struct Round {
    /// By krok.
    pub krok: Applied,
    /// By raw calls.
    pub raw: Worked,
}

impl Round {
    fn ratio(&self) -> f64 {
        self.krok.wall.as_secs_f64() / self.raw.wall.as_secs_f64()
    }
}

/// Prints what the rounds say.
pub fn print(rounds: &[Round]) {
    let acts = rounds.first().map_or(1, |round| round.krok.acts.len());
    let krok = median(rounds.iter().map(|round| milliseconds(round.krok.wall)));
    let raw = median(rounds.iter().map(|round| milliseconds(round.raw.wall)));
    for (number, round) in rounds.iter().enumerate() {
        println!(
            "round {}: krok {:>6.0} ms, raw {:>6.0} ms, ratio {:.2}",
            number + 1,
            milliseconds(round.krok.wall),
            milliseconds(round.raw.wall),
            round.ratio()
        );
    }
    println!("\nmedian        ms   ms/act  pictures  MB of pictures");
    for (name, wall, pictures, bytes) in [
        (
            "krok",
            krok,
            median(rounds.iter().map(|round| count(round.krok.pictures))),
            median(rounds.iter().map(|round| count(round.krok.ledger.picture_bytes))),
        ),
        (
            "raw",
            raw,
            median(rounds.iter().map(|round| count(round.raw.pictures))),
            median(rounds.iter().map(|round| count(round.raw.picture_bytes))),
        ),
    ] {
        println!(
            "{name:<8} {wall:>7.0}  {:>7.1}  {pictures:>8.0}  {:>14.1}",
            wall / number(acts),
            bytes / 1e6
        );
    }
    println!(
        "krok / raw: {:.2} (median of the rounds' ratios)",
        median(rounds.iter().map(Round::ratio))
    );
    breakdown(rounds, number(acts));
}

fn breakdown(rounds: &[Round], acts: f64) {
    println!("\nwhere the time goes, medians         ms  ms/act   times");
    let line = |name: &str, time: f64, times: Option<f64>| {
        let times = times.map_or(String::new(), |times| format!("{times:>8.0}"));
        println!("  {name:<30} {time:>7.0}  {:>6.1}{times}", time / acts);
    };
    println!("krok");
    for part in Part::ALL {
        let spent = || rounds.iter().map(|round| round.krok.ledger.spent(part));
        line(
            part.word(),
            median(spent().map(|spent| milliseconds(spent.time))),
            Some(median(spent().map(|spent| f64::from(spent.times)))),
        );
    }
    let of = |time: fn(&Round) -> Duration| median(rounds.iter().map(|round| milliseconds(time(round))));
    line("seal", of(|round| round.krok.seal), None);
    line("(afterwards: verify and report)", of(|round| round.krok.report), None);
    println!("krok, quiet in the page, by reason");
    let mut reasons: Vec<&String> = rounds
        .iter()
        .flat_map(|round| round.krok.ledger.reasons().keys())
        .collect();
    reasons.sort();
    reasons.dedup();
    for reason in reasons {
        let spent = || {
            rounds
                .iter()
                .map(|round| round.krok.ledger.reasons().get(reason).copied().unwrap_or_default())
        };
        line(
            reason,
            median(spent().map(|spent| milliseconds(spent.time))),
            Some(median(spent().map(|spent| f64::from(spent.times)))),
        );
    }
    println!("raw");
    line("find", of(|round| round.raw.find), None);
    line("act", of(|round| round.raw.act), None);
    line("settle", of(|round| round.raw.settle), None);
    line("picture", of(|round| round.raw.picture), None);
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn count(value: u64) -> f64 {
    value as f64
}

fn number(value: usize) -> f64 {
    count(value as u64)
}

//! What the wall clock did. It is shown to people and decides nothing by itself: anybody may put it back or forward, and
//! the time zone may change. The order of records is their number, that of runs is theirs, and a day that has come stays.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::folder;
use super::format::{Event, Reason, Record};
use super::journal::{self, LINE_LIMIT};
use super::paths;
use super::trail::stamp;

/// How far the wall clock may be from the steady one, from one record to the next, in milliseconds: a busy machine may
/// take its time between reading the one and the other.
const SLACK: i64 = 2000;

/// How far the wall clock may be from the time that an authority states, in milliseconds: clocks of offices are seldom exact.
const STRANGERS_SLACK: u64 = 5 * 60 * 1000;

/// Most notices of one run; whoever needs more has the records.
const MOST: usize = 20;

/// Returns what a reviewer should know of the clock in a run: it was put back or forward, the time zone changed, or it shows
/// another time than a time stamp. None of it is a sign of damage.
pub(super) fn notices(records: &[&Record]) -> Vec<Reason> {
    let pairs = records
        .windows(2)
        .filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    pairs
        .flat_map(|(before, after)| between(before, after))
        .chain(records.iter().filter_map(|record| against_stamp(record)))
        .take(MOST)
        .collect()
}

/// Compares the clock with a time stamp that had just been got: a run that is dated back or forward differs.
fn against_stamp(record: &Record) -> Option<Reason> {
    let Event::Anchored(anchored) = &record.event else {
        return None;
    };
    let (clock, stamped) = (moment(record)?, anchored.gen_time.parse::<Timestamp>().ok()?);
    let apart = clock.as_millisecond().abs_diff(stamped.as_millisecond());
    (apart >= STRANGERS_SLACK).then(|| Reason {
        code: "clock-against-stamp".to_owned(),
        values: BTreeMap::from([
            ("record".to_owned(), record.seq.to_string()),
            ("clock".to_owned(), record.at.clone()),
            ("stamped".to_owned(), anchored.gen_time.clone()),
        ]),
    })
}

fn between(before: &Record, after: &Record) -> Vec<Reason> {
    let notice = |code: &str| Reason {
        code: code.to_owned(),
        values: BTreeMap::from([
            ("record".to_owned(), after.seq.to_string()),
            ("before".to_owned(), before.at.clone()),
            ("after".to_owned(), after.at.clone()),
        ]),
    };
    let mut found = Vec::new();
    if let (Some(then), Some(now)) = (moment(before), moment(after)) {
        let wall = now.as_millisecond().saturating_sub(then.as_millisecond());
        // What closes a bundle counts anew, at whatever time that was.
        let steady = match after.event.recovered() {
            Some(_) => wall.max(0),
            None => i64::try_from(after.mono_ms.saturating_sub(before.mono_ms)).unwrap_or(i64::MAX),
        };
        let gained = wall.saturating_sub(steady);
        if gained <= -SLACK {
            found.push(notice("clock-put-back"));
        } else if gained >= SLACK {
            found.push(notice("clock-put-forward"));
        }
    }
    if let (Some(then), Some(now)) = (zone(before), zone(after))
        && then != now
    {
        found.push(notice("time-zone-changed"));
    }
    found
}

fn moment(record: &Record) -> Option<Timestamp> {
    record.at.parse().ok()
}

/// Returns the offset from UTC as it stands behind the milliseconds.
fn zone(record: &Record) -> Option<&str> {
    record.at.get("2026-11-22T14:05:09.731".len()..)
}

/// A day that has come, for good: a clock that is put back does not take it away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Option<Date>);

impl Day {
    /// Returns today by the clock.
    pub fn today() -> Self {
        Self(Some(Zoned::now().date()))
    }

    /// Returns the day of a record.
    pub fn of(record: &Record) -> Self {
        Self::named(record.at.get(.."2026-11-22".len()).unwrap_or_default())
    }

    /// Returns the day that a text names; one that names none comes before every other.
    pub fn named(text: &str) -> Self {
        Self(text.parse().ok())
    }

    /// Tells whether it is over once another has come; what names no day is.
    pub fn is_over_on(self, other: Self) -> bool {
        self.0.is_none() || self < other
    }
}

/// Place of a run among those of its folder. Clocks tell it only of runs that have no number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the run; none in formats without.
    number: Option<u64>,
    /// When it began.
    at: Timestamp,
}

impl Place {
    /// Returns the place of the run that begins with a record; none if that begins none, or at no time.
    pub fn of(first: &Record) -> Option<Self> {
        let number = first.event.started()?.number;
        let at = moment(first)?;
        Some(Self { number, at })
    }

    /// Reads the place of a bundle's run; none if it does not begin as a run does.
    pub fn read(bundle: &Path) -> Option<Self> {
        let file = folder::open(bundle, paths::TRAIL).ok()?;
        let mut line = Vec::new();
        let most = u64::try_from(LINE_LIMIT).unwrap_or(u64::MAX);
        BufReader::new(file.take(most)).read_until(b'\n', &mut line).ok()?;
        let first = journal::read(&line).pop()?.record.ok()?;
        Self::of(&first)
    }
}

/// The run that was begun last before another, as far as the other can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predecessor {
    place: Place,
    run: String,
}

impl Predecessor {
    /// Finds the one begun last of these bundles; none if there is none.
    pub fn among<'b>(bundles: impl Iterator<Item = &'b Path>) -> Option<Self> {
        let begun = bundles.filter_map(|bundle| {
            let run = bundle.file_name()?.to_string_lossy().into_owned();
            Some(Self {
                place: Place::read(bundle)?,
                run,
            })
        });
        begun.max_by(|one, other| one.place.cmp(&other.place))
    }

    /// Returns the number of the run after a predecessor, if there was one.
    pub fn next_number(predecessor: Option<&Self>) -> u64 {
        let number = predecessor.and_then(|last| last.place.number);
        number.unwrap_or_default().saturating_add(1)
    }

    /// Says so if the clock shows an earlier time now than when that run began.
    pub fn is_ahead(&self) -> Option<Reason> {
        let ahead = self.place.at.as_millisecond() - Timestamp::now().as_millisecond();
        (ahead >= SLACK).then(|| Reason {
            code: "clock-behind".to_owned(),
            values: BTreeMap::from([
                ("run".to_owned(), self.run.clone()),
                (
                    "before".to_owned(),
                    stamp(&self.place.at.to_zoned(jiff::tz::TimeZone::system())),
                ),
            ]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::format::{AnchorPlace, Anchored, FileReference, Recovered};

    fn record(seq: u64, at: &str, mono_ms: u64) -> Record {
        Record {
            seq,
            at: at.to_owned(),
            mono_ms,
            step: None,
            event: Event::Note(Reason {
                code: "label-alias".to_owned(),
                values: BTreeMap::new(),
            }),
        }
    }

    fn codes(records: &[Record]) -> Vec<String> {
        let records: Vec<&Record> = records.iter().collect();
        notices(&records).into_iter().map(|notice| notice.code).collect()
    }

    #[test]
    fn a_clock_far_from_a_time_stamp_is_told() {
        let stamped = |at: &str| {
            let mut record = record(1, at, 0);
            record.event = Event::Anchored(Anchored {
                place: AnchorPlace::Start,
                over: 0,
                file: FileReference {
                    path: "anchors/start.tsr".to_owned(),
                    sha256: String::new(),
                    size: 0,
                },
                gen_time: "2026-11-22T13:05:09.123Z".to_owned(),
                policy: String::new(),
                serial: String::new(),
                tsa: String::new(),
            });
            codes(&[record])
        };
        assert_eq!(stamped("2026-11-22T14:09:09.000+01:00"), [""; 0]);
        for at in [
            "2026-11-22T14:11:00.000+01:00",
            "2026-11-22T13:59:00.000+01:00",
            "2020-11-22T14:05:09.000+01:00",
        ] {
            assert_eq!(stamped(at), ["clock-against-stamp"], "{at}");
        }
    }

    #[test]
    fn a_clock_that_goes_as_it_should_is_not_spoken_of() {
        let steady = [
            record(0, "2026-11-22T14:05:09.000+01:00", 0),
            record(1, "2026-11-22T14:05:10.900+01:00", 100),
            record(2, "2026-11-22T14:20:10.000+01:00", 901_000),
            record(3, "kiedyś", 901_000),
            record(4, "2026-11-22T14:20:10.000+01:00", 901_000),
        ];
        assert_eq!(codes(&steady), ["time-zone-changed"; 0]);
        assert_eq!(codes(&[]), ["time-zone-changed"; 0]);
    }

    #[test]
    fn a_clock_put_back_or_forward_and_another_time_zone_are_told() {
        let moved = [
            record(0, "2026-11-22T14:05:09.000+01:00", 0),
            // Put back, although the time shown is a later one.
            record(1, "2026-11-22T14:05:19.000+01:00", 60_000),
            record(2, "2026-11-22T13:05:19.000+01:00", 60_100),
            record(3, "2027-11-22T13:05:19.000+01:00", 60_200),
            record(4, "2027-11-22T12:05:19.000+00:00", 60_300),
        ];
        let told = [
            "clock-put-back",
            "clock-put-back",
            "clock-put-forward",
            "time-zone-changed",
        ];
        assert_eq!(codes(&moved), told);
        let records: Vec<&Record> = moved.iter().collect();
        let first = notices(&records).remove(0);
        assert_eq!(first.values["record"], "1");
        assert_eq!(first.values["before"], "2026-11-22T14:05:09.000+01:00");
    }

    #[test]
    fn what_closes_a_bundle_may_come_at_any_later_time() {
        let closing = |at: &str| Record {
            event: Event::Recovered(Recovered {
                tool: String::new(),
                torn: Vec::new(),
                loose: Vec::new(),
                lost: Vec::new(),
            }),
            ..record(1, at, 0)
        };
        let broken = || record(0, "2026-11-22T14:05:09.000+01:00", 60_000);
        let codes_with = |at: &str| codes(&[broken(), closing(at)]);
        assert_eq!(codes_with("2026-12-24T14:05:09.000+01:00"), ["clock-put-back"; 0]);
        assert_eq!(codes_with("2026-11-22T14:05:00.000+01:00"), ["clock-put-back"]);
    }

    #[test]
    fn a_day_is_over_once_a_later_one_has_come() {
        let day = Day::named;
        assert!(day("2026-11-22").is_over_on(day("2026-11-23")));
        assert!(!day("2026-11-22").is_over_on(day("2026-11-22")));
        assert!(day("kiedyś").is_over_on(day("2026-11-22")) && day("").is_over_on(Day::default()));
        assert_eq!(
            Day::of(&record(0, "2026-11-22T00:30:00.000+01:00", 0)),
            day("2026-11-22")
        );
    }

    #[test]
    fn the_number_of_a_run_decides_before_its_clock() {
        let place = |number, at: &str| Place {
            number,
            at: at.parse().unwrap(),
        };
        let (early, late) = ("2026-11-22T14:05:09Z", "2026-11-22T15:05:09Z");
        assert!(place(Some(2), early) > place(Some(1), late));
        assert!(place(Some(1), early) > place(None, late), "what has no number is older");
        assert!(place(Some(1), late) > place(Some(1), early), "two were begun at once");
        let last = |number| Predecessor {
            place: place(number, late),
            run: String::new(),
        };
        assert_eq!(Predecessor::next_number(None), 1);
        assert_eq!(Predecessor::next_number(Some(&last(None))), 1);
        assert_eq!(Predecessor::next_number(Some(&last(Some(7)))), 8);
        assert_eq!(Predecessor::next_number(Some(&last(Some(u64::MAX)))), u64::MAX);
        assert_eq!(last(None).is_ahead(), None);
        let future = Predecessor {
            place: place(None, "2999-01-01T00:00:00Z"),
            run: "przebieg".to_owned(),
        };
        assert_eq!(future.is_ahead().unwrap().values["run"], "przebieg");
    }
}

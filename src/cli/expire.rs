//! `krok expire`: pictures and texts go from every closed bundle whose time to be kept is over.
//!
//! The age of a bundle is what the bundle itself says: its last record, or a time stamp over its seal where that is later.
//! Times of files are never asked, because every copy has new ones.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};

use crate::evidence::bundle::Bundle;
use crate::evidence::chain;
use crate::evidence::erasure::{self, Chosen, Kind};
use crate::evidence::format::{Mode, Policy};
use crate::evidence::paths;
use crate::evidence::stamp::{self, Place, Trust};
use crate::evidence::verify::{Verification, verify};
use crate::report::index::IndexError;
use crate::runbook::retention::{Category, KeepTime, KeepUnit, Retention, Rule};
use crate::text::language::Language;

use super::args::ExpireOptions;
use super::console::Console;
use super::exit::Exit;
use super::job::rejected;
use super::redact::{Word, agreed, carry_out, closed, tell_limits};
use super::trouble::Trouble;
use super::{errors, keys, machine};

/// Folders between one that is named and its bundles: that of a series.
const DEPTH: u32 = 2;

/// Removes what is over, once somebody agreed.
pub(super) fn expire(order: &ExpireOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let rules = Rules::of(order, language)?;
    let today = Zoned::now().date();
    let mut worst = Exit::Done;
    let mut due = Vec::new();
    for path in bundles(&order.paths, language)? {
        match Due::of(&path, &rules, today, language) {
            Ok(found) => due.extend(found),
            // One bundle that nobody may touch does not keep the others.
            Err(trouble) => {
                console.remark(&format!("{}:", path.display()));
                console.trouble(&trouble);
                worst = if worst == Exit::Done { trouble.exit } else { worst };
            }
        }
    }
    if due.is_empty() {
        console.result(language.pick(
            "Nie ma nic, czego okres przechowywania upłynął.",
            "There is nothing whose time to be kept is over.",
        ));
        return Ok(worst);
    }
    console.result(language.pick("Do usunięcia na zawsze:", "To be removed for good:"));
    for each in &due {
        console.result(&each.line(language));
    }
    if !order.yes && !agreed(console)? {
        return Ok(Exit::Declined);
    }
    let signer = keys::signer(order.signing.key.as_deref(), console)?;
    let by = order.by.clone().unwrap_or_else(machine::user);
    let why = order
        .reason
        .as_deref()
        .unwrap_or(language.pick("upłynął okres przechowywania", "the time to be kept is over"));
    for each in &due {
        let word = Word {
            by: &by,
            why,
            policy: Some(&each.policy),
            signer: signer.as_deref(),
        };
        let gone = carry_out(&each.bundle, &each.verification, (&each.chosen, &word), console)?;
        console.result(&format!(
            "{}: {} {gone}",
            each.bundle.path().display(),
            language.pick("usunięte pliki:", "files removed:")
        ));
    }
    tell_limits(console);
    Ok(worst)
}

/// How long things are kept: by a file, by the command line, or by both, when both have to be over.
struct Rules {
    file: Option<Retention>,
    older_than: Option<KeepTime>,
}

impl Rules {
    fn of(order: &ExpireOptions, language: Language) -> Result<Self, Trouble> {
        let file = order.policy.as_deref().map(Retention::read).transpose();
        Ok(Self {
            file: file.map_err(|mistakes| rejected(&mistakes, language))?,
            older_than: order.older_than,
        })
    }

    /// Returns the times that must be over before files of a kind go; none if they are kept for ever.
    fn times(&self, kind: Kind, category: Category) -> Vec<KeepTime> {
        let of_kind = |rule: Rule| match kind {
            Kind::Picture => rule.pictures,
            Kind::Text => rule.texts,
        };
        match self.file.as_ref().map(|file| of_kind(file.rule(category))) {
            Some(None) => Vec::new(),
            Some(Some(time)) => [time].into_iter().chain(self.older_than).collect(),
            None => self.older_than.into_iter().collect(),
        }
    }

    /// Returns what the log of a bundle keeps of them.
    fn policy(&self, kinds: &[(Kind, Vec<KeepTime>)]) -> Policy {
        let keep = kinds.iter().map(|(kind, times)| {
            let name = match kind {
                Kind::Picture => "pictures",
                Kind::Text => "texts",
            };
            let times: Vec<String> = times.iter().map(ToString::to_string).collect();
            format!("{name} {}", times.join(" + "))
        });
        Policy {
            name: self
                .file
                .as_ref()
                .map_or_else(|| "--older-than".to_owned(), |file| file.title.clone()),
            sha256: self.file.as_ref().map(|file| chain::sha256(file.text.as_bytes())),
            keep: keep.collect::<Vec<_>>().join(", "),
        }
    }
}

/// A bundle from which something goes.
struct Due {
    bundle: Bundle,
    verification: Verification,
    chosen: Vec<Chosen>,
    policy: Policy,
    since: Date,
}

impl Due {
    /// Looks at a bundle; none if nothing of it is over.
    fn of(path: &Path, rules: &Rules, today: Date, language: Language) -> Result<Option<Self>, Trouble> {
        let verification = verify(path);
        closed(&verification, language)?;
        let unreadable = |error| errors::bundle(&error, language).trouble(Exit::Invalid);
        let bundle = Bundle::open(path).map_err(unreadable)?;
        let (Some(since), Some(category)) = (since(&bundle), category(&bundle)) else {
            return Err(no_age(language));
        };
        let times = Kind::ALL.map(|kind| (kind, rules.times(kind, category)));
        let is_over = |times: &[KeepTime]| !times.is_empty() && times.iter().all(|time| is_over(since, *time, today));
        let over: Vec<_> = times.into_iter().filter(|(_, times)| is_over(times)).collect();
        let kinds: Vec<Kind> = over.iter().map(|(kind, _)| *kind).collect();
        let chosen = erasure::all(&bundle, &verification, &kinds);
        if chosen.is_empty() && erasure::unfinished(&verification).next().is_none() {
            return Ok(None);
        }
        Ok(Some(Self {
            policy: rules.policy(&over),
            bundle,
            verification,
            chosen,
            since,
        }))
    }

    fn line(&self, language: Language) -> String {
        let count = |kind| {
            let chosen = self.chosen.iter();
            chosen.filter(|each| Kind::of(&each.file.path) == Some(kind)).count()
        };
        let unfinished = match erasure::unfinished(&self.verification).count() {
            0 => String::new(),
            count => format!(", {} {count}", language.pick("do dokończenia:", "to be finished:")),
        };
        format!(
            "  - {}: {} {}, {} {}, {} {} ({}){unfinished}",
            self.bundle.path().display(),
            language.pick("z dnia", "of"),
            self.since,
            language.pick("obrazy:", "pictures:"),
            count(Kind::Picture),
            language.pick("teksty:", "texts:"),
            count(Kind::Text),
            self.policy.keep,
        )
    }
}

/// Returns the day from which a bundle is kept. A time stamp proves that it was there then, and no more: a clock that was
/// put back must not make it older, so the later of both counts.
fn since(bundle: &Bundle) -> Option<Date> {
    let at = &bundle.records().last()?.at;
    let recorded: Date = at.get(.."2026-11-22".len())?.parse().ok()?;
    let stamps = stamp::judge(bundle.path(), Trust::default());
    let sealed = stamps
        .tokens
        .iter()
        .filter(|token| token.place == Place::Seal && token.is_good())
        .filter_map(|token| token.facts.as_ref())
        .map(|facts| facts.at.to_zoned(TimeZone::UTC).date())
        .min();
    Some(sealed.map_or(recorded, |sealed| sealed.max(recorded)))
}

fn category(bundle: &Bundle) -> Option<Category> {
    let started = bundle.started()?;
    Some(match started.mode {
        _ if started.portal.practice => Category::Practice,
        Mode::Plan => Category::Plan,
        Mode::Apply => Category::Apply,
    })
}

/// Tells whether a time that began on a day is wholly over; one that does not end in any calendar is not.
fn is_over(since: Date, time: KeepTime, today: Date) -> bool {
    let count = i64::from(time.count);
    let span = match time.unit {
        KeepUnit::Days => Span::new().try_days(count),
        KeepUnit::Months => Span::new().try_months(count),
        KeepUnit::Years => Span::new().try_years(count),
    };
    let end = span.and_then(|span| since.checked_add(span));
    end.is_ok_and(|end| today > end)
}

/// Finds the bundles that are named, or that lie in a folder that is; links are not followed.
fn bundles(named: &[PathBuf], language: Language) -> Result<Vec<PathBuf>, Trouble> {
    let mut all = Vec::new();
    for path in named {
        let before = all.len();
        let gathered = gather(path, DEPTH, &mut all).map_err(|source| IndexError::Folder {
            path: path.clone(),
            source,
        });
        let is_none = all.len() == before;
        let found = gathered.and_then(|()| {
            if is_none {
                return Err(IndexError::Empty(path.clone()));
            }
            Ok(())
        });
        found.map_err(|error| errors::index(&error, language).trouble(Exit::Invalid))?;
    }
    Ok(all)
}

fn gather(path: &Path, depth: u32, all: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.join(paths::TRAIL).symlink_metadata().is_ok() {
        all.push(path.to_owned());
        return Ok(());
    }
    if depth == 0 {
        return Ok(());
    }
    let mut folders = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    folders.sort();
    folders.iter().try_for_each(|folder| gather(folder, depth - 1, all))
}

fn no_age(language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        language.pick(
            "dziennik teczki nie mówi, kiedy się skończył, więc nie wiadomo, czy okres przechowywania upłynął",
            "the bundle's trail does not say when it ended, so nobody knows whether its time is over",
        ),
    )
    .hint("krok verify")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_over_on_the_day_after_its_last() {
        for (time, last) in [("5y", "2031-02-28"), ("12m", "2027-02-28"), ("90d", "2026-05-29")] {
            let (time, last): (_, Date) = (KeepTime::parse(time).unwrap(), last.parse().unwrap());
            let since = "2026-02-28".parse().unwrap();
            assert!(!is_over(since, time, last), "{time}");
            assert!(is_over(since, time, last.tomorrow().unwrap()), "{time}");
        }
        // No calendar has that day.
        let long = KeepTime::parse("1000y").unwrap();
        assert!(!is_over(
            "9999-01-01".parse().unwrap(),
            long,
            "9999-12-31".parse().unwrap()
        ));
    }
}

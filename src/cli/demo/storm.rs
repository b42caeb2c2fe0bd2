//! A procedure in a storm of faults: begun again where krok itself cannot go on, and judged by what came of it all.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use mock_portal::{Storm, Tally, Truth};

use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;
use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Verdict};
use crate::evidence::paths::TRAIL;
use crate::evidence::verify::verify;
use crate::text::language::Language;

use super::fault_words::kind;

/// How often a procedure is begun again.
const MOST_BEGUN_AGAIN: usize = 8;

/// A practice in a storm.
pub(super) struct Weather {
    seed: u64,
    /// Bundles that were there before.
    known: BTreeSet<PathBuf>,
    begun_again: usize,
}

impl Weather {
    /// Takes note of what lies in the folder for bundles already.
    pub(super) fn new(seed: u64, out: &Path) -> Self {
        Self {
            seed,
            known: bundles(out),
            begun_again: 0,
        }
    }

    /// The storm itself.
    pub(super) fn storm(&self) -> Storm {
        Storm::new(self.seed)
    }

    /// Says whether a procedure that ended like this is begun again, as its operator would.
    pub(super) fn begins_again(&mut self, ended: &Result<Exit, Trouble>, console: &Console) -> bool {
        let is_over = match ended {
            Ok(exit) => *exit == Exit::Done,
            // Nothing comes of asking once more.
            Err(trouble) => matches!(trouble.exit, Exit::Invalid | Exit::DriverMissing | Exit::DriverMismatch),
        };
        if is_over || self.begun_again == MOST_BEGUN_AGAIN {
            return false;
        }
        if let Err(trouble) = ended {
            console.trouble(trouble);
        }
        self.begun_again += 1;
        console.remark(&match console.language() {
            Language::Polish => format!(
                "Burza: zastępczy operator zaczyna od nowa, od tego, co pokazuje portal (po raz {}).",
                self.begun_again
            ),
            Language::English => format!(
                "Storm: the stand-in operator begins again, from what the portal shows (time {}).",
                self.begun_again
            ),
        });
        true
    }

    /// Says what the storm was like and what came of it; returns whether nothing was done twice and all evidence is whole.
    pub(super) fn judged(&self, truth: &Truth, out: &Path, console: &Console) -> bool {
        let language = console.language();
        let own: Vec<PathBuf> = bundles(out).difference(&self.known).cloned().collect();
        console.result(&self.told(truth, &own, language));
        let twice: Vec<String> = truth
            .tallies()
            .iter()
            .filter(|(_, tally)| is_twice(tally))
            .map(|(object, tally)| format!("{object:?}: {tally:?}"))
            .collect();
        let broken: Vec<&PathBuf> = own.iter().filter(|bundle| !is_whole(bundle)).collect();
        let (once, whole) = (
            language.pick(
                "niczego nie zapisano ani nie usunięto dwa razy",
                "nothing was saved or deleted twice",
            ),
            language.pick(
                "teczki nienaruszone, a ukończone przebiegi kompletne",
                "bundles intact, and those of finished runs complete",
            ),
        );
        let mark = |is_right| if is_right { "✓" } else { "✗" };
        console.result(&format!("  {} {once}", mark(twice.is_empty())));
        console.result(&format!(
            "  {} {whole}: {}",
            mark(broken.is_empty()),
            own.len() - broken.len()
        ));
        for line in &twice {
            console.remark(&format!("    {line}"));
        }
        for bundle in &broken {
            console.remark(&format!("    {}", bundle.display()));
        }
        twice.is_empty() && broken.is_empty()
    }

    fn told(&self, truth: &Truth, own: &[PathBuf], language: Language) -> String {
        let raised = truth.raised();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &raised {
            *kinds.entry(kind(&one.fault, language)).or_default() += 1;
        }
        let kinds: Vec<String> = kinds.iter().map(|(kind, times)| format!("{kind} {times}")).collect();
        let kinds = kinds.join(", ");
        let (seed, count, again) = (self.seed, raised.len(), self.begun_again);
        let pauses: usize = own.iter().map(|bundle| pauses(bundle)).sum();
        match language {
            Language::Polish => {
                format!("Burza {seed}: usterki {count} ({kinds}); pauzy {pauses}; rozpoczęto od nowa {again}")
            }
            Language::English => {
                format!("Storm {seed}: faults {count} ({kinds}); pauses {pauses}; begun again {again}")
            }
        }
    }
}

/// A save that changes nothing repeats one before it, and what is gone cannot be deleted again.
fn is_twice(tally: &Tally) -> bool {
    tally.saves != tally.changes || tally.withdrawals > 1 || tally.deletions > 1
}

/// Of a page that never came there is no picture: only a run that came to its end has to be complete.
fn is_whole(path: &Path) -> bool {
    let verification = verify(path);
    let is_at_end = Bundle::open(path).is_ok_and(|bundle| {
        bundle.finished().is_some_and(|finished| match finished.verdict {
            Verdict::Unchanged | Verdict::ChangesPlanned | Verdict::Changed => true,
            Verdict::Blocked | Verdict::Failed | Verdict::Uncertain | Verdict::Interrupted => false,
        })
    });
    verification.is_intact() && (verification.is_complete() || !is_at_end)
}

fn pauses(bundle: &Path) -> usize {
    Bundle::open(bundle).map_or(0, |bundle| {
        let paused = |event: &Event| matches!(event, Event::Paused(_));
        bundle.records().iter().filter(|record| paused(&record.event)).count()
    })
}

/// Finds the bundles in a folder, also those of a series.
fn bundles(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for path in folders(folder).unwrap_or_default() {
        if path.join(TRAIL).exists() {
            found.insert(path);
        } else {
            let inner = folders(&path).unwrap_or_default();
            found.extend(inner.into_iter().filter(|path| path.join(TRAIL).exists()));
        }
    }
    found
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let paths: io::Result<Vec<PathBuf>> = paths.collect();
    Ok(paths?.into_iter().filter(|path| path.is_dir()).collect())
}

#[cfg(test)]
mod tests {
    use mock_portal::Tally;

    use super::is_twice;

    #[test]
    fn a_save_without_a_change_and_a_second_deletion_are_done_twice() {
        let once = Tally {
            saves: 2,
            changes: 2,
            withdrawals: 1,
            deletions: 1,
        };
        assert!(!is_twice(&once));
        assert!(is_twice(&Tally { changes: 1, ..once }));
        assert!(is_twice(&Tally { deletions: 2, ..once }));
        assert!(is_twice(&Tally { withdrawals: 2, ..once }));
    }
}

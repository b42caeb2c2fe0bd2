//! Processes as `/proc` shows them: whether one still lives, and which ones work in a folder.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// A process, told from a later one with the same number by its start time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// Clock ticks since the machine started.
    pub started: u64,
}

impl Process {
    /// Finds a living process by its number.
    pub fn find(pid: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The command's name is in brackets and may hold anything, also a bracket.
        let mut rest = stat.rsplit_once(')')?.1.split_ascii_whitespace();
        let alive = !matches!(rest.next()?, "Z" | "X");
        // `starttime` is field 22; state is field 3.
        let started = rest.nth(18)?.parse().ok()?;
        alive.then_some(Self { pid, started })
    }

    /// Returns this very process.
    pub fn own() -> Option<Self> {
        Self::find(std::process::id())
    }

    /// Returns its program and arguments; none once it has ended.
    pub fn command(self) -> Option<Vec<String>> {
        let line = fs::read(format!("/proc/{}/cmdline", self.pid)).ok()?;
        let words = line.split(|byte| *byte == 0).filter(|word| !word.is_empty());
        let words = words.map(|word| String::from_utf8_lossy(word).into_owned()).collect();
        self.lives().then_some(words)
    }

    /// Says whether it still runs.
    pub fn lives(self) -> bool {
        Self::find(self.pid) == Some(self)
    }
}

/// Finds the processes whose command line names a folder.
pub(super) fn working_in(folder: &Path) -> Vec<u32> {
    let Some(folder) = folder.to_str() else {
        return Vec::new();
    };
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter(|pid| {
            fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains(folder))
        })
        .filter(|pid| Process::find(*pid).is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_lives_only_with_its_own_start_time() {
        let own = Process::own().unwrap();
        assert!(own.lives());
        assert!(own.command().unwrap()[0].contains("krok"));
        let later = Process {
            started: own.started + 1,
            ..own
        };
        assert!(!later.lives());
        assert_eq!(later.command(), None);
    }
}

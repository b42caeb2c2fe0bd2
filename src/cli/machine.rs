//! The machine and the account on which krok runs.

use std::collections::BTreeMap;
use std::fs;

use crate::evidence::format::Reason;

/// Returns the name of the user account.
pub(super) fn user() -> String {
    let own = rustix::process::getuid().as_raw();
    accounts()
        .into_iter()
        .find(|account| account.uid == own)
        .map_or_else(|| own.to_string(), |account| account.name)
}

/// Returns the name of the machine.
pub(super) fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Remarks on the machine that weaken the evidence: who else could take a browser over, what is done against it, and what
/// cannot be. `browser` is what the browser calls itself.
pub(super) fn circumstances(browser: &str) -> Vec<Reason> {
    weaknesses(&other_people(), shows_processes(), browser)
}

fn weaknesses(others: &[String], shows_processes: bool, browser: &str) -> Vec<Reason> {
    if others.is_empty() {
        return Vec::new();
    }
    let bare = |code: &str| Reason {
        code: code.to_owned(),
        values: BTreeMap::new(),
    };
    let mut weaknesses = vec![Reason {
        code: "shared-machine".to_owned(),
        values: [("accounts".to_owned(), others.join(", "))].into(),
    }];
    // Of a procedure of persons alone there is none.
    match browser.split(' ').next() {
        Some("firefox") => weaknesses.push(bare("driver-open")),
        Some("chrome") => {
            weaknesses.push(bare("driver-hidden"));
            weaknesses.extend(shows_processes.then(|| bare("processes-visible")));
        }
        Some(_) | None => {}
    }
    weaknesses
}

/// Names the other accounts that people can log in to: while a browser is driven, they could take it over.
pub(super) fn other_people() -> Vec<String> {
    let own = rustix::process::getuid().as_raw();
    accounts()
        .into_iter()
        .filter(|account| account.uid != own && (1000..65000).contains(&account.uid) && account.may_log_in)
        .map(|account| account.name)
        .collect()
}

/// Says whether other accounts see the processes of this one, with what stands on their command lines: the secret path
/// of the driver stands there.
pub(super) fn shows_processes() -> bool {
    fs::read_to_string("/proc/self/mountinfo").is_ok_and(|mounts| !hides_processes(&mounts))
}

/// Looks for the option by which a system keeps the processes of one account from all others.
fn hides_processes(mounts: &str) -> bool {
    let mut proc = mounts.lines().filter_map(|line| {
        let (place, system) = line.split_once(" - ")?;
        (place.split(' ').nth(4)? == "/proc").then(|| format!("{place} {system}"))
    });
    let hidden = [
        "hidepid=1",
        "hidepid=2",
        "hidepid=4",
        "hidepid=noaccess",
        "hidepid=invisible",
        "hidepid=ptraceable",
    ];
    // The last one mounted is the one that is seen.
    proc.next_back()
        .is_some_and(|line| line.split([' ', ',']).any(|option| hidden.contains(&option)))
}

struct Account {
    name: String,
    uid: u32,
    may_log_in: bool,
}

/// Reads the local accounts; a machine without the file has none that we could name.
fn accounts() -> Vec<Account> {
    let Ok(text) = fs::read_to_string("/etc/passwd") else {
        return Vec::new();
    };
    text.lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            Some(Account {
                name: (*fields.first()?).to_owned(),
                uid: fields.get(2)?.parse().ok()?,
                may_log_in: fields
                    .get(6)
                    .is_some_and(|shell| !shell.ends_with("nologin") && !shell.ends_with("false")),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{hides_processes, weaknesses};

    #[test]
    fn a_run_tells_who_could_take_its_browser_over_and_what_is_done_against_it() {
        let codes = |others: &[&str], shows_processes, browser| -> Vec<String> {
            let others: Vec<String> = others.iter().map(|&name| name.to_owned()).collect();
            let told = weaknesses(&others, shows_processes, browser);
            told.into_iter().map(|reason| reason.code).collect()
        };
        let chrome = "chrome 156.0, ChromeDriver 156.0";
        assert_eq!(codes(&[], true, chrome), [""; 0]);
        assert_eq!(codes(&["anna"], false, chrome), ["shared-machine", "driver-hidden"]);
        assert_eq!(
            codes(&["anna"], true, chrome),
            ["shared-machine", "driver-hidden", "processes-visible"]
        );
        assert_eq!(
            codes(&["anna"], true, "firefox 140.0, geckodriver 0.36"),
            ["shared-machine", "driver-open"]
        );
        assert_eq!(codes(&["anna"], true, "–"), ["shared-machine"]);
    }

    #[test]
    fn processes_are_hidden_where_the_last_mount_of_proc_says_so() {
        let open = "22 27 0:21 / /proc rw,relatime - proc proc rw";
        let hidden = "22 27 0:21 / /proc rw,relatime - proc proc rw,hidepid=2";
        let by_word = "22 27 0:21 / /proc rw,nosuid - proc proc rw,gid=5,hidepid=invisible";
        let elsewhere = "23 27 0:22 / /jail/proc rw - proc proc rw,hidepid=2";
        assert!(!hides_processes(""));
        assert!(!hides_processes(open));
        assert!(hides_processes(hidden) && hides_processes(by_word));
        assert!(!hides_processes(&format!("{open}\n{elsewhere}")));
        assert!(!hides_processes(&format!("{hidden}\n{open}")));
        assert!(!hides_processes("22 27 0:21 / /proc rw - proc proc rw,hidepid=0"));
    }
}

//! The machine and the account on which krok runs.

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

/// Remarks on the machine that weaken the evidence.
pub(super) fn circumstances() -> Vec<Reason> {
    let others = other_people();
    if others.is_empty() {
        return Vec::new();
    }
    vec![Reason {
        code: "shared-machine".to_owned(),
        values: [("accounts".to_owned(), others.join(", "))].into(),
    }]
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

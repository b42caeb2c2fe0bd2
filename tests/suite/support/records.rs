//! What every run needs: the records that its bundle begins with, and a procedure for the practice entity.

use std::collections::BTreeMap;

use krok::evidence::format::{FORMAT, FileReference, Mode, Portal, RunStarted, Runbook};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::executor::Procedure;
use krok::runbook::Checked;
use krok::runbook::model::Scope;

/// Stores two inputs and returns the first record of a run.
pub fn beginning(trail: &mut Trail, name: &RunName, mode: Mode) -> RunStarted {
    beginning_of(trail, name, mode, ["schema = 1\n", "schema = 1\n"])
}

/// Stores a runbook and its profile and returns the first record of a run.
pub fn beginning_of(trail: &mut Trail, name: &RunName, mode: Mode, [runbook, profile]: [&str; 2]) -> RunStarted {
    let runbook = trail.store_input("proba.toml", runbook.as_bytes()).unwrap();
    let portal = trail.store_input("portal.toml", profile.as_bytes()).unwrap();
    started(name, mode, [runbook, portal])
}

/// Returns the first record of a run whose inputs are stored.
pub fn started(name: &RunName, mode: Mode, [runbook, portal]: [FileReference; 2]) -> RunStarted {
    RunStarted {
        format: FORMAT.to_owned(),
        run: name.as_str().to_owned(),
        number: None,
        nonce: "00".repeat(32),
        mode,
        tool: "krok test".to_owned(),
        runbook: Runbook {
            name: "proba".to_owned(),
            title: "Próba".to_owned(),
            file: runbook,
            document: None,
            chapter: None,
            points: std::collections::BTreeMap::new(),
        },
        portal: Portal {
            name: "proba".to_owned(),
            title: "Portal próbny".to_owned(),
            base: "https://portal.example/".to_owned(),
            practice: false,
            file: portal,
        },
        inputs: [("podmiot".to_owned(), "pzgliwice".to_owned())].into(),
        data: std::collections::BTreeMap::new(),
        entity: "pzgliwice".to_owned(),
        browser: "fake page".to_owned(),
        operator: "operator".to_owned(),
        host: "host".to_owned(),
        plan: None,
        continues: None,
        circumstances: Vec::new(),
    }
}

/// A runbook carried out for the practice entity, with no run before it.
pub fn procedure(checked: &Checked) -> Procedure<'_> {
    Procedure {
        runbook: &checked.runbook,
        portal: &checked.portal,
        inputs: Scope::from([("podmiot".to_owned(), "pzgliwice".to_owned())]),
        data: BTreeMap::new(),
        earlier: Vec::new(),
        gone_before: Vec::new(),
        continuation: None,
        entity: "pzgliwice".to_owned(),
    }
}

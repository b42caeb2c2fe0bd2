//! krok's side: a plan, and its apply under the stopwatch.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use krok::browser::session::{Landmarks, Session};
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{self, Event, FORMAT, Intent, Mode, PlanReference, RunStarted, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use krok::executor::{Assignment, Attention, NoAccount, Planned, Presence, Procedure, carry_out};
use krok::page::protocol::Page as _;
use krok::report::html;
use krok::runbook::Checked;
use krok::runbook::model::Scope;
use krok::text::language::Language;
use mock_portal::{ADDRESSES, OFFICE};

use crate::ledger::Ledger;
use crate::practice::Practice;
use crate::stopwatch::Stopwatch;

/// A timed apply.
pub struct Applied {
    /// From the first record to the seal.
    pub wall: Duration,
    /// Sealing alone, which is in `wall`.
    pub seal: Duration,
    /// Verifying the bundle and writing the report, which is not.
    pub report: Duration,
    /// What was done, in order.
    pub acts: Vec<Intent>,
    /// Pictures taken.
    pub pictures: u64,
    /// Where the time went.
    pub ledger: Ledger,
}

/// One carried out assignment.
struct Ran {
    bundle: PathBuf,
    verdict: Verdict,
    pictures: u64,
    wall: Duration,
    seal: Duration,
    ledger: Ledger,
}

/// Plans without the clock, then applies the plan with it.
pub async fn plan_and_apply(session: &mut Session, practice: &Practice, checked: &Checked) -> Applied {
    // On the disk on which bundles would lie: a folder in memory syncs for nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let portal = checked.portal.at(practice.base.clone(), practice.login.clone());
    session.set_landmarks(Landmarks {
        busy: portal.busy.clone(),
        messages: portal.messages.clone(),
        entity: Some(portal.entity.css.clone()),
        signs: Vec::new(),
        hosts: vec![practice.base.origin().ascii_serialization()],
    });
    let procedure = Procedure {
        runbook: &checked.runbook,
        portal: &portal,
        inputs: Scope::from(
            [("podmiot", OFFICE), ("adresy", ADDRESSES)].map(|(name, value)| (name.to_owned(), value.to_owned())),
        ),
        data: std::collections::BTreeMap::new(),
        earlier: Vec::new(),
        gone_before: Vec::new(),
        continuation: None,
        entity: OFFICE.to_owned(),
    };
    let plan = carried_out(session, &procedure, checked, Assignment::Plan, folder.path()).await;
    assert_eq!(plan.verdict, Verdict::ChangesPlanned);
    let read = Bundle::open(&plan.bundle).unwrap();
    let reference = PlanReference {
        run: read.started().unwrap().run.clone(),
        head: read.head().to_owned(),
    };
    let planned = Planned::of(read.records(), reference);
    let ran = carried_out(session, &procedure, checked, Assignment::Apply(&planned), folder.path()).await;
    assert_eq!(ran.verdict, Verdict::Changed);

    let begun = Instant::now();
    let bundle = Bundle::open(&ran.bundle).unwrap();
    html::write(&bundle, &verify(&ran.bundle), Language::Polish).unwrap();
    let report = begun.elapsed();
    Applied {
        wall: ran.wall,
        seal: ran.seal,
        report,
        acts: bundle
            .records()
            .iter()
            .filter_map(|record| {
                if let Event::Intent(intent) = &record.event {
                    Some(intent.clone())
                } else {
                    None
                }
            })
            .collect(),
        pictures: ran.pictures,
        ledger: ran.ledger,
    }
}

async fn carried_out(
    session: &mut Session,
    procedure: &Procedure<'_>,
    checked: &Checked,
    assignment: Assignment<'_>,
    root: &Path,
) -> Ran {
    let mode = match assignment {
        Assignment::Plan => Mode::Plan,
        Assignment::Apply(_) => Mode::Apply,
    };
    let name = RunName::new(Timestamp::now(), "epuap-skrytki-pull", mode, 1);
    let begun = Instant::now();
    let ledger = RefCell::new(Ledger::new());
    let mut trail = Trail::create(root, &name).unwrap();
    let started = beginning(&mut trail, &name, mode, procedure, checked, session.browser());
    trail.append(None, Event::RunStarted(started)).unwrap();
    trail.commit().unwrap();
    let mut page = Stopwatch {
        session,
        ledger: &ledger,
    };
    let attention = Attention {
        listen: &mut |_, event| ledger.borrow_mut().announced(event),
        stop: &|| false,
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: Presence::Nobody,
        stamp: None,
    };
    let finished = carry_out(&mut page, &mut trail, procedure, assignment, attention)
        .await
        .unwrap();
    ledger.borrow_mut().ended();
    let bundle = trail.path().to_owned();
    let sealing = Instant::now();
    trail.seal().unwrap();
    Ran {
        bundle,
        verdict: finished.verdict,
        pictures: finished.pictures,
        wall: begun.elapsed(),
        seal: sealing.elapsed(),
        ledger: ledger.into_inner(),
    }
}

fn beginning(
    trail: &mut Trail,
    name: &RunName,
    mode: Mode,
    procedure: &Procedure<'_>,
    checked: &Checked,
    browser: String,
) -> RunStarted {
    let file = trail
        .store_input("skrytki-pull.toml", checked.runbook_file.text().as_bytes())
        .unwrap();
    let profile = trail
        .store_input("portal.toml", checked.portal_file.text().as_bytes())
        .unwrap();
    RunStarted {
        format: FORMAT.to_owned(),
        run: name.as_str().to_owned(),
        number: None,
        nonce: "00".repeat(32),
        mode,
        tool: "krok bench".to_owned(),
        runbook: format::Runbook {
            name: procedure.runbook.name.clone(),
            title: procedure.runbook.title.clone(),
            file,
            document: None,
            chapter: None,
            points: std::collections::BTreeMap::new(),
        },
        portal: format::Portal {
            name: procedure.portal.name.clone(),
            title: procedure.portal.title.clone(),
            base: procedure.portal.base.to_string(),
            practice: true,
            file: profile,
        },
        inputs: procedure.inputs.clone(),
        data: std::collections::BTreeMap::new(),
        entity: procedure.entity.clone(),
        browser,
        operator: "bench".to_owned(),
        host: "bench".to_owned(),
        plan: None,
        continues: None,
        circumstances: Vec::new(),
    }
}

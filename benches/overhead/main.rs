//! What krok costs over the browser: the flagship procedure by krok and the same acts by raw WebDriver calls,
//! interleaved in one run. Figures are ratios; no figure is an assertion, because other work shares the processor.
//!
//! The one argument that counts is the number of measured rounds: `cargo bench --bench overhead -- 3`.

#![expect(clippy::unwrap_used, reason = "a bench breaks by panicking")]
#![expect(unreachable_pub, reason = "a program of its own: every module is private")]
#![expect(clippy::print_stdout, reason = "its printed figures are all that a bench is for")]

mod apply;
mod figures;
mod ledger;
mod memory;
mod practice;
mod raw;
mod stopwatch;

use krok::browser::driver::Driver;
use krok::browser::family::Family;
use krok::browser::profile::Settings;
use krok::browser::session::Session;
use krok::runbook::{self, Checked};
use krok::text::source::SourceFile;
use mock_portal::DataSet;

use apply::Applied;
use figures::{Round, print};
use practice::Practice;
use raw::{Raw, Worked};

const ROUNDS: usize = 5;
const RUNBOOK: &str = include_str!("../../runbooks/epuap/skrytki-pull.toml");
const PORTAL: &str = include_str!("../../runbooks/epuap/portal.toml");

fn main() {
    let rounds = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    // One thread, as the product has it; the practice portal gets its own.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(bench(rounds.unwrap_or(ROUNDS)));
}

async fn bench(rounds: usize) {
    let checked = runbook::read_sources(
        SourceFile::new("skrytki-pull.toml", RUNBOOK),
        SourceFile::new("portal.toml", PORTAL),
    )
    .unwrap();
    let driver = Driver::start(Family::Chromium).unwrap();
    let mut session = Session::start(&driver, &Settings::default()).await.unwrap();
    let raw = Raw::join(&driver, &session).await;

    // The warm-up also tells the acts that the raw side repeats.
    let first = krok_side(&mut session, &driver, &checked).await;
    let warm = raw_side(&mut session, &driver, &raw, &first).await;
    println!(
        "{} acts a run; after one warm-up {rounds} rounds on {}",
        first.acts.len(),
        session_name(&session)
    );
    println!(
        "(warm-up: krok {} ms, raw {} ms)",
        first.wall.as_millis(),
        warm.wall.as_millis()
    );
    let mut measured = Vec::new();
    for number in 0..rounds {
        // Who goes first changes, so that a drift of the machine favours nobody.
        let round = if number % 2 == 0 {
            let krok = krok_side(&mut session, &driver, &checked).await;
            let raw = raw_side(&mut session, &driver, &raw, &first).await;
            Round { krok, raw }
        } else {
            let raw = raw_side(&mut session, &driver, &raw, &first).await;
            let krok = krok_side(&mut session, &driver, &checked).await;
            Round { krok, raw }
        };
        measured.push(round);
    }
    print(&measured);

    println!("\npeak memory of `krok plan`");
    for (name, data) in [("2 skrytki", DataSet::Instruction), ("14 skrytki", DataSet::Many)] {
        let practice = Practice::start(data);
        practice.log_in(&mut session, &driver).await;
        let peak = memory::of_plan(&practice, &driver, &session);
        println!(
            "  {name:<11} {:>5} acts  {:>5} pictures  {:>6.1} MiB",
            peak.acts, peak.pictures, peak.mebibytes
        );
    }
    session.close().await.unwrap();
}

/// Plans, then applies with the clock running, on a portal that nobody has reconfigured yet.
async fn krok_side(session: &mut Session, driver: &Driver, checked: &Checked) -> Applied {
    let practice = Practice::start(DataSet::Instruction);
    practice.log_in(session, driver).await;
    let applied = apply::plan_and_apply(session, &practice, checked).await;
    practice.must_be_as_instructed();
    applied
}

/// Repeats the acts with raw calls on a portal that nobody has reconfigured yet.
async fn raw_side(session: &mut Session, driver: &Driver, raw: &Raw, like: &Applied) -> Worked {
    let practice = Practice::start(DataSet::Instruction);
    practice.log_in(session, driver).await;
    let worked = raw.work(&like.acts, &practice).await;
    practice.must_be_as_instructed();
    worked
}

fn session_name(session: &Session) -> String {
    krok::page::protocol::Page::browser(session)
}

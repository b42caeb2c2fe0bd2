//! `krok demo`: a whole procedure on the practice portal, from login to report, judged by the portal's own state.

use std::path::Path;
use std::time::Instant;

use mock_portal::person::{self, Person};
use mock_portal::{ADDRESSES, DataSet, MockPortal, Settings, Truth, is_as_instructed};
use url::Url;

use crate::evidence::format::Verdict;

use super::agreement::Agreement;
use super::args::DemoProcedure;
use super::carry::Agreed;
use super::console::Console;
use super::exit::Exit;
use super::job::Job;
use super::portals;
use super::series::Entrance;
use super::stop::Stop;
use super::trouble::Trouble;
use super::window::{Chosen, Window};
use super::work;

/// The office for which the demo works.
const OFFICE: &str = "pzgliwice";

/// Carries out a procedure on the practice portal; a stand-in operator logs in.
pub(super) async fn demo(
    procedure: DemoProcedure,
    browser: Chosen,
    out: &Path,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    match procedure {
        DemoProcedure::Skrytki => {}
    }
    let begun = Instant::now();
    let stop = Stop::listen()?;
    let settings = Settings {
        data: DataSet::Instruction,
        ..Settings::default()
    };
    let practice = MockPortal::start(settings).await?;
    let addresses = [address(practice.portal_url())?, address(practice.login_url())?];
    let (runbook, profile) = portals::skrytki_pull();
    let given = [("podmiot", OFFICE), ("adresy", ADDRESSES)].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let job = Job::of_sources(runbook, profile, &given, Some(&addresses), console)?;
    let mut window = StandIn(browser).open(&job, &stop, console).await?;
    let ended = carried_out(&mut window, &job, out, &stop, console).await;
    window.leave().await;
    let exit = ended?;
    if exit != Exit::Done {
        return Ok(exit);
    }
    let wrong = deviations(&practice.truth());
    for line in &wrong {
        console.remark(line);
    }
    let language = console.language();
    console.result(if wrong.is_empty() {
        language.pick(
            "Stan portalu zgadza się z instrukcją.",
            "The portal's own state is as the instruction wants it.",
        )
    } else {
        language.pick(
            "Stan portalu NIE zgadza się z instrukcją.",
            "The portal's own state is NOT as the instruction wants it.",
        )
    });
    console.remark(&format!("{:.1} s", begun.elapsed().as_secs_f64()));
    Ok(if wrong.is_empty() { Exit::Done } else { Exit::Failed })
}

/// Plan, apply, and a second plan that must find nothing left to do.
async fn carried_out(
    window: &mut Window,
    job: &Job,
    out: &Path,
    stop: &Stop,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    let plan = work::make_plan(window, job, out.into(), stop, console).await?;
    work::tell(&plan, console)?;
    if plan.finished.verdict != Verdict::ChangesPlanned {
        return Ok(Exit::of(&plan.finished).or_failed());
    }
    let (_, planned) = work::saved_plan(&plan.bundle, console)?;
    let applied = {
        let agreement = Agreement::default();
        let agreed = Agreed {
            planned: &planned,
            folder: &plan.bundle,
            agreement: &agreement,
        };
        work::make_changes(window, job, agreed, out.into(), stop, console).await?
    };
    work::tell(&applied, console)?;
    if applied.finished.verdict != Verdict::Changed {
        return Ok(Exit::of(&applied.finished).or_failed());
    }
    console.remark(language.pick(
        "Sprawdzenie: drugi plan nie może znaleźć zmian.",
        "Checking: a second plan must find nothing to change.",
    ));
    let second = work::make_plan(window, job, out.into(), stop, console).await?;
    work::tell(&second, console)?;
    Ok(match second.finished.verdict {
        Verdict::Unchanged => Exit::Done,
        Verdict::ChangesPlanned
        | Verdict::Changed
        | Verdict::Blocked
        | Verdict::Failed
        | Verdict::Uncertain
        | Verdict::Interrupted => Exit::of(&second.finished).or_failed(),
    })
}

/// A stand-in operator logs in, in a browser of its own.
struct StandIn(Chosen);

impl Entrance for StandIn {
    async fn open(&self, job: &Job, stop: &Stop, console: &Console) -> Result<Window, Trouble> {
        let mut window = Window::started(self.0, job.portal(), console.language()).await?;
        log_in(&mut window, job, stop, console).await?;
        Ok(window)
    }
}

/// The stand-in operator works in the browser like a person, while krok waits at the gate.
async fn log_in(window: &mut Window, job: &Job, stop: &Stop, console: &Console) -> Result<(), Trouble> {
    let operator = Person {
        context: OFFICE.to_owned(),
        ..Person::practice()
    };
    console.remark(console.language().pick(
        "Portal ćwiczebny: zamiast człowieka loguje się zastępczy operator.",
        "Practice portal: a stand-in operator logs in in a person's place.",
    ));
    let (driver, session) = window.address().unwrap_or_default();
    let hands = async {
        person::log_in(&driver, &session, &operator)
            .await
            .map_err(|error| Trouble::new(Exit::NotLoggedIn, error.to_string()))
    };
    let (waited, logged_in) = tokio::join!(window.log_in(job.purpose(), stop, console), hands);
    logged_in?;
    waited
}

fn deviations(truth: &Truth) -> Vec<String> {
    let state = truth.state();
    let skrytki = state.get(OFFICE).map(Vec::as_slice).unwrap_or_default();
    skrytki
        .iter()
        .flat_map(|skrytka| {
            is_as_instructed(skrytka)
                .into_iter()
                .map(|deviation| format!("{}: {deviation:?}", skrytka.name))
        })
        .collect()
}

fn address(text: &str) -> Result<Url, Trouble> {
    Url::parse(text).map_err(|error| Trouble::new(Exit::Failed, error.to_string()))
}

//! The flagship on the practice portal, judged by the portal's own state.

use std::path::Path;
use std::time::Instant;

use mock_portal::{ADDRESSES, DataSet, MockPortal, OFFICE, Settings};

use crate::evidence::format::Verdict;

use crate::cli::agreement::Agreement;
use crate::cli::carry::Agreed;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::job::Job;
use crate::cli::portals;
use crate::cli::series::Entrance as _;
use crate::cli::stop::Stop;
use crate::cli::trouble::Trouble;
use crate::cli::window::Window;
use crate::cli::work;

use super::stand_in::StandIn;
use super::storm::Weather;
use super::{Practising, address, deviations};

/// Reconfigures every skrytka of the instruction; a stand-in operator logs in.
pub(super) async fn reconfigure(practising: Practising<'_>, console: &mut Console) -> Result<Exit, Trouble> {
    let Practising { browser, faults, out } = practising;
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
    let mut weather = faults.map(|seed| Weather::new(seed, out));
    let ended = match &mut weather {
        None => worked(&StandIn::LogsIn(browser), &job, out, Begun::First, &stop, console).await,
        Some(weather) => {
            practice.set_storm(weather.storm());
            let operator = StandIn::Stays(browser);
            let mut ended = worked(&operator, &job, out, Begun::First, &stop, console).await;
            while !stop.wanted() && weather.begins_again(&ended, console) {
                // A new plan, from what the portal shows; nothing is taken over from the run that broke off.
                ended = worked(&operator, &job, out, Begun::Again, &stop, console).await;
            }
            ended
        }
    };
    let is_whole = weather.is_none_or(|weather| weather.judged(&practice.truth(), out, console));
    let exit = ended?;
    if exit != Exit::Done {
        return Ok(exit);
    }
    let wrong = deviations(&practice.truth(), |_| true);
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
    Ok(if wrong.is_empty() && is_whole {
        Exit::Done
    } else {
        Exit::Failed
    })
}

/// Whether the procedure is begun for the first time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begun {
    First,
    /// What there was to do may be done.
    Again,
}

/// Carries the procedure out in a browser of its own.
async fn worked(
    operator: &StandIn,
    job: &Job,
    out: &Path,
    begun: Begun,
    stop: &Stop,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let mut window = operator.open(job, stop, console).await?;
    let ended = carried_out(&mut window, job, out, begun, stop, console).await;
    window.leave().await;
    ended
}

/// Plan, apply, and a second plan that must find nothing left to do.
async fn carried_out(
    window: &mut Window,
    job: &Job,
    out: &Path,
    begun: Begun,
    stop: &Stop,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    let plan = work::make_plan(window, job, out.into(), stop, console).await?;
    work::tell(&plan, console)?;
    if plan.finished.verdict == Verdict::Unchanged && begun == Begun::Again {
        return Ok(Exit::Done);
    }
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

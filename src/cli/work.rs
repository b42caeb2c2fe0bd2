//! `krok plan`, `krok apply`, `krok run`.

use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Mode, PlanReference, Verdict};
use crate::evidence::{used, verify};
use crate::executor::{Planned, refused_beforehand};
use crate::report::reasons;
use crate::runbook::{self, AnyRunbook, Checked};

use super::agreement::{self, Agreement, Asking};
use super::anchoring::Anchoring;
use super::args::{AnchorOptions, BrowserOptions, DestroyOptions, WorkOptions};
use super::beforehand::Beforehand;
use super::carry::{Agreed, Done, Folders, Run, procedure};
use super::consents;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::inputs::{data_input, is_file};
use super::job::{Job, rejected};
use super::keys;
use super::seat::Seat;
use super::series::{self, Purpose};
use super::stop::Stop;
use super::table;
use super::trouble::Trouble;
use super::watch::Watch;
use super::window::Window;
use super::wording;

/// What `apply` is given.
pub(super) struct ApplyOrder<'o> {
    /// Folder of the plan.
    pub(super) plan: &'o Path,
    /// Runbook that must still be the plan's.
    pub(super) runbook: Option<&'o Path>,
    /// Inputs that must be the plan's.
    pub(super) inputs: &'o [(String, String)],
    /// What persons did.
    pub(super) answers: Option<&'o Path>,
    /// Folder for bundles.
    pub(super) out: &'o Path,
    /// Where the browser comes from.
    pub(super) browser: &'o BrowserOptions,
    /// What is agreed to of things to be destroyed.
    pub(super) destroy: &'o DestroyOptions,
    /// Where time stamps come from.
    pub(super) anchor: &'o AnchorOptions,
    /// Who signs the bundle.
    pub(super) key: Option<&'o str>,
}

/// Reads the portal and says what would change.
pub(super) async fn plan(work: &WorkOptions, console: &mut Console) -> Result<Exit, Trouble> {
    let checked = match read(work, console)? {
        AnyRunbook::Single(checked) => *checked,
        AnyRunbook::Series(series) => return series::work(&series, work, Purpose::Plan, console).await,
    };
    let job = single(checked, work, console)?;
    may_begin(&job, &work.out, console)?;
    let stop = Stop::listen()?;
    watched(work, &stop, console).await?;
    let mut seat = Seat::of(&job, &work.browser, &stop, console).await?;
    let planned = seat.plan(&job, work.out.as_path().into(), &stop, console).await;
    seat.leave().await;
    let done = planned?;
    tell(&done, console)?;
    if done.finished.verdict == Verdict::ChangesPlanned {
        let command = format!("krok apply {}", done.bundle.display());
        console.remark(&format!(
            "{} {command}",
            console.language().pick("Wykonanie planu:", "To carry it out:")
        ));
    }
    Ok(done.exit())
}

fn read(work: &WorkOptions, console: &Console) -> Result<AnyRunbook, Trouble> {
    runbook::read_any(&work.runbook).map_err(|mistakes| rejected(&mistakes, console.language()))
}

fn single(checked: Checked, work: &WorkOptions, console: &Console) -> Result<Job, Trouble> {
    let practice = work.practice(&checked.portal.name, console.language())?;
    let anchoring = Anchoring::of(&work.anchor, console.language())?;
    let job = Job::of_checked(checked, &work.inputs, practice.as_deref(), console)?;
    Ok(job
        .signed_by(keys::signer(work.signing.key.as_deref(), console)?)
        .anchored(anchoring))
}

/// Carries out a saved plan.
pub(super) async fn apply(order: ApplyOrder<'_>, yes: bool, console: &mut Console) -> Result<Exit, Trouble> {
    let (bundle, planned) = saved_plan(order.plan, console)?;
    let job = Job::of_plan(&bundle, order.inputs, order.browser.practice.as_deref(), console)?
        .answered(order.answers, console.language())?
        .signed_by(keys::signer(order.key, console)?)
        .anchored(Anchoring::of(order.anchor, console.language())?);
    still_the_same(&order, &bundle, &job, console)?;
    may_begin(&job, order.out, console)?;
    let beforehand = Beforehand::of(order.destroy, job.runbook(), None, console.language())?;
    console.result(&table::changes(&bundle, console.language()));
    let stop = Stop::listen()?;
    let asking = Asking {
        beforehand: &beforehand,
        yes,
        stop: &stop,
    };
    let Some(agreement) = agreed_to(&bundle, &planned, &job, asking, console).await? else {
        return Ok(Exit::Declined);
    };
    let agreed = Agreed {
        planned: &planned,
        folder: order.plan,
        agreement: &agreement,
    };
    let mut seat = Seat::of(&job, order.browser, &stop, console).await?;
    let applied = seat.apply(&job, agreed, order.out.into(), &stop, console).await;
    seat.leave().await;
    let done = applied?;
    tell(&done, console)?;
    Ok(done.exit())
}

/// Opens, waits for the login, plans, shows, asks, applies, reports.
pub(super) async fn run(
    work: &WorkOptions,
    answers: Option<&Path>,
    (yes, destroy): (bool, &DestroyOptions),
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let checked = match read(work, console)? {
        AnyRunbook::Single(checked) => *checked,
        AnyRunbook::Series(series) => {
            let purpose = Purpose::Run { answers, yes, destroy };
            return series::work(&series, work, purpose, console).await;
        }
    };
    let job = single(checked, work, console)?.answered(answers, console.language())?;
    may_begin(&job, &work.out, console)?;
    let beforehand = Beforehand::of(destroy, job.runbook(), None, console.language())?;
    consents::check_given(&beforehand, &job, console)?;
    let stop = Stop::listen()?;
    watched(work, &stop, console).await?;
    let mut seat = Seat::of(&job, &work.browser, &stop, console).await?;
    let asking = Asking {
        beforehand: &beforehand,
        yes,
        stop: &stop,
    };
    let ended = run_in(&mut seat, &job, work.out.as_path().into(), asking, console).await;
    seat.leave().await;
    ended
}

/// Opens the page on which somebody watches, if that is wanted.
pub(super) async fn watched(work: &WorkOptions, stop: &Stop, console: &mut Console) -> Result<(), Trouble> {
    if work.watch {
        let watch = Watch::open(stop, console).await?;
        console.watched_on(watch);
    }
    Ok(())
}

/// Plans, shows, asks, applies, reports.
pub(super) async fn run_in(
    seat: &mut Seat,
    job: &Job,
    folders: Folders<'_>,
    asking: Asking<'_>,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let stop = asking.stop;
    let plan = seat.plan(job, folders, stop, console).await?;
    tell(&plan, console)?;
    if plan.finished.verdict != Verdict::ChangesPlanned {
        return Ok(plan.exit());
    }
    let (bundle, planned) = saved_plan(&plan.bundle, console)?;
    let Some(agreement) = agreed_to(&bundle, &planned, job, asking, console).await? else {
        return Ok(Exit::Declined);
    };
    let agreed = Agreed {
        planned: &planned,
        folder: &plan.bundle,
        agreement: &agreement,
    };
    let done = seat.apply(job, agreed, folders, stop, console).await?;
    tell(&done, console)?;
    Ok(done.exit())
}

/// Makes a plan in an open window.
pub(super) async fn make_plan(
    window: &mut Window,
    job: &Job,
    folders: Folders<'_>,
    stop: &Stop,
    console: &mut Console,
) -> Result<Done, Trouble> {
    console.remark(console.language().pick(
        "Plan: czytam portal, niczego nie zmieniam.",
        "Planning: reading the portal, changing nothing.",
    ));
    let blackout = window.blackout.clone();
    let substitute = window.substitute.clone();
    Run {
        page: &mut window.session,
        job,
        folders,
        claim: window.held.claim(),
        blackout,
        substitute,
        console,
        stop,
    }
    .plan()
    .await
}

/// Carries out a plan in an open window; from here on the plan counts as used.
pub(super) async fn make_changes(
    window: &mut Window,
    job: &Job,
    plan: Agreed<'_>,
    folders: Folders<'_>,
    stop: &Stop,
    console: &mut Console,
) -> Result<Done, Trouble> {
    console.remark(console.language().pick(
        "Wykonanie: wprowadzam zmiany z planu.",
        "Applying: making the planned changes.",
    ));
    let blackout = window.blackout.clone();
    let substitute = window.substitute.clone();
    let run = Run {
        page: &mut window.session,
        job,
        folders,
        claim: window.held.claim(),
        blackout,
        substitute,
        console,
        stop,
    };
    run.apply(plan).await
}

/// Opens a plan that may still be carried out.
pub(super) fn saved_plan(path: &Path, console: &Console) -> Result<(Bundle, Planned), Trouble> {
    let language = console.language();
    let verification = verify::verify(path);
    if !verification.is_intact() || !verification.is_complete() {
        return Err(Trouble::new(
            Exit::Invalid,
            language.pick(
                "plan jest naruszony albo niekompletny",
                "the plan is altered or incomplete",
            ),
        )
        .hint(format!("krok verify {}", path.display())));
    }
    if used::is_used(path).map_err(|error| errors::evidence(&error, language).trouble(Exit::EvidenceFailed))? {
        return Err(Trouble::new(
            Exit::PlanUsed,
            language.pick("ten plan był już wykonywany", "this plan was carried out before"),
        )
        .hint(language.pick("proszę zrobić nowy plan: krok plan", "make a new plan: krok plan")));
    }
    let bundle = Bundle::open(path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
    let is_plan = bundle.started().is_some_and(|started| started.mode == Mode::Plan)
        && bundle
            .finished()
            .is_some_and(|finished| matches!(finished.verdict, Verdict::ChangesPlanned | Verdict::Unchanged));
    let (true, Some(started)) = (is_plan, bundle.started()) else {
        return Err(Trouble::new(
            Exit::Invalid,
            language.pick("to nie jest gotowy plan", "this is not a finished plan"),
        ));
    };
    let reference = PlanReference {
        run: started.run.clone(),
        head: bundle.head().to_owned(),
    };
    let planned = Planned::of(bundle.records(), reference);
    Ok((bundle, planned))
}

/// Refuses a run whose conditions are known not to hold, before a browser is opened.
pub(super) fn may_begin(job: &Job, out: &Path, console: &Console) -> Result<(), Trouble> {
    let procedure = procedure(job, out.into());
    let Some(failure) = refused_beforehand(&procedure) else {
        return Ok(());
    };
    let words = reasons::words(&failure.reason(), console.language());
    let trouble = Trouble::new(Exit::Blocked, words.message);
    Err(match words.hint {
        Some(hint) => trouble.hint(hint),
        None => trouble,
    })
}

/// Refuses a plan whose runbook or inputs are no longer what they were.
fn still_the_same(order: &ApplyOrder<'_>, plan: &Bundle, job: &Job, console: &Console) -> Result<(), Trouble> {
    let language = console.language();
    let differs = |what: &str| {
        Trouble::new(
            Exit::StalePlan,
            format!(
                "{what}: {}",
                language.pick("inne niż w planie", "differs from the plan's")
            ),
        )
        .hint(language.pick("proszę zrobić nowy plan: krok plan", "make a new plan: krok plan"))
    };
    let usual = PathBuf::from("runbooks")
        .join(&job.portal().name)
        .join(format!("{}.toml", job.runbook().name));
    let file = order.runbook.map_or(usual, Path::to_owned);
    match std::fs::read_to_string(&file) {
        Ok(text) if text != job.runbook_file().text() => return Err(differs(&file.display().to_string())),
        Err(error) if order.runbook.is_some() => {
            return Err(Trouble::new(Exit::Invalid, format!("`{}`: {error}", file.display())));
        }
        // Without a file beside it, the plan's own copy is all there is to compare.
        Ok(_) | Err(_) => {}
    }
    let planned = plan.started().map(|started| &started.inputs);
    let recorded = job.told_inputs();
    let covered = job.covered_inputs();
    // What was given, and files, which the plan could not give. What is covered is held against the plan field by field.
    let given = order.inputs.iter().map(|(name, value)| (name, value));
    for (name, value) in given.filter(|(name, _)| !covered.contains(*name)).chain(&recorded) {
        let value = if is_file(job.runbook(), name) {
            recorded.get(name)
        } else {
            Some(value)
        };
        let is_lines = data_input(job.runbook(), name).is_some();
        if !is_lines && planned.and_then(|inputs| inputs.get(name)) != value {
            return Err(differs(&format!("`{name}` = `{}`", value.map_or("", String::as_str))));
        }
    }
    // The plan has its own copy of lines; a file that is given again has to be the same.
    for (name, value) in order.inputs {
        let Some(input) = data_input(job.runbook(), name) else {
            continue;
        };
        let read = job.asking(language).read(input, value);
        let given = read.map_err(|mistakes| rejected(&mistakes, language))?;
        if job.data().get(name).map(|planned| &planned.bytes) != Some(&given.bytes) {
            return Err(differs(&format!("`{name}` = `{value}`")));
        }
    }
    Ok(())
}

/// Finds the consents, asks whether to change, and has the keys of what is to be destroyed typed; none if the answer is no.
async fn agreed_to(
    plan: &Bundle,
    planned: &Planned,
    job: &Job,
    asking: Asking<'_>,
    console: &Console,
) -> Result<Option<Agreement>, Trouble> {
    consents::check_given(asking.beforehand, job, console)?;
    let prepared = agreement::prepare(planned, job, asking, console)?;
    if !asking.yes && !agreed(job, asking.stop, console).await? {
        return Ok(None);
    }
    prepared.agree(plan, job, asking, console).await.map(Some)
}

async fn agreed(job: &Job, stop: &Stop, console: &Console) -> Result<bool, Trouble> {
    let language = console.language();
    let question = wording::shall_apply(job.entity(), &job.portal().title, language);
    let answer = stop
        .unless_asked(move || Console::new(language).agrees(&question))
        .await?
        .ok_or_else(|| {
            let stopped = language.pick("przerwano; niczego nie zmieniono", "stopped; nothing was changed");
            Trouble::new(Exit::Interrupted, stopped)
        })?;
    if !answer {
        console.remark(language.pick("Niczego nie zmieniono.", "Nothing was changed."));
    }
    Ok(answer)
}

/// Tells how a run ended: the change table, the verdict with its reason, the report.
pub(super) fn tell(done: &Done, console: &Console) -> Result<(), Trouble> {
    let language = console.language();
    let bundle = Bundle::open(&done.bundle).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
    let changes = table::changes(&bundle, language);
    if !changes.is_empty() {
        console.result(&changes);
    }
    console.result(&wording::verdict(&done.finished, language));
    if let Some(reason) = &done.finished.reason {
        let words = reasons::words(reason, language);
        let trouble = Trouble::new(Exit::of(&done.finished), words.message);
        console.trouble(&match words.hint {
            Some(hint) => trouble.hint(hint),
            None => trouble,
        });
    }
    console.result(&wording::report_is_at(&done.bundle.join("report.html"), language));
    if matches!(done.finished.verdict, Verdict::Interrupted | Verdict::Uncertain) {
        console.remark(&wording::to_resume(&done.bundle, language));
    }
    Ok(())
}

//! `krok resume`: a run that ended before its time is continued from what the portal shows.

use std::path::Path;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Mode, Verdict};
use crate::evidence::recover;
use crate::evidence::signature::Signer;
use crate::evidence::verify::verify;
use crate::text::language::Language;

use super::agreement::Asking;
use super::anchoring::Anchoring;
use super::args::{AnchorOptions, BrowserOptions, DestroyOptions};
use super::beforehand::Beforehand;
use super::carry::{Folders, write_report};
use super::chain::Chain;
use super::consents;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::job::Job;
use super::keys;
use super::seat::Seat;
use super::series::{self, Unfinished};
use super::statements::sign_with;
use super::stop::Stop;
use super::trouble::Trouble;
use super::work::{may_begin, run_in};

/// What `resume` is given.
pub(super) struct ResumeOrder<'o> {
    /// Folder of the run that is continued, or of a series whose last run is.
    pub(super) bundle: &'o Path,
    /// Files among the inputs, of which the bundle keeps the hash alone.
    pub(super) inputs: &'o [(String, String)],
    /// What persons did.
    pub(super) answers: Option<&'o Path>,
    /// Where the browser comes from.
    pub(super) browser: &'o BrowserOptions,
    /// What is agreed to of things to be destroyed.
    pub(super) destroy: &'o DestroyOptions,
    /// Where time stamps come from.
    pub(super) anchor: &'o AnchorOptions,
    /// Who signs the bundles.
    pub(super) key: Option<&'o str>,
    /// Whether nobody is to be asked before changing.
    pub(super) yes: bool,
}

/// Closes what broke off, then plans, shows, asks and applies what is left to be done.
pub(super) async fn resume(order: ResumeOrder<'_>, console: &mut Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let given = std::path::absolute(order.bundle)?;
    let path = series::last_bundle(&given).unwrap_or(given);
    let signer = keys::signer(order.key, console)?;
    closed(&path, signer.as_deref(), console)?;
    let bundle = Bundle::open(&path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
    if !verify(&path).is_intact() {
        return Err(altered(&path, language));
    }
    if let Some(exit) = nothing_left(&bundle, &path, console) {
        return Ok(exit);
    }
    let series = Unfinished::around(&path);
    let beside = path.parent().unwrap_or(Path::new("."));
    let root = series.as_ref().map_or(beside, Unfinished::root);
    let chain = Chain::of(bundle, language)?;
    let job = Job::of_plan(chain.last(), order.inputs, order.browser.practice.as_deref(), console)?.continuing(
        &chain,
        order.answers,
        language,
    )?;
    let job = job.signed_by(signer).anchored(Anchoring::of(order.anchor, language)?);
    may_begin(&job, root, console)?;
    let beforehand = Beforehand::of(order.destroy, job.runbook(), None, language)?;
    consents::check_given(&beforehand, &job, console)?;
    let stop = Stop::listen()?;
    let mut seat = Seat::of(&job, order.browser, &stop, console).await?;
    let asking = Asking {
        beforehand: &beforehand,
        yes: order.yes,
        stop: &stop,
    };
    let folders = Folders {
        bundles: beside,
        past: root.into(),
    };
    let ended = match seat.begin_anew(&job, language).await {
        Ok(()) => run_in(&mut seat, &job, folders, asking, console).await,
        Err(trouble) => Err(trouble),
    };
    seat.leave().await;
    if let Some(series) = series {
        series.add_to_stage(&path, console)?;
    }
    ended
}

/// Seals a bundle that nobody sealed, so that it is changed no more.
fn closed(path: &Path, signer: Option<&Signer>, console: &Console) -> Result<(), Trouble> {
    let language = console.language();
    if Bundle::open(path).is_ok_and(|bundle| bundle.seal().is_some()) {
        return Ok(());
    }
    recover::recover(path).map_err(|error| errors::recover(&error, language).trouble(Exit::Invalid))?;
    console.remark(language.pick(
        "Przebieg urwał się. Jego teczka jest teraz zamknięta pieczęcią; niczego w niej nie zmieniono.",
        "The run broke off. Its bundle is now sealed; nothing in it was changed.",
    ));
    if let Some(signer) = signer {
        sign_with(path, signer, console)?;
    }
    write_report(path, console)?;
    Ok(())
}

/// Says that there is nothing to continue, if so.
fn nothing_left(bundle: &Bundle, given: &Path, console: &Console) -> Option<Exit> {
    let language = console.language();
    let mode = bundle.started().map(|started| started.mode);
    let verdict = bundle.finished().map(|finished| finished.verdict);
    match (mode, verdict) {
        (Some(Mode::Apply), Some(Verdict::Changed | Verdict::Unchanged)) => {
            console.result(language.pick(
                "Ten przebieg doszedł do końca; nie ma czego wznawiać.",
                "This run came to its end; there is nothing to resume.",
            ));
            Some(Exit::Done)
        }
        (Some(Mode::Plan), Some(Verdict::ChangesPlanned)) => {
            console.result(&format!(
                "{} krok apply {}",
                language.pick(
                    "To jest gotowy plan. Wykonuje go:",
                    "This is a finished plan. To carry it out:"
                ),
                given.display()
            ));
            Some(Exit::Done)
        }
        (_, _) => None,
    }
}

fn altered(bundle: &Path, language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        language.pick(
            "teczka jest naruszona, więc nie można na niej polegać",
            "the bundle is altered, so it cannot be relied on",
        ),
    )
    .hint(format!("krok verify {}", bundle.display()))
}

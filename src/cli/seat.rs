//! Where a procedure is carried out: in a browser on the portal, or with persons alone.

use crate::page::absent::NoPage;
use crate::text::language::Language;

use super::args::BrowserOptions;
use super::carry::{Agreed, Done, Folders, Run};
use super::console::Console;
use super::job::Job;
use super::stop::Stop;
use super::trouble::Trouble;
use super::window::Window;
use super::work::{make_changes, make_plan};

/// Where a procedure is carried out.
pub(super) enum Seat {
    /// In a browser, with the person logged in.
    Portal(Box<Window>),
    /// Nowhere: no step needs a page, so nothing is opened and nobody logs in.
    Persons,
}

impl Seat {
    /// Opens the browser that a job needs.
    pub(super) async fn of(
        job: &Job,
        options: &BrowserOptions,
        stop: &Stop,
        console: &Console,
    ) -> Result<Self, Trouble> {
        if !job.runbook().needs_page() {
            return Ok(Self::Persons);
        }
        let window = Window::on(job.purpose(), options, stop, console).await?;
        Ok(Self::Portal(Box::new(window)))
    }

    /// Goes to where every run begins.
    pub(super) async fn begin_anew(&mut self, job: &Job, language: Language) -> Result<(), Trouble> {
        match self {
            Self::Portal(window) => window.begin_anew(job.portal(), language).await,
            Self::Persons => Ok(()),
        }
    }

    /// Makes a plan.
    pub(super) async fn plan(
        &mut self,
        job: &Job,
        folders: Folders<'_>,
        stop: &Stop,
        console: &mut Console,
    ) -> Result<Done, Trouble> {
        match self {
            Self::Portal(window) => make_plan(window, job, folders, stop, console).await,
            Self::Persons => {
                console.remark(console.language().pick(
                    "Plan: w tej procedurze działają tylko osoby, więc na portal nie zaglądam.",
                    "Planning: only persons act in this runbook, so the portal is not opened.",
                ));
                alone(job, None, folders, stop, console).await
            }
        }
    }

    /// Carries out a plan; from here on it counts as used.
    pub(super) async fn apply(
        &mut self,
        job: &Job,
        agreed: Agreed<'_>,
        folders: Folders<'_>,
        stop: &Stop,
        console: &mut Console,
    ) -> Result<Done, Trouble> {
        match self {
            Self::Portal(window) => make_changes(window, job, agreed, folders, stop, console).await,
            Self::Persons => alone(job, Some(agreed), folders, stop, console).await,
        }
    }

    /// Ends an own browser.
    pub(super) async fn leave(self) {
        match self {
            Self::Portal(window) => window.leave().await,
            Self::Persons => {}
        }
    }
}

/// A run without a page.
async fn alone(
    job: &Job,
    taken: Option<Agreed<'_>>,
    folders: Folders<'_>,
    stop: &Stop,
    console: &mut Console,
) -> Result<Done, Trouble> {
    let run = Run {
        page: &mut NoPage,
        job,
        folders,
        claim: None,
        blackout: None,
        substitute: None,
        console,
        stop,
    };
    match taken {
        None => run.plan().await,
        Some(agreed) => run.apply(agreed).await,
    }
}

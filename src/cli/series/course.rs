//! A series stage by stage: what keeps one from beginning, the browser it needs, what it leaves.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Entrance, Purpose};
use crate::cli::agreement::Asking;
use crate::cli::carry::{Folders, procedure};
use crate::cli::console::Console;
use crate::cli::earlier::{self, Past};
use crate::cli::errors;
use crate::cli::exit::Exit;
use crate::cli::job::Job;
use crate::cli::seat::Seat;
use crate::cli::stop::Stop;
use crate::cli::trouble::Trouble;
use crate::cli::wording;
use crate::cli::work::{run_in, tell};
use crate::evidence::format::{Clause, Reason};
use crate::evidence::series::{self as folder, SeriesFolder, SeriesRun, StageState};
use crate::executor::{refused_beforehand, unmet_beforehand};
use crate::report::reasons;
use crate::runbook::{Clause as Asked, Turn};
use crate::text::plain::plain;

/// A series on its way.
pub(super) struct Course<'c> {
    pub(super) purpose: Purpose<'c>,
    /// Bundles that conditions may rely on.
    pub(super) past: Past<'c>,
    pub(super) folder: SeriesFolder,
    pub(super) run: SeriesRun,
    /// Browsers by the name of their portal.
    pub(super) seats: BTreeMap<String, Seat>,
    pub(super) stop: &'c Stop,
}

/// A stage before the first one begins.
pub(super) enum Prepared {
    /// It has its job.
    Job(Box<Job>),
    /// The values alone leave it out: it needs none of its own.
    LeftOut(Reason),
}

/// What became of a stage.
enum Ended {
    /// It ran, and this is its code.
    Ran(Exit),
    /// A condition kept it from beginning.
    Kept(Asked, Reason),
}

impl Course<'_> {
    /// Carries out the stages in their order.
    pub(super) async fn walk<E: Entrance>(
        &mut self,
        stages: &[(&Turn<'_>, Prepared)],
        entrance: &E,
        console: &mut Console,
    ) -> Result<Exit, Trouble> {
        let mut exit = Exit::Done;
        for (number, (turn, prepared)) in stages.iter().enumerate() {
            if self.stop.wanted() {
                return Ok(Exit::Interrupted);
            }
            let heading = wording::stage(
                number + 1,
                stages.len(),
                &plain(&turn.checked.runbook.title),
                console.language(),
            );
            console.remark(&heading);
            let ended = match prepared {
                Prepared::LeftOut(reason) => Ok(kept(Asked::When, reason.clone(), console)),
                Prepared::Job(job) => self.stage(turn, job, entrance, console).await,
            };
            self.note(number, ended.as_ref().ok(), console)?;
            let this = match ended? {
                Ended::Ran(this) => this,
                Ended::Kept(Asked::When, _) => Exit::Done,
                // A plan changes nothing on which a later stage may wait.
                Ended::Kept(Asked::Require, _) if matches!(self.purpose, Purpose::Plan) => Exit::Done,
                Ended::Kept(Asked::Require, _) => Exit::Blocked,
            };
            let goes_on = this == Exit::Done || matches!(self.purpose, Purpose::Plan) || self.is_blocked(number);
            if exit == Exit::Done {
                exit = this;
            }
            if !goes_on || this == Exit::Interrupted {
                break;
            }
        }
        Ok(exit)
    }

    fn is_blocked(&self, number: usize) -> bool {
        let state = self.run.stages.get(number).map(|stage| &stage.state);
        matches!(state, Some(StageState::Blocked(_)))
    }

    async fn stage<E: Entrance>(
        &mut self,
        turn: &Turn<'_>,
        job: &Job,
        entrance: &E,
        console: &mut Console,
    ) -> Result<Ended, Trouble> {
        if let Some((clause, reason)) = self.kept(turn, job) {
            return Ok(kept(clause, reason, console));
        }
        let mut alone = Seat::Persons;
        let seat = if job.runbook().needs_page() {
            let portal = &job.portal().name;
            match self.seats.entry(portal.clone()) {
                Entry::Occupied(taken) => taken.into_mut(),
                Entry::Vacant(free) => {
                    let window = entrance.open(job, self.stop, console).await?;
                    free.insert(Seat::Portal(Box::new(window)))
                }
            }
        } else {
            &mut alone
        };
        let folders = Folders {
            bundles: self.folder.path(),
            past: self.past,
        };
        let exit = match self.purpose {
            Purpose::Plan => {
                let done = Box::pin(seat.plan(job, folders, self.stop, console)).await?;
                tell(&done, console)?;
                done.exit()
            }
            Purpose::Run { yes, .. } => {
                let asking = Asking {
                    beforehand: &self.purpose.beforehand(turn, console.language())?,
                    yes,
                    stop: self.stop,
                };
                Box::pin(run_in(seat, job, folders, asking, console)).await?
            }
        };
        Ok(Ended::Ran(exit))
    }

    /// Returns what keeps a stage from beginning, as far as that can be told without a page.
    fn kept(&self, turn: &Turn<'_>, job: &Job) -> Option<(Asked, Reason)> {
        let mut asked = procedure(job, self.past);
        let own = refused_beforehand(&asked).map(|failure| failure.reason());
        let conditions = turn.demands.iter().map(|demand| demand.condition);
        // What the series asks for was done for its entity, whoever acts in this stage.
        asked.earlier = earlier::asked_for(job, &self.run.entity, self.past, conditions);
        let demanded = turn.demands.iter().find_map(|demand| {
            let clause = match demand.clause {
                Asked::When => Clause::When,
                Asked::Require => Clause::Require,
            };
            let unmet = unmet_beforehand(&asked, clause, demand.condition, &demand.scope)?;
            Some((demand.clause, unmet.reason()))
        });
        let kept = demanded.or_else(|| own.map(|reason| (Asked::Require, reason)));
        kept.or_else(|| Some((Asked::When, self.done_by_persons(job)?)))
    }

    /// Says that persons have done a stage before: unlike a portal, they would have to be asked once more. What they say
    /// anew in a file of answers is taken.
    fn done_by_persons(&self, job: &Job) -> Option<Reason> {
        if job.runbook().needs_page() {
            return None;
        }
        let run = earlier::same(job, self.past)?;
        Some(Reason {
            code: "done-before".to_owned(),
            values: [("run".to_owned(), run)].into(),
        })
    }

    /// Stores what became of a stage: the bundles that it left, or why it left none.
    fn note(&mut self, number: usize, ended: Option<&Ended>, console: &Console) -> Result<(), Trouble> {
        let language = console.language();
        let bundles = folder::bundles(self.folder.path())?;
        let known: Vec<&String> = self
            .run
            .stages
            .iter()
            .flat_map(|stage| bundles_of(&stage.state))
            .collect();
        let own: Vec<String> = bundles.iter().filter(|name| !known.contains(name)).cloned().collect();
        let state = match ended {
            Some(Ended::Kept(Asked::When, reason)) => StageState::Skipped(reason.clone()),
            Some(Ended::Kept(Asked::Require, reason)) => StageState::Blocked(reason.clone()),
            Some(Ended::Ran(_)) | None if own.is_empty() => StageState::Waiting,
            Some(Ended::Ran(_)) | None => StageState::Ran(own),
        };
        if let Some(stage) = self.run.stages.get_mut(number) {
            stage.state = state;
        }
        let failed = |error| errors::evidence(&error, language).trouble(Exit::EvidenceFailed);
        self.folder.store(&self.run).map_err(failed)
    }
}

/// Tells that a stage does not begin, and why.
fn kept(clause: Asked, reason: Reason, console: &Console) -> Ended {
    let words = reasons::words(&reason, console.language());
    let word = wording::kept(clause == Asked::When, console.language());
    console.remark(&format!("  {word}: {}", plain(&words.message)));
    Ended::Kept(clause, reason)
}

fn bundles_of(state: &StageState) -> &[String] {
    match state {
        StageState::Ran(names) => names,
        StageState::Waiting | StageState::Blocked(_) | StageState::Skipped(_) => &[],
    }
}

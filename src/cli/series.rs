//! A series: its runbooks one after another, each run with a bundle of its own, and an index over them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use url::Url;

use crate::evidence::format::{Clause, Mode, Reason};
use crate::evidence::name::RunName;
use crate::evidence::series::{self as folder, SeriesFolder, SeriesRun, StageRun, StageState};
use crate::executor::{refused_beforehand, unmet_beforehand};
use crate::report::{index, reasons};
use crate::runbook::model::{Input, Scope};
use crate::runbook::{CheckedSeries, Clause as Asked, Instruction, Turn};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::agreement::Asking;
use super::args::{BrowserOptions, DestroyOptions, WorkOptions};
use super::carry::{Folders, procedure};
use super::consents;
use super::console::Console;
use super::coverage::instruction_of;
use super::earlier;
use super::errors;
use super::exit::Exit;
use super::inputs::unknown_input;
use super::job::Job;
use super::seat::Seat;
use super::stop::Stop;
use super::trouble::Trouble;
use super::window::Window;
use super::wording;
use super::work::{run_in, tell};

/// What is done with each runbook.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose<'p> {
    /// Only plans.
    Plan,
    /// Plans, questions, changes.
    Run {
        /// Folder with what persons did in each stage.
        answers: Option<&'p Path>,
        /// Whether the question is left out.
        yes: bool,
        /// What was agreed to in advance; a consent is for a step of a stage: `stage/step`.
        destroy: &'p DestroyOptions,
    },
}

impl Purpose<'_> {
    /// Returns the file of what persons did in a stage, which is named after it; none if there is none.
    fn answers(self, turn: &Turn<'_>) -> Option<PathBuf> {
        match self {
            Self::Run {
                answers: Some(folder), ..
            } => Some(folder.join(format!("{}.toml", turn.path))).filter(|file| file.exists()),
            Self::Plan | Self::Run { answers: None, .. } => None,
        }
    }

    /// Returns what was agreed to of a stage.
    fn destroy(self, turn: &Turn<'_>) -> DestroyOptions {
        let Self::Run { destroy, .. } = self else {
            return DestroyOptions::default();
        };
        let own = destroy.consents.iter().filter_map(|(step, file)| {
            let step = step.strip_prefix(&turn.path)?.strip_prefix('/')?;
            Some((step.to_owned(), file.clone()))
        });
        DestroyOptions {
            keys: destroy.keys.clone(),
            consents: own.collect(),
        }
    }
}

/// How a window on a portal comes to be, with somebody logged in.
pub(super) trait Entrance {
    /// Opens a window for a job.
    async fn open(&self, job: &Job, stop: &Stop, console: &Console) -> Result<Window, Trouble>;
}

/// The operator logs in.
struct Operator<'o>(&'o BrowserOptions);

impl Entrance for Operator<'_> {
    async fn open(&self, job: &Job, stop: &Stop, console: &Console) -> Result<Window, Trouble> {
        Window::on(job.purpose(), self.0, stop, console).await
    }
}

/// What is to be carried out.
pub(super) struct Order<'o> {
    /// The series.
    pub(super) series: &'o CheckedSeries,
    /// Values of its inputs that were given.
    pub(super) inputs: &'o [(String, String)],
    /// The instruction whose points the index lists.
    pub(super) instruction: Option<&'o Instruction>,
    /// Folder for the folder of the series.
    pub(super) out: &'o Path,
    /// What is done with each runbook.
    pub(super) purpose: Purpose<'o>,
}

/// The practice addresses of a portal; none for the real one.
pub(super) type Practice<'p> = &'p dyn Fn(&str) -> Result<Option<Vec<Url>>, Trouble>;

/// Carries out a series as the command line says; the operator logs in to each portal.
pub(super) async fn work(
    series: &CheckedSeries,
    work: &WorkOptions,
    purpose: Purpose<'_>,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    if work.browser.practice.is_some() {
        let message = language.pick(
            "seria pracuje na kilku portalach, więc adresy ćwiczebne podaje się dla każdego osobno",
            "a series works on several portals, so practice addresses are given for each",
        );
        return Err(Trouble::new(Exit::Invalid, message)
            .hint("--practice-at epuap http://127.0.0.1:PORT http://127.0.0.1:PORT"));
    }
    if let Purpose::Run {
        answers: Some(folder), ..
    } = purpose
        && !folder.is_dir()
    {
        let message = language.pick(
            "odpowiedzi dla serii podaje się jako folder z plikiem dla każdego etapu",
            "the answers to a series are a folder with a file for each stage",
        );
        return Err(Trouble::new(Exit::Invalid, format!("{}: {message}", folder.display())));
    }
    let instruction = instruction_of(series, &work.runbook, language)?;
    let order = Order {
        series,
        inputs: &work.inputs,
        instruction: instruction.as_ref(),
        out: &work.out,
        purpose,
    };
    let practice = |portal: &str| work.practice(portal, language);
    let stop = Stop::listen()?;
    carry_out(order, &practice, &Operator(&work.browser), &stop, console).await
}

/// Carries out a series, and writes the index over whatever came of it.
pub(super) async fn carry_out<E: Entrance>(
    order: Order<'_>,
    practice: Practice<'_>,
    entrance: &E,
    stop: &Stop,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    let values = values(&order, console)?;
    let turns = order.series.turns(&values);
    let mut stages = Vec::new();
    // Whatever is wrong with a value is told before the first browser opens.
    for turn in &turns {
        let pairs: Vec<(String, String)> = turn.inputs.clone().into_iter().collect();
        let addresses = practice(&turn.checked.portal.name)?;
        let job = Job::of_checked(turn.checked.clone(), &pairs, addresses.as_deref(), console)?;
        let answers = order.purpose.answers(turn);
        let job = job.answered(answers.as_deref(), language)?;
        consents::check(&order.purpose.destroy(turn).consents, &job, console)?;
        stages.push((turn, job));
    }
    check_consents(order.purpose, &turns, language)?;
    let entity = values.get(CheckedSeries::ENTITY).cloned().unwrap_or_default();
    let run = beginning(&order, &turns, entity);
    let failed = |error| errors::evidence(&error, language).trouble(Exit::EvidenceFailed);
    let folder = SeriesFolder::create(order.out, &name_of(&run)?).map_err(failed)?;
    folder.store(&run).map_err(failed)?;
    let mut course = Course {
        purpose: order.purpose,
        past: order.out,
        folder,
        run,
        seats: BTreeMap::new(),
        stop,
    };
    let ended = course.walk(&stages, entrance, console).await;
    for seat in std::mem::take(&mut course.seats).into_values() {
        seat.leave().await;
    }
    let written = index::write(course.folder.path(), language);
    let exit = ended?;
    written.map_err(|error| errors::index(&error, language).trouble(Exit::EvidenceFailed))?;
    let page = course.folder.path().join(index::FILE);
    console.result(&wording::index_is_at(&page, language));
    Ok(exit)
}

/// A series on its way.
struct Course<'c> {
    purpose: Purpose<'c>,
    /// Folder below which bundles are that conditions may rely on.
    past: &'c Path,
    folder: SeriesFolder,
    run: SeriesRun,
    /// Browsers by the name of their portal.
    seats: BTreeMap<String, Seat>,
    stop: &'c Stop,
}

/// What became of a stage.
enum Ended {
    /// It ran, and this is its code.
    Ran(Exit),
    /// A condition kept it from beginning.
    Kept(Asked, Reason),
}

impl Course<'_> {
    async fn walk<E: Entrance>(
        &mut self,
        stages: &[(&Turn<'_>, Job)],
        entrance: &E,
        console: &mut Console,
    ) -> Result<Exit, Trouble> {
        let mut exit = Exit::Done;
        for (number, (turn, job)) in stages.iter().enumerate() {
            if self.stop.wanted() {
                return Ok(Exit::Interrupted);
            }
            let heading = wording::stage(
                number + 1,
                stages.len(),
                &plain(&job.runbook().title),
                console.language(),
            );
            console.remark(&heading);
            let ended = self.stage(turn, job, entrance, console).await;
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
        if let Some((clause, reason)) = kept(turn, job, self.past) {
            let words = reasons::words(&reason, console.language());
            let word = wording::kept(clause == Asked::When, console.language());
            console.remark(&format!("  {word}: {}", plain(&words.message)));
            return Ok(Ended::Kept(clause, reason));
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
                let done = seat.plan(job, folders, self.stop, console).await?;
                tell(&done, console)?;
                Exit::of(&done.finished)
            }
            Purpose::Run { yes, .. } => {
                let asking = Asking {
                    options: &self.purpose.destroy(turn),
                    yes,
                    stop: self.stop,
                };
                run_in(seat, job, folders, asking, console).await?
            }
        };
        Ok(Ended::Ran(exit))
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

fn bundles_of(state: &StageState) -> &[String] {
    match state {
        StageState::Ran(names) => names,
        StageState::Waiting | StageState::Blocked(_) | StageState::Skipped(_) => &[],
    }
}

/// Returns what keeps a stage from beginning, as far as that can be told without a page.
fn kept(turn: &Turn<'_>, job: &Job, past: &Path) -> Option<(Asked, Reason)> {
    let mut asked = procedure(job, past);
    let own = refused_beforehand(&asked).map(|failure| failure.reason());
    let conditions = turn.demands.iter().map(|demand| demand.condition);
    asked.earlier = earlier::asked_for(job, past, conditions);
    let demanded = turn.demands.iter().find_map(|demand| {
        let clause = match demand.clause {
            Asked::When => Clause::When,
            Asked::Require => Clause::Require,
        };
        let unmet = unmet_beforehand(&asked, clause, demand.condition, &demand.scope)?;
        Some((demand.clause, unmet.reason()))
    });
    demanded.or_else(|| own.map(|reason| (Asked::Require, reason)))
}

/// Refuses a consent for a step of no stage.
fn check_consents(purpose: Purpose<'_>, turns: &[Turn<'_>], language: Language) -> Result<(), Trouble> {
    let Purpose::Run { destroy, .. } = purpose else {
        return Ok(());
    };
    let is_of = |step: &str, turn: &Turn<'_>| step.strip_prefix(&turn.path).is_some_and(|rest| rest.starts_with('/'));
    let stray = destroy
        .consents
        .iter()
        .find(|(step, _)| !turns.iter().any(|turn| is_of(step, turn)));
    let Some((step, _)) = stray else { return Ok(()) };
    let stages: Vec<&str> = turns.iter().map(|turn| turn.path.as_str()).collect();
    Err(Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!("zgoda `{step}` nie wskazuje kroku żadnego etapu"),
            Language::English => format!("the consent `{step}` names no step of a stage"),
        },
    )
    .hint(format!(
        "--consent {}/{}=zgoda.toml: {}",
        language.pick("ETAP", "STAGE"),
        language.pick("KROK", "STEP"),
        stages.join(", ")
    )))
}

/// Takes the values of the series' inputs as given, and asks for the rest; each runbook reads its own by their types.
fn values(order: &Order<'_>, console: &Console) -> Result<Scope, Trouble> {
    let declared = &order.series.series.inputs;
    let mut values = Scope::new();
    for (name, value) in order.inputs {
        if !declared.iter().any(|input| input.name == *name) {
            return Err(unknown_input(name, declared, console.language()));
        }
        values.insert(name.clone(), value.clone());
    }
    for input in declared {
        if !values.contains_key(&input.name) {
            values.insert(input.name.clone(), ask(input, console)?);
        }
    }
    Ok(values)
}

fn ask(input: &Input, console: &Console) -> Result<String, Trouble> {
    let example = input.example.as_ref();
    let example = example.map(|example| format!(" ({} {example})", console.language().pick("np.", "e.g.")));
    Ok(console.value(&format!("{}{}", input.ask, example.unwrap_or_default()))?)
}

fn beginning(order: &Order<'_>, turns: &[Turn<'_>], entity: String) -> SeriesRun {
    let series = &order.series.series;
    let stages = turns.iter().map(|turn| StageRun {
        path: turn.path.clone(),
        runbook: turn.uses.clone(),
        title: turn.checked.runbook.title.clone(),
        portal: turn.checked.portal.title.clone(),
        cites: turn.cites.clone(),
        state: StageState::Waiting,
    });
    SeriesRun {
        format: folder::FORMAT.to_owned(),
        mode: match order.purpose {
            Purpose::Plan => Mode::Plan,
            Purpose::Run { .. } => Mode::Apply,
        },
        name: series.name.clone(),
        title: series.title.clone(),
        entity,
        document: series.source.as_ref().map(|source| source.document.clone()),
        chapters: order.instruction.map(chapters).unwrap_or_default(),
        stages: stages.collect(),
    }
}

fn chapters(instruction: &Instruction) -> Vec<folder::Chapter> {
    let chapters = instruction.chapters.iter();
    chapters
        .map(|chapter| folder::Chapter {
            title: format!("{}. {}", chapter.number, chapter.title),
            points: chapter
                .points
                .iter()
                .map(|point| folder::Point {
                    number: point.number.clone(),
                    says: point.says.clone(),
                    nothing_to_do: point.nothing_to_do.clone(),
                })
                .collect(),
        })
        .collect()
}

fn name_of(run: &SeriesRun) -> Result<RunName, Trouble> {
    let mut bits = [0_u8; 2];
    getrandom::fill(&mut bits).map_err(|error| Trouble::new(Exit::Failed, error.to_string()))?;
    Ok(RunName::of_series(
        Timestamp::now(),
        &run.name,
        u16::from_be_bytes(bits),
    ))
}

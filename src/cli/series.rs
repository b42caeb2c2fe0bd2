//! A series: its runbooks one after another, each run with a bundle of its own, and an index over them.

mod beginning;
mod course;
mod purpose;
mod resumed;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use url::Url;

use crate::evidence::format::{Clause, Reason};
use crate::evidence::series::SeriesFolder;
use crate::evidence::signature::Signer;
use crate::executor::unmet_by_values;
use crate::report::index;
use crate::runbook::model::{Input, Scope, Stage};
use crate::runbook::{CheckedSeries, Clause as Asked, Instruction, Turn};

use super::anchoring::Anchoring;
use super::args::{BrowserOptions, WorkOptions};
use super::consents;
use super::console::Console;
use super::coverage::instruction_of;
use super::earlier::Past;
use super::errors;
use super::exit::Exit;
use super::inputs::unknown_input;
use super::job::Job;
use super::keys;
use super::stop::Stop;
use super::trouble::Trouble;
use super::window::Window;
use super::wording;
use super::work::watched;
use beginning::{beginning, name_of};
use course::{Course, Prepared};

pub(super) use purpose::Purpose;
pub(super) use resumed::{Unfinished, last_bundle};

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
    /// Where time stamps come from; none if none are wanted.
    pub(super) anchoring: Option<Anchoring>,
    /// Who signs the bundles; none if nobody does.
    pub(super) signer: Option<Arc<Signer>>,
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
        anchoring: Anchoring::of(&work.anchor, language)?,
        signer: keys::signer(work.signing.key.as_deref(), console)?,
    };
    let practice = |portal: &str| work.practice(portal, language);
    let stop = Stop::listen()?;
    watched(work, &stop, console).await?;
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
    purpose::check(order.purpose, &turns, language)?;
    let mut stages = Vec::new();
    // Whatever is wrong with a value is told before the first browser opens.
    for turn in &turns {
        if let Some(reason) = left_out(turn) {
            stages.push((turn, Prepared::LeftOut(reason)));
            continue;
        }
        let pairs: Vec<(String, String)> = turn.inputs.clone().into_iter().collect();
        let addresses = practice(&turn.checked.portal.name)?;
        let job = Job::of_checked(turn.checked.clone(), &pairs, addresses.as_deref(), console)?;
        let answers = order.purpose.answers(turn);
        let job = job
            .answered(answers.as_deref(), language)?
            .signed_by(order.signer.clone())
            .anchored(order.anchoring.clone());
        consents::check_given(&order.purpose.beforehand(turn, language)?, &job, console)?;
        stages.push((turn, Prepared::Job(Box::new(job))));
    }
    let entity = values.get(CheckedSeries::ENTITY).cloned().unwrap_or_default();
    let run = beginning(&order, &turns, entity);
    let failed = |error| errors::evidence(&error, language).trouble(Exit::EvidenceFailed);
    let folder = SeriesFolder::create(order.out, &name_of(&run)?).map_err(failed)?;
    folder.store(&run).map_err(failed)?;
    let portals = stages.iter().filter_map(|(_, prepared)| match prepared {
        Prepared::Job(job) => Some((job.portal().name.clone(), job.portal().base.to_string())),
        Prepared::LeftOut(_) => None,
    });
    let portals = portals.collect();
    let mut course = Course {
        purpose: order.purpose,
        past: Past {
            root: order.out,
            portals: &portals,
        },
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

/// Says why the values alone leave a stage out.
fn left_out(turn: &Turn<'_>) -> Option<Reason> {
    let mut whens = turn.demands.iter().filter(|demand| demand.clause == Asked::When);
    let unmet = whens.find_map(|demand| unmet_by_values(Clause::When, demand.condition, &demand.scope))?;
    Some(unmet.reason())
}

/// Takes the values of the series' inputs as given, and asks for the rest that some stage needs; each runbook reads its
/// own by their types.
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
        let is_left_out = |stage: &Stage| {
            let mut whens = stage.when.iter();
            whens.any(|when| unmet_by_values(Clause::When, when, &values).is_some())
        };
        if !values.contains_key(&input.name) && order.series.needs(&input.name, is_left_out) {
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

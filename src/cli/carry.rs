//! One run from its first record to its report: trail, walk, seal, report.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::future::ready;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::{Timestamp, Zoned};

use crate::browser::claim::Claim;
use crate::evidence::bundle::Bundle;
use crate::evidence::clock::Predecessor;
use crate::evidence::error::EvidenceError;
use crate::evidence::format::{self, DataFile, Event, FORMAT, LoggedIn, Mode, RunFinished, RunStarted, Verdict};
use crate::evidence::name::RunName;
use crate::evidence::paths::{PLAN_TRAIL, TRAIL as PLAN_FILE};
use crate::evidence::trail::Trail;
use crate::evidence::used;
use crate::evidence::verify::verify;
use crate::executor::{
    Assignment, Attention, AwaitedStamp, AwaitedWord, GetsStamp, Planned, Presence, Procedure, WaitsFor, carry_out,
};
use crate::page::protocol::Page;
use crate::report::html;
use crate::runbook::data::is_toml;
use crate::text::language::Language;

use super::agreement::Agreement;
use super::anchoring::Anchoring;
use super::console::Console;
use super::desk::Desk;
use super::earlier::{self, Past, earlier};
use super::errors;
use super::exit::Exit;
use super::gone::gone_before;
use super::job::Job;
use super::machine;
use super::masks;
use super::questions;
use super::statements::sign_with;
use super::stop::Stop;
use super::trouble::Trouble;

/// Somebody who stays at the browser in a person's place, and is told what an interrupted run waits for.
pub(super) type Substitute = Rc<dyn Fn(WaitsFor) -> AwaitedWord>;

/// The time in which the operator logged in, unseen by krok.
#[derive(Clone, Debug)]
pub(super) struct Blackout {
    /// When krok stopped looking.
    pub(super) from: Zoned,
    /// When the gate opened.
    pub(super) to: Zoned,
}

/// A finished run.
pub(super) struct Done {
    /// How it ended.
    pub(super) finished: RunFinished,
    /// Folder of its bundle.
    pub(super) bundle: PathBuf,
    /// Whether a time stamp over its seal was wanted without fail, and is missing.
    lacks_anchor: bool,
}

impl Done {
    /// Chooses the code of the command.
    pub(super) fn exit(&self) -> Exit {
        let exit = Exit::of(&self.finished);
        if self.lacks_anchor && exit == Exit::Done {
            Exit::AnchorMissing
        } else {
            exit
        }
    }
}

/// A plan with what was agreed to of it.
#[derive(Clone, Copy)]
pub(super) struct Agreed<'p> {
    /// The plan.
    pub(super) planned: &'p Planned,
    /// Its folder.
    pub(super) folder: &'p Path,
    /// What was agreed to.
    pub(super) agreement: &'p Agreement,
}

/// Where bundles go and are looked for.
#[derive(Clone, Copy)]
pub(super) struct Folders<'f> {
    /// Where this run leaves its own.
    pub(super) bundles: &'f Path,
    /// Those that its conditions may rely on.
    pub(super) past: Past<'f>,
}

impl<'f> From<&'f Path> for Folders<'f> {
    fn from(folder: &'f Path) -> Self {
        Self {
            bundles: folder,
            past: folder.into(),
        }
    }
}

/// Where a run works and who is told.
pub(super) struct Run<'r, P> {
    /// The page.
    pub(super) page: &'r mut P,
    /// What is to be done.
    pub(super) job: &'r Job,
    /// Where bundles go and are looked for.
    pub(super) folders: Folders<'r>,
    /// The right to work in the browser that was left open, if it works there.
    pub(super) claim: Option<&'r Claim>,
    /// The login before it, if this command saw one.
    pub(super) blackout: Option<Blackout>,
    /// Who stays there in a person's place; otherwise the person does, if one is at the keyboard.
    pub(super) substitute: Option<Substitute>,
    /// Tells the operator.
    pub(super) console: &'r mut Console,
    /// Says whether the operator wants to stop.
    pub(super) stop: &'r Stop,
}

impl<P: Page> Run<'_, P> {
    /// Reads and navigates only.
    pub(super) async fn plan(self) -> Result<Done, Trouble> {
        let name = name_of(self.job, Mode::Plan)?;
        self.carry_out(&name, None).await
    }

    /// Carries out the plan in a folder; from here on that plan counts as used.
    pub(super) async fn apply(self, agreed: Agreed<'_>) -> Result<Done, Trouble> {
        let plan = agreed.folder;
        let name = name_of(self.job, Mode::Apply)?;
        let trail =
            std::fs::read(plan.join(PLAN_FILE)).map_err(|error| Trouble::new(Exit::Invalid, error.to_string()))?;
        take(plan, &name, self.console.language())?;
        self.carry_out(&name, Some(Taken { agreed, trail })).await
    }

    async fn carry_out(self, name: &RunName, taken: Option<Taken<'_>>) -> Result<Done, Trouble> {
        let language = self.console.language();
        let Self {
            page,
            job,
            folders,
            claim,
            blackout,
            substitute,
            console,
            stop,
        } = self;
        let kept = earlier::bundles(folders.past.root);
        let last = Predecessor::among(kept.iter().map(PathBuf::as_path));
        let mut trail = Trail::create(folders.bundles, name).map_err(stored(language))?;
        let plan = taken.as_ref().map(|taken| taken.agreed.folder);
        let masking = masks::of_run(name, job, plan, folders.bundles).map_err(stored(language))?;
        trail.mask_by(masking);
        let bundle = trail.path().to_owned();
        if let Some(claim) = claim {
            claim.works_on(&bundle);
        }
        let nonce = random_hex()?;
        begin(
            &mut trail,
            name,
            nonce,
            taken.as_ref(),
            job,
            page.browser(),
            last.as_ref(),
        )
        .map_err(stored(language))?;
        if let Some(refused) = unanchored(&mut trail, job.anchoring(), console)
            .await
            .map_err(stored(language))?
        {
            if let Some(taken) = &taken {
                used::give_back(taken.agreed.folder, name).map_err(stored(language))?;
            }
            return close(trail, refused, job, console).await;
        }
        let planned = match &taken {
            Some(Taken { agreed, .. }) => {
                let approved = agreed.agreement.approve(agreed.planned, &mut trail);
                Some(approved.map_err(stored(language))?)
            }
            None => None,
        };
        if let Some(blackout) = blackout {
            let passed = LoggedIn {
                from: stamp(&blackout.from),
                to: stamp(&blackout.to),
            };
            trail.append(None, Event::LoggedIn(passed)).map_err(stored(language))?;
        }
        let procedure = procedure(job, folders.past);
        console.follow(&bundle, &procedure);
        let desk = Desk::new(job.answers().clone(), language, stop.clone());
        let assignment = planned.as_ref().map_or(Assignment::Plan, Assignment::Apply);
        console.start_progress(planned.as_ref().map(Planned::steps));
        let at_keyboard = |what| -> AwaitedWord {
            match what {
                WaitsFor::PortalUp => Box::pin(questions::works_again(language, stop.clone())),
                WaitsFor::HandsOff => Box::pin(questions::hands_off(language, stop.clone())),
                // The gate sees for itself.
                WaitsFor::Login => Box::pin(ready(Ok(()))),
            }
        };
        let presence = match &substitute {
            Some(substitute) => Presence::Somebody(&**substitute),
            None if console.is_attended() => Presence::Somebody(&at_keyboard),
            None => Presence::Nobody,
        };
        let stamp = job.anchoring().map(|anchoring| {
            let anchoring = anchoring.clone();
            move |hash| -> AwaitedStamp { Box::pin(anchoring.clone().about(hash)) }
        });
        let ended = {
            let attention = Attention {
                listen: &mut |step, event| console.tell(step, event),
                stop: &|| stop.wanted(),
                ask: &|request| desk.ask(request),
                presence,
                stamp: stamp.as_ref().map(|stamp| stamp as GetsStamp<'_>),
            };
            carry_out(page, &mut trail, &procedure, assignment, attention).await
        };
        console.end_progress();
        let finished = match ended {
            Ok(finished) => finished,
            Err(error) => return Err(abandoned(trail, error, language)),
        };
        close(trail, finished, job, console).await
    }
}

/// Gets the time stamp of the start, if one is wanted; returns how a run ends that may not begin without.
async fn unanchored(
    trail: &mut Trail,
    anchoring: Option<&Anchoring>,
    console: &Console,
) -> Result<Option<RunFinished>, EvidenceError> {
    let Some(anchoring) = anchoring else {
        return Ok(None);
    };
    let Err(reason) = anchoring.start(trail, console).await? else {
        return Ok(None);
    };
    if !anchoring.is_required() {
        trail.append(None, Event::Note(reason))?;
        return Ok(None);
    }
    let refused = RunFinished {
        verdict: Verdict::Blocked,
        reason: Some(reason),
        counts: BTreeMap::new(),
        changes: 0,
        pictures: 0,
    };
    trail.append(None, Event::RunFinished(refused.clone()))?;
    Ok(Some(refused))
}

/// Seals the bundle of a run that came to its end, has the seal signed and stamped if that is wanted, and writes the report.
async fn close(trail: Trail, finished: RunFinished, job: &Job, console: &Console) -> Result<Done, Trouble> {
    let language = console.language();
    let bundle = trail.path().to_owned();
    trail.seal().map_err(|error| {
        let bundle = bundle.display().to_string();
        stored(language)(error).also(to_close(&bundle, language))
    })?;
    if let Some(signer) = job.signer()
        && let Err(trouble) = sign_with(&bundle, signer, console)
    {
        // The run is what it is; the signature can follow.
        console.trouble(&trouble.also(format!("krok sign {}", bundle.display())));
    }
    let lacks_anchor = match job.anchoring() {
        Some(anchoring) => anchoring.end(&bundle, console).await.is_err() && anchoring.is_required(),
        None => false,
    };
    write_report(&bundle, console)?;
    masks::forget_if_over(&bundle, &finished, console);
    Ok(Done {
        finished,
        bundle,
        lacks_anchor,
    })
}

/// Returns what the executor has to know of a job.
pub(super) fn procedure<'j>(job: &'j Job, past: Past<'_>) -> Procedure<'j> {
    Procedure {
        runbook: job.runbook(),
        portal: job.portal(),
        inputs: job.inputs().clone(),
        data: job.data().clone(),
        earlier: earlier(job, past),
        gone_before: job.gone().iter().cloned().chain(gone_before(job, past.root)).collect(),
        continuation: job.continuation().cloned(),
        entity: job.entity().to_owned(),
    }
}

/// Closes a bundle whose evidence could not be stored, as far as it still can be; nothing was clicked after the error.
fn abandoned(trail: Trail, error: EvidenceError, language: Language) -> Trouble {
    let bundle = trail.path().display().to_string();
    let finished = RunFinished {
        verdict: Verdict::Failed,
        reason: Some(format::Reason {
            code: "evidence-failed".to_owned(),
            values: [("said".to_owned(), error.to_string())].into(),
        }),
        counts: BTreeMap::new(),
        changes: 0,
        pictures: trail.pictures(),
    };
    let sealed = trail.give_up(vec![(None, Event::RunFinished(finished))]);
    let trouble = stored(language)(error);
    match sealed {
        Ok(_) => trouble.also(match language {
            Language::Polish => format!("to, co udało się zapisać, jest w teczce {bundle}"),
            Language::English => format!("what could be stored is in {bundle}"),
        }),
        Err(_) => trouble.also(to_close(&bundle, language)),
    }
}

/// Says how a bundle without a seal gets one.
fn to_close(bundle: &str, language: Language) -> String {
    match language {
        Language::Polish => format!("teczka została bez pieczęci; potem zamknie ją krok resume {bundle}"),
        Language::English => format!("the bundle has no seal; afterwards `krok resume {bundle}` closes it"),
    }
}

/// A plan about to be carried out, with the exact bytes of its trail.
struct Taken<'p> {
    agreed: Agreed<'p>,
    trail: Vec<u8>,
}

fn begin(
    trail: &mut Trail,
    name: &RunName,
    nonce: String,
    taken: Option<&Taken<'_>>,
    job: &Job,
    browser: String,
    last: Option<&Predecessor>,
) -> Result<(), EvidenceError> {
    let runbook = job.runbook();
    let portal = job.portal();
    if let Some(taken) = taken {
        trail.store_input(PLAN_TRAIL, &taken.trail)?;
    }
    let file = trail.store_input(&format!("{}.toml", runbook.name), job.runbook_file().text().as_bytes())?;
    let profile = trail.store_input("portal.toml", job.kept_profile().as_bytes())?;
    let mut data = BTreeMap::new();
    for (input, given) in job.data() {
        if let Some(file) = &given.file {
            let stored = trail.store_input(&stored_name(input, file), &given.bytes)?;
            let name = file.clone();
            data.insert(input.clone(), DataFile { name, file: stored });
        }
    }
    let source = runbook.source.as_ref();
    let started = RunStarted {
        format: FORMAT.to_owned(),
        run: name.as_str().to_owned(),
        number: Some(Predecessor::next_number(last)),
        nonce,
        mode: if taken.is_some() { Mode::Apply } else { Mode::Plan },
        tool: format!("krok {}", env!("CARGO_PKG_VERSION")),
        runbook: format::Runbook {
            name: runbook.name.clone(),
            title: runbook.title.clone(),
            file,
            document: source.map(|source| source.document.clone()),
            chapter: source.and_then(|source| source.chapter.clone()),
            points: source.map(|source| source.points.clone()).unwrap_or_default(),
        },
        portal: format::Portal {
            name: portal.name.clone(),
            title: portal.title.clone(),
            base: portal.base.to_string(),
            practice: job.practice(),
            file: profile,
        },
        inputs: job.recorded_inputs(trail.masking()),
        data,
        entity: job.entity().to_owned(),
        circumstances: machine::circumstances(&browser)
            .into_iter()
            .chain(last.and_then(Predecessor::is_ahead))
            .collect(),
        browser,
        operator: machine::user(),
        host: machine::host(),
        plan: taken.map(|taken| taken.agreed.planned.reference().clone()),
        continues: job.continuation().map(|before| format::Continued {
            run: before.run.clone(),
            head: before.head.clone(),
        }),
    };
    trail.append(None, Event::RunStarted(started))?;
    trail.commit()?;
    Ok(())
}

/// Names the copy of a file after its input: its own name may be anything. Only the ending says how it is read.
fn stored_name(input: &str, file: &str) -> String {
    let ending = if is_toml(file) { "toml" } else { "txt" };
    format!("data-{input}.{ending}")
}

/// Writes the report into a bundle and returns its path.
pub(super) fn write_report(path: &Path, console: &Console) -> Result<PathBuf, Trouble> {
    let language = console.language();
    let bundle = Bundle::open(path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
    html::write(&bundle, &verify(path), console.language())
        .map_err(|error| errors::report(&error, language).trouble(Exit::EvidenceFailed))?;
    Ok(path.join("report.html"))
}

/// Marks a plan as used by a run.
fn take(plan: &Path, run: &RunName, language: Language) -> Result<(), Trouble> {
    used::mark(plan, run).map_err(|error| {
        let exit = if matches!(error, EvidenceError::Used { .. }) {
            Exit::PlanUsed
        } else {
            Exit::EvidenceFailed
        };
        errors::evidence(&error, language).trouble(exit)
    })
}

/// Puts trouble with the evidence in words.
fn stored(language: Language) -> impl Fn(EvidenceError) -> Trouble {
    move |error| errors::evidence(&error, language).trouble(Exit::EvidenceFailed)
}

fn name_of(job: &Job, mode: Mode) -> Result<RunName, Trouble> {
    let mut bits = [0_u8; 2];
    getrandom::fill(&mut bits).map_err(|error| Trouble::new(Exit::Failed, error.to_string()))?;
    let name = format!("{}-{}", job.portal().name, job.runbook().name);
    Ok(RunName::new(Timestamp::now(), &name, mode, u16::from_be_bytes(bits)))
}

fn random_hex() -> Result<String, Trouble> {
    let mut bits = [0_u8; 32];
    getrandom::fill(&mut bits).map_err(|error| Trouble::new(Exit::Failed, error.to_string()))?;
    let mut text = String::with_capacity(64);
    for byte in bits {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

fn stamp(time: &Zoned) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

//! A run while it works: what is being done, what comes next, what was done, and a button that stops it before the next write.
//!
//! An official watches the page instead of a terminal. It shows what the bundle holds so far; nothing of it is evidence.

mod page;
mod server;
mod wording;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, StepStarted};
use crate::report::reasons;
use crate::text::language::Language;

use super::gate::Gate;

/// How long the last page may take to be fetched once the run is over.
const GRACE: Duration = Duration::from_secs(3);

/// A page cannot be served.
#[derive(Debug)]
pub enum LiveError {
    /// No port could be had.
    Listen(io::Error),
    /// The system gave no random numbers.
    Random(String),
}

/// A step that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Id, with which its path begins.
    pub id: String,
    /// Its verb.
    pub verb: &'static str,
    /// The step in words.
    pub says: String,
}

/// What a page shows of a run.
pub struct Live {
    gate: Gate,
    language: Language,
    seen: Mutex<Seen>,
    stop: Box<dyn Fn() + Send + Sync>,
    /// Rings when the page that shows the end was fetched.
    fetched: Notify,
}

/// What was told so far.
struct Seen {
    /// Another number for each state that looks different.
    turn: u64,
    phase: Phase,
    bundle: Option<PathBuf>,
    now: Option<Now>,
    coming: Vec<Coming>,
}

/// What is being done.
#[derive(Clone)]
struct Now {
    started: StepStarted,
    /// The act within it, or why it waits.
    doing: Option<Doing>,
}

/// What is being done within a step.
#[derive(Clone)]
enum Doing {
    /// Something is pressed, filled in, chosen.
    Act { act: String, label: String },
    /// The run waits for a person.
    Waits(String),
}

/// How far the run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Nothing was begun: the person logs in, or is asked.
    Waiting,
    /// It works.
    Working,
    /// Stopping was asked for here.
    Stopping,
    /// It is over.
    Ended,
}

impl Live {
    /// Takes a free port of this machine and serves the page from now on. `stop` is called when the button is pressed.
    ///
    /// # Errors
    ///
    /// Fails if there is no port or no randomness.
    pub async fn serve(language: Language, stop: impl Fn() + Send + Sync + 'static) -> Result<Arc<Self>, LiveError> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(LiveError::Listen)?;
        let port = listener.local_addr().map_err(LiveError::Listen)?.port();
        let gate = Gate::new(port, &server::ASSETS).map_err(|error| LiveError::Random(error.to_string()))?;
        let live = Arc::new(Self {
            gate,
            language,
            seen: Mutex::new(Seen {
                turn: 0,
                phase: Phase::Waiting,
                bundle: None,
                now: None,
                coming: Vec::new(),
            }),
            stop: Box::new(stop),
            fetched: Notify::new(),
        });
        let router = server::router(Arc::clone(&live));
        // It ends with the command; a page that is lost stops no run.
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(live)
    }

    /// Returns the address that opens the page, once.
    pub fn address(&self) -> String {
        self.gate.address().unwrap_or_default()
    }

    /// Turns to the bundle of the next run, whose steps are these.
    pub fn follow(&self, bundle: &Path, coming: Vec<Coming>) {
        self.change(|seen| {
            seen.bundle = Some(bundle.to_owned());
            seen.coming = coming;
            seen.now = None;
            if seen.phase != Phase::Stopping {
                seen.phase = Phase::Working;
            }
        });
    }

    /// Takes an event as it is recorded.
    pub fn tell(&self, step: Option<&str>, event: &Event) {
        if let Event::StepStarted(started) = event {
            self.change(|seen| seen.begin(step.unwrap_or_default(), started));
        } else if let Event::Intent(intent) = event {
            let label = intent.target.as_ref().map(|target| target.label.clone());
            let doing = Doing::Act {
                act: intent.act.clone(),
                label: label.or_else(|| intent.value.clone()).unwrap_or_default(),
            };
            self.change(|seen| seen.does(Some(doing)));
        } else if let Event::Paused(paused) = event {
            let why = reasons::words(&paused.cause, self.language).message;
            self.change(|seen| seen.does(Some(Doing::Waits(why))));
        } else if matches!(event, Event::Outcome(_) | Event::Resumed(_)) {
            self.change(|seen| seen.does(None));
        } else if matches!(event, Event::StepFinished(_) | Event::RunFinished(_)) {
            self.change(|_| {});
        }
    }

    /// Says that the command is over, and waits a little until that was seen.
    pub async fn end(&self) {
        self.change(|seen| {
            seen.phase = Phase::Ended;
            seen.now = None;
            seen.coming.clear();
        });
        if self.gate.address().is_none() {
            // Somebody opened it; whoever closed it since is not waited for long.
            let _ = tokio::time::timeout(GRACE, self.fetched.notified()).await;
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Seen)) {
        let mut seen = self.seen();
        seen.turn += 1;
        change(&mut seen);
    }

    /// Asks the run to stop before its next write.
    fn ask_to_stop(&self) {
        self.change(|seen| {
            if seen.phase != Phase::Ended {
                seen.phase = Phase::Stopping;
            }
        });
        (self.stop)();
    }

    fn bundle(&self) -> Option<Bundle> {
        let path = self.seen().bundle.clone()?;
        Bundle::open(&path).ok()
    }
}

impl Seen {
    fn begin(&mut self, path: &str, started: &StepStarted) {
        let id = path.split(['/', '[']).next().unwrap_or_default();
        if let Some(index) = self.coming.iter().position(|step| step.id == id) {
            self.coming.drain(..=index);
        }
        self.now = Some(Now {
            started: started.clone(),
            doing: None,
        });
    }

    fn does(&mut self, doing: Option<Doing>) {
        if let Some(now) = &mut self.now {
            now.doing = doing;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Seen {
        let coming = ["lista", "kazda", "konto"].map(|id| Coming {
            id: id.to_owned(),
            verb: "go",
            says: id.to_owned(),
        });
        Seen {
            turn: 0,
            phase: Phase::Working,
            bundle: None,
            now: None,
            coming: coming.to_vec(),
        }
    }

    fn started(says: &str) -> StepStarted {
        StepStarted {
            verb: "go".to_owned(),
            effect: "navigate".to_owned(),
            says: says.to_owned(),
            cites: Vec::new(),
            line: 1,
            key: None,
        }
    }

    #[test]
    fn what_is_begun_comes_no_more_and_a_loop_stays_begun() {
        let mut seen = seen();
        let left = |seen: &Seen| seen.coming.iter().map(|step| step.id.clone()).collect::<Vec<_>>();
        seen.begin("lista", &started("Skrytki"));
        assert_eq!(left(&seen), ["kazda", "konto"]);
        seen.begin("kazda[Domyślna]/ustaw", &started("Tryb pracy"));
        assert_eq!(left(&seen), ["konto"]);
        seen.begin("kazda[test]/ustaw", &started("Tryb pracy"));
        assert_eq!(left(&seen), ["konto"]);
        assert_eq!(seen.now.map(|now| now.started.says), Some("Tryb pracy".to_owned()));
    }
}

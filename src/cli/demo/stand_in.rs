//! The stand-in operator, who logs in where a person would, and in a storm stays at the browser.

use std::rc::Rc;

use mock_portal::OFFICE;
use mock_portal::person::{self, Door, Person};
use tokio::task::AbortHandle;

use crate::cli::carry::Substitute;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::job::Job;
use crate::cli::series::Entrance;
use crate::cli::stop::Stop;
use crate::cli::trouble::Trouble;
use crate::cli::window::{Chosen, Window};
use crate::executor::{AwaitedWord, NoAccount, WaitsFor};

/// Name of the portal profile of SEKAP.
pub(super) const SEKAP: &str = "sekap";

/// A stand-in operator, in a browser of its own.
pub(super) enum StandIn {
    /// Logs in and leaves.
    LogsIn(Chosen),
    /// Stays: logs in again, closes what comes to lie over a page, waits until works are over.
    Stays(Chosen),
}

impl Entrance for StandIn {
    async fn open(&self, job: &Job, stop: &Stop, console: &Console) -> Result<Window, Trouble> {
        let (Self::LogsIn(browser) | Self::Stays(browser)) = self;
        let mut window = Window::started(*browser, job.portal(), console.language()).await?;
        self.log_in(&mut window, job, stop, console).await?;
        if let Self::Stays(_) = self {
            window.substitute = Some(staying(&window, job, stop));
        }
        Ok(window)
    }
}

impl StandIn {
    /// Works in the browser like a person, while krok waits at the gate.
    async fn log_in(&self, window: &mut Window, job: &Job, stop: &Stop, console: &Console) -> Result<(), Trouble> {
        console.remark(console.language().pick(
            "Portal ćwiczebny: zamiast człowieka loguje się zastępczy operator.",
            "Practice portal: a stand-in operator logs in in a person's place.",
        ));
        let (driver, session) = window.address().unwrap_or_default();
        let door = door(job);
        let hands = async {
            let logged_in = match (self, &door.person) {
                (Self::Stays(_), _) => person::log_in_again(&driver, &session, &door).await,
                (Self::LogsIn(_), None) => person::log_in_to_sekap(&driver, &session).await,
                (Self::LogsIn(_), Some(operator)) => person::log_in(&driver, &session, operator).await,
            };
            logged_in.map_err(|error| Trouble::new(Exit::NotLoggedIn, error.to_string()))
        };
        tokio::try_join!(window.log_in(job.purpose(), stop, console), hands).map(drop)
    }
}

fn door(job: &Job) -> Door {
    let portal = job.portal();
    let operator = || Person {
        context: OFFICE.to_owned(),
        ..Person::practice()
    };
    Door {
        start: portal
            .base
            .join(&portal.start)
            .unwrap_or_else(|_| portal.base.clone())
            .into(),
        person: (portal.name != SEKAP).then(operator),
    }
}

/// Ends a task with whoever holds it.
struct Ending(AbortHandle);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What a person does who stays at the browser.
fn staying(window: &Window, job: &Job, stop: &Stop) -> Substitute {
    let (driver, session) = window.address().unwrap_or_default();
    let (door, stop) = (door(job), stop.clone());
    let closing = {
        let (driver, session) = (driver.clone(), session.clone());
        // When the browser ends, so does whoever sits there.
        tokio::spawn(async move { person::close_overlays(&driver, &session).await.map(|_| ()) })
    };
    let closing = Ending(closing.abort_handle());
    Rc::new(move |what| -> AwaitedWord {
        let _ = &closing;
        let (driver, session, door, stop) = (driver.clone(), session.clone(), door.clone(), stop.clone());
        Box::pin(async move {
            let hands = async {
                match what {
                    WaitsFor::PortalUp => person::wait_until_up(&driver, &session, &door).await,
                    // Closing what lies over a page is all that these hands do there.
                    WaitsFor::HandsOff => Ok(()),
                    WaitsFor::Login => person::log_in_again(&driver, &session, &door).await,
                }
            };
            tokio::select! {
                done = hands => done.map_err(|_| NoAccount::Nobody),
                () = stop.asked() => Err(NoAccount::Interrupted),
            }
        })
    })
}

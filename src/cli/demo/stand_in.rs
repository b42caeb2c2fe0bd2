//! The stand-in operator, who logs in where a person would.

use mock_portal::OFFICE;
use mock_portal::person::{self, Person};

use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::job::Job;
use crate::cli::series::Entrance;
use crate::cli::stop::Stop;
use crate::cli::trouble::Trouble;
use crate::cli::window::{Chosen, Window};

/// Name of the portal profile of SEKAP.
pub(super) const SEKAP: &str = "sekap";

/// A stand-in operator logs in, in a browser of its own.
pub(super) struct StandIn(pub(super) Chosen);

impl Entrance for StandIn {
    async fn open(&self, job: &Job, stop: &Stop, console: &Console) -> Result<Window, Trouble> {
        let mut window = Window::started(self.0, job.portal(), console.language()).await?;
        log_in(&mut window, job, stop, console).await?;
        Ok(window)
    }
}

/// The stand-in operator works in the browser like a person, while krok waits at the gate.
async fn log_in(window: &mut Window, job: &Job, stop: &Stop, console: &Console) -> Result<(), Trouble> {
    let operator = Person {
        context: OFFICE.to_owned(),
        ..Person::practice()
    };
    console.remark(console.language().pick(
        "Portal ćwiczebny: zamiast człowieka loguje się zastępczy operator.",
        "Practice portal: a stand-in operator logs in in a person's place.",
    ));
    let (driver, session) = window.address().unwrap_or_default();
    let hands = async {
        let logged_in = if job.portal().name == SEKAP {
            person::log_in_to_sekap(&driver, &session).await
        } else {
            person::log_in(&driver, &session, &operator).await
        };
        logged_in.map_err(|error| Trouble::new(Exit::NotLoggedIn, error.to_string()))
    };
    let (waited, logged_in) = tokio::join!(window.log_in(job.purpose(), stop, console), hands);
    logged_in?;
    waited
}

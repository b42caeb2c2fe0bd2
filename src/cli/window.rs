//! The browser a command works in: one of its own that dies with it, or the one that `krok open` left.

use jiff::Zoned;

use crate::browser::driver::Driver;
use crate::browser::error::StartError;
use crate::browser::lease::{Lease, state_folder};
use crate::browser::profile::Settings;
use crate::browser::session::{Landmarks, Session};
use crate::executor::{GateError, await_login};
use crate::page::error::PageError;
use crate::page::protocol::Page;
use crate::runbook::portal::Portal;
use crate::text::language::Language;

use super::args::BrowserOptions;
use super::carry::Blackout;
use super::console::Console;
use super::exit::Exit;
use super::portals;
use super::stop::Stop;
use super::trouble::Trouble;
use super::wording;

/// A browser on a portal, with the person logged in.
pub(super) struct Window {
    /// The page.
    pub(super) session: Session,
    /// The login, if this command saw one.
    pub(super) blackout: Option<Blackout>,
    /// The driver that dies with this command; none for an attached session.
    driver: Option<Driver>,
}

impl Window {
    /// Attaches to the session that `krok open` left, or starts a browser of its own and waits for the login.
    pub(super) async fn on(
        portal: &Portal,
        options: &BrowserOptions,
        stop: &Stop,
        console: &Console,
    ) -> Result<Self, Trouble> {
        let mut window = match attached(portal).await? {
            Some(session) => Self {
                session,
                blackout: None,
                driver: None,
            },
            None => Self::started(options.headless, portal).await?,
        };
        window.session.set_landmarks(landmarks(portal));
        window.blackout = log_in(&mut window.session, portal, window.driver.is_some(), stop, console).await?;
        Ok(window)
    }

    /// Starts a browser of its own without waiting for anybody.
    pub(super) async fn started(headless: bool, portal: &Portal) -> Result<Self, Trouble> {
        let driver = Driver::start().map_err(not_started)?;
        let mut session = Session::start(&driver, &settings(headless))
            .await
            .map_err(not_started)?;
        session.set_landmarks(landmarks(portal));
        Ok(Self {
            session,
            blackout: None,
            driver: Some(driver),
        })
    }

    /// Waits until the person has logged in; `false` for a session that is known to be at the portal already.
    pub(super) async fn log_in(&mut self, portal: &Portal, stop: &Stop, console: &Console) -> Result<(), Trouble> {
        self.blackout = log_in(&mut self.session, portal, true, stop, console).await?;
        Ok(())
    }

    /// Returns where the driver listens and which session this is; none for an attached one.
    pub(super) fn address(&self) -> Option<(String, String)> {
        let driver = self.driver.as_ref()?;
        Some((driver.url().to_owned(), self.session.id().to_owned()))
    }

    /// Ends an own browser; an attached one stays open.
    pub(super) async fn leave(self) {
        if self.driver.is_some() {
            // The driver's end takes the browser with it in any case.
            drop(self.session.close().await);
        }
    }
}

/// `krok open`: a browser that stays, with the person logged in.
pub(super) async fn open(name: &str, options: &BrowserOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let portal = at_address(portals::profile(name, console)?, options);
    let state = state()?;
    if let Some(lease) = Lease::load(&state, &portal.name).map_err(not_started)? {
        if Session::attach(&lease).await.is_ok() {
            return Err(Trouble::new(
                Exit::Failed,
                language.pick(
                    "przeglądarka dla tego portalu jest już otwarta",
                    "a browser for this portal is already open",
                ),
            )
            .hint(format!("krok close {}", portal.name)));
        }
        lease.end();
        Lease::remove(&state, &portal.name).map_err(not_started)?;
    }
    let stop = Stop::listen()?;
    let driver = Driver::detached().map_err(not_started)?;
    let mut session = Session::start(&driver, &settings(options.headless))
        .await
        .map_err(not_started)?;
    session.set_landmarks(landmarks(&portal));
    log_in(&mut session, &portal, true, &stop, console).await?;
    let lease = session.release(driver, &portal.name).map_err(not_started)?;
    lease.save(&state).map_err(not_started)?;
    console.result(&match language {
        Language::Polish => format!(
            "Przeglądarka zostaje otwarta dla następnych poleceń. Zamknięcie: krok close {}",
            portal.name
        ),
        Language::English => format!(
            "The browser stays open for later commands. To close it: krok close {}",
            portal.name
        ),
    });
    Ok(Exit::Done)
}

/// `krok close`: ends the browser that `krok open` left.
pub(super) fn close(name: &str, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let portal = portals::profile(name, console)?;
    let state = state()?;
    let Some(lease) = Lease::load(&state, &portal.name).map_err(not_started)? else {
        console.result(language.pick(
            "Nie ma otwartej przeglądarki dla tego portalu.",
            "No browser is open for this portal.",
        ));
        return Ok(Exit::Done);
    };
    lease.end();
    Lease::remove(&state, &portal.name).map_err(not_started)?;
    console.result(language.pick("Przeglądarka zamknięta.", "The browser is closed."));
    Ok(Exit::Done)
}

/// Returns the portal at the practice addresses, if given.
pub(super) fn at_address(portal: Portal, options: &BrowserOptions) -> Portal {
    match options.practice.as_deref() {
        Some([base, login]) => portal.at(base.clone(), login.clone()),
        Some(_) | None => portal,
    }
}

/// Puts trouble with driver or browser in words.
pub(super) fn not_started(error: StartError) -> Trouble {
    let exit = match &error {
        StartError::DriverMissing | StartError::BrowserMissing => Exit::DriverMissing,
        StartError::Mismatch { .. } => Exit::DriverMismatch,
        StartError::NotThere(_) => Exit::BrowserLost,
        StartError::Program { .. }
        | StartError::DriverSilent(_)
        | StartError::Refused(_)
        | StartError::File { .. }
        | StartError::Profile(_) => Exit::Failed,
    };
    Trouble::new(exit, error.to_string())
}

async fn attached(portal: &Portal) -> Result<Option<Session>, Trouble> {
    let Some(state) = state_folder() else {
        return Ok(None);
    };
    let Some(lease) = Lease::load(&state, &portal.name).map_err(not_started)? else {
        return Ok(None);
    };
    match Session::attach(&lease).await {
        Ok(session) => Ok(Some(session)),
        Err(StartError::NotThere(_)) => {
            Lease::remove(&state, &portal.name).map_err(not_started)?;
            Ok(None)
        }
        Err(error) => Err(not_started(error)),
    }
}

/// Opens the portal if asked to and waits for the person.
async fn log_in(
    session: &mut Session,
    portal: &Portal,
    from_start: bool,
    stop: &Stop,
    console: &Console,
) -> Result<Option<Blackout>, Trouble> {
    let language = console.language();
    let from = Zoned::now();
    if from_start {
        let start = portal
            .base
            .join(&portal.start)
            .map_err(|error| Trouble::new(Exit::Invalid, error.to_string()))?;
        session
            .open(start.as_str())
            .await
            .map_err(|error| unreachable_portal(start.as_str(), &error, language))?;
        console.remark(&wording::log_in(&portal.title, language));
    }
    match await_login(session, portal, &|| stop.wanted()).await {
        Ok(()) => Ok(from_start.then(|| Blackout { from, to: Zoned::now() })),
        Err(GateError::Interrupted) => Err(Trouble::new(
            Exit::Interrupted,
            language.pick(
                "przerwano oczekiwanie na zalogowanie",
                "waiting for the login was stopped",
            ),
        )),
        Err(GateError::NotLoggedIn) => Err(Trouble::new(
            Exit::NotLoggedIn,
            match language {
                Language::Polish => format!(
                    "nikt się nie zalogował w ciągu {} min: na stronie portalu nie pojawił się napis „{}”",
                    portal.login.patience.as_secs() / 60,
                    portal.login.marker
                ),
                Language::English => format!(
                    "nobody logged in within {} min: the portal never showed `{}`",
                    portal.login.patience.as_secs() / 60,
                    portal.login.marker
                ),
            },
        )
        .hint(language.pick(
            "uruchom polecenie jeszcze raz i zaloguj się w otwartej przeglądarce",
            "start the command again and log in in the browser that opens",
        ))),
        Err(GateError::Page(PageError::Lost(why))) => Err(Trouble::new(
            Exit::BrowserLost,
            format!(
                "{}: {why}",
                language.pick("przeglądarka została zamknięta", "the browser was closed")
            ),
        )),
        Err(GateError::Page(error)) => Err(Trouble::new(Exit::Failed, error.to_string())),
    }
}

fn unreachable_portal(address: &str, error: &PageError, language: Language) -> Trouble {
    let exit = match error {
        PageError::Unreachable(_) => Exit::PortalDown,
        PageError::Lost(_) => Exit::BrowserLost,
        PageError::Detached
        | PageError::NotReady(_)
        | PageError::DialogOpen(_)
        | PageError::LoginHost(_)
        | PageError::Protocol(_) => Exit::Failed,
    };
    Trouble::new(exit, format!("{address}: {error}")).hint(language.pick(
        "sprawdź połączenie z internetem i komunikaty o przerwach w pracy portalu",
        "check the connection and the portal's announcements of maintenance",
    ))
}

fn state() -> Result<std::path::PathBuf, Trouble> {
    state_folder().ok_or_else(|| Trouble::new(Exit::Failed, "HOME: ?"))
}

fn settings(headless: bool) -> Settings {
    Settings {
        headless,
        ..Settings::default()
    }
}

fn landmarks(portal: &Portal) -> Landmarks {
    Landmarks {
        busy: portal.busy.clone(),
        messages: portal.messages.clone(),
        entity: Some(portal.entity.css.clone()),
    }
}

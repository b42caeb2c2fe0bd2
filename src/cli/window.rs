//! The browser a command works in: one of its own that dies with it, or the one that `krok open` left.

use jiff::Zoned;

use crate::browser::driver::Driver;
use crate::browser::error::StartError;
use crate::browser::family::Family;
use crate::browser::lease::{Lease, state_folder};
use crate::browser::profile::Settings;
use crate::browser::session::{Landmarks, Session};
use crate::executor::{Gate, GateError, await_login, shown_entity};
use crate::page::error::PageError;
use crate::page::protocol::Page;
use crate::runbook::portal::Portal;
use crate::text::label::Label;
use crate::text::language::Language;

use super::args::BrowserOptions;
use super::carry::Blackout;
use super::console::Console;
use super::errors;
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

/// The browser that a command starts.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// Which one.
    pub(super) family: Family,
    /// Without a display.
    pub(super) headless: bool,
}

impl From<&BrowserOptions> for Chosen {
    fn from(options: &BrowserOptions) -> Self {
        Self {
            family: options.browser.map_or_else(Family::default, Family::from),
            headless: options.headless,
        }
    }
}

/// What the person has to log in for.
#[derive(Clone, Copy)]
pub(super) struct Purpose<'p> {
    /// The portal.
    pub(super) portal: &'p Portal,
    /// Entity to be chosen; none if any will do.
    pub(super) entity: Option<&'p str>,
}

impl Window {
    /// Attaches to the session that `krok open` left, or starts a browser of its own; waits for the login if there is
    /// none yet. An open session that shows another entity is refused: somebody is working there.
    pub(super) async fn on(
        purpose: Purpose<'_>,
        options: &BrowserOptions,
        stop: &Stop,
        console: &Console,
    ) -> Result<Self, Trouble> {
        let language = console.language();
        let mut window = match attached(purpose.portal, options, language).await? {
            Some(session) => Self {
                session,
                blackout: None,
                driver: None,
            },
            None => Self::started(options.into(), purpose.portal, language).await?,
        };
        window.session.set_landmarks(landmarks(purpose.portal));
        if window.driver.is_none() {
            let shown = shown_entity(&mut window.session, purpose.portal).await;
            if let Some(shown) = shown.map_err(|error| closed_gate(error, purpose, language))? {
                return match purpose.entity {
                    Some(wanted) if Label::new(wanted) != Label::new(&shown) => {
                        Err(other_entity(wanted, &shown, language))
                    }
                    Some(_) | None => Ok(window),
                };
            }
        }
        window.log_in(purpose, stop, console).await?;
        Ok(window)
    }

    /// Starts a browser of its own without waiting for anybody.
    pub(super) async fn started(browser: Chosen, portal: &Portal, language: Language) -> Result<Self, Trouble> {
        let driver = Driver::start(browser.family).map_err(not_started(language))?;
        let mut session = Session::start(&driver, &settings(browser))
            .await
            .map_err(not_started(language))?;
        session.set_landmarks(landmarks(portal));
        Ok(Self {
            session,
            blackout: None,
            driver: Some(driver),
        })
    }

    /// Opens the portal and waits until the person has logged in.
    pub(super) async fn log_in(&mut self, purpose: Purpose<'_>, stop: &Stop, console: &Console) -> Result<(), Trouble> {
        self.blackout = Some(log_in(&mut self.session, purpose, stop, console).await?);
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
    let state = state(language)?;
    let key = key(&portal);
    if let Some(lease) = Lease::load(&state, &key).map_err(not_started(language))? {
        if Session::attach(&lease).await.is_ok() {
            let open = language.pick(
                "przeglądarka dla tego portalu jest już otwarta",
                "a browser for this portal is already open",
            );
            return Err(Trouble::new(Exit::Failed, open).hint(format!("krok close {}", portal.name)));
        }
        lease.end();
        Lease::remove(&state, &key).map_err(not_started(language))?;
    }
    let stop = Stop::listen()?;
    let chosen = Chosen::from(options);
    let driver = Driver::detached(chosen.family).map_err(not_started(language))?;
    let mut session = Session::start(&driver, &settings(chosen))
        .await
        .map_err(not_started(language))?;
    session.set_landmarks(landmarks(&portal));
    let purpose = Purpose {
        portal: &portal,
        entity: None,
    };
    log_in(&mut session, purpose, &stop, console).await?;
    let lease = session.release(driver, &key).map_err(not_started(language))?;
    lease.save(&state).map_err(not_started(language))?;
    console.result(&match language {
        Language::Polish => format!(
            "Przeglądarka pozostaje otwarta dla następnych poleceń. Po pracy proszę się wylogować i zamknąć ją: krok close {}",
            portal.name
        ),
        Language::English => format!(
            "The browser stays open for later commands. Afterwards log out and close it: krok close {}",
            portal.name
        ),
    });
    Ok(Exit::Done)
}

/// `krok close`: ends the browsers that `krok open` left for a portal.
pub(super) fn close(name: &str, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let portal = portals::profile(name, console)?;
    let state = state(language)?;
    let practice = format!("{}{PRACTICE}", portal.name);
    let mut closed = 0;
    for lease in Lease::all(&state).map_err(not_started(language))? {
        if lease.portal == portal.name || lease.portal.starts_with(&practice) {
            lease.end();
            Lease::remove(&state, &lease.portal).map_err(not_started(language))?;
            closed += 1;
        }
    }
    console.result(if closed == 0 {
        language.pick(
            "Nie ma otwartej przeglądarki dla tego portalu.",
            "No browser is open for this portal.",
        )
    } else {
        language.pick(
            "Przeglądarka zamknięta. Kto się nie wylogował, tego sesja wygaśnie na portalu dopiero po pewnym czasie.",
            "The browser is closed. If nobody logged out, the portal's session ends only after some time.",
        )
    });
    Ok(Exit::Done)
}

/// Between the name of a portal and the address of its practice twin in the name of a lease.
const PRACTICE: char = '@';

/// Names a portal in the leases: a practice portal never shares a browser with the real one.
fn key(portal: &Portal) -> String {
    if portal.base.scheme() == "https" {
        portal.name.clone()
    } else {
        format!("{}{PRACTICE}{}", portal.name, portal.base.authority())
    }
}

/// Returns the portal at the practice addresses, if given.
pub(super) fn at_address(portal: Portal, options: &BrowserOptions) -> Portal {
    match options.practice.as_deref() {
        Some([base, login]) => portal.at(base.clone(), login.clone()),
        Some(_) | None => portal,
    }
}

/// Puts trouble with driver or browser in words.
pub(super) fn not_started(language: Language) -> impl Fn(StartError) -> Trouble {
    move |error| {
        let exit = match &error {
            StartError::DriverMissing(_) | StartError::BrowserMissing(_) => Exit::DriverMissing,
            StartError::Mismatch { .. } | StartError::TooOld { .. } => Exit::DriverMismatch,
            StartError::NotThere(_) => Exit::BrowserLost,
            StartError::Program { .. }
            | StartError::DriverSilent(_)
            | StartError::Refused(_)
            | StartError::File { .. }
            | StartError::Profile(_) => Exit::Failed,
        };
        errors::start(&error, language).trouble(exit)
    }
}

/// Takes over the browser that `krok open` left; none if there is none any more.
pub(super) async fn attached(
    portal: &Portal,
    options: &BrowserOptions,
    language: Language,
) -> Result<Option<Session>, Trouble> {
    let Some(state) = state_folder() else {
        return Ok(None);
    };
    let key = key(portal);
    let Some(lease) = Lease::load(&state, &key).map_err(not_started(language))? else {
        return Ok(None);
    };
    match Session::attach(&lease).await {
        Ok(_)
            if options
                .browser
                .is_some_and(|wanted| Family::from(wanted) != lease.family) =>
        {
            Err(other_browser(portal, lease.family, language))
        }
        Ok(session) => Ok(Some(session)),
        Err(StartError::NotThere(_)) => {
            Lease::remove(&state, &key).map_err(not_started(language))?;
            Ok(None)
        }
        Err(error) => Err(not_started(language)(error)),
    }
}

/// Somebody is logged in in one browser, and the command names the other.
fn other_browser(portal: &Portal, open: Family, language: Language) -> Trouble {
    let open = open.name();
    Trouble::new(
        Exit::Failed,
        match language {
            Language::Polish => format!("dla tego portalu jest już otwarta inna przeglądarka: {open}"),
            Language::English => format!("another browser is already open for this portal: {open}"),
        },
    )
    .hint(format!("krok close {}", portal.name))
}

/// Opens the portal and waits for the person.
async fn log_in(
    session: &mut Session,
    purpose: Purpose<'_>,
    stop: &Stop,
    console: &Console,
) -> Result<Blackout, Trouble> {
    let language = console.language();
    let portal = purpose.portal;
    let from = Zoned::now();
    let start = portal
        .base
        .join(&portal.start)
        .map_err(|error| Trouble::new(Exit::Invalid, error.to_string()))?;
    session
        .open(start.as_str())
        .await
        .map_err(|error| unreachable_portal(start.as_str(), &error, language))?;
    console.remark(&wording::log_in(&portal.title, language));
    let gate = Gate {
        portal,
        entity: purpose.entity,
        stop: &|| stop.wanted(),
        other_entity: &|shown| {
            console.remark(&wording::choose_entity(
                shown,
                purpose.entity.unwrap_or_default(),
                language,
            ));
        },
    };
    match await_login(session, &gate).await {
        Ok(()) => Ok(Blackout { from, to: Zoned::now() }),
        Err(error) => Err(closed_gate(error, purpose, language)),
    }
}

/// Says why the gate did not open.
pub(super) fn closed_gate(error: GateError, purpose: Purpose<'_>, language: Language) -> Trouble {
    let portal = purpose.portal;
    let minutes = portal.login.patience.as_secs().div_ceil(60);
    match error {
        GateError::Interrupted => Trouble::new(
            Exit::Interrupted,
            language.pick("przerwano oczekiwanie na zalogowanie", "waiting for the login was stopped"),
        ),
        GateError::NotLoggedIn => Trouble::new(
            Exit::NotLoggedIn,
            match language {
                Language::Polish => format!(
                    "nikt się nie zalogował w ciągu {minutes} min: na stronie portalu nie pojawił się napis „{}” z podmiotem",
                    portal.login.marker
                ),
                Language::English => format!(
                    "nobody logged in within {minutes} min: the portal never showed `{}` with an entity",
                    portal.login.marker
                ),
            },
        )
        .hint(language.pick(
            "proszę uruchomić polecenie jeszcze raz i zalogować się w otwartej przeglądarce",
            "start the command again and log in in the browser that opens",
        )),
        GateError::OtherEntity(shown) => other_entity(purpose.entity.unwrap_or_default(), &shown, language),
        GateError::Page(error) => unreachable_portal(portal.base.as_str(), &error, language),
    }
}

pub(super) fn other_entity(wanted: &str, shown: &str, language: Language) -> Trouble {
    Trouble::new(
        Exit::EntityWrong,
        match language {
            Language::Polish => format!("portal działa w imieniu podmiotu „{shown}”, a procedura jest dla „{wanted}”"),
            Language::English => format!("the portal acts for `{shown}`, but the run is for `{wanted}`"),
        },
    )
    .hint(language.pick(
        "proszę wybrać właściwy podmiot w menu użytkownika („Zmień podmiot”) i uruchomić polecenie jeszcze raz",
        "choose the right entity in the user menu („Zmień podmiot”) and start the command again",
    ))
}

fn unreachable_portal(address: &str, error: &PageError, language: Language) -> Trouble {
    let exit = match error {
        PageError::Unreachable(_) => Exit::PortalDown,
        PageError::Lost(_) => Exit::BrowserLost,
        PageError::Detached
        | PageError::NotReady { .. }
        | PageError::Silent(_)
        | PageError::DialogOpen(_)
        | PageError::Elsewhere(_)
        | PageError::Protocol(_) => Exit::Failed,
    };
    let words = errors::page(error, language);
    Trouble {
        exit,
        message: format!("{address}: {}", words.message),
        hint: words.hint,
    }
}

fn state(language: Language) -> Result<std::path::PathBuf, Trouble> {
    state_folder().ok_or_else(|| {
        Trouble::new(
            Exit::Failed,
            language.pick(
                "nie wiadomo, gdzie zapisać otwartą przeglądarkę: brak zmiennej HOME",
                "no place to note the open browser: HOME is not set",
            ),
        )
    })
}

fn settings(browser: Chosen) -> Settings {
    Settings {
        headless: browser.headless,
        ..Settings::default()
    }
}

pub(super) fn landmarks(portal: &Portal) -> Landmarks {
    Landmarks {
        busy: portal.busy.clone(),
        messages: portal.messages.clone(),
        entity: Some(portal.entity.css.clone()),
        hosts: portal
            .hosts
            .iter()
            .map(|host| host.origin().ascii_serialization())
            .collect(),
    }
}
